"""The references as JSON-LD in the terms of schema.org, for programs that read pages."""

from __future__ import annotations

import json
from collections.abc import Iterable

from companion.references.entry import Entry, PageCount, PageRange
from companion.references.parsing.lexicon import LANGUAGES
from companion.references.parsing.people import Person
from companion.references.writers.common import iso_date

TYPES = {
    "article": "ScholarlyArticle",
    "newspaper": "NewsArticle",
    "magazine": "Article",
    "book": "Book",
    "incollection": "Chapter",
    "techreport": "Report",
    "thesis": "Thesis",
    "misc": "WebPage",
}
WHOLE = {
    "article": "Periodical",
    "newspaper": "Newspaper",
    "magazine": "Periodical",
    "incollection": "Book",
    "misc": "WebSite",
}
"""Type of a part → type of what it is a part of."""


def linked_data(entries: Iterable[Entry]) -> str:
    """Return the references as the content of a script of JSON-LD; nothing in a value can end the script."""
    items = [linked(entry) for entry in entries]
    text = json.dumps({"@context": "https://schema.org", "@graph": items}, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def linked(entry: Entry) -> dict[str, object]:
    """Return one reference as schema.org has it; its ``@id`` is the address of the entry in the page."""
    kind, pages, doi = entry.get("type"), entry.pages, entry.get("doi")
    part = kind in WHOLE
    item: dict[str, object] = {
        "@type": TYPES[kind],
        "@id": f"#ref-{entry.key}",
        "name": entry.get("title"),
        "author": _people(entry.people("author")),
        "editor": _people(entry.people("editor")),
        "datePublished": entry.get("year") if entry.get("season") else iso_date(entry),
        "isPartOf": _whole(entry) if part else {},
        "publisher": _body(entry.get("publisher") if part else entry.get("container")),
        "bookEdition": entry.get("edition"),
        "reportNumber": entry.get("number") if kind == "techreport" else "",
        "pagination": pages.joined("-") if isinstance(pages, PageRange) else "",
        "numberOfPages": int(pages.total) if isinstance(pages, PageCount) and kind == "book" else 0,
        "isbn": entry.get("isbn"),
        "inLanguage": LANGUAGES.get(entry.get("language"), ""),
        "sameAs": f"https://doi.org/{doi}" if doi else "",
        "url": entry.get("url"),
    }
    return {name: value for name, value in item.items() if value}


def _whole(entry: Entry) -> dict[str, object]:
    """What the work is a part of, with the numbers of the issue."""
    names = ("container", "issn", "volume", "number")
    name, issn, volume, number = (entry.get(field) for field in names)
    whole = {
        "@type": WHOLE[entry.get("type")],
        "name": name,
        "issn": issn,
        "volumeNumber": volume,
        "issueNumber": number,
    }
    return {name: value for name, value in whole.items() if value} if name else {}


def _people(people: Iterable[Person]) -> list[dict[str, str]]:
    return [
        {"@type": "Person", "familyName": who.family, "givenName": who.given} if who.given else _body(who.family)
        for who in people
    ]


def _body(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name} if name else {}
