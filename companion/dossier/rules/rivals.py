"""Rules about the rival theories."""

from __future__ import annotations

from collections.abc import Iterator

from companion.dossier.dossier import Dossier
from companion.dossier.rules.common import problem
from companion.errors import Problem
from companion.records import did_you_mean


def rival_premises(dossier: Dossier) -> Iterator[Problem]:
    """What a theory leads one to expect follows from premises of its own."""
    for rival in dossier.rivals:
        known = [premise.id for premise in rival.premises]
        for expected in rival.expectations:
            for id in expected.premises:
                if id not in known:
                    remedy = did_you_mean(id, known)
                    message = "no premise of this theory"
                    yield problem("unknown-premise", expected.place, rival.key, "premises", message, remedy, id)


RULES = (rival_premises,)
