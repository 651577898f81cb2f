"""Parsed lines in the formats that other programs read."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Sequence

from companion.references.entry import Entry, from_parsed, name_of
from companion.references.parsing import Parsed
from companion.references.writers import biblatex, bibtex, csl, ris

COLUMNS = (
    "n type authors editors translators year month day season title container publisher place edition series volume "
    "number pages doi url accessed issn isbn language raw"
).split()


def entries(parsed: Sequence[Parsed]) -> list[Entry]:
    """Return entries with keys made of name and year; what repeats a key gets a letter."""
    keys: dict[str, int] = {}
    found = []
    for line in parsed:
        key = _key(line)
        keys[key] = keys.get(key, 0) + 1
        found.append(_entry(line, key if keys[key] == 1 else f"{key}_{keys[key]}"))
    return found


def _entry(parsed: Parsed, key: str) -> Entry:
    entry = from_parsed(parsed, key)
    if parsed.type in {"newspaper", "thesis", "book", "techreport"}:
        entry = entry.with_field("type", parsed.type)
    if parsed.edited_by and not parsed.editors:
        entry = entry.with_field("editor", " and ".join(name_of(person) for person in parsed.edited_by))
    return entry.with_field("isbn", parsed.isbn)


def _key(parsed: Parsed) -> str:
    name = parsed.authors[0].family if parsed.authors else parsed.title or "unnamed"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return (re.sub(r"[^a-z]", "", plain.lower())[:20] or "reference") + (parsed.year or "")


def _json(parsed: Sequence[Parsed]) -> str:
    return json.dumps([line.as_json() for line in parsed], ensure_ascii=False, indent=2)


def _csv(parsed: Sequence[Parsed]) -> str:
    out = io.StringIO()
    table = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    for line in parsed:
        row = line.as_json()
        people = {"authors": line.authors, "editors": line.edited_by, "translators": line.translators}
        row |= {name: "; ".join(str(person) for person in persons) for name, persons in people.items()}
        table.writerow(row)
    return out.getvalue().rstrip("\n")


FORMATS: dict[str, Callable[[Sequence[Parsed]], str]] = {
    "json": _json,
    "bib": lambda parsed: bibtex.bibtex(entries(parsed)),
    "biblatex": lambda parsed: biblatex.biblatex(entries(parsed)),
    "csl": lambda parsed: csl.csl_json(entries(parsed)),
    "ris": lambda parsed: ris.ris(entries(parsed)),
    "csv": _csv,
}
"""Name of a format → what writes it."""
