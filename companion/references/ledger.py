"""The ledger of repairs made by hand: read, checked against the printed list, and applied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from companion.errors import CompanionError, Problem
from companion.paths import PRINTED, ROOT
from companion.references import printed
from companion.references.entry import FIELDS, Entry, Repair, from_parsed
from companion.references.parse import parse

REPAIRS = PRINTED.parent / "repairs.yml"
KEYS = PRINTED.parent / "keys.yml"

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader of libyaml, ten times as fast; PyYAML's own where it was built without."""

_parsed = lru_cache(maxsize=256)(parse)
"""The list is read several times while a book is made."""

EVIDENCE = ("printed", "internal", "source")
STATUS = ("certain", "probable", "unverified")
REQUIRED = ("number", "field", "before", "kind", "reason", "evidence", "status")
OPTIONAL = ("after", "source")


def load(
    printed_path: Path = PRINTED, repairs_path: Path = REPAIRS, keys_path: Path = KEYS, *, by_hand: bool = True
) -> tuple[Entry, ...]:
    """Read the whole bibliography, repaired; ``by_hand=False`` leaves the ledger's file out.

    Raises CompanionError with every fault of the keys and of the ledger.
    """
    problems: list[Problem] = []
    lines = printed.read(printed_path)
    keys = _keys(keys_path, len(lines), problems)
    rows, links = read(repairs_path, problems) if by_hand else ((), ())
    entries = [from_parsed(_parsed(line.text, line.n), key) for line, key in zip(lines, keys, strict=False)]
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


def _keys(path: Path, wanted: int, problems: list[Problem]) -> list[str]:
    keys = [str(key) for key in (_yaml(path, problems) or {}).get("keys") or []]
    repeated = sorted({key for key in keys if keys.count(key) > 1})
    if len(keys) != wanted or repeated:
        message = f"{wanted} references are printed, {len(keys)} keys are given" + (
            f"; repeated: {repeated}" if repeated else ""
        )
        problems.append(Problem("citation-keys", _name(path), message, "Give each printed line one key of its own."))
    return keys


def _yaml(path: Path, problems: list[Problem]) -> Mapping[str, Any] | None:
    try:
        data = yaml.load(path.read_text("utf-8"), Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        problems.append(Problem("yaml", _name(path), str(error.problem), "Mend the YAML at this line.", line=line))
        return None
    return data if isinstance(data, Mapping) else {}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def read(path: Path, problems: list[Problem]) -> tuple[tuple[Repair, ...], tuple[Mapping[str, Any], ...]]:
    """Read the ledger's rows and its links between entries; faults are added to ``problems``."""
    data = _yaml(path, problems) or {}
    rows = [_row(row, place, path, problems) for place, row in enumerate(data.get("repairs") or [], start=1)]
    return tuple(row for row in rows if row), tuple(data.get("links") or ())


def _row(row: object, place: int, path: Path, problems: list[Problem]) -> Repair | None:
    """Check one row's shape; the problem names the row by its place in the file."""
    faults = list(_faults(row))
    problems += [
        Problem("ledger-row", _name(path), f"row {place}: {message}", remedy, id=_who(row), field=name)
        for name, message, remedy in faults
    ]
    if faults or not isinstance(row, Mapping):
        return None
    text: dict[str, Any] = {name: str(row[name]) for name in REQUIRED if name != "number" and row[name] is not None}
    after = row.get("after")
    return Repair(
        number=int(row["number"]),
        after=None if "after" not in row else str(after if after is not None else ""),
        source=str(row["source"]) if row.get("source") else None,
        **({"before": ""} | text),
    )


def _who(row: object) -> str | None:
    return f"reference {row['number']}" if isinstance(row, Mapping) and "number" in row else None


def _faults(row: object) -> Iterable[tuple[str | None, str, str]]:
    if not isinstance(row, Mapping):
        yield None, "is not a list of fields", "Write `number:`, `field:`, `before:` and so on."
        return
    for name in REQUIRED:
        if name not in row:
            yield name, f"has no `{name}`", f"Add `{name}:`."
    for name in sorted(set(map(str, row)) - {*REQUIRED, *OPTIONAL}):
        yield name, f"has a field `{name}` that no row has", f"Use one of: {', '.join((*REQUIRED, *OPTIONAL))}."
    if not isinstance(row.get("number"), int):
        yield "number", f"`number` is {row.get('number')!r}", "Give the reference's place in the printed list."
    for name, allowed in (("field", FIELDS), ("evidence", EVIDENCE), ("status", STATUS)):
        value = row.get(name)
        if name in row and value not in allowed:
            near = get_close_matches(str(value), allowed, n=1)
            hint = f"Did you mean `{near[0]}`? " if near else ""
            yield name, f"`{name}` is {value!r}", f"{hint}Use one of: {', '.join(allowed)}."
    if row.get("evidence") == "source" and not str(row.get("source") or "").startswith(("http://", "https://")):
        yield "source", "evidence from a source needs its address", "Add `source:` with an http address."


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
    return Problem("ledger-mismatch", _name(path), message, remedy, id=f"reference {row.number}", field=row.field)


def _link(
    entries: Sequence[Entry], links: Iterable[Mapping[str, Any]], path: Path, problems: list[Problem]
) -> list[Entry]:
    """Tie entries of one work together."""
    by_number = {entry.n: entry for entry in entries}
    for link in links:
        numbers = [number for number in link.get("numbers") or [] if number in by_number]
        if len(numbers) < 2:
            message = f"a link needs two printed references, got {link.get('numbers')!r}"
            problems.append(Problem("ledger-link", _name(path), message, "Give `numbers: [2, 6]`."))
        for number in numbers:
            others = tuple(by_number[other].key for other in numbers if other != number)
            by_number[number] = replace(by_number[number], related=(*by_number[number].related, *others))
    return [by_number[entry.n] for entry in entries]


def links(path: Path = REPAIRS) -> tuple[Mapping[str, Any], ...]:
    """Return the ledger's links: ``numbers``, ``relation``, ``reason``, ``source``."""
    problems: list[Problem] = []
    found = read(path, problems)[1]
    if problems:
        raise CompanionError(problems)
    return found


def works(entries: Sequence[Entry], ties: Iterable[Mapping[str, Any]]) -> int:
    """Count distinct works: entries less those that a link calls the same work again."""
    return len(entries) - sum(len(tie["numbers"]) - 1 for tie in ties if tie.get("relation") == "same work")
