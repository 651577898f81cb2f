"""A reference written out as APA (7th edition) and Chicago (17th, author and date) have it, as plain text to copy.

Written here because a build has neither pandoc nor a citation processor at hand; the tests compare it with what those
two make of the same entries. Titles keep the capitals they are printed with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from companion.references.entry import Entry, PageRange
from companion.references.parsing.people import Person
from companion.references.writers.kinds import KINDS

DATED = frozenset({"newspaper", "magazine", "misc"})
"""Kinds that are found by their day."""


def apa(entry: Entry) -> str:
    """Return the reference as APA has it."""
    who = _apa_names(entry.people("author")) or _role(_apa_names(entry.people("editor")), entry, "Ed.")
    date = ", ".join(filter(None, (entry.get("year") or "n.d.", _month_day(entry) if _dated(entry) else "")))
    parts = [who, f"({date})", *_apa_work(entry)]
    return " ".join([*map(_stopped, filter(None, parts)), *_link(entry)])


def _dated(entry: Entry) -> bool:
    return entry.get("type") in DATED


def _apa_work(entry: Entry) -> list[str]:
    title, container = entry.get("title"), entry.get("container")
    match entry.get("type"):
        case kind if KINDS[kind].is_periodical:
            number = f"({entry.get('number')})" if entry.get("number") else ""
            volume = entry.get("volume") + number
            return [title, ", ".join(filter(None, (container, volume, _range(entry))))]
        case "incollection":
            editors = _role(_apa_names(entry.people("editor"), inverted=False), entry, "Ed.")
            series = " ".join(filter(None, (entry.get("series"), entry.get("number"))))
            book = " ".join(filter(None, (container, _bracket(series, _pp(entry)))))
            return [title, f"In {', '.join(filter(None, (editors, book)))}", entry.get("publisher")]
        case "techreport":
            number = f"No. {entry.get('number')}" if entry.get("number") else ""
            series = " ".join(filter(None, (entry.get("series"), number)))
            about = _bracket(series) if number else f"[{series}]" if series else ""
            return [f"{title} {about}".strip(), container]
        case "thesis":
            return [f"{title} [Thesis]", container]
        case _:
            return [f"{title} {_bracket(_edition(entry))}".strip(), container]


def _pp(entry: Entry) -> str:
    return f"pp. {_range(entry)}" if _range(entry) else ""


def _bracket(*parts: str) -> str:
    inside = ", ".join(filter(None, parts))
    return f"({inside})" if inside else ""


def _apa_names(people: Sequence[Person], *, inverted: bool = True) -> str:
    names = [
        who.family
        if not who.given
        else f"{who.family}, {_initials(who.given)}"
        if inverted
        else f"{_initials(who.given)} {who.family}"
        for who in people
    ]
    if len(names) < 2:
        return "".join(names)
    comma = "," if inverted or len(names) > 2 else ""
    return f"{', '.join(names[:-1])}{comma} & {names[-1]}"


def _initials(given: str) -> str:
    """Shorten given names; what is no name keeps its letters.

    >>> _initials("Jean-Paul G."), _initials("goddess")
    ('J.-P. G.', 'goddess')
    """
    return re.sub(r"\b([^\W\d_a-z])[^\s-]*", r"\1.", given)


def _role(names: str, entry: Entry, word: str) -> str:
    several = "s." if len(entry.people("editor")) > 1 else "."
    return f"{names} ({word.rstrip('.')}{several})" if names else ""


def chicago(entry: Entry) -> str:
    """Return the reference as Chicago's author-date system has it."""
    who = _chicago_names(entry.people("author"))
    if not who and (editors := entry.people("editor")):
        who = f"{_chicago_names(editors)}, {'eds.' if len(editors) > 1 else 'ed.'}"
    parts = [who, entry.get("year") or "n.d.", *_chicago_work(entry)]
    return " ".join([*map(_stopped, filter(None, parts)), *(f"{link}." for link in _link(entry))])


def _chicago_work(entry: Entry) -> list[str]:
    title, container, place = entry.get("title"), entry.get("container"), entry.get("place")
    quoted = f"“{_stopped(title)}”"
    series = " ".join(filter(None, (entry.get("series"), entry.get("number"))))
    press = ": ".join(filter(None, (place, container)))
    match entry.get("type"):
        case kind if KINDS[kind].is_periodical:
            return [quoted, _chicago_place(entry)]
        case "incollection":
            editors = _chicago_names(entry.people("editor"), inverted=False)
            edited = f"edited by {editors}" if editors else ""
            book = ", ".join(filter(None, (container, edited, _collapsed(entry))))
            return [quoted, f"In {book}", series, ": ".join(filter(None, (place, entry.get("publisher"))))]
        case "book":
            return [title, _edition(entry), series, press]
        case "misc":
            return [quoted, container, _american(entry) or entry.get("year")]
        case _:
            return [quoted, series, press]


def _chicago_place(entry: Entry) -> str:
    """Where in its journal, newspaper or magazine an article stands."""
    name, volume, number = (entry.get(field) for field in ("container", "volume", "number"))
    if _dated(entry):
        return ", ".join(filter(None, (name, _american(entry))))
    if volume:
        where = f"{name} {volume} ({number})" if number else f"{name} {volume}"
    else:
        where = f"{name}, no. {number}" if number else ", ".join(filter(None, (name, entry.get("month"))))
    return f"{where}: {_collapsed(entry)}" if _collapsed(entry) else where


def _chicago_names(people: Sequence[Person], *, inverted: bool = True) -> str:
    names = [
        f"{who.given} {who.family}".strip() if place or not inverted else str(who) if who.given else who.family
        for place, who in enumerate(people)
    ]
    if len(names) < 2:
        return "".join(names)
    comma = "," if inverted or len(names) > 2 else ""
    return f"{', '.join(names[:-1])}{comma} and {names[-1]}"


def _edition(entry: Entry) -> str:
    ordinals = {"First": "1st", "Second": "2nd", "Third": "3rd", "Fourth": "4th"}
    edition = entry.get("edition")
    return f"{ordinals.get(edition, edition)} ed." if edition else ""


def _month_day(entry: Entry) -> str:
    return " ".join(filter(None, (entry.get("month"), entry.get("day"))))


def _american(entry: Entry) -> str:
    day = _month_day(entry)
    return f"{day}{',' if entry.get('day') else ''} {entry.get('year')}" if day else ""


def _range(entry: Entry) -> str:
    return entry.pages.joined("–") if isinstance(entry.pages, PageRange) else ""


def _collapsed(entry: Entry) -> str:
    """Return the pages with the digits of the second that Chicago leaves out left out."""
    if not isinstance(entry.pages, PageRange):
        return ""
    first, last = entry.pages.first, entry.pages.last
    if len(first) == len(last) >= 3 and first[-2:] != "00":
        shared = next((n for n in range(len(last)) if first[n] != last[n]), len(last) - 1)
        keep = len(last) - shared if first[-2] == "0" else max(len(last) - shared, 2)
        last = last[-keep:]
    return PageRange(first, last).joined("–")


def _link(entry: Entry) -> Iterable[str]:
    address = f"https://doi.org/{entry.get('doi')}" if entry.get("doi") else entry.get("url")
    return [address] if address.startswith(("http://", "https://")) else []


def _stopped(text: str) -> str:
    """End a part with a full stop, unless it ends in a sign that closes it."""
    return text if re.search(r"[?!.]”?$", text) else f"{text}."
