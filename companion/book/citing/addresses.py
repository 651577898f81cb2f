"""Permanent addresses: ``go.html#RES-4a`` leads to the card, whatever its page is called and whatever makes the book.

The names are those that readers and citations use. ``book/addresses.txt`` holds every name that was ever given; each of
them has to lead somewhere as long as the book is published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex.domain import get_docnames

from companion.book.domain import domain_of
from companion.book.nodes import numbered, title_of
from companion.book.search.things import things

PROMISED = "book/addresses.txt"
HEAD = """\
# Every name behind go.html# that was ever given out, so that no citation dies: a test asks each to lead somewhere.
# A name whose thing is called otherwise now, or is gone, says where it leads: "T-12 = changelog".
# To take in new names, copy downloads/addresses.txt of the built book over this file.
"""
GROUPS = ("Statements", "Sentences", "Tensions", "Figures and tables", "References", "Pages and sections", "Rows",
          "Codebook", "Terms")  # fmt: skip
"""Headings of the list, in order; a row is an entry of the dated record or of a table."""
_GROUP = {"statement": 0, "sentence": 1, "tension": 2, "row": 6, "code": 7}
_BUILT_IN = {"genindex", "modindex", "py-modindex", "search"}
_ORDER = re.compile(r"^\d+_")
"""What orders the files of a folder, and says nothing of the page."""
_NUMBER = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Address:
    """One name and where it leads."""

    name: str
    group: str
    label: str
    """What it is, as a citation says it: ``Statement RES-4a``."""
    title: str
    page: str
    anchor: str
    """Empty for a page as a whole."""

    @property
    def place(self) -> str:
        """Its address from the book's first folder."""
        return f"{self.page}.html" + (f"#{self.anchor}" if self.anchor else "")


Addresses = dict[str, Address]
"""Name in small letters → address, in the order shown."""


def addresses(env: BuildEnvironment, promised: Mapping[str, str]) -> Addresses:
    """Return everything in the book that has a permanent address, names of old included."""
    found: Addresses = {}
    for address in (*_objects(env), *_numbered(env), *_references(env), *_pages(env), *_labels(env), *_terms(env)):
        found.setdefault(address.name.lower(), address)
    for name, target in promised.items():
        if target and name.lower() not in found and target.lower() in found:
            found[name.lower()] = replace(found[target.lower()], name=name)
    return dict(sorted(found.items(), key=lambda item: (GROUPS.index(item[1].group), natural(item[0]))))


def natural(name: str) -> list[Any]:
    """Return what names are sorted by: T-9 comes before T-10.

    >>> sorted(["t-10", "t-9"], key=natural)
    ['t-9', 't-10']
    """
    return [int(part) if part.isdigit() else part for part in _NUMBER.split(name)]


def page_names(env: BuildEnvironment) -> dict[str, str]:
    """Return page → the name it is cited by: the label before its title, else its own name without number."""
    labels = env.get_domain("std").labels  # type: ignore[attr-defined]
    firsts = {(page, anchor): name for name, (page, anchor, _) in sorted(labels.items(), reverse=True)}
    names = {}
    for page in get_docnames(env):
        section = next(env.get_doctree(page).findall(nodes.section), None)
        given = [firsts[page, id] for id in (section["ids"] if section else ()) if (page, id) in firsts]
        names[page] = given[0] if given else _ORDER.sub("", page.rpartition("/")[2])
    return names


def _objects(env: BuildEnvironment) -> Iterator[Address]:
    known = things(env)
    for name, _, kind, page, anchor, _ in domain_of(env).get_objects():
        thing = known.get(page, {}).get(anchor)
        label = thing.label.partition(",")[0] if thing else name
        group = GROUPS[_GROUP[kind]]
        # Entries of the codebook have words for names, which a definition may change; their anchors are keys.
        yield Address(anchor if kind == "code" else name, group, label, thing.title if thing else "", page, anchor)


def _numbered(env: BuildEnvironment) -> Iterator[Address]:
    for page, kinds in env.toc_fignumbers.items():
        numbers = {id: (kind, ".".join(map(str, number))) for kind, ids in kinds.items() for id, number in ids.items()}
        if not numbers:
            continue
        for node in env.get_doctree(page).findall(numbered):
            for id in filter(numbers.__contains__, node["ids"]):
                kind, number = numbers[id]
                yield Address(id, GROUPS[3], f"{kind.capitalize()} {number}", title_of(node), page, id)


def _references(env: BuildEnvironment) -> Iterator[Address]:
    bibliography = domain_of(env).project.bibliography
    printed = {entry.key: (number, entry.get("title")) for number, entry in enumerate(bibliography, 1)}
    domain: Any = env.get_domain("cite")
    for citation in domain.citations:
        key, page = citation.key, citation.bibliography_key.docname
        number, title = printed.get(key, (0, ""))
        label = f"Reference {number}" if number else f"Source {key}"
        yield Address(f"ref-{key}", GROUPS[4], label, title, page, f"ref-{key}")
        if number:
            yield Address(f"ref-{number}", GROUPS[4], label, title, page, f"ref-{key}")


def _pages(env: BuildEnvironment) -> Iterator[Address]:
    for page, name in page_names(env).items():
        numbers = env.toc_secnumbers.get(page, {}).get("", ())
        label = f"Chapter {'.'.join(map(str, numbers))}" if numbers else "Page"
        title = " ".join(env.titles[page].astext().split())
        yield Address(name, GROUPS[5], label, title, page, "")
        yield Address(page.rpartition("/")[2], GROUPS[5], label, title, page, "")


def _labels(env: BuildEnvironment) -> Iterator[Address]:
    labels = env.get_domain("std").labels  # type: ignore[attr-defined]
    for name, (page, anchor, title) in labels.items():
        if name not in _BUILT_IN:
            yield Address(name, GROUPS[5], "Section", title, page, anchor)


def _terms(env: BuildEnvironment) -> Iterator[Address]:
    for name, _, kind, page, anchor, _ in env.get_domain("std").get_objects():
        if kind == "term":
            yield Address(anchor, GROUPS[8], f"Term “{name}”", name, page, anchor)


def promised(root: Path) -> dict[str, str]:
    """Return every name that was given out, and for those that lead elsewhere where; nothing where there is no list."""
    file = root / PROMISED
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    pairs = (line.partition("=") for line in lines if line.strip() and not line.startswith("#"))
    return {name.strip(): target.strip() for name, _, target in pairs}


def listed(found: Iterable[str], given: Mapping[str, str]) -> str:
    """Return the list with the names that the book has now: none is ever left out."""
    known = {name.lower() for name in given}
    every = dict(given) | {name: "" for name in found if name.lower() not in known}
    lines = (f"{name} = {target}" if target else name for name, target in every.items())
    return HEAD + "\n".join(sorted(lines, key=lambda line: natural(line.lower()))) + "\n"
