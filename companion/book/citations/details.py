"""What stands under an entry of the bibliography: kind and language, links, copies, printed form, repairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from companion.references.audit import EXPECTED, checked, field_status, in_doubt, standing
from companion.references.bibliography import Bibliography
from companion.references.entry import FIELDS, TYPE_NAMES, Entry, Repair
from companion.references.writers import bibtex, coins, csl, ris, styled
from companion.templates import markup

FOLDER = "downloads/references"
TEMPLATES = Path(__file__).parent / "templates"
STANDING = {
    "checked": "checked against a source",
    "repaired": "repaired from the print alone",
    "clean": "merely undamaged",
}
DOUBT = {True: "a doubt remains", False: "none noted"}
FIELD_STANDING = {
    "checked": "checked against a source",
    "repaired": "repaired",
    "present": "undamaged, not checked",
    "doubtful": "in doubt",
    "missing": "missing",
}
STYLES = (("APA", ", capitals of the title as printed"), ("Chicago", ""), ("BibTeX", ""))
"""Name of a style → what its copy lacks. APA wants titles in sentence case; which words are names, no rule tells."""
GROUNDS = {"printed": "the printed line", "internal": "another line of the list", "source": ""}
SPACES = frozenset({"unusual space", "missing space"})
"""Kinds of change that are told in one line, whatever their number."""
NO_FIELD = frozenset({"punctuation", "residue", "boilerplate"})
"""Places of a change that say nothing to a reader."""


def facets(entry: Entry, bibliography: Bibliography) -> dict[str, str]:
    """Return what the filters sort by: type, language, what the reference rests on, and whether a doubt remains."""
    return {
        "type": TYPE_NAMES[entry.get("type")],
        "language": bibliography.language_of(entry),
        "standing": STANDING[standing(entry)],
        "doubt": DOUBT[in_doubt(entry)],
    }


def filters(bibliography: Bibliography) -> str:
    """Return the filters as a form; without a script it is not shown, and the whole list is."""
    rows = [facets(entry, bibliography) for entry in bibliography]
    choices = [(name, sorted(Counter(row[name] for row in rows).items())) for name in rows[0]]
    return markup(TEMPLATES, "filters.html", choices=choices, total=len(rows))


def details(entry: Entry, bibliography: Bibliography, up: str = "../", used: Iterable[tuple[str, str]] = ()) -> str:
    """Return everything under the formatted reference, as HTML; every value is escaped.

    ``up`` leads from the page to the folder that holds the downloads; ``used`` are title and address of the pages that
    cite the reference.
    """
    known = {other.key: other for other in bibliography}
    return markup(
        TEMPLATES,
        "details.html",
        entry=entry,
        language=bibliography.language,
        facets=facets(entry, bibliography),
        standing=standing(entry),
        links=list(_links(entry)),
        related=[known[key] for key in entry.related if key in known],
        reason=next((tie.reason for tie in bibliography.ties if entry.n in tie.numbers), ""),
        fields=list(_fields(entry, bibliography)),
        used=list(used),
        files=[
            (words, f"{up}{FOLDER}/{entry.key}{end}") for words, end in (("RIS", ".ris"), ("CSL-JSON", ".csl.json"))
        ],
        checked=list(map(_named, checked(entry))),
        printed=list(marked(entry)),
        repairs=[_repair(row) for row in _weighed(entry.repairs)],
        spaces=sum(row.kind in SPACES for row in entry.repairs),
        styles=[(style, lacks, f"ref-{style.lower()}-{entry.key}") for style, lacks in STYLES],
        texts={"APA": styled.apa(entry), "Chicago": styled.chicago(entry)},
        bibtex=bibtex.bibtex([entry], bibliography.proper_names),
        coins=coins.coins(entry),
    )


def _fields(entry: Entry, bibliography: Bibliography) -> Iterator[tuple[str, str, str]]:
    """Yield name, value and standing of each field that a reference has, should have, or was searched for."""
    searched = {name for search in bibliography.searches if entry.n in search.numbers for name in search.fields}
    for name in FIELDS:
        people = entry.people(name) if name in {"author", "editor"} else ()
        value = "; ".join(map(str, people)) or entry.get(name)
        if name == "type" or not (value or name in searched or name in EXPECTED[entry.get("type")]):
            continue
        if name == "author" and not value and entry.get("editor"):
            continue
        said = FIELD_STANDING[field_status(entry, name)]
        yield _named(name), value, f"{said}; looked for in vain" if name in searched else said


def _named(field: str) -> str:
    """Return what a reader calls a field."""
    acronyms = {"doi", "issn", "isbn"}
    return {"url": "address", "urldate": "day of reading"}.get(
        field, field.upper() if field in acronyms else field.replace("_", " ")
    )


def files(entry: Entry) -> dict[str, str]:
    """Return the files of one reference: path below the downloads → text."""
    return {
        f"references/{entry.key}.ris": ris.record(entry),
        f"references/{entry.key}.csl.json": csl.csl_json([entry]),
    }


def _weighed(rows: Iterable[Repair]) -> list[Repair]:
    """Return the rows that need telling, doubts first, what was done by hand before what a rule did."""
    weight = {"unverified": 0, "probable": 1, "certain": 2}
    return sorted((row for row in rows if row.kind not in SPACES), key=lambda row: (weight[row.status], row.origin))


def _links(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield words and addresses that the reference itself does not show."""
    url = entry.get("url")
    if url.startswith(("http://", "https://")):
        if any(row.field == "url" and row.status == "unverified" for row in entry.repairs):
            yield "the address may not be whole", url
        yield "archived copies", f"https://web.archive.org/web/*/{url}"
    if not entry.get("doi"):
        title = quote(entry.get("title"))
        yield "look in an archive", f"https://scholar.archive.org/search?q={title}"
        yield "for a DOI", f"https://search.crossref.org/?q={title}"
        yield "in libraries", f"https://search.worldcat.org/search?q={title}"


def marked(entry: Entry) -> Iterator[tuple[str, bool]]:
    """Yield the printed line in pieces, each with whether a rule changed it; overlapping changes share one piece."""
    raw, last = entry.parsed.raw, 0
    for start, end in _merged(row.span for row in entry.repairs if row.span):
        if start > last:
            yield raw[last:start], False
        yield raw[start:end], True
        last = end
    if last < len(raw):
        yield raw[last:], False


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _repair(row: Repair) -> dict[str, Any]:
    """Return what the template shows of one row of the ledger."""
    change = [_value(row.before)]
    if row.after is not None:
        change.append(_value(row.after) if row.after else {"text": "left out", "quoted": False})
    return {
        "row": row,
        "field": "" if row.field in NO_FIELD else row.field.replace("_", " "),
        "change": change,
        "who": "rule" if row.origin == "rule" else "by hand",
        "ground": GROUNDS[row.evidence],
    }


def _value(text: str) -> dict[str, Any]:
    if text.strip():
        return {"text": text, "quoted": True}
    spaces = "nothing" if not text else "a space" if len(text) == 1 else f"{len(text)} spaces"
    return {"text": spaces, "quoted": False}
