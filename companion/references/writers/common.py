"""What every format says alike: the note, the date, the number of a season."""

from __future__ import annotations

import datetime

from companion.references.entry import Entry, PageCount
from companion.references.writers.kinds import KINDS

SEASON = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
"""Season → the number that stands in a date's month (ISO 8601-2)."""


def note(entry: Entry) -> str:
    """Say what language a work is in whose printed title is a translation, and its date in another calendar."""
    language, date = entry.get("language"), entry.get("persian_date")
    parts = [f"In {language}" if language else "", f"Printed date: {date}" if date else ""]
    parts += [f"Original name: {entry.get('original_container')}" if entry.get("original_container") else ""]
    parts += [f"Original title: {entry.get('original_title')}" if entry.get("original_title") else ""]
    return ". ".join(part for part in parts if part)


STATES = {"unverified": "In doubt", "probable": "Probable"}
"""Status of a row → how a note opens that tells of it."""


def caveats(entry: Entry) -> str:
    """Say what a citer must know before trusting a reference: its ties to other entries, every doubt with its ground.

    It travels with the reference in every format. No sentence opens with a word and a colon: reference managers read
    that as a field.
    """
    told = [
        f"{STATES[row.status]} ({row.field.replace('_', ' ')}): {row.reason}"
        for row in entry.repairs
        if row.status == "unverified" or (row.status == "probable" and row.source)
    ]
    return " ".join((*entry.remarks, *told))


def carried(entry: Entry) -> list[str]:
    """Say in words the values for which some readers have no field, so that they arrive in a note."""
    kind, pages = KINDS[entry.get("type")], entry.pages
    counted = pages.total if isinstance(pages, PageCount) and entry.get("type") not in {"book", "thesis"} else ""
    values = {
        "Published by {}": entry.get("publisher") if kind.is_periodical or kind.coins == "dc" else "",
        "Issue of {}": entry.get("season"),
        "{} pages": counted,
        "ISSN {}": entry.get("issn") if not kind.is_periodical else "",
    }
    return [words.format(value) for words, value in values.items() if value]


def joined(*parts: str) -> str:
    """Join the sentences that are there.

    >>> joined("In Persian.", "", "Issue of summer.")
    'In Persian. Issue of summer.'
    """
    return ". ".join([part.rstrip(".") for part in filter(None, parts)][:-1] + list(filter(None, parts))[-1:])


def iso_date(entry: Entry) -> str:
    """Return year, month and day, or year and season, as ISO 8601 has them."""
    month = entry.month_number or 0
    if month and entry.get("day"):
        try:
            return datetime.date(int(entry.get("year")), month, int(entry.get("day"))).isoformat()
        except ValueError:
            return f"{entry.get('year')}-{month:02}"
    number = month or SEASON.get(entry.get("season"), 0)
    return f"{entry.get('year')}-{number:02}" if number else entry.get("year")


def reading_day(entry: Entry) -> list[int]:
    """Return year, month and day on which the page at the address was read; empty where that is not known."""
    try:
        day = datetime.date.fromisoformat(entry.get("urldate"))
    except ValueError:
        return []
    return [day.year, day.month, day.day]
