"""Parts that charts of outside figures share: bounds, shade, dated rules, the place of a date on an axis of years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import altair as alt
import pandas as pd

from companion.display.theme import FALLBACK, INK, NEUTRAL, tips
from companion.figures.evidence_words import LATER

HUE = FALLBACK[0]
"""Colour of a series that stands alone."""
LINE = 15
"""Distance of two lines of small text, in pixels."""

Side = Literal["left", "center", "right"]
Marks = Sequence[tuple[str | float, str] | tuple[str | float, str, Side]]
"""Dates (ISO) or years, each with the words at its rule, and the side on which they stand where that matters."""


def year_of(date: str | float) -> float:
    """Return the place of a date on an axis of years; a year or a month counts from its first day.

    >>> year_of("2021-07-02"), year_of(2022.5)
    (2021.5, 2022.5)
    """
    if isinstance(date, int | float):
        return float(date)
    day = pd.Period(date).start_time
    return round(day.year + (day.day_of_year - 1) / (366 if day.is_leap_year else 365), 2)


def years(first: float, last: float, free: float = 0.6, room: float | None = None) -> alt.Scale:
    """Return a scale of years that leaves some room at both ends, so that no mark or tick is cut.

    ``room`` is what is left at the end, where a figure is written behind the last mark.
    """
    return alt.Scale(domain=[first - free, last + (room or free)], nice=False, zero=False)


def across(field: str, scale: alt.Scale) -> alt.X:
    """Return the axis of a scale of years."""
    first, last = scale["domain"]
    count = max(2, min(9, int(last - first)))
    axis = alt.Axis(format="d", tickMinStep=1, tickCount=count, grid=False, labelFlush=False)
    return alt.X(f"{field}:Q", title=None, axis=axis, scale=scale)


def up(field: str, unit: str, scale: alt.Scale | None = None, lines: int = 0, **axis: Any) -> alt.Y:
    """Return the upright axis: its unit as title above it and ``lines`` of other words, level, its numbers."""
    above: dict[str, Any] = {
        "titleAngle": 0,
        "titleAlign": "left",
        "titleAnchor": "end",
        "titleX": -46,
        "titleY": -12 - LINE * lines,
    }
    head = alt.Axis(
        **{**above, "titleFontWeight": "normal", "minExtent": 46, "format": ",~f", **(axis or {"tickCount": 5})}
    )
    return alt.Y(f"{field}:Q", title=unit, scale=scale or alt.Scale(zero=True), axis=head)


def bounds(base: alt.Chart, y: str, colour: alt.Color | None = None) -> list[alt.Chart]:
    """Return the layers for ranges and lone bounds, if the frame has such columns."""
    columns = base.data.columns
    low, high = f"{y}_lower", f"{y}_upper"
    layers = []
    ink: Any = alt.value(HUE) if colour is None else colour
    if low in columns and high in columns:
        both = base.transform_filter(f"isValid(datum.{low}) && isValid(datum.{high})")
        span = both.mark_rule(strokeWidth=5, opacity=0.35)
        layers.append(span.encode(y=alt.Y(f"{low}:Q"), y2=alt.Y2(f"{high}:Q"), color=ink))
    for bound, other, shape in ((low, high, "triangle-up"), (high, low, "triangle-down")):
        if bound in columns:
            alone = f"isValid(datum.{bound}) && !isValid(datum.{y})"
            alone += f" && !isValid(datum.{other})" if other in columns else ""
            mark = base.transform_filter(alone).mark_point(shape=shape, size=80, opacity=1)
            layers.append(mark.encode(y=alt.Y(f"{bound}:Q"), tooltip=tips("printed", "note"), color=ink))
    return layers


def later(after: float, end: float, scale: alt.Scale, above: int = 0) -> list[alt.Chart]:
    """Return the shade over the years beyond ``after`` and its label, ``above`` lines of other words."""
    data = alt.Chart(pd.DataFrame({"from": [after], "to": [end], "label": [LATER]}))
    start = alt.X("from:Q", scale=scale, title=None)
    shade = data.mark_rect(color=NEUTRAL, opacity=0.16).encode(x=start, x2=alt.X2("to:Q"))
    words = data.mark_text(align="right", baseline="bottom", fontSize=12, fontStyle="italic", dy=-3)
    end_of = alt.X("to:Q", scale=scale, title=None)
    return [shade, words.encode(x=end_of, y=alt.value(-LINE * above), text=alt.Text("label:N"))]


def ruled(marks: Marks, scale: alt.Scale, left: float) -> list[alt.Chart]:
    """Return an upright rule for each mark, with its words above the chart, the first of them highest.

    Words stand to the right of their rule; those of a mark beyond ``left`` stand to its left, where there is room.
    """
    layers = []
    for number, (date, label, *side) in enumerate(marks):
        place, top = year_of(date), -LINE * (len(marks) - number) + 3
        data = alt.Chart(pd.DataFrame({"place": [place], "label": [label]}))
        at = alt.X("place:Q", scale=scale, title=None)
        rule = data.mark_rule(color=INK, strokeDash=[3, 3], opacity=0.7)
        layers.append(rule.encode(x=at, y=alt.value(top - 6), y2=alt.value("height")))
        beyond = side == ["left"] if side else place > left
        words = data.mark_text(align="right" if beyond else "left", dx=-5 if beyond else 9, fontSize=12, color=INK)
        layers.append(words.encode(x=at, y=alt.value(top), text=alt.Text("label:N")))
    return layers


def ends(
    rows: pd.DataFrame, columns: tuple[str, str], years: Sequence[int], ruled: Sequence[float]
) -> list[tuple[tuple[Side, int, int], pd.DataFrame]]:
    """Part the figures written out by where they stand: above a mark, below a dip, beside one at the ground.

    A figure just before a rule in ``ruled`` ends at its mark, so that the rule does not run through it.
    """
    x, y = columns
    known = rows.dropna(subset=[y]).sort_values(x)
    dip = (known[y] < known[y].shift(1)) & ((known[y] < known[y].shift(-1)) | known[y].shift(-1).isna())
    ground = known[y] < 0.12 * known[y].max()
    flat = ground & ground.shift(-1, fill_value=False)
    crossed = known[x].map(lambda year: any(0 < rule - year < 1 for rule in ruled)) & ~ground
    chosen = known[x].isin(years)
    places: list[tuple[tuple[Side, int, int], pd.Series]] = [
        (("center", 0, -12), ~dip & ~ground & ~crossed),
        (("center", 0, 15), dip & ~ground & ~crossed),
        (("right", 3, -15), crossed),
        (("left", 5, -10), flat),
        (("left", 7, -7), ground & ~flat),
    ]
    return [(place, known[chosen & here]) for place, here in places if (chosen & here).any()]
