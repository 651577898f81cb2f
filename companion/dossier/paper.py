"""``data/paper.yml``: what is known of the paper itself, and no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from companion.records import UNPLACED, Address, Count, Item, OptionalText, Placed, Text, Texts


@dataclass(frozen=True, slots=True)
class Section(Item):
    """One section of the paper."""

    key: Text
    """Prefix of its locators, e.g. ``RES``."""
    title: Text
    heading: Text
    """The heading exactly as the reader's copy prints it."""
    sentences: Count
    """Number of source sentences, by the splitting rule in ``papertext``."""
    sha256: Text
    """Digest of the section's text with white space collapsed."""
    page: Text
    """Page of its chapter without ending, e.g. ``notebooks/05_results``."""
    file: Text
    """File of its arguments below ``data/arguments``."""
    letters: OptionalText = None
    """Digest of what makes it the same text in every copy (``copytext``); without it only white space may differ."""
    marks: Texts = ()
    """Digest of each sentence, shortened, which tell the first that differs."""
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Licence(Item):
    """Under which terms the companion's own data may be used."""

    name: Text
    """Identifier in the SPDX list, e.g. ``CC-BY-4.0``."""
    title: Text
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Paper(Item):
    """What is known of the paper itself, and no more."""

    title: Text
    url: Address
    """Address of the paper's own page."""
    sections: tuple[Section, ...]
    main_findings: Texts
    """Statements treated as the paper's main findings, in the order shown."""
    end_heading: Text = ""
    """The line of the reader's copy that ends the last section; without one it runs to the end."""
    proper_names: Texts = ()
    """Names that may stand in a row in a restatement, since a list of names has no other words."""
    limit: OptionalText = None
    """What the text is, where that limits what can be concluded from it: an extended abstract, a preprint."""
    data_licence: Licence | None = None
    """Terms of the tables that the book offers for download."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """Everything else that is known (journal, licence, what is not given), by name."""
    place: Placed = UNPLACED

    def section(self, key: str) -> Section:
        """Return the section with that key.

        Raises:
            KeyError: there is none.
        """
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)
