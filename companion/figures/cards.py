"""Cards: one statement each. Proposition and voice come first, its place in the argument next; the rest is folded.

Three voices are kept apart by words, by the rule at the card's side and by type: what the paper says, what it reports
another to hold, and what the companion adds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from companion.analyses.acceptance import State
from companion.analyses.place import StatementPlace, places
from companion.dossier.model import Dossier, Explicitness, Section, Statement, Voice
from companion.errors import CompanionError, Problem
from companion.figures.display import Display, Flow, escape, flow_html, tag
from companion.figures.standalone import STYLE


class Cards(Display):
    """The cards of sentences (``RES-4``), statements (``RES-4a``) or whole sections (``RES``), in the order given.

    Raises CompanionError naming every unknown identifier.
    """

    kind = "cards"

    def __init__(self, record: Dossier, *ids: str) -> None:
        self.record = record
        self.statements = tuple(_chosen(record, ids))
        self._places = places(record)

    def payload(self) -> Mapping[str, Any]:
        """Return the JSON the book renders."""
        anchors = {statement.anchor: self._page(statement) for statement in self.statements}
        anchors |= {s.sentence.lower(): self._page(s) for s in self.statements if s.sentence}
        return {"name": None, "flow": self._flow(), "anchors": anchors}

    def html(self) -> str:
        """Return the cards as plain HTML."""
        return tag("style", STYLE) + tag("div", flow_html(self._flow()), class_="cards")

    def _page(self, statement: Statement) -> str:
        return self.record.paper.section(statement.section).page

    def _flow(self) -> Flow:
        flow: Flow = [("html", '<div class="cards">')]
        for sentence, group in groupby(self.statements, key=lambda s: s.sentence):
            flow.append(("html", f'<div class="sentence" id="{sentence.lower()}">' if sentence else "<div>"))
            for statement in group:
                flow += card(self.record, statement, self._places[statement.id])
            if sentence:
                # Only a private build has anything to put here.
                flow.append(("original", sentence))
            flow.append(("html", "</div>"))
        return [*flow, ("html", "</div>")]


def card(record: Dossier, statement: Statement, place: StatementPlace) -> Flow:
    """Return one card as a flow."""
    kinds = f"card {statement.voice.value} {statement.explicitness.value}"
    return [
        ("html", f'<article class="{kinds}" id="{statement.anchor}" aria-label="Statement {statement.id}">'),
        ("html", _head(statement)),
        ("html", '<p class="card-says">'),
        ("md", statement.proposition),
        ("html", f"</p>{_standing(record, place)}"),
        *_folded(record, statement, place),
        ("html", "</article>"),
    ]


def voice_of(statement: Statement) -> str:
    """Return who speaks, as markup: the paper, someone the paper reports, or the companion for an unstated premise."""
    if statement.explicitness == Explicitness.IMPLICIT:
        return "<b>The companion supplies</b> an unstated premise"
    if statement.voice == Voice.REPORTED:
        return f"The paper reports <b>{escape(statement.attributed_to)}</b>"
    return "<b>The paper</b> says"


def _head(statement: Statement) -> str:
    link = tag("a", escape(statement.id), class_="card-id", href=f"#{statement.anchor}", title="Permanent link")
    return tag("p", link + " " + tag("span", voice_of(statement), class_="card-voice"), class_="card-head")


def _standing(record: Dossier, place: StatementPlace) -> str:
    """Return the one line on a statement's place in the argument; empty for one that takes no part in it."""
    if not place.connected:
        return ""
    supplied = record.by_id[place.statement].explicitness == Explicitness.IMPLICIT
    # A premise that the text does not state is neither asserted nor argued for in it.
    parts = [] if supplied else [tag("span", escape(place.standing.capitalize()), class_="standing")]
    groups = {
        "rests on": [id for reason in place.rests_on for id in reason.inference.premises],
        "supports": [step.conclusion for step in place.supports],
        "attacked by": [objection.source for objection in place.attacked_by],
        "objects to": [id for id in place.attacks if id in record.by_id],
        "objects to the step to": [s.conclusion for s in record.inferences if s.id in place.attacks],
    }
    parts += [f"{words} {_links(ids)}" for words, ids in groups.items() if ids]
    return tag("p", " · ".join(parts), class_="card-place")


def _links(ids: Iterable[str]) -> str:
    return ", ".join(tag("a", escape(id), class_="st", href=f"#{id.lower()}") for id in dict.fromkeys(ids))


def _folded(record: Dossier, statement: Statement, place: StatementPlace) -> Flow:
    flow: Flow = [("html", "<details><summary>Notes, codes and source</summary>")]
    if statement.annotation:
        flow += _said("says-companion", "The companion:", statement.annotation)
    if statement.note:
        label = "Why the argument needs it:" if statement.explicitness == Explicitness.IMPLICIT else "On the print:"
        flow += _said("says-companion", label, statement.note)
    flow.append(("html", tag("dl", "".join(_rows(record, statement, place)))))
    if statement.suggested_references:
        keys = ",".join(statement.suggested_references)
        label = '<p><span class="who-companion">The companion suggests reading</span> (the text cites nothing here): '
        flow += [("html", label), ("cite", keys), ("html", "</p>")]
    return [*flow, ("html", "</details>")]


def _said(kind: str, label: str, text: str) -> Flow:
    return [("html", f'<p class="{kind}"><b>{label}</b> '), ("md", text), ("html", "</p>")]


def _rows(record: Dossier, statement: Statement, place: StatementPlace) -> Iterable[str]:
    book = record.codebook
    yield _row(
        "It is", f"{_label(record, 'role', statement.role)}, {_label(record, 'claim_type', statement.claim_type)}"
    )
    if statement.qualifier != "unstated":
        yield _row("In its words", f"“{escape(statement.qualifier)}”")
    for key, values in statement.codes.items():
        variable = book.variable(key)
        yield _row(escape(variable.label), "".join(_code(key, variable.value(value)) for value in values))
    if statement.repeats:
        yield _row("Repeats", _links([statement.repeats]))
    if place.connected and place.because:
        # The way back matters where a statement does not stand; where it does, its own line says enough.
        lines = place.because[:1] if place.state == State.STANDS else place.because
        yield _row("On this reading", "<br>".join(escape(line) for line in lines))
    if statement.sentence:
        yield _row("Source", source(record, statement))


def _row(term: str, content: str) -> str:
    return tag("dt", term) + tag("dd", content)


def _label(record: Dossier, attribute: str, value: str) -> str:
    return escape(record.codebook.variable(attribute).value(value).label.lower())


def _code(variable: str, value: Any) -> str:
    swatch = f'<i style="--c:{value.colour}"></i>' if value.colour else ""
    link = tag("a", escape(value.label), href=f"#codebook-{variable}-{value.key}")
    return tag("span", swatch + link, class_="card-code")


def source(record: Dossier, statement: Statement) -> str:
    """Return the way back to the article: its page, the section and the sentence's number."""
    section: Section = record.paper.section(statement.section)
    number = str(statement.sentence).rpartition("-")[2]
    page = tag("a", "the article’s page", href=record.paper.url)
    return f"{page}, section “{escape(section.title)}”, sentence {number} of {section.sentences}"


def _chosen(record: Dossier, ids: tuple[str, ...]) -> list[Statement]:
    chosen, problems = [], []
    for id in ids:
        found = [s for s in record.statements if id in (s.id, s.sentence, s.section)]
        chosen += found
        if not found:
            problems.append(_unknown(id))
    if problems:
        raise CompanionError(problems)
    return chosen


def _unknown(id: str) -> Problem:
    return Problem(
        code="unknown-statement",
        file="notebook cell",
        message="no statement, sentence or section is called so",
        value=id,
        remedy="give a section (RES), a sentence (RES-4) or a statement (RES-4a)",
    )
