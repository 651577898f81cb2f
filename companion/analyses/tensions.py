"""Where the text pulls in two directions: what remains on a second reading and what does not (analysis 6).

Definition. A tension is a set of statements that seem not to fit. *Real*: it remains after a charitable reading, and
it gives rise to objections between its members. Other readings, which the codebook lists, dissolve it. What a real
tension costs is computed: its objections are left out, and the labelling is compared.

Limits. Which reading is charitable is the companion's judgement, with its confidence beside it. A real tension in a
short text may be dissolved in a longer one.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from companion.analyses.argument import Argument
from companion.dossier.dossier import Dossier

COLUMNS = ["id", "title", "ids", "reading", "words", "kind", "rationale", "charitable_reading", "confidence",
           "conflicts", "moves"]  # fmt: skip


def tensions(dossier: Dossier, reading: str | None = None) -> pd.DataFrame:
    """Return one row a tension, in the order of the codebook's readings, or those of one reading.

    Columns ``id``, ``title``, ``ids`` (its members), ``reading``, ``words``, ``kind``, ``rationale``,
    ``charitable_reading``, ``confidence``, ``conflicts`` (those it gives rise to) and ``moves``.
    """
    book = dossier.codebook
    rows = [
        {
            "id": tension.id,
            "title": tension.title,
            "ids": list(tension.members),
            "reading": tension.reading,
            "words": book.word("reading", tension.reading),
            "kind": book.word("tension", tension.kind),
            "rationale": tension.rationale,
            "charitable_reading": tension.charitable_reading,
            "confidence": str(tension.confidence),
            "conflicts": list(tension.generates),
            "moves": moves(dossier, tension.generates),
        }
        for known in book.allowed("reading")
        for tension in dossier.tensions
        if tension.reading == known and reading in (None, known)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def moves(dossier: Dossier, conflicts: tuple[str, ...]) -> list[str]:
    """Return the statements whose state changes if these conflicts are left out, in the paper's order."""
    start = Argument(dossier).choices
    with_them = Argument(dossier, replace(start, without=start.without - set(conflicts)))
    without = Argument(dossier, replace(start, without=start.without | set(conflicts)))
    return without.changed_from(with_them)
