"""``data/schemes.yml``: argumentation schemes and the critical questions that each lets a reader ask."""

from __future__ import annotations

from dataclasses import dataclass

from companion.dossier.relations import QuestionType
from companion.records import UNPLACED, Item, Placed, Text


@dataclass(frozen=True, slots=True)
class SchemeQuestion(Item):
    """A critical question as the literature's scheme has it."""

    key: Text
    question: Text
    type: QuestionType
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Scheme(Item):
    """An argumentation scheme and its critical questions."""

    key: Text
    name: Text
    form: Text
    """Premises and conclusion in general terms."""
    source: Text
    """Where the scheme is described."""
    questions: tuple[SchemeQuestion, ...]
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Schemes(Item):
    """Everything the file holds."""

    schemes: tuple[Scheme, ...] = ()
    place: Placed = UNPLACED
