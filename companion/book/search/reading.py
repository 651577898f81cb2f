"""A finished page → its places: what has an anchor of its own, with the words that stand in it."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
WITHIN_WORDS = frozenset("a abbr b cite code em i mark small span strong sub sup u wbr".split())
"""Tags that may stand between two letters of a word."""
UNREAD = frozenset("button math script select style template".split())
UNREAD_CLASSES = frozenset({"headerlink", "section-number", "cell_input"})
"""Signs beside a heading, and the code of notebooks, which is not what a reader looks for."""
PLACES = frozenset({"section", "figure"})
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())

TITLE, OPENING = "title", "opening"


@dataclass
class Place:
    """A section, or another element with an anchor; what stands in a place within it is that one's."""

    anchor: str
    title: str = ""
    opening: str = ""
    """Its first paragraph."""
    words: str = ""
    """All that it says."""

    def take(self, zone: str, text: str) -> None:
        """Add a piece of text."""
        self.words += text
        if zone == TITLE:
            self.title += text
        elif zone == OPENING:
            self.opening += text


@dataclass(frozen=True)
class _Open:
    tag: str
    place: Place
    zone: str
    read: bool = True


@dataclass
class _Article:
    """The elements that are open, the innermost last."""

    outside: Place
    stack: list[_Open] = field(default_factory=list)

    @property
    def innermost(self) -> _Open:
        return self.stack[-1] if self.stack else _Open("", self.outside, "", read=False)

    def close(self, tag: str) -> None:
        """Close the innermost element of that name, and what was left open in it."""
        names = [element.tag for element in self.stack]
        if tag in names:
            del self.stack[len(names) - 1 - names[::-1].index(tag) :]


class PageReader(HTMLParser):
    """Collects the places of a page's article; ``anchors`` are those of its places beside the sections."""

    def __init__(self, anchors: Container[str]) -> None:
        super().__init__()
        self.places: list[Place] = []
        self._anchors = anchors
        self._article = _Article(Place(""))
        self._term: Place | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, and a place if it is one."""
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        around = self._article.innermost
        if not self._article.stack and "bd-article" not in classes:
            return
        self._separate(tag, around)
        if tag in VOID:
            return
        place = self._place(tag, given.get("id", ""), around)
        zone = around.zone if place is around.place else ""
        if not place.title and (tag in HEADINGS or place is self._term or "cf-title" in classes):
            zone = TITLE
        elif not (zone or place.opening) and (tag == "p" or "cf-caption" in classes):
            zone = OPENING
        read = (
            tag not in UNREAD and not UNREAD_CLASSES.intersection(classes) and (around.read or not self._article.stack)
        )
        self._article.stack.append(_Open(tag, place, zone, read))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass over an element that holds nothing."""
        self._separate(tag, self._article.innermost)

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if self._article.stack and tag not in VOID:
            self._separate(tag, self._article.innermost)
            self._article.close(tag)

    def handle_data(self, data: str) -> None:
        """Give a text to the place in which it stands."""
        inside = self._article.innermost
        if inside.read:
            inside.place.take(inside.zone, data)

    def _separate(self, tag: str, inside: _Open) -> None:
        if tag not in WITHIN_WORDS:
            inside.place.take(inside.zone, " ")

    def _place(self, tag: str, anchor: str, around: _Open) -> Place:
        if tag == "dd" and self._term:
            return self._term  # a term's anchor is at its word; what is said of it follows
        if tag in ("dt", "dl"):
            self._term = None
        if not anchor or (tag not in PLACES and anchor not in self._anchors):
            return around.place
        place = Place(anchor)
        self.places.append(place)
        if tag == "dt":
            self._term = place
        return place


def read(html: str, anchors: Container[str]) -> list[Place]:
    """Return the places of a page in their order.

    >>> [place.words.split() for place in read('<article class="bd-article"><section id="a">One<p>t<b>w</b>o', ())]
    [['One', 'two']]
    """
    reader = PageReader(anchors)
    reader.feed(html)
    reader.close()
    return reader.places
