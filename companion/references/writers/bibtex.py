"""The bibliography as BibTeX, for Sphinx and LaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import bibtexparser
from bibtexparser import middlewares, model

from companion.errors import CompanionError, Problem
from companion.references.entry import Entry, PageCount, PageRange, name_of, people
from companion.references.parsing.lexicon import MONTH_NAMES
from companion.references.parsing.people import Person
from companion.references.writers.common import carried, caveats, iso_date, joined, note
from companion.references.writers.kinds import KINDS

ORDER = (
    "author editor title booktitle journal journaltitle institution school howpublished organization publisher address "
    "location series type edition volume number pages pagetotal date month day year doi url urldate issn isbn language "
    "origtitle related entrysubtype note annote"
).split()
"""Order of the fields of an entry; nothing else is written."""

LISTS = frozenset({"institution", "school", "organization", "publisher", "address", "location"})
"""Fields that BibLaTeX reads as a list: an "and" in a body's name would part it, so such a name stands in braces."""
NAMES = frozenset({"author", "editor"})
RAW = frozenset({"doi", "url", "urldate", "issn", "isbn", "date", "related", "entrysubtype"})
"""Fields in which nothing is escaped."""


def bibtex(entries: Iterable[Entry], proper: Sequence[str] = ()) -> str:
    """Return the text of ``references.bib``: classical types only, sorted by key."""
    return rendered((_bibtex_entry(entry) for entry in entries), proper)


def _bibtex_entry(entry: Entry) -> model.Entry:
    kind = KINDS[entry.get("type")]
    values = shared_fields(entry)
    values[kind.bibtex_holder] = entry.get("container")
    values["month"] = entry.get("month") or entry.get("season")
    values["day"], values["year"] = entry.get("day"), entry.get("year")
    # BibTeX passes over a date; reference managers know it, and some of them no day.
    values["date"] = iso_date(entry) if entry.get("day") else ""
    values |= pages_of(entry)
    values["language"] = entry.get("language")
    return entry_of(kind.bibtex, entry.key, values)


def shared_fields(entry: Entry) -> dict[str, str]:
    """Return the fields that BibTeX and BibLaTeX name alike; absent ones are empty."""
    names = "author editor title publisher edition volume number doi url urldate issn isbn".split()
    values = {name: entry.get(name) for name in names}
    values["address"] = entry.get("place")
    values["type" if entry.get("type") == "techreport" else "series"] = entry.get("series")
    values["entrysubtype"] = KINDS[entry.get("type")].subtype
    values["note"] = note(entry)
    # No style prints this field, and reference managers keep it as a note.
    values["annote"] = joined(*carried(entry), caveats(entry))
    return values


def pages_of(entry: Entry) -> dict[str, str]:
    """Return the field for the pages. BibTeX itself has none for their number; its readers know BibLaTeX's."""
    match entry.pages:
        case PageCount(total):
            return {"pagetotal": total}
        case PageRange() as range_:
            return {"pages": range_.joined("--")}
    return {}


def entry_of(kind: str, key: str, values: dict[str, str]) -> model.Entry:
    """Return an entry of these fields in their order; empty ones are left out."""
    return model.Entry(kind, key, [_field(name, values[name]) for name in ORDER if values.get(name)])


def _field(name: str, value: str) -> model.Field:
    field = model.Field(name, value)
    if name == "month" and value in MONTH_NAMES:
        # The abbreviation that every style defines: a month spelled out in braces is lost on many readers.
        field.value, field.enclosing = value[:3].lower(), "no-enclosing"
    return field


def rendered(blocks: Iterable[model.Entry], proper: Sequence[str]) -> str:
    """Return the text of some entries, sorted by key, with names and acronyms in titles protected.

    Raises:
        CompanionError: the braces of a value do not match.
    """
    ordered = sorted(blocks, key=lambda block: block.key)
    library = bibtexparser.Library(list(ordered))
    for block in library.entries:
        for item in block.fields:
            item.value = _written(item, proper)
            _check_braces(block, item)
    layout = bibtexparser.BibtexFormat()
    layout.indent, layout.value_column, layout.trailing_comma, layout.block_separator = "  ", 18, True, "\n"
    enclose = middlewares.AddEnclosingMiddleware(False, True, "{")
    return bibtexparser.write_string(library, unparse_stack=[enclose], bibtex_format=layout).strip("\n") + "\n"


def _written(item: model.Field, proper: Sequence[str]) -> str:
    if item.key in RAW:
        return str(item.value)
    if item.key in NAMES:
        return " and ".join(name_of(Person(escape(who.family), escape(who.given))) for who in people(item.value))
    text = escape(item.value)
    if item.key in {"title", "booktitle"}:
        return protect(text, proper)
    return f"{{{text}}}" if item.key in LISTS and " and " in text else text


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

    >>> protect("A Tale of the US in the Balkans (Part I)", ["Balkans"])
    'A Tale of the {US} in the {Balkans} (Part {I})'
    """
    names = set(proper)

    def brace(match: re.Match[str]) -> str:
        word = match[0]
        # A capital that is a word of its own is a number or an initial, unless it is the article.
        kept = word in names or re.search(r"[A-Z].*[A-Z]", word) or re.fullmatch(r"[B-Z]\.?", word)
        return f"{{{word}}}" if kept else word

    return re.sub(r"[^\W\d_][^\s,:;?!()“”\"–]*", brace, title)
