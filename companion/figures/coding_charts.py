"""Charts of coded sentences: one mark a sentence, so that a count can be seen and each mark leads to its card."""

from __future__ import annotations

import altair as alt
import pandas as pd

from companion.dossier import tables
from companion.dossier.model import Dossier
from companion.figures import theme

ROW = 30
"""Height of one category in CSS pixels."""


def sentence_rows(record: Dossier, variable: str, section: str | None = None) -> pd.DataFrame:
    """Return one row a sentence and value: where it stands in the text, who says it, what it says.

    Columns ``order`` (place among all sentences of the text, from 1), ``section``, ``sentence``, ``label``, ``voice`` (label),
    ``repeat`` (True where an earlier sentence says the same), ``says`` (the coded propositions), ``ids`` and ``link``.
    """
    order = {sentence: n for n, sentence in enumerate(tables.coverage(record)["sentence"], start=1)}
    says = tables.statements(record).set_index("id")["proposition"]
    rows = tables.codes(record)
    rows = rows[(rows["variable"] == variable) & (rows["section"].eq(section) if section else True)]
    voices = {value.key: value.label for value in record.codebook.variable("voice").values}
    made = [
        {"order": order[sentence], "section": found["section"].iloc[0], "sentence": sentence, "label": label,
         "voice": voices[found["voice"].iloc[0]], "repeat": bool((found["counted_as"] != sentence).all()),
         "says": " ".join(says[found["id"]]), "ids": list(found["id"]), "link": f"#{sentence.lower()}"}
        for (sentence, label), found in rows.groupby(["sentence", "label"], sort=False)
    ]  # fmt: skip
    columns = ["order", "section", "sentence", "label", "voice", "repeat", "says", "ids", "link"]
    return pd.DataFrame(made, columns=columns).sort_values(["order", "label"], ignore_index=True)


def through_the_text(record: Dossier, frame: pd.DataFrame, variable: str, width: int = 560) -> alt.LayerChart:
    """Show where in the text each value stands: sentences across in their order, values down, hollow if reported.

    ``frame`` is that of :func:`sentence_rows`. Choosing a mark or a name at the side keeps one value and dims the rest.
    """
    labels = [value.label for value in record.codebook.variable(variable).values]
    sections, edge = [], 0
    for section in record.paper.sections:
        sections.append({"section": section.key, "from": edge + 0.5, "middle": edge + (section.sentences + 1) / 2})
        edge += section.sentences
    place = alt.X("order:Q", title=None, axis=None, scale=alt.Scale(domain=[0.2, edge + 0.8], nice=False))
    down = alt.Y("label:N", sort=labels, title=None, scale=alt.Scale(domain=labels), axis=alt.Axis(grid=True))
    bounds = pd.DataFrame(sections)
    edges = alt.Chart(bounds).mark_rule(opacity=0.25).encode(x=alt.X("from:Q", title=None, axis=None))
    names = (
        alt.Chart(bounds)
        .mark_text(baseline="bottom", fontWeight=600, fontSize=11)
        .encode(x=alt.X("middle:Q", axis=None), y=alt.value(-6), text="section:N")
    )
    return (edges + names + _marks(record, frame, variable, place, down)).properties(width=width, height=ROW * len(labels))


def by_count(record: Dossier, frame: pd.DataFrame, variable: str, width: int = 300) -> alt.LayerChart:
    """Show how many sentences carry each value: one mark a sentence, filled if the paper says it, hollow if it reports it.

    ``frame`` is that of :func:`sentence_rows`; sentences that repeat another are left out. Values without a sentence stay.
    """
    labels = [value.label for value in record.codebook.variable(variable).values]
    voices = [value.label for value in record.codebook.variable("voice").values]
    rows = frame[~frame["repeat"]].sort_values(["voice", "order"], key=lambda c: c.map(voices.index) if c.name == "voice" else c)
    rows = rows.assign(place=rows.groupby("label").cumcount() + 1)
    most = max(int(rows["place"].max()) if len(rows) else 1, 5)
    totals = rows["label"].value_counts().reindex(labels, fill_value=0).rename_axis("label").reset_index(name="sentences")
    totals["at"] = totals["sentences"] + 0.7
    scale = alt.Scale(domain=[0.4, most + 1.4], nice=False)
    place = alt.X("place:Q", title=None, axis=None, scale=scale)
    down = alt.Y("label:N", sort=labels, title=None, scale=alt.Scale(domain=labels))
    numbers = (
        alt.Chart(totals)
        .mark_text(align="left", fontWeight=600)
        .encode(x=alt.X("at:Q", scale=scale), y=alt.Y("label:N", sort=labels), text="sentences:Q")
    )
    return (_marks(record, rows, variable, place, down) + numbers).properties(width=width, height=ROW * len(labels))


def rule_ranges(frame: pd.DataFrame, width: int = 420) -> alt.LayerChart:
    """Show each value's count as coded (dot) and the range it takes when one rule at a time is decided otherwise (bar).

    ``frame`` is that of ``analyses.rule_choices.rule_choices``.
    """
    order = list(frame["label"])
    plain = frame[["label", "as_coded", "lowest", "highest"]]
    base = alt.Chart(plain).encode(y=alt.Y("label:N", sort=order, title=None))
    top = int(plain["highest"].max())
    axis = alt.Axis(values=list(range(top + 1)), format="d", grid=True)
    bar = base.mark_bar(height=8, opacity=0.35, color=theme.NEUTRAL, cornerRadius=4).encode(
        x=alt.X("lowest:Q", title="Sentences", axis=axis, scale=alt.Scale(domain=[0, top + 0.5], nice=False)),
        x2="highest:Q",
    )
    dot = base.mark_point(filled=True, size=110, opacity=1, color=theme.INK).encode(
        x="as_coded:Q", tooltip=[alt.Tooltip("label:N", title="value"), alt.Tooltip("as_coded:Q", title="as coded"),
                                 alt.Tooltip("lowest:Q"), alt.Tooltip("highest:Q")],
    )  # fmt: skip
    return (bar + dot).properties(width=width, height=ROW * len(order))


def describe_sentences(frame: pd.DataFrame, variable: str) -> str:
    """Say in words what the charts of :func:`sentence_rows` show."""
    parts = []
    for label, rows in frame[~frame["repeat"]].groupby("label", sort=False):
        reported = int((rows["voice"] != "The paper").sum())
        parts.append(f"{label}: {len(rows)} ({', '.join(rows['sentence'])}), {reported} of them reported")
    return f"Sentences by {variable}. " + "; ".join(parts) + "."


def describe_ranges(frame: pd.DataFrame) -> str:
    """Say in words what :func:`rule_ranges` shows."""
    parts = [f"{row.label}: {row.as_coded} as coded, {row.lowest} to {row.highest}" for row in frame.itertuples()]
    return "Sentences by value, with the range under other rules. " + "; ".join(parts) + "."


def _marks(record: Dossier, frame: pd.DataFrame, variable: str, place: alt.X, down: alt.Y) -> alt.Chart:
    colours = theme.scale(record, variable)
    voices = [value.label for value in record.codebook.variable("voice").values]
    choice = alt.selection_point(name="choice", fields=["label"])
    colour = alt.Color("label:N", scale=alt.Scale(**colours), legend=None)
    fill = alt.FillOpacity(
        "voice:N",
        scale=alt.Scale(domain=voices, range=[1, 0]),
        title="Filled: the paper says it. Hollow: it reports it",
        legend=None,
    )
    return (
        alt.Chart(frame)
        .mark_point(size=170, strokeWidth=2.4, opacity=1)
        .encode(
            x=place, y=down, color=colour, fill=colour, fillOpacity=fill,
            strokeOpacity=alt.condition(choice, alt.value(1), alt.value(0.25)),
            shape=alt.Shape("repeat:N", scale=alt.Scale(domain=[False, True], range=["circle", "diamond"]), legend=None),
            href="link:N",
            tooltip=[alt.Tooltip("sentence:N"), alt.Tooltip("voice:N", title="who"), alt.Tooltip("says:N", title="says")],
        )
        .add_params(choice)
    )  # fmt: skip
