"""What the analyses found, as a reader sees it: few columns, plain headings, statements as links.

Every function returns a frame of inline Markdown for ``Table(frame, markdown=frame.columns, ...)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from companion.analyses import alignment as design
from companion.analyses import reasons as grounds
from companion.analyses import theory, traceability
from companion.dossier.model import Dossier, Explicitness, Statement, Voice

NOTHING = "–"


def links(ids: Iterable[str]) -> str:
    """Return locators as links to their cards, or a dash for none.

    >>> links(["RES-4a", "CON-1"])
    '{st}`RES-4a` {st}`CON-1`'
    """
    return " ".join(f"{{st}}`{id}`" for id in dict.fromkeys(ids)) or NOTHING


def said_by(statement: Statement) -> str:
    """Return who speaks in a statement, in two or three words."""
    if statement.explicitness == Explicitness.IMPLICIT:
        return "the companion"
    return f"reported of {statement.attributed_to}" if statement.voice == Voice.REPORTED else "the paper"


def promises(record: Dossier) -> pd.DataFrame:
    """Return the opening's promises, what becomes of each, and where (analysis 2)."""
    rows = traceability.promises(record)
    return pd.DataFrame(
        {
            "promise": rows["promise"] + " " + rows["made_in"].map(links),
            "what becomes of it": rows["words"].map("**{}**".format),
            "where, and why the companion reads it so": rows["where"].map(links) + " " + rows["why"],
        }
    )


def unannounced(record: Dossier) -> pd.DataFrame:
    """Return the conclusions that the opening did not announce (analysis 2)."""
    rows = traceability.unannounced(record)
    return pd.DataFrame({"sentence": rows["ids"].map(links), "what is new": rows["why"]})


def parts(record: Dossier) -> pd.DataFrame:
    """Return the parts of the design with the answer each calls for and the one it gets (analysis 1)."""
    rows = design.alignment(record)
    return pd.DataFrame(
        {
            "part": rows["part"].map("**{}.**".format) + " " + rows["says"] + " " + rows["stated_in"].map(links),
            "what it calls for": rows["calls_for"],
            "what it gets in this text": rows["gets"] + " " + rows["answered_in"].map(links) + " " + rows["note"],
        }
    )


def measures(record: Dossier) -> pd.DataFrame:
    """Return the variables, what varies in each, and the sentences of this text that bear on it (analysis 1)."""
    rows = design.measured(record)
    return pd.DataFrame(
        {
            "variable": rows["says"],
            "what varies": rows["varies"],
            "compared with": rows["compared"],
            "sentences that bear on it": rows["answered_in"].map(links),
        }
    )


def tenets(record: Dossier) -> pd.DataFrame:
    """Return the theory's sentences against the theory, and the later sentences that use the same idea (analysis 5)."""
    rows = theory.sentences(record)
    return pd.DataFrame(
        {
            "sentence": rows["ids"].map(links),
            "against the theory": rows["words"].map("**{}**".format),
            "why": rows["why"],
            "same idea later in": rows["used_by"].map(links),
        }
    )


def rivals(record: Dossier) -> pd.DataFrame:
    """Return the main findings, and beside each what every theory leads one to expect (analysis 5)."""
    rows = theory.rivals(record)
    wide = rows.pivot(index="finding", columns="name", values="words")
    wide = wide.loc[list(dict.fromkeys(rows["finding"])), list(dict.fromkeys(rows["name"]))].reset_index()
    wide["finding"] = [f"{links([id])} {record.statement(id).proposition}" for id in wide["finding"]]
    return wide


def reasons(record: Dossier, section: str | None = None) -> pd.DataFrame:
    """Return the main findings with the reasons under each, and what is objected to it (analysis 3)."""
    rows = []
    for found in grounds.reasons(record):
        statement = record.statement(found.statement)
        if section not in (None, statement.section):
            continue
        rows.append(
            {
                "finding": f"{links([statement.id])} {statement.proposition} **{found.words.capitalize()}.**",
                "reasons in the text": _steps(found.stated),
                "supplied by the companion": links(_supplied(found)),
                "objections": links(objection.source for objection in found.objections),
            }
        )
    return pd.DataFrame(rows)


def sides(record: Dossier, groups: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Return statements sorted to sides, each with who says it; KeyError for a statement that is not there."""
    rows = [
        {"side": f"**{side}**", "statement": f"{links([id])} {record.statement(id).proposition}",
         "who says so": said_by(record.statement(id))}
        for side, ids in groups.items()
        for id in ids
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _steps(found: Iterable[grounds.Reason]) -> str:
    steps = []
    for reason in found:
        marker = f" (“{reason.inference.marker}”)" if reason.inference.marker else ""
        steps.append(links(reason.stated) + marker)
    return "; ".join(steps) or NOTHING


def _supplied(found: grounds.Reasons) -> list[str]:
    implicit = [id for reason in (*found.stated, *found.supplied) for id in reason.implicit]
    return [*implicit, *(id for reason in found.supplied for id in reason.stated)]
