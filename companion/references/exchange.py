"""The bibliography for reference managers: CSL-JSON, RIS and COinS."""

from __future__ import annotations

import json
from collections.abc import Iterable
from urllib.parse import urlencode

from companion.references.entry import Entry, PageCount, PageRange
from companion.references.lexicon import MONTH_NAMES
from companion.references.people import Person
from companion.references.write import SEASON, note

CSL_TYPES = {
    "article": "article-journal",
    "book": "book",
    "incollection": "chapter",
    "techreport": "report",
    "thesis": "thesis",
    "misc": "webpage",
}
RIS_TYPES = {
    "article": "JOUR",
    "book": "BOOK",
    "incollection": "CHAP",
    "techreport": "RPRT",
    "thesis": "THES",
    "misc": "ELEC",
}
LANGUAGE_CODES = {"Persian": "fa", "Russian": "ru", "Arabic": "ar", "French": "fr", "German": "de", "Turkish": "tr"}


def csl_json(entries: Iterable[Entry]) -> str:
    """Return the references as CSL-JSON, in printed order."""
    return json.dumps([csl(entry) for entry in entries], ensure_ascii=False, indent=2) + "\n"


def csl(entry: Entry) -> dict[str, object]:
    """Return one reference as CSL has it."""
    kind = entry.get("type")
    body = kind in {"book", "techreport", "thesis"}
    item: dict[str, object] = {
        "id": entry.key,
        "type": CSL_TYPES[kind],
        "author": _csl_people(entry.people("author")),
        "editor": _csl_people(entry.people("editor")),
        "title": entry.get("title"),
        "container-title": "" if body else entry.get("container"),
        "publisher": entry.get("container") if body else entry.get("publisher"),
        "publisher-place": entry.get("place"),
        "collection-title": entry.get("series") if kind == "book" else "",
        "genre": entry.get("series") if kind == "techreport" else "",
        "edition": {"First": "1"}.get(entry.get("edition"), entry.get("edition")),
        "volume": entry.get("volume"),
        "issue" if kind == "article" else "collection-number" if kind == "book" else "number": entry.get("number"),
        "page": entry.pages.joined("-") if isinstance(entry.pages, PageRange) else "",
        "number-of-pages": entry.pages.total if isinstance(entry.pages, PageCount) else "",
        "DOI": entry.get("doi"),
        "URL": entry.get("url"),
        "ISSN": entry.get("issn"),
        "language": LANGUAGE_CODES.get(entry.get("language"), ""),
        "issued": _csl_date(entry),
        "note": note(entry),
    }
    return {name: value for name, value in item.items() if value}


def _csl_people(people: Iterable[Person]) -> list[dict[str, str]]:
    return [{"family": who.family, "given": who.given} if who.given else {"literal": who.family} for who in people]


def _csl_date(entry: Entry) -> dict[str, object]:
    if not entry.get("year"):
        return {}
    parts = [int(entry.get("year"))]
    if entry.get("month"):
        parts.append(MONTH_NAMES.index(entry.get("month")) + 1)
        parts += [int(entry.get("day"))] if entry.get("day") else []
    season = SEASON.get(entry.get("season"))
    return {"date-parts": [parts]} | ({"season": season - 20} if season else {})


def ris(entries: Iterable[Entry]) -> str:
    """Return the references as RIS, in printed order."""
    return "\n".join("\n".join(f"{tag}  - {value}" for tag, value in ris_lines(entry)) + "\n" for entry in entries)


def ris_lines(entry: Entry) -> list[tuple[str, str]]:
    """Return the tags of one reference in order; ``ER`` closes it."""
    kind = entry.get("type")
    pages, remark = _ris_pages(entry)
    holder = {"article": "JO", "book": "PB", "techreport": "PB", "thesis": "PB"}.get(kind, "T2")
    month = MONTH_NAMES.index(entry.get("month")) + 1 if entry.get("month") else None
    date = "/".join(
        [
            entry.get("year"),
            f"{month:02}" if month else "",
            entry.get("day").zfill(2) if entry.get("day") else "",
            entry.get("season"),
        ]
    )
    lines = [("TY", RIS_TYPES[kind]), ("ID", entry.key)]
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


def _ris_pages(entry: Entry) -> tuple[list[tuple[str, str]], str]:
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


def coins(entry: Entry) -> str:
    """Return the reference as an OpenURL query (COinS), for the title of a ``Z3988`` span."""
    journal = entry.get("type") == "article"
    first = next(iter(entry.people("author") or entry.people("editor")), Person(""))
    pages = entry.pages
    place = pages if isinstance(pages, PageRange) else PageRange("", "")
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        (
            "rft_val_fmt",
            f"info:ofi/fmt:kev:mtx:{'journal' if journal else 'book' if entry.get('type') != 'misc' else 'dc'}",
        ),
        (
            "rft.genre",
            {"article": "article", "techreport": "report", "book": "book", "incollection": "bookitem"}.get(
                entry.get("type"), ""
            ),
        ),
        ("rft.atitle" if journal else "rft.title", entry.get("title")),
        ("rft.jtitle" if journal else "rft.publisher", entry.get("container")),
        ("rft.aulast", first.family),
        ("rft.aufirst", first.given),
        *(("rft.au", str(who)) for who in entry.people("author") or entry.people("editor")),
        ("rft.date", entry.get("year")),
        ("rft.volume", entry.get("volume")),
        ("rft.issue", entry.get("number") if journal else ""),
        ("rft.spage", place.first),
        ("rft.epage", place.last),
        ("rft.tpages", pages.total if isinstance(pages, PageCount) and not journal else ""),
        ("rft.issn", entry.get("issn")),
        ("rft_id", f"info:doi/{entry.get('doi')}" if entry.get("doi") else entry.get("url")),
    ]
    return urlencode([(name, value) for name, value in pairs if value])
