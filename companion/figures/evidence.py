"""Charts of figures from outside: frame and column names in; chart, data and description out.

A year without a figure is a gap, a printed range is a bar, a bound alone is an arrow, and a figure that is not
graded ``high`` has a hollow mark. Whatever lies after a given date is shaded and says so.
``evidence_words`` puts the same rows into words; ``evidence_parts`` has what the charts share.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from companion import evidence
from companion.display import Drawn
from companion.display.theme import FALLBACK, INK, NEUTRAL, Layered, tips
from companion.figures import evidence_parts as parts
from companion.figures import evidence_words as words
from companion.figures.evidence_parts import HUE, Marks
from companion.figures.evidence_words import printed

STATUS = ("member", "undated", "joined later", "left or suspended")
"""What ``evidence.standing`` says of a membership; each has a mark of its own form, not only of its own colour."""
TOLD = ("primary", "confidence", "note")
"""Columns that a mark tells of itself, besides its own."""
SHOWN = "{member: 'takes part'}[datum.label] || datum.label"
"""How a status is told: a format of talks has no members."""
BROKEN = alt.condition("datum.trust == 'low'", alt.value([3, 2]), alt.value([1, 0]))
"""The edge of a mark: broken where confidence is low."""
ROW = 24
"""Height of one row of a matrix, in pixels."""
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
"""Marks of several series in one chart, so that they differ by more than colour."""


def series(
    frame: pd.DataFrame,
    x: str,
    y: str,
    *,
    unit: str,
    after: float | None = None,
    breaks: Sequence[int] = (),
    ends: Sequence[int] = (),
    marks: Marks = (),
    height: int = 280,
) -> Drawn:
    """Draw a yearly series with its gaps, its bounds and how far each figure is trusted.

    ``x`` holds years and ``y`` numbers, with ``y_lower`` and ``y_upper`` where the frame has them. ``after`` shades
    the years beyond it; the line stops before and after each year in ``breaks``. The figures of the years in ``ends``
    are written at their marks; ``marks`` are dates with words. The data are the frame's own columns.
    """
    rows = series_rows(frame, x, y, breaks)
    first, last = int(rows[x].min()), int(rows[x].max())
    room = 2.0 if any(year > last - 3 for year in ends) else 0.6  # a figure may stand behind one of the last marks
    years, up = parts.years(first, last, room=room), parts.up(y, unit, lines=len(marks))
    at = parts.across(x, years)
    base = alt.Chart(rows).encode(x=at)
    line = base.mark_line(color=HUE, strokeWidth=2, strokeJoin="round").encode(y=up, detail=alt.Detail("run:N"))
    points = base.mark_point(size=46, strokeWidth=1.6, color=HUE, opacity=1).encode(
        y=up,
        fill=alt.condition("datum.trust == 'high'", alt.value(HUE), alt.value(None)),
        tooltip=tips(*(name for name in (x, "printed", *TOLD) if name in rows)),
    )
    shade = parts.later(after, last + room, years, len(marks)) if after is not None and last > after else []
    said = [
        alt.Chart(at_end).mark_text(align=align, dx=dx, dy=dy, fontSize=12, fontWeight=600)
        .encode(x=at, y=up, text=alt.Text("printed:N"))
        for (align, dx, dy), at_end in parts.ends(rows, (x, y), ends, [parts.year_of(date) for date, *_ in marks])
    ]  # fmt: skip
    rules = parts.ruled(marks, years, left=first + 0.55 * (last - first))
    chart = alt.layer(*shade, *rules, line, *parts.bounds(base, y), points, *said)
    return Drawn(chart.properties(width=560, height=height), frame, words.describe_series(frame, x, y, unit))


def series_rows(frame: pd.DataFrame, x: str, y: str, breaks: Sequence[int] = ()) -> pd.DataFrame:
    """Return the rows of a series with ``run`` (unbroken years with a figure), ``trust`` and ``printed``."""
    rows = frame.sort_values(x).reset_index(drop=True)
    known = rows[y].notna()
    rows["run"] = pd.Series(evidence.runs(rows.loc[known, x], breaks), index=rows.index[known], dtype="Int64")
    rows["trust"] = trust(rows)
    rows["printed"] = printed(rows, y)
    return rows.drop(columns=[column for column in rows if str(column).endswith(("_start", "_end"))])


def trust(rows: pd.DataFrame) -> pd.Series:
    """Return the grade of each row, ``high`` where none is given: only a grade below high shows in a mark."""
    graded = rows["confidence"] if "confidence" in rows else pd.Series(pd.NA, index=rows.index, dtype="string")
    return graded.fillna("high")


def graded(full: float) -> alt.FillOpacity:
    """Return how full a mark is: ``full`` where confidence is high, pale where medium, hollow where low."""
    scale = alt.Scale(domain=["high", "medium", "low"], range=[full, full * 0.3, 0])
    return alt.FillOpacity("trust:N", scale=scale, legend=None)


def lines(
    frame: pd.DataFrame,
    x: str,
    y: str,
    by: str,
    *,
    unit: str,
    names: Sequence[str],
    after: float | None = None,
    breaks: Sequence[int] = (),
    ticks: Sequence[int] = (),
    ends: bool = True,
    height: int = 320,
) -> Drawn:
    """Draw several yearly series on one scale, those whose value of ``by`` is among ``names``.

    Names stand above the drawing: beside their lines they would cross them on a phone. With ``ticks`` the scale is
    compressed, so that small numbers are seen beside large ones; zero is on it. The last figure of each
    line is written, but where ``ends`` is false.
    """
    rows = pd.concat([series_rows(frame[frame[by] == name], x, y, breaks) for name in names], ignore_index=True)
    rows["line"] = rows[by].astype("string") + "/" + rows["run"].astype("string")
    first, last = int(rows[x].min()), int(rows[x].max())
    scale = alt.Scale(type="symlog", constant=5, domainMin=0) if ticks else alt.Scale(zero=True)
    shown: dict[str, Any] = {"values": list(ticks), "labelOverlap": False} if ticks else {}
    room = 1.1 if ends else 0.6
    years, up = parts.years(first, last, room=room), parts.up(y, unit, scale, **shown)
    at = parts.across(x, years)
    hues = alt.Scale(domain=names, range=list(FALLBACK[: len(names)]))
    legend = alt.Legend(title=None, orient="top", columns=1, symbolOpacity=1, offset=34)
    colour, base = alt.Color(f"{by}:N", scale=hues, legend=legend), alt.Chart(rows).encode(x=at)
    line = base.mark_line(strokeWidth=2).encode(y=up, detail=alt.Detail("line:N"), color=colour)
    shape = alt.Shape(f"{by}:N", legend=legend, scale=alt.Scale(domain=names, range=list(SHAPES[: len(names)])))
    points = base.mark_point(size=52, filled=True, opacity=1).encode(
        y=up, color=colour, shape=shape, tooltip=tips(by, x, "printed", "note")
    )
    shade = parts.later(after, last + room, years) if after is not None and last > after else []
    last_of = rows.dropna(subset=[y]).sort_values(x).groupby(by, sort=False).tail(1)
    if not ticks:
        # Two that would cover one another: the higher is written.
        tall = last_of.sort_values(y, ascending=False)
        last_of = tall[~(tall[y].astype(float).diff() > -0.03 * float(rows[y].max()))]
    end = alt.Chart(last_of).mark_text(align="left", dx=8, fontSize=12, fontWeight=600)
    end = end.encode(x=at, y=up, text=alt.Text(f"{y}:Q", format=","), color=colour)
    told = [end] if ends else []
    chart = alt.layer(*shade, line, *parts.bounds(base, y, colour), points, *told)
    said = words.describe_groups(frame[frame[by].isin(names)], x, y, by, unit)
    return Drawn(chart.properties(width=560, height=height), frame, said)


def columns(
    frame: pd.DataFrame,
    start: str,
    y: str,
    *,
    unit: str,
    step: float = 1,
    marks: Marks = (),
    after: float | None = None,
    ends: Sequence[float] = (),
    height: int = 260,
) -> Drawn:
    """Draw a number for each year, quarter or month as a column; a zero is a tick on the ground, a gap is empty.

    ``start`` holds where a period begins on an axis of years, ``step`` how long it is; that of a whole year stands
    over its tick, unless dates are marked, which fall within years. ``marks``, ``after`` and
    ``ends`` are as for ``series``.
    """
    rows = frame.sort_values(start).reset_index(drop=True)
    rows = rows.drop(columns=[column for column in rows if str(column).endswith(("_start", "_end"))])
    left = 0.43 if step == 1 and not marks else 0
    rows = rows.assign(from_=rows[start] - left, till=rows[start] + step * 0.86 - left, trust=trust(rows),
                       printed=printed(rows, y))  # fmt: skip
    first, last = float(rows[start].min()), float(rows[start].max())
    # A figure written over the highest column needs room below the unit.
    scale = alt.Scale(domain=[0, float(rows[y].max()) * 1.12], nice=False) if len(ends) else None
    years, up = parts.years(first - left, last + step - left, 0.3), parts.up(y, unit, scale, len(marks))
    at = parts.across("from_", years)
    base = alt.Chart(rows).encode(x=at, x2=alt.X2("till:Q"), tooltip=tips("printed", *(n for n in TOLD if n in rows)))
    solid = graded(1)
    bars = base.mark_rect(color=HUE, stroke=HUE, strokeWidth=0.8).encode(
        y=up, y2=alt.datum(0), fillOpacity=solid, strokeDash=BROKEN
    )
    none = base.transform_filter(f"datum.{y} === 0").mark_rule(color=HUE, strokeWidth=2).encode(y=up)
    shade = parts.later(after, last + step, years, len(marks)) if after is not None and last > after else []
    told = rows[rows[start].isin(ends)].copy()
    told["middle"] = told["from_"] + step * (0.86 if marks else 0.43)
    # A figure ends at a rule that would run through it.
    for place in sorted((parts.year_of(date) for date, *_ in marks), reverse=True):
        near = (place < told["middle"]) & (told["middle"] - place < 0.12 * (last - first))
        told["middle"] = told["middle"].mask(near, place - 0.01 * (last - first))
    said = alt.Chart(told).mark_text(align="right" if marks else "center", dy=-8, fontSize=12, fontWeight=600)
    said = said.encode(x=alt.X("middle:Q", scale=years, title=None), y=up, text=alt.Text("printed:N"))
    rules = parts.ruled(marks, years, left=first + 0.55 * (last - first))
    chart = alt.layer(*shade, bars, none, *rules, *([said] if len(told) else []))
    return Drawn(chart.properties(width=560, height=height), frame, words.describe_series(frame, start, y, unit))


def spans(
    frame: pd.DataFrame, *, begins: str, who: str, what: str, until: str, mark: tuple[str, str], first: int
) -> Drawn:
    """Draw since when something is said to have lasted: two lines of words, and a bar from ``begins`` to ``until``.

    ``begins`` is a date column that ``load`` gave ``_start``; ``mark`` is a date to compare with, and its words. A row
    whose ``kind`` is ``denial`` has a cross at its date and no bar, an ``event`` a dot.
    """
    rows = frame.sort_values(f"{begins}_start", kind="stable").reset_index(drop=True)
    rows = pd.DataFrame(
        {
            "place": range(len(rows)),
            "from": rows[begins].map(parts.year_of),
            "till": parts.year_of(until),
            "who": rows[who],
            "what": rows[what],
            "denial": rows["kind"] == "denial",
            "lasts": ~rows["kind"].isin(["denial", "event"]),
            "event": rows["kind"] == "event",
            "trust": trust(rows),
            "note": rows["note"].fillna(""),
        }
    )
    years = parts.years(first, int(parts.year_of(until)) + 0.8)
    at = parts.across("from", years)
    base = alt.Chart(rows).encode(y=alt.Y("place:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0.1)))
    solid = graded(0.85)
    bars = base.transform_filter("datum.lasts").mark_bar(height=9, yOffset=19, color=HUE, stroke=HUE, strokeWidth=1)
    bars = bars.encode(
        x=at, x2=alt.X2("till:Q"), fillOpacity=solid, strokeDash=BROKEN, tooltip=tips("who", "what", "note")
    )
    cross = base.transform_filter("datum.denial").mark_point(shape="cross", yOffset=19, size=110, color=FALLBACK[1])
    cross = cross.encode(x=at, angle=alt.value(45), tooltip=tips("who", "what", "note"))
    dot = base.transform_filter("datum.event").mark_point(shape="circle", yOffset=19, size=90, fill=HUE, stroke=HUE)
    dot = dot.encode(x=at, fillOpacity=solid, opacity=alt.value(1), tooltip=tips("who", "what", "note"))
    name = base.mark_text(align="left", dy=-15, fontSize=12.5, fontWeight=600)
    said = base.mark_text(align="left", dy=1, fontSize=12.5)
    place = alt.Chart(pd.DataFrame({"at": [parts.year_of(mark[0])], "label": [mark[1]]}))
    compared = alt.X("at:Q", scale=years, title=None)
    # The date to compare with stands at each bar: a line from top to bottom would cross the words.
    rule = base.transform_calculate(at=str(parts.year_of(mark[0]))).mark_tick(
        orient="vertical", size=21, thickness=1.5, yOffset=19, color=INK, opacity=0.7
    )
    rule = rule.encode(x=compared)
    top = place.mark_text(align="left", dx=4, dy=-8, fontSize=12).encode(x=compared, y=alt.value(0), text="label:N")
    texts = [name.encode(x=alt.value(2), text="who:N"), said.encode(x=alt.value(2), text="what:N")]
    chart = alt.layer(bars, rule, cross, dot, *texts, top).properties(width=600, height=alt.Step(58))
    return Drawn(chart, frame, words.describe_spans(rows, until, mark))


def matrix(
    frame: pd.DataFrame, *, rows: str, columns: str, status: str = "status", groups: dict[str, Sequence[str]]
) -> Drawn:
    """Draw rows against columns with one sign a cell, the rows in titled groups one below the other.

    ``frame`` has one row a filled cell; ``status`` holds values of ``STATUS``. ``groups`` maps a title to the names
    of its rows, in order; a name without any cell keeps its row, because an empty row is a finding.
    """
    across = list(frame[columns].unique())
    panels = []
    for number, (title, names) in enumerate(groups.items()):
        cells = matrix_cells(frame, rows, columns, status, list(names))
        panels.append(_panel(cells, (rows, columns, status), across, number == 0).properties(title=title))
    return Drawn(alt.vconcat(*panels, spacing=16), frame, words.describe_matrix(frame, rows, columns, groups))


def matrix_cells(frame: pd.DataFrame, rows: str, columns: str, status: str, names: Sequence[str]) -> pd.DataFrame:
    """Return every cell of ``names`` × the columns, in order; a cell without status holds none."""
    full = pd.MultiIndex.from_product([names, frame[columns].unique()], names=[rows, columns]).to_frame(index=False)
    return full.merge(frame[[rows, columns, status]], how="left", on=[rows, columns])


def _panel(cells: pd.DataFrame, names: tuple[str, str, str], across: list[str], head: bool) -> Layered:
    rows, columns, status = names
    # A name of two words takes two lines; a name of one word then leaves its first line empty.
    two = any(" " in name for name in across)
    lines = "indexof(datum.label, ' ') < 0 ? ['', datum.label] : split(datum.label, ' ', 2)" if two else "datum.label"
    padding = 24 if two else 6
    axis = (
        alt.Axis(orient="top", labelAngle=0, labelExpr=lines, labelPadding=padding, labelFontSize=12) if head else None
    )
    band = alt.Scale(paddingInner=0.06, paddingOuter=0)
    x = alt.X(f"{columns}:N", title=None, sort=across, axis=axis, scale=band)
    y = alt.Y(f"{rows}:N", title=None, sort=None, axis=alt.Axis(minExtent=88), scale=band)
    base = alt.Chart(cells).encode(x=x, y=y)
    grid = base.mark_rect(fillOpacity=0.07, fill=INK, stroke=None)

    def scale(values: Sequence[str]) -> alt.Scale:
        return alt.Scale(domain=list(STATUS), range=list(values))

    signs = base.transform_filter(f"isValid(datum.{status})").mark_point(size=110, strokeWidth=1.8, opacity=1)
    signs = signs.encode(
        shape=alt.Shape(
            f"{status}:N",
            title=None,
            legend=alt.Legend(columns=2, columnPadding=12, labelExpr=SHOWN),
            scale=scale(("circle", "diamond", "circle", "cross")),
        ),
        stroke=alt.Stroke(f"{status}:N", title=None, scale=scale((HUE, HUE, NEUTRAL, NEUTRAL))),
        fill=alt.Fill(f"{status}:N", title=None, scale=scale((HUE, HUE, "transparent", "transparent"))),
        tooltip=tips(rows, columns, status),
    )
    return alt.layer(grid, signs).properties(width=alt.Step(45), height=alt.Step(ROW))
