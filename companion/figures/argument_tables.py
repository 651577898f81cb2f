"""What the analyses of the argument found, as a reader sees it: few columns, plain headings, statements as links.

Every function returns a frame of inline Markdown for ``Table(frame, markdown=frame.columns, ...)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

import pandas as pd

from companion.analyses import alignment, tensions, theory, traceability
from companion.analyses.argument import Argument, robustness
from companion.analyses.argument.reasons import Reason, Reasons
from companion.dossier.answers import Tie
from companion.dossier.dossier import Dossier
from companion.dossier.relations import Origin
from companion.dossier.statements import Explicitness, Statement, Voice
from companion.figures.naming import NOTHING, called, link, links, replaced, titled


def said_by(statement: Statement) -> str:
    """Return who speaks in a statement, in two or three words."""
    if statement.explicitness == Explicitness.IMPLICIT:
        return "the companion"
    return f"reported of {statement.attributed_to}" if statement.voice == Voice.REPORTED else "the paper"


def promises(dossier: Dossier) -> pd.DataFrame:
    """Return the opening's promises, what becomes of each, and where (analysis 2)."""
    rows, shown = traceability.promises(dossier), partial(links, dossier)
    return pd.DataFrame(
        {
            "promise": rows["promise"] + " " + rows["made_in"].map(shown),
            "what becomes of it": rows["words"].map("**{}**".format),
            "where, and why the companion reads it so": rows["where"].map(shown) + ". " + rows["why"],
        }
    )


def unannounced(dossier: Dossier) -> pd.DataFrame:
    """Return the conclusions that the opening did not announce (analysis 2)."""
    rows = traceability.unannounced(dossier)
    return pd.DataFrame({"sentence": rows["ids"].map(partial(links, dossier)), "what is new": rows["why"]})


def parts(dossier: Dossier) -> pd.DataFrame:
    """Return the parts of the design with the answer each calls for and the one it gets (analysis 1)."""
    rows = alignment.alignment(dossier)
    told = zip(rows["part"], rows["stated_in"], rows["says"], strict=True)
    return pd.DataFrame(
        {
            "part": [f"**{called(part, at[0])}.** {says}" for part, at, says in told],
            "what it calls for": rows["calls_for"],
            "what it gets in this text": rows["gets"],
        }
    )


def bearing(dossier: Dossier) -> pd.DataFrame:
    """Return the parts of the design with what varies, what is compared and what bears on each (analysis 1)."""
    rows, shown = alignment.alignment(dossier), partial(links, dossier)
    return pd.DataFrame(
        {
            "part": rows["part"].map("**{}**".format),
            "what varies": rows["varies"],
            "compared with": rows["compared"],
            "what to note, and what bears on it": rows["note"] + " " + rows["answered_in"].map(shown),
        }
    )


def tenets(dossier: Dossier) -> pd.DataFrame:
    """Return the theory's sentences against the theory, and the later sentences that use the same idea (analysis 5)."""
    rows, shown = theory.sentences(dossier), partial(links, dossier)
    return pd.DataFrame(
        {
            "sentence": rows["ids"].map(shown),
            "against the theory": rows["words"].map("**{}**".format),
            "why": rows["why"],
            "same idea later in": rows["used_by"].map(shown),
        }
    )


def stances(dossier: Dossier) -> pd.DataFrame:
    """Return the findings debated, and beside each where every theory stands (analysis 5)."""
    rows = theory.positions(dossier)
    wide = rows.pivot(index="finding", columns="name", values="words")
    wide = wide.loc[list(dict.fromkeys(rows["finding"])), list(dict.fromkeys(rows["name"]))].reset_index()
    wide["finding"] = [titled(dossier, id) for id in wide["finding"]]
    return wide


def premises(dossier: Dossier) -> pd.DataFrame:
    """Return the premises of each theory, its own first and then what its advocate has to add about the case."""
    rows = [
        {
            "theory": rival.name,
            "premise": premise.text,
            "whose": "of the case: a helper" if premise.helper else "the theory's own",
        }
        for rival in dossier.rivals
        for premise in rival.premises
    ]
    return pd.DataFrame(rows, columns=["theory", "premise", "whose"])


def answers(dossier: Dossier) -> pd.DataFrame:
    """Return each danger that the text names, who names it, and the answer that the text ties to it (analysis 4)."""
    words = {Tie.NONE: "**none**", Tie.GENERIC: "**generic**", Tie.NAMED: "**named**"}
    tied = partial(links, dossier, nothing="")
    rows = [
        {
            "danger": f"{answer.name} ({links(dossier, answer.statements)})",
            "who says it": replaced(dossier, answer.said_by),
            "answer tied to it": f"{words[answer.answer]}. {answer.tie} {tied(answer.tied_to)}".strip(),
            "nearest elsewhere": f"{replaced(dossier, answer.nearest_note)} {tied(answer.nearest)}".strip(),
        }
        for answer in dossier.answers
    ]
    return pd.DataFrame(rows, columns=["danger", "who says it", "answer tied to it", "nearest elsewhere"])


def citable(dossier: Dossier) -> pd.DataFrame:
    """Return for each finding a sentence that one may write about it, and the misuse that it prevents."""
    rows = [
        {
            "about": f"**{link(dossier, item.finding)}**",
            "one may write": item.write,
            "and not": replaced(dossier, item.prevents),
        }
        for item in dossier.citable
    ]
    return pd.DataFrame(rows, columns=["about", "one may write", "and not"])


def passages(dossier: Dossier) -> pd.DataFrame:
    """Return the public texts to which sentences of the paper are close, and what follows for the reading."""
    rows = [
        {
            "sentence": links(dossier, passage.sentences),
            "the text that is close": f"[{passage.source}]({passage.address}), {passage.date}, {passage.locator}. "
            f"{passage.alike}",
            "what print has otherwise": replaced(dossier, passage.differs),
            "what it means for the reading": f"{replaced(dossier, passage.means)} ({passage.confidence} confidence)",
        }
        for passage in dossier.passages
    ]
    return pd.DataFrame(rows, columns=["sentence", "the text that is close", "what print has otherwise",
                                       "what it means for the reading"])  # fmt: skip


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
                "finding": f"{link(dossier, id)} **{found.words.capitalize()}.**",
                "reasons in the text": _steps(dossier, found.stated),
                "what stands beside it": _beside(dossier, found),
            }
        )
    return pd.DataFrame(rows, columns=["finding", "reasons in the text", "what stands beside it"])


def sides(dossier: Dossier, groups: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Return statements sorted to sides, each with who says it; KeyError for a statement that is not there."""
    rows = [
        {"side": f"**{side}**", "statement": titled(dossier, id),
         "who says so": said_by(dossier.statement(id))}
        for side, ids in groups.items()
        for id in ids
    ]  # fmt: skip
    return pd.DataFrame(rows)


def carried(dossier: Dossier, max_size: int = 3) -> pd.DataFrame:
    """Return each main finding that is argued for, its reason, and what would have to go for the reason to be lost.

    A finding without a reason has no row: nothing can take its reason away (analysis 7).
    """
    argument = Argument(dossier)
    rows = []
    for finding in argument.findings:
        singles = [id for (id,) in argument.cut_sets(finding, 1)]
        grounds = [cut for cut in argument.cut_sets(finding, max_size, grounds_only=True) if len(cut) > 1]
        if singles or grounds:
            alone = [links(dossier, [id]) for id in singles]
            together = [f"{links(dossier, cut, ' and ')} together" for cut in grounds]
            rows.append(
                {
                    "finding": titled(dossier, finding),
                    "its reason in the text": _steps(dossier, argument.reasons(finding).stated),
                    "lost without": ", or ".join([*alone, *together]),
                }
            )
    return pd.DataFrame(rows, columns=["finding", "its reason in the text", "lost without"])


def ranges(dossier: Dossier) -> pd.DataFrame:
    """Return the ways of reading under which something else becomes of a main finding, and what."""
    result = robustness.robustness(dossier)
    first = result.variants[0].outcomes
    rows = [
        {
            "way of reading": replaced(dossier, variant.name[0].upper() + variant.name[1:]),
            "finding": links(dossier, changed),
            "as read": ", ".join(dict.fromkeys(str(first[id]) for id in changed)),
            "read so": ", ".join(dict.fromkeys(f"**{variant.outcomes[id]}**" for id in changed)),
        }
        for variant in result.moving()
        if (changed := [id for id in first if variant.outcomes[id] != first[id]])
    ]
    return pd.DataFrame(rows, columns=["way of reading", "finding", "as read", "read so"])


def paths(dossier: Dossier, ids: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the path that decides each statement, by default each main finding, in sentences."""
    argument = Argument(dossier)
    rows = []
    for id in argument.findings if ids is None else ids:
        because = replaced(dossier, " ".join(argument.explanation(id)))
        outcome = f"**{argument.outcome(id)}**"
        rows.append({"finding": link(dossier, id), "what becomes of it": outcome, "because": because})
    return pd.DataFrame(rows, columns=["finding", "what becomes of it", "because"])


def objections(dossier: Dossier) -> pd.DataFrame:
    """Return every objection that counts, whose it is, and what would change without it (analysis 6)."""
    steps = {step.id: step.conclusion for step in dossier.inferences}
    whose = {Origin.AUTHOR: "the text's", Origin.COMPANION: "the companion's", Origin.TENSION: "the companion's"}
    rows = [
        {
            "objection": f"{link(dossier, conflict.source)}, against {'the step to ' * (conflict.target in steps)}"
            f"{link(dossier, steps.get(conflict.target, conflict.target))}",
            "whose": f"{whose[conflict.origin]}, {conflict.confidence} confidence",
            "why": replaced(dossier, conflict.rationale),
            "without it these would change": links(dossier, tensions.moves(dossier, (conflict.id,))),
        }
        for conflict in Argument(dossier).conflicts
    ]
    return pd.DataFrame(rows, columns=["objection", "whose", "why", "without it these would change"])


def _steps(dossier: Dossier, found: Iterable[Reason]) -> str:
    steps = []
    for reason in found:
        marker = f" (“{reason.inference.marker}”)" if reason.inference.marker else ""
        steps.append(links(dossier, reason.stated, " and ") + marker)
    return "; ".join(steps) or NOTHING


def _beside(dossier: Dossier, found: Reasons) -> str:
    """Return what is no reason of the text's: explanations, what the companion supplies, objections."""
    kinds = {
        "Explained by": [id for reason in found.explained for id in reason.stated],
        "A step of the companion's, from": _supplied(found),
        "Held against it": [objection.source for objection in found.objections],
    }
    return " ".join(f"*{words}:* {links(dossier, ids)}." for words, ids in kinds.items() if ids) or NOTHING


def _supplied(found: Reasons) -> list[str]:
    implicit = [id for reason in (*found.stated, *found.supplied) for id in reason.implicit]
    return [*implicit, *(id for reason in found.supplied for id in reason.stated)]
