"""Rules about ``data/paper.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from companion.dossier.dossier import Dossier
from companion.dossier.rules.common import problem
from companion.errors import Problem

KEY = re.compile(r"[A-Z][A-Z0-9]*")


def section_keys(dossier: Dossier) -> Iterator[Problem]:
    """A section's key can begin a locator."""
    for section in dossier.paper.sections:
        if section.key and not KEY.fullmatch(section.key):
            remedy = "Write capital letters, and digits behind them: RES, S1."
            message = "no locator can begin with this key"
            yield problem("malformed-key", section.place, section.key, "key", message, remedy, section.key)


RULES = (section_keys,)
