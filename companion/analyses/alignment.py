"""The parts of the research design side by side: the answer each calls for and the one it gets (analysis 1).

Definition. Each part (aim, question, hypothesis, variables, findings) is set beside what would answer it, what
answers it in this text, what varies in it and what it is compared with. The judgements stand in ``data/design.yml``;
what is computed here is where the answers stand and whether the text argues for them. That a question, its variables
and its findings should call for the same kind of answer is the common ground of textbooks on research design.

Limits. The judgements are the companion's, on what may be a short text: a part without an answer here may have one in a
longer one.
"""

from __future__ import annotations

import pandas as pd

from companion.analyses.argument import Argument
from companion.analyses.argument.reasons import Support
from companion.dossier.dossier import Dossier

COLUMNS = [
    "id",
    "part",
    "stated_in",
    "says",
    "calls_for",
    "gets",
    "varies",
    "compared",
    "answered_in",
    "argued_for",
    "note",
]


def alignment(dossier: Dossier) -> pd.DataFrame:
    """Return one row a part of the design.

    ``stated_in`` and ``answered_in`` are lists of locators; ``argued_for`` lists those of ``answered_in`` that the text
    gives a reason for in at least one of their statements.
    """
    argument = Argument(dossier)
    argued = {id for id in dossier.by_id if argument.reasons(id).support == Support.ARGUED}
    rows = [
        {
            "id": part.id,
            "part": part.part,
            "stated_in": [part.statement],
            "says": part.says,
            "calls_for": part.calls_for,
            "gets": part.gets,
            "varies": part.varies,
            "compared": part.compared,
            "answered_in": list(part.answered_in),
            "argued_for": [at for at in part.answered_in if any(s.id in argued for s in dossier.located(at))],
            "note": part.note,
        }
        for part in dossier.design
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def measured(dossier: Dossier, part: str = "variable") -> pd.DataFrame:
    """Return the parts whose name contains ``part``, with the sentences of this text that measure them, if any."""
    rows = alignment(dossier)
    rows = rows[rows["part"].str.contains(part, case=False)]
    return rows[["id", "part", "says", "answered_in", "varies", "compared"]].reset_index(drop=True)
