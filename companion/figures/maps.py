"""Argument maps as display objects: a drawing laid out beforehand, and the same content as a nested list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from companion.analyses.acceptance import State, build, label
from companion.analyses.views import SPINE, View, view
from companion.dossier.model import ConflictKind, Dossier, Explicitness, Origin, Structure, Voice
from companion.errors import CompanionError, Problem
from companion.figures.display import Display, Flow, escape, flow_html, tag
from companion.figures.mapdrawing import Drawing
from companion.figures.standalone import figure as standalone

CSS = Path(__file__).parent / "static" / "maps.css"


class Map(Display):
    """The argument map of a section (``"RES"``) or of the whole (``"spine"``).

    Raises CompanionError if name, title or caption is missing, or if there is no such section.
    """

    kind = "map"

    def __init__(self, record: Dossier, key: str, *, name: str = "", title: str = "", caption: str = "") -> None:
        self.record, self.name, self.title, self.caption = record, name, title, caption
        _check(record, key, name=name, title=title, caption=caption)
        self.view = view(record, key)
        self.labelling = label(build(record))
        self.drawing = Drawing(record, self.view, self.labelling, name)

    def payload(self) -> Mapping[str, Any]:
        """Return the JSON the book renders: drawing, legend and list."""
        return {
            "name": self.name,
            "number": "figure",
            "title": self.title,
            "caption": self.caption,
            "flow": [("html", self._drawn())],
            "tail": [("html", f'<details class="map-list" open><summary>{self._summary()}</summary>'), *self.listed(),
                     ("html", "</details>")],
            "anchors": [],
            "files": {},
            "classes": ["cf-map"],
        }  # fmt: skip

    def html(self) -> str:
        """Return the map as one self-contained element."""
        tail = flow_html(self.payload()["tail"])
        return standalone(self.name, self.title, self.caption, tag("style", CSS.read_text()) + self._drawn() + tail)

    def description(self) -> str:
        """Return what the drawing shows, in words."""
        steps, conflicts = len(self.view.inferences), len(self.view.conflicts)
        return (
            f"{_count(len(self.view.statements), 'statement')} in boxes; {_count(steps, 'step')} from reasons down to "
            f"what they are reasons for; {_count(conflicts, 'objection')}. The list after the drawing says the same."
        )

    def _drawn(self) -> str:
        svg = self.drawing.svg(self.title, self.description())
        label = escape(f"{self.title}, drawn")
        view = f'<div class="map-view cf-scroll" role="region" tabindex="0" aria-label="{label}">{svg}</div>'
        return view + legend(self.view)

    def _summary(self) -> str:
        return "The same as a list"

    def listed(self) -> Flow:
        """Return the map as nested lists: each statement above its reasons and what is objected to it."""
        flow: Flow = [
            ("html", f'<div class="map-items" role="region" tabindex="0" aria-label="{escape(self.title)}, listed">')
        ]
        supports = {premise for step in self.view.inferences for premise in step.premises}
        sources = {conflict.source for conflict in self.view.conflicts}
        first = [id for id in self.view.statements if id not in supports and id not in sources]
        said: set[str] = set()
        flow.append(("html", "<ul>"))
        for id in (*first, *self.view.statements):
            # A circle has no first member; what the loop above did not reach is said here.
            if id not in said and (id in first or not _reached(self.view, first, id)):
                flow += self._item(id, said)
        flow.append(("html", "</ul>"))
        if self.view.apart:
            links = ", ".join(_link(id) for id in self.view.apart)
            flow.append(("html", f"<p>Outside the argument of this section: {links}.</p>"))
        if self.view.left_out:
            flow.append(("html", f"<p>Not shown for want of room: {self._left_out()}.</p>"))
        return [*flow, ("html", "</div>")]

    def _left_out(self) -> str:
        """Return the steps for which there was no room, in words."""
        steps = [step for step in self.record.inferences if step.id in self.view.left_out]
        return "; ".join(
            f"the step from {', '.join(map(_link, step.premises))} to {_link(step.conclusion)}" for step in steps
        )

    def _item(self, id: str, said: set[str]) -> Iterator[tuple[str, str]]:
        statement = self.record.statement(id)
        marks = []
        if statement.explicitness == Explicitness.IMPLICIT:
            marks.append("supplied by the companion")
        elif statement.voice == Voice.REPORTED:
            marks.append(f"reported: {statement.attributed_to}")
        if self.labelling[id] != State.STANDS:
            marks.append(str(self.labelling[id]))
        note = f" <i>({escape(', '.join(marks))})</i>" if marks else ""
        yield "html", f"<li>{_link(id)}{note} "
        if id in said:
            yield "html", "(see above)</li>"
            return
        said.add(id)
        yield "md", statement.proposition
        steps = [step for step in self.view.inferences if step.conclusion == id]
        attacks = list(_against(self.view, id))
        if steps or attacks:
            yield "html", "<ul>"
            for step in steps:
                word = f" (“{escape(step.marker)}”)" if step.marker else ""
                whose = "the companion's step" if step.origin == Origin.COMPANION else "because"
                joined = (
                    "together" if step.structure == Structure.LINKED and len(step.premises) > 1 else "each on its own"
                )
                how = f", {joined}" if len(step.premises) > 1 else ""
                yield "html", f'<li class="map-because"><b>{whose}</b>{word}{how}<ul>'
                for premise in step.premises:
                    yield from self._item(premise, said)
                yield "html", "</ul></li>"
            for source, what in attacks:
                yield "html", f'<li class="map-but"><b>objected to{what}</b><ul>'
                yield from self._item(source, said)
                yield "html", "</ul></li>"
            yield "html", "</ul>"
        yield "html", "</li>"


def legend(shown: View) -> str:
    """Return what the lines and boxes mean, naming only what the map has."""
    line = '<svg class="map-key" width="34" height="12" aria-hidden="true" stroke="currentColor" fill="none">{}</svg>'
    keys = [line.format('<path d="M1 6H25"/><path d="M24 1l9 5-9 5z" fill="currentColor" stroke="none"/>')
            + " is a reason for (reasons that count only together meet in one point)"]  # fmt: skip
    if shown.conflicts:
        keys.append(line.format('<path d="M1 6H31" stroke-dasharray="6 4" stroke-width="1.8"/><path d="M31 0v12" '
                                'stroke-width="2.2"/>') + " objects to")  # fmt: skip
    box = line.format('<rect x="1" y="1" width="32" height="10" rx="2"{}/>{}')
    keys.append(box.format(' stroke-dasharray="2 3"', "") + " a premise the companion supplies")
    keys.append(box.format("", '<path d="M5 2v8"/>') + " a view the paper reports")
    if any(step.origin == Origin.COMPANION for step in shown.inferences):
        keys.append("a hollow point is a step that the companion supplies")
    related = {end for step in shown.inferences for end in (*step.premises, step.conclusion)}
    related |= {end for conflict in shown.conflicts for end in (conflict.source, conflict.target)}
    alone = " A box with no line is stated without a reason here." if set(shown.statements) - related else ""
    return f'<p class="map-legend">{"; ".join(keys)}.{alone} Boxes lead to the cards.</p>'


def _against(shown: View, id: str) -> Iterator[tuple[str, str]]:
    """Yield who objects to a statement or to a step that leads to it, and the words for which."""
    steps = {step.id for step in shown.inferences if step.conclusion == id}
    for conflict in shown.conflicts:
        if conflict.target == id:
            yield conflict.source, ""
        elif conflict.target in steps:
            yield conflict.source, ", as a step"
        elif conflict.symmetric and conflict.kind != ConflictKind.UNDERCUT and conflict.source == id:
            yield conflict.target, ""


def _reached(shown: View, first: Iterable[str], goal: str) -> bool:
    seen, waiting = set(first), list(first)
    while waiting:
        id = waiting.pop()
        near = [p for step in shown.inferences if step.conclusion == id for p in step.premises]
        near += [source for source, _ in _against(shown, id)]
        waiting += [other for other in near if other not in seen]
        seen.update(near)
    return goal in seen


def _link(id: str) -> str:
    return tag("a", escape(id), href=f"#{id.lower()}", class_="st")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _check(record: Dossier, key: str, **given: str) -> None:
    problems = [
        Problem("incomplete-figure", "notebook cell", f"the map has no {part}", f"pass {part}=…", field=part)
        for part, value in given.items()
        if not value.strip()
    ]
    keys = [section.key for section in record.paper.sections]
    if key not in (SPINE, *keys):
        remedy = f"give one of {', '.join(keys)}, or {SPINE!r}"
        problems.append(Problem("unknown-section", "notebook cell", "no such section", remedy, value=key))
    if problems:
        raise CompanionError(problems)
