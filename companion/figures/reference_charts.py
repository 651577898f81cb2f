"""Charts of a bibliography: frames of ``companion.references.frames`` in, Altair charts out."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from companion.figures.theme import FALLBACK, INK, NEUTRAL, Layered, tips

STATE_COLOURS = (FALLBACK[0], FALLBACK[2], FALLBACK[1], NEUTRAL)
SHAPES = ("square", "diamond", "triangle-up", "cross")
"""One form a state, because colour alone is not seen by everyone."""
UNIT = 24


def years(rows: pd.DataFrame) -> Layered:
    """Draw each reference as one mark above its year; form tells the language, colour the type.

    ``rows`` has ``year``, ``type``, ``language``, ``authors``, ``title`` and ``link``.
    """
    frame = rows.sort_values(["year", "type", "language"], kind="stable").copy()
    frame["place"] = frame.groupby("year").cumcount() + 0.5
    frame["year"] = frame["year"].astype(int)
    kinds, languages = sorted(frame["type"].unique()), sorted(frame["language"].unique())
    first, last = int(frame["year"].min()), int(frame["year"].max())
    height = int(frame["place"].max() + 1)
    base = alt.Chart(frame).encode(
        x=alt.X(
            "year:Q",
            title=None,
            scale=alt.Scale(domain=[first - 0.7, last + 0.7], nice=False),
            axis=alt.Axis(format="d", grid=False, values=list(range(first, last + 1, 2))),
        ),
        y=alt.Y("place:Q", axis=None, scale=alt.Scale(domain=[0, height], nice=False)),
        color=alt.Color(
            "type:N",
            scale=alt.Scale(domain=kinds, range=list(FALLBACK[: len(kinds)])),
            legend=alt.Legend(title=None, orient="top", symbolType="square", columns=4),
        ),
        href=alt.Href("link:N"),
        tooltip=tips("authors", "title", "year", "type", "language"),
    )
    shape = alt.Shape(
        "language:N",
        scale=alt.Scale(domain=languages, range=["square", "circle", "diamond"][: len(languages)]),
        legend=alt.Legend(title=None, orient="top", symbolFillColor="transparent", symbolStrokeColor=INK),
    )
    marks = base.mark_point(size=190, filled=True, opacity=1).encode(shape=shape)
    return alt.layer(marks).properties(width=(last - first + 2) * UNIT * 1.25, height=height * UNIT)


def states(rows: pd.DataFrame, fields: Sequence[str], order: Sequence[str]) -> alt.Chart:
    """Draw fields against references: one mark a field that a reference of its type should have.

    ``rows`` has ``number``, ``field``, ``state`` (one of ``order``, at most four) and ``link``.
    """
    frame = rows[rows["field"].isin(fields)]
    scale = alt.Scale(domain=list(order), range=list(STATE_COLOURS[: len(order)]))
    forms = alt.Scale(domain=list(order), range=list(SHAPES[: len(order)]))
    legend = alt.Legend(title=None, orient="top", columns=4)
    return (
        alt.Chart(frame)
        .mark_point(size=90, filled=True, opacity=1)
        .encode(
            x=alt.X("number:O", title="reference", axis=alt.Axis(labelAngle=0, labelOverlap=True, orient="bottom")),
            y=alt.Y("field:N", sort=list(fields), title=None),
            color=alt.Color("state:N", scale=scale, legend=legend),
            shape=alt.Shape("state:N", scale=forms, legend=legend),
            href=alt.Href("link:N"),
            tooltip=tips("number", "key", "field", "state"),
        )
        .properties(width=alt.Step(18), height=alt.Step(24))
    )


def before_after(rows: pd.DataFrame, before: str, after: str, total: int) -> Layered:
    """Draw two counts a field, a hollow mark for ``before`` and a full one for ``after``, joined by a line."""
    frame = rows.copy()
    order = list(frame.sort_values(after, ascending=False, kind="stable")["field"])
    y = alt.Y("field:N", sort=order, title=None)
    scale = alt.Scale(domain=[0, total], nice=False)
    long = frame.melt("field", [before, after], "when", "references")
    lines = alt.Chart(frame).mark_rule(color=NEUTRAL, strokeWidth=2).encode(
        y=y, x=alt.X(f"{before}:Q", scale=scale, title="references that have it"), x2=alt.X2(f"{after}:Q")
    )  # fmt: skip
    points = (
        alt.Chart(long)
        .mark_point(size=110, strokeWidth=2, opacity=1)
        .encode(
            y=y,
            x=alt.X("references:Q", scale=scale),
            stroke=alt.value(FALLBACK[0]),
            fill=alt.condition(alt.datum.when == after, alt.value(FALLBACK[0]), alt.value("transparent")),
            shape=alt.Shape(
                "when:N",
                scale=alt.Scale(domain=[before, after], range=["circle", "square"]),
                legend=alt.Legend(title=None, orient="top", symbolStrokeColor=INK, symbolFillColor="transparent"),
            ),
            tooltip=tips("field", "when", "references"),
        )
    )
    return alt.layer(lines, points).properties(width=460, height=alt.Step(24))


def kinds(rows: pd.DataFrame, value: str) -> Layered:
    """Draw one bar a kind with its number at the end, the largest first; ``rows`` has ``kind`` and ``value``."""
    y = alt.Y("kind:N", sort=list(rows["kind"]), title=None, axis=alt.Axis(labelLimit=320))
    x = alt.X(f"{value}:Q", axis=None, scale=alt.Scale(domain=[0, int(rows[value].max()) + 1], nice=False))
    base = alt.Chart(rows).encode(x=x, y=y)
    bars = base.mark_bar(color=FALLBACK[0], height=14).encode(tooltip=tips("kind", value, "numbers"))
    text = base.mark_text(align="left", dx=5, color=INK).encode(text=alt.Text(f"{value}:Q"))
    return alt.layer(bars, text).properties(width=320, height=alt.Step(22))
