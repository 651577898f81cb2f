"""Open points: critical questions and tensions, as lists to read rather than tables to scroll."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from companion.dossier.model import CriticalQuestion, Dossier, QuestionStatus, QuestionType, Reading, Tension
from companion.figures.display import Display, Flow, escape, flow_html, tag
from companion.figures.standalone import STYLE

STATUS = {
    QuestionStatus.ANSWERED: "taken up in the text",
    QuestionStatus.OPEN: "open in this text",
    QuestionStatus.NOT_APPLICABLE: "does not apply",
}
TYPE = {
    QuestionType.ASSUMPTION: "must be met once it is asked",
    QuestionType.EXCEPTION: "counts only when it is shown",
}
READING = {
    Reading.REAL: "real: remains on a second reading",
    Reading.APPARENT: "apparent: dissolves on a second reading",
    Reading.TRANSLATION: "translation: comes from the printed English",
}


class _Points(Display):
    """A list of open points; a subclass says which."""

    kind = "flow"

    def __init__(self, points: Iterable[Flow], anchors: Mapping[str, str] | None = None) -> None:
        self._points = list(points)
        self._anchors = dict(anchors or {})

    def payload(self) -> Mapping[str, Any]:
        """Return the JSON the book renders."""
        return {"name": None, "flow": self._flow(), "anchors": self._anchors}

    def html(self) -> str:
        """Return the list as plain HTML."""
        return tag("style", STYLE) + flow_html(self._flow())

    def _flow(self) -> Flow:
        flow: Flow = [("html", '<ul class="points">')]
        for point in self._points or [[("html", "None is recorded.")]]:
            flow += [("html", "<li>"), *point, ("html", "</li>")]
        return [*flow, ("html", "</ul>")]


class Questions(_Points):
    """The critical questions put to the steps of a section, or all of them.

    ``section`` is a section's key; questions to steps across sections are shown only without it.
    """

    def __init__(self, record: Dossier, section: str | None = None) -> None:
        chosen = [q for q in record.questions if section in (None, q.section)]
        super().__init__(_question(record, question) for question in chosen)


class Tensions(_Points):
    """The tensions with a member in a section, or all, or those of one reading.

    ``home`` names the page on which these are the permanent entries (``#t-3`` leads there); elsewhere their titles link
    to it.
    """

    def __init__(
        self, record: Dossier, section: str | None = None, reading: str | None = None, home: str | None = None
    ) -> None:
        chosen = [t for t in record.tensions if _touches(record, t, section) and reading in (None, t.reading)]
        anchors = {t.id.lower(): home for t in chosen} if home else {}
        super().__init__((_tension(tension, home is not None) for tension in chosen), anchors)


def _touches(record: Dossier, tension: Tension, section: str | None) -> bool:
    return section is None or any(
        id in record.by_id and record.statement(id).section == section for id in tension.members
    )


def _question(record: Dossier, question: CriticalQuestion) -> Flow:
    step = next(i for i in record.inferences if i.id == question.inference)
    path = f"{_links(step.premises)} → {_links([step.conclusion])}"
    status = STATUS[question.status]
    if question.answered_by:
        status += f": {_links(question.answered_by)}"
    meta = f"To the step {path} · {TYPE[question.type]} · <b>{status}</b>"
    return [("md", question.question), ("html", tag("p", meta, class_="point-meta"))]


def _tension(tension: Tension, at_home: bool) -> Flow:
    title = f"<b>{escape(tension.title)}</b>"
    name = tension.id if at_home else tag("a", tension.id, href=f"#{tension.id.lower()}", class_="st")
    anchor = {"id": tension.id.lower()} if at_home else {}
    meta = f"{name} · {READING[tension.reading]} · {tension.kind.replace('_', ' ')} · {tension.confidence} confidence"
    head = tag("span", title, **anchor) + tag("p", f"{meta} · {_links(tension.members)}", class_="point-meta")
    return [
        ("html", head),
        ("md", tension.rationale.strip()),
        ("html", ' <span class="charity"><i>In its favour:</i> '),
        ("md", tension.charitable_reading.strip()),
        ("html", "</span>"),
    ]


def _links(ids: Iterable[str]) -> str:
    return ", ".join(tag("a", escape(id), class_="st", href=f"#{id.lower()}") for id in ids)
