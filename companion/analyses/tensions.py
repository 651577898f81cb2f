"""Where the text pulls in two directions: real, apparent and translation, kept apart (analysis 6).

Definition. A tension is a set of statements that seem not to fit. *Real*: it remains after a charitable reading, and
it gives rise to objections between its members. *Apparent*: a reading dissolves it. *Translation*: it comes from the
printed English. What a real tension costs is computed: its objections are left out, and the labelling is compared.

Limits. Which reading is charitable is the companion's judgement, with its confidence beside it. A real tension in an
extended abstract may be dissolved in the longer article.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from companion.analyses.acceptance import build, chosen_from_start, label
from companion.dossier.model import Dossier, Reading

WORDS = {
    Reading.REAL: "remains on a second reading",
    Reading.APPARENT: "dissolves on a second reading",
    Reading.TRANSLATION: "comes from the printed English",
}


def tensions(record: Dossier, reading: str | None = None) -> pd.DataFrame:
    """Return one row a tension, real ones first, or those of one reading.

    Columns ``id``, ``title``, ``ids`` (its members), ``reading``, ``words``, ``kind``, ``rationale``,
    ``charitable_reading``, ``confidence``, ``conflicts`` (those it gives rise to) and ``moves``.
    """
    chosen = [t for kind in Reading for t in record.tensions if t.reading == kind and reading in (None, str(kind))]
    rows = [
        (t.id, t.title, list(t.members), str(t.reading), WORDS[t.reading], str(t.kind).replace("_", " "), t.rationale,
         t.charitable_reading, str(t.confidence), list(t.generates), moves(record, t.generates))
        for t in chosen
    ]  # fmt: skip
    columns = ["id", "title", "ids", "reading", "words", "kind", "rationale", "charitable_reading", "confidence",
               "conflicts", "moves"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def moves(record: Dossier, conflicts: tuple[str, ...]) -> list[str]:
    """Return the statements whose state changes if these conflicts are left out, in the paper's order."""
    choices = chosen_from_start(record)
    with_them = replace(choices, without=choices.without - set(conflicts))
    without = replace(choices, without=choices.without | set(conflicts))
    before, after = (label(build(record, choice)) for choice in (with_them, without))
    return [s.id for s in record.statements if before[s.id] != after[s.id]]
