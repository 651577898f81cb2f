"""What the analyses find, as numbers for the prose: each name says which analysis and what it counts.

Names begin with ``findings-``, ``steps-``, ``promises-``, ``theory-``, ``rule-``, ``settings-``, or the name of a
crossing. A fact that is a list of statements ends in ``-list``; they stand by their names,
with "and" before the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from companion.analyses import codes, coding_rules, theory, whatif
from companion.analyses.argument import Argument, Outcome, robustness
from companion.analyses.argument.explanation import listed
from companion.dossier.answers import Tie
from companion.dossier.dossier import Dossier
from companion.dossier.relations import Answer, Function, Origin
from companion.dossier.statements import Explicitness


def summary(dossier: Dossier) -> Mapping[str, object]:
    """Return every number of the analyses by name."""
    parts = (_outcomes, _grounds, _steps, _range, _answers, _promises, _theory, _crossings, _rules, _settings)
    return {name: value for part in parts for name, value in part(dossier).items()}


def _named(dossier: Dossier, ids: Iterable[str]) -> str:
    return listed([f"“{dossier.statement(id).name or id}”" for id in ids])


def _outcomes(dossier: Dossier) -> dict[str, object]:
    argument = Argument(dossier)
    facts: dict[str, object] = {}
    for outcome in (Outcome.ARGUED, Outcome.ASSERTED, Outcome.OBJECTED, Outcome.LOST, Outcome.OPEN):
        which = [id for id in argument.findings if argument.outcome(id) == outcome]
        name = str(outcome).replace(" ", "-")
        facts |= {f"findings-{name}": len(which), f"findings-{name}-list": _named(dossier, which)}
        facts[f"statements-{name}"] = sum(argument.outcome(s.id) == outcome for s in dossier.statements)
    return facts


def _grounds(dossier: Dossier) -> dict[str, object]:
    argument = Argument(dossier)
    about = [argument.reasons(id) for id in argument.findings]
    bare = [reasons.statement for reasons in about if not reasons.stated]
    supplied = [id for reasons in about for reason in reasons.stated for id in reason.implicit]
    singles = [reasons.statement for reasons in about if argument.cut_sets(reasons.statement, 1)]
    return {
        "findings-bare": len(bare),
        "findings-bare-list": _named(dossier, bare),
        "findings-with-reason-list": _named(dossier, [reasons.statement for reasons in about if reasons.stated]),
        "findings-explained-list": _named(dossier, [r.statement for r in about if r.explained and not r.stated]),
        "findings-on-supplied-premises": sum(any(r.implicit for r in reasons.stated) for reasons in about),
        "findings-supplied-premises-list": _named(dossier, dict.fromkeys(supplied)),
        "findings-with-single-cut": len(singles),
        "findings-with-single-cut-list": _named(dossier, singles),
        "statements-without-reason": sum(not argument.reasons(id).stated for id in dossier.by_id),
    }


def _steps(dossier: Dossier) -> dict[str, object]:
    steps = dossier.inferences
    own = [step for step in steps if step.origin is Origin.AUTHOR]
    asked = {question.inference for question in dossier.questions}
    answered = [question for question in dossier.questions if question.answer]
    return {
        "steps-marked": sum(step.marker is not None for step in own),
        "steps-arguments": sum(step.function is Function.ARGUMENT for step in own),
        "steps-explanations": sum(step.function is Function.EXPLANATION for step in own),
        "steps-on-supplied-premises": sum(
            any(dossier.by_id[p].explicitness == Explicitness.IMPLICIT for p in step.premises) for step in own
        ),
        "steps-asked": sum(step.id in asked for step in steps),
        "questions-answered-for": sum(question.answer is Answer.FOR for question in answered),
        "questions-answered-against": sum(question.answer is Answer.AGAINST for question in answered),
        "voices-in-doubt": sum(statement.voice_in_doubt for statement in dossier.statements),
    }


def _range(dossier: Dossier) -> dict[str, object]:
    result = robustness.robustness(dossier)
    moved = [id for id in dossier.paper.main_findings if len(result.outcomes(id)) > 1]
    least, most = result.counts(Outcome.ARGUED)
    return {
        "variants": len(result.variants) - 1,
        "variants-moving": len(result.moving()),
        "findings-argued-least": least,
        "findings-argued-most": most,
        "findings-moved-by-variants": len(moved),
        "findings-moved-by-variants-list": _named(dossier, moved),
    }


def _answers(dossier: Dossier) -> dict[str, object]:
    counts: dict[str, object] = {
        "dangers": len(dossier.answers),
        "passages": len(dossier.passages),
        "debates": len(dossier.debates),
    }
    for tie in Tie:
        counts[f"dangers-answered-{tie}"] = sum(answer.answer is tie for answer in dossier.answers)
    return counts


def _promises(dossier: Dossier) -> dict[str, object]:
    found: dict[str, object] = {"promises": len(dossier.promises), "unannounced": len(dossier.unannounced)}
    for verdict in dossier.codebook.allowed("verdict"):
        found[f"promises-{verdict.replace('_', '-')}"] = sum(p.verdict == verdict for p in dossier.promises)
    return found


def _theory(dossier: Dossier) -> dict[str, object]:
    checks = dossier.theory_checks
    found: dict[str, object] = {
        "theory-sentences-used": sum(bool(check.used_by) for check in checks),
        "theory-carries": len(theory.without_theory(dossier)),
        "theory-parting-findings": len(telling := theory.telling(dossier)),
        "theory-parting-findings-list": _named(dossier, telling["finding"]),
    }
    for fidelity in dossier.codebook.allowed("fidelity"):
        name = f"theory-{fidelity.replace('_', '-')}"
        found[name] = sum(check.fidelity == fidelity for check in checks)
    return found


def _crossings(dossier: Dossier) -> dict[str, object]:
    found: dict[str, object] = {}
    for crossing in dossier.codebook.crossings:
        pairs = codes.crossed(dossier, crossing.rows, crossing.columns)
        found |= {
            f"{crossing.name}-cells": len(pairs),
            f"{crossing.name}-filled": int((pairs["sentences"] > 0).sum()),
            f"{crossing.name}-empty": int((pairs["sentences"] == 0).sum()),
        }
        for variable in (crossing.rows, crossing.columns):
            found[f"{crossing.name}-{variable}-unmet"] = len(codes.unmet(pairs, variable))
    return found


def _rules(dossier: Dossier) -> dict[str, object]:
    table = coding_rules.sensitivity(dossier)
    found: dict[str, object] = {
        "rules": len(dossier.coding_rules),
        "rule-any-moves": int((table["moves"].str.len() > 0).sum()),
    }
    for rule in dossier.coding_rules:
        found[f"rule-{rule.key}-moves"] = sum(rule.key in moves for moves in table["moves"])
    return found


def _settings(dossier: Dossier) -> dict[str, object]:
    changes = {finding: set[Outcome]() for finding in dossier.paper.main_findings}
    for argument in whatif.arguments(dossier):
        for finding, outcomes in changes.items():
            outcomes.add(argument.outcome(finding))
    same = [finding for finding, outcomes in changes.items() if len(outcomes) == 1]
    return {"settings-never-move": len(same), "settings-never-move-list": _named(dossier, same)}
