"""Open points: critical questions and tensions, as lists to read rather than tables to scroll."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from companion.display.display import Anchor, Display, Payload
from companion.display.standalone import STYLE
from companion.dossier.dossier import Dossier
from companion.dossier.relations import Answer, CriticalQuestion, QuestionStatus, QuestionType, Tension
from companion.figures.cards import TEMPLATES
from companion.figures.naming import links, replaced
from companion.html import tag
from companion.templates import Flow, flow_html, rendered

STATUS = {
    QuestionStatus.ANSWERED: "taken up in the text",
    QuestionStatus.OPEN: "open in this text",
    QuestionStatus.NOT_APPLICABLE: "does not apply",
}
SIDE = {
    Answer.FOR: "the text speaks for the step",
    Answer.AGAINST: "the text speaks against the step",
}
TYPE = {
    QuestionType.ASSUMPTION: "must be met once it is asked",
    QuestionType.EXCEPTION: "counts only when it is shown",
}
ACROSS = ""
"""In place of a section's key: what belongs to none."""


class _Points(Display):
    """A list of open points; a subclass says which, and what template shows one."""

    kind = "flow"
    template = ""

    def __init__(self, points: list[dict[str, Any]], home: str | None = None, folded: str = "") -> None:
        self._points, self._home, self._folded = points, home, folded
        self._anchors: dict[str, Anchor] = {}

    def payload(self) -> Payload:
        """Return what the book renders."""
        return Payload(flow=self._flow(), anchors=self._anchors)

    def html(self) -> str:
        """Return the list as plain HTML."""
        return tag("style", STYLE) + flow_html(self._flow())

    def _flow(self) -> Flow:
        at_home = self._home is not None
        shown = {"kind": self.template, "points": self._points, "at_home": at_home, "folded": self._folded}
        return rendered(TEMPLATES, "points.html", **shown)


class Questions(_Points):
    """The critical questions put to the steps of a section, or all of them.

    ``section`` is a section's key, or ``ACROSS`` for the steps that join sections. ``answers`` keeps
    those on which the text speaks so, ``None`` among them those on which it says nothing. ``home`` names the page on
    which they are told (``#q-res-4`` leads there). ``folded`` is the line of the fold in which they lie, if they
    are to lie in one.
    """

    template = "question.html"

    def __init__(
        self,
        dossier: Dossier,
        section: str | None = None,
        answers: Collection[Answer | None] | None = None,
        home: str | None = None,
        folded: str = "",
    ) -> None:
        chosen = [
            question
            for question in dossier.questions
            if section in (None, question.section or ACROSS) and (answers is None or question.answer in answers)
        ]
        super().__init__([self._point(dossier, question) for question in chosen], home, folded)
        self._anchors = {q.id.lower(): Anchor(q.id, title=q.question, page=home) for q in chosen} if home else {}

    @staticmethod
    def _point(dossier: Dossier, question: CriticalQuestion) -> dict[str, Any]:
        step = dossier.inference(question.inference)
        return {
            "id": question.id.lower(),
            "asked": replaced(dossier, question.question, quoted=False),
            "where": links(dossier, question.answered_by, nothing=""),
            "premises": links(dossier, step.premises, " and "),
            "conclusion": links(dossier, [step.conclusion]),
            "type": TYPE[question.type],
            "status": SIDE[question.answer] if question.answer else STATUS[question.status],
            "side": question.answer or "open",
        }


class Tensions(_Points):
    """The tensions with a member in a section, or all, or those of one reading.

    ``home`` names the page on which they are told (``#t-3`` leads there); anywhere else a line each leads to it.
    ``folded`` is as for questions.
    """

    template = "tension.html"

    def __init__(
        self,
        dossier: Dossier,
        section: str | None = None,
        reading: str | None = None,
        home: str | None = None,
        folded: str = "",
    ) -> None:
        chosen = [t for t in dossier.tensions if _touches(dossier, t, section) and reading in (None, t.reading)]
        book = dossier.codebook
        super().__init__(
            [
                {
                    "tension": tension,
                    "reading": book.word("reading", tension.reading),
                    "kind": book.word("tension", tension.kind),
                    "members": links(dossier, tension.members),
                    "rationale": replaced(dossier, tension.rationale.strip(), quoted=False),
                    "charity": replaced(dossier, tension.charitable_reading.strip(), quoted=False),
                }
                for tension in chosen
            ],
            home,
            folded,
        )
        self._anchors = {t.id.lower(): Anchor(t.id, "tension", t.title, home) for t in chosen} if home else {}


def _touches(dossier: Dossier, tension: Tension, section: str | None) -> bool:
    return section is None or any(
        id in dossier.by_id and dossier.statement(id).section == section for id in tension.members
    )
