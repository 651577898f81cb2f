"""What the opening promises and what the sections make of it (analysis 2).

Definition. Each promise has one verdict: taken up (later sentences develop it), repeated only (it returns in the same
words), partly, dropped (it does not return), at odds (a later sentence pulls the other way). Verdicts stand in
``data/design.yml``. Computed here: in which sections a promise is taken up, whether that is by repetition alone, and
how many promises share a verdict.

Limits. A verdict is a judgement on this text. A promise dropped here may be kept in the longer article.
"""

from __future__ import annotations

import pandas as pd

from companion.analyses.located import located
from companion.dossier.model import Dossier, Verdict

WORDS = {
    Verdict.TAKEN_UP: "taken up",
    Verdict.REPEATED_ONLY: "repeated only",
    Verdict.PARTLY: "partly taken up",
    Verdict.DROPPED: "not taken up again in this text",
    Verdict.AT_ODDS: "at odds with a later sentence",
}


def promises(record: Dossier) -> pd.DataFrame:
    """Return one row a promise.

    Columns ``id``, ``made_in``, ``promise``, ``verdict``, ``words``, ``sections``, ``where`` and ``why``.
    """
    rows = []
    for promise in record.promises:
        found = [s for at in promise.where for s in located(record, at)]
        sections = list(dict.fromkeys(s.section for s in found))
        rows.append(
            (promise.id, [promise.source], promise.promise, str(promise.verdict), WORDS[promise.verdict], sections,
             list(promise.where), promise.why)
        )  # fmt: skip
    return pd.DataFrame(rows, columns=["id", "made_in", "promise", "verdict", "words", "sections", "where", "why"])


def verdicts(record: Dossier) -> pd.DataFrame:
    """Count promises by verdict: ``verdict``, ``words``, ``promises`` and the list ``which``; unused verdicts stay."""
    rows = [
        (str(verdict), words, len(which := [p.id for p in record.promises if p.verdict == verdict]), which)
        for verdict, words in WORDS.items()
    ]
    return pd.DataFrame(rows, columns=["verdict", "words", "promises", "which"])


def unannounced(record: Dossier) -> pd.DataFrame:
    """Return the conclusions that the opening did not announce: ``ids`` and ``why``."""
    return pd.DataFrame([([item.statement], item.why) for item in record.unannounced], columns=["ids", "why"])
