"""The bibliography as files: ``references.bib`` under its seal, and the four formats that readers take along."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

import bibtexparser

from companion.references.bibliography import Bibliography
from companion.references.writers import biblatex, bibtex, csl, ris

NOTICE = """% Written by `companion bibliography` from data/references/. Do not edit: mend
% data/references/repairs.yml and run the command again; an edit made here is told before it would be lost."""


def downloads(bibliography: Bibliography) -> dict[str, str]:
    """Return the four formats: file name → text."""
    entries, proper = bibliography.entries, bibliography.proper_names
    return {
        "references.ris": ris.ris(entries),
        "references.csl.json": csl.csl_json(entries),
        "references.bib": bibtex.bibtex(entries, proper),
        "references.biblatex.bib": biblatex.biblatex(entries, proper),
    }


def sealed(bibliography: Bibliography) -> str:
    """Return the text that ``references.bib`` should have: a notice, the digest of what follows, the entries."""
    body = bibtex.bibtex(bibliography.entries, bibliography.proper_names)
    return f"{NOTICE}\n% sha256: {_digest(body)}\n\n{body}"


def _digest(body: str) -> str:
    return hashlib.sha256(body.strip("\n").encode()).hexdigest()


def is_untouched(text: str) -> bool:
    """Whether a file still is what was written, by its own digest."""
    match = re.search(r"^% sha256: ([0-9a-f]{64})\n", text, re.MULTILINE)
    return match is not None and _digest(text[match.end() :]) == match[1]


def differences(old: str, new: str) -> Iterator[str]:
    """Say, entry by entry and field by field, what ``old`` has that ``new`` has not."""
    before, after = _fields(old), _fields(new)
    for key in sorted(before):
        if key not in after:
            yield f"entry {key}"
            continue
        for name, value in before[key].items():
            if after[key].get(name) != value:
                yield f"{key}, {name}: {value!r} (would be {after[key].get(name)!r})"
    yield from (f"the absence of entry {key}" for key in sorted(set(after) - set(before)))
    library = bibtexparser.parse_string(old)
    yield from (
        f"an entry that cannot be read, near line {(block.start_line or 0) + 1}" for block in library.failed_blocks
    )


def _fields(text: str) -> dict[str, dict[str, str]]:
    entries = bibtexparser.parse_string(text).entries
    return {
        entry.key: {"type": entry.entry_type, **{item.key: item.value for item in entry.fields}} for entry in entries
    }
