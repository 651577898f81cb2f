"""Rules about the rival theories and their debate."""

from __future__ import annotations

from collections.abc import Iterator

from companion.dossier.dossier import Dossier
from companion.dossier.rules.common import problem
from companion.errors import Problem
from companion.records import did_you_mean


def positions(dossier: Dossier) -> Iterator[Problem]:
    """A position is one theory's, and follows from premises of that theory; each theory speaks once to a finding."""
    theories = {rival.key: [premise.id for premise in rival.premises] for rival in dossier.rivals}
    for debate in dossier.debates:
        spoken: set[str] = set()
        for position in debate.positions:
            place, theory = position.place, position.theory
            if theory not in theories:
                remedy = did_you_mean(theory, theories)
                yield problem("unknown-theory", place, debate.finding, "theory", "no such theory", remedy, theory)
                continue
            if theory in spoken:
                message, remedy = "speaks twice to one finding", "Join the two."
                yield problem("duplicate-id", place, debate.finding, "theory", message, remedy, theory)
            spoken.add(theory)
            for id in position.premises:
                if id not in theories[theory]:
                    remedy, message = did_you_mean(id, theories[theory]), "no premise of this theory"
                    yield problem("unknown-premise", place, theory, "premises", message, remedy, id)


RULES = (positions,)
