"""An argument map for a phone: each statement below its reasons, which stand further in, two abreast where they can.

Rails at the left lead from the reasons down to what they are reasons for. The text's own word stands on its rail.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from companion.analyses.argument import Argument
from companion.analyses.views import View
from companion.dossier.relations import Conflict, Function, Inference, Origin, Structure
from companion.figures.maps.boxes import Box, Boxes, name_of
from companion.figures.maps.outline import Entry, Outline
from companion.figures.maps.svg import (
    SMALL,
    attack_group,
    box_svg,
    joint,
    line,
    number,
    objecting,
    picture,
    step_group,
)
from companion.figures.maps.wrapping import wrapped
from companion.html import escape, tag

WIDTH = 340
MARGIN = 3
FIRST, RAIL = 9, 11
"""From a box's edge to its first rail; between rails."""
NEAR, FAR, APART = 8, 13, 18
"""Between what belongs together, between groups, between findings."""
AGAIN = 26
"""Height of the line that stands for a statement drawn further up."""


@dataclass(frozen=True)
class _Group:
    """What leads to a statement along one rail, or along one for each premise."""

    relation: Inference | Conflict
    entries: Sequence[Entry]
    rails: int


class Slim:
    """One map, laid out for a narrow page; :meth:`svg` draws it."""

    def __init__(self, argument: Argument, view: View, name: str, varies: Collection[str] = ()) -> None:
        self.name, self.width, self.height = name, float(WIDTH), 0.0
        self._make = Boxes(argument, view, varies)
        self.boxes: list[Box] = []
        self._lines: list[str] = []
        self._words: list[str] = []
        for entry in Outline(argument, view).entries():
            if entry.statement.id in view.joined:
                self.height += APART if self.height else 0
                self._draw(entry, 0)

    def svg(self, title: str, description: str) -> str:
        """Return the drawing; every box is a link to its card."""
        parts = [*self._lines, *self._words, *(box_svg(box, self.name) for box in self.boxes)]
        body = tag("g", "".join(parts), transform=f"translate({MARGIN},{MARGIN + 3})")
        return picture(self.name, WIDTH + 2 * MARGIN, self.height + 2 * MARGIN + 4, title, description, body)

    def _draw(self, entry: Entry, x: float) -> None:
        """Draw what leads to a statement, and below it the statement itself, from the left edge ``x``."""
        groups = list(_groups(entry))
        number_of_rails = sum(group.rails for group in groups)
        inner = x + FIRST + RAIL * number_of_rails + 3
        rail = x + FIRST
        ends = []
        for group in groups:
            ends.append((group, rail, self._group(group, rail, inner)))
            rail += RAIL * group.rails
        id = entry.statement.id
        box = self._place(self._make.box(id, WIDTH - x), x + (WIDTH - x) / 2, self.height)
        self.height = box.bottom
        for group, first, starts in ends:
            self._join(group, first, starts, box)

    def _place(self, box: Box, centre: float, top: float) -> Box:
        placed = replace(box, x=centre, top=top)
        self.boxes.append(placed)
        return placed

    def _group(self, group: _Group, rail: float, inner: float) -> list[tuple[float, float]]:
        """Draw the members of a group and its word; return for each member where its line starts."""
        starts: list[tuple[float, float]] = []
        for row in _rows(group.entries):
            if len(row) > 1:
                starts += self._abreast(row, inner, separate=group.rails > 1)
            elif row[0].seen:
                starts.append((inner, self.height + AGAIN / 2))
                self._again(row[0], inner)
            else:
                self._draw(row[0], inner)
                last = self.boxes[-1]
                starts.append((inner, last.bottom - min(last.height, 44) / 2))
            self.height += NEAR
        word = "" if isinstance(group.relation, Conflict) else _word(group.relation)
        if word:
            self._write(group.relation, word, inner)
        self.height += FAR - NEAR
        return starts

    def _abreast(self, row: Sequence[Entry], inner: float, *, separate: bool) -> list[tuple[float, float]]:
        """Draw two statements that nothing leads to side by side; their lines leave below them."""
        width = (WIDTH - inner - NEAR) / 2
        made = [self._make.box(entry.statement.id, width) for entry in row]
        lines = max((box.lines for box in made), key=len)
        height = max(box.height for box in made)
        centres = [inner + width / 2, inner + NEAR + 1.5 * width]
        top = self.height
        for box, centre in zip(made, centres, strict=True):
            filled = (*box.lines, *[""] * (len(lines) - len(box.lines)))
            self._place(replace(box, lines=filled), centre, top)
        self.height = top + height + (11 if separate else 7)
        bends = (top + height + 4, top + height + (9 if separate else 4))
        return list(zip(centres, bends, strict=True))

    def _again(self, entry: Entry, x: float) -> None:
        """Name a statement that is drawn already."""
        statement = entry.statement
        words = wrapped(f"↑ {name_of(statement)}", WIDTH - x - 20, most=1, size=12)[0]
        place = {"x": number(x), "y": number(self.height), "width": number(WIDTH - x), "height": AGAIN, "rx": 5}
        text = tag(
            "text", escape(words), x=number(x + 10), y=number(self.height + 17), font_size=12,
            fill="currentColor", stroke="none", class_="map-name",
        )  # fmt: skip
        frame = tag("rect", **place, class_="map-frame")
        self._words.append(tag("g", frame + text, class_="map-again", data_id=statement.id))
        self.height += AGAIN

    def _write(self, step: Inference | Conflict, word: str, x: float) -> None:
        place = {"x": number(x), "y": number(self.height + 7)}
        style = {"font_size": SMALL + 0.5, "fill": "currentColor", "font_style": "italic"}
        self._words.append(tag("text", escape(word), **place, **style, class_="map-word", data_relation=step.id))
        self.height += 14

    def _join(self, group: _Group, first: float, starts: Sequence[tuple[float, float]], box: Box) -> None:
        """Draw the lines of a group from its members, along its rails, to the statement."""
        relation, parts = group.relation, []
        state = self._make.lines[relation.id]
        for i, (x, y) in enumerate(starts):
            rail = first + RAIL * i if group.rails > 1 else first
            way = _bend(x, y, rail, box.top - 1, self._bottom(x, y))
            if isinstance(relation, Conflict):
                parts.append(objecting(relation, self.name, way))
            else:
                parts.append(line(relation, self.name, way, arrow=True))
        rails = [first + RAIL * i for i in range(group.rails)]
        if isinstance(relation, Conflict):
            self._lines.append(attack_group(relation, box.statement.id, state, parts))
        else:
            parts += [joint(relation, rail, starts[min(i, len(starts) - 1) if group.rails > 1 else -1][1] + 6)
                      for i, rail in enumerate(rails)]  # fmt: skip
            self._lines.append(step_group(relation, state, parts))

    def _bottom(self, x: float, y: float) -> float | None:
        """Return the lower edge of the box from whose middle a line leaves, None where it leaves at the side."""
        return next((box.bottom for box in self.boxes if box.x == x and box.bottom < y <= box.bottom + 10), None)


def _bend(x: float, y: float, rail: float, end: float, bottom: float | None) -> str:
    """Return a way to the left, onto a rail, and down it."""
    start = f"M{number(x)} {number(y)}" if bottom is None else f"M{number(x)} {number(bottom)}V{number(y)}"
    return f"{start}H{number(rail + 5)}Q{number(rail)} {number(y)} {number(rail)} {number(y + 5)}V{number(end)}"


def _groups(entry: Entry) -> Iterator[_Group]:
    for reason in entry.reasons:
        apart = reason.step.structure == Structure.CONVERGENT and len(reason.premises) > 1
        yield _Group(reason.step, reason.premises, len(reason.premises) if apart else 1)
    for objection in entry.objections:
        if objection.conflict.both_ways and objection.source.seen:
            continue  # drawn where it is first met, with a bar at both ends
        yield _Group(objection.conflict, [objection.source], 1)


def _rows(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Return the members of a group row by row: two that nothing leads to stand side by side."""
    rows: list[list[Entry]] = []
    for entry in entries:
        if _is_leaf(entry) and rows and len(rows[-1]) == 1 and _is_leaf(rows[-1][0]):
            rows[-1].append(entry)
        else:
            rows.append([entry])
    return rows


def _is_leaf(entry: Entry) -> bool:
    return not (entry.seen or entry.reasons or entry.objections)


def _word(step: Inference) -> str:
    """Return what is written on the rail: the text's word, and whose step it is where it is not the text's own."""
    own = "the companion’s step" if step.origin == Origin.COMPANION else ""
    explains = "explains" if step.function == Function.EXPLANATION else ""
    return ", ".join(filter(None, [step.marker, explains, own]))
