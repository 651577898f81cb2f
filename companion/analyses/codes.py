"""Codes of one variable counted by anything, and of two variables against each other (analysis 4).

Definition. Two codes meet if the same source sentence carries both, or if one stated step of the text leads from a
sentence with the first to a sentence with the second. A cell counts the distinct source sentences that carry the
second code; a pair that never meets keeps its empty cell, for the empty cells are the result. Codes follow the
codebook (MacQueen et al. 1998); a sentence that repeats another counts once.

Limits. The text has few sentences, and most cells rest on one. What one code names may be answered elsewhere in the
text, or in a longer one: an empty cell says that no sentence and no stated step brings the two together.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from companion.dossier import tables
from companion.dossier.dossier import Dossier
from companion.dossier.relations import Origin

UNSAID = "not said"
"""Stands for a value that a sentence does not give."""


def profile(dossier: Dossier, variable: str, by: str, section: str | None = None) -> pd.DataFrame:
    """Count the sentences that carry each value of a variable, split by a column of ``tables.codes``.

    Returns ``value``, ``label``, the column ``by``, ``sentences`` and ``ids``: one row for every value of the codebook
    and every group that occurs, those without a sentence included.

    Raises:
        KeyError: the codebook has no such variable.
    """
    rows = _coded(dossier, section)
    rows = rows[rows["variable"] == variable]
    counted = tables.count(rows, ["value", by])
    values = dossier.codebook.labels(variable)
    return _complete(counted, {"value": list(values), by: list(dict.fromkeys(rows[by]))}, {"value": values})


def crossed(dossier: Dossier, rows: str, columns: str, section: str | None = None) -> pd.DataFrame:
    """Cross two variables of the codebook.

    Returns one row a pair of values: the two values and their labels (``plant``, ``plant_label``, …), ``sentences``,
    ``same_sentence`` and ``by_step`` (how many of them meet in which way; both may hold) and ``ids``.

    Raises:
        KeyError: the codebook has no such variable.
    """
    coded = _coded(dossier, section)
    first, second = (_by_value(coded, name) for name in (rows, columns))
    follows = set(_steps(dossier))
    pairs = []
    for row, row_label in dossier.codebook.labels(rows).items():
        for column, column_label in dossier.codebook.labels(columns).items():
            here, there = first.get(row, {}), second.get(column, {})
            same = {sentence for sentence in there if sentence in here}
            steps = {sentence for sentence in there if any((other, sentence) in follows for other in here)}
            ids = [there[sentence] for sentence in there if sentence in same | steps]
            pairs.append((row, row_label, column, column_label, len(ids), len(same), len(steps), ids))
    names = [rows, f"{rows}_label", columns, f"{columns}_label", "sentences", "same_sentence", "by_step", "ids"]
    return pd.DataFrame(pairs, columns=names)


def unmet(pairs: pd.DataFrame, variable: str) -> list[str]:
    """Return the labels of a variable's values that meet none of the other's in a table of :func:`crossed`."""
    totals = pairs.groupby(f"{variable}_label", sort=False)["sentences"].sum()
    return list(totals[totals == 0].index)


def beside(
    dossier: Dossier, variable: str, other: str, unsaid: str = "Not said", section: str | None = None
) -> pd.DataFrame:
    """Count the values of another variable in the sentences that carry each value of the first.

    Returns ``value``, ``label``, the other variable's value and label (``place``, ``place_label``),
    ``sentences`` and ``ids``, empty cells included; ``unsaid`` labels sentences that carry none of the other's values.

    Raises:
        KeyError: the codebook has no such variable.
    """
    coded = _coded(dossier, section)
    named = coded[coded["variable"] == other][["counted_as", "value"]].rename(columns={"value": other})
    rows = coded[coded["variable"] == variable].merge(named.drop_duplicates(), on="counted_as", how="left")
    rows[other] = rows[other].fillna(UNSAID)
    values, others = dossier.codebook.labels(variable), dossier.codebook.labels(other) | {UNSAID: unsaid}
    counted = tables.count(rows, ["value", other])
    return _complete(counted, {"value": list(values), other: list(others)}, {"value": values, other: others})


def _coded(dossier: Dossier, section: str | None) -> pd.DataFrame:
    """Return the coded rows of one section, or of all."""
    rows = tables.codes(dossier)
    return rows if section is None else rows[rows["section"] == section]


def _by_value(coded: pd.DataFrame, variable: str) -> dict[str, dict[str, str]]:
    """Return value → counted sentence → the locator shown for it."""
    found: dict[str, dict[str, str]] = {}
    for row in coded[coded["variable"] == variable].itertuples():
        if not pd.isna(row.counted_as):
            found.setdefault(row.value, {}).setdefault(row.counted_as, row.sentence)
    return found


def _steps(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Yield the counted sentences of premise and conclusion for every step that the text itself takes."""
    counted = tables.statements(dossier).set_index("id")["counted_as"]
    for step in dossier.inferences:
        if step.origin == Origin.AUTHOR and step.conclusion in counted.index:
            yield from ((counted[p], counted[step.conclusion]) for p in step.premises if p in counted.index)


def _complete(counted: pd.DataFrame, keys: dict[str, list], labels: dict[str, dict[str, str]]) -> pd.DataFrame:
    """Add the empty cells, in the order of ``keys``, and the labels."""
    full = pd.MultiIndex.from_product(keys.values(), names=keys.keys()).to_frame(index=False)
    made = full.merge(counted, on=list(keys), how="left")
    made["sentences"] = made["sentences"].fillna(0).astype("int64")
    made["ids"] = [ids if isinstance(ids, list) else [] for ids in made["ids"]]
    for name, words in labels.items():
        made.insert(
            made.columns.get_loc(name) + 1, "label" if name == "value" else f"{name}_label", made[name].map(words)
        )
    return made
