"""Would another coder agree? How far several codings of the same sentences are alike, and where they part.

Definition. Krippendorff's alpha with nominal difference: 1 is full agreement, 0 what chance would give (Krippendorff,
Content Analysis, chapter on reliability). The value of a sentence is the set of codes that a coder gives it, the empty
set included; two sets are alike only if they are equal. A coder who could split a sentence is read as
``companion.dossier.codings.side_by_side`` says.

Limits. Where nearly every sentence is left uncoded, a few decide alpha; the counts stand beside it. Coders of one make
can agree on the same mistake.
"""

from __future__ import annotations

from collections.abc import Sequence

import krippendorff
import numpy as np
import pandas as pd

from companion.dossier.codings import Coding, disagreements, side_by_side
from companion.dossier.dossier import Dossier

COLUMNS = ["variable", "label", "sentences", "coded", "alike", "alpha", "alpha_blind"]


def agreement(dossier: Dossier) -> pd.DataFrame:
    """Return one row a variable, with the columns of ``COLUMNS``.

    ``coded`` counts the sentences that any coder gives a value, ``alike`` those that all give the same; ``alpha_blind``
    is alpha among the coders who could not split sentences. Alpha is missing where all values are the same.
    """
    rows = []
    book = dossier.codebook
    labels = {item.key: item.label for item in (*book.variables, *book.attributes)}
    for variable in book.coded if dossier.codings else ():
        values = _values(dossier.codings, variable)
        blind = [index for index, coding in enumerate(dossier.codings) if not coding.coder.split]
        rows.append(
            {
                "variable": variable,
                "label": labels[variable],
                "sentences": len(values),
                "coded": sum(any(row) for row in values),
                "alike": sum(len(set(row)) == 1 for row in values),
                "alpha": alpha(values),
                "alpha_blind": alpha([[row[index] for index in blind] for row in values]),
            }
        )
    return pd.DataFrame(rows, columns=COLUMNS)


def parted(dossier: Dossier) -> pd.DataFrame:
    """Return one row a disagreement: ``ids``, ``variable``, a column a coder by its key, ``settled`` and ``why``."""
    settled = {(item.sentence, item.variable): item for item in dossier.settled}
    rows = []
    for sentence, variable in disagreements(dossier.codings):
        given = {coding.coder.key: sorted(coding.value(sentence, variable)) for coding in dossier.codings}
        held = settled[sentence, variable]
        rows.append({"ids": [sentence], "variable": variable, **given, "settled": list(held.settled), "why": held.why})
    return pd.DataFrame(rows, columns=["ids", "variable", *(c.coder.key for c in dossier.codings), "settled", "why"])


def alpha(values: Sequence[Sequence[frozenset[str]]]) -> float | None:
    """Return Krippendorff's alpha of values by unit and coder; None where there is but one value, or one coder."""
    numbers: dict[frozenset[str], int] = {}
    for row in values:
        for value in row:
            numbers.setdefault(value, len(numbers))
    if len(numbers) < 2 or len(values[0]) < 2:
        return None
    data = np.array([[numbers[value] for value in row] for row in values], dtype=float).T
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))


def _values(codings: Sequence[Coding], variable: str) -> list[list[frozenset[str]]]:
    return [[value for _, value in side_by_side(codings, row.sentence, variable)] for row in codings[0].rows]
