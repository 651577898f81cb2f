"""``data/citable.yml``: sentences that one may write about the paper, and the misuse that each prevents."""

from __future__ import annotations

from dataclasses import dataclass

from companion.records import UNPLACED, Item, Placed, Text


@dataclass(frozen=True, slots=True)
class Citable(Item):
    """One sentence that a citer may write of one statement, with its voice, hedge, support and date."""

    finding: Text
    """Identifier of the statement."""
    write: Text
    prevents: Text
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class CitableFile(Item):
    """Everything the file holds."""

    findings: tuple[Citable, ...] = ()
    also: tuple[Citable, ...] = ()
    """Sentences that are no main findings and are easily misused."""
    place: Placed = UNPLACED
