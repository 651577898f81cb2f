"""An argument map as SVG: boxes that are links, steps that join at a point, objections dashed with a bar.

Everything is drawn in ``currentColor``, so a map follows the page's light or dark theme.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from companion.analyses.argument import Argument, Outcome
from companion.analyses.views import View
from companion.dossier.relations import Conflict, Function, Inference, Origin, Structure
from companion.dossier.statements import Explicitness, Statement, Voice
from companion.figures.maps.layers import Item, Layout, components, lay_out, spread
from companion.figures.maps.outline import TOLD
from companion.figures.maps.svg import BOX, LINE, PAD, Box, box_svg, curve, markers, number, word_of
from companion.figures.maps.wrapping import SIZE, text_width, wrapped
from companion.html import escape, tag

ROOM = 644
"""The measure of the page, less the margins."""
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


class Drawing:
    """One map, laid out; :meth:`svg` draws it."""

    def __init__(self, argument: Argument, view: View, name: str) -> None:
        dossier = argument.dossier
        self.view, self.name = view, name
        self.steps = {step.id: step for step in view.inferences}
        blank = {id: _box(dossier.statement(id), argument.outcome(id)) for id in view.statements}
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
            items = [Item(id, 2 * RADIUS + max(text_width(word_of(self.steps[id]), 11), 8)) for id in order]
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
        body += "".join(box_svg(box, self.view) for box in self.boxes.values()) + "</g>"
        head = tag("title", escape(title), id=f"{self.name}-t") + tag("desc", escape(description), id=f"{self.name}-d")
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(width)}" height="{number(height)}" '
            f'viewBox="0 0 {number(width)} {number(height)}" role="group" aria-labelledby="{self.name}-t" '
            f'aria-describedby="{self.name}-d" class="map-svg" fill="none" stroke="currentColor" stroke-width="1.3" '
            f'font-family="system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif" '
            f'font-size="{SIZE}">{head}{markers(self.name)}{body}</svg>'
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
        own, explains = step.origin == Origin.COMPANION, step.function == Function.EXPLANATION
        dots = "1.5 4" if explains else None
        head = f"url(#{self.name}-{'why' if explains else 'for'})"
        parts = [tag("title", escape(f"{step.id}: {step.warrant}"))]
        points = self._points(step)
        for premises, x in points.items():
            ways = [curve(self._way(premise, step.conclusion, (x, y))) for premise in premises]
            parts += [tag("path", d=way, stroke_dasharray=dots) for way in ways]
            end = (target.within(x), target.top - 1)
            parts.append(tag("path", d=curve([(x, y), end]), stroke_dasharray=dots, marker_end=head))
        look = {"class_": "map-hollow", "fill": "none"} if own else {"fill": "currentColor"}
        parts += [tag("circle", cx=number(x), cy=number(y), r=RADIUS, **look) for x in points.values()]
        if word := word_of(step):
            right = max(points.values()) + 9
            fits = right + text_width(word, 11) <= self.width
            place = {"x": number(right if fits else min(points.values()) - 9), "y": number(y + 3.5)}
            style = {"font_size": "11", "text_anchor": None if fits else "end", "fill": "currentColor"}
            parts.append(tag("text", escape(word), **place, **style, font_style="italic", class_="map-word"))
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
        bar = f"url(#{self.name}-against)"
        line = tag(
            "path", d=curve(points), stroke_dasharray="6 4", stroke_width="1.8",
            marker_end=bar, marker_start=bar if conflict.both_ways else None,
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


def _box(statement: Statement, outcome: Outcome) -> Box:
    notes = []
    if statement.explicitness == Explicitness.IMPLICIT:
        notes.append("supplied")
    elif statement.voice == Voice.REPORTED:
        notes.append("reported")
    if outcome in TOLD:
        notes.append(str(outcome))
    head = " · ".join([statement.id, *notes])
    lines = tuple(wrapped(statement.proposition, BOX - 2 * PAD))
    return Box(statement, head, lines, LINE * (len(lines) + 1) + PAD + 6)
