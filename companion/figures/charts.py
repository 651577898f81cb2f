"""Charts of counted statements: a frame and column names in, an Altair chart out.

Counts come as ``tables.count`` returns them: columns of categories, ``sentences`` (int) and ``ids`` (lists of
locators). A mark leads to the card of the sentence it stands for. Colours are given as
``{"domain": …, "range": …}``, for instance by ``theme.scale``.

A selection named ``choice`` makes ``live.js`` list the statements behind the chosen marks and highlight their cards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from companion.display.theme import INK, NEUTRAL, Layered

Colours = Mapping[str, Any]

UNIT = 26
"""Distance of unit marks in pixels: a finger's width once the gap beside it is counted."""
HOLLOW = "transparent"


def choice(*fields: str) -> alt.Parameter:
    """Return the selection that lists statements: by click or tap, on the given columns."""
    return alt.selection_point(name="choice", fields=list(fields), on="click", clear="dblclick")


def told(words: Mapping[str, str]) -> list[alt.Tooltip]:
    """Return what is told of a mark when it is pointed at: columns, each with the words a reader knows it by."""
    return [alt.Tooltip(column, title=title) for column, title in words.items()]


def units(
    counts: pd.DataFrame,
    category: str,
    *,
    by: str | None = None,
    order: Sequence[str] | None = None,
    by_order: Sequence[str] = (),
    colours: Colours | None = None,
    words: Mapping[str, str] | None = None,
) -> Layered:
    """Draw each sentence as one mark in the row of its category: a count that can be counted, and followed.

    ``words`` names the columns of the tip, of which ``statement`` is the locator behind a mark.

    ``by`` sorts the marks within a row and sets the first of ``by_order`` (filled squares) apart from the second
    (hollow circles): the voices, for instance. ``order`` defaults to the largest row first. The number at the end of
    a row is its total.
    """
    totals = counts.groupby(category, sort=False)["sentences"].sum()
    rows = list(order) if order is not None else list(totals.sort_values(ascending=False, kind="stable").index)
    marks = _exploded(counts, category, by, by_order)
    y = alt.Y(f"{category}:N", sort=rows, title=None, scale=alt.Scale(domain=rows), axis=alt.Axis(labelPadding=10))
    length = int(totals.max() if len(totals) else 0) + 1
    x = alt.X("place:Q", axis=None, scale=alt.Scale(domain=[0, length], nice=False))
    chosen = choice(category)
    colour = _colour(category, colours)
    band = alt.Chart(pd.DataFrame({category: rows})).mark_rect(color=INK, opacity=0).add_params(chosen)
    band = band.encode(y=y, opacity=alt.condition(chosen, alt.value(0.07), alt.value(0), empty=False))
    tip = told(words or {column: column for column in ("statement", category, by) if column})
    base = alt.Chart(marks).encode(x=x, y=y, href=alt.Href("link:N"), tooltip=tip)
    layers = [band, *_unit_layers(base, colour, by, list(by_order))]
    ends = pd.DataFrame({category: rows, "place": [totals.get(row, 0) + 0.7 for row in rows],
                         "total": [str(totals.get(row, 0)) for row in rows]})  # fmt: skip
    layers.append(
        alt.Chart(ends).mark_text(align="left", fontWeight=600, color=INK).encode(x=x, y=y, text=alt.Text("total:N"))
    )
    return alt.layer(*layers).properties(width=length * UNIT, height=alt.Step(UNIT + 4))


def _exploded(counts: pd.DataFrame, category: str, by: str | None, by_order: Sequence[str]) -> pd.DataFrame:
    frame = counts
    if by is not None:
        rank = {value: place for place, value in enumerate(by_order)}
        frame = frame.assign(_rank=frame[by].map(rank).fillna(len(rank))).sort_values("_rank", kind="stable")
    columns = [category, *([by] if by else []), "ids"]
    marks = frame[columns].explode("ids").dropna(subset=["ids"]).rename(columns={"ids": "statement"})
    marks["place"] = marks.groupby(category, sort=False).cumcount() + 0.5
    marks["link"] = "#" + marks["statement"].astype(str).str.lower()
    return typed(marks)


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame from which Altair can tell types even where it has no row."""
    return frame if len(frame) else frame.astype("string")


def _unit_layers(base: alt.Chart, colour: Any, by: str | None, kinds: list[str]) -> list[alt.Chart]:
    """Return the marks: filled squares, and hollow circles for the second kind."""
    if by is None:
        return [base.mark_point(shape="square", size=270, filled=True, opacity=1).encode(color=colour)]
    field = f"{by}:N"
    legend = alt.Legend(title=None, orient="top", symbolFillColor=HOLLOW, symbolStrokeColor=INK, symbolStrokeWidth=2)
    shape = alt.Shape(field, scale=alt.Scale(domain=kinds, range=["square", "circle"][: len(kinds)]), legend=legend)
    fill = alt.condition(alt.datum[by] == kinds[0], colour, alt.value(HOLLOW))
    return [base.mark_point(size=250, strokeWidth=2.5, opacity=1).encode(stroke=colour, shape=shape, fill=fill)]


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
    words: Mapping[str, str] | None = None,
) -> Layered:
    """Draw how far a number moves when something is decided otherwise: a bar from least to most, a mark as it is.

    ``words`` names the columns of the tip. The axis begins left of zero, so that a mark at zero is clear of the names.
    """
    y = alt.Y(f"{category}:N", sort=list(order) if order is not None else None, title=None)
    most = int(frame[high].max() if len(frame) else 0)
    axis = alt.Axis(values=list(range(most + 1)), format="d", orient="top", domain=False)
    scale = alt.Scale(domain=[-0.5, most + 0.5], nice=False, zero=False)
    base = alt.Chart(frame).encode(y=y, tooltip=told(words or {name: name for name in (category, low, value, high)}))
    span = base.mark_bar(size=11, opacity=0.4, cornerRadius=4).encode(
        x=alt.X(f"{low}:Q", title=unit, axis=axis, scale=scale),
        x2=alt.X2(f"{high}:Q"),
        color=_colour(category, colours),
    )
    point = base.mark_point(shape="diamond", size=210, filled=True, opacity=1).encode(
        x=alt.X(f"{value}:Q"), color=_colour(category, colours)
    )
    number = base.mark_text(dy=-17, fontWeight=600, color=INK).encode(
        x=alt.X(f"{value}:Q"), text=alt.Text(f"{value}:Q")
    )
    return alt.layer(span, point, number).properties(width=420, height=alt.Step(46))


def _colour(field: str, colours: Colours | None) -> Any:
    if colours is None:
        return alt.value(NEUTRAL)
    return alt.Color(f"{field}:N", scale=alt.Scale(**colours), legend=None)
