"""What each reference has, lacks, and leaves in doubt; what the list repeats."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from companion.references.entry import FIELDS, Entry, PageCount, Repair

EXPECTED = {
    "article": ("author", "title", "year", "container", "volume", "number", "pages"),
    "newspaper": ("author", "title", "year", "container", "month"),
    "magazine": ("author", "title", "year", "container", "month"),
    "book": ("author", "title", "year", "container", "place"),
    "incollection": ("author", "title", "year", "container", "publisher", "pages"),
    "techreport": ("author", "title", "year", "container", "number"),
    "thesis": ("author", "title", "year", "container"),
    "misc": ("author", "title", "year", "container", "url"),
}
"""Type → the fields a reader needs to find the work."""
LONGEST = 2000
"""Characters beyond which a line can hardly be one reference."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the audit found."""

    number: int
    field: str
    kind: str
    detail: str


def status(entry: Entry) -> str:
    """Return ``doubtful``, ``repaired`` or ``clean``."""
    return "doubtful" if in_doubt(entry) else "repaired" if _changed(entry) else "clean"


def standing(entry: Entry) -> str:
    """Return what a reference rests on: ``checked`` (a page bears out some of it), ``repaired`` or ``clean``."""
    return "checked" if checked(entry) else "repaired" if _changed(entry) else "clean"


def in_doubt(entry: Entry) -> bool:
    """Tell whether a row of the ledger is still open."""
    return any(row.status == "unverified" for row in entry.repairs)


def _changed(entry: Entry) -> bool:
    return any(row.after is not None and row.kind not in {"missing space"} for row in entry.repairs)


def checked(entry: Entry) -> tuple[str, ...]:
    """Return the fields whose value a page bears out, in the order shown; a field in doubt is none of them."""
    borne = {row.field for row in entry.repairs if _bears_out(row)}
    doubtful = {row.field for row in entry.repairs if row.status == "unverified"}
    return tuple(name for name in FIELDS if name in borne - doubtful and entry.get(name))


def _bears_out(row: Repair) -> bool:
    return bool(row.source) and row.status == "certain" and (row.after is not None or row.kind == "confirmed")


def field_status(entry: Entry, name: str) -> str:
    """Return ``checked``, ``present``, ``repaired``, ``doubtful`` or ``missing`` for one field."""
    rows = [row for row in entry.repairs if row.field in _labels(name)]
    if any(row.status == "unverified" for row in rows):
        return "doubtful"
    if not entry.get(name) and not (name == "author" and entry.get("editor")):
        return "missing"
    if _labels(name) & set(checked(entry)):
        return "checked"
    return "repaired" if any(row.after is not None for row in rows) else "present"


def _labels(name: str) -> set[str]:
    return {"author": {"author", "authors", "editor"}, "month": {"month", "date"}}.get(name, {name})


def audit(entries: Sequence[Entry]) -> tuple[Finding, ...]:
    """Return every finding, in the order of the list."""
    found = [finding for entry in entries for finding in _alone(entry)]
    found += [*_same_work(entries), *_same_person(entries), *_order(entries), *_apostrophes(entries)]
    return tuple(sorted(found, key=lambda finding: (finding.number, finding.kind, finding.field)))


def _alone(entry: Entry) -> Iterable[Finding]:
    raw, parsed = entry.parsed.raw, entry.parsed
    if not raw.strip():
        yield Finding(entry.n, "line", "empty line", "there is nothing to read")
        return
    if len(raw) > LONGEST:
        yield Finding(entry.n, "line", "line too long", f"{len(raw)} characters cannot be one reference")
    if not parsed.authors and not parsed.year:
        yield Finding(entry.n, "line", "no reference", "neither a name nor a year was found")
    if re.search(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]", raw):
        yield Finding(entry.n, "line", "control characters", "characters that cannot be printed were read as spaces")
    if re.search(r"<[a-zA-Z/!][^>]*>|javascript\s*:", raw):
        yield Finding(entry.n, "line", "markup", "markup or a script is printed in the line; it is kept as text")
    for name in EXPECTED.get(entry.get("type"), ()):
        if field_status(entry, name) == "missing":
            yield Finding(entry.n, name, "missing", f"{name} is not printed")
    if isinstance(entry.pages, PageCount):
        said = f"a range from 1 to {entry.pages.total} counts pages, it gives no place"
        yield Finding(entry.n, "pages", "page count", said)
    yield from _years(entry)


def _years(entry: Entry) -> Iterable[Finding]:
    year = entry.get("year")
    others = {span.text for span in entry.parsed.spans if span.label == "other year"}
    others |= {
        match
        for span in entry.parsed.spans
        if span.label == "date"
        for match in re.findall(r"\b(?:19|20)\d\d\b", span.text)
    }
    if match := re.search(r"/((?:19|20)\d\d)/", entry.get("url")):
        others.add(match[1])
    for other in sorted(others - {year}):
        yield Finding(entry.n, "year", "years disagree", f"{year} and {other} are both printed")


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _same_work(entries: Sequence[Entry]) -> Iterable[Finding]:
    titles: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.get("title"):
            titles[_key(entry.get("title")), entry.get("year")].append(entry)
    for group in titles.values():
        for entry in group[1:] if len(group) > 1 else ():
            yield Finding(entry.n, "title", "same title", f"the same title and year as reference {group[0].n}")


def _same_person(entries: Sequence[Entry]) -> Iterable[Finding]:
    seen: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for entry in entries:
        for person in (*entry.people("author"), *entry.people("editor")):
            for n, given in seen[person.family.casefold()]:
                if n != entry.n and given != person.given and _alike(given, person.given):
                    detail = f"{person} may be the {person.family}, {given} of reference {n}"
                    yield Finding(entry.n, "author", "one person, two spellings", detail)
            seen[person.family.casefold()].append((entry.n, person.given))


def _alike(one: str, other: str) -> bool:
    """Whether two given names can be the same: initials that agree, or spellings that are close."""
    first, second = re.sub(r"[\W_]", "", one).casefold(), re.sub(r"[\W_]", "", other).casefold()
    if not first or not second:
        return True
    if min(len(first), len(second)) <= 2:
        return first[0] == second[0]
    return first[0] == second[0] and SequenceMatcher(None, first, second).ratio() >= 0.5


def _order(entries: Sequence[Entry]) -> Iterable[Finding]:
    """Name the entries that stand behind one they should precede in the alphabet."""
    for before, entry in itertools.pairwise(entries):
        one, two = (next(iter(e.people("author") or e.people("editor")), None) for e in (before, entry))
        if one and two and one.family.casefold() > two.family.casefold():
            yield Finding(entry.n, "author", "out of order", f"{two.family} stands behind {one.family}")


def _apostrophes(entries: Sequence[Entry]) -> Iterable[Finding]:
    """Name the titles with a straight apostrophe in a list that has curly ones too."""
    straight = [entry for entry in entries if "'" in entry.get("title")]
    if straight and any("’" in entry.get("title") for entry in entries):
        for entry in straight:
            yield Finding(
                entry.n, "title", "two kinds of apostrophe", "straight here, curly in other titles; both stay"
            )
