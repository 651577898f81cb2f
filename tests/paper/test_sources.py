"""The companion's own list: where each of its fields was seen is on record, and so is what is wanting."""

from __future__ import annotations

import csv

from places import ROOT, SOURCES
from pybtex.database import parse_string

SEEN = {"page", "a mirror of the page", "a quotation in public text, whose address was not kept",
        "the title pages, whose address was not kept", "not on record", "wanting"}  # fmt: skip
LIST = parse_string(SOURCES.read_text("utf-8"), "bibtex").entries
with (ROOT / "book" / "sources-read.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def test_every_field_has_its_row_and_every_row_its_field():
    given = {(key, name.lower()) for key, entry in LIST.items() for name in [*entry.fields, *entry.persons]}
    rows = [(row["key"], row["field"]) for row in ROWS]
    assert len(rows) == len(set(rows))
    assert {(row["key"], row["field"]) for row in ROWS if row["seen"] != "wanting"} == given
    assert not {(row["key"], row["field"]) for row in ROWS if row["seen"] == "wanting"} & given


def test_a_page_has_its_address():
    assert {row["seen"] for row in ROWS} == SEEN
    for row in ROWS:
        assert row["address"].startswith("http") == (row["seen"] in {"page", "a mirror of the page"}), row


def test_no_entry_is_bare():
    """Given names or initials, and the body that publishes or the place in a journal."""
    for key, entry in LIST.items():
        assert all(person.first_names for person in entry.persons["author"]), key
        assert entry.fields.keys() & {"publisher", "journal", "institution", "howpublished"}, key
        if entry.type == "article":
            assert {"volume", "pages"} <= entry.fields.keys(), key
