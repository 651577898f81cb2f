"""Read one printed reference: each rule claims its part of the line, and what no rule claims is residue."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from companion.references import printed
from companion.references.parsing import addresses, clean, dates, freetext, numbers, people
from companion.references.parsing.draft import Draft, Mend, Span
from companion.references.parsing.people import Person


@dataclass(frozen=True, slots=True)
class Parsed:
    """What general rules read in one printed line, before any repair by hand."""

    n: int
    raw: str
    authors: tuple[Person, ...] = ()
    editors: bool = False
    """Whether the names are said to be editors."""
    year: str | None = None
    title: str | None = None
    container: str | None = None
    """Journal, collection, institution, publisher or site."""
    kind: str = "misc"
    """Type of entry in BibTeX's terms."""
    volume: str | None = None
    number: str | None = None
    pages: str | None = None
    doi: str | None = None
    url: str | None = None
    issn: str | None = None
    language: str | None = None
    edition: str | None = None
    place: str | None = None
    publisher: str | None = None
    """Publisher named beside the container."""
    series: str | None = None
    when: dates.Day | None = None
    spans: tuple[Span, ...] = ()
    mends: tuple[Mend, ...] = field(default=())

    @property
    def residue(self) -> tuple[str, ...]:
        """Printed words that stand in none of the exported fields, in order."""
        kept = {"authors", "year", "title", "container", "volume", "number", "pages", "doi", "url", "issn", "language"}
        texts = (span.text.strip(" ,.;:") for span in self.spans if span.label not in kept | {"punctuation"})
        return tuple(text for text in texts if text)

    def as_json(self) -> dict[str, object]:
        """Return the exported fields, ``None`` where the line does not say."""
        names = ("year", "title", "container", "volume", "number", "pages", "doi", "url", "issn", "language")
        return {
            "n": self.n,
            "raw": self.raw,
            "authors": [{"family": person.family, "given": person.given} for person in self.authors],
            **{name: getattr(self, name) for name in names},
            "residue": list(self.residue),
        }


def parse(raw: str, n: int = 1) -> Parsed:
    """Read one printed reference; any line is accepted, and none raises an error."""
    draft = Draft.of(raw)
    clean.characters(draft)
    clean.stray_marks(draft)
    values: dict[str, Any] = dict(addresses.take(draft))
    clean.glue(draft, _names_end(draft))
    values["language"] = numbers.language(draft)
    values["issn"] = numbers.serial(draft)
    start = _head(draft, values)
    year = values.get("year")
    values["edition"] = numbers.edition(draft, start)
    values["pages"] = numbers.pages(draft, start)
    values["when"] = dates.take_dates(draft, start, year if isinstance(year, str) else None) or values.get("when")
    values |= numbers.volume_and_number(draft, start)
    values |= freetext.take(draft, start, values)
    return Parsed(n=n, raw=raw, spans=draft.spans(), mends=tuple(draft.mends), **values)


def parse_lines(text: str) -> list[Parsed]:
    """Read a text with one printed reference a line; a line of white space is numbered but holds nothing."""
    return [parse(line.text, line.n) for line in printed.lines(text)]


def _head(draft: Draft, values: dict[str, Any]) -> int:
    """Claim names and year; return where the rest begins."""
    match, beside = dates.parenthesised_year(draft)
    if match and _names_before(draft.text[: match.start()]):
        values["year"] = match[1]
        draft.claim("year", *match.span())
        if beside:
            values["when"] = dates.read(beside, match[1])
        values["authors"], values["editors"] = people.take(draft, match.start())
        return _after(draft, match.end(), values)
    bare = dates.BARE_YEAR.search(draft.view)
    if bare and _names_before(draft.text[: bare.start()]) and _closes(draft.text, bare):
        values["year"] = bare[1]
        draft.claim("year", *bare.span(1))
        values["authors"], values["editors"] = people.take(draft, bare.start())
        return _after(draft, bare.end(), values)
    end = _name_block(draft.text)
    if end:
        values["authors"], values["editors"] = people.take(draft, end)
    match = match or _last(dates.BARE_YEAR, draft.view, end)
    if match:
        values["year"] = match[1]
        draft.claim("year", *match.span())
    return end


def _names_end(draft: Draft) -> int:
    """Guess where the names end, before anything is claimed: names are not words to be parted."""
    match, _ = dates.parenthesised_year(draft)
    match = match or dates.BARE_YEAR.search(draft.view)
    return match.start() if match and _names_before(draft.text[: match.start()]) else _name_block(draft.text)


def _after(draft: Draft, end: int, values: dict[str, Any]) -> int:
    if match := people.EDITOR_HEAD.match(draft.view[end:]):
        draft.claim("role", end, end + match.end())
        draft.mend("editor in the title", "authors", end, end + match.end(), "")
        values["editors"] = True
        return end + match.end()
    return end


def _closes(text: str, match: re.Match[str]) -> bool:
    return text[match.end() : match.end() + 1] in {".", ",", ";", ":", ")"}


def _last(pattern: re.Pattern[str], view: str, start: int) -> re.Match[str] | None:
    last = None
    for match in pattern.finditer(view, start):
        last = match
    return last


def _names_before(text: str) -> bool:
    """Whether the text before a year can be names: short, without quotation marks, nearly all words with a capital."""
    if not text.strip(" ,.;:"):
        return True
    if len(text) > 400 or re.search(r"[“”\"?!«»\d:]|\s-\s", text):
        return False
    words = re.findall(r"[^\W\d_][\w'’-]*", text)
    small = [
        word
        for word in words
        if word[0].islower() and word.lower() not in people.PARTICLES | {"and", "et", "eds", "ed"}
    ]
    return bool(words) and len(small) <= max(1, len(words) // 3)


NAME_END = re.compile(r"(?<![\s.][^\W\d_])(?<!^[^\W\d_])(?<!\bal)\.\s|[.,]\s?(?=[“\"])")


VANCOUVER = re.compile(r"(?:[^\W\d_][\w'’-]+(?:\s[^\W\d_][\w'’-]+)?\s[A-Z]{1,3}(?:,\s|(?=\.\s)))+")


def _name_block(text: str) -> int:
    """Return the end of the names that open a line whose year stands elsewhere; 0 if it opens with something else."""
    if match := VANCOUVER.match(text[:400]):
        return match.end()
    for match in NAME_END.finditer(text[:400]):
        block = text[: match.start()]
        words = re.findall(r"[^\W\d_][\w'’-]*", block)
        small = [
            w for w in words if w[0].islower() and w.lower() not in people.PARTICLES | {"and", "et", "al", "eds", "ed"}
        ]
        named = "," in block or "&" in block or " and " in block or match[0][0] == ","
        return match.start() + 1 if words and not small and (named or len(words) <= 3) and "?" not in block else 0
    return 0
