"""Charts of the coding of a text: by number of sentences, through the text, and under other rules.

A filled square is what the paper says itself, a hollow circle what it reports: shape and fill tell voices apart, colour
tells values apart. Colours and labels come from the codebook.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from companion.analyses import threats
from companion.analyses.rule_choices import rule_choices
from companion.dossier import tables
from companion.dossier.model import Dossier
from companion.figures import charts, theme

ROW = 30
"""Height of one value in pixels."""


def labels(record: Dossier, variable: str) -> list[str]:
    """Return the labels of a variable's values, in the codebook's order."""
    return [value.label for value in record.codebook.variable(variable).values]


def by_voice(record: Dossier, variable: str, section: str | None = None) -> pd.DataFrame:
    """Count sentences by value and voice: ``label``, ``voice`` (label), ``sentences`` and ``ids``."""
    rows = threats.profile(record, by="voice", variable=variable, section=section)
    names = {value.key: value.label for value in record.codebook.variable("voice").values}
    return rows.assign(voice=rows["voice"].map(names))[["label", "voice", "sentences", "ids"]]


def units(record: Dossier, frame: pd.DataFrame, variable: str) -> theme.Layered:
    """Draw :func:`by_voice`: one mark a sentence, values down."""
    return charts.units(
        frame, "label", by="voice", by_order=labels(record, "voice"), order=labels(record, variable),
        colours=theme.scale(record, variable),
    )  # fmt: skip


def describe_units(frame: pd.DataFrame) -> str:
    """Say :func:`by_voice` in words."""
    parts = []
    for label, rows in frame.groupby("label", sort=False):
        said = ", ".join(f"{row.sentences} {row.voice}" for row in rows.itertuples() if row.sentences)
        parts.append(f"{label} {rows['sentences'].sum()}" + (f" ({said})" if said else ""))
    return "Sentences by value and voice: " + "; ".join(parts) + "."


def through(record: Dossier, variable: str) -> pd.DataFrame:
    """Return one row a sentence and value, in the order of the text.

    Columns ``order`` (place among all sentences, from 1), ``section``, ``sentence``, ``label``, ``voice`` (label),
    ``repeat`` (an earlier sentence says the same), ``says`` (the coded propositions), ``ids`` and ``link``.
    """
    order = {sentence: n for n, sentence in enumerate(tables.coverage(record)["sentence"], start=1)}
    says = tables.statements(record).set_index("id")["proposition"]
    names = {value.key: value.label for value in record.codebook.variable("voice").values}
    codes = tables.codes(record)
    made = [
        {"order": order[sentence], "section": rows["section"].iloc[0], "sentence": sentence, "label": label,
         "voice": names[rows["voice"].iloc[0]], "repeat": bool((rows["counted_as"] != sentence).all()),
         "says": " ".join(says[rows["id"]]), "ids": list(rows["id"]), "link": f"#{sentence.lower()}"}
        for (sentence, label), rows in codes[codes["variable"] == variable].groupby(["sentence", "label"], sort=False)
    ]  # fmt: skip
    return pd.DataFrame(made).sort_values(["order", "label"], ignore_index=True)


def through_the_text(record: Dossier, frame: pd.DataFrame, variable: str) -> theme.Layered:
    """Draw :func:`through`: sentences across in their order, values down. Choosing a value dims the rest."""
    values, bounds = labels(record, variable), _bounds(record)
    domain = [0.2, bounds["to"].max() + 0.3]
    across = alt.X("order:Q", axis=None, scale=alt.Scale(domain=domain, nice=False))
    edges = alt.Chart(bounds).mark_rule(opacity=0.25).encode(x=alt.X("from:Q", axis=None))
    # The name of a section of one sentence stands above its neighbours', which it would run into on a phone.
    short = bounds["to"] - bounds["from"] < 2
    heads = _section_names(bounds[~short], -6) + _section_names(bounds[short], -20)
    choice = charts.choice("label")
    colour = alt.Color("label:N", scale=alt.Scale(**theme.scale(record, variable)), legend=None)
    legend = alt.Legend(title=None, orient="bottom", symbolFillColor=charts.HOLLOW, symbolStrokeColor=theme.INK)
    voice = labels(record, "voice")
    marks = (
        alt.Chart(frame)
        .mark_point(size=42, strokeWidth=2)
        .encode(
            x=across,
            y=alt.Y("label:N", sort=values, title=None, scale=alt.Scale(domain=values), axis=alt.Axis(grid=True)),
            stroke=colour,
            fill=alt.condition(alt.datum["voice"] == voice[0], colour, alt.value(charts.HOLLOW)),
            shape=alt.Shape("voice:N", scale=alt.Scale(domain=voice, range=["square", "circle"]), legend=legend),
            opacity=alt.condition(choice, alt.value(1), alt.value(0.2)),
            strokeDash=alt.condition(alt.datum["repeat"], alt.value([3, 2]), alt.value([1, 0])),
            href=alt.Href("link:N"),
            tooltip=theme.tips("sentence", "label", "voice", "says"),
        )
        .add_params(choice)
    )
    return (edges + heads + marks).properties(width=560, height=ROW * len(values))


def describe_through(frame: pd.DataFrame) -> str:
    """Say :func:`through` in words."""
    parts = [f"{label}: {', '.join(rows['sentence'])}" for label, rows in frame.groupby("label", sort=False)]
    return "Sentences in the order of the text. " + "; ".join(parts) + "."


def rules(record: Dossier, variable: str) -> pd.DataFrame:
    """Return each value's count as coded and its range when one rule at a time is decided otherwise."""
    return rule_choices(record, variable).drop(columns=["variable", "value"])


def rule_ranges(record: Dossier, frame: pd.DataFrame, variable: str) -> theme.Layered:
    """Draw :func:`rules`."""
    return charts.ranges(
        frame, "label", low="lowest", high="highest", value="as_coded", order=labels(record, variable),
        colours=theme.scale(record, variable),
    )  # fmt: skip


def describe_rules(frame: pd.DataFrame) -> str:
    """Say :func:`rules` in words."""
    parts = [f"{row.label}: {row.as_coded} as coded, {row.lowest} to {row.highest}" for row in frame.itertuples()]
    return "Sentences by value, with the range under other rules. " + "; ".join(parts) + "."


def _bounds(record: Dossier) -> pd.DataFrame:
    """Return where each section begins and ends on the axis of sentences."""
    rows, before = [], 0
    for section in record.paper.sections:
        after = before + section.sentences
        rows.append(
            {"section": section.key, "from": before + 0.5, "middle": (before + after + 1) / 2, "to": after + 0.5}
        )
        before = after
    return pd.DataFrame(rows)


def _section_names(bounds: pd.DataFrame, height: int) -> alt.Chart:
    """Return the sections' keys at a height in pixels, above the plot if negative."""
    text = alt.Chart(bounds).mark_text(baseline="bottom", fontWeight=600, fontSize=11, color=theme.INK)
    return text.encode(x=alt.X("middle:Q", axis=None), y=alt.value(height), text=alt.Text("section:N"))
