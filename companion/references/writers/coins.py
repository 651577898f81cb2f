"""A reference as an OpenURL query (COinS), which reference managers find in a page."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from companion.references.entry import Entry, PageCount, PageRange
from companion.references.parsing.lexicon import LANGUAGES
from companion.references.parsing.people import Person
from companion.references.writers.common import carried, caveats, iso_date, joined, note
from companion.references.writers.kinds import KINDS, Kind


def coins(entry: Entry) -> str:
    """Return the reference as an OpenURL query (COinS), for the title of a ``Z3988`` span."""
    kind = KINDS[entry.get("type")]
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{kind.coins}"),
        ("rft.genre", kind.genre),
        *_titles(entry, kind),
        *_people(entry),
        ("rft.date", entry.get("year") if entry.get("season") else iso_date(entry)),
        ("rft.ssn", entry.get("season") if kind.is_periodical else ""),
        ("rft.volume", entry.get("volume")),
        ("rft.issue", entry.get("number") if kind.is_periodical else ""),
        *_pages(entry, kind),
        ("rft.issn", entry.get("issn")),
        ("rft.isbn", entry.get("isbn")),
        ("rft.place", entry.get("place")),
        ("rft.edition", entry.get("edition")),
        ("rft_id", f"info:doi/{entry.get('doi')}" if entry.get("doi") else ""),
        ("rft_id", entry.get("url")),
        # Keys of Dublin Core, which reference managers read whatever the format.
        ("rft.language", LANGUAGES.get(entry.get("language"), "")),
        ("rft.description", _described(entry)),
        ("rft.type", kind.zotero),
    ]
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in pairs if value)


def _titles(entry: Entry, kind: Kind) -> Iterator[tuple[str, str]]:
    """The title, the container and the body that publishes, by the keys of the format."""
    title, container = entry.get("title"), entry.get("container")
    # OpenURL has no key for the number of a report or of a series.
    series = " ".join(filter(None, (entry.get("series"), entry.get("number"))))
    if kind.is_periodical:
        yield from (("rft.atitle", title), ("rft.jtitle", container), ("rft.pub", entry.get("publisher")))
    elif kind.genre == "bookitem":
        yield from (("rft.atitle", title), ("rft.btitle", container), ("rft.pub", entry.get("publisher")))
        yield "rft.series", series
    elif kind.coins == "dc":
        yield from (("rft.title", title), ("rft.source", container), ("rft.publisher", entry.get("publisher")))
    else:
        yield from (("rft.btitle" if kind.genre else "rft.title", title), ("rft.series", series))
        yield "rft.pub" if kind.genre else "rft.inst", container


def _people(entry: Entry) -> Iterator[tuple[str, str]]:
    first = next(iter(entry.people("author")), Person(""))
    if first.given:
        yield from (("rft.aulast", first.family), ("rft.aufirst", first.given))
    for who in entry.people("author"):
        yield ("rft.au", str(who)) if who.given else ("rft.aucorp", who.family)
    # OpenURL has no key for an editor; an editor is no author.
    yield from (("rft.contributor", str(who)) for who in entry.people("editor"))


def _described(entry: Entry) -> str:
    read = f"Read on {entry.get('urldate')}" if entry.get("urldate") else ""
    return joined(note(entry), *carried(entry), read, caveats(entry))


def _pages(entry: Entry, kind: Kind) -> Iterator[tuple[str, str]]:
    match entry.pages:
        case PageRange(first, last):
            yield from (("rft.spage", first), ("rft.epage", last))
        case PageCount(total) if not kind.is_periodical:
            yield "rft.tpages", total
