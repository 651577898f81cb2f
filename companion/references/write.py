"""Write the bibliography: BibTeX for Sphinx and LaTeX, BibLaTeX for biber."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterable, Sequence

import bibtexparser
from bibtexparser import middlewares, model

from companion.errors import CompanionError, Problem
from companion.references.entry import Entry, PageCount, PageRange
from companion.references.lexicon import MONTH_NAMES

ORDER = (
    "author editor title booktitle journal institution school howpublished publisher address series type edition "
    "volume number pages pagetotal date month day year doi url issn language related relatedtype note"
).split()
"""Order of the fields of an entry; nothing else is written."""

HOLDER = {
    "article": "journal",
    "book": "publisher",
    "incollection": "booktitle",
    "techreport": "institution",
    "thesis": "school",
    "misc": "howpublished",
}
"""Type → the BibTeX field that takes the container."""

BIBLATEX_TYPES = {"techreport": "report", "incollection": "incollection", "thesis": "thesis"}
SEASON = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
"""Season → the number that stands in a date's month (ISO 8601-2)."""
RAW = frozenset({"doi", "url", "issn", "date", "related", "relatedtype"})
"""Fields in which nothing is escaped."""


def bibtex(entries: Iterable[Entry], proper: Sequence[str] = ()) -> str:
    """Return the text of ``references.bib``: classical types only, sorted by key."""
    return _render((_bibtex_entry(entry) for entry in entries), proper)


def biblatex(entries: Iterable[Entry], proper: Sequence[str] = ()) -> str:
    """Return the same references in BibLaTeX's terms."""
    return _render((_biblatex_entry(entry) for entry in entries), proper)


def _bibtex_entry(entry: Entry) -> model.Entry:
    kind = entry.get("type")
    values = _common(entry)
    values[HOLDER[kind]] = entry.get("container")
    values["month"], values["day"], values["year"] = (
        entry.get("month") or entry.get("season"),
        entry.get("day"),
        entry.get("year"),
    )
    values |= _pages(entry)
    values["language"] = entry.get("language")
    name = "phdthesis" if kind == "thesis" else kind
    return _entry(name, entry.key, values)


def _common(entry: Entry) -> dict[str, str]:
    values = {
        name: entry.get(name) for name in ("author", "editor", "title", "publisher", "edition", "volume", "number")
    }
    values |= {name: entry.get(name) for name in ("doi", "url", "issn")}
    values["address"] = entry.get("place")
    values["type" if entry.get("type") == "techreport" else "series"] = entry.get("series")
    values["note"] = note(entry)
    return values


def note(entry: Entry) -> str:
    """Say what language a work is in whose printed title is a translation, and its date in another calendar."""
    language, date = entry.get("language"), entry.get("persian_date")
    parts = [f"In {language}" if language else "", f"Printed date: {date}" if date else ""]
    return ". ".join(part for part in parts if part)


def _biblatex_entry(entry: Entry) -> model.Entry:
    values = _common(entry)
    kind = entry.get("type")
    name = "online" if kind == "misc" and entry.get("url") else BIBLATEX_TYPES.get(kind, kind)
    if kind == "book" and not entry.get("author"):
        name = "collection"
    holder = {"article": "journaltitle", "misc": "organization"}.get(kind, HOLDER[kind]).replace(
        "school", "institution"
    )
    values[holder] = entry.get("container")
    values["date"] = iso_date(entry)
    values["location"] = values.pop("address")
    values["langid"] = ""
    values["language"] = entry.get("language").lower()
    values["related"], values["relatedtype"] = ",".join(entry.related), ""
    _biblatex_numbers(name, entry, values)
    return _entry(name, entry.key, values)


def _biblatex_numbers(name: str, entry: Entry, values: dict[str, str]) -> None:
    """Pages and the rest go where the data model of the type has a place for them."""
    pages = _pages(entry)
    total = pages.pop("pagetotal", "")
    if name in {"book", "report", "collection", "thesis"}:
        values["pagetotal"] = total
    else:
        _note(values, f"{total} pages" if total else "")
    if name in {"article", "incollection"}:
        values |= pages
    if name == "report":
        values["type"] = values.get("type") or "Report"
        _note(values, f"ISSN {values['issn']}" if values["issn"] else "")
        values = _dropped(values, ("editor", "issn"))
    if name in {"online", "misc"}:
        values = _dropped(values, ("publisher", "series", "number", "volume", "edition", "issn"))
    if name in {"article", "report"}:
        values["publisher"] = ""
    if name != "article" and "edition" in values and values["edition"] == "First":
        values["edition"] = "1"


def _note(values: dict[str, str], text: str) -> None:
    """Keep in the note what the data model of the type has no field for."""
    values["note"] = ". ".join(part for part in (values["note"], text) if part)


def _dropped(values: dict[str, str], names: Iterable[str]) -> dict[str, str]:
    for name in names:
        values[name] = ""
    return values


def _pages(entry: Entry) -> dict[str, str]:
    """Return the field for the pages. BibTeX itself has none for their number; its readers know BibLaTeX's."""
    match entry.pages:
        case PageCount(total):
            return {"pagetotal": total}
        case PageRange() as range_:
            return {"pages": range_.joined("--")}
    return {}


def iso_date(entry: Entry) -> str:
    """Return year, month and day, or year and season, as ISO 8601 has them."""
    month = MONTH_NAMES.index(entry.get("month")) + 1 if entry.get("month") in MONTH_NAMES else 0
    if month and entry.get("day"):
        try:
            return datetime.date(int(entry.get("year")), month, int(entry.get("day"))).isoformat()
        except ValueError:
            return f"{entry.get('year')}-{month:02}"
    number = month or SEASON.get(entry.get("season"), 0)
    return f"{entry.get('year')}-{number:02}" if number else entry.get("year")


def _entry(kind: str, key: str, values: dict[str, str]) -> model.Entry:
    order = [*ORDER[:11], "journaltitle", "organization", "location", *ORDER[11:]]
    return model.Entry(kind, key, [_field(name, values[name]) for name in order if values.get(name)])


def _field(name: str, value: str) -> model.Field:
    field = model.Field(name, value)
    if name == "month" and value in MONTH_NAMES:
        # The abbreviation that every style defines: a month spelled out in braces is lost on many readers.
        field.value, field.enclosing = value[:3].lower(), "no-enclosing"
    return field


def _render(blocks: Iterable[model.Entry], proper: Sequence[str]) -> str:
    ordered = sorted(blocks, key=lambda block: block.key)
    library = bibtexparser.Library(list(ordered))
    for block in library.entries:
        for item in block.fields:
            if item.key not in RAW:
                item.value = escape(item.value)
            if item.key == "title":
                item.value = protect(item.value, proper)
            _check_braces(block, item)
    layout = bibtexparser.BibtexFormat()
    layout.indent, layout.value_column, layout.trailing_comma, layout.block_separator = "  ", 18, True, "\n"
    enclose = middlewares.AddEnclosingMiddleware(False, True, "{")
    return bibtexparser.write_string(library, unparse_stack=[enclose], bibtex_format=layout).strip("\n") + "\n"


def _check_braces(block: model.Entry, item: model.Field) -> None:
    depth = 0
    for char in item.value:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            break
    if depth:
        message = f"braces do not match in {item.value!r}"
        raise CompanionError(
            [Problem("braces", "references.bib", message, "Repair the value.", id=block.key, field=item.key)]
        )


def escape(value: str) -> str:
    r"""Escape what TeX reads as a command, and nothing else; letters stay UTF-8.

    >>> escape("Peace & Conflict 100%")
    'Peace \\& Conflict 100\\%'
    """
    value = value.replace("{", "(").replace("}", ")").replace("\\", "/")
    return re.sub(r"([&%#$_])", r"\\\1", value)


def plain(value: str) -> str:
    r"""Undo ``escape`` and ``protect``, for reading a written file.

    >>> plain(r"{Brand} \& Co")
    'Brand & Co'
    """
    return re.sub(r"\\([&%#$_])", r"\1", value).replace("{", "").replace("}", "")


def protect(title: str, proper: Sequence[str]) -> str:
    """Put braces round names and acronyms, so that no citation style takes their capitals.

    >>> protect("The US in the Balkans", ["Balkans"])
    'The {US} in the {Balkans}'
    """
    names = set(proper)

    def brace(match: re.Match[str]) -> str:
        word = match[0]
        return f"{{{word}}}" if word in names or re.search(r"[A-Z].*[A-Z]", word) else word

    return re.sub(r"[^\W\d_][^\s,:;?!()“”\"–]*", brace, title)


def sealed(body: str) -> str:
    """Put the notice and the digest of the body before it, by which a hand edit can be told."""
    return f"{NOTICE}\n% sha256: {digest(body)}\n\n{body}"


NOTICE = """% Written by `python -m companion bibliography` from data/references/. Do not edit: mend
% data/references/repairs.yml and run the command again; an edit made here is told before it would be lost."""


def digest(body: str) -> str:
    """Return the digest that ``sealed`` writes."""
    return hashlib.sha256(body.strip("\n").encode()).hexdigest()


def is_untouched(text: str) -> bool:
    """Whether a file still is what was written, by its own digest."""
    match = re.search(r"^% sha256: ([0-9a-f]{64})\n", text, re.MULTILINE)
    return match is not None and digest(text[match.end() :]) == match[1]
