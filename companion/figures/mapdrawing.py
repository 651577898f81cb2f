"""An argument map as SVG: boxes that are links, steps that join at a point, objections dashed with a bar.

Everything is drawn in ``currentColor``, so a map follows the page's light or dark theme.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from companion.analyses.acceptance import Labelling, State
from companion.analyses.views import SPINE, View
from companion.dossier.model import (
    Conflict,
    ConflictKind,
    Dossier,
    Explicitness,
    Inference,
    Origin,
    Statement,
    Structure,
    Voice,
)
from companion.figures.display import escape, tag
from companion.figures.layers import Item, Layout, components, lay_out, spread
from companion.figures.wrapping import SIZE, text_width, wrapped

ROOM = 644
"""The measure of the page, less the margins."""
BOX = 150
PAD = 9
LINE = 16
GAP = 54
"""Between rows: room for a joining point, its word, and an arrowhead."""
JOINT = 22
"""From a joining point down to the box it leads to."""
ABREAST = 13
"""Between the points of premises that count each on its own."""
APART = 14
"""Between parts that no line connects."""
MARGIN = 6
RADIUS = 4.5


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


class Drawing:
    """One map, laid out; :meth:`svg` draws it."""

    def __init__(self, record: Dossier, view: View, labelling: Labelling, name: str) -> None:
        self.record, self.view, self.name = record, view, name
        self.steps = {step.id: step for step in view.inferences}
        blank = {id: _box(record.statement(id), labelling[id]) for id in view.statements}
        self.edges = [(premise, step.conclusion) for step in view.inferences for premise in step.premises]
        self.edges += [self._ends(conflict) for conflict in view.conflicts]
        self.boxes: dict[str, Box] = {}
        self.ways: dict[tuple[str, str], list[tuple[float, float]]] = {}
        """Edge → the points it passes through, from the top."""
        self.width = self.height = 0.0
        for shelf in self._shelves(blank):
            self._fill(shelf, blank)
        self.joints = self._joints()

    def _shelves(self, blank: Mapping[str, Box]) -> list[list[Layout]]:
        """Lay out each connected part, and set parts beside each other as long as there is room."""
        parts = [
            lay_out(dict.fromkeys(ids, BOX), [edge for edge in self.edges if edge[0] in ids], room=ROOM)
            for ids in components(blank, self.edges)
        ]
        # Boxes that nothing leads to or from come last.
        parts.sort(key=lambda part: len(part.items) == 1)
        shelves: list[list[Layout]] = []
        for part in parts:
            for shelf in shelves:
                if sum(other.width + APART for other in shelf) + part.width <= ROOM:
                    shelf.append(part)
                    break
            else:
                shelves.append([part])
        return shelves

    def _fill(self, shelf: Sequence[Layout], blank: Mapping[str, Box]) -> None:
        """Give the boxes of one shelf their places, below what has been placed so far."""
        top = self.height + (GAP * 0.7 if self.height else 0)
        left = 0.0
        for part in shelf:
            tops, bottoms = _rows(part, blank, top)
            for id, item in part.items.items():
                if id in blank:
                    self.boxes[id] = replace(blank[id], x=left + item.x, top=tops[item.row], floor=bottoms[item.row])
            for edge, names in part.routes.items():
                items = [part.items[name] for name in names]
                self.ways[edge] = [(left + i.x, y) for i in items for y in (tops[i.row], bottoms[i.row])]
            left += part.width + APART
            self.width = max(self.width, left - APART)
            self.height = max(self.height, bottoms[-1])

    def _ends(self, conflict: Conflict) -> tuple[str, str]:
        step = self.steps.get(conflict.target)
        return conflict.source, step.conclusion if step else conflict.target

    def _joints(self) -> dict[str, tuple[float, float]]:
        """Return where the premises of each step join: above the conclusion, between it and the premises."""
        by_row: dict[float, list[Inference]] = {}
        for step in self.view.inferences:
            by_row.setdefault(self.boxes[step.conclusion].top, []).append(step)
        joints: dict[str, tuple[float, float]] = {}
        for top, steps in by_row.items():
            wanted = {}
            for step in steps:
                last = [self._last(premise, step.conclusion) for premise in step.premises]
                target = self.boxes[step.conclusion]
                wanted[step.id] = target.within((sum(last) / len(last) + 2 * target.x) / 3)
            order = sorted(wanted, key=lambda id: wanted[id])
            items = [Item(id, 2 * RADIUS + max(text_width(_word(self.steps[id]), 11), 8)) for id in order]
            spread(items, [wanted[id] for id in order], 10)
            joints |= {item.id: (item.x, top - JOINT) for item in items}
        return joints

    def _last(self, source: str, target: str) -> float:
        """Return where an edge comes from, seen from its target: its last passage or its source."""
        way = self.ways.get((source, target))
        return way[-1][0] if way else self.boxes[source].x

    def svg(self, title: str, description: str) -> str:
        """Return the drawing; title and description stand inside it, and every box is a link to its card."""
        width, height = self.width + 2 * MARGIN, self.height + 2 * MARGIN
        attacks = "".join(self._attack(conflict) for conflict in self.view.conflicts)
        body = (
            f'<g transform="translate({MARGIN},{MARGIN})">' + "".join(map(self._step, self.view.inferences)) + attacks
        )
        body += "".join(_box_svg(box, self.view) for box in self.boxes.values()) + "</g>"
        head = tag("title", escape(title), id=f"{self.name}-t") + tag("desc", escape(description), id=f"{self.name}-d")
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(width)}" height="{_n(height)}" '
            f'viewBox="0 0 {_n(width)} {_n(height)}" role="group" aria-labelledby="{self.name}-t" '
            f'aria-describedby="{self.name}-d" class="map-svg" fill="none" stroke="currentColor" stroke-width="1.3" '
            f'font-family="system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif" '
            f'font-size="{SIZE}">{head}{_markers(self.name)}{body}</svg>'
        )

    def _points(self, step: Inference) -> dict[tuple[str, ...], float]:
        """Return the points of a step: one where linked premises join, one for each convergent premise."""
        x = self.joints[step.id][0]
        if step.structure == Structure.LINKED or len(step.premises) == 1:
            return {step.premises: x}
        order = sorted(step.premises, key=lambda id: self._last(id, step.conclusion))
        first = x - ABREAST * (len(order) - 1) / 2
        return {(premise,): first + ABREAST * i for i, premise in enumerate(order)}

    def _step(self, step: Inference) -> str:
        """Draw a step: premises to their point, an arrow from there to the conclusion, and the text's word for it."""
        y, target = self.joints[step.id][1], self.boxes[step.conclusion]
        own = step.origin == Origin.COMPANION
        parts = [tag("title", escape(f"{step.id}: {step.warrant}"))]
        points = self._points(step)
        for premises, x in points.items():
            parts += [tag("path", d=_curve(self._way(premise, step.conclusion, (x, y)))) for premise in premises]
            end = (target.within(x), target.top - 1)
            parts.append(tag("path", d=_curve([(x, y), end]), marker_end=f"url(#{self.name}-for)"))
        look = {"class_": "map-hollow", "fill": "none"} if own else {"fill": "currentColor"}
        parts += [tag("circle", cx=_n(x), cy=_n(y), r=RADIUS, **look) for x in points.values()]
        if word := _word(step):
            right = max(points.values()) + 9
            fits = right + text_width(word, 11) <= self.width
            parts.append(tag(
                "text", escape(word), x=_n(right if fits else min(points.values()) - 9), y=_n(y + 3.5), font_size="11",
                text_anchor=None if fits else "end", fill="currentColor", font_style="italic", class_="map-word",
            ))  # fmt: skip
        return tag("g", "".join(parts), class_="map-step")

    def _attack(self, conflict: Conflict) -> str:
        source, target = self._ends(conflict)
        start, goal = self.boxes[source], self.boxes[target]
        upward = (source, target) not in self.ways
        if conflict.target in self.joints:
            x, y = self.joints[conflict.target]
            points = (
                self._way(source, target, (x, y - RADIUS - 4)) if not upward else [(start.x, start.top), (x, y + 9)]
            )
        elif upward:
            points = [(start.within(goal.x), start.top - 1), (goal.within(start.x), goal.bottom + 2)]
        else:
            points = self._way(source, target, (goal.within(self._last(source, target)), goal.top - 2))
        both = conflict.symmetric and conflict.kind != ConflictKind.UNDERCUT
        line = tag(
            "path", d=_curve(points), stroke_dasharray="6 4", stroke_width="1.8",
            marker_end=f"url(#{self.name}-against)", marker_start=f"url(#{self.name}-against)" if both else None,
        )  # fmt: skip
        return tag("g", tag("title", escape(f"{conflict.id}: {conflict.rationale}")) + line, class_="map-attack")

    def _way(self, source: str, target: str, end: tuple[float, float]) -> list[tuple[float, float]]:
        """Return the points of an edge: out of the source, through its passages, to the end."""
        box = self.boxes[source]
        points = [*self.ways.get((source, target), ()), end]
        x = box.leaving(points[0][0])
        # Straight down past taller neighbours before it turns.
        return [(x, box.bottom), (x, box.floor), *points]


def _rows(layout: Layout, boxes: Mapping[str, Box], top: float) -> tuple[list[float], list[float]]:
    """Return the upper and the lower edge of each row, from the first row's upper edge downwards."""
    tops, bottoms, y = [], [], top
    for row in layout.rows:
        height = max((boxes[id].height for id in row if id in boxes), default=0)
        tops.append(y)
        bottoms.append(y + height)
        y += height + GAP
    return tops, bottoms


def _box(statement: Statement, state: State) -> Box:
    notes = []
    if statement.explicitness == Explicitness.IMPLICIT:
        notes.append("supplied")
    elif statement.voice == Voice.REPORTED:
        notes.append("reported")
    if state != State.STANDS:
        notes.append(str(state))
    head = " · ".join([statement.id, *notes])
    lines = tuple(wrapped(statement.proposition, BOX - 2 * PAD))
    return Box(statement, head, lines, LINE * (len(lines) + 1) + PAD + 6)


def _box_svg(box: Box, view: View) -> str:
    statement = box.statement
    elsewhere = view.key not in (SPINE, statement.section)
    kind = "implicit" if statement.explicitness == Explicitness.IMPLICIT else str(statement.voice)
    left = box.x - BOX / 2
    frame = tag(
        "rect", x=_n(left), y=_n(box.top), width=BOX, height=_n(box.height), rx=4,
        stroke_dasharray="2 3" if kind == "implicit" else None, stroke_opacity="0.45" if elsewhere else "0.8",
        fill="currentColor", fill_opacity="0.03",
    )  # fmt: skip
    # A second rule at the left edge is the mark of a reported view on the cards too.
    rule = tag("path", d=f"M{_n(left + 4)} {_n(box.top + 3)}V{_n(box.bottom - 3)}") if kind == "reported" else ""
    id, _, notes = box.head.partition(" ")
    head = tag("tspan", escape(id), font_weight="700") + f" {escape(notes)}"
    texts = [tag("tspan", head, x=_n(left + PAD), y=_n(box.top + LINE + 1), font_size="11.5")]
    texts += [
        tag("tspan", escape(line), x=_n(left + PAD), y=_n(box.top + LINE * (i + 2) + 2))
        for i, line in enumerate(box.lines)
    ]
    # A space between the lines keeps words apart where the text is read aloud or copied.
    text = tag("text", " ".join(texts), fill="currentColor", stroke="none")
    whole = tag("title", escape(f"{box.head}: {statement.proposition}"))
    return tag("a", whole + frame + rule + text, href=f"#{statement.anchor}", class_=f"map-box {kind}")


def _word(step: Inference) -> str:
    """Return the text's own word for a step, short enough to stand beside it."""
    word = step.marker or ""
    return word if len(word) <= 18 else word[:17].rstrip() + "…"


def _curve(points: Sequence[tuple[float, float]]) -> str:
    """Return a path through points that leaves and enters each of them vertically."""
    (x, y), *rest = points
    parts = [f"M{_n(x)} {_n(y)}"]
    for to_x, to_y in rest:
        if abs(to_x - x) < 1:
            parts.append(f"L{_n(to_x)} {_n(to_y)}")
        else:
            middle = (y + to_y) / 2
            parts.append(f"C{_n(x)} {_n(middle)} {_n(to_x)} {_n(middle)} {_n(to_x)} {_n(to_y)}")
        x, y = to_x, to_y
    return "".join(parts)


def _markers(name: str) -> str:
    """Return the two arrowheads: a triangle for support, a bar for an objection."""
    common = 'viewBox="0 0 10 10" orient="auto-start-reverse" markerUnits="userSpaceOnUse"'
    support = f'<marker id="{name}-for" {common} refX="9" refY="5" markerWidth="10" markerHeight="10">'
    support += '<path d="M0 0L10 5L0 10z" fill="currentColor" stroke="none"/></marker>'
    attack = f'<marker id="{name}-against" {common} refX="5" refY="5" markerWidth="16" markerHeight="16">'
    attack += '<path d="M5 0V10" stroke="currentColor" stroke-width="2.2"/></marker>'
    return tag("defs", support + attack)


def _n(number: float) -> str:
    """Write a coordinate with one decimal, so that a build on another machine gives the same bytes."""
    return f"{number:.1f}".removesuffix(".0").replace("-0.0", "0")
