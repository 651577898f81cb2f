"""What a work appeared in: serial, collection, body, publisher or site, and what stands beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from companion.references.parsing import lexicon as lex
from companion.references.parsing.boundary import imprint
from companion.references.parsing.draft import TAKEN, Draft
from companion.references.parsing.people import Person
from companion.references.parsing.segments import Segment, words_of
from companion.references.parsing.title import squeezed, tidy

SERIES = re.compile(
    rf"^(?P<body>.*?)\s?(?P<series>(?:(?:{lex.REPORT_KINDS})\s)*"
    r"(?:reports?|papers?|memos?|briefs?|comments?|commentary|notes?|backgrounder))$",
    re.IGNORECASE,
)
SERIES_ENDS = tuple(
    "report reports paper papers memo memos brief briefs comment comments commentary note notes backgrounder".split()
)
DEPARTMENT = re.compile(r"(?:Dept|Department|Fac|Faculty|School)\b")
OF_BODY = re.compile(r"\s(?:of|at)\s(?:the\s)?(?=(?:\w+\s){0,3}?Universit)", re.IGNORECASE)
CRUMB = re.compile(r"\s[|»›>]\s")


ISSUERS = lex.BODY_WORDS - {"society", "government", "parliament", "union", "nations", "group", "association"}
"""Bodies that issue numbered papers; the others are as often what a journal is about."""
NO_PLACE = lex.JOURNAL_WORDS | lex.BODY_WORDS | lex.PRESS_WORDS | lex.SEASONS | lex.MONTHS.keys() | {"serial", "issue"}


@dataclass
class Reading:
    """What the free text was read as."""

    title: str | None = None
    container: str | None = None
    kind: str = "misc"
    place: str | None = None
    publisher: str | None = None
    series: str | None = None


def take(
    draft: Draft, parts: list[Segment], found: Reading, values: dict[str, Any], *, book: bool, quoted: bool = False
) -> None:
    """Claim container, publisher and place among these parts; ``found`` takes what is read.

    ``book`` says that the first part opens the name of a collection, ``quoted`` that a title in quotation marks ended.
    """
    parts = _joined(draft, [part for part in parts if part.words], book=book, quoted=quoted)
    if not parts:
        return
    for part in parts[1:] if book else parts:
        _place_and_press(draft, part, found, book=book)
    free, town = _without_town(draft, [part for part in parts if not part.used], found, values, book=book)
    if free and not _only_place(free, found, values):
        main = free[0] if book else _main(free, found, values)
        _name(draft, main, found, values)
        # Only now: a town before the name would make a book of what a body has issued.
        found.place = found.place or town
        _beside(draft, free, main, found, book=book)
    found.place = found.place or town


def _without_town(
    draft: Draft, free: list[Segment], found: Reading, values: dict[str, Any], *, book: bool
) -> tuple[list[Segment], str | None]:
    """Claim a part that is a town where books appear; return the others and the town."""
    town = next((part for part in free[book:] if part.text.lower() in lex.TOWNS), None)
    if town is None or found.place or (len(free) == 1 and "volume" in values):
        return free, None
    draft.claim("place", town.start, town.end)
    town.used = True
    return [part for part in free if part is not town], tidy(town.text)


def _beside(draft: Draft, free: list[Segment], main: Segment, found: Reading, *, book: bool) -> None:
    """Claim what stands beside the container."""
    rest = [part for part in free if part is not main and not part.used]
    if book and len(rest) == 2 and not found.publisher and not found.place and _is_place(rest[1]):
        # 'Trade before rail, Rheinhaus, Basel'
        for part, name in zip(rest, ("publisher", "place"), strict=True):
            draft.claim(name, part.start, part.end)
            setattr(found, name, tidy(part.text))
            part.used = True
    for part in rest:
        if not part.used:
            _lesser(draft, part, main, found, book=book)


def _joined(draft: Draft, parts: list[Segment], *, book: bool, quoted: bool) -> list[Segment]:
    """Join what marks inside the first name have parted: 'Faith, land, and law', 'Geosci. Remote Sens.'."""
    if not parts:
        return []
    count = 1
    if book:
        count = _list_length(parts)
    if count == 1 and (quoted or parts[0].text.startswith("Proc.")):
        if DEPARTMENT.match(parts[0].text) and len(parts) > 1:
            count = next((i + 1 for i, part in enumerate(parts[:4]) if part.lower & {"univ", "university"}), 2)
        while (
            count < len(parts) and parts[count - 1].after == "." and _abbreviated(draft, parts[count - 1], parts[count])
        ):
            count += 1
    if count == 1:
        return parts
    first, last_part = parts[0], parts[count - 1]
    return [replace(last_part, start=first.start, text=" ".join(part.text for part in parts[:count])), *parts[count:]]


def _list_length(parts: list[Segment]) -> int:
    """Return how many parts the name of a collection has that holds commas.

    It goes on to a town with its publisher, to an 'and', and over what begins in small letters.
    """
    town = next((i for i, part in enumerate(parts[:6]) if i and imprint(part.text)), 0)
    small = max((i for i, part in enumerate(parts[:6]) if i and part.text[:1].islower()), default=0)
    for last in (town - 1, small):
        if last > 0 and all(part.after == "," for part in parts[:last]):
            return last + 1
    return 1


def _abbreviated(draft: Draft, part: Segment, after: Segment) -> bool:
    short = len(part.words[-1]) <= 10 and not part.words[-1].islower()
    return (
        short
        and draft.text[part.end : part.end + 1] == "."
        and len(after.words) <= 4
        and after.text[:1].isupper()
        and (after.after in {",", TAKEN} or draft.text[after.end : after.end + 2].strip(".")[:1] == ",")
        and ":" not in after.text
    )


def _place_and_press(draft: Draft, part: Segment, found: Reading, *, book: bool) -> None:
    match = imprint(part.text)
    if match and len(match["place"].split()) <= 5 and len(words_of(match["press"])) <= 9:
        draft.claim("place", part.start, part.start + match.end("place"))
        found.place = tidy(match["place"])
        part.start += match.start("press")
        part.text = match["press"]
        if book:
            draft.claim("publisher", part.start, part.end)
            found.publisher, part.used = tidy(part.text), True


def _main(parts: list[Segment], found: Reading, values: dict[str, Any]) -> Segment:
    """The container proper: a serial before a body, a body before a series, else what stands first."""
    if meeting := next((p for p in parts if lex.CONFERENCE.match(p.text)), None):
        return meeting
    serial = next((p for p in parts if p.telling & lex.JOURNAL_WORDS and not p.telling & lex.WORK_WORDS), None)
    body = next((p for p in parts if p.telling & (lex.BODY_WORDS | lex.PRESS_WORDS)), None)
    if body and found.kind == "thesis":
        return next((p for p in parts if p.lower & {"university", "academy"}), body)
    if serial and parts[0] is not serial and squeezed(parts[0].text) in squeezed(serial.text):
        return parts[0]
    if serial and not (body and parts.index(body) < parts.index(serial) and "volume" not in values):
        return serial
    if body and (parts[0] is body or parts[0].lower & lex.WORK_WORDS or _is_place(parts[0])):
        return body
    return parts[0]


def _only_place(free: list[Segment], found: Reading, values: dict[str, Any]) -> bool:
    """A town alone before the year of a book or a thesis is no publisher: 'Zürich 1989'."""
    part = free[0]
    told = "volume" in values or (values.get("pages") and not _by_body(values)) or found.place
    if len(free) > 1 or told or len(part.words) > 1 or not _is_place(part):
        return False
    if "year" not in part.follows and not _by_body(values):
        return False
    if values.get("type") in {None, "thesis", "techreport"} and part.text[:1].isupper():
        found.place = tidy(part.text)
        part.used = True
        return True
    return False


def _by_body(values: dict[str, Any]) -> bool:
    """A report of a body, which needs no other to issue it: only a town can stand behind its number."""
    authors: tuple[Person, ...] = values.get("authors") or ()
    return values.get("type") == "techreport" and bool(authors) and not authors[0].given


def _is_place(part: Segment) -> bool:
    if part.text.lower() in lex.TOWNS:
        return True
    return len(part.words) <= 2 and not part.lower & NO_PLACE


def _name(draft: Draft, part: Segment, found: Reading, values: dict[str, Any]) -> None:
    start = _without_author(draft, part.start, part.end, values)
    end = _without_crumb(draft, start, _without_body(draft, start, part.end))
    if match := _series(draft.text[start:end]):
        draft.claim("series", start + match.start("series"), end)
        found.series = tidy(draft.text[start:end])
        end = start + match.end("body")
    draft.claim("container", start, end)
    part.used = True
    found.container = tidy(draft.text[start:end])
    found.kind = found.kind if found.kind == "thesis" else _kind(part, found, values)


def _without_body(draft: Draft, start: int, end: int) -> int:
    """A university behind a journal's name publishes it and is no part of the name."""
    match = OF_BODY.search(draft.text, start, end)
    before = {word.lower() for word in words_of(draft.text[start : match.start()])} if match else set()
    if not match or not before & lex.JOURNAL_WORDS:
        return end
    draft.claim("organisation", match.start(), end)
    draft.mend("university inside the journal's name", "container", match.start(), end, "")
    return match.start()


def _without_crumb(draft: Draft, start: int, end: int) -> int:
    """What follows a bar or an arrow is a site's path, often in another language."""
    match = CRUMB.search(draft.text, start, end)
    if not match:
        return end
    draft.claim("breadcrumb", match.start(), end)
    draft.mend("site breadcrumb", "container", match.start(), end, "")
    return match.start()


def _series(text: str) -> re.Match[str] | None:
    """Split 'ABC Special Report' into body and series; the body must be an acronym or say what it is."""
    text = text.rstrip(" .,;:")
    match = SERIES.match(text) if text.lower().endswith(SERIES_ENDS) else None
    if not match or not match["body"].strip():
        return None
    body = match["body"].split()
    told = {word.lower() for word in body} & lex.BODY_WORDS
    return match if told or all(re.fullmatch(r"[A-Z]{2,}[a-z]?", word) for word in body) else None


def _without_author(draft: Draft, start: int, end: int, values: dict[str, Any]) -> int:
    """A serial's name does not begin with the author's: that is a name printed again."""
    authors = values.get("authors") or ()
    first = re.match(r"(\w[\w'’-]*)\s+(?=[A-Z])", draft.text[start:end])
    if first and any(first[1] == getattr(author, "family", None) for author in authors):
        draft.claim("repeated author", start, start + first.end())
        draft.mend("author in the container", "container", start, start + first.end(), "")
        return start + first.end()
    return start


def _kind(part: Segment, found: Reading, values: dict[str, Any]) -> str:
    if lex.CONFERENCE.match(part.text):
        return "incollection"
    if part.lower & lex.PRESS_WORDS or found.place:
        return "book"
    if "volume" in values or (part.lower & lex.JOURNAL_WORDS and not part.lower & lex.BODY_WORDS):
        return "article"
    if found.series or (values.get("number") and (part.lower & ISSUERS or not values.get("pages"))):
        return "techreport"
    if values.get("number"):
        return "article"
    return "misc"


def _hosts(part: Segment, main: Segment) -> bool:
    """A body behind the name of a conference prints its papers."""
    return bool(lex.CONFERENCE.match(main.text) and part.telling & lex.BODY_WORDS)


def _lesser(draft: Draft, part: Segment, main: Segment, found: Reading, *, book: bool) -> None:
    """Label what stands beside the container."""
    if (
        book
        and not found.publisher
        and not (lex.CONFERENCE.match(main.text) and _is_place(part) and not part.text.isupper())
    ):
        draft.claim("publisher", part.start, part.end)
        found.publisher = tidy(part.text)
    elif squeezed(part.text) and squeezed(main.text) in squeezed(part.text):
        draft.claim("repeated container", part.start, part.end)
    elif not found.publisher and (part.lower & lex.PRESS_WORDS or _hosts(part, main)):
        draft.claim("publisher", part.start, part.end)
        found.publisher = tidy(part.text)
    elif _series(part.text) and not found.series:
        draft.claim("series", part.start, part.end)
        found.series = tidy(part.text)
        found.kind = "techreport"
    elif part.start > main.end and _is_place(part) and not found.place and part.words[0][0].isupper():
        draft.claim("place", part.start, part.end)
        found.place = tidy(part.text)
    part.used = True
