"""What the analyses find, as numbers for the prose: each name says which analysis and what it counts.

Names begin with ``findings-``, ``steps-``, ``promises-``, ``theory-``, ``cells-``, ``rule-`` or ``settings-``. A fact
that is a list of locators ends in ``-list`` and is written for the prose, with "and" before the last.
"""

from __future__ import annotations

from collections.abc import Mapping

from companion.analyses import carrying, rule_choices, theory, threats, whatif
from companion.analyses.acceptance import State, build, label
from companion.analyses.deciding import listed
from companion.analyses.reasons import reasons
from companion.dossier.model import Dossier, Explicitness, Fidelity, Verdict


def summary(record: Dossier) -> Mapping[str, object]:
    """Return every number of the analyses by name."""
    parts = (_states, _grounds, _range, _promises, _theory, _cells, _rules, _settings)
    return {name: value for part in parts for name, value in part(record).items()}


def _states(record: Dossier) -> dict[str, object]:
    labelling = label(build(record))
    found: dict[str, object] = {}
    for state in State:
        which = [id for id in record.paper.main_findings if labelling[id] == state]
        found |= {f"findings-{state}": len(which), f"findings-{state}-list": listed(which)}
        found[f"statements-{state}"] = sum(labelling[s.id] == state for s in record.statements)
    return found


def _grounds(record: Dossier) -> dict[str, object]:
    about = reasons(record)
    bare = [a.statement for a in about if not a.stated]
    supplied = [id for a in about for reason in a.stated for id in reason.implicit]
    direct = [a.statement for a in about if any(o.on == "the statement" for o in a.objections)]
    singles = {a.statement: [c for c in carrying.cut_sets(record, a.statement, 1) if c] for a in about}
    return {
        "findings-bare-list": listed(bare),
        "findings-on-supplied-premises": sum(any(r.implicit for r in a.stated) for a in about),
        "findings-supplied-premises-list": listed(dict.fromkeys(supplied)),
        "findings-objected-directly": len(direct),
        "findings-with-single-cut": sum(bool(cuts) for cuts in singles.values()),
        "findings-with-single-cut-list": listed(id for id, cuts in singles.items() if cuts),
        "statements-without-reason": sum(not a.stated for a in reasons(record, record.by_id)),
        "steps-marked": sum(step.marker is not None for step in record.inferences),
        "steps-on-supplied-premises": sum(
            any(record.by_id[p].explicitness == Explicitness.IMPLICIT for p in step.premises)
            for step in record.inferences
        ),
        "steps-asked": len({question.inference for question in record.questions}),
    }


def _range(record: Dossier) -> dict[str, object]:
    result = carrying.robustness(record)
    found: dict[str, object] = {"variants": len(result.variants)}
    for state in State:
        least, most = result.counts(state)
        found |= {f"findings-{state}-least": least, f"findings-{state}-most": most}
    argued = [sum(variant.reasoned.values()) for variant in result.variants]
    moved = [id for id in record.paper.main_findings if len(result.states(id)) > 1]
    return {
        **found,
        "findings-argued-least": min(argued),
        "findings-argued-most": max(argued),
        "findings-moved-by-variants": len(moved),
    }


def _promises(record: Dossier) -> dict[str, object]:
    found: dict[str, object] = {"promises": len(record.promises), "unannounced": len(record.unannounced)}
    for verdict in Verdict:
        found[f"promises-{verdict.replace('_', '-')}"] = sum(p.verdict == verdict for p in record.promises)
    return found


def _theory(record: Dossier) -> dict[str, object]:
    checks = record.theory_checks
    found: dict[str, object] = {
        "theory-sentences-used": sum(bool(check.used_by) for check in checks),
        "theory-carries": len(theory.without_theory(record)),
        "theory-parting-findings": len(telling := theory.telling(record)),
        "theory-parting-findings-list": listed(telling["finding"]),
    }
    for fidelity in Fidelity:
        name = f"theory-{fidelity.replace('_', '-')}"
        found[name] = sum(check.fidelity == fidelity for check in checks)
    return found


def _cells(record: Dossier) -> dict[str, object]:
    if not {"threat", "response"} <= {variable.key for variable in record.codebook.variables}:
        return {}
    pairs = threats.crossed(record)
    return {
        "cells": len(pairs),
        "cells-filled": int((pairs["sentences"] > 0).sum()),
        "cells-empty": int((pairs["sentences"] == 0).sum()),
        "threats-unmet": len(threats.unmet(pairs, "threat")),
        "responses-unmet": len(threats.unmet(pairs, "response")),
    }


def _rules(record: Dossier) -> dict[str, object]:
    table = rule_choices.rule_choices(record)
    found: dict[str, object] = {
        "rules": len(record.coding_rules),
        "rule-any-moves": int((table["moves"].str.len() > 0).sum()),
    }
    for rule in record.coding_rules:
        found[f"rule-{rule.key}-moves"] = sum(rule.key in moves for moves in table["moves"])
    return found


def _settings(record: Dossier) -> dict[str, object]:
    findings = record.paper.main_findings
    stands = dict.fromkeys(findings, 0)
    for _, labelling in whatif.labelled(record):
        for finding in findings:
            stands[finding] += labelling[finding] == State.STANDS
    always = [finding for finding in findings if stands[finding] == 2 ** len(record.switches)]
    counts = {f"settings-{finding.lower()}-stands": count for finding, count in stands.items()}
    return {**counts, "settings-always-stand": len(always), "settings-always-stand-list": listed(always)}
