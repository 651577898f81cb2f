"""Charts and tables of a bibliography: what a reference has, lacks and leaves open, and what repair added."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from companion.display import Drawn
from companion.display.theme import FALLBACK, INK, NEUTRAL, Layered, tips
from companion.figures.charts import typed
from companion.references import frames
from companion.references.bibliography import Bibliography

STATE_COLOURS = (FALLBACK[0], FALLBACK[2], FALLBACK[5], FALLBACK[1], NEUTRAL)
SHAPES = ("square", "diamond", "circle", "triangle-up", "cross")
"""One form a state, because colour alone is not seen by everyone."""
UNIT = 15


def years(bibliography: Bibliography) -> Drawn:
    """Draw each reference as one mark above its year; form tells the language, colour the type."""
    rows = frames.as_read(bibliography)
    rows["link"] = "#ref-" + rows["key"]
    counts = rows["year"].value_counts().sort_index()
    description = "References by year: " + ", ".join(f"{year} {count}" for year, count in counts.items()) + "."
    data = rows[["number", "authors", "year", "title", "type", "language", "link"]]
    return Drawn(_years(rows), data, description)


def _years(rows: pd.DataFrame) -> Layered:
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
            axis=alt.Axis(format="d", grid=False, values=list(range(first, last + 1, 4))),
        ),
        y=alt.Y("place:Q", axis=None, scale=alt.Scale(domain=[0, height], nice=False)),
        color=alt.Color(
            "type:N",
            scale=alt.Scale(domain=kinds, range=list(FALLBACK[: len(kinds)])),
            legend=alt.Legend(title=None, orient="top", symbolType="square", columns=1),
        ),
        href=alt.Href("link:N"),
        tooltip=tips("authors", "title", "year", "type", "language"),
    )
    shape = alt.Shape(
        "language:N",
        scale=alt.Scale(domain=languages, range=["square", "circle", "diamond"][: len(languages)]),
        legend=alt.Legend(title=None, orient="top", symbolFillColor="transparent", symbolStrokeColor=INK, columns=1),
    )
    marks = base.mark_point(size=130, filled=True, opacity=1).encode(shape=shape)
    return alt.layer(marks).properties(width=(last - first + 2) * UNIT, height=height * UNIT)


def states(bibliography: Bibliography, fields: Sequence[str]) -> Drawn:
    """Draw references against fields: one mark a field that a reference of its type should have."""
    rows, order = frames.grid(bibliography), frames.STATES
    counted = rows["state"].value_counts()
    in_words = ", ".join(f"{counted.get(state, 0)} {state}" for state in order)
    return Drawn(_states(rows, fields, order), rows, f"The references in printed order against fields. {in_words}.")


def _states(rows: pd.DataFrame, fields: Sequence[str], order: Sequence[str]) -> alt.Chart:
    frame = rows[rows["field"].isin(fields)]
    scale = alt.Scale(domain=list(order), range=list(STATE_COLOURS[: len(order)]))
    forms = alt.Scale(domain=list(order), range=list(SHAPES[: len(order)]))
    legend = alt.Legend(title=None, orient="top", columns=1)
    return (
        alt.Chart(frame)
        .mark_point(size=80, filled=True, opacity=1)
        .encode(
            x=alt.X("field:N", sort=list(fields), title=None, axis=alt.Axis(labelAngle=-55, orient="top")),
            y=alt.Y(
                "reference:N", sort=list(dict.fromkeys(frame["reference"])), title=None, axis=alt.Axis(labelLimit=160)
            ),
            color=alt.Color("state:N", scale=scale, legend=legend),
            shape=alt.Shape("state:N", scale=forms, legend=legend),
            href=alt.Href("link:N"),
            tooltip=tips("reference", "field", "state"),
        )
        .properties(width=alt.Step(17), height=alt.Step(17))
    )


def completeness(printed: Bibliography, repaired: Bibliography) -> Drawn:
    """Draw how many references have each field as printed, a hollow mark, and after repair, a full one."""
    rows, (before, after) = frames.completeness(printed, repaired), ("as printed", "after repair")
    changed = rows[rows[before] != rows[after]]
    gains = ", ".join(f"{row['field']} from {row[before]} to {row[after]}" for row in changed.to_dict("records"))
    chart = _before_after(rows, before, after, len(repaired))
    return Drawn(chart, rows, f"Only these fields gain: {gains}." if gains else "No field gains.")


def _before_after(rows: pd.DataFrame, before: str, after: str, total: int) -> Layered:
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


def defects(bibliography: Bibliography) -> Drawn:
    """Draw the kinds of damage that touch more than one reference, one bar a kind; the data have every kind."""
    rows = frames.defects(bibliography)
    several = rows[rows["references"] > 1]
    in_words = "; ".join(f"{row.kind} {row.references}" for row in several.itertuples()) or "none"
    return Drawn(_kinds(several, "references"), rows, f"Bars, one a kind, longest first: {in_words}.")


def _kinds(rows: pd.DataFrame, value: str) -> Layered:
    y = alt.Y("kind:N", sort=list(rows["kind"]), title=None, axis=alt.Axis(labelLimit=190))
    x = alt.X(
        f"{value}:Q", axis=None, scale=alt.Scale(domain=[0, int(rows[value].max() if len(rows) else 0) + 1], nice=False)
    )
    base = alt.Chart(typed(rows)).encode(x=x, y=y)
    bars = base.mark_bar(color=FALLBACK[0], height=14).encode(tooltip=tips("kind", value))
    text = base.mark_text(align="left", dx=5, color=INK).encode(text=alt.Text(f"{value}:Q"))
    return alt.layer(bars, text).properties(width=108, height=alt.Step(20))


def open_points(bibliography: Bibliography) -> pd.DataFrame:
    """Return what stays in doubt, one row a reference: its number, itself (Markdown), the fields."""
    table = frames.doubts(bibliography)
    keys = {entry.n: entry.key for entry in bibliography}
    rows = [
        (n, f"{{cite:t}}`{keys[n]}`", ", ".join(dict.fromkeys(group["field"]))) for n, group in table.groupby("number")
    ]
    return pd.DataFrame(rows, columns=["no.", "reference", "in doubt"])


def doubts(bibliography: Bibliography) -> pd.DataFrame:
    """Return what stays in doubt, one row a point: reference (Markdown), what stays as printed, reason."""
    table = frames.doubts(bibliography)
    keys = {entry.n: entry.key for entry in bibliography}
    table["reference"] = "{cite:t}`" + table["number"].map(keys) + "`"
    table["what stays as printed"] = table["field"] + ": " + table["before"]
    return table[["reference", "what stays as printed", "reason"]]


def found(bibliography: Bibliography) -> pd.DataFrame:
    """Return what the audit found beyond missing fields, one row a kind: kind, details, keys of the references."""
    table = frames.findings(bibliography)
    # How many pages each has stands in its entry.
    table["detail"] = table["detail"].str.replace(r"^a range from 1 to \d+ counts", "a range from 1 counts", regex=True)
    keys = {entry.n: entry.key for entry in bibliography}
    rows = [
        (kind, "; ".join(dict.fromkeys(group["detail"])), [keys[n] for n in dict.fromkeys(group["number"])])
        for kind, group in table[table["kind"] != "missing"].groupby("kind", sort=False)
    ]
    return pd.DataFrame(rows, columns=["kind", "detail", "keys"])
