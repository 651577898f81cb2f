"""Cut free text at its marks: full stops that end, semicolons, commas, quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from companion.references.parsing.draft import TAKEN, Draft

ABBREVIATIONS = frozenset(
    "vs st dr mr mrs ms prof gen col sen rep gov no nos vol pp ed eds etc inc ltd co corp dept univ jr sr fig ch art "
    "a сб elect mech approx ca cf al ser trans rev int natl "
    "univ dept inst proc conf symp lett phys math sci eng res tech spb спб bd jg hrsg dir coord núm lab labs eur amer "
    "j sens comput netw soc roy gen appl".split()
)
MARK = re.compile(
    r"[\x1f“”\"«»„]|(?<![^\s(])[‘'](?=[^\W\d_])|(?<=[\w,.?!)])[’'](?=[\s.,;:\x1f]|$)|[.;,?!](?=[\s\x1f“”\"«»).,;:]|$)|[:](?=\s)|\s[-–—](?=\s)"
)
QUOTES = frozenset("“”\"«»‘’'")
SERIALS = frozenset("newspaper quarterly journal magazine agency weekly".split())
OPENING = frozenset("“«‘„")
EDGE = " .,;:–—-"
"""Marks at the ends of a segment that are no part of it."""


@dataclass
class Segment:
    """A stretch of free text between two marks."""

    start: int
    end: int
    text: str
    after: str
    """The mark that ends it: one of ``. ; , ? : - ”``, or the sign for claimed text."""
    follows: frozenset[str] = frozenset()
    """What the claimed stretches between it and the next segment were read as."""
    used: bool = False

    @property
    def words(self) -> list[str]:
        """Its words, in order."""
        return words_of(self.text)

    @property
    def lower(self) -> set[str]:
        """Its words in lower case."""
        return {word.lower() for word in self.words}

    @property
    def telling(self) -> set[str]:
        """Its words with a capital, and those that name a kind of serial even without one, in lower case."""
        return {word.lower() for word in self.words if word[0].isupper() or word.lower() in SERIALS}


def words_of(text: str) -> list[str]:
    """Return the words of a text; an apostrophe or a hyphen inside does not part them."""
    return re.findall(r"[^\W_]+(?:['’.-][^\W_]+)*", text)


def segments(draft: Draft, start: int) -> list[Segment]:
    """Cut the free text behind ``start``; claimed stretches part segments and belong to none."""
    view = draft.view
    found: list[Segment] = []
    begin, quote = start, ""
    for match in MARK.finditer(view, start):
        mark = match[0].strip() or match[0]
        if mark == TAKEN and match.start() == begin:
            # Within a claimed stretch nothing lies between two of its characters.
            begin = match.end()
            continue
        if match.start() < begin or not _ends(view, begin, match, quote):
            continue
        if mark in QUOTES:
            mark, quote = _quote(mark, quote)
        _add(found, view, begin, match.start(), _told(mark, view, match))
        begin = match.end()
    _add(found, view, begin, len(view), ".")
    ends = [*(part.start for part in found[1:]), len(view)]
    for part, end in zip(found, ends, strict=False):
        part.follows = frozenset(label for label in draft.labels[part.end : end] if label)
    return found


def _told(mark: str, view: str, match: re.Match[str]) -> str:
    if mark in {"–", "—", "-"}:
        return "-"
    if mark in {"?", "!"}:
        # A comma behind a question's mark ends the title; alone, the mark may stand inside it.
        return "." if view[match.end() : match.end() + 1] in {",", ";"} else "?"
    if mark == "”" and view[match.end() : match.end() + 1] == ":":
        return ":"
    follows = view[match.end() : match.end() + 2].strip()[:1]
    return "”" if follows in {"”", "»", "’"} and mark in {",", ".", "?"} else mark


def _quote(mark: str, quote: str) -> tuple[str, str]:
    """Return the mark as told (nothing for an opening one) and the quotation mark now open."""
    opening = mark in OPENING or (mark in "\"'" and not quote)
    return ("", mark) if opening else ("”", "")


def _ends(view: str, begin: int, match: re.Match[str], quote: str) -> bool:
    mark = match[0].strip()
    if mark in "’'" and mark and match.start() > begin:
        # An apostrophe behind a plural looks the same; only an open single quotation mark can close.
        return quote in {"‘", "'"}
    if mark == ".":
        word = re.search(r"([^\W\d_]+)$", view[max(begin, match.start() - 20) : match.start()])
        if word and ((len(word[1]) == 1 and word[1].isupper()) or word[1].lower() in ABBREVIATIONS):
            return match.end() >= len(view.rstrip()) or _sentence_follows(view, match, word[1])
    if mark == ",":
        # A state or a district belongs to the town before it: 'New Haven, CT: Yale'.
        return (
            re.match(r"\s(?:[A-Z]{2}|USA|U\.S\.A\.|UK)(?:,\s(?:USA|UK))?\s?:", view[match.end() : match.end() + 16])
            is None
        )
    return mark not in {":", "-", "–", "—"}


def _sentence_follows(view: str, match: re.Match[str], word: str) -> bool:
    """'U.S. Policy' goes on; 'Part I. Journal' does not: an initial after a word of the title ends it."""
    before = view[max(0, match.start() - 3) : match.start() - 1]
    return len(word) == 1 and before.endswith(" ") and view[match.end() : match.end() + 1] == TAKEN


def _add(found: list[Segment], view: str, start: int, end: int, mark: str) -> None:
    text = view[start:end]
    stripped = text.strip(EDGE)
    if not re.search(r"[^\W_]", stripped):
        if (
            found
            and mark not in {"", TAKEN}
            and not stripped
            and found[-1].after in {",", TAKEN}
            and mark in {"”", "."}
        ):
            found[-1].after = mark
        return
    lead = len(text) - len(text.lstrip(EDGE))
    begin = start + lead
    found.append(Segment(begin, begin + len(stripped), stripped, mark))
