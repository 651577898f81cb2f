"""BibTeX files that a person may have edited: read whole, with every slip told by its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import bibtexparser
from bibtexparser.model import (
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
)

from companion import addresses
from companion.errors import Problem
from companion.textfile import read_text

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
TYPES = (
    *("article", "book", "booklet", "conference", "inbook", "incollection", "inproceedings", "manual", "mastersthesis"),
    *("misc", "phdthesis", "proceedings", "techreport", "unpublished", "online", "report", "thesis", "dataset"),
)
"""Kinds of entries that BibTeX's standard styles have, and those of BibLaTeX that the book's own style knows."""


def keys(path: Path, name: str, remedy: str, problems: list[Problem]) -> frozenset[str] | None:
    """Return the citation keys of a file; None, with every problem noted, where it cannot be taken at its word.

    ``remedy`` says where the file comes from; ``name`` is what messages call it.
    """
    text = read_text(path, problems, remedy, name)
    if text is None:
        return None
    library = bibtexparser.parse_string(text)
    found = [*_failed(library.failed_blocks, name, remedy), *_between(library.comments, name)]
    for entry in library.entries:
        found += _faults(entry, name)
    found += _macros(text, name)
    if not library.entries and not found:
        found.append(Problem("empty-file", name, "has no entry", remedy))
    problems += found
    return None if found else frozenset(library.entries_dict)


def _failed(blocks: list[ParsingFailedBlock], name: str, remedy: str) -> Iterator[Problem]:
    for block in blocks:
        line = None if block.start_line is None else block.start_line + 1
        match block:
            case DuplicateBlockKeyBlock():
                yield Problem("duplicate-key", name, "key given twice", "Give each entry its own.", line, block.key)
            case DuplicateFieldKeyBlock():
                twice = ", ".join(sorted(block.duplicate_keys))
                yield Problem("duplicate-field", name, f"field given twice: {twice}", "Keep one of the two.", line)
            case _:
                reason = getattr(block.error, "abort_reason", None) or str(block.error)
                message = f"an entry cannot be read: {reason.rstrip('.')}"
                yield Problem("broken-entry", name, message, f"Mend it. {remedy}", line)


def _between(comments: Sequence[object], name: str) -> Iterator[Problem]:
    """Tell of what stands between entries and looks like a part of one: what follows a brace too many."""
    for comment in comments:
        if isinstance(comment, ImplicitComment) and re.search(r"[{}@]", comment.comment):
            line = None if comment.start_line is None else comment.start_line + 1
            remedy = "Balance the braces of the entry before it, or begin each line of a comment with %."
            if not all(part.lstrip().startswith("%") for part in comment.comment.splitlines() if part.strip()):
                yield Problem("broken-entry", name, "braces or an @ stand between the entries", remedy, line)


def _macros(text: str, name: str) -> Iterator[Problem]:
    """Tell of words without braces that stand for nothing: BibTeX would leave the field empty."""
    library = bibtexparser.parse_string(text, parse_stack=[])
    known = {*MONTHS, *(string.key.lower() for string in library.strings)}
    for entry in library.entries:
        for field in entry.fields:
            for word in re.findall(r"(?:^|#)\s*([A-Za-z][\w-]*)\s*(?=#|$)", str(field.value)):
                if word.lower() not in known:
                    line = None if field.start_line is None else field.start_line + 1
                    remedy = "Put it in braces, or define it with @string."
                    yield Problem(
                        "unknown-macro", name, "a word without braces", remedy, line, entry.key, field.key, word
                    )


def _faults(entry: Entry, name: str) -> Iterator[Problem]:
    line = None if entry.start_line is None else entry.start_line + 1
    if entry.entry_type.lower() not in TYPES:
        remedy = f"Use one of: {', '.join(TYPES)}."
        yield Problem("unknown-value", name, "unknown kind of entry", remedy, line, entry.key, value=entry.entry_type)
    values = {field.key.lower(): str(field.value) for field in entry.fields}
    if not values.get("title", "").strip():
        yield Problem("missing-field", name, "field is missing", "Add `title = {...}`.", line, entry.key, "title")
    for field, value in values.items():
        if value.count("{") != value.count("}"):
            message = "braces are not balanced"
            yield Problem("broken-entry", name, message, "Close each one.", line, entry.key, field, value)
    address = values.get("url", "")
    if address and (wrong := addresses.fault(address.replace("\\", ""))):
        remedy = f"Give an address that begins with one of: {', '.join(addresses.SCHEMES)}."
        yield Problem("bad-address", name, f"the address {wrong}", remedy, line, entry.key, "url", address)
    year = values.get("year") or values.get("date") or ""
    if year and not re.fullmatch(r"\d{4}(-\d{2}){0,2}(/.*)?|n\.?\s?d\.?", year.strip()):
        yield Problem("not-a-year", name, "is no year", "Write four digits.", line, entry.key, "year", year)
