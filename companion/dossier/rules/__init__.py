"""What makes a dossier sound: one small function per rule, each problem with a stable code.

A rule takes the dossier and yields problems. It never stops at the first, and it passes over empty values, since the
reader has told of those already. Errors fail a run, warnings do not.
"""

from companion.dossier.model import Dossier
from companion.dossier.rules import argument, coding, design, identity, warnings
from companion.dossier.rules.coding import Keys
from companion.errors import Problem

RULES = (*identity.RULES, *argument.RULES, *coding.RULES, *design.RULES, *warnings.RULES)

__all__ = ["RULES", "Keys", "check"]


def check(record: Dossier, keys: Keys, *, whole: bool = True) -> list[Problem]:
    """Return everything that the rules find, in the order of the rules.

    Where the dossier is not whole, since a file could not be read, neither a missing record nor a missing relation says
    anything, and neither is told.
    """
    found = [problem for rule in RULES for problem in rule(record)]
    found += coding.unknown_references(record, keys)
    unsure = {"dangling-reference"} if not whole else set()
    return [item for item in found if item.code not in unsure and (whole or item.severity == "error")]
