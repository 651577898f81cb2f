"""Charts of the coding of a text: by number of sentences, through the text, and under other rules.

A filled square is what the paper says itself, a hollow circle what it reports: shape and fill tell voices apart, colour
tells values apart. Colours and labels come from the codebook. Every function takes the dossier and a variable of its
codebook (KeyError if there is none) and returns chart, data and description together.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from companion.analyses import codes, coding_rules
from companion.display import Drawn, theme
from companion.dossier import tables
from companion.dossier.dossier import Dossier
from companion.figures import charts

ROW = 30
"""Height of one value in pixels."""


def units(dossier: Dossier, variable: str, section: str | None = None) -> Drawn:
    """Draw each sentence as one mark in the row of its value; the data have ``label``, ``voice``, a count and ids."""
    voices = dossier.codebook.labels("voice")
    rows = codes.profile(dossier, variable, by="voice", section=section)
    data = rows.assign(voice=rows["voice"].map(voices))[["label", "voice", "sentences", "ids"]]
    chart = charts.units(
        data, "label", by="voice", by_order=list(voices.values()),
        order=list(dossier.codebook.labels(variable).values()), colours=theme.scale(dossier.codebook, variable),
    )  # fmt: skip
    return Drawn(chart, data, _units_in_words(data))


def _units_in_words(data: pd.DataFrame) -> str:
    parts = []
    for label, rows in data.groupby("label", sort=False):
        voices = ", ".join(f"{row.sentences} {row.voice}" for row in rows.itertuples() if row.sentences)
        parts.append(f"{label} {rows['sentences'].sum()}" + (f" ({voices})" if voices else ""))
    return "Sentences by value and voice: " + "; ".join(parts) + "."


def through_the_text(dossier: Dossier, variable: str) -> Drawn:
    """Draw sentences across in their order, values down; choosing a value dims the rest."""
    data = _through(dossier, variable)
    parts = [f"{label}: {', '.join(rows['sentence'])}" for label, rows in data.groupby("label", sort=False)]
    description = "Sentences in the order of the text. " + "; ".join(parts) + "."
    bounds = _bounds(dossier)
    edges = alt.Chart(bounds).mark_rule(opacity=0.25).encode(x=alt.X("from:Q", axis=None))
    # The name of a section of one sentence stands above its neighbours', which it would run into on a phone.
    short = bounds["to"] - bounds["from"] < 2
    heads = _section_names(bounds[~short], -6) + _section_names(bounds[short], -20)
    height = ROW * len(dossier.codebook.labels(variable))
    chart = (edges + heads + _marks(dossier, variable, data, bounds)).properties(width=560, height=height)
    return Drawn(chart, data, description)


def _through(dossier: Dossier, variable: str) -> pd.DataFrame:
    """Return one row a sentence and value, in the order of the text.

    Columns ``order`` (place among all sentences, from 1), ``section``, ``sentence``, ``label``, ``voice`` (label),
    ``repeat`` (an earlier sentence says the same), ``says`` (the coded propositions), ``ids`` and ``link``.
    """
    order = {sentence: n for n, sentence in enumerate(tables.coverage(dossier)["sentence"], start=1)}
    says = tables.statements(dossier).set_index("id")["proposition"]
    voices = dossier.codebook.labels("voice")
    coded = tables.codes(dossier)
    dossier.codebook.variable(variable)
    rows = [
        {
            "order": order[sentence],
            "section": group["section"].iloc[0],
            "sentence": sentence,
            "label": label,
            "voice": voices[group["voice"].iloc[0]],
            "repeat": bool((group["counted_as"] != sentence).all()),
            "says": " ".join(says[group["id"]]),
            "ids": list(group["id"]),
            "link": f"#{sentence.lower()}",
        }
        for (sentence, label), group in coded[coded["variable"] == variable].groupby(["sentence", "label"], sort=False)
    ]
    columns = ["order", "section", "sentence", "label", "voice", "repeat", "says", "ids", "link"]
    return pd.DataFrame(rows, columns=columns).sort_values(["order", "label"], ignore_index=True)


def _marks(dossier: Dossier, variable: str, data: pd.DataFrame, bounds: pd.DataFrame) -> alt.Chart:
    values, voices = (list(dossier.codebook.labels(name).values()) for name in (variable, "voice"))
    domain = [0.2, bounds["to"].max() + 0.3]
    choice = charts.choice("label")
    colour = alt.Color("label:N", scale=alt.Scale(**theme.scale(dossier.codebook, variable)), legend=None)
    legend = alt.Legend(title=None, orient="bottom", symbolFillColor=charts.HOLLOW, symbolStrokeColor=theme.INK)
    return (
        alt.Chart(data)
        .mark_point(size=42, strokeWidth=2)
        .encode(
            x=alt.X("order:Q", axis=None, scale=alt.Scale(domain=domain, nice=False)),
            y=alt.Y("label:N", sort=values, title=None, scale=alt.Scale(domain=values), axis=alt.Axis(grid=True)),
            stroke=colour,
            fill=alt.condition(alt.datum["voice"] == voices[0], colour, alt.value(charts.HOLLOW)),
            shape=alt.Shape("voice:N", scale=alt.Scale(domain=voices, range=["square", "circle"]), legend=legend),
            opacity=alt.condition(choice, alt.value(1), alt.value(0.2)),
            strokeDash=alt.condition(alt.datum["repeat"], alt.value([3, 2]), alt.value([1, 0])),
            href=alt.Href("link:N"),
            tooltip=theme.tips("sentence", "label", "voice", "says"),
        )
        .add_params(choice)
    )


def rule_ranges(dossier: Dossier, variable: str) -> Drawn:
    """Draw each value's count as coded, and its range when one rule at a time is decided otherwise."""
    data = coding_rules.sensitivity(dossier, variable).drop(columns=["variable", "value"])
    chart = charts.ranges(
        data, "label", low="lowest", high="highest", value="as_coded",
        order=list(dossier.codebook.labels(variable).values()), colours=theme.scale(dossier.codebook, variable),
    )  # fmt: skip
    parts = [f"{row.label}: {row.as_coded} as coded, {row.lowest} to {row.highest}" for row in data.itertuples()]
    return Drawn(chart, data, "Sentences by value, with the range under other rules. " + "; ".join(parts) + ".")


def _bounds(dossier: Dossier) -> pd.DataFrame:
    """Return where each section begins and ends on the axis of sentences."""
    rows, before = [], 0
    for section in dossier.paper.sections:
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
