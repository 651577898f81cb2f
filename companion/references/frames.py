"""The bibliography as pandas tables: as printed, as read, the ledger, the audit."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from companion.references.audit import EXPECTED, audit, checked, field_status, status
from companion.references.bibliography import Bibliography
from companion.references.entry import TYPE_NAMES, Entry
from companion.references.printed import read

FIELDS = ("author", "title", "year", "container", "volume", "number", "pages", "doi", "url", "place", "publisher")
"""Fields whose presence is told, in the order shown."""
STATES = ("checked against a page", "repaired from the print", "undamaged, unchecked", "in doubt", "missing")
STATE_OF = dict(zip(("checked", "repaired", "present", "doubtful", "missing"), STATES, strict=True))


def as_printed() -> pd.DataFrame:
    """Return ``number``, ``printed``, ``characters`` and ``sha256`` of every line, as printed."""
    rows = [(line.n, line.text, len(line.text), line.sha256) for line in read()]
    return pd.DataFrame(rows, columns=["number", "printed", "characters", "sha256"])


def as_read(bibliography: Bibliography) -> pd.DataFrame:
    """Return one row a reference: number, key, authors, year, title, container, type, language."""
    rows = [
        {
            "number": entry.n,
            "key": entry.key,
            "authors": "; ".join(str(person) for person in entry.people("author") or entry.people("editor")),
            "year": entry.get("year"),
            "title": entry.get("title"),
            "container": entry.get("container"),
            "type": TYPE_NAMES[entry.get("type")],
            "language": bibliography.language_of(entry),
            "status": status(entry),
        }
        for entry in bibliography
    ]
    return pd.DataFrame(rows)


def spans(entry: Entry) -> pd.DataFrame:
    """Return how one printed line was cut: ``from`` and ``to`` (places in the line), ``text``, ``read as``.

    Marks between fields are left out.
    """
    rows = [(span.start, span.end, span.text, span.label) for span in entry.parsed.spans if span.label != "punctuation"]
    return pd.DataFrame(rows, columns=["from", "to", "text", "read as"])


def repairs(entries: Sequence[Entry]) -> pd.DataFrame:
    """Return the ledger, one row a change, confirmation or doubt; ``after`` is missing where nothing changed."""
    columns = ["number", "field", "kind", "before", "after", "reason", "origin", "evidence", "status", "source"]
    rows = [[getattr(row, name) for name in columns] for entry in entries for row in entry.repairs]
    return pd.DataFrame(rows, columns=columns)


def defects(entries: Sequence[Entry]) -> pd.DataFrame:
    """Return ``kind``, ``rows`` of the ledger, ``references`` it touches and their ``keys``, the most frequent first.

    Confirmations are no defects and are left out.
    """
    table, keys = repairs(entries), {entry.n: entry.key for entry in entries}
    table = table[table["kind"] != "confirmed"]
    grouped = table.groupby("kind")["number"]
    found = pd.DataFrame(
        {
            "rows": grouped.size(),
            "references": grouped.nunique(),
            "keys": grouped.agg(lambda numbers: [keys[n] for n in sorted(set(numbers))]),
        }
    ).reset_index()
    return found.sort_values(["references", "rows", "kind"], ascending=[False, False, True], ignore_index=True)


def doubts(entries: Sequence[Entry]) -> pd.DataFrame:
    """Return the rows of the ledger that stay unverified."""
    table = repairs(entries)
    return table[table["status"] == "unverified"].reset_index(drop=True)


def findings(entries: Sequence[Entry]) -> pd.DataFrame:
    """Return the audit: ``number``, ``field``, ``kind``, ``detail``."""
    rows = [(found.number, found.field, found.kind, found.detail) for found in audit(entries)]
    return pd.DataFrame(rows, columns=["number", "field", "kind", "detail"])


def grid(entries: Sequence[Entry]) -> pd.DataFrame:
    """Return the state of every field that a reference of its type should have, one row a reference and field."""
    rows = [
        {
            "number": entry.n,
            "reference": short_name(entry),
            "field": name,
            "state": STATE_OF[field_status(entry, name)],
            "key": entry.key,
            "link": f"#ref-{entry.key}",
        }
        for entry in entries
        for name in FIELDS
        if name in EXPECTED[entry.get("type")] or field_status(entry, name) != "missing"
    ]
    return pd.DataFrame(rows)


def short_name(entry: Entry) -> str:
    """Return what a reader calls a reference in a chart: its number, first name and year."""
    people = entry.people("author") or entry.people("editor")
    return f"{entry.n}  {people[0].family if people else entry.get('title')[:20]} {entry.get('year')}"


def completeness(before: Sequence[Entry], after: Sequence[Entry]) -> pd.DataFrame:
    """Return for each field how many references have it as printed and after the repairs by hand."""
    rows = [
        {
            "field": name,
            "as printed": sum(_has(entry, name) for entry in before),
            "after repair": sum(_has(entry, name) for entry in after),
        }
        for name in (*FIELDS, "language", "month")
    ]
    return pd.DataFrame(rows)


def gains(entries: Sequence[Entry]) -> pd.DataFrame:
    """Return what the repairs by hand come to: ``what`` and ``number``."""
    table, found = repairs(entries), audit(entries)
    missing = [finding.number for finding in found if finding.kind == "missing"]
    return pd.DataFrame(
        {
            "changes by hand": int((table["after"].notna() & (table["origin"] == "hand")).sum()),
            "values that a page bears out": sum(len(checked(entry)) for entry in entries),
            "references that lack nothing": len(entries) - len(set(missing)),
            "values still missing": len(missing),
            "points marked as doubtful": int((table["status"] == "unverified").sum()),
        }.items(),
        columns=["what", "number"],
    )


def _has(entry: Entry, name: str) -> bool:
    return bool(entry.get(name) or (name == "author" and entry.get("editor")))


def related(bibliography: Bibliography) -> pd.DataFrame:
    """Return the ties between references: ``numbers``, ``relation``, ``reason``, ``source``."""
    columns = ["numbers", "relation", "reason", "source"]
    return pd.DataFrame([[getattr(tie, name) for name in columns] for tie in bibliography.ties], columns=columns)


def numbers(bibliography: Bibliography) -> dict[str, int]:
    """Return what the prose counts, by the names of its facts: references, works, repairs, doubts, languages."""
    table = repairs(bibliography)
    changed = table["after"].notna()
    found = {
        "references": len(bibliography),
        "reference-works": bibliography.works,
        "references-doubtful": sum(status(entry) == "doubtful" for entry in bibliography),
        "repairs-by-rule": int((changed & (table["origin"] == "rule")).sum()),
        "repairs-by-hand": int((changed & (table["origin"] == "hand")).sum()),
        "values-confirmed": int((table["kind"] == "confirmed").sum()),
        "references-checked": sum(bool(checked(entry)) for entry in bibliography),
        "values-checked": sum(len(checked(entry)) for entry in bibliography),
        "reference-doubts": int((table["status"] == "unverified").sum()),
    }
    for language in sorted({bibliography.language_of(entry) for entry in bibliography}):
        counted = sum(bibliography.language_of(entry) == language for entry in bibliography)
        found[f"references-{language.lower()}"] = counted
    return found
