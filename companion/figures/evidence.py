"""Charts of figures from outside: frame and column names in; chart, data and description out.

A year without a figure is a gap, a printed range is a bar, a bound alone is an arrow, and a figure that is not
graded ``high`` has a hollow mark. Whatever lies after a given date is shaded and says so.
``evidence_words`` puts the same rows into words.
"""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from companion import evidence
from companion.display import Drawn
from companion.display.theme import FALLBACK, INK, NEUTRAL, Layered, tips
from companion.figures import evidence_words as words
from companion.figures.evidence_words import LATER, printed, show_date

HUE = FALLBACK[0]
"""Colour of a series that stands alone."""
STATUS = ("member", "undated", "joined later", "left earlier")
"""What ``evidence.standing`` says of a membership; each has a mark of its own form, not only of its own colour."""
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
"""Marks of the lanes of a timeline, in the order of ``LANES``."""
LANES = (*FALLBACK[:5], NEUTRAL)
"""Colours of the lanes of a timeline: those that are seen on white and on black."""
ROW = 24
"""Height of one row of a timeline or matrix, in pixels."""


def series(
    frame: pd.DataFrame,
    x: str,
    y: str,
    *,
    unit: str,
    after: float | None = None,
    breaks: Sequence[int] = (),
    years: tuple[int, int] | None = None,
    height: int = 260,
) -> Drawn:
    """Draw a yearly series with its gaps, its bounds and how far each figure is trusted.

    ``x`` holds years and ``y`` numbers, with ``y_lower`` and ``y_upper`` where the frame has them. ``after`` shades
    the years beyond it; the line stops before and after each year in ``breaks``. ``years`` widens the axis. The data
    are the frame's own columns.
    """
    chart = _series(frame, x, y, unit=unit, after=after, breaks=breaks, years=years, height=height)
    return Drawn(chart, frame, words.describe_series(frame, x, y, unit))


def _series(
    frame: pd.DataFrame,
    x: str,
    y: str,
    *,
    unit: str,
    after: float | None,
    breaks: Sequence[int],
    years: tuple[int, int] | None,
    height: int,
) -> Layered:
    rows = series_rows(frame, x, y, breaks)
    first, last = years or (int(rows[x].min()), int(rows[x].max()))
    scale = alt.Scale(domain=[first - 0.6, last + 0.6], nice=False, zero=False)
    across = alt.X(
        f"{x}:Q", title=None, axis=alt.Axis(format="d", tickMinStep=1, tickCount=10, grid=False), scale=scale
    )
    up = alt.Y(f"{y}:Q", title=unit, scale=alt.Scale(zero=True), axis=alt.Axis(minExtent=48, tickCount=5))
    base = alt.Chart(rows).encode(x=across)
    line = base.mark_line(color=HUE, strokeWidth=2, strokeJoin="round").encode(y=up, detail=alt.Detail("run:N"))
    points = base.mark_point(size=46, strokeWidth=1.6, color=HUE, opacity=1).encode(
        y=up,
        fill=alt.condition("datum.trust == 'high'", alt.value(HUE), alt.value(None)),
        tooltip=tips(*(name for name in (x, "printed", "primary", "confidence", "note") if name in rows)),
    )
    later = _later(after, last + 0.6, scale) if after is not None and last > after else []
    return alt.layer(*later, line, *_bounds(base, y), points).properties(width=560, height=height)


def series_rows(frame: pd.DataFrame, x: str, y: str, breaks: Sequence[int] = ()) -> pd.DataFrame:
    """Return the rows of a series with ``run`` (unbroken years with a figure), ``trust`` and ``printed``."""
    rows = frame.sort_values(x).reset_index(drop=True)
    known = rows[y].notna()
    rows["run"] = pd.Series(evidence.runs(rows.loc[known, x], breaks), index=rows.index[known], dtype="Int64")
    graded = rows["confidence"] if "confidence" in rows else pd.Series(pd.NA, index=rows.index, dtype="string")
    # An ungraded figure from a data set stands as printed; only a grade below high makes a mark hollow.
    rows["trust"] = graded.fillna("high").where(graded.fillna("high") == "high", "lower")
    rows["printed"] = printed(rows, y)
    return rows.drop(columns=[column for column in rows if str(column).endswith(("_start", "_end"))])


def small_multiples(
    frame: pd.DataFrame, x: str, y: str, by: str, *, unit: str, after: float, breaks: Sequence[int] = ()
) -> Drawn:
    """Draw one short series below another, each on a scale of its own, under its name; years line up."""
    years = (int(frame[x].min()), int(frame[x].max()))
    panels = []
    for name in frame[by].unique():
        rows = frame[frame[by] == name]
        panel = _series(rows, x, y, unit=unit, after=after, breaks=breaks, years=years, height=96)
        panels.append(panel.properties(title=str(name)))
    return Drawn(alt.vconcat(*panels, spacing=14), frame, words.describe_groups(frame, x, y, by, unit))


def timeline(frame: pd.DataFrame, *, cutoff: str, lanes: Sequence[str]) -> Drawn:
    """Draw dated events one below the other: a mark on a time axis, then date and label as text.

    ``frame`` is as ``evidence.load`` gives it, with ``date``, ``until``, ``lane`` and ``label``; ``lanes`` names the
    lanes in the order of the legend. Events that begin after ``cutoff`` are shaded.
    """
    rows = timeline_rows(frame, cutoff)
    wide, text, edge = 150, 162, 640
    base = alt.Chart(rows).encode(y=alt.Y("place:O", axis=None, sort=list(rows["place"])))
    later = base.transform_filter("datum.after")
    shade = later.mark_rect(color=NEUTRAL, opacity=0.14).encode(x=alt.value(0), x2=alt.value(edge))
    said = later.transform_window(row="row_number()").transform_filter("datum.row == 1")
    said = said.mark_text(align="left", fontSize=12, fontStyle="italic").encode(x=alt.value(6), text=alt.value(LATER))
    axis = alt.Axis(format="%Y", tickCount=3, grid=True, orient="top")
    # A day is the same everywhere: without "utc" years would begin by the clock of whoever builds or reads.
    time = alt.X("begin:T", title=None, axis=axis, scale=alt.Scale(type="utc"))
    guide = base.mark_rule(opacity=0.18).encode(x=time, x2=alt.value(text - 8))
    spread = base.mark_bar(height=5).encode(x=time, x2=alt.X2("finish:T"), color=_lane(lanes))
    shape = alt.Shape("lane:N", title=None, scale=alt.Scale(domain=list(lanes), range=list(SHAPES[: len(lanes)])))
    marks = base.mark_point(size=80, filled=True, opacity=1).encode(
        x=time, color=_lane(lanes), shape=shape, tooltip=tips("shown", "label", "detail", "confidence", "note")
    )
    written = base.mark_text(align="left", fontSize=12)
    dates = written.encode(x=alt.value(text), text=alt.Text("shown:N"))
    labels = written.encode(x=alt.value(text + 84), text=alt.Text("words:N"))
    layers = alt.layer(shade, said, guide, spread, marks, dates, labels)
    # In a concatenation of one the chart keeps its width: squeezed to a phone's, text would run over text.
    chart = alt.vconcat(layers.properties(width=wide, height=alt.Step(ROW)))
    return Drawn(chart, timeline_table(frame, cutoff), words.describe_timeline(frame, cutoff))


def timeline_rows(frame: pd.DataFrame, cutoff: str) -> pd.DataFrame:
    """Return one row an event in order of date: ``place``, ``begin``, ``finish``, ``shown`` (the date), ``after``."""
    rows = frame.sort_values("date_start", kind="stable").reset_index(drop=True)
    finish = rows["until_end"].fillna(rows["date_end"])
    told = rows["label"].where(
        rows["confidence"].isin(["high"]), rows["label"] + " (" + rows["confidence"] + " confidence)"
    )
    return pd.DataFrame(
        {
            "place": range(len(rows)),
            "begin": rows["date_start"].dt.strftime("%Y-%m-%d"),
            "finish": finish.dt.strftime("%Y-%m-%d"),
            "shown": [show_date(date) for date in rows["date"]],
            "lane": rows["lane"],
            "label": rows["label"],
            "words": told,
            "after": evidence.placed(rows, "date", cutoff) == evidence.AFTER,
            "detail": rows["detail"].fillna(""),
            "confidence": rows["confidence"],
            "note": rows["note"].fillna(""),
        }
    )


def timeline_table(frame: pd.DataFrame, cutoff: str) -> pd.DataFrame:
    """Return the same events for the data table: ``date``, ``lane``, ``event``, ``detail``, trust, and when."""
    rows = timeline_rows(frame, cutoff).rename(columns={"shown": "date", "label": "event"})
    rows["period"] = rows["after"].map({True: LATER, False: evidence.BEFORE})
    return rows[["date", "lane", "event", "detail", "period", "confidence", "note"]]


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
            legend=alt.Legend(columns=2, columnPadding=28),
            scale=scale(("circle", "diamond", "circle", "cross")),
        ),
        stroke=alt.Stroke(f"{status}:N", title=None, scale=scale((HUE, HUE, NEUTRAL, NEUTRAL))),
        fill=alt.Fill(f"{status}:N", title=None, scale=scale((HUE, HUE, "transparent", "transparent"))),
        tooltip=tips(rows, columns, status),
    )
    return alt.layer(grid, signs).properties(width=alt.Step(45), height=alt.Step(ROW))


def _bounds(base: alt.Chart, y: str) -> list[alt.Chart]:
    """Return the layers for ranges and lone bounds, if the frame has such columns."""
    columns = base.data.columns
    low, high = f"{y}_lower", f"{y}_upper"
    layers = []
    if low in columns and high in columns:
        both = base.transform_filter(f"isValid(datum.{low}) && isValid(datum.{high})")
        layers.append(
            both.mark_rule(color=HUE, strokeWidth=5, opacity=0.35).encode(y=alt.Y(f"{low}:Q"), y2=alt.Y2(f"{high}:Q"))
        )
    for bound, other, shape in ((low, high, "triangle-up"), (high, low, "triangle-down")):
        if bound in columns:
            alone = f"isValid(datum.{bound}) && !isValid(datum.{y})"
            alone += f" && !isValid(datum.{other})" if other in columns else ""
            mark = base.transform_filter(alone).mark_point(shape=shape, size=80, color=HUE, opacity=1)
            layers.append(mark.encode(y=alt.Y(f"{bound}:Q"), tooltip=tips("printed", "note")))
    return layers


def _later(after: float, end: float, scale: alt.Scale) -> list[alt.Chart]:
    """Return the shade over the years beyond ``after`` and its label."""
    data = alt.Chart(pd.DataFrame({"from": [after], "to": [end], "label": [LATER]}))
    shade = data.mark_rect(color=NEUTRAL, opacity=0.16).encode(
        x=alt.X("from:Q", scale=scale, title=None), x2=alt.X2("to:Q")
    )
    words = data.mark_text(align="right", baseline="bottom", fontSize=12, fontStyle="italic", dy=-4)
    words = words.encode(x=alt.X("to:Q", scale=scale, title=None), y=alt.value(0), text=alt.Text("label:N"))
    return [shade, words]


def _lane(lanes: Sequence[str]) -> alt.Color:
    return alt.Color(
        "lane:N",
        title=None,
        scale=alt.Scale(domain=list(lanes), range=list(LANES[: len(lanes)])),
        legend=alt.Legend(columns=3, columnPadding=28),
    )
