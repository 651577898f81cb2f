"""Statements: what the paper says, one proposition each, in the companion's words (``data/arguments``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from pydantic.json_schema import SkipJsonSchema

from companion.records import UNPLACED, Flag, Item, OptionalText, Placed, Text, Texts
from companion.records.types import inner

LOCATOR = re.compile(r"(?P<sentence>(?P<section>[A-Z][A-Z0-9]*)-(?P<number>\d+))(?P<letter>[a-z]{1,2})")
"""A statement found in the text: ``RES-4a`` is the first proposition of the fourth sentence of ``RES``."""

SUPPLIED = re.compile(r"(?P<section>[A-Z][A-Z0-9]*)-i(?P<number>\d+)")
"""A premise that the companion supplies: ``RES-i1``."""

FINDING, FRAGMENT = "finding", "fragment"
"""The roles that rules and analyses ask for; the codebook says which others there are."""


class Voice(StrEnum):
    """Who is speaking in a statement."""

    AUTHOR = "author"
    REPORTED = "reported"


class Explicitness(StrEnum):
    """Whether the text says it or the argument only needs it."""

    EXPLICIT = "explicit"
    IMPLICIT = "implicit"


class Confidence(StrEnum):
    """How sure the companion is of its own reading."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Statement(Item):
    """One proposition of the paper in the companion's own words."""

    id: Text
    """Locator (``RES-4a``), or ``RES-i1`` for a premise the companion supplies."""
    proposition: Text
    voice: Voice
    explicitness: Explicitness
    role: Text
    """What it does in its text: a value of the codebook's attribute ``role``."""
    claim_type: Text
    """What kind of claim it makes: a value of the codebook's attribute ``claim_type``."""
    qualifier: Text
    """The hedge or strengthener as the sentence has it, or ``unstated``."""
    name: OptionalText = None
    """Two to five words by which a reader knows it; every statement of a main line has one."""
    attributed_to: OptionalText = None
    """Who holds a reported statement."""
    voice_in_doubt: Flag = False
    """Whether print leaves open who speaks; the note says why."""
    annotation: OptionalText = None
    """What a careful reader should notice: the companion's voice."""
    repeats: OptionalText = None
    """The earlier statement that this one repeats."""
    codes: Mapping[str, Texts] = field(default_factory=dict)
    """Variable of the codebook → values."""
    alternative_codes: Mapping[str, Mapping[str, Texts]] = field(default_factory=dict)
    """Key of a coding rule (kind ``alternative``) → the codes to count if that rule is decided the other way."""
    note: OptionalText = None
    """Notes on the print and on the reading."""
    settled: Texts = ()
    """Warnings that were looked into and are as it should be, by their codes."""
    suggested_references: Texts = ()
    """Keys of ``references.bib`` that the companion suggests; never the paper's citations."""
    place: Placed = UNPLACED
    section: Annotated[SkipJsonSchema[str], inner("section")] = ""
    """Key of the section whose file holds it."""
    sentence: Annotated[SkipJsonSchema[str | None], inner("sentence")] = None
    """Locator of the source sentence (``RES-4``); None for an implicit premise."""

    @property
    def anchor(self) -> str:
        """Permanent anchor on the page, e.g. ``res-4a``."""
        return self.id.lower()


@dataclass(frozen=True, slots=True)
class SectionFrame:
    """The companion's own frame of a section: its question, its answer, its main line."""

    key: str
    question: str
    answer: str
    main_line: tuple[str, ...]
    """Statement identifiers, in the order in which the section's argument runs."""
    place: Placed


def sentence_of(id: str) -> str | None:
    """Return the locator of the sentence a statement restates, or None for a premise the companion supplies.

    >>> sentence_of("RES-4a"), sentence_of("RES-i1")
    ('RES-4', None)
    """
    match = LOCATOR.fullmatch(id)
    return match["sentence"] if match else None
