"""``data/wording.yml``: public texts in which a sentence much like one of the paper's was read."""

from __future__ import annotations

from dataclasses import dataclass

from companion.dossier.statements import Confidence
from companion.records import UNPLACED, Item, OptionalText, Placed, Text, Texts


@dataclass(frozen=True, slots=True)
class Passage(Item):
    """A public text to which sentences of the paper are close; nothing is said of how that came about."""

    sentences: Texts
    """Locators of the paper's sentences."""
    source: Text
    """Authors and title."""
    date: Text
    address: Text
    locator: Text
    """Where in that text."""
    alike: Text
    """What is alike, in own words."""
    differs: Text
    """What the print has otherwise."""
    means: Text
    """What follows for the reading of the sentence."""
    confidence: Confidence
    key: OptionalText = None
    """Its key in the paper's own bibliography, where the paper lists it."""
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Wording(Item):
    """Everything the file holds."""

    passages: tuple[Passage, ...] = ()
    place: Placed = UNPLACED
