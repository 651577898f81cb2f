"""How a reference is written out: names and year first, titles in their own case, what body issued it, its language.

The same names and year stand in the text (``referencing``) and in the list, so that a reader finds one from the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pybtex.backends.plaintext import Backend as PlainText
from pybtex.database import Entry, Person
from pybtex.plugin import register_plugin
from pybtex.richtext import HRef, Symbol, Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from sphinxcontrib.bibtex.plugin import register_plugin as register_reference_style
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

from companion.references.parsing.lexicon import MONTH_NAMES

NAME = "companion"
HOLDERS = ("journal", "booktitle", "institution", "school", "publisher", "howpublished")
"""Fields that can say where a work appeared; the first one that is there does."""
MONTHS = {name[:3].lower(): name for name in MONTH_NAMES}
"""What BibTeX's abbreviations stand for."""


def round_brackets() -> BracketStyle:
    """Return the brackets of a citation in the text."""
    return BracketStyle(left="(", right=")")


@dataclass
class ReferenceStyle(AuthorYearReferenceStyle):
    """Citations in the text: Name (2014), or (Name, 2014)."""

    bracket_textual: BracketStyle = field(default_factory=round_brackets)
    bracket_parenthetical: BracketStyle = field(default_factory=round_brackets)


class LabelStyle(BaseLabelStyle):
    """Names and year; a letter tells apart what would read alike."""

    def format_labels(self, sorted_entries: Iterable[Entry]) -> Iterable[str]:
        """Return one label for each entry, in order."""
        labels = [f"{surnames(entry)}, {entry.fields.get('year', 'n.d.')}" for entry in sorted_entries]
        for place, label in enumerate(labels):
            alike = [i for i, other in enumerate(labels) if other == label]
            yield label if len(alike) == 1 else f"{label}{chr(ord('a') + alike.index(place))}"


def surnames(entry: Entry) -> str:
    """Return the names that a citation in the text shows; beyond two only the first."""
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [_surname(person) for person in people]
    if not names:
        return str(Text.from_latex(entry.fields.get("title", entry.key)))
    return " and ".join(names) if len(names) < 3 else f"{names[0]} et al."


def _surname(person: Person) -> str:
    return _plain(" ".join([*person.prelast_names, *person.last_names]))


def _plain(text: str) -> str:
    return str(Text.from_latex(text))


class Style(BaseStyle):
    """The list: Names (year). Title. Container, numbers. Links. Language."""

    default_sorting_style = "author_year_title"
    default_label_style = NAME

    def format_entry(self, label: str, entry: Entry, bib_data: object = None) -> FormattedEntry:
        """Return one reference; whatever field is missing is left out without a word."""
        parts = [_head(entry), _title(entry), _where(entry), *_links(entry), *_stamps(entry), _note(entry)]
        text = Text(" ").join([part for part in parts if str(part)])
        return FormattedEntry(entry.key, text, label)


def _head(entry: Entry) -> Text:
    role = "author" if entry.persons.get("author") else "editor"
    people = [_full(person) for person in entry.persons.get(role, [])]
    names = people[0] if len(people) == 1 else ", ".join(people[:-1]) + f" and {people[-1]}" if people else ""
    mark = "" if role == "author" or not people else " (ed.)" if len(people) == 1 else " (eds.)"
    year = f"({entry.fields['year']})." if entry.fields.get("year") else "(no year)."
    return Text(f"{names}{mark} {year}".strip())


def _full(person: Person) -> str:
    return _plain(", ".join(part for part in (_surname(person), " ".join(_given(person))) if part))


def _given(person: Person) -> list[str]:
    return [*person.first_names, *person.middle_names]


def _title(entry: Entry) -> Text:
    title = _rich(entry, "title")
    return Text(Tag("em", title) if _own_work(entry) else title, "" if str(title).endswith(("?", "!", ".")) else ".")


def _own_work(entry: Entry) -> bool:
    return entry.type in {"book", "techreport", "phdthesis"}


def _where(entry: Entry) -> Text:
    holder = next((name for name in HOLDERS if entry.fields.get(name)), None)
    parts: list[Text] = []
    if holder:
        name = _rich(entry, holder)
        named = Text(Tag("em", name)) if holder in {"journal", "booktitle"} else name
        parts.append(Text("In ", named) if holder == "booktitle" else named)
    parts += [part for part in (_editors(entry), _edition(entry)) if str(part)]
    if holder != "publisher" and entry.fields.get("publisher"):
        parts.append(_rich(entry, "publisher"))
    parts += [part for part in (_place(entry), _numbers(entry), _date(entry), _pages(entry)) if str(part)]
    return Text(Text(", ").join(parts), ".") if parts else Text("")


def _editors(entry: Entry) -> Text:
    """Editors beside an author; without an author they head the reference."""
    people = entry.persons.get("editor", []) if entry.persons.get("author") else []
    names = [" ".join([*_given(person), _surname(person)]) for person in people]
    return Text(f"edited by {_plain(' and '.join(names))}" if names else "")


def _edition(entry: Entry) -> Text:
    edition = entry.fields.get("edition", "").lower()
    return Text(f"{edition} edition" if edition else "")


def _stamps(entry: Entry) -> list[Text]:
    return [Text(f"{name.upper()} {entry.fields[name]}.") for name in ("isbn", "issn") if entry.fields.get(name)]


def _place(entry: Entry) -> Text:
    return _rich(entry, "address")


def _numbers(entry: Entry) -> Text:
    volume, number = entry.fields.get("volume"), entry.fields.get("number")
    series = entry.fields.get("type") or entry.fields.get("series")
    if series:
        return Text(f"{_plain(series)} {number}" if number else _plain(series))
    if volume:
        return Text(f"{volume}({number})" if number else volume)
    return Text("no.", Symbol("nbsp"), number) if number else Text("")


def _date(entry: Entry) -> Text:
    day, month = entry.fields.get("day"), MONTHS.get(entry.fields.get("month", ""), entry.fields.get("month"))
    return Text(" ".join(part for part in (day, month) if part))


def _pages(entry: Entry) -> Text:
    if total := entry.fields.get("pagetotal"):
        return Text(f"{total} pages")
    return Text(re.sub("-+", "–", entry.fields.get("pages", "")))


def _links(entry: Entry) -> list[Text]:
    doi, url = entry.fields.get("doi"), entry.fields.get("url")
    links = []
    if doi:
        links.append(Text(HRef(f"https://doi.org/{doi}", f"doi:{doi}"), "."))
    if url and re.match(r"https?://", url):
        links.append(Text(HRef(url, url), "."))
    return links


def _note(entry: Entry) -> Text:
    note = _rich(entry, "note")
    return Text(note, ".") if str(note) and not str(note).endswith(".") else note


def _rich(entry: Entry, name: str) -> Text:
    value = entry.fields.get(name)
    return Text.from_latex(value) if value else Text("")


def register() -> None:
    """Make the styles known to pybtex and sphinxcontrib-bibtex under the name ``companion``."""
    register_plugin("pybtex.style.formatting", NAME, Style, force=True)
    register_plugin("pybtex.style.labels", NAME, LabelStyle, force=True)
    # Every citation asks for this one, and what is not registered is looked for among all installed packages.
    register_plugin("pybtex.backends", "plaintext", PlainText, force=True)
    register_reference_style("sphinxcontrib.bibtex.style.referencing", NAME, ReferenceStyle)
