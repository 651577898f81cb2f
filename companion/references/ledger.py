"""The ledger of repairs made by hand: read, checked against the printed list, and applied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from companion import addresses, files
from companion.errors import Problem
from companion.records import UNPLACED, Item, OptionalText, Placed, Text, Whole, read_file
from companion.references.entry import TYPE_NAMES, Entry, FieldName, Repair


@dataclass(frozen=True, slots=True)
class Row(Item):
    """One repair made by hand, a confirmation or a doubt."""

    number: Whole
    """Place of the reference in the printed list."""
    field: FieldName
    before: str
    """The value that the parse stage gives; empty where it finds none."""
    kind: Text
    """What was wrong, in two or three words; ``confirmed`` where nothing was."""
    reason: Text
    evidence: Literal["printed", "internal", "source"]
    """``printed`` (the line itself), ``internal`` (another line of the list) or ``source`` (an address)."""
    status: Literal["certain", "probable", "unverified"]
    after: str | None = None
    """The new value; absent where the row only confirms or doubts the value that stands."""
    source: OptionalText = None
    """Address, where the evidence is a source."""
    place: Placed = UNPLACED

    @property
    def name(self) -> str:
        """What messages call it."""
        return f"reference {self.number}"

    def repair(self) -> Repair:
        """Return it as a row of an entry's history."""
        return Repair(
            number=self.number,
            field=self.field,
            before=self.before.strip(),
            after=self.after if self.after is None else self.after.strip(),
            kind=self.kind,
            reason=self.reason,
            evidence=self.evidence,
            status=self.status,
            source=self.source,
        )


@dataclass(frozen=True, slots=True)
class Tie(Item):
    """References that are the same work, or parts of one."""

    numbers: tuple[Whole, ...]
    """Places in the printed list."""
    relation: Text
    reason: Text
    source: Text
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Search(Item):
    """What was looked for and not found, so that nobody need look again in the same places."""

    numbers: tuple[Whole, ...]
    """Places in the printed list."""
    fields: tuple[FieldName, ...]
    day: Text
    """Day of the search, as 2026-11-26."""
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Ledger(Item):
    """Everything the file holds."""

    repairs: tuple[Row, ...] = ()
    links: tuple[Tie, ...] = ()
    """Ties between references."""
    searches: tuple[Search, ...] = ()
    place: Placed = UNPLACED


def read(root: Path, problems: list[Problem]) -> Ledger:
    """Return the ledger of a project; faults are added to ``problems``, and a row that has one is left out."""
    known = len(problems)
    ledger = read_file(root / files.REPAIRS, files.REPAIRS, Ledger, problems) or Ledger()
    faulty = {problem.line for problem in problems[known:] if problem.line}
    for row in ledger.repairs:
        problems += _faults(row)
    # A row that was mended so that the file could be read is not applied.
    sound = [row for row in ledger.repairs if not faulty & {row.place.line, *row.place.fields.values()}]
    return replace(ledger, repairs=tuple(sound))


def _faults(row: Row) -> Iterator[Problem]:
    """Tell what is wrong with a row by itself: a source nobody could check, a kind of work that no format knows."""
    source = row.source or ""
    if row.evidence == "source" and not source.startswith(("http://", "https://")):
        remedy = "Add `source:` with an http address."
        yield _problem(row, "missing-source", "evidence from a source needs its address", remedy)
    elif source and re.fullmatch(r"https?://[^/]*/?", source):
        message = f"the source is a bare host, where nobody can check the value: {source!r}"
        yield _problem(row, "missing-source", message, "Give the address of the page that shows it.")
    elif source and (wrong := addresses.fault(source)):
        remedy = f"Give an address that begins with one of: {', '.join(addresses.SCHEMES)}."
        yield _problem(row, "bad-address", f"the address {wrong}: {source!r}", remedy)
    if row.field == "url" and row.after and (wrong := addresses.fault(row.after)):
        remedy = f"Give an address that begins with one of: {', '.join(addresses.SCHEMES)}."
        yield _problem(row, "bad-address", f"the address {wrong}: {row.after!r}", remedy)
    if row.field == "type" and row.after is not None and row.after not in TYPE_NAMES:
        message = f"unknown kind of work: {row.after!r}"
        yield _problem(row, "unknown-value", message, f"Give one of: {', '.join(TYPE_NAMES)}.")


def apply(entries: Sequence[Entry], rows: Iterable[Row], problems: list[Problem]) -> list[Entry]:
    """Apply rows in order; a row that does not meet the value it expects is a problem and changes nothing."""
    by_number = {entry.n: entry for entry in entries}
    for row in rows:
        entry, repair = by_number.get(row.number), row.repair()
        if entry is None:
            remedy = f"Numbers run from 1 to {len(by_number)}."
            problems.append(_problem(row, "ledger-mismatch", "no such reference", remedy))
            continue
        found = entry.get(row.field)
        if found != repair.before:
            message, remedy = (
                f"expected {repair.before!r}, found {found!r}",
                "Give in `before` the value that stands there now.",
            )
            problems.append(_problem(row, "ledger-mismatch", message, remedy))
            continue
        changed = entry if repair.after is None else entry.with_field(row.field, repair.after)
        by_number[row.number] = replace(changed, repairs=(*entry.repairs, repair))
    return [by_number[entry.n] for entry in entries]


def _problem(row: Row, code: str, message: str, remedy: str) -> Problem:
    return Problem(code, row.place.file, message, remedy, row.place.line, row.name, row.field)


def tied(entries: Sequence[Entry], ties: Iterable[Tie], problems: list[Problem]) -> list[Entry]:
    """Return the entries with the keys of those they belong with."""
    by_number = {entry.n: entry for entry in entries}
    for tie in ties:
        numbers = [number for number in tie.numbers if number in by_number]
        if len(numbers) < 2:
            message = f"a link needs two printed references, got {list(tie.numbers)}"
            place = tie.place
            problems.append(Problem("ledger-link", place.file, message, "Give `numbers: [2, 6]`.", place.line))
        for number in numbers:
            entry, others = by_number[number], tuple(by_number[other].key for other in numbers if other != number)
            remark = f"{tie.relation[:1].upper()}{tie.relation[1:]}, with {' and '.join(others)}: {tie.reason}"
            by_number[number] = replace(
                entry, related=(*entry.related, *others), remarks=(*entry.remarks, *([remark] if others else []))
            )
    return [by_number[entry.n] for entry in entries]
