"""What the opening promises and what the sections make of it (analysis 2).

Definition. Each promise has one verdict: taken up (later sentences develop it), repeated only (it returns in the same
words), partly, dropped (it does not return), at odds (a later sentence pulls the other way). Verdicts stand in
``data/design.yml``. Computed here: in which sections a promise is taken up, whether that is by repetition alone, and
how many promises share a verdict.

Limits. A verdict is a judgement on this text. A promise dropped here may be kept in the longer article.
"""

from __future__ import annotations

import pandas as pd

from companion.dossier.dossier import Dossier


def promises(dossier: Dossier) -> pd.DataFrame:
    """Return one row a promise.

    Columns ``id``, ``made_in``, ``promise``, ``verdict``, ``words``, ``sections``, ``where`` and ``why``.
    """
    rows = [
        {
            "id": promise.id,
            "made_in": [promise.source],
            "promise": promise.promise,
            "verdict": promise.verdict,
            "words": dossier.codebook.word("verdict", promise.verdict),
            "sections": list(dict.fromkeys(s.section for at in promise.where for s in dossier.located(at))),
            "where": list(promise.where),
            "why": promise.why,
        }
        for promise in dossier.promises
    ]
    return pd.DataFrame(rows, columns=["id", "made_in", "promise", "verdict", "words", "sections", "where", "why"])


def verdicts(dossier: Dossier) -> pd.DataFrame:
    """Count promises by verdict: ``verdict``, ``words``, ``promises`` and the list ``which``; unused verdicts stay."""
    rows = []
    for verdict in dossier.codebook.allowed("verdict"):
        which = [promise.id for promise in dossier.promises if promise.verdict == verdict]
        rows.append((verdict, dossier.codebook.word("verdict", verdict), len(which), which))
    return pd.DataFrame(rows, columns=["verdict", "words", "promises", "which"])


def unannounced(dossier: Dossier) -> pd.DataFrame:
    """Return the conclusions that the opening did not announce: ``ids`` and ``why``."""
    return pd.DataFrame([([item.statement], item.why) for item in dossier.unannounced], columns=["ids", "why"])
