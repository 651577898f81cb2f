"""What the analyses of the argument found, as a reader sees it: few columns, plain headings, statements as links.

Every function returns a frame of inline Markdown for ``Table(frame, markdown=frame.columns, ...)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from companion.analyses import alignment, tensions, theory, traceability
from companion.analyses.argument import Argument, State, robustness
from companion.analyses.argument.explanation import listed
from companion.analyses.argument.reasons import Reason, Reasons
from companion.dossier.dossier import Dossier
from companion.dossier.statements import Explicitness, Statement, Voice

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


def promises(dossier: Dossier) -> pd.DataFrame:
    """Return the opening's promises, what becomes of each, and where (analysis 2)."""
    rows = traceability.promises(dossier)
    return pd.DataFrame(
        {
            "promise": rows["promise"] + " " + rows["made_in"].map(links),
            "what becomes of it": rows["words"].map("**{}**".format),
            "where, and why the companion reads it so": rows["where"].map(links) + " " + rows["why"],
        }
    )


def unannounced(dossier: Dossier) -> pd.DataFrame:
    """Return the conclusions that the opening did not announce (analysis 2)."""
    rows = traceability.unannounced(dossier)
    return pd.DataFrame({"sentence": rows["ids"].map(links), "what is new": rows["why"]})


def parts(dossier: Dossier) -> pd.DataFrame:
    """Return the parts of the design with the answer each calls for and the one it gets (analysis 1)."""
    rows = alignment.alignment(dossier)
    return pd.DataFrame(
        {
            "part": rows["part"].map("**{}.**".format) + " " + rows["says"] + " " + rows["stated_in"].map(links),
            "what it calls for": rows["calls_for"],
            "what it gets in this text": rows["gets"] + " " + rows["answered_in"].map(links) + " " + rows["note"],
        }
    )


def measures(dossier: Dossier) -> pd.DataFrame:
    """Return the variables, what varies in each, and the sentences of this text that bear on it (analysis 1)."""
    rows = alignment.measured(dossier)
    return pd.DataFrame(
        {
            "variable": rows["says"],
            "what varies": rows["varies"],
            "compared with": rows["compared"],
            "sentences that bear on it": rows["answered_in"].map(links),
        }
    )


def tenets(dossier: Dossier) -> pd.DataFrame:
    """Return the theory's sentences against the theory, and the later sentences that use the same idea (analysis 5)."""
    rows = theory.sentences(dossier)
    return pd.DataFrame(
        {
            "sentence": rows["ids"].map(links),
            "against the theory": rows["words"].map("**{}**".format),
            "why": rows["why"],
            "same idea later in": rows["used_by"].map(links),
        }
    )


def rivals(dossier: Dossier) -> pd.DataFrame:
    """Return the main findings, and beside each what every theory leads one to expect (analysis 5)."""
    rows = theory.rivals(dossier)
    wide = rows.pivot(index="finding", columns="name", values="words")
    wide = wide.loc[list(dict.fromkeys(rows["finding"])), list(dict.fromkeys(rows["name"]))].reset_index()
    wide["finding"] = [f"{links([id])} {dossier.statement(id).proposition}" for id in wide["finding"]]
    return wide


def reasons(dossier: Dossier, section: str | None = None) -> pd.DataFrame:
    """Return the main findings with the reasons under each, and what is objected to it (analysis 3)."""
    rows = []
    argument = Argument(dossier)
    for id in argument.findings:
        found, statement = argument.reasons(id), dossier.statement(id)
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


def sides(dossier: Dossier, groups: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Return statements sorted to sides, each with who says it; KeyError for a statement that is not there."""
    rows = [
        {"side": f"**{side}**", "statement": f"{links([id])} {dossier.statement(id).proposition}",
         "who says so": said_by(dossier.statement(id))}
        for side, ids in groups.items()
        for id in ids
    ]  # fmt: skip
    return pd.DataFrame(rows)


def carried(dossier: Dossier, max_size: int = 3) -> pd.DataFrame:
    """Return each main finding with what it cannot do without, and with what would have to go together (analysis 7)."""
    argument = Argument(dossier)
    rows = []
    for finding in argument.findings:
        singles = [id for (id,) in argument.cut_sets(finding, 1)]
        grounds = [cut for cut in argument.cut_sets(finding, max_size, grounds_only=True) if len(cut) > 1]
        state = argument.state(finding)
        rows.append(
            {
                "finding": _finding(dossier, finding),
                "state": f"**{state}**, {_how(state, argument.reasoned(finding))}",
                "cannot do without": links(singles),
                "nor without, together": "; ".join(links(cut) for cut in grounds) or NOTHING,
            }
        )
    return pd.DataFrame(rows)


def _how(state: State, reasoned: bool) -> str:
    if state == State.STANDS:
        return "by its reasons" if reasoned else "as an assertion"
    return "since an objection stands" if state == State.FALLS else "since an objection is open"


def ranges(dossier: Dossier) -> pd.DataFrame:
    """Return the state of each main finding under each way of reading; ``asserted``: it stands without a reason."""
    rows = []
    for variant in robustness.robustness(dossier).variants:
        states = {
            finding: "asserted" if state == State.STANDS and not variant.reasoned[finding] else str(state)
            for finding, state in variant.states.items()
        }
        rows.append({"way of reading": variant.name.capitalize(), **states})
    return pd.DataFrame(rows)


def paths(dossier: Dossier, ids: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the path that decides each statement, by default each main finding, in sentences."""
    argument = Argument(dossier)
    rows = []
    for id in argument.findings if ids is None else ids:
        because = " ".join(argument.explanation(id))
        rows.append({"finding": links([id]), "state": f"**{argument.state(id)}**", "because": because})
    return pd.DataFrame(rows, columns=["finding", "state", "because"])


def costs(dossier: Dossier) -> pd.DataFrame:
    """Return the tensions that give rise to objections, and what their objections move (analysis 6)."""
    found = tensions.tensions(dossier, "real")
    found = found[found["conflicts"].str.len() > 0]
    return pd.DataFrame(
        {
            "tension": [f"**{title}** ({id})" for id, title in zip(found["id"], found["title"], strict=True)],
            "between": found["ids"].map(links),
            "without it these would change": found["moves"].map(links),
        }
    )


def rival_reasons(dossier: Dossier) -> pd.DataFrame:
    """Return what each theory leads one to expect of each finding, and from which of its premises (analysis 5)."""
    texts = {premise.id: premise.text for rival in dossier.rivals for premise in rival.premises}
    rows = theory.rivals(dossier)
    return pd.DataFrame(
        {
            "finding": rows["finding"].map(lambda id: links([id])),
            "theory": rows["name"],
            "it": rows["words"].map("**{}**".format),
            "because": rows["because"],
            "premises": rows["premises"].map(lambda ids: listed(texts[id].rstrip(".") for id in ids) or NOTHING),
        }
    )


def _steps(found: Iterable[Reason]) -> str:
    steps = []
    for reason in found:
        marker = f" (“{reason.inference.marker}”)" if reason.inference.marker else ""
        steps.append(links(reason.stated) + marker)
    return "; ".join(steps) or NOTHING


def _supplied(found: Reasons) -> list[str]:
    implicit = [id for reason in (*found.stated, *found.supplied) for id in reason.implicit]
    return [*implicit, *(id for reason in found.supplied for id in reason.stated)]


def _finding(dossier: Dossier, id: str) -> str:
    return f"{links([id])} {dossier.statement(id).proposition}"
