"""Years, months, days, seasons, and the Persian calendar."""

from __future__ import annotations

import datetime
import re
from collections import deque
from dataclasses import dataclass

import jdatetime

from companion.references.parsing.draft import TAKEN, Draft
from companion.references.parsing.lexicon import MONTH_NAMES, MONTHS, PERSIAN_MONTHS, SEASONS

YEAR = r"(?:1[5-9]\d\d|20\d\d)"
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
PERSIAN = "|".join(sorted(PERSIAN_MONTHS, key=len, reverse=True))
SEASON = "|".join(sorted(SEASONS))
NAMED = rf"(?:{MONTH}|{PERSIAN}|{SEASON})"
DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
PRINTED_YEAR = re.compile(
    rf"[(\[]\s?(?:c\.\s?|©)?({YEAR}|1[34]\d\d)([a-z])?(?:\s?[,:;/]?\s?([^()\[\]]{{0,40}}))?\s?[)\]]"
)
BARE_YEAR = re.compile(rf"(?<![\w/.:-])({YEAR})[a-z]?(?![\w/-])")
PERSIAN_YEAR = re.compile(r"(?<![\w/.:-])(1[234]\d\d)(?![\w/-])")
PERSIAN_BETWEEN = re.compile(r"(?<=[,.;]\s)(1[34]\d\d)(?=\s?[,.;:]\s)")
ARABIC = re.compile("[\u0600-\u06ff]{3}")
STAMP = re.compile(
    rf"\b(?:last\s)?(?:modified|updated|reviewed|revised|effective|posted|issued|published)(?:\son)?:?\s(?=(?:\d{{1,2}}\s)?{NAMED}\b)",
    re.IGNORECASE,
)
DATE = re.compile(
    rf"(?<![^\W\d_])(?:(?<!\d)(?<!no\.\s)(?<!no\s)(?<!no\.)(?<!vol\.\s)(?<!vol\s)(?<!issue\s)(?<!number\s)(?P<day1>{DAY})\s?(?:of\s)?[-.]?\s?)?(?P<name>{NAMED})\b\.?"
    rf"(?:\s?[-–/]\s?{NAMED}\b\.?)?(?(day1)|(?:\s?(?P<day2>{DAY})(?!\d|,?\s?no\b|\s?[(:]\s?\d)(?:\s?[-–]\s?{DAY}(?!\d))?)?)(?:,?\s?(?P<year>{YEAR}|1[34]\d\d))?",
    re.IGNORECASE,
)
NUMERIC = re.compile(
    rf"(?<!\d)(?:(?P<y>{YEAR})-(?P<m>\d\d)-(?P<d>\d\d)|(?P<d2>\d{{1,2}})[./](?P<m2>\d{{1,2}})[./](?P<y2>{YEAR}))(?!\d)"
)
QUARTER = re.compile(r"\b(?:Q[1-4]|(?:first|second|third|fourth|1st|2nd|3rd|4th)\squarter)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Day:
    """When, within the year."""

    month: int | None = None
    """1 to 12 of the Gregorian calendar."""
    day: int | None = None
    season: str | None = None
    persian: str | None = None
    """Month and day of the Persian calendar as printed."""
    year: str | None = None
    """A year printed with the day, where it is not the reference's year."""


def parenthesised_year(draft: Draft) -> tuple[re.Match[str] | None, str | None]:
    """Find the year in brackets that stands first; return the match and the date beside it."""
    for match in PRINTED_YEAR.finditer(draft.view):
        beside = match[3]
        if not beside or DATE.search(beside) or re.fullmatch(r"\W*\d*\W*", beside):
            return match, beside
    return None, None


def first_bare_year(draft: Draft) -> re.Match[str] | None:
    """Find the first year without brackets; between marks also one of the Persian calendar that stands before it."""
    found = BARE_YEAR.search(draft.view)
    persian = PERSIAN_BETWEEN.search(draft.view, 0, found.start() if found else len(draft.view))
    return persian or found


def last_bare_year(draft: Draft, start: int) -> re.Match[str] | None:
    """Find the last year without brackets; in Arabic script, and between marks, also one of the Persian calendar."""
    found = deque(BARE_YEAR.finditer(draft.view, start), maxlen=1)
    if not found and ARABIC.search(draft.text):
        found = deque(PERSIAN_YEAR.finditer(draft.view, start), maxlen=1)
    if not found:
        found = deque(PERSIAN_BETWEEN.finditer(draft.view, start), maxlen=1)
    return found[0] if found else None


def read(text: str, year: str | None) -> Day | None:
    """Read a date in words; a Persian month is turned into the Gregorian one of that year.

    >>> read("21 Mehr", "2022")
    Day(month=10, day=13, season=None, persian='21 Mehr', year=None)
    """
    match = DATE.search(text)
    if not match:
        return None
    name, digits = match["name"].lower(), match["day1"] or match["day2"]
    day = int(re.sub(r"\D", "", digits)) if digits else None
    other = match["year"] if match["year"] != year else None
    if name in SEASONS:
        return Day(season="autumn" if name == "fall" else name, year=other)
    if name in MONTHS:
        return Day(month=MONTHS[name], day=day, year=other)
    printed = f"{day} {name.capitalize()}" if day else name.capitalize()
    date = from_persian(int(year), PERSIAN_MONTHS[name], day) if year and day else None
    return Day(month=date.month if date else None, day=date.day if date else None, persian=printed, year=other)


def from_persian(gregorian_year: int, month: int, day: int) -> datetime.date | None:
    """Return the day of ``gregorian_year`` that the Persian calendar calls so; None if there is none.

    >>> from_persian(2022, 7, 21)
    datetime.date(2022, 10, 13)
    """
    for year in (gregorian_year - 621, gregorian_year - 622):
        try:
            found = jdatetime.date(year, month, day).togregorian()
        except ValueError:  # no such month or day, or a year beyond the calendar's tables
            continue
        if found.year == gregorian_year:
            return found
    return None


def take_dates(draft: Draft, start: int, year: str | None) -> Day | None:
    """Claim the dates that stand between marks behind ``start``; return the fullest."""
    found: list[Day] = []
    for match in STAMP.finditer(draft.view, start):
        draft.claim("boilerplate", *match.span())
    for pattern in (NUMERIC, DATE):
        view = draft.view
        for match in pattern.finditer(view, start):
            if pattern is NUMERIC or _stands_alone(view, match):
                day = _numeric(match, year) if pattern is NUMERIC else read(match[0], year)
                _claim(draft, match, day, year)
                found += [day] if day else []
    _take_rest(draft, start)
    return max(
        found, key=lambda day: (day.day is not None, day.month is not None, day.season is not None), default=None
    )


def _take_rest(draft: Draft, start: int) -> None:
    """Claim a second year and a quarter of a year."""
    view = draft.view
    for match in BARE_YEAR.finditer(view, start):
        if _bounded(view, match) and re.search(r"[^\W\d_]", view[start : start + 200][: match.start() - start]):
            draft.claim("other year", *match.span())
    for match in QUARTER.finditer(view, start):
        if _bounded(view, match):
            draft.claim("date", *match.span())


def _claim(draft: Draft, match: re.Match[str], day: Day | None, year: str | None) -> None:
    draft.claim("date", *match.span())
    if day and day.persian:
        draft.mend("Persian calendar", "date", *match.span(), gregorian(day.persian, year) or day.persian)


def gregorian(persian: str, year: str | None) -> str:
    """Say a Persian date, or a whole Persian month, in the Gregorian calendar; nothing if the year is unknown.

    >>> gregorian("21 Mehr", "2022"), gregorian("Khordad", "2018")
    ('13 October 2022', '22 May to 21 June 2018')
    """
    *digits, name = persian.lower().split()
    month = PERSIAN_MONTHS[name]
    days = [int(digits[0])] if digits else [1, 31 if month <= 6 else 30 if month < 12 else 29]
    found = [from_persian(int(year), month, number) for number in days] if year else []
    if not found or None in found:
        return ""
    return " to ".join(f"{date.day} {MONTH_NAMES[date.month - 1]}" for date in found if date) + f" {year}"


def _numeric(match: re.Match[str], year: str | None) -> Day | None:
    month, day = int(match["m"] or match["m2"]), int(match["d"] or match["d2"])
    printed = match["y"] or match["y2"]
    valid = 1 <= month <= 12 and 1 <= day <= 31
    return Day(month=month, day=day, year=printed if printed != year else None) if valid else None


def _stands_alone(view: str, match: re.Match[str]) -> bool:
    """A month inside a title is a word; between marks, or with its year before a mark, it is a date."""
    if _bounded(view, match):
        return True
    return match["year"] is not None and match["name"].lower() in MONTHS and _closed(view, match.end())


def _bounded(view: str, match: re.Match[str]) -> bool:
    before = (
        view[: match.start()].rstrip()[-1:]
        if match.start() < 400
        else view[match.start() - 9 : match.start()].rstrip()[-1:]
    )
    return before in {"", ".", ",", ";", ":", "?", "!", "(", ")", "”", '"', TAKEN} and _closed(view, match.end())


def _closed(view: str, place: int) -> bool:
    return view[place : place + 9].lstrip()[:1] in {"", ".", ",", ";", ":", ")", "]", TAKEN}
