"""What the analyses of the argument found, as a reader sees it: few columns, plain headings, statements as links.

Every function returns a frame of inline Markdown for ``Table(frame, markdown=frame.columns, ...)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from companion.analyses import alignment, tensions, theory, traceability
from companion.analyses.argument import Argument, Outcome, robustness
from companion.analyses.argument.reasons import Reason, Reasons
from companion.dossier.answers import Tie
from companion.dossier.dossier import Dossier
from companion.dossier.relations import Origin
from companion.dossier.statements import Explicitness, Statement, Voice

NOTHING = "–"


def links(ids: Iterable[str]) -> str:
    """Return locators as links to their cards, or a dash for none.

    >>> links(["RES-4a", "CON-1"])
    '{st}`RES-4a` {st}`CON-1`'
    """
    return " ".join(f"{{st}}`{id}`" for id in dict.fromkeys(ids)) or NOTHING


def _links_or_none(ids: Sequence[str]) -> str:
    return links(ids) if ids else ""


def named(dossier: Dossier, ids: Iterable[str]) -> str:
    """Return locators as the names of their statements, each with its code in brackets, or a dash for none."""
    names = {id: " / ".join(s.name for s in dossier.located(id) if s.name) for id in ids}
    return ", ".join(f"{{st}}`{name or id} <{id}>` ({id})" for id, name in names.items()) or NOTHING


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
            "promise": rows["promise"] + " (" + rows["made_in"].map(links) + ")",
            "what becomes of it": rows["words"].map("**{}**".format),
            "why the companion reads it so, and where": rows["why"] + " (" + rows["where"].map(links) + ")",
        }
    )


def unannounced(dossier: Dossier) -> pd.DataFrame:
    """Return the conclusions that the opening did not announce (analysis 2)."""
    rows = traceability.unannounced(dossier)
    return pd.DataFrame({"sentence": [named(dossier, ids) for ids in rows["ids"]], "what is new": rows["why"]})


def parts(dossier: Dossier) -> pd.DataFrame:
    """Return the parts of the design with the answer each calls for and the one it gets (analysis 1)."""
    rows = alignment.alignment(dossier)
    told = zip(rows["part"], rows["stated_in"], rows["says"], strict=True)
    return pd.DataFrame(
        {
            "part": [f"**{{st}}`{part} <{at[0]}>`.** {says}" for part, at, says in told],
            "what it calls for": rows["calls_for"],
            "what it gets in this text": rows["gets"],
        }
    )


def bearing(dossier: Dossier) -> pd.DataFrame:
    """Return the parts of the design with what varies, what is compared and what bears on each (analysis 1)."""
    rows = alignment.alignment(dossier)
    return pd.DataFrame(
        {
            "part": rows["part"].map("**{}**".format),
            "what varies": rows["varies"],
            "compared with": rows["compared"],
            "what to note, and what bears on it": rows["note"] + " (" + rows["answered_in"].map(links) + ")",
        }
    )


def tenets(dossier: Dossier) -> pd.DataFrame:
    """Return the theory's sentences against the theory, and the later sentences that use the same idea (analysis 5)."""
    rows = theory.sentences(dossier)
    return pd.DataFrame(
        {
            "sentence": [named(dossier, ids) for ids in rows["ids"]],
            "against the theory": rows["words"].map("**{}**".format),
            "why": rows["why"],
            "same idea later in": [named(dossier, ids) for ids in rows["used_by"]],
        }
    )


def stances(dossier: Dossier) -> pd.DataFrame:
    """Return the findings debated, and beside each where every theory stands (analysis 5)."""
    rows = theory.positions(dossier)
    wide = rows.pivot(index="finding", columns="name", values="words")
    wide = wide.loc[list(dict.fromkeys(rows["finding"])), list(dict.fromkeys(rows["name"]))].reset_index()
    wide["finding"] = [_finding(dossier, id) for id in wide["finding"]]
    return wide


def premises(dossier: Dossier) -> pd.DataFrame:
    """Return the premises of each theory, its own first and then what its advocate has to add about the case."""
    rows = [
        {
            "theory": rival.name,
            "premise": premise.id,
            "says": premise.text,
            "whose": "of the case: a helper" if premise.helper else "the theory's own",
        }
        for rival in dossier.rivals
        for premise in rival.premises
    ]
    return pd.DataFrame(rows, columns=["theory", "premise", "says", "whose"])


def answers(dossier: Dossier) -> pd.DataFrame:
    """Return each danger that the text names, who names it, and the answer that the text ties to it (analysis 4)."""
    words = {Tie.NONE: "**none**", Tie.GENERIC: "**generic**", Tie.NAMED: "**named**"}
    rows = [
        {
            "danger": f"{answer.threat} {links(answer.statements)}",
            "who says it": answer.said_by,
            "answer tied to it": f"{words[answer.answer]}. {answer.tie} {_links_or_none(answer.tied_to)}".strip(),
            "nearest elsewhere": f"{answer.nearest_note} {_links_or_none(answer.nearest)}".strip(),
        }
        for answer in dossier.answers
    ]
    return pd.DataFrame(rows, columns=["danger", "who says it", "answer tied to it", "nearest elsewhere"])


def citable(dossier: Dossier) -> pd.DataFrame:
    """Return for each finding a sentence that one may write about it, and the misuse that it prevents."""
    rows = [
        {"about": _titled(dossier, item.finding), "one may write": item.write, "and not": item.prevents}
        for item in dossier.citable
    ]
    return pd.DataFrame(rows, columns=["about", "one may write", "and not"])


def passages(dossier: Dossier) -> pd.DataFrame:
    """Return the public texts to which sentences of the paper are close, and what follows for the reading."""
    rows = [
        {
            "sentence": links(passage.sentences),
            "the text that is close": f"[{passage.source}]({passage.address}), {passage.date}, {passage.locator}. "
            f"{passage.alike}",
            "what print has otherwise": passage.differs,
            "what it means for the reading": f"{passage.means} ({passage.confidence} confidence)",
        }
        for passage in dossier.passages
    ]
    return pd.DataFrame(rows, columns=["sentence", "the text that is close", "what print has otherwise",
                                       "what it means for the reading"])  # fmt: skip


def _titled(dossier: Dossier, id: str) -> str:
    name = dossier.statement(id).name
    return f"**{name}** {links([id])}" if name else links([id])


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
                "explained by": links(id for reason in found.explained for id in reason.stated),
                "supplied by the companion": links(_supplied(found)),
                "objections": links(objection.source for objection in found.objections),
            }
        )
    return pd.DataFrame(rows)


def sides(dossier: Dossier, groups: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Return statements sorted to sides, each with who says it; KeyError for a statement that is not there."""
    rows = [
        {"side": f"**{side}**", "statement": f"{dossier.statement(id).proposition} ({links([id])})",
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
        rows.append(
            {
                "finding": _finding(dossier, finding),
                "what becomes of it": f"**{argument.outcome(finding)}**",
                "cannot do without": links(singles),
                "nor without, together": "; ".join(links(cut) for cut in grounds) or NOTHING,
            }
        )
    return pd.DataFrame(rows)


def ranges(dossier: Dossier) -> pd.DataFrame:
    """Return the ways of reading under which something else becomes of a main finding, and what; the first is as read.

    Findings of which the same becomes under every way are left out of the columns.
    """
    result = robustness.robustness(dossier)
    first = result.variants[0].outcomes
    moved = [finding for finding in first if len(result.outcomes(finding)) > 1]
    rows = []
    for variant in (result.variants[0], *result.moving()):
        cells = {id: _changed(variant.outcomes[id], first[id], variant is result.variants[0]) for id in moved}
        rows.append({"way of reading": _named(dossier, variant), **cells})
    return pd.DataFrame(rows, columns=["way of reading", *moved]).rename(
        columns={id: _headed(dossier, id) for id in moved}
    )


def _named(dossier: Dossier, variant: robustness.Variant) -> str:
    words = variant.name[0].upper() + variant.name[1:]
    ids = "|".join(map(re.escape, sorted(dossier.by_id, key=len, reverse=True)))
    return re.sub(rf"(?<![\w-])({ids})(?![\w-])", r"{st}`\1`", words)


def _changed(outcome: Outcome, before: Outcome, first: bool) -> str:
    return str(outcome) if first else NOTHING if outcome == before else f"**{outcome}**"


def _headed(dossier: Dossier, id: str) -> str:
    """Return a finding as the head of a column: its name, if it has one, with its identifier."""
    name = dossier.statement(id).name
    return f"{name} ({id})" if name else id


def paths(dossier: Dossier, ids: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the path that decides each statement, by default each main finding, in sentences."""
    argument = Argument(dossier)
    rows = []
    for id in argument.findings if ids is None else ids:
        because = " ".join(argument.explanation(id))
        rows.append({"finding": links([id]), "what becomes of it": f"**{argument.outcome(id)}**", "because": because})
    return pd.DataFrame(rows, columns=["finding", "what becomes of it", "because"])


def objections(dossier: Dossier) -> pd.DataFrame:
    """Return every objection that counts, whose it is, and what would change without it (analysis 6)."""
    steps = {step.id: step.conclusion for step in dossier.inferences}
    whose = {Origin.AUTHOR: "the text's", Origin.COMPANION: "the companion's", Origin.TENSION: "the companion's"}
    rows = [
        {
            "objection": f"{links([conflict.source])} against {'the step to ' * (conflict.target in steps)}"
            f"{links([steps.get(conflict.target, conflict.target)])}",
            "whose": f"{whose[conflict.origin]}, {conflict.confidence} confidence",
            "why": conflict.rationale,
            "without it these would change": links(tensions.moves(dossier, (conflict.id,))),
        }
        for conflict in Argument(dossier).conflicts
    ]
    return pd.DataFrame(rows, columns=["objection", "whose", "why", "without it these would change"])


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
