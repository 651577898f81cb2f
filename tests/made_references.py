"""Made-up references with what a list seldom has: bodies as authors, an "and" in every list, a thesis, an ISBN."""

from __future__ import annotations

from companion.references.entry import Entry, from_parsed
from companion.references.parsing.line import parse

PRESS = {"place": "Hull and York", "isbn": "978-3-16-148410-0"}


def made(key: str, **fields: str) -> Entry:
    """Return an entry with these fields and no others but a title and a year."""
    entry = from_parsed(parse("Brand, A. (2014). Tides. Harbour Press."), key)
    for name, value in ({"author": "", "container": "", "publisher": ""} | fields).items():
        entry = entry.with_field(name, value)
    return entry


MADE = (
    made("made1", type="book", author="{Board of Tides and Ebbs} and Cole, Ann", container="Quay and Sons", **PRESS,
         edition="Second", pages="1-90", series="Ebb Studies", number="4"),
    made("made2", type="incollection", author="{Harbour Office}", editor="Cole, Ann and Brand, Bo", **PRESS,
         container="On Ebb and Flow", publisher="Quay and Sons", pages="12-34"),
    made("made3", type="thesis", author="Brand, Bo", container="University of Ebb and Flow", pages="1-200"),
    made("made4", type="techreport", author="{Harbour Office}", container="Harbour Office", place="Hull",
         series="Ebb Report", number="R and D 7", pages="1-9", month="May", day="3"),
    made("made5", type="magazine", author="Brand, Bo", title="B & C: 100% of $5_x", container="Ebb & Flow", volume="3",
         number="2", pages="7-9", month="May", issn="1234-5679"),
)  # fmt: skip
