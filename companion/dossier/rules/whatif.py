"""Rules about the switches of the what-if panel."""

from __future__ import annotations

from collections.abc import Iterator

from companion.dossier.dossier import Dossier
from companion.dossier.rules.common import problem
from companion.dossier.whatif import MOST_SWITCHES
from companion.errors import Problem


def switches(dossier: Dossier) -> Iterator[Problem]:
    """The what-if panel has at most eight switches."""
    if len(dossier.switches) > MOST_SWITCHES:
        last, number = dossier.switches[MOST_SWITCHES], len(dossier.switches)
        remedy = f"Keep the {MOST_SWITCHES} a reader would most want to throw."
        yield problem("too-many-switches", last.place, last.id, None, "too many switches", remedy, number)


RULES = (switches,)
