"""A reference as fields, on its way from the parse stage to the written bibliography."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from companion.references.parsing.dates import Day
from companion.references.parsing.lexicon import MONTH_NAMES
from companion.references.parsing.line import Parsed
from companion.references.parsing.people import Person

FieldName = Literal[
    "type",
    "author",
    "editor",
    "title",
    "year",
    "month",
    "day",
    "season",
    "persian_date",
    "container",
    "publisher",
    "place",
    "series",
    "edition",
    "volume",
    "number",
    "pages",
    "doi",
    "url",
    "urldate",
    "issn",
    "isbn",
    "language",
    "original_title",
    "original_container",
]
FIELDS: tuple[str, ...] = get_args(FieldName)
"""Every field a ledger row may name, in the order shown. ``urldate`` is the day on which the page at ``url`` was read;
``original_…`` are in the script of the work's own language, with a romanisation in square brackets behind."""
READ = tuple("container publisher place series edition volume number pages doi url issn language".split())
"""Fields that the parse stage gives under the same name."""

TYPE_NAMES = {
    "article": "article",
    "newspaper": "newspaper article",
    "magazine": "magazine article",
    "book": "book",
    "incollection": "chapter",
    "techreport": "report",
    "thesis": "thesis",
    "misc": "web page or other",
}
"""Type of a reference → what a reader calls it."""


@dataclass(frozen=True, slots=True)
class PageRange:
    """Where in its journal or collection a work stands; ``last`` is empty for a single page."""

    first: str
    last: str

    def joined(self, by: str) -> str:
        """Return the range with a sign between its ends.

        >>> PageRange("3", "9").joined("--"), PageRange("3", "").joined("--")
        ('3--9', '3')
        """
        return by.join(filter(None, (self.first, self.last)))


@dataclass(frozen=True, slots=True)
class PageCount:
    """How many pages a work has."""

    total: str


@dataclass(frozen=True, slots=True)
class Repair:
    """One row of the ledger: a change, a confirmation or a doubt, with its ground."""

    number: int
    """Place of the reference in the printed list."""
    field: str
    before: str
    after: str | None
    """The new value; None where the row only confirms or doubts the value that stands."""
    kind: str
    reason: str
    evidence: str
    """``printed`` (the line itself), ``internal`` (another line of the list) or ``source``."""
    status: str
    """``certain``, ``probable`` or ``unverified``."""
    source: str | None = None
    """Address, where the evidence is a source."""
    origin: str = "hand"
    """``rule`` where the parse stage made the change, ``hand`` where the ledger's file did."""
    span: tuple[int, int] | None = None
    """Place in the printed line, of a rule's change."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One reference of the finished bibliography with everything that led to it."""

    n: int
    key: str
    fields: Mapping[str, str]
    """Field → value; absent fields are absent."""
    parsed: Parsed
    repairs: tuple[Repair, ...] = ()
    related: tuple[str, ...] = field(default=())
    """Keys of entries that are the same work, or its collection."""
    remarks: tuple[str, ...] = field(default=())
    """What ties it to those entries, in a sentence each: it travels with the reference."""

    def get(self, name: str) -> str:
        """Return a field's value, or nothing."""
        return self.fields.get(name, "")

    @property
    def month_number(self) -> int | None:
        """The month from 1 to 12, or None where none is printed."""
        month = self.get("month")
        return MONTH_NAMES.index(month) + 1 if month in MONTH_NAMES else None

    @property
    def pages(self) -> PageRange | PageCount | None:
        """What the printed pages mean, or None where none are printed.

        A range that begins with 1 counts the pages of the work, unless the work is an article in a numbered volume.
        """
        printed = self.get("pages")
        if not printed:
            return None
        count = re.fullmatch(r"1-(\d+)", printed)
        if count and not (self.get("type") == "article" and self.get("volume")):
            return PageCount(count[1])
        first, _, last = printed.partition("-")
        return PageRange(first, last)

    def people(self, role: str = "author") -> tuple[Person, ...]:
        """Return authors or editors as persons."""
        return people(self.get(role))

    def with_field(self, name: str, value: str | None) -> Entry:
        """Return a copy with one field set, or without it."""
        fields = {key: old for key, old in self.fields.items() if key != name}
        if value:
            fields[name] = value
        return replace(self, fields={key: fields[key] for key in FIELDS if key in fields})


def people(text: str) -> tuple[Person, ...]:
    """Read names as BibTeX writes them; a body's name stands in braces and is never parted.

    >>> people("Brand, Ann and {Board of Tides and Ebbs}")
    (Person(family='Brand', given='Ann'), Person(family='Board of Tides and Ebbs', given=''))
    """
    return tuple(_person(name) for name in _names(text)) if text else ()


def _names(text: str) -> list[str]:
    """Part a list of names at each "and" that no braces hold."""
    held = re.sub(r"\{[^{}]*\}", lambda braced: braced[0].replace(" and ", " \0 "), text)
    return [name.replace(" \0 ", " and ") for name in held.split(" and ")]


def _person(name: str) -> Person:
    if name.startswith("{") and name.endswith("}"):
        return Person(name[1:-1])
    family, _, given = name.partition(", ")
    return Person(family, given)


def name_of(person: Person) -> str:
    """Write a name as BibTeX does: in braces if it is a body's, which has more than one word and no given name.

    >>> name_of(Person("Board of Tides")), name_of(Person("Brand", "Ann"))
    ('{Board of Tides}', 'Brand, Ann')
    """
    return f"{{{person.family}}}" if " " in person.family and not person.given else str(person)


def from_parsed(parsed: Parsed, key: str) -> Entry:
    """Turn what the parse stage read into an entry without any repair by hand."""
    names = " and ".join(name_of(person) for person in parsed.authors)
    when = parsed.when or Day()
    values = {
        "type": "book" if parsed.editors and parsed.kind == "techreport" else parsed.kind,
        "editor" if parsed.editors else "author": names,
        "title": parsed.title,
        "year": parsed.year,
        "month": MONTH_NAMES[when.month - 1] if when.month else None,
        "day": str(when.day) if when.day else None,
        "season": when.season,
        "persian_date": when.persian,
        **{name: getattr(parsed, name) for name in READ},
    }
    fields = {name: values[name] for name in FIELDS if values.get(name)}
    return Entry(parsed.n, key, fields, parsed, (*_rule_rows(parsed), *_left_out(parsed)))


RULES = {
    "unusual space": "A space of another kind, read as a plain one.",
    "control character": "A character that cannot be printed, read as a space.",
    "stray mark": "A mark that belongs to nothing.",
    "glued words": "Words run together in print, parted where a word ends.",
    "missing space": "A mark stands without the space that belongs behind it.",
    "split address": "An address broken by spaces, rejoined.",
    "damaged address": "The beginning of an address, set right.",
    "number in words": "A number given in words or as an ordinal, turned into digits.",
    "Persian calendar": "A date of the Persian calendar, read with the year printed beside it.",
    "possessive name": "A possessive ending does not belong to a name.",
    "title before a name": "A title or a degree is no part of a name.",
    "parted word": "One word, printed as two.",
    "doubled name": "A second name in brackets beside the family name.",
    "editor in the title": "The word for an editor stands where the title begins.",
    "heading in the title": "A heading of the work stands before its title.",
    "standfirst in the title": "A sentence that presents the work stands behind its title.",
    "title given twice": "The title is printed a second time.",
    "boilerplate": "Words of a web page, not of the reference.",
    "university inside the journal's name": "The body that publishes the journal stands in its name.",
    "site breadcrumb": "A site's path in a second language stands in the container's name.",
    "author in the container": "The author's name is printed again before the container.",
    "words left out": "The container's name is printed again with more words, which stand in no field.",
    "quotation marks around the wrong span": "The quotation marks close behind the container, not behind the title.",
}
"""Kind of damage → why the parse stage changes it."""


GUESSES = frozenset(
    {
        "heading in the title",
        "standfirst in the title",
        "doubled name",
        "university inside the journal's name",
        "site breadcrumb",
        "author in the container",
        "title given twice",
        "words left out",
    }
)
"""Kinds in which a rule decides what words mean; the others only set right how they are printed."""
DROPPED = frozenset({"repeated container", "organisation", "heading", "standfirst", "breadcrumb", "repeated author"})
"""Labels of stretches that the parse stage reads and puts into no field."""


def _rule_rows(parsed: Parsed) -> tuple[Repair, ...]:
    return tuple(
        _rule_row(parsed, mend.field or _field_at(parsed, mend.start), mend.before, mend.after, mend.kind, mend.start)
        for mend in parsed.mends
    )


def _left_out(parsed: Parsed) -> Iterator[Repair]:
    """Put on record what was read, put into no field, and told by no change: nothing is dropped in silence."""
    for span in parsed.spans:
        told = any(mend.start < span.end and span.start < mend.end for mend in parsed.mends)
        if span.label in DROPPED and not told:
            yield _rule_row(parsed, "container", span.text, "", "words left out", span.start)


def _rule_row(parsed: Parsed, field: str, before: str, after: str, kind: str, start: int) -> Repair:
    return Repair(
        number=parsed.n,
        field=field,
        before=before,
        after=after,
        kind=kind,
        reason=RULES[kind],
        evidence="printed",
        status="probable" if kind in GUESSES else "certain",
        origin="rule",
        span=(start, start + len(before)),
    )


def _field_at(parsed: Parsed, place: int) -> str:
    return next((span.label for span in parsed.spans if span.start <= place < span.end), "residue")
