"""What stands under a source of the companion's own: its address, where its fields were seen, where it is used."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from companion.templates import markup

RECORD = "book/sources-read.csv"
TEMPLATES = Path(__file__).parent / "templates"
NAMES = {"url": "address on the web", "howpublished": "publisher", "address": "place", "pagetotal": "number of pages"}
"""BibTeX's fields that a reader calls something else."""


@dataclass(frozen=True)
class Seen:
    """One row of the record: a field, and where its value was seen."""

    field: str
    address: str
    """Empty where no page was kept."""
    seen: str
    """``page``, what else it was seen in, ``not on record``, or ``wanting`` where there is no value."""

    @property
    def name(self) -> str:
        """What a reader calls the field."""
        return self.field.upper() if self.field in {"doi", "isbn", "issn"} else NAMES.get(self.field, self.field)


@lru_cache(maxsize=4)
def record(root: Path, changed: float) -> dict[str, list[Seen]]:
    """Return key → its rows; ``changed`` is when the file was last written, so that a watched book reads it anew."""
    found: dict[str, list[Seen]] = {}
    with (root / RECORD).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["key"], []).append(Seen(row["field"], row["address"], row["seen"]))
    return found


def source_details(key: str, root: Path, used: Iterable[tuple[str, str]] = ()) -> str:
    """Return what stands under one source, as HTML; a project need not have a record."""
    file = root / RECORD
    rows = record(root, file.stat().st_mtime).get(key, []) if file.is_file() else []
    pages = dict.fromkeys(row.address for row in rows if row.address)
    groups = {
        "seen on a page": [row.name for row in rows if row.address],
        "seen only as a quotation": [row.name for row in rows if not row.address and row.seen.startswith("a ")],
        "seen, its address not kept": [row.name for row in rows if row.seen.startswith("the title pages")],
        "not verified": [row.name for row in rows if row.seen == "not on record"],
        "wanting": [row.name for row in rows if row.seen == "wanting"],
    }
    return markup(TEMPLATES, "own.html", key=key, groups=groups, pages=list(pages), used=list(used))
