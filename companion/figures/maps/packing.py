"""Parts of a drawing set close together: none overlaps, the whole stays low, the same parts give the same picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from companion.figures.maps.layers import Layout

Area = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Part:
    """A connected part, laid out, with the edges of its rows."""

    layout: Layout
    tops: Sequence[float]
    bottoms: Sequence[float]

    def areas(self) -> list[Area]:
        """Return what the part covers: its rows, and between two rows as much as the wider reach of both."""
        spans = []
        for row in self.layout.rows:
            items = [self.layout.items[id] for id in row]
            spans.append((min(i.x - i.width / 2 for i in items), max(i.x + i.width / 2 for i in items)))
        covered = [
            (left, top, right, bottom)
            for (left, right), top, bottom in zip(spans, self.tops, self.bottoms, strict=True)
        ]
        for ((left, right), (l2, r2)), bottom, top in zip(pairwise(spans), self.bottoms, self.tops[1:], strict=False):
            covered.append((min(left, l2), bottom, max(right, r2), top))
        return covered


Placed = tuple[Part, float, float]
"""A part with its left and upper edge."""


def pack(parts: Iterable[Sequence[Part]], room: float, beside: float, below: float) -> tuple[float, list[Placed]]:
    """Place one variant of each part, in order; return the height of the whole and what is placed where."""
    packing = Packing(room, beside, below)
    placed = [packing.place(variants) for variants in parts]
    return packing.height, placed


class Packing:
    """The room taken so far."""

    def __init__(self, room: float, beside: float, below: float) -> None:
        self.room, self.beside, self.below = room, beside, below
        self.taken: list[Area] = []

    @property
    def height(self) -> float:
        """Lower edge of all that is placed."""
        return max((bottom for *_, bottom in self.taken), default=0)

    def place(self, variants: Sequence[Part]) -> Placed:
        """Place one of the variants of a part where the whole stays lowest."""
        best = min(
            (
                (self._reach(part, x, y), y, x, number)
                for number, part in enumerate(variants)
                for x, y in self._free(part)
            )
        )
        _, top, left, number = best
        part = variants[number]
        self.taken += [_moved(area, left, top) for area in part.areas()]
        return part, left, top

    def _reach(self, part: Part, x: float, y: float) -> float:
        return max(self.height, y + part.bottoms[-1])

    def _free(self, part: Part) -> list[tuple[float, float]]:
        """Return places where a part touches nothing: the highest for each distance from the left."""
        areas, found = part.areas(), []
        for x in sorted({0.0, *(right + self.beside for _, _, right, _ in self.taken)}):
            if x and x + part.layout.width > self.room:
                continue
            for y in sorted({0.0, *(bottom + self.below for *_, bottom in self.taken)}):
                if all(self._clear(_moved(area, x, y)) for area in areas):
                    found.append((x, y))
                    break
        return found

    def _clear(self, area: Area) -> bool:
        left, top, right, bottom = area
        return all(
            right + self.beside <= l2 or r2 + self.beside <= left or bottom + self.below <= t2 or b2 + self.below <= top
            for l2, t2, r2, b2 in self.taken
        )


def _moved(area: Area, x: float, y: float) -> Area:
    left, top, right, bottom = area
    return left + x, top + y, right + x, bottom + y
