"""Rules about the codebook: it documents what the engine asks for, and others choose only from what it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from companion.dossier.design import DROPPED, NOT_THEORY
from companion.dossier.dossier import Dossier
from companion.dossier.relations import REAL
from companion.dossier.rivals import DOES_NOT_EXPECT, EXPECTS, SILENT
from companion.dossier.rules.common import problem
from companion.dossier.statements import FINDING, FRAGMENT, Explicitness, Voice
from companion.errors import Problem
from companion.records import Place, did_you_mean

EXACTLY = {"voice": tuple(Voice), "explicitness": tuple(Explicitness)}
"""Attributes whose values the engine fixes: each is documented, and no other."""
NEEDED = {
    "role": (FINDING, FRAGMENT),
    "reading": (REAL,),
    "verdict": (DROPPED,),
    "fidelity": (NOT_THEORY,),
    "stance": (EXPECTS, DOES_NOT_EXPECT, SILENT),
}
"""Closed sets that are the codebook's own, with the values that the engine asks for."""


def attributes(dossier: Dossier) -> Iterator[Problem]:
    """The codebook documents each value that the engine fixes, and no other."""
    for attribute in dossier.codebook.attributes:
        documented = {value.key for value in attribute.values}
        allowed = {str(value) for value in EXACTLY.get(attribute.key, documented)}
        if documented != allowed:
            remedy = f"Document exactly these: {', '.join(sorted(allowed))}."
            value = ", ".join(sorted(documented ^ allowed))
            message = "documented values differ from those allowed"
            yield problem("attribute-mismatch", attribute.place, attribute.key, "values", message, remedy, value)


def needed_values(dossier: Dossier) -> Iterator[Problem]:
    """A closed set that a file chooses from is in the codebook, with the values that the engine asks for."""
    for name in dict.fromkeys(name for name, *_ in choices(dossier)) if dossier.codebook.variables else ():
        allowed, needed = dossier.codebook.allowed(name), NEEDED.get(name, ())
        if missing := [value for value in needed if value not in allowed]:
            remedy = f"Add it to `{name}` in data/codebook.yml."
            place, message = dossier.codebook.place, f"the closed set {name} lacks what the engine asks for"
            yield problem("attribute-mismatch", place, name, None, message, remedy, ", ".join(missing))


def choices(dossier: Dossier) -> Iterator[tuple[str, Place, str, str, str]]:
    """Yield closed set, place, identifier, field and value of every field that chooses from the codebook."""
    groups: list[tuple[str, str, Iterable[Any]]] = [
        ("role", "role", dossier.statements),
        ("claim_type", "claim_type", dossier.statements),
        ("reading", "reading", dossier.tensions),
        ("tension", "kind", dossier.tensions),
        ("verdict", "verdict", dossier.promises),
        ("fidelity", "fidelity", dossier.theory_checks),
        ("stance", "stance", [position for debate in dossier.debates for position in debate.positions]),
    ]
    for name, field, items in groups:
        for item in items:
            id = next(getattr(item, key) for key in ("id", "sentence", "theory") if hasattr(item, key))
            yield name, item.place, id, field, getattr(item, field)


def closed_sets(dossier: Dossier) -> Iterator[Problem]:
    """Every such field has a value that the codebook knows."""
    if not dossier.codebook.variables:  # it could not be read, and that has been told
        return
    for name, place, id, field, value in choices(dossier):
        allowed = dossier.codebook.allowed(name)
        if value and value not in allowed:
            yield problem("unknown-value", place, id, field, "unknown value", did_you_mean(value, allowed), value)


def crossings(dossier: Dossier) -> Iterator[Problem]:
    """What is crossed with what are variables of the codebook."""
    known = [variable.key for variable in dossier.codebook.variables]
    for crossing in dossier.codebook.crossings:
        for field in ("rows", "columns"):
            if (key := getattr(crossing, field)) not in known:
                remedy = did_you_mean(key, known)
                yield problem("unknown-variable", crossing.place, crossing.name, field, "unknown variable", remedy, key)


RULES = (attributes, needed_values, closed_sets, crossings)
