"""``data/rivals.yml``: theories with premises of their own, and the debate in which they are held against findings."""

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
    helper: Flag = False
    """Whether it is no part of the theory as published: a claim about the case that its advocate needs."""
    rests_on: Texts = ()
    """Statements, rows of the evidence or sources that a helper leans on."""
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Rival(Item):
    """A theory with premises of its own."""

    key: Text
    name: Text
    sources: Texts
    """Citation keys, in the paper's bibliography or the companion's."""
    premises: tuple[RivalPremise, ...]
    of_the_paper: Flag = False
    """True for the theory that the paper itself names."""
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Position(Item):
    """What one theory's best advocate would say to one finding."""

    theory: Text
    stance: Text
    """A value of the codebook's words ``stance``."""
    premises: Texts
    """Identifiers of the premises it follows from; the theory's own."""
    says: Text
    """A paragraph, with sources as ``[@key]``."""
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Separation(Item):
    """An observation that would tell the theories apart."""

    looks_for: Text
    found: Text
    """What the record shows."""
    so: Text
    """Which position that favours, and how little it proves."""
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Debate(Item):
    """One finding on which the theories part."""

    finding: Text
    """Identifier of the statement."""
    question: Text
    reading: Text
    """How the finding is taken here, and what of it is not put to the theories."""
    positions: tuple[Position, ...]
    separates: Separation
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Rivals(Item):
    """Everything the file holds."""

    theories: tuple[Rival, ...] = ()
    debates: tuple[Debate, ...] = ()
    place: Placed = UNPLACED
