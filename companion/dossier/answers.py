"""``data/answers.yml``: what the text ties to each danger as an answer, found by hand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from companion.records import UNPLACED, Item, Placed, Text, Texts


class Tie(StrEnum):
    """How far a text answers a danger that it names."""

    NONE = "none"
    GENERIC = "generic"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Answer(Item):
    """One danger as the text has it, with the answer that the text itself ties to it."""

    name: Text
    """The danger in own words, as a statement has its name."""
    value: Text
    """The value of the codebook that it carries, or would carry."""
    statements: Texts
    """Statements that name it."""
    said_by: Text
    answer: Tie
    """``none``: no sentence ties one to it; ``generic``: dangers are met, no more; ``named``: a course is named."""
    tie: Text
    """How the text ties the answer to it, or that it does not."""
    nearest_note: Text
    """What comes closest elsewhere, with no tie in the text."""
    tied_to: Texts = ()
    """Statements in which the tie stands."""
    nearest: Texts = ()
    """Statements that come closest."""
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Answers(Item):
    """Everything the file holds."""

    answers: tuple[Answer, ...] = ()
    place: Placed = UNPLACED
