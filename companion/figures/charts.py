"""Charts of coded statements: a frame and column names in, an Altair chart out.

Every function takes counts as ``tables.count`` returns them: columns of categories, ``sentences`` (int) and ``ids``
(lists of locators). A mark that stands for one sentence leads to its card; one that stands for several leads to its row
of the data table beneath the figure, where they are listed. So the frame a chart is made from is also the figure's
``data``, in the same order. Colours are given as ``{"domain": …, "range": …}``, for instance by ``theme.scale``.

A selection named ``choice`` makes ``live.js`` list the statements behind the chosen marks and highlight their cards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import altair as alt
import pandas as pd

from companion.figures.theme import INK, NEUTRAL

Colours = Mapping[str, Sequence[str]]

UNIT = 26
"""Distance of unit marks in pixels: a finger's width once the gap beside it is counted."""
CELL = (68, 34)
"""Width and height of a matrix cell in pixels."""
HOLLOW = "transparent"


def complete(counts: pd.DataFrame, **values: Sequence[str]) -> pd.DataFrame:
    """Return counts with a row for every combination of the given values, the empty ones with 0 and no ids.

    Rows come in the order of the values; combinations that are not among them are dropped.

    >>> rows = pd.DataFrame({"x": ["a"], "y": ["p"], "sentences": [2], "ids": [["S-1", "S-2"]]})
    >>> complete(rows, x=["a", "b"], y=["p"])["sentences"].to_list()
    [2, 0]
    """
    keys = list(values)
    known = {tuple(row[key] for key in keys): row for row in counts.to_dict("records")}
    rows = []
    for combination in product(*values.values()):
        row = known.get(combination, {"sentences": 0, "ids": []})
        rows.append({**dict(zip(keys, combination, strict=True)), "sentences": row["sentences"], "ids": row["ids"]})
    return pd.DataFrame(rows)


def links(counts: pd.DataFrame) -> pd.DataFrame:
    """Return counts with ``link``: one sentence → its card, several → their row of the data table, none → nothing."""
    linked = counts.reset_index(drop=True).copy()
    linked["link"] = [_link(ids, row) for row, ids in enumerate(linked["ids"], start=1)]
    return linked


def _link(ids: Sequence[str], row: int) -> str | None:
    if len(ids) == 1:
        return f"#{ids[0].lower()}"
    return f"#row-{row}" if len(ids) else None


def choice(*fields: str) -> alt.Parameter:
    """Return the selection that lists statements: by click or tap, on the given columns."""
    return alt.selection_point(name="choice", fields=list(fields), on="click", clear="dblclick")


def units(
    counts: pd.DataFrame,
    category: str,
    *,
    by: str | None = None,
    order: Sequence[str] | None = None,
    by_order: Sequence[str] = (),
    colours: Colours | None = None,
    title: str | None = None,
) -> alt.LayerChart:
    """Draw each sentence as one mark in the row of its category: a count that can be counted, and followed.

    ``by`` sorts the marks within a row and sets the first of ``by_order`` (filled squares) apart from the second
    (hollow circles): the voices, for instance. ``order`` defaults to the largest row first. The number at the end of
    a row is its total.
    """
    totals = counts.groupby(category, sort=False)["sentences"].sum()
    rows = list(order) if order is not None else list(totals.sort_values(ascending=False, kind="stable").index)
    marks = _exploded(counts, category, by, by_order)
    y = alt.Y(f"{category}:N", sort=rows, title=None, scale=alt.Scale(domain=rows), axis=alt.Axis(labelPadding=10))
    length = int(totals.max()) + 1
    x = alt.X("place:Q", axis=None, scale=alt.Scale(domain=[0, length], nice=False))
    chosen = choice(category)
    colour = _colour(category, colours)
    band = (
        alt.Chart(pd.DataFrame({category: rows}))
        .mark_rect(color=INK, opacity=0)
        .encode(y=y, opacity=alt.condition(chosen, alt.value(0.07), alt.value(0), empty=False))
        .add_params(chosen)
    )
    base = alt.Chart(marks).encode(x=x, y=y, href="link:N", tooltip=["statement", *_tips(category, by)])
    layers = [band, *_unit_layers(base, colour, by, list(by_order))]
    ends = pd.DataFrame({category: rows, "place": [totals.get(row, 0) + 0.7 for row in rows],
                         "total": [str(totals.get(row, 0)) for row in rows]})  # fmt: skip
    layers.append(alt.Chart(ends).mark_text(align="left", fontWeight=600, color=INK).encode(x=x, y=y, text="total:N"))
    return alt.layer(*layers).properties(width=length * UNIT, height=alt.Step(UNIT + 4), **_titled(title))


def _exploded(counts: pd.DataFrame, category: str, by: str | None, by_order: Sequence[str]) -> pd.DataFrame:
    frame = counts
    if by is not None:
        rank = {value: place for place, value in enumerate(by_order)}
        frame = frame.assign(_rank=frame[by].map(rank).fillna(len(rank))).sort_values("_rank", kind="stable")
    columns = [category, *([by] if by else []), "ids"]
    marks = frame[columns].explode("ids").dropna(subset=["ids"]).rename(columns={"ids": "statement"})
    marks["place"] = marks.groupby(category, sort=False).cumcount() + 0.5
    marks["link"] = "#" + marks["statement"].str.lower()
    return marks


def _unit_layers(base: alt.Chart, colour: Any, by: str | None, kinds: list[str]) -> list[alt.Chart]:
    """Return the marks: filled squares, and hollow circles for the second kind."""
    if by is None:
        return [base.mark_point(shape="square", size=270, filled=True, opacity=1).encode(color=colour)]
    field = f"{by}:N"
    legend = alt.Legend(title=None, orient="top", symbolFillColor=HOLLOW, symbolStrokeColor=INK, symbolStrokeWidth=2)
    shape = alt.Shape(field, scale=alt.Scale(domain=kinds, range=["square", "circle"][: len(kinds)]), legend=legend)
    fill = alt.condition(alt.datum[by] == kinds[0], colour, alt.value(HOLLOW))
    return [base.mark_point(size=250, strokeWidth=2.5, opacity=1).encode(stroke=colour, shape=shape, fill=fill)]


def bars(
    counts: pd.DataFrame,
    category: str,
    *,
    value: str = "sentences",
    order: Sequence[str] | None = None,
    colours: Colours | None = None,
    title: str | None = None,
    unit: str | None = None,
) -> alt.LayerChart:
    """Draw one bar a category with its number at the end, the largest first; for numbers too large for ``units``."""
    frame = links(counts) if "ids" in counts else counts
    y = alt.Y(f"{category}:N", sort=list(order) if order is not None else "-x", title=None)
    x = alt.X(f"{value}:Q", axis=None, scale=alt.Scale(domainMin=0, nice=False), title=unit)
    tips = [column for column in (category, value) if column in frame]
    base = alt.Chart(frame).encode(x=x, y=y, tooltip=tips, **({"href": "link:N"} if "link" in frame else {}))
    chosen = choice(category)
    bar = base.mark_bar(size=18).encode(color=_colour(category, colours))
    if "ids" in counts:
        bar = bar.encode(opacity=alt.condition(chosen, alt.value(1), alt.value(0.35))).add_params(chosen)
    number = base.mark_text(align="left", dx=5, fontWeight=600, color=INK).encode(text=f"{value}:Q")
    return alt.layer(bar, number).properties(width=420, height=alt.Step(28), **_titled(title))


def matrix(
    counts: pd.DataFrame,
    x: str,
    y: str,
    *,
    x_order: Sequence[str],
    y_order: Sequence[str],
    colours: Colours | None = None,
    title: str | None = None,
) -> alt.LayerChart:
    """Draw a table of counts whose empty cells are as plain to see as the full ones.

    ``counts`` has a row for every cell (``complete``). The deeper a cell, the more sentences; ``colours`` colours its
    rows by ``y``. An empty cell is an outline with a dash.
    """
    frame = links(counts)
    chosen = choice(x, y)
    across = alt.X(f"{x}:N", sort=list(x_order), title=None, axis=_heads(x_order),
                   scale=alt.Scale(domain=list(x_order), padding=0.06))  # fmt: skip
    down = alt.Y(f"{y}:N", sort=list(y_order), title=None, scale=alt.Scale(domain=list(y_order), padding=0.08))
    base = alt.Chart(frame).encode(x=across, y=down, tooltip=[y, x, "sentences"])
    most = max(int(frame["sentences"].max()), 1)
    depth = alt.Opacity("sentences:Q", scale=alt.Scale(domain=[1, max(most, 2)], range=[0.25, 0.75]), legend=None)
    edge = base.mark_rect(fill=HOLLOW, stroke=INK, strokeOpacity=0.22, strokeWidth=1)
    full = base.transform_filter("datum.sentences > 0").encode(href="link:N")
    cell = full.mark_rect(color=NEUTRAL).encode(opacity=depth)
    if colours is not None:
        cell = cell.encode(color=_colour(y, colours))
    ring = base.mark_rect(fill=HOLLOW, stroke=INK, strokeWidth=2.5).encode(
        opacity=alt.condition(chosen, alt.value(1), alt.value(0), empty=False)
    )
    number = full.mark_text(fontWeight=600, color=INK, fontSize=14).encode(text="sentences:Q")
    dash = base.transform_filter("datum.sentences == 0").mark_text(color=INK, opacity=0.6).encode(text=alt.value("–"))
    size = {"width": alt.Step(CELL[0]), "height": alt.Step(CELL[1])}
    return alt.layer(edge, cell, number, dash, ring.add_params(chosen)).properties(**size, **_titled(title))


def statuses(
    frame: pd.DataFrame,
    x: str,
    y: str,
    status: str,
    *,
    x_order: Sequence[str],
    y_order: Sequence[str],
    statuses: Mapping[str, tuple[str, str]],
    title: str | None = None,
) -> alt.Chart:
    """Draw a table of signs, one form a status, for instance what a theory leads one to expect of each finding.

    ``statuses`` maps a status to a Vega shape and a colour; a shape of its own tells each apart without colour.
    """
    shown = links(frame) if "ids" in frame else frame
    domain = list(statuses)
    shape = alt.Shape(f"{status}:N", legend=alt.Legend(title=None, orient="top", labelLimit=400),
                      scale=alt.Scale(domain=domain, range=[statuses[key][0] for key in domain]))  # fmt: skip
    colour = alt.Color(f"{status}:N", scale=alt.Scale(domain=domain, range=[statuses[key][1] for key in domain]))
    across = alt.X(f"{x}:N", sort=list(x_order), title=None, axis=_heads(x_order),
                   scale=alt.Scale(domain=list(x_order)))  # fmt: skip
    down = alt.Y(f"{y}:N", sort=list(y_order), title=None, scale=alt.Scale(domain=list(y_order)),
                 axis=alt.Axis(grid=True, domain=False, ticks=False))  # fmt: skip
    chart = alt.Chart(shown).mark_point(size=190, filled=True, opacity=1, strokeWidth=2)
    chart = chart.encode(x=across, y=down, shape=shape, color=colour, tooltip=[y, x, status])
    if "link" in shown:
        chart = chart.encode(href="link:N")
    return chart.properties(width=alt.Step(CELL[0]), height=alt.Step(32), **_titled(title))


def ranges(
    frame: pd.DataFrame,
    category: str,
    *,
    low: str,
    high: str,
    value: str,
    order: Sequence[str] | None = None,
    colours: Colours | None = None,
    unit: str = "sentences",
) -> alt.LayerChart:
    """Draw how far a number moves when something is decided otherwise: a bar from least to most, a mark as it stands."""
    y = alt.Y(f"{category}:N", sort=list(order) if order is not None else None, title=None)
    axis = alt.Axis(tickMinStep=1, format="d", orient="top")
    scale = alt.Scale(domainMin=0, nice=True)
    base = alt.Chart(frame).encode(y=y, tooltip=[category, low, value, high])
    span = base.mark_bar(size=9, opacity=0.4, cornerRadius=4).encode(
        x=alt.X(f"{low}:Q", title=unit, axis=axis, scale=scale), x2=f"{high}:Q", color=_colour(category, colours)
    )
    point = base.mark_point(shape="diamond", size=160, filled=True, opacity=1).encode(
        x=f"{value}:Q", color=_colour(category, colours)
    )
    number = base.mark_text(dy=-14, fontWeight=600, color=INK).encode(x=f"{value}:Q", text=f"{value}:Q")
    return alt.layer(span, point, number).properties(width=420, height=alt.Step(40))


def slope(
    frame: pd.DataFrame, x: str, category: str, *, value: str, x_order: Sequence[str], colours: Colours | None = None
) -> alt.LayerChart:
    """Draw each category's number before and after as a line, its name at the end in place of a legend."""
    across = alt.X(f"{x}:N", sort=list(x_order), title=None, scale=alt.Scale(padding=0.15),
                   axis=alt.Axis(orient="top", labelAngle=0))  # fmt: skip
    up = alt.Y(f"{value}:Q", axis=None, scale=alt.Scale(nice=True))
    base = alt.Chart(frame).encode(x=across, y=up, color=_colour(category, colours), tooltip=[category, x, value])
    line = base.mark_line(strokeWidth=2.5, point=alt.OverlayMarkDef(size=70)).encode(detail=f"{category}:N")
    last = base.transform_filter(alt.datum[x] == x_order[-1])
    name = last.mark_text(align="left", dx=9).encode(text="end:N").transform_calculate(
        end=f"datum['{value}'] + '  ' + datum['{category}']"
    )  # fmt: skip
    first = base.transform_filter(alt.datum[x] == x_order[0]).mark_text(align="right", dx=-9).encode(text=f"{value}:Q")
    return alt.layer(line, name, first).properties(width=420, height=260)


def _colour(field: str, colours: Colours | None) -> Any:
    if colours is None:
        return alt.value(NEUTRAL)
    return alt.Color(f"{field}:N", scale=alt.Scale(**colours), legend=None)


def _heads(labels: Sequence[str]) -> alt.Axis:
    """Return column heads that break at spaces; the space below makes room for the longest."""
    lines = max((len(label.split(" ")) for label in labels), default=1)
    return alt.Axis(orient="top", labelAngle=0, labelExpr="split(datum.label, ' ')", labelLineHeight=15,
                    labelPadding=8 + 15 * (lines - 1), grid=False, ticks=False, domain=False)  # fmt: skip


def _tips(*columns: str | None) -> list[str]:
    return [column for column in columns if column]


def _titled(title: str | None) -> dict[str, str]:
    return {"title": title} if title else {}
