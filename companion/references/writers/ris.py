"""The bibliography as RIS, for reference managers."""

from __future__ import annotations

from collections.abc import Iterable

from companion.references.entry import Entry, PageCount, PageRange
from companion.references.writers.common import note

TYPES = {
    "article": "JOUR",
    "book": "BOOK",
    "incollection": "CHAP",
    "techreport": "RPRT",
    "thesis": "THES",
    "misc": "ELEC",
}


def ris(entries: Iterable[Entry]) -> str:
    """Return the references as RIS, in printed order."""
    return "\n".join("\n".join(f"{tag}  - {value}" for tag, value in ris_lines(entry)) + "\n" for entry in entries)


HOLDERS = {"article": "JO", "book": "PB", "techreport": "PB", "thesis": "PB"}
"""Type → the tag that takes the container; any other has it as a secondary title."""
SIMPLE = {"place": "CY", "series": "T3", "edition": "ET", "volume": "VL", "number": "IS"}
LINKS = {"doi": "DO", "url": "UR", "issn": "SN"}
"""Field → tag."""


def ris_lines(entry: Entry) -> list[tuple[str, str]]:
    """Return the tags of one reference in order; ``ER`` closes it."""
    holder = HOLDERS.get(entry.get("type"), "T2")
    pages, remark = _pages(entry)
    lines = [
        ("TY", TYPES[entry.get("type")]),
        ("ID", entry.key),
        *(("AU", str(who)) for who in entry.people("author")),
        *(("A2" if entry.get("author") else "AU", str(who)) for who in entry.people("editor")),
        ("TI", entry.get("title")),
        ("PY", entry.get("year")),
        ("DA", _date(entry)),
        (holder, entry.get("container")),
        ("PB", entry.get("publisher") if holder != "PB" else ""),
        *((tag, entry.get(field)) for field, tag in SIMPLE.items()),
        *pages,
        *((tag, entry.get(field)) for field, tag in LINKS.items()),
        ("LA", entry.get("language")),
        ("N1", ". ".join(filter(None, (note(entry), remark)))),
        ("ER", ""),
    ]
    return [(tag, value) for tag, value in lines if value or tag == "ER"]


def _date(entry: Entry) -> str:
    """Return year, month, day and season with strokes between them; nothing where only the year is known."""
    month = f"{entry.month_number:02}" if entry.month_number else ""
    day = entry.get("day").zfill(2) if entry.get("day") else ""
    date = "/".join([entry.get("year"), month, day, entry.get("season")])
    return date if date.strip("/") != entry.get("year") else ""


def _pages(entry: Entry) -> tuple[list[tuple[str, str]], str]:
    """Return the tags for the pages, and what has no tag and goes into the note.

    Where a whole work is described, ``SP`` holds the number of its pages; elsewhere it would be read as a place.
    """
    match entry.pages:
        case PageRange(first, last):
            return [("SP", first), ("EP", last)], ""
        case PageCount(total) if entry.get("type") in {"book", "thesis"}:
            return [("SP", total)], ""
        case PageCount(total):
            return [], f"{total} pages"
    return [], ""
