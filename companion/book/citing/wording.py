"""A citation of the book, or of a part of it, written out: APA, Chicago, BibTeX and RIS by the bibliography's writers.

``blank`` gives the same texts with marks in the places of title, address and key: a script fills them in, so that no
page has to carry a citation of each of its cards.
"""

from __future__ import annotations

from dataclasses import dataclass

from companion.book.citing.work import Work
from companion.references.entry import Entry
from companion.references.parsing.lexicon import MONTH_NAMES
from companion.references.parsing.parsed import Parsed
from companion.references.writers import bibtex, ris, styled

TITLE, ADDRESS, KEY = "⟨title⟩", "⟨address⟩", "⟨key⟩"
"""What ``cite.js`` puts in for."""


@dataclass(frozen=True)
class Forms:
    """One citation in four forms."""

    apa: str
    chicago: str
    bibtex: str
    ris: str


def cited(work: Work, title: str, key: str, address: str) -> Forms:
    """Return the citation of a part of the book; without a title, that of the book itself."""
    fields = {
        "type": "misc",
        "author": " and ".join(work.authors),
        "title": title or work.named,
        "year": str(work.date.year),
        "month": MONTH_NAMES[work.date.month - 1],
        "day": str(work.date.day),
        "container": work.named if title else "",
        "doi": "" if title else work.doi,
        "url": address,
    }
    entry = Entry(0, key, {name: value for name, value in fields.items() if value}, Parsed(0, ""))
    return Forms(styled.apa(entry), styled.chicago(entry), bibtex.bibtex([entry]), ris.record(entry))


def blank(work: Work) -> Forms:
    """Return the citation of a part with marks in it; it has an address only if the book has."""
    # Under a scheme, since the styles print an address only if it is one; cite.js gives the scheme itself.
    return cited(work, TITLE, KEY, f"https://{ADDRESS}" if work.address else "")
