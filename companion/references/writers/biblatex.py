"""The bibliography in BibLaTeX's terms, for biber."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bibtexparser import model

from companion.references.entry import Entry
from companion.references.writers.bibtex import entry_of, pages_of, rendered, shared_fields
from companion.references.writers.common import iso_date, joined
from companion.references.writers.kinds import KINDS

UNKNOWN = {
    "article": ("publisher", "edition", "isbn"),
    "report": ("publisher", "edition", "issn"),
    "online": ("publisher", "series", "number", "volume", "edition", "issn", "isbn"),
    "misc": ("publisher", "series", "number", "volume", "edition", "issn", "isbn"),
}
"""Type → fields for which its data model has no place."""


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
    """Pages and the rest go where the data model of the type has a place for them, else into the annotation."""
    pages = pages_of(entry)
    if name in {"book", "report", "collection", "thesis"}:
        values["pagetotal"] = pages.get("pagetotal", "")
    if name in {"article", "incollection"}:
        values["pages"] = pages.get("pages", "")
    if name == "report":
        values["type"] = values.get("type") or "Report"
    if name == "online" and values["organization"]:
        # Reference managers have no place for the body behind a page.
        values["annote"] = joined(f"Published by {entry.get('container')}", values["annote"])
    values |= dict.fromkeys(UNKNOWN.get(name, ()), "")
    if values.get("edition") == "First":
        values["edition"] = "1"
