"""The parts of the research design side by side: the answer each calls for and the one it gets (analysis 1).

Definition. Each part (aim, question, hypothesis, variables, findings) is set beside what would answer it, what
answers it in this text, what varies in it and what it is compared with. The judgements stand in ``data/design.yml``;
what is computed here is where the answers stand and whether the text argues for them. That a question, its variables
and its findings should call for the same kind of answer is the common ground of textbooks on research design.

Limits. The judgements are the companion's, on an extended abstract: a part without an answer here may have one in the
longer article.
"""

from __future__ import annotations

import pandas as pd

from companion.analyses.located import located
from companion.analyses.reasons import Support, reasons
from companion.dossier.model import Dossier

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


def alignment(record: Dossier) -> pd.DataFrame:
    """Return one row a part of the design.

    ``stated_in`` and ``answered_in`` are lists of locators; ``argued_for`` lists those of ``answered_in`` that the text
    gives a reason for in at least one of their statements.
    """
    argued = {about.statement for about in reasons(record, record.by_id) if about.support == Support.ARGUED}
    rows = []
    for part in record.design:
        with_reason = [at for at in part.answered_in if any(s.id in argued for s in located(record, at))]
        rows.append(
            (part.id, part.part, [part.statement], part.says, part.calls_for, part.gets, part.varies, part.compared,
             list(part.answered_in), with_reason, part.note)
        )  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def measured(record: Dossier, part: str = "variable") -> pd.DataFrame:
    """Return the parts whose name contains ``part``, with the sentences of this text that measure them, if any."""
    rows = alignment(record)
    rows = rows[rows["part"].str.contains(part, case=False)]
    return rows[["id", "part", "says", "answered_in", "varies", "compared"]].reset_index(drop=True)
