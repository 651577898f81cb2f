"""Charts of the coding of a text: by number of sentences, through the text, and under other rules.

A filled square is what the paper says itself, a hollow circle what it reports: shape and fill tell voices apart, colour
tells values apart. Colours and labels come from the codebook. Every function takes the dossier and a variable of its
codebook (KeyError if there is none) and returns chart, data and description together.
"""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from companion.analyses import codes, coding_rules
from companion.display import Drawn, theme
from companion.dossier import tables
from companion.dossier.dossier import Dossier
from companion.figures import charts

ROW = 34
"""Height of one value in pixels."""
COLUMN = 92
"""Width of one section in pixels."""
GAP = 13
"""Distance of two marks in one cell: on a phone three of them still fit into a column."""


def units(dossier: Dossier, variable: str, section: str | None = None) -> Drawn:
    """Draw each sentence as one mark in the row of its value; the data have ``label``, ``voice``, a count and ids.

    Values that no sentence carries have no row; the description names them.
    """
    voices = dossier.codebook.labels("voice")
    every = list(dossier.codebook.labels(variable).values())
    rows = codes.profile(dossier, variable, by="voice", section=section)
    data = rows.assign(voice=rows["voice"].map(voices))[["label", "voice", "sentences", "ids"]]
    data = data[data["sentences"] > 0].reset_index(drop=True)
    chart = charts.units(
        data, "label", by="voice", by_order=list(voices.values()), order=_present(every, data),
        colours=theme.scale(dossier.codebook, variable),
        words={"statement": "Sentence", "label": dossier.codebook.variable(variable).label, "voice": "Who says it"},
    )  # fmt: skip
    return Drawn(chart, data, _units_in_words(data) + _absent(every, data))


def _units_in_words(data: pd.DataFrame) -> str:
    parts = []
    for label, rows in data.groupby("label", sort=False):
        voices = ", ".join(f"{row.sentences} {row.voice}" for row in rows.itertuples() if row.sentences)
        parts.append(f"{label} {rows['sentences'].sum()}" + (f" ({voices})" if voices else ""))
    return "Sentences by value and voice: " + ("; ".join(parts) or "none") + "."


def _present(labels: list[str], data: pd.DataFrame) -> list[str]:
    return [label for label in labels if label in set(data["label"])]


def _absent(labels: list[str], data: pd.DataFrame) -> str:
    missing = [label for label in labels if label not in set(data["label"])]
    return f" No sentence: {', '.join(missing)}." if missing else ""


def through_the_text(dossier: Dossier, variable: str) -> Drawn:
    """Draw sections across, values down, and in each cell its sentences in their order; a choice dims the rest.

    Values that no sentence carries have no row; sections without a mark keep their column.
    """
    data = _through(dossier, variable)
    every = list(dossier.codebook.labels(variable).values())
    parts = [f"{label}: {', '.join(rows['sentence'])}" for label, rows in data.groupby("label", sort=False)]
    empty = [name for name in _names(dossier).values() if name not in set(data["section"])]
    description = (
        "Sentences by section, in the order of the text. " + ("; ".join(parts) or "None") + "." + _absent(every, data)
    )
    description += f" Sections without a mark: {', '.join(empty)}." if empty else ""
    rows = _present(every, data)
    chart = alt.layer(*_marks(dossier, variable, data, rows))
    chart = chart.properties(width=COLUMN * len(dossier.paper.sections), height=ROW * max(len(rows), 1))
    return Drawn(chart, data, description)


def _names(dossier: Dossier) -> dict[str, str]:
    """Return the sections by key, with as much of their titles as a column's head has room for."""
    return {section.key: section.title.split(" and ")[0] for section in dossier.paper.sections}


def _through(dossier: Dossier, variable: str) -> pd.DataFrame:
    """Return one row a sentence and value, in the order of the text.

    Columns ``order`` (place among all sentences, from 1), ``section`` (its name), ``sentence``, ``label``, ``voice``
    (label), ``repeat`` (an earlier sentence says the same), ``says`` (the coded propositions), ``ids``, ``link`` and
    ``aside`` (by how many marks it stands right of the middle of its cell).
    """
    order = {sentence: n for n, sentence in enumerate(tables.coverage(dossier)["sentence"], start=1)}
    says = tables.statements(dossier).set_index("id")["proposition"]
    voices = dossier.codebook.labels("voice")
    coded, names = tables.codes(dossier), _names(dossier)
    dossier.codebook.variable(variable)
    rows = [
        {
            "order": order[sentence],
            "section": names[group["section"].iloc[0]],
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
    data = pd.DataFrame(rows, columns=columns).sort_values(["order", "label"], ignore_index=True)
    cells = data.groupby(["section", "label"])["order"]
    data["aside"] = cells.cumcount() - (cells.transform("size") - 1) / 2
    return data


def _marks(dossier: Dossier, variable: str, data: pd.DataFrame, rows: list[str]) -> list[alt.Chart]:
    """Return one layer for each place in a cell: marks are set aside by pixels, so that none covers another."""
    names, voices = list(_names(dossier).values()), list(dossier.codebook.labels("voice").values())
    level = f"width > {COLUMN * len(names) / 2:.0f}"
    heads = alt.Axis(
        orient="top", domain=False, ticks=False, labelFontWeight=600, labelPadding=alt.expr(f"{level} ? 20 : 6"),
        labelExpr=f"{level} ? split(datum.label, ' ') : datum.label", labelAngle=alt.expr(f"{level} ? 0 : -90"),
        labelAlign=alt.expr(f"{level} ? 'center' : 'left'"), labelBaseline=alt.expr(f"{level} ? 'bottom' : 'middle'"),
    )  # fmt: skip
    chosen = charts.choice("label")
    colour: Any = alt.Color("label:N", scale=alt.Scale(**theme.scale(dossier.codebook, variable)), legend=None)
    legend = alt.Legend(title=None, orient="bottom", symbolFillColor=charts.HOLLOW, symbolStrokeColor=theme.INK,
                        symbolStrokeWidth=2)  # fmt: skip
    tip = charts.told({"sentence": "Sentence", "label": dossier.codebook.variable(variable).label,
                       "voice": "Who says it", "says": "In the companion's words"})  # fmt: skip
    x = alt.X("section:N", sort=names, title=None, scale=alt.Scale(domain=names), axis=heads)
    y = alt.Y("label:N", sort=rows, title=None, scale=alt.Scale(domain=rows), axis=alt.Axis(grid=True))
    base = alt.Chart(charts.typed(data)).encode(
        x=x, y=y, stroke=colour, href=alt.Href("link:N"), tooltip=tip,
        fill=alt.condition(alt.datum["voice"] == voices[0], colour, alt.value(charts.HOLLOW)),
        shape=alt.Shape("voice:N", scale=alt.Scale(domain=voices, range=["square", "circle"]), legend=legend),
        opacity=alt.condition(chosen, alt.value(1), alt.value(0.2)),
        size=alt.condition(alt.datum["repeat"], alt.value(30), alt.value(95)),
    )  # fmt: skip
    layers = [
        base.mark_point(strokeWidth=2, xOffset=aside * GAP).transform_filter(alt.datum["aside"] == aside)
        for aside in sorted(set(data["aside"])) or [0]
    ]
    return [layers[0].add_params(chosen), *layers[1:]]


def rule_ranges(dossier: Dossier, variable: str) -> Drawn:
    """Draw each value's count as coded, and its range when one rule at a time is decided otherwise."""
    frame = coding_rules.sensitivity(dossier, variable)
    words = {"label": dossier.codebook.variable(variable).label, "as_coded": "as coded", "lowest": "fewest",
             "highest": "most"}  # fmt: skip
    chart = charts.ranges(
        frame[list(words)], "label", low="lowest", high="highest", value="as_coded",
        order=list(dossier.codebook.labels(variable).values()), colours=theme.scale(dossier.codebook, variable),
        words=words,
    )  # fmt: skip
    parts = [f"{row.label}: {row.as_coded} as coded, {row.lowest} to {row.highest}" for row in frame.itertuples()]
    rules = {rule.key: rule.label for rule in dossier.coding_rules}
    shown = frame[[*words, *rules]].rename(columns=words | {key: f"otherwise: {label}" for key, label in rules.items()})
    return Drawn(chart, shown, "Sentences by value, with the range under other rules. " + "; ".join(parts) + ".")
