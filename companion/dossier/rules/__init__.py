"""What makes a dossier sound: one small function a rule, in the module called after the data file it is about.

A rule takes the dossier and yields problems. It never stops at the first, and it passes over empty values, since the
reader has told of those already. Errors fail a run, warnings do not.
"""

from companion.dossier.dossier import Dossier
from companion.dossier.rules import (
    codebook,
    codings,
    design,
    names,
    paper,
    relations,
    rivals,
    statements,
    warnings,
    whatif,
)
from companion.dossier.rules.names import Keys
from companion.errors import Problem

RULES = (*names.RULES, *paper.RULES, *codebook.RULES, *statements.RULES, *relations.RULES, *rivals.RULES,
         *whatif.RULES, *design.RULES, *codings.RULES, *warnings.RULES)  # fmt: skip

__all__ = ["RULES", "Keys", "check"]


def check(dossier: Dossier, keys: Keys, *, whole: bool = True) -> list[Problem]:
    """Return everything that the rules find, in the order of the rules.

    Where the dossier is not whole, since a file could not be read, a missing record, relation or code says nothing, and
    none is told.
    """
    found = [problem for rule in RULES for problem in rule(dossier)]
    found += names.unknown_references(dossier, keys)
    unsure = {"dangling-reference", "settled-otherwise"} if not whole else set()
    return [item for item in found if item.code not in unsure and (whole or item.severity == "error")]
