"""The ledger of repairs made by hand: read, checked against the printed list, and applied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from companion.errors import CompanionError, Problem
from companion.paths import PRINTED
from companion.references import printed
from companion.references.entry import FIELDS, Entry, Repair, from_parsed
from companion.references.parse import parse
from companion.textfile import shown
from companion.yamlfile import Record, open_file

REPAIRS = PRINTED.parent / "repairs.yml"
KEYS = PRINTED.parent / "keys.yml"

_parsed = lru_cache(maxsize=256)(parse)
"""The list is read several times while a book is made."""

EVIDENCE = ("printed", "internal", "source")
STATUS = ("certain", "probable", "unverified")


@dataclass(frozen=True, slots=True)
class Link:
    """References that the ledger calls the same work, or parts of one."""

    numbers: tuple[int, ...]
    """Places in the printed list."""
    relation: str
    reason: str
    source: str
    line: int
    """Line of the ledger."""


def load(
    printed_path: Path = PRINTED, repairs_path: Path = REPAIRS, keys_path: Path = KEYS, *, by_hand: bool = True
) -> tuple[Entry, ...]:
    """Read the whole bibliography, repaired; ``by_hand=False`` leaves the ledger's file out.

    Raises CompanionError with every fault of the keys and of the ledger.
    """
    problems: list[Problem] = []
    rows, links = read(repairs_path, problems) if by_hand else ((), ())
    lines: tuple[printed.Printed, ...] = ()
    try:
        lines = printed.read(printed_path)
    except CompanionError as error:
        problems += error.problems
    keys = _keys(keys_path, len(lines), problems) if lines else []
    if not lines or len(keys) != len(lines):
        # Nothing can be said of a row whose reference is not there.
        problems = problems or [Problem("empty-file", shown(printed_path), "no reference is printed", "Restore it.")]
        raise CompanionError(problems)
    entries = [from_parsed(_parsed(line.text, line.n), key) for line, key in zip(lines, keys, strict=True)]
    entries = apply(entries, rows, repairs_path, problems)
    entries = _link(entries, links, repairs_path, problems)
    if problems:
        raise CompanionError(problems)
    return tuple(entries)


def check() -> list[Problem]:
    """Return every fault of the keys and of the ledger."""
    try:
        load()
    except CompanionError as error:
        return list(error.problems)
    return []


def proper_names(path: Path = KEYS) -> list[str]:
    """Return the words whose capitals a citation style must leave alone; CompanionError if the file is not sound."""
    problems: list[Problem] = []
    file = open_file(path, shown(path), problems)
    names = list(file.texts("proper_names")) if file is not None else []
    if problems:
        raise CompanionError(problems)
    return names


def _keys(path: Path, wanted: int, problems: list[Problem]) -> list[str]:
    file = open_file(path, shown(path), problems)
    if file is None:
        return []
    keys = list(file.texts("keys", required=True))
    file.texts("proper_names")
    file.done()
    repeated = sorted({key for key in keys if keys.count(key) > 1})
    if len(keys) != wanted or repeated:
        message = f"{wanted} references are printed, {len(keys)} keys are given"
        message += f"; repeated: {repeated}" if repeated else ""
        remedy = "Give each printed line one key of its own."
        file.complain("citation-keys", message, remedy, field="keys" if file.has("keys") else None)
    return keys


def read(path: Path, problems: list[Problem]) -> tuple[tuple[Repair, ...], tuple[Link, ...]]:
    """Read the ledger's rows and its links between entries; faults are added to ``problems``."""
    file = open_file(path, shown(path), problems)
    if file is None:
        return (), ()
    rows = [_row(record) for record in file.records("repairs", required=True)]
    links = [_link_row(record) for record in file.records("links")]
    file.done()
    return tuple(row for row in rows if row), tuple(links)


def _row(record: Record) -> Repair | None:
    """Return one row, or None where it has a fault."""
    known = len(record.problems)
    number = record.whole("number")
    record.name = f"reference {number}"
    if "before" not in record.names():
        record.complain("missing-field", "field is missing", "Add the value that stands now: `before: ...`.")
    row = Repair(
        number=number,
        field=record.one_of("field", FIELDS),
        before=record.text("before", required=False),
        after=record.text("after", required=False) if "after" in record.names() else None,
        kind=record.text("kind"),
        reason=record.text("reason"),
        evidence=record.one_of("evidence", EVIDENCE),
        status=record.one_of("status", STATUS),
        source=record.text_or_none("source"),
        line=record.line,
    )
    if row.evidence == "source" and not (row.source or "").startswith(("http://", "https://")):
        remedy = "Add `source:` with an http address."
        record.complain("missing-source", "evidence from a source needs its address", remedy, field="source")
    record.done()
    return row if len(record.problems) == known else None


def _link_row(record: Record) -> Link:
    link = Link(
        numbers=record.wholes("numbers", required=True),
        relation=record.text("relation"),
        reason=record.text("reason"),
        source=record.text("source"),
        line=record.line,
    )
    record.done()
    return link


def apply(entries: Sequence[Entry], rows: Iterable[Repair], path: Path, problems: list[Problem]) -> list[Entry]:
    """Apply rows in order; a row that does not meet the value it expects is a problem and changes nothing."""
    by_number = {entry.n: entry for entry in entries}
    for row in rows:
        entry = by_number.get(row.number)
        if entry is None:
            problems.append(_unmatched(row, path, "no such reference", f"Numbers run from 1 to {len(by_number)}."))
            continue
        found = entry.get(row.field)
        if found != row.before:
            message = f"expected {row.before!r}, found {found!r}"
            problems.append(_unmatched(row, path, message, "Give in `before` the value that stands there now."))
            continue
        changed = entry if row.after is None else entry.with_field(row.field, row.after)
        by_number[row.number] = replace(changed, repairs=(*entry.repairs, row))
    return [by_number[entry.n] for entry in entries]


def _unmatched(row: Repair, path: Path, message: str, remedy: str) -> Problem:
    return Problem("ledger-mismatch", shown(path), message, remedy, row.line, f"reference {row.number}", row.field)


def _link(entries: Sequence[Entry], links: Iterable[Link], path: Path, problems: list[Problem]) -> list[Entry]:
    """Tie entries of one work together."""
    by_number = {entry.n: entry for entry in entries}
    for link in links:
        numbers = [number for number in link.numbers if number in by_number]
        if len(numbers) < 2:
            message = f"a link needs two printed references, got {list(link.numbers)}"
            problems.append(Problem("ledger-link", shown(path), message, "Give `numbers: [2, 6]`.", link.line))
        for number in numbers:
            others = tuple(by_number[other].key for other in numbers if other != number)
            by_number[number] = replace(by_number[number], related=(*by_number[number].related, *others))
    return [by_number[entry.n] for entry in entries]


def links(path: Path = REPAIRS) -> tuple[Link, ...]:
    """Return the ledger's links between entries; CompanionError if it is not sound."""
    problems: list[Problem] = []
    found = read(path, problems)[1]
    if problems:
        raise CompanionError(problems)
    return found


def works(entries: Sequence[Entry], ties: Iterable[Link]) -> int:
    """Count distinct works: entries less those that a link calls the same work again."""
    return len(entries) - sum(len(tie.numbers) - 1 for tie in ties if tie.relation == "same work")
