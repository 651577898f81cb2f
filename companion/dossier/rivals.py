"""``data/rivals.yml``: theories with premises of their own, held against the same findings."""

from __future__ import annotations

from dataclasses import dataclass

from companion.records import UNPLACED, Flag, Item, Placed, Text, Texts

EXPECTS, DOES_NOT_EXPECT, SILENT = "expects", "does_not_expect", "silent"
"""What a theory leads one to expect of a finding; the codebook has the words."""


@dataclass(frozen=True, slots=True)
class RivalPremise(Item):
    """A premise of a theory, in the companion's words."""

    id: Text
    text: Text
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Expectation(Item):
    """What a theory leads one to expect of one finding."""

    finding: Text
    stance: Text
    """A value of the codebook's words ``stance``."""
    premises: Texts
    """Identifiers of the premises it follows from."""
    because: Text
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Rival(Item):
    """A theory with premises of its own, held against the same findings."""

    key: Text
    name: Text
    sources: Texts
    """Citation keys, in the paper's bibliography or the companion's."""
    premises: tuple[RivalPremise, ...]
    expectations: tuple[Expectation, ...]
    of_the_paper: Flag = False
    """True for the theory that the paper itself names."""
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Rivals(Item):
    """Everything the file holds."""

    theories: tuple[Rival, ...] = ()
    place: Placed = UNPLACED
