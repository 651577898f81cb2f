"""What every format says alike: the note, the date, the number of a season."""

from __future__ import annotations

import datetime

from companion.references.entry import Entry

SEASON = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
"""Season → the number that stands in a date's month (ISO 8601-2)."""


def note(entry: Entry) -> str:
    """Say what language a work is in whose printed title is a translation, and its date in another calendar."""
    language, date = entry.get("language"), entry.get("persian_date")
    parts = [f"In {language}" if language else "", f"Printed date: {date}" if date else ""]
    return ". ".join(part for part in parts if part)


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
