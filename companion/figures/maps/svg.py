"""The marks of an argument map in SVG: boxes, curves, arrowheads; everything in ``currentColor``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from companion.analyses.views import SPINE, View
from companion.dossier.relations import Inference
from companion.dossier.statements import Explicitness, Statement
from companion.html import escape, tag

BOX = 150
PAD = 9
LINE = 16


@dataclass(frozen=True)
class Box:
    """A statement with its lines of text and the place of its box."""

    statement: Statement
    head: str
    lines: tuple[str, ...]
    height: float
    x: float = 0
    """Centre."""
    top: float = 0
    floor: float = 0
    """Lower edge of the tallest box in its row."""

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.top + self.height

    def within(self, x: float) -> float:
        """Return the place nearest to ``x`` where an arrow may meet the box."""
        return min(max(x, self.x - BOX / 2 + 14), self.x + BOX / 2 - 14)

    def leaving(self, x: float) -> float:
        """Return the place on the lower edge from which an edge towards ``x`` starts."""
        return min(max(x, self.x - BOX / 5), self.x + BOX / 5)


def box_svg(box: Box, view: View) -> str:
    """Return one box: frame, the rule of a reported view, name and lines; the whole is a link to the card."""
    statement = box.statement
    elsewhere = view.key not in (SPINE, statement.section)
    kind = "implicit" if statement.explicitness == Explicitness.IMPLICIT else str(statement.voice)
    left = box.x - BOX / 2
    frame = tag(
        "rect", x=number(left), y=number(box.top), width=BOX, height=number(box.height), rx=4,
        stroke_dasharray="2 3" if kind == "implicit" else None, stroke_opacity="0.45" if elsewhere else "0.8",
        fill="currentColor", fill_opacity="0.03",
    )  # fmt: skip
    # A second rule at the left edge is the mark of a reported view on the cards too.
    rule = (
        tag("path", d=f"M{number(left + 4)} {number(box.top + 3)}V{number(box.bottom - 3)}")
        if kind == "reported"
        else ""
    )
    id, _, notes = box.head.partition(" ")
    head = tag("tspan", escape(id), font_weight="700") + f" {escape(notes)}"
    texts = [tag("tspan", head, x=number(left + PAD), y=number(box.top + LINE + 1), font_size="11.5")]
    texts += [
        tag("tspan", escape(line), x=number(left + PAD), y=number(box.top + LINE * (i + 2) + 2))
        for i, line in enumerate(box.lines)
    ]
    # A space between the lines keeps words apart where the text is read aloud or copied.
    text = tag("text", " ".join(texts), fill="currentColor", stroke="none")
    whole = tag("title", escape(f"{box.head}: {statement.proposition}"))
    return tag("a", whole + frame + rule + text, href=f"#{statement.anchor}", class_=f"map-box {kind}")


def word_of(step: Inference) -> str:
    """Return the text's own word for a step, short enough to stand beside it."""
    word = step.marker or ""
    return word if len(word) <= 18 else word[:17].rstrip() + "…"


def curve(points: Sequence[tuple[float, float]]) -> str:
    """Return a path through points that leaves and enters each of them vertically."""
    (x, y), *rest = points
    parts = [f"M{number(x)} {number(y)}"]
    for to_x, to_y in rest:
        if abs(to_x - x) < 1:
            parts.append(f"L{number(to_x)} {number(to_y)}")
        else:
            middle = (y + to_y) / 2
            parts.append(f"C{number(x)} {number(middle)} {number(to_x)} {number(middle)} {number(to_x)} {number(to_y)}")
        x, y = to_x, to_y
    return "".join(parts)


def markers(name: str) -> str:
    """Return the arrowheads: a triangle for a reason, an open one for an explanation, a bar for an objection."""
    common = 'viewBox="0 0 10 10" orient="auto-start-reverse" markerUnits="userSpaceOnUse"'
    support = f'<marker id="{name}-for" {common} refX="9" refY="5" markerWidth="10" markerHeight="10">'
    support += '<path d="M0 0L10 5L0 10z" fill="currentColor" stroke="none"/></marker>'
    why = f'<marker id="{name}-why" {common} refX="9" refY="5" markerWidth="11" markerHeight="11">'
    why += '<path d="M1 1L9 5L1 9" fill="none" stroke="currentColor" stroke-width="1.5"/></marker>'
    attack = f'<marker id="{name}-against" {common} refX="5" refY="5" markerWidth="16" markerHeight="16">'
    attack += '<path d="M5 0V10" stroke="currentColor" stroke-width="2.2"/></marker>'
    return tag("defs", support + why + attack)


def number(value: float) -> str:
    """Write a coordinate with one decimal, so that a build on another machine gives the same bytes."""
    return f"{value:.1f}".removesuffix(".0").replace("-0.0", "0")
