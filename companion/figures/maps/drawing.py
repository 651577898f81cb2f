"""An argument map in layers, for a page with room: reasons above, what they are reasons for below.

Steps join at a point; objections are dashed and end in a bar. Statements that nothing joins are not drawn.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import permutations

from companion.analyses.argument import Argument
from companion.analyses.views import View
from companion.dossier.relations import Conflict, Inference, Structure
from companion.figures.maps.boxes import Box, Boxes
from companion.figures.maps.layers import Item, Layout, components, lay_out, spread
from companion.figures.maps.packing import Part, pack
from companion.figures.maps.svg import (
    RADIUS,
    SMALL,
    attack_group,
    box_svg,
    curve,
    joint,
    line,
    number,
    objecting,
    picture,
    step_group,
)
from companion.figures.maps.wrapping import text_width, wrapped
from companion.html import escape, tag

ROOM = 644
"""The measure of the page, less the margins."""
BETWEEN = 10
"""Between neighbours in a row."""
GAP = 46
"""Between rows: room for a joining point, its word, and an arrowhead."""
JOINT = 21
"""From a joining point down to the box it leads to."""
ABREAST = 13
"""Between the points of premises that count each on its own."""
APART = 18
"""Between parts that no line connects."""
FEW = 5
"""Parts of which every order is tried."""
MARGIN = 6
SHARES = (1, 0.8, 0.6, 0.5, 0.4)
"""Of the room: how broad a part may be laid out."""
WORD = 88
"""Width of the text's word for a step, which takes as many lines as it needs."""


class Drawing:
    """One map, laid out; :meth:`svg` draws it."""

    def __init__(
        self, argument: Argument, view: View, name: str, varies: Collection[str] = (), *, room: float = ROOM
    ) -> None:
        self.view, self.name, self.room = view, name, room
        self.steps = {step.id: step for step in view.inferences}
        boxes = Boxes(argument, view, varies)
        self.lines = boxes.lines
        blank = {id: boxes.box(id) for id in view.statements if id in view.joined}
        self.edges = [(premise, step.conclusion) for step in view.inferences for premise in step.premises]
        self.edges += [self._ends(conflict) for conflict in view.conflicts]
        self.boxes: dict[str, Box] = {}
        self.ways: dict[tuple[str, str], list[tuple[float, float]]] = {}
        """Edge → the points it passes through, from the top."""
        self.width = self.height = 0.0
        self._place(blank)
        self.joints = self._joints()

    def _place(self, blank: Mapping[str, Box]) -> None:
        """Lay out each connected part, broad or narrow as fits best, and give its boxes and passages their places."""
        parts = [self._variants(ids, blank) for ids in components(blank, self.edges)]
        # What comes first decides what room is left: every order is tried while they are few.
        orders = permutations(parts) if len(parts) <= FEW else [sorted(parts, key=_large)]
        packed = (pack(order, self.room, APART, GAP * 0.6) for order in orders)
        self.height, places = min(packed, key=lambda found: found[0])
        for part, left, top in places:
            rows = [(top + upper, top + lower) for upper, lower in zip(part.tops, part.bottoms, strict=True)]
            for id, item in part.layout.items.items():
                if id in blank:
                    upper, lower = rows[item.row]
                    self.boxes[id] = replace(blank[id], x=left + item.x, top=upper, floor=lower)
            for edge, names in part.layout.routes.items():
                items = [part.layout.items[name] for name in names]
                self.ways[edge] = [(left + item.x, y) for item in items for y in rows[item.row]]
            self.width = max(self.width, left + part.layout.width)

    def _variants(self, ids: Collection[str], blank: Mapping[str, Box]) -> list[Part]:
        """Return a part laid out within the whole width and within less."""
        edges = [edge for edge in self.edges if edge[0] in ids]
        widths = {id: blank[id].width for id in ids}
        layouts = [lay_out(widths, edges, room=self.room * share, gap=BETWEEN) for share in SHARES]
        fitting = [layout for layout in layouts if layout.width <= self.room or layout is layouts[0]]
        return [Part(layout, *_rows(layout, blank)) for layout in fitting]

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
            items = [Item(id, 2 * RADIUS + max(_word_width(self.steps[id]), 8)) for id in order]
            spread(items, [wanted[id] for id in order], 10)
            joints |= {item.id: (item.x, top - JOINT) for item in items}
        return joints

    def _last(self, source: str, target: str) -> float:
        """Return where an edge comes from, seen from its target: its last passage or its source."""
        way = self.ways.get((source, target))
        return way[-1][0] if way else self.boxes[source].x

    def svg(self, title: str, description: str) -> str:
        """Return the drawing; title and description stand inside it, and every box is a link to its card."""
        # Words come after every line, boxes after every word: nothing is struck through.
        body = "".join(self._step(step) for step in self.view.inferences)
        body += "".join(self._attack(conflict) for conflict in self.view.conflicts)
        body += "".join(self._word(step) for step in self.view.inferences)
        body += "".join(box_svg(box, self.name) for box in self.boxes.values())
        body = tag("g", body, transform=f"translate({MARGIN},{MARGIN})")
        return picture(self.name, self.width + 2 * MARGIN, self.height + 2 * MARGIN, title, description, body)

    def _points(self, step: Inference) -> dict[tuple[str, ...], float]:
        """Return the points of a step: one where linked premises join, one for each convergent premise."""
        x = self.joints[step.id][0]
        if step.structure == Structure.LINKED or len(step.premises) == 1:
            return {step.premises: x}
        order = sorted(step.premises, key=lambda id: self._last(id, step.conclusion))
        first = x - ABREAST * (len(order) - 1) / 2
        return {(premise,): first + ABREAST * i for i, premise in enumerate(order)}

    def _step(self, step: Inference) -> str:
        """Draw a step: premises to their point, and an arrow from there to the conclusion."""
        y, target = self.joints[step.id][1], self.boxes[step.conclusion]
        parts, points = [], self._points(step)
        for premises, x in points.items():
            ways = (curve(self._way(premise, step.conclusion, (x, y))) for premise in premises)
            parts += [line(step, self.name, way) for way in ways]
            end = (target.within(x), target.top - 1)
            parts.append(line(step, self.name, curve([(x, y), end]), arrow=True))
        parts += [joint(step, x, y) for x in points.values()]
        return step_group(step, self.lines[step.id], parts)

    def _word(self, step: Inference) -> str:
        """Write the text's own word for a step beside its point, whole."""
        lines = _word_lines(step)
        if not lines:
            return ""
        points, y = list(self._points(step).values()), self.joints[step.id][1]
        fits = max(points) + 9 + _word_width(step) <= self.width
        x = number(max(points) + 9 if fits else min(points) - 9)
        # The last line stands beside the point, the others above it.
        rows = [
            tag("tspan", escape(words), x=x, y=number(y + 3.5 - 12 * (len(lines) - 1 - i)))
            for i, words in enumerate(lines)
        ]
        return tag(
            "text", " ".join(rows), font_size=SMALL, text_anchor=None if fits else "end", fill="currentColor",
            font_style="italic", class_="map-word", data_relation=step.id,
        )  # fmt: skip

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
        return attack_group(conflict, target, self.lines[conflict.id], [objecting(conflict, self.name, curve(points))])

    def _way(self, source: str, target: str, end: tuple[float, float]) -> list[tuple[float, float]]:
        """Return the points of an edge: out of the source, through its passages, to the end."""
        box = self.boxes[source]
        points = [*self.ways.get((source, target), ()), end]
        x = box.leaving(points[0][0])
        # Straight down past taller neighbours before it turns.
        return [(x, box.bottom), (x, box.floor), *points]


def _rows(layout: Layout, boxes: Mapping[str, Box]) -> tuple[list[float], list[float]]:
    """Return the upper and the lower edge of each row, from the first row's upper edge downwards."""
    tops, bottoms, y = [], [], 0.0
    for row in layout.rows:
        height = max((boxes[id].height for id in row if id in boxes), default=0)
        tops.append(y)
        bottoms.append(y + height)
        y += height + GAP
    return tops, bottoms


def _large(variants: Sequence[Part]) -> int:
    return -len(variants[0].layout.items)


def _word_lines(step: Inference) -> Sequence[str]:
    return wrapped(step.marker, WORD, most=4, size=SMALL) if step.marker else ()


def _word_width(step: Inference) -> float:
    return max((text_width(words, SMALL) for words in _word_lines(step)), default=0)
