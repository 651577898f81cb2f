"""The bibliography as RIS, for reference managers. Tags are chosen by what Zotero and EndNote make of them."""

from __future__ import annotations

from collections.abc import Iterable

from companion.references.entry import Entry, PageCount, PageRange
from companion.references.parsing.people import Person
from companion.references.writers.common import carried, caveats, joined, note
from companion.references.writers.kinds import KINDS

LINKS = {"doi": "DO", "url": "UR", "isbn": "SN"}
"""Field → tag."""
WHOLE = {
    "book": {"series": "T2", "number": "M1"},
    "incollection": {"series": "T3", "number": "SV"},
    "techreport": {"series": "M3", "number": "SN"},
}
"""Type → tags for series and number, where they are not those of a journal's volume and issue."""


def ris(entries: Iterable[Entry]) -> str:
    """Return the references as RIS, in printed order."""
    return "\n".join(record(entry) for entry in entries)


def record(entry: Entry) -> str:
    """Return one reference as RIS."""
    return "\n".join(f"{tag}  - {value}" for tag, value in ris_lines(entry)) + "\n"


def ris_lines(entry: Entry) -> list[tuple[str, str]]:
    """Return the tags of one reference in order; ``ER`` closes it."""
    kind = KINDS[entry.get("type")]
    series = WHOLE.get(entry.get("type"), {"series": "T3", "number": "IS"})
    lines = [
        ("TY", kind.ris),
        ("ID", entry.key),
        *(("AU", _name(who)) for who in entry.people("author")),
        # Of a book the second role is that of a series editor.
        *(("A3" if entry.get("type") == "book" else "A2", _name(who)) for who in entry.people("editor")),
        ("TI", entry.get("title")),
        ("PY", entry.get("year")),
        ("DA", _date(entry)),
        (kind.ris_holder, entry.get("container")),
        ("PB", entry.get("publisher") if kind.ris_holder != "PB" else ""),
        ("CY", entry.get("place")),
        *((tag, entry.get(field)) for field, tag in series.items()),
        ("ET", entry.get("edition")),
        ("VL", entry.get("volume")),
        *_pages(entry),
        *((tag, entry.get(field)) for field, tag in LINKS.items()),
        ("SN", entry.get("issn") if kind.is_periodical else ""),
        ("Y2", entry.get("urldate").replace("-", "/")),
        ("LA", entry.get("language")),
        ("N1", joined(note(entry), *carried(entry))),
        ("N1", caveats(entry)),
        ("ER", ""),
    ]
    return [(tag, value) for tag, value in lines if value or tag == "ER"]


def _name(who: Person) -> str:
    return str(who) if who.given else f"{who.family},"


def _date(entry: Entry) -> str:
    """Return year, month, day and season with strokes between them; nothing where only the year is known."""
    month = f"{entry.month_number:02}" if entry.month_number else ""
    day = entry.get("day").zfill(2) if entry.get("day") else ""
    date = "/".join([entry.get("year"), month, day, entry.get("season")])
    return date if date.strip("/") != entry.get("year") else ""


def _pages(entry: Entry) -> list[tuple[str, str]]:
    """Return the tags for the pages.

    Where a whole work is described, ``SP`` holds the number of its pages; elsewhere it would be read as a place.
    """
    match entry.pages:
        case PageRange(first, last):
            return [("SP", first), ("EP", last)]
        case PageCount(total) if entry.get("type") in {"book", "thesis"}:
            return [("SP", total)]
    return []
