"""``data/whatif.yml``: what a reader of the what-if panel may decide otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from companion.records import UNPLACED, Flag, Item, Placed, Text

MOST_SWITCHES = 8
"""More would make more than 256 labellings to work out beforehand, and a panel that nobody looks through."""


class SwitchKind(StrEnum):
    """What a switch does.

    Drop a statement; grant a conflict; grant the adverse answer to a critical question; let a step that the companion
    supplies count as if the text made it.
    """

    PREMISE = "premise"
    OBJECTION = "objection"
    EXCEPTION = "exception"
    STEP = "step"


SWITCHES = {SwitchKind.PREMISE: "statement", SwitchKind.OBJECTION: "conflict", SwitchKind.EXCEPTION: "question",
            SwitchKind.STEP: "inference"}  # fmt: skip
"""Kind of switch → kind of record it switches."""


@dataclass(frozen=True, slots=True)
class Switch(Item):
    """One thing a reader of the what-if panel may decide otherwise."""

    id: Text
    label: Text
    kind: SwitchKind
    target: Text
    """Identifier of the statement, conflict, critical question or inference."""
    default: Flag
    """Whether it is on when the panel is opened."""
    explanation: Text
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class WhatIf(Item):
    """Everything the file holds."""

    switches: tuple[Switch, ...] = ()
    place: Placed = UNPLACED
