"""Cards: one statement each, the proposition and its voice first, everything else folded beneath."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from companion.dossier.model import Dossier, Statement, Voice
from companion.errors import CompanionError, Problem
from companion.figures.display import Display, Flow, escape, flow_html, tag


class Cards(Display):
    """The cards of some sentences (``RES-4``) or statements (``RES-4a``), in the order given; all of a section if a
    section's key is given. Raises CompanionError naming every unknown identifier.
    """  # fmt: skip

    kind = "cards"

    def __init__(self, record: Dossier, *ids: str) -> None:
        self.record = record
        self.statements = tuple(_chosen(record, ids))

    def payload(self) -> Mapping[str, Any]:
        """Return the JSON the book renders."""
        anchors = [statement.anchor for statement in self.statements]
        anchors += list(dict.fromkeys(s.sentence.lower() for s in self.statements if s.sentence))
        return {"name": None, "number": None, "flow": self._flow(), "tail": [], "anchors": anchors, "files": {},
                "classes": ["cards"]}  # fmt: skip

    def html(self) -> str:
        """Return the cards as plain HTML."""
        return tag("div", flow_html(self._flow()), class_="cards")

    def _flow(self) -> Flow:
        flow: Flow = []
        for sentence, group in groupby(self.statements, key=lambda s: s.sentence):
            flow.append(("html", f'<div class="sentence" id="{sentence.lower()}">' if sentence else "<div>"))
            for statement in group:
                flow += card(self.record, statement)
            flow.append(("html", "</div>"))
        return flow


def card(record: Dossier, statement: Statement) -> Flow:
    """Return one card as a flow."""
    reported = statement.voice == Voice.REPORTED
    who = f"The paper reports: {statement.attributed_to}" if reported else "The paper"
    head = tag("a", escape(statement.id), class_="card-id", href=f"#{statement.anchor}")
    head += tag("span", escape(who), class_="card-voice")
    flow: Flow = [
        ("html", f'<article class="card {statement.voice}" id="{statement.anchor}"><p class="card-head">{head}</p>'),
        ("html", '<p class="card-says">'), ("md", statement.proposition), ("html", "</p>"),
    ]  # fmt: skip
    folded: Flow = []
    for label, text in (("The companion notes", statement.annotation), ("On the printed English", statement.note)):
        if text:
            folded += [("html", f"<p><b>{label}:</b> "), ("md", text), ("html", "</p>")]
    if statement.suggested_references:
        keys = ",".join(statement.suggested_references)
        folded += [("html", "<p><b>The companion suggests reading:</b> "), ("cite", keys), ("html", "</p>")]
    if folded:
        flow += [("html", "<details><summary>Codes, notes and sources</summary>"), *folded, ("html", "</details>")]
    return [*flow, ("html", "</article>")]


def _chosen(record: Dossier, ids: tuple[str, ...]) -> list[Statement]:
    chosen, problems = [], []
    for id in ids:
        found = [s for s in record.statements if id in (s.id, s.sentence, s.section)]
        chosen += found
        if not found:
            problems.append(Problem(code="unknown-statement", file="notebook cell", message="no such statement",
                                    value=id, remedy="give a sentence (RES-4), a statement (RES-4a) or a section (RES)"))  # fmt: skip
    if problems:
        raise CompanionError(problems)
    return chosen
