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


def ris_lines(entry: Entry) -> list[tuple[str, str]]:
    """Return the tags of one reference in order; ``ER`` closes it."""
    kind = entry.get("type")
    pages, remark = _pages(entry)
    holder = {"article": "JO", "book": "PB", "techreport": "PB", "thesis": "PB"}.get(kind, "T2")
    month = entry.month_number
    date = "/".join(
        [
            entry.get("year"),
            f"{month:02}" if month else "",
            entry.get("day").zfill(2) if entry.get("day") else "",
            entry.get("season"),
        ]
    )
    lines = [("TY", TYPES[kind]), ("ID", entry.key)]
    lines += [("AU", str(who)) for who in entry.people("author")]
    lines += [("AU" if not entry.get("author") else "A2", str(who)) for who in entry.people("editor")]
    lines += [
        ("TI", entry.get("title")),
        ("PY", entry.get("year")),
        ("DA", date if date.strip("/") != entry.get("year") else ""),
    ]
    lines += [
        (holder, entry.get("container")),
        ("PB", entry.get("publisher") if holder != "PB" else ""),
        ("CY", entry.get("place")),
    ]
    lines += [
        ("T3", entry.get("series")),
        ("ET", entry.get("edition")),
        ("VL", entry.get("volume")),
        ("IS", entry.get("number")),
    ]
    lines += [
        *pages,
        ("DO", entry.get("doi")),
        ("UR", entry.get("url")),
        ("SN", entry.get("issn")),
    ]
    lines += [("LA", entry.get("language")), ("N1", ". ".join(filter(None, (note(entry), remark)))), ("ER", "")]
    return [(tag, value) for tag, value in lines if value or tag == "ER"]


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
