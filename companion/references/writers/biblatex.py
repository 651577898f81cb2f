"""The bibliography in BibLaTeX's terms, for biber."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bibtexparser import model

from companion.references.entry import Entry
from companion.references.writers.bibtex import entry_of, pages_of, rendered, shared_fields
from companion.references.writers.common import iso_date, joined, season_note
from companion.references.writers.kinds import KINDS


def biblatex(entries: Iterable[Entry], proper: Sequence[str] = ()) -> str:
    """Return the same references in BibLaTeX's terms."""
    return rendered((_entry(entry) for entry in entries), proper)


def _entry(entry: Entry) -> model.Entry:
    kind, name = KINDS[entry.get("type")], _type(entry)
    values = shared_fields(entry)
    values[kind.biblatex_holder] = entry.get("container")
    values["date"] = iso_date(entry)
    values["location"] = values.pop("address")
    values["language"] = entry.get("language").lower()
    values["origtitle"] = entry.get("original_title")
    values["related"] = ",".join(entry.related)
    _numbers(name, entry, values)
    return entry_of(name, entry.key, values)


def _type(entry: Entry) -> str:
    name = KINDS[entry.get("type")].biblatex
    if name == "misc" and entry.get("url"):
        return "online"
    return "collection" if name == "book" and not entry.get("author") else name


def _numbers(name: str, entry: Entry, values: dict[str, str]) -> None:
    """Pages and the rest go where the data model of the type has a place for them, else into the note."""
    pages = pages_of(entry)
    total = pages.pop("pagetotal", "")
    if name in {"book", "report", "collection", "thesis"}:
        values["pagetotal"], total = total, ""
    if name in {"article", "incollection"}:
        values |= pages
    noted = [f"{total} pages" if total else "", season_note(entry)]
    if name == "report":
        values["type"] = values.get("type") or "Report"
        noted.append(_into_note(values, "ISSN", "issn"))
    if name == "article":
        noted.append(_into_note(values, "Published by", "publisher"))
    if name == "online" and values["organization"]:
        # Reference managers have no place for the body behind a page.
        values["annote"] = joined(f"Published by {entry.get('container')}", values["annote"])
    if name in {"online", "misc"}:
        values |= dict.fromkeys(("publisher", "series", "number", "volume", "edition", "issn", "isbn"), "")
    if values.get("edition") == "First":
        values["edition"] = "1"
    values["note"] = joined(values["note"], *noted)


def _into_note(values: dict[str, str], words: str, name: str) -> str:
    """Take a field out of the fields, and return it as words for the note; the data model of the type has none for it."""
    value, values[name] = values[name], ""
    return f"{words} {value}" if value else ""
