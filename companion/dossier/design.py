"""``data/design.yml``: judgements on the research design, on the theory, and on rules that could be otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from companion.records import UNPLACED, Item, OptionalText, Placed, Text, Texts, named

DROPPED = "dropped"
"""The verdict on a promise that no later sentence takes up."""
NOT_THEORY = "not_theory"
"""The fidelity of a sentence that states no theory."""


class RuleKind(StrEnum):
    """How a coding rule may be decided the other way."""

    COUNT_REPEATS = "count_repeats"
    LEAVE_OUT = "leave_out"
    ALTERNATIVE = "alternative"


@dataclass(frozen=True, slots=True)
class Promise(Item):
    """Something the opening says the paper will do or show, and what becomes of it."""

    id: Text
    source: Annotated[Text, named("from")]
    """Locator of the sentence or statement that makes it."""
    promise: Text
    verdict: Text
    """What became of it: a value of the codebook's words ``verdict``."""
    where: Texts
    """Locators of the sentences or statements that take it up; empty if dropped."""
    why: Text
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Unannounced(Item):
    """A conclusion that the opening did not announce."""

    statement: Text
    """Locator of the sentence or statement."""
    why: Text
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class DesignPart(Item):
    """One part of the research design: what kind of answer it calls for and which it gets."""

    id: Text
    part: Text
    """What it is, e.g. ``question`` or ``dependent variable``."""
    statement: Text
    """Locator of the sentence or statement that states it."""
    says: Text
    """The part itself in a few own words."""
    calls_for: Text
    gets: Text
    varies: Text
    """What varies in it, or that nothing does."""
    compared: Text
    """What it is compared with, or that nothing is."""
    note: Text
    answered_in: Texts = ()
    """Locators of what answers or measures it; empty if nothing in the text does."""
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class TheoryCheck(Item):
    """A sentence of the theory section held against the theory it names."""

    sentence: Text
    """Locator of the sentence."""
    fidelity: Text
    """How it stands to the theory it names: a value of the codebook's words ``fidelity``."""
    why: Text
    premises: Texts = ()
    """Premises of the paper's theory (``rivals.yml``) that it states or touches."""
    used_by: Texts = ()
    """Locators of later sentences or statements that use it."""
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class CodingRule(Item):
    """A choice made in coding or counting that could be made the other way."""

    key: Text
    label: Text
    as_coded: Text
    """The choice made."""
    otherwise: Text
    """The other choice."""
    kind: RuleKind
    field: OptionalText = None
    """For ``leave_out``: column of the table of codes, e.g. ``voice``."""
    value: OptionalText = None
    """For ``leave_out``: rows with this value in ``field`` are left out."""
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Design(Item):
    """Everything the file holds; any of the lists may be absent."""

    promises: tuple[Promise, ...] = ()
    unannounced: tuple[Unannounced, ...] = ()
    design: tuple[DesignPart, ...] = ()
    theory_checks: tuple[TheoryCheck, ...] = ()
    coding_rules: tuple[CodingRule, ...] = ()
    place: Placed = UNPLACED
