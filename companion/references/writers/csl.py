"""The bibliography as CSL-JSON, for reference managers."""

from __future__ import annotations

import json
from collections.abc import Iterable

from companion.references.entry import Entry, PageCount, PageRange
from companion.references.parsing.lexicon import LANGUAGES
from companion.references.parsing.people import Person
from companion.references.writers.common import carried, caveats, joined, note, reading_day
from companion.references.writers.kinds import KINDS


def csl_json(entries: Iterable[Entry]) -> str:
    """Return the references as CSL-JSON, in printed order."""
    return json.dumps([csl(entry) for entry in entries], ensure_ascii=False, indent=2) + "\n"


def csl(entry: Entry) -> dict[str, object]:
    """Return one reference as CSL has it."""
    kind = entry.get("type")
    body = kind in {"book", "techreport", "thesis"}
    whole = kind in {"book", "incollection"}
    number = "issue" if KINDS[kind].is_periodical else "collection-number" if whole else "number"
    item: dict[str, object] = {
        "id": entry.key,
        "type": KINDS[kind].csl,
        "author": _people(entry.people("author")),
        "editor": _people(entry.people("editor")),
        "title": entry.get("title"),
        "original-title": entry.get("original_title"),
        "container-title": "" if body else entry.get("container"),
        "publisher": entry.get("container") if body else entry.get("publisher"),
        "publisher-place": entry.get("place"),
        "collection-title": entry.get("series") if whole else "",
        "genre": entry.get("series") if kind == "techreport" else "",
        "edition": {"First": "1"}.get(entry.get("edition"), entry.get("edition")),
        "volume": entry.get("volume"),
        number: entry.get("number"),
        "page": entry.pages.joined("-") if isinstance(entry.pages, PageRange) else "",
        "number-of-pages": entry.pages.total if isinstance(entry.pages, PageCount) else "",
        "DOI": entry.get("doi"),
        "URL": entry.get("url"),
        "accessed": {"date-parts": [reading_day(entry)]} if reading_day(entry) else {},
        "ISSN": entry.get("issn"),
        "ISBN": entry.get("isbn"),
        "language": LANGUAGES.get(entry.get("language"), ""),
        "issued": _date(entry),
        "note": joined(note(entry), *carried(entry), caveats(entry)),
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
    # In words: its number is read as that of a month by some.
    return {"date-parts": [parts]} | ({"season": entry.get("season")} if entry.get("season") else {})
