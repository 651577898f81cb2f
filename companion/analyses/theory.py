"""The theory and the case: what the theory's sentences carry, and what rival theories would expect (analysis 5).

Definition. Each sentence of the theory section is held against the theory it names and is faithful, blurred, departs,
or is no theory; beside it stand the later sentences that use its idea (``data/design.yml``). What the theory
*carries* is computed: its sentences are taken away and the labelling is compared with the one before. A rival theory
is tried by its own premises (``data/rivals.yml``): for each main finding it expects it, would not expect it, or is
silent.

Limits. Taking the theory away shows only what the stated steps make depend on it. What a theory "leads one to expect"
is the companion's reading of its premises; more than one theory may expect the same finding, which then does not tell
them apart.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from companion.analyses.acceptance import build, chosen_from_start, label
from companion.analyses.located import located
from companion.dossier.model import Dossier, Explicitness, Fidelity, Stance

FIDELITY = {
    Fidelity.FAITHFUL: "faithful",
    Fidelity.BLURRED: "blurred",
    Fidelity.DEPARTS: "departs from the theory",
    Fidelity.NOT_THEORY: "not theory",
}
STANCE = {Stance.EXPECTS: "expects it", Stance.DOES_NOT_EXPECT: "would not expect it", Stance.SILENT: "is silent"}


def sentences(record: Dossier) -> pd.DataFrame:
    """Return one row a sentence of the theory: ``ids``, ``fidelity``, ``words``, ``premises``, ``used_by``, ``why``."""
    rows = [
        (
            [check.sentence],
            str(check.fidelity),
            FIDELITY[check.fidelity],
            list(check.premises),
            list(check.used_by),
            check.why,
        )
        for check in record.theory_checks
    ]
    return pd.DataFrame(rows, columns=["ids", "fidelity", "words", "premises", "used_by", "why"])


def tenets(record: Dossier) -> pd.DataFrame:
    """Return the premises of the paper's own theory with the sentences that state them and the findings they bear on.

    Columns ``premise``, ``text``, ``stated_in``, ``used_by`` and ``findings``; a premise that no sentence states stays.
    """
    own = [rival for rival in record.rivals if rival.of_the_paper]
    rows = []
    for rival in own:
        for premise in rival.premises:
            checks = [check for check in record.theory_checks if premise.id in check.premises]
            findings = [e.finding for e in rival.expectations if premise.id in e.premises]
            used = dict.fromkeys(at for check in checks for at in check.used_by)
            rows.append((premise.id, premise.text, [check.sentence for check in checks], list(used), findings))
    return pd.DataFrame(rows, columns=["premise", "text", "stated_in", "used_by", "findings"])


def without_theory(record: Dossier) -> pd.DataFrame:
    """Return what changes when the theory's sentences are taken away: ``ids``, ``before``, ``after``.

    Taken away are the sentences found to be theory of some kind, with the premises that the companion supplied to the
    same section; they themselves are not listed. An empty frame says that no other statement depends on them.
    """
    theory = [check.sentence for check in record.theory_checks if check.fidelity != Fidelity.NOT_THEORY]
    stated = [s for sentence in theory for s in located(record, sentence)]
    sections = {s.section for s in stated}
    supplied = [s for s in record.statements if s.section in sections and s.explicitness == Explicitness.IMPLICIT]
    taken = frozenset(s.id for s in (*stated, *supplied))
    choices = chosen_from_start(record)
    before, after = (label(build(record, c)) for c in (choices, replace(choices, drop=choices.drop | taken)))
    rows = [
        ([s.id], str(before[s.id]), str(after[s.id]))
        for s in record.statements
        if s.id not in taken and before[s.id] != after[s.id]
    ]
    return pd.DataFrame(rows, columns=["ids", "before", "after"])


def rivals(record: Dossier) -> pd.DataFrame:
    """Return what each theory leads one to expect of each finding.

    Columns ``theory``, ``name``, ``of_the_paper``, ``finding``, ``stance``, ``words``, ``premises``, ``because``: one
    row for every theory and every finding that any of them speaks of; where a theory says nothing, it is silent.
    """
    findings = dict.fromkeys((*record.paper.main_findings, *(e.finding for r in record.rivals for e in r.expectations)))
    rows = []
    for rival in record.rivals:
        said = {expectation.finding: expectation for expectation in rival.expectations}
        for finding in findings:
            found = said.get(finding)
            stance = found.stance if found else Stance.SILENT
            premises, because = (list(found.premises), found.because) if found else ([], "")
            rows.append(
                (rival.key, rival.name, rival.of_the_paper, finding, str(stance), STANCE[stance], premises, because)
            )
    columns = ["theory", "name", "of_the_paper", "finding", "stance", "words", "premises", "because"]
    return pd.DataFrame(rows, columns=columns)


def telling(record: Dossier) -> pd.DataFrame:
    """Return the findings on which theories part: ``finding``, and for each stance the theories that take it."""
    table = rivals(record)
    rows = []
    for finding, group in table.groupby("finding", sort=False):
        names = {stance: list(group.loc[group["stance"] == stance, "name"]) for stance in map(str, Stance)}
        if names["expects"] and names["does_not_expect"]:
            rows.append({"finding": finding, **names})
    return pd.DataFrame(rows, columns=["finding", *map(str, Stance)])
