"""What was read in one line: the record that every rule adds to, and its form as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from companion.references.parsing.dates import Day
from companion.references.parsing.draft import Mend, Span
from companion.references.parsing.lexicon import MONTH_NAMES
from companion.references.parsing.people import Person

PRINTED = ("year", "title", "container", "volume", "number", "pages", "doi", "url", "issn", "language")
"""Fields whose values are words of the line, in the order shown."""
BESIDE = ("publisher", "place", "edition", "series", "isbn", "accessed")
"""Fields that stand beside them."""
KEPT = frozenset({"authors", "editors", "translators", "date", "punctuation", *PRINTED, *BESIDE})
"""Labels whose words stand in one of the fields."""


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
    when: Day | None = None
    type: str = "misc"
    """Kind of work, finer than ``kind``: also newspaper, inproceedings, preprint and case."""
    edited_by: tuple[Person, ...] = ()
    """Editors of the collection that holds the work."""
    translators: tuple[Person, ...] = ()
    isbn: str | None = None
    accessed: str | None = None
    """Day on which the address was looked up, as printed."""
    spans: tuple[Span, ...] = ()
    mends: tuple[Mend, ...] = field(default=())

    @property
    def residue(self) -> tuple[str, ...]:
        """Printed words that stand in none of the fields, in order."""
        texts = (span.text.strip(" ,.;:") for span in self.spans if span.label not in KEPT)
        return tuple(text for text in texts if text)

    @property
    def confidence(self) -> dict[str, float]:
        """How far to trust the line as a whole and the parts of it that are read least surely, from 0 to 1.

        The share of letters and digits that a field took, lowered where a part every reference has is missing. A sum of
        signs, not a probability.
        """
        sizes = [(span.label in KEPT, sum(map(str.isalnum, span.text))) for span in self.spans]
        total = sum(size for _, size in sizes)
        covered = sum(size for kept, size in sizes if kept) / total if total else 0.0
        parts = {
            "authors": 1.0 if self.authors else 0.0,
            "title": 0.0 if not self.title else 1.0 if len(self.title) <= 250 else 0.5,
            "year": 1.0 if self.year else 0.0,
            "container": 1.0 if self.container else 0.5 if self.url else 0.0,
        }
        whole = covered * sum(parts.values()) / len(parts)
        return {"all": round(whole, 2), **parts}

    def as_json(self) -> dict[str, object]:
        """Return every field, ``None`` where the line does not say."""
        when = self.when or Day()
        return {
            "n": self.n,
            "raw": self.raw,
            "type": self.type,
            "authors": _people(self.authors),
            "role": "editor" if self.editors else "author",
            "editors": _people(self.edited_by),
            "translators": _people(self.translators),
            **{name: getattr(self, name) for name in (*PRINTED, *BESIDE)},
            "month": MONTH_NAMES[when.month - 1] if when.month else None,
            "day": when.day,
            "season": when.season,
            "spans": [{"start": span.start, "end": span.end, "label": span.label} for span in self.spans],
            "repairs": [
                {"kind": mend.kind, "field": mend.field, "before": mend.before, "after": mend.after,
                 "start": mend.start, "end": mend.end}
                for mend in self.mends
            ],
            "confidence": self.confidence,
            "residue": list(self.residue),
        }  # fmt: skip


def _people(persons: Iterable[Person]) -> list[dict[str, str]]:
    return [{"family": person.family, "given": person.given} for person in persons]
