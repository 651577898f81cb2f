"""Argument maps as display objects: a drawing laid out beforehand, and the same content as a nested list."""

from __future__ import annotations

from pathlib import Path

from companion.analyses.argument import Argument
from companion.analyses.views import SPINE, View, view
from companion.display.display import Display, Payload
from companion.display.required import require
from companion.display.standalone import figure as standalone
from companion.dossier.dossier import Dossier
from companion.dossier.relations import Function, Origin
from companion.errors import Problem
from companion.figures.maps.drawing import Drawing
from companion.figures.maps.outline import Outline
from companion.html import escape, tag
from companion.templates import Flow, Piece, flow_html, markup, rendered

FOLDER = Path(__file__).parent.parent
CSS = FOLDER / "static" / "maps.css"
TEMPLATES = FOLDER / "templates"


class Map(Display):
    """The argument map of a section (``"RES"``) or of the whole (``"spine"``).

    Raises:
        CompanionError: name, title or caption is missing, or there is no such section.
    """

    kind = "map"

    def __init__(self, dossier: Dossier, key: str, *, name: str = "", title: str = "", caption: str = "") -> None:
        self.dossier, self.name, self.title, self.caption = dossier, name, title, caption
        require("the map", *_unknown(dossier, key), name=name, title=title, caption=caption)
        self.view = view(dossier, key)
        self.argument = Argument(dossier)
        self.drawing = Drawing(self.argument, self.view, name)

    def payload(self) -> Payload:
        """Return what the book renders: drawing, legend and list."""
        return Payload(
            flow=[(Piece.HTML, self._drawn())],
            name=self.name,
            number="figure",
            title=self.title,
            caption=self.caption,
            tail=self.listed(),
            classes=["cf-map"],
        )

    def html(self) -> str:
        """Return the map as one self-contained element."""
        body = tag("style", CSS.read_text(encoding="utf-8")) + self._drawn() + flow_html(self.listed())
        return standalone(self.name, self.title, self.caption, body)

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
        shown = f'<div class="map-view cf-scroll" role="region" tabindex="0" aria-label="{label}">{svg}</div>'
        return shown + legend(self.view)

    def listed(self) -> Flow:
        """Return the map as nested lists: each statement above its reasons and what is objected to it."""
        return rendered(
            TEMPLATES,
            "map_list.html",
            title=self.title,
            outline=Outline(self.argument, self.view).entries(),
            apart=self.view.apart,
            left_out=[self.dossier.inference(id) for id in self.view.left_out],
        )


def legend(view: View) -> str:
    """Return what the lines and boxes mean, naming only what the map has."""
    related = {end for step in view.inferences for end in (*step.premises, step.conclusion)}
    related |= {end for conflict in view.conflicts for end in (conflict.source, conflict.target)}
    return markup(
        TEMPLATES,
        "map_legend.html",
        attacks=bool(view.conflicts),
        attacks_own=all(conflict.origin != Origin.AUTHOR for conflict in view.conflicts),
        own_steps=any(step.origin == Origin.COMPANION for step in view.inferences),
        explanations=any(step.function == Function.EXPLANATION for step in view.inferences),
        alone=bool(set(view.statements) - related),
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _unknown(dossier: Dossier, key: str) -> list[Problem]:
    keys = [section.key for section in dossier.paper.sections]
    if key in (SPINE, *keys):
        return []
    remedy = f"give one of {', '.join(keys)}, or {SPINE!r}"
    return [Problem("unknown-section", "notebook cell", "no such section", remedy, value=key)]
