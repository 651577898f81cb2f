"""What each preview says: statements, sentences, tensions, questions, glossary terms, references, figures, tables.

A citation in the prose needs none: its title already says what the entry is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.environment import BuildEnvironment

from companion import evidence
from companion.analyses.argument import Argument
from companion.book.domain import domain_of
from companion.book.nodes import numbered
from companion.book.theme import quotes
from companion.dossier.dossier import Dossier
from companion.dossier.statements import Explicitness, Statement
from companion.evidence.bearing import RECORD
from companion.figures.cards import FIGURES, relations, unopposed
from companion.figures.evidence_words import show_date
from companion.figures.naming import spoken
from companion.figures.questions import SIDE, STATUS
from companion.project import Project
from companion.references.writers import styled
from companion.templates import markup, plain

TEMPLATES = Path(__file__).parent / "templates"
_MOST = 420
"""Characters of a text before it is cut at a word."""


def previews(env: BuildEnvironment) -> dict[str, str]:
    """Return anchor → HTML of everything in the book that has a preview."""
    project = domain_of(env).project
    dossier = project.dossier
    found = [*_statements(project), *_tensions(dossier), *_questions(dossier)]
    found += [*_terms(env), *_references(project), *_numbered(env), *_records(project)]
    return dict(found)


def voice(statement: Statement) -> str:
    """Return who speaks, as a phrase.

    The doubt is told with it: a reader of a preview may not open the card.
    """
    if statement.explicitness == Explicitness.IMPLICIT:
        return "the companion supplies it"
    who = f"the paper reports {statement.attributed_to}" if statement.attributed_to else "the paper says"
    return f"{who} (in doubt)" if statement.voice_in_doubt else who


def _statements(project: Project) -> Iterator[tuple[str, str]]:
    dossier, judged = project.dossier, evidence.judged(project.root)
    argument = Argument(dossier)
    for statement in dossier.statements:
        standing = argument.standing(statement.id)
        related = relations(dossier, standing) if standing.connected else {}
        shown = {
            words: [_named(dossier, id) for id in dict.fromkeys(ids)]
            for words, ids in related.items()
            if not words.startswith("the companion would")
        }
        yield (
            statement.anchor,
            _rendered(
                statement.id,
                voice(statement),
                [statement.proposition],
                name=statement.name,
                standing=standing.words if statement.explicitness != Explicitness.IMPLICIT else "",
                relations=shown,
                unopposed=unopposed(statement, standing),
                beside=FIGURES[judged[statement.id].verdict] if statement.id in judged else "",
                tensions=[tension for tension in dossier.tensions if statement.id in tension.members][:2],
            ),
        )
    for sentence, group in groupby(dossier.statements, key=lambda item: item.sentence):
        if sentence:
            said = list(group)
            yield sentence.lower(), _rendered(sentence, "one sentence", [item.proposition for item in said])


def _named(dossier: Dossier, id: str) -> Mapping[str, str]:
    statement = dossier.statement(id)
    return {"anchor": statement.anchor, "text": statement.name or statement.id}


def _tensions(dossier: Dossier) -> Iterator[tuple[str, str]]:
    for tension in dossier.tensions:
        reading = dossier.codebook.word("reading", tension.reading)
        yield tension.id.lower(), _rendered(tension.id, reading, [tension.rationale], name=tension.title)


def _questions(dossier: Dossier) -> Iterator[tuple[str, str]]:
    for question in dossier.questions:
        says = SIDE[question.answer] if question.answer else STATUS[question.status]
        yield question.id.lower(), _rendered("A question", says, [spoken(dossier, question.question)])


def _terms(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    terms = [entry for entry in env.get_domain("std").get_objects() if entry[2] == "term"]
    pages = {entry[3] for entry in terms}
    for page in sorted(pages):
        for item in env.get_doctree(page).findall(nodes.definition_list_item):
            term, meaning = next(item.findall(nodes.term)), next(item.findall(nodes.definition))
            said = _plain(next(meaning.findall(nodes.paragraph), meaning))
            for anchor in term["ids"]:
                yield anchor, _rendered(_plain(term), "a term", [said])


def _references(project: Project) -> Iterator[tuple[str, str]]:
    for entry in project.bibliography:
        yield f"ref-{entry.key}", _rendered(f"Reference {entry.n}", "", [styled.chicago(entry)])


def _records(project: Project) -> Iterator[tuple[str, str]]:
    if RECORD not in evidence.names(project.root):
        return
    for row in evidence.load(RECORD, project.root).fillna("").itertuples():
        texts = [row.what, *([f"Reason given: {row.stated_reason}."] if row.stated_reason else [])]
        yield row.row.lower(), _rendered(show_date(row.date), f"{row.actor} ({row.kind})", texts)


def _numbered(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    for page, kinds in sorted(env.toc_fignumbers.items()):
        numbers = {id: (kind, ".".join(map(str, number))) for kind, ids in kinds.items() for id, number in ids.items()}
        if not numbers:
            continue
        for node in env.get_doctree(page).findall(numbered):
            for id in node["ids"]:
                if id in numbers:
                    kind, number = numbers[id]
                    caption = [
                        _plain(part) for part in node.findall(nodes.TextElement) if part.tagname == "heading_caption"
                    ]
                    yield id, _rendered(f"{kind.capitalize()} {number}", "", caption, name=node["title"])


def _plain(node: nodes.Node) -> str:
    return " ".join(node.astext().split())


def _rendered(label: str, about: str, texts: Iterable[str], **values: Any) -> str:
    given = {"name": None, "standing": "", "relations": {}, "tensions": (), "beside": ""} | values
    shown = markup(TEMPLATES, "preview.html", label=label, about=about, texts=[_cut(text) for text in texts], **given)
    return quotes.page(shown)


def _cut(text: str) -> Markup:
    flat = " ".join(text.split())
    if len(flat) > _MOST:
        flat = flat[:_MOST].rpartition(" ")[0] + " …"
    return Markup(plain(flat))
