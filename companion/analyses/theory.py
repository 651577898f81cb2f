"""The theory and the case: what the theory's sentences carry, and what rival theories would expect (analysis 5).

Definition. Each sentence of the theory section is held against the theory it names and is faithful, blurred, departs,
or is no theory; beside it stand the later sentences that use its idea (``data/design.yml``). What the theory
*carries* is computed: its sentences are taken away and the labelling is compared with the one before. A rival theory
argues from its own premises (``data/rivals.yml``) to a few findings: it expects one, would not expect it, or is silent.

Limits. Taking the theory away shows only what the stated steps make depend on it. What a theory "leads one to expect"
is the companion's reading of its premises; more than one theory may expect the same finding, which then does not tell
them apart.
"""

from __future__ import annotations

import pandas as pd

from companion.analyses.argument import Argument
from companion.dossier.design import NOT_THEORY
from companion.dossier.dossier import Dossier
from companion.dossier.rivals import DOES_NOT_EXPECT, EXPECTS, SILENT
from companion.dossier.statements import Explicitness


def sentences(dossier: Dossier) -> pd.DataFrame:
    """Return one row a sentence of the theory: ``ids``, ``fidelity``, ``words``, ``premises``, ``used_by``, ``why``."""
    rows = [
        {
            "ids": [check.sentence],
            "fidelity": check.fidelity,
            "words": dossier.codebook.word("fidelity", check.fidelity),
            "premises": list(check.premises),
            "used_by": list(check.used_by),
            "why": check.why,
        }
        for check in dossier.theory_checks
    ]
    return pd.DataFrame(rows, columns=["ids", "fidelity", "words", "premises", "used_by", "why"])


def tenets(dossier: Dossier) -> pd.DataFrame:
    """Return the premises of the paper's own theory with the sentences that state them and the findings they bear on.

    Columns ``premise``, ``text``, ``stated_in``, ``used_by`` and ``findings``; a premise that no sentence states stays.
    """
    own = [rival for rival in dossier.rivals if rival.of_the_paper]
    rows = []
    for rival in own:
        for premise in rival.premises:
            checks = [check for check in dossier.theory_checks if premise.id in check.premises]
            findings = [
                debate.finding
                for debate in dossier.debates
                for position in debate.positions
                if position.theory == rival.key and premise.id in position.premises
            ]
            used = dict.fromkeys(at for check in checks for at in check.used_by)
            rows.append((premise.id, premise.text, [check.sentence for check in checks], list(used), findings))
    return pd.DataFrame(rows, columns=["premise", "text", "stated_in", "used_by", "findings"])


def without_theory(dossier: Dossier) -> pd.DataFrame:
    """Return what changes when the theory's sentences are taken away: ``ids``, ``before``, ``after``.

    Taken away are the sentences found to be theory of some kind, with the premises that the companion supplied to the
    same section; they themselves are not listed. An empty frame says that no other statement depends on them.
    """
    theory = [check.sentence for check in dossier.theory_checks if check.fidelity != NOT_THEORY]
    stated = [s for sentence in theory for s in dossier.located(sentence)]
    sections = {s.section for s in stated}
    supplied = [s for s in dossier.statements if s.section in sections and s.explicitness == Explicitness.IMPLICIT]
    taken = frozenset(s.id for s in (*stated, *supplied))
    before, after = Argument(dossier), Argument(dossier, drop=taken)
    changed = [id for id in after.changed_from(before) if id not in taken]
    rows = [([id], str(before.outcome(id)), str(after.outcome(id))) for id in changed]
    return pd.DataFrame(rows, columns=["ids", "before", "after"])


def positions(dossier: Dossier) -> pd.DataFrame:
    """Return what each theory leads one to expect of each finding that is debated.

    Columns ``theory``, ``name``, ``of_the_paper``, ``finding``, ``stance``, ``words``, ``premises`` and ``says``: one
    row for every theory and every debate; a theory that does not speak is silent.
    """
    rows = []
    for debate in dossier.debates:
        spoken = {position.theory: position for position in debate.positions}
        for rival in dossier.rivals:
            position = spoken.get(rival.key)
            stance = position.stance if position else SILENT
            rows.append(
                {
                    "theory": rival.key,
                    "name": rival.name,
                    "of_the_paper": rival.of_the_paper,
                    "finding": debate.finding,
                    "stance": stance,
                    "words": dossier.codebook.word("stance", stance),
                    "premises": list(position.premises) if position else [],
                    "says": position.says if position else "",
                }
            )
    columns = ["theory", "name", "of_the_paper", "finding", "stance", "words", "premises", "says"]
    return pd.DataFrame(rows, columns=columns)


def telling(dossier: Dossier) -> pd.DataFrame:
    """Return the findings on which theories part: ``finding``, and for each stance the theories that take it."""
    table = positions(dossier)
    stances = (EXPECTS, DOES_NOT_EXPECT, SILENT)
    rows = []
    for finding, group in table.groupby("finding", sort=False):
        names = {stance: list(group.loc[group["stance"] == stance, "name"]) for stance in stances}
        if names[EXPECTS] and names[DOES_NOT_EXPECT]:
            rows.append({"finding": finding, **names})
    return pd.DataFrame(rows, columns=["finding", *stances])
