"""The finished bibliography of a project: printed lines, parsed, repaired, tied."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import overload

from companion import files
from companion.errors import CompanionError, Problem
from companion.records import UNPLACED, Item, Placed, Text, Texts, read_file
from companion.references import ledger, printed
from companion.references.entry import Entry, from_parsed
from companion.references.ledger import Search, Tie
from companion.references.parsing import parse
from companion.textfile import UNSEEN, unseen

_parsed = lru_cache(maxsize=256)(parse)
"""The list is read several times while a book is made."""


@dataclass(frozen=True, slots=True)
class Keys(Item):
    """``data/references/keys.yml``: what each reference is cited by, and what the list takes for granted."""

    keys: Texts
    """Citation keys in printed order. A key stays when a name or a year is repaired."""
    proper_names: Texts = ()
    """Words whose capitals a citation style must leave alone."""
    language: Text = "English"
    """Language that titles are printed in, whatever the work's own is."""
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Bibliography(Sequence[Entry]):
    """The entries in printed order, with what the whole list has."""

    entries: tuple[Entry, ...]
    ties: tuple[Tie, ...]
    proper_names: tuple[str, ...]
    language: str
    """Language that titles are printed in."""
    searches: tuple[Search, ...] = ()
    """What was looked for in vain."""

    @overload
    def __getitem__(self, position: int) -> Entry: ...
    @overload
    def __getitem__(self, position: slice) -> tuple[Entry, ...]: ...
    def __getitem__(self, position: int | slice) -> Entry | tuple[Entry, ...]:
        return self.entries[position]

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def works(self) -> int:
        """Number of distinct works: entries less those that a tie calls the same work again."""
        return len(self.entries) - sum(len(tie.numbers) - 1 for tie in self.ties if tie.relation == "same work")

    def language_of(self, entry: Entry) -> str:
        """Return the language a work is in."""
        return entry.get("language") or self.language


def load(
    root: Path | None = None, *, by_hand: bool = True, accept: Callable[[ledger.Row], bool] | None = None
) -> Bibliography:
    """Return the bibliography below ``root``, by default of the project that the working directory lies in.

    ``by_hand=False`` leaves the ledger out: the entries are as the parse stage reads them. ``accept`` leaves out the
    rows that it refuses, and with them what rests on such a row.

    Raises:
        CompanionError: it is not sound; the error tells every fault of list, keys and ledger.
    """
    root = root or files.find_root()
    problems: list[Problem] = []
    held = ledger.read(root, problems) if by_hand else ledger.Ledger()
    lines: tuple[printed.Printed, ...] = ()
    try:
        lines = printed.read(root)
    except CompanionError as error:
        problems += error.problems
    problems += _unread(lines)
    keys = _keys(root, len(lines), problems)
    if not lines or len(keys.keys) != len(lines):
        # Nothing can be said of a row whose reference is not there.
        none = Problem("empty-file", files.PRINTED, "no reference is printed", "Restore it: it never changes.")
        raise CompanionError(problems or [none])
    entries = [from_parsed(_parsed(line.text, line.n), key) for line, key in zip(lines, keys.keys, strict=True)]
    if accept is None:
        entries = ledger.apply(entries, held.repairs, problems)
    else:
        # A row that expects what a refused one would have given changes nothing, and is no fault.
        entries = ledger.apply(entries, filter(accept, held.repairs), [])
    entries = ledger.tied(entries, held.links, problems)
    if problems:
        raise CompanionError(problems)
    return Bibliography(tuple(entries), held.links, keys.proper_names, keys.language, held.searches)


def check(root: Path | None = None) -> list[Problem]:
    """Return every fault of list, keys and ledger."""
    try:
        load(root)
    except CompanionError as error:
        return list(error.problems)
    return []


def _unread(lines: Sequence[printed.Printed]) -> Iterator[Problem]:
    """Tell of characters that no print has; the list is read all the same."""
    for line in lines:
        if "\ufffd" in line.text:
            remedy = "Restore the file, and save it as UTF-8."
            yield Problem("unreadable-file", files.PRINTED, "bytes that are no UTF-8 text", remedy, line.n)
        elif found := UNSEEN.search(line.text):
            yield unseen(files.PRINTED, found[0], line.n)


def _keys(root: Path, wanted: int, problems: list[Problem]) -> Keys:
    known = len(problems)
    keys = read_file(root / files.KEYS, files.KEYS, Keys, problems) or Keys(())
    repeated = sorted({key for key in keys.keys if keys.keys.count(key) > 1})
    if wanted and len(problems) == known and (len(keys.keys) != wanted or repeated):
        message = f"{wanted} references are printed, {len(keys.keys)} keys are given"
        message += f"; repeated: {repeated}" if repeated else ""
        remedy, line = "Give each printed line one key of its own.", keys.place.line_of("keys")
        problems.append(Problem("citation-keys", files.KEYS, message, remedy, line, field="keys"))
    return keys
