"""An existing BibTeX file, cleaned by the rules of the parse stage, with a ledger of what they changed.

A value is touched only where a rule is sure without its neighbours: odd spaces, words run together, a broken address,
a possessive or initials in a name's wrong place, a range of pages, a number in words. What TeX reads as a command
stays as it is.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import bibtexparser
from bibtexparser import model

from companion.errors import CompanionError, Problem
from companion.references import reading
from companion.references.entry import RULES
from companion.references.parsing import addresses, clean, numbers, people
from companion.references.parsing.draft import Draft
from companion.references.parsing.lexicon import NUMBER_WORDS
from companion.references.parsing.people import Person
from companion.textfile import write_whole

WORDS = frozenset(
    "title booktitle journal journaltitle publisher institution school organization howpublished series address "
    "location note".split()
)
NAMES = frozenset({"author", "editor", "translator"})
REASONS = RULES | {
    "address": "An address without the words before it and the spaces in it.",
    "page range": "A range of pages, written as BibTeX writes it.",
    "name": "A possessive, or initials in the family name's place.",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the ledger that is written beside the file."""

    key: str
    field: str
    kind: str
    before: str
    after: str
    reason: str


def cleaned(text: str, name: str) -> tuple[str, list[Change]]:
    """Return a BibTeX file with its values cleaned, and what was changed; comments and strings stay.

    Raises:
        CompanionError: a part of it cannot be read; the error tells every such part.
    """
    library = bibtexparser.parse_string(text, parse_stack=[])
    if library.failed_blocks:
        raise CompanionError([_unread(block, name) for block in library.failed_blocks])
    found = [_change(entry.key, item) for entry in library.entries for item in entry.fields]
    return bibtexparser.write_string(library, unparse_stack=[]), [change for change in found if change]


def write(file: Path) -> tuple[list[Path], list[Change], list[Problem]]:
    """Write the cleaned file and its ledger beside ``file``; return their paths, the changes, and warnings.

    Raises:
        CompanionError: the file cannot be read, or one of the two is there already.
    """
    targets = [file.with_suffix(".clean.bib"), file.with_suffix(".clean.csv")]
    for target in targets:
        if target.exists():
            remedy = "Move it, or rename it: nothing is overwritten."
            raise CompanionError([Problem("file-exists", str(target), "is there already", remedy)])
    try:
        data = file.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise CompanionError([Problem("no-file", str(file), message, "Give the path of a BibTeX file.")]) from error
    text, warnings = reading.decode(data, str(file))
    written, changes = cleaned(text, str(file))
    for target, content in zip(targets, (written, ledger(changes)), strict=True):
        write_whole(target, content)
    return targets, changes, warnings


def ledger(changes: Iterable[Change]) -> str:
    """Return the changes as CSV, one a row."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(field.name for field in fields(Change))
    table.writerows(map(astuple, changes))
    return out.getvalue()


def _unread(block: model.ParsingFailedBlock, name: str) -> Problem:
    reason = getattr(block.error, "abort_reason", "") or str(block.error) or "cannot be read"
    return Problem("bibtex", name, reason, "Repair this entry and run again.", line=(block.start_line or 0) + 1)


def _change(key: str, item: model.Field) -> Change | None:
    """Clean one field in place; a value that is a macro, a sum of strings or has a command of TeX is left alone."""
    enclosed = re.fullmatch(r'(\{|")(.*)(\}|")', str(item.value), re.DOTALL)
    if not enclosed or re.search(r'[\\$]|["}]\s*#', enclosed[2]):
        return None
    before = enclosed[2]
    after, kinds = _value(item.key.lower(), before)
    if after == before or not after:
        return None
    item.value = f"{enclosed[1]}{after}{enclosed[3]}"
    reasons = " ".join(REASONS[kind] for kind in kinds if kind in REASONS)
    return Change(key, item.key, "; ".join(kinds), before, after, reasons)


def _value(name: str, value: str) -> tuple[str, list[str]]:
    """Return the cleaned value of a field, and the kinds of change."""
    draft = Draft.of(value)
    clean.characters(draft)
    if name in WORDS:
        clean.glue(draft)
    text, kinds = draft.text.strip(), list(dict.fromkeys(mend.kind for mend in draft.mends))
    special = text
    if name in {"doi", "url"}:
        special, kind = addresses.take(Draft.of(text)).get(name, text), "address"
        special = special if _same(special, text) else text
    elif name in NAMES:
        special, kind = " and ".join(map(_name, re.split(r"\s+and\s+", text))), "name"
    elif name == "pages":
        found = numbers.pages(Draft.of(f". {text}"), 0) or ""
        special, kind = (found.replace("-", "--") if _same(found, text) else text), "page range"
    elif name in {"volume", "number"} and text.lower() in NUMBER_WORDS:
        special, kind = str(NUMBER_WORDS[text.lower()]), "number in words"
    if special != text:
        kinds.append(kind)
    return special, kinds or ["unusual space"]


def _same(one: str, other: str) -> bool:
    """Whether two values have the same letters and digits, but for a label before them."""
    bare = [re.sub(r"[\W_]+", "", text).lower() for text in (one, other)]
    return bool(bare[0]) and bare[1].endswith(bare[0]) and len(bare[1]) - len(bare[0]) <= len("availableathttpsdoiorg")


def _name(name: str) -> str:
    """Set one name right, if it is a person's, family name first."""
    if "{" in name or name.count(", ") != 1:
        return name
    family, given = name.split(", ")
    return str(people.upright(Person(family, given)))
