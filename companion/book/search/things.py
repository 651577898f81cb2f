"""What a reader may look for beside sections: cards, tensions, terms, references, entries of the codebook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sphinx.environment import BuildEnvironment

from companion.book.domain import CompanionDomain, domain_of
from companion.dossier.dossier import Dossier
from companion.dossier.statements import Explicitness, Statement


@dataclass(frozen=True)
class Thing:
    """Something with an anchor; what is empty is taken from the page."""

    label: str
    """What it is, in the reader's words, and where; up to a comma it is a name that finds it."""
    title: str = ""
    text: str = ""


Things = dict[str, dict[str, Thing]]
"""Page → anchor → thing."""


def things(env: BuildEnvironment) -> Things:
    """Return all of the book's, by the page and the anchor at which each stands for good."""
    found: Things = {}
    for page, anchor, thing in (*_own(domain_of(env)), *_terms(env), *_references(env)):
        found.setdefault(page, {})[anchor] = thing
    return found


def _own(domain: CompanionDomain) -> Iterator[tuple[str, str, Thing]]:
    dossier = domain.project.dossier
    tensions = {tension.id: tension for tension in dossier.tensions}
    for name, _, kind, page, anchor, _ in domain.get_objects():
        if kind == "statement":
            yield page, anchor, statement(dossier, dossier.statement(name))
        elif kind == "sentence":
            yield page, anchor, sentence(dossier, name)
        elif kind == "tension":
            text = plain(f"{tensions[name].rationale} In its favour: {tensions[name].charitable_reading}")
            yield page, anchor, Thing(f"Tension {name}", tensions[name].title, text)
        elif kind == "code":
            yield page, anchor, Thing("Codebook", name)


def statement(dossier: Dossier, item: Statement) -> Thing:
    """Return what the search shows of a statement: its name, or else what it says, then what is said of it."""
    said = [item.proposition, item.annotation or ""]
    title = item.name or said.pop(0)
    supplied = item.explicitness is Explicitness.IMPLICIT
    whence = "supplied by the companion" if supplied else dossier.paper.section(item.section).title
    return Thing(f"Statement {item.id}, {whence}", plain(title), plain(" ".join(said)))


def sentence(dossier: Dossier, name: str) -> Thing:
    """Return what the search shows of a sentence: the statements it was taken apart into."""
    key, _, number = name.partition("-")
    section = dossier.paper.section(key)
    made = [item.id for item in dossier.statements if item.sentence == name]
    title = f"Sentence {number} of {section.sentences}: {', '.join(made)}"
    return Thing(f"Sentence {name}, {section.title}", title)


def plain(text: str) -> str:
    """Return inline Markdown without its marks.

    >>> plain("*Bees* nest\\n{st}`S1-3a`, `so`")
    'Bees nest S1-3a, so'
    """
    words = " ".join(text.split())
    for mark in ("{st}", "{term}", "{numref}", "*", "`"):
        words = words.replace(mark, "")
    return words


def _terms(env: BuildEnvironment) -> Iterator[tuple[str, str, Thing]]:
    for name, _, kind, page, anchor, _ in env.get_domain("std").get_objects():
        if kind == "term":
            yield page, anchor, Thing("Term", name)


def _references(env: BuildEnvironment) -> Iterator[tuple[str, str, Thing]]:
    """The paper's references by their numbers in its list, and the companion's own sources."""
    numbers = {entry.key: number for number, entry in enumerate(domain_of(env).project.bibliography, 1)}
    domain: Any = env.get_domain("cite")
    for citation in domain.citations:
        key, page = citation.key, citation.bibliography_key.docname
        label = f"Reference {numbers[key]}" if key in numbers else "Source"
        yield page, f"ref-{key}", Thing(label)
