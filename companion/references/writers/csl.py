"""The bibliography as CSL-JSON, for reference managers."""

from __future__ import annotations

import json
from collections.abc import Iterable

from companion.references.entry import Entry, PageCount, PageRange
from companion.references.parsing.lexicon import LANGUAGES
from companion.references.parsing.people import Person
from companion.references.writers.common import SEASON, note

TYPES = {
    "article": "article-journal",
    "book": "book",
    "incollection": "chapter",
    "techreport": "report",
    "thesis": "thesis",
    "misc": "webpage",
}


def csl_json(entries: Iterable[Entry]) -> str:
    """Return the references as CSL-JSON, in printed order."""
    return json.dumps([csl(entry) for entry in entries], ensure_ascii=False, indent=2) + "\n"


def csl(entry: Entry) -> dict[str, object]:
    """Return one reference as CSL has it."""
    kind = entry.get("type")
    body = kind in {"book", "techreport", "thesis"}
    item: dict[str, object] = {
        "id": entry.key,
        "type": TYPES[kind],
        "author": _people(entry.people("author")),
        "editor": _people(entry.people("editor")),
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
        "language": LANGUAGES.get(entry.get("language"), ""),
        "issued": _date(entry),
        "note": note(entry),
    }
    return {name: value for name, value in item.items() if value}


def _people(people: Iterable[Person]) -> list[dict[str, str]]:
    return [{"family": who.family, "given": who.given} if who.given else {"literal": who.family} for who in people]


def _date(entry: Entry) -> dict[str, object]:
    if not entry.get("year"):
        return {}
    parts = [int(entry.get("year"))]
    if entry.month_number:
        parts.append(entry.month_number)
        parts += [int(entry.get("day"))] if entry.get("day") else []
    season = SEASON.get(entry.get("season"))
    return {"date-parts": [parts]} | ({"season": season - 20} if season else {})
