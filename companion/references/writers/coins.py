"""A reference as an OpenURL query (COinS), which reference managers find in a page."""

from __future__ import annotations

from urllib.parse import urlencode

from companion.references.entry import Entry, PageCount, PageRange
from companion.references.parsing.people import Person

GENRES = {"article": "article", "techreport": "report", "book": "book", "incollection": "bookitem"}


def coins(entry: Entry) -> str:
    """Return the reference as an OpenURL query (COinS), for the title of a ``Z3988`` span."""
    journal = entry.get("type") == "article"
    people = entry.people("author") or entry.people("editor")
    first = next(iter(people), Person(""))
    pages = entry.pages
    place = pages if isinstance(pages, PageRange) else PageRange("", "")
    form = "journal" if journal else "book" if entry.get("type") != "misc" else "dc"
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"),
        ("rft.genre", GENRES.get(entry.get("type"), "")),
        ("rft.atitle" if journal else "rft.title", entry.get("title")),
        ("rft.jtitle" if journal else "rft.publisher", entry.get("container")),
        ("rft.aulast", first.family),
        ("rft.aufirst", first.given),
        *(("rft.au", str(who)) for who in people),
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
