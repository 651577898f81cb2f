"""From a locator, which names a sentence (``RES-4``) or a statement (``RES-4a``), to statements."""

from __future__ import annotations

from collections.abc import Iterable

from companion.dossier.model import Dossier, Statement


def located(record: Dossier, locator: str) -> tuple[Statement, ...]:
    """Return the statement of that name, or all statements of the sentence of that name; empty if there is neither."""
    return tuple(s for s in record.statements if locator in (s.id, s.sentence))


def states_something(record: Dossier, locators: Iterable[str]) -> list[str]:
    """Return the locators that name at least one statement, without repetition, as a list for a table's ``ids``."""
    return [locator for locator in dict.fromkeys(locators) if located(record, locator)]
