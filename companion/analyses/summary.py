"""What the analyses find, as numbers for the prose: each name says which analysis and what it counts.

Names begin with ``findings-``, ``steps-``, ``promises-``, ``theory-``, ``rule-``, ``settings-``, or the name of a
crossing. A fact that is a list of locators ends in ``-list`` and is written for the prose, with "and" before the last.
"""

from __future__ import annotations

from collections.abc import Mapping

from companion.analyses import codes, coding_rules, theory, whatif
from companion.analyses.argument import Argument, State, robustness
from companion.analyses.argument.explanation import listed
from companion.dossier.dossier import Dossier
from companion.dossier.statements import Explicitness


def summary(dossier: Dossier) -> Mapping[str, object]:
    """Return every number of the analyses by name."""
    parts = (_states, _grounds, _range, _promises, _theory, _crossings, _rules, _settings)
    return {name: value for part in parts for name, value in part(dossier).items()}


def _states(dossier: Dossier) -> dict[str, object]:
    argument = Argument(dossier)
    found: dict[str, object] = {}
    for state in State:
        which = [id for id in dossier.paper.main_findings if argument.state(id) == state]
        found |= {f"findings-{state}": len(which), f"findings-{state}-list": listed(which)}
        found[f"statements-{state}"] = sum(argument.state(s.id) == state for s in dossier.statements)
    return found


def _grounds(dossier: Dossier) -> dict[str, object]:
    argument = Argument(dossier)
    about = [argument.reasons(id) for id in argument.findings]
    bare = [a.statement for a in about if not a.stated]
    supplied = [id for a in about for reason in a.stated for id in reason.implicit]
    direct = [a.statement for a in about if any(o.on == "the statement" for o in a.objections)]
    singles = {a.statement: argument.cut_sets(a.statement, 1) for a in about}
    return {
        "findings-bare-list": listed(bare),
        "findings-on-supplied-premises": sum(any(r.implicit for r in a.stated) for a in about),
        "findings-supplied-premises-list": listed(dict.fromkeys(supplied)),
        "findings-objected-directly": len(direct),
        "findings-with-single-cut": sum(bool(cuts) for cuts in singles.values()),
        "findings-with-single-cut-list": listed(id for id, cuts in singles.items() if cuts),
        "statements-without-reason": sum(not argument.reasons(id).stated for id in dossier.by_id),
        "steps-marked": sum(step.marker is not None for step in dossier.inferences),
        "steps-on-supplied-premises": sum(
            any(dossier.by_id[p].explicitness == Explicitness.IMPLICIT for p in step.premises)
            for step in dossier.inferences
        ),
        "steps-asked": len({question.inference for question in dossier.questions}),
    }


def _range(dossier: Dossier) -> dict[str, object]:
    result = robustness.robustness(dossier)
    found: dict[str, object] = {"variants": len(result.variants)}
    for state in State:
        least, most = result.counts(state)
        found |= {f"findings-{state}-least": least, f"findings-{state}-most": most}
    argued = [sum(variant.reasoned.values()) for variant in result.variants]
    moved = [id for id in dossier.paper.main_findings if len(result.states(id)) > 1]
    return {
        **found,
        "findings-argued-least": min(argued),
        "findings-argued-most": max(argued),
        "findings-moved-by-variants": len(moved),
    }


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
        "theory-parting-findings-list": listed(telling["finding"]),
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
    findings = dossier.paper.main_findings
    stands = dict.fromkeys(findings, 0)
    for argument in whatif.arguments(dossier):
        for finding in findings:
            stands[finding] += argument.state(finding) == State.STANDS
    always = [finding for finding in findings if stands[finding] == 2 ** len(dossier.switches)]
    counts = {f"settings-{finding.lower()}-stands": count for finding, count in stands.items()}
    return {**counts, "settings-always-stand": len(always), "settings-always-stand-list": listed(always)}
