"""The bibliography in BibLaTeX's terms, for biber."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bibtexparser import model

from companion.references.entry import Entry
from companion.references.writers.bibtex import HOLDER, entry_of, pages_of, rendered, shared_fields
from companion.references.writers.common import iso_date

TYPES = {"techreport": "report", "incollection": "incollection", "thesis": "thesis"}


def biblatex(entries: Iterable[Entry], proper: Sequence[str] = ()) -> str:
    """Return the same references in BibLaTeX's terms."""
    return rendered((_entry(entry) for entry in entries), proper)


def _entry(entry: Entry) -> model.Entry:
    values = shared_fields(entry)
    kind = entry.get("type")
    name = "online" if kind == "misc" and entry.get("url") else TYPES.get(kind, kind)
    if kind == "book" and not entry.get("author"):
        name = "collection"
    holder = {"article": "journaltitle", "misc": "organization"}.get(kind, HOLDER[kind]).replace(
        "school", "institution"
    )
    values[holder] = entry.get("container")
    values["date"] = iso_date(entry)
    values["location"] = values.pop("address")
    values["langid"] = ""
    values["language"] = entry.get("language").lower()
    values["related"], values["relatedtype"] = ",".join(entry.related), ""
    _numbers(name, entry, values)
    return entry_of(name, entry.key, values)


def _numbers(name: str, entry: Entry, values: dict[str, str]) -> None:
    """Pages and the rest go where the data model of the type has a place for them."""
    pages = pages_of(entry)
    total = pages.pop("pagetotal", "")
    if name in {"book", "report", "collection", "thesis"}:
        values["pagetotal"] = total
    else:
        _note(values, f"{total} pages" if total else "")
    if name in {"article", "incollection"}:
        values |= pages
    if name == "report":
        values["type"] = values.get("type") or "Report"
        _note(values, f"ISSN {values['issn']}" if values["issn"] else "")
        values = _dropped(values, ("editor", "issn"))
    if name in {"online", "misc"}:
        values = _dropped(values, ("publisher", "series", "number", "volume", "edition", "issn"))
    if name in {"article", "report"}:
        values["publisher"] = ""
    if name != "article" and "edition" in values and values["edition"] == "First":
        values["edition"] = "1"


def _note(values: dict[str, str], text: str) -> None:
    """Keep in the note what the data model of the type has no field for."""
    values["note"] = ". ".join(part for part in (values["note"], text) if part)


def _dropped(values: dict[str, str], names: Iterable[str]) -> dict[str, str]:
    for name in names:
        values[name] = ""
    return values
