"""A layered drawing of a small graph: boxes in rows, edges downwards, the same picture every time.

After Sugiyama, Tagawa & Toda 1981 (*IEEE Transactions on Systems, Man, and Cybernetics* 11, 109-125): rows from the
longest path, edges through several rows split at each of them, order within a row by the mean of the neighbours, and
places as near to the neighbours as the widths allow. Nothing is random; ties keep the order in which boxes are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

SWEEPS = 12


@dataclass
class Item:
    """A box, or the place where an edge passes through a row."""

    id: str
    width: float
    row: int = 0
    x: float = 0.0
    """Centre."""
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Layout:
    """Boxes and passages with their rows and centres."""

    items: Mapping[str, Item]
    rows: tuple[tuple[str, ...], ...]
    """From the top; each from left to right."""
    routes: Mapping[tuple[str, str], tuple[str, ...]]
    """Edge → the passages it takes, from the top; empty for an edge between neighbouring rows."""
    width: float


def lay_out(
    widths: Mapping[str, float], edges: Iterable[tuple[str, str]], *, room: float, gap: float = 14, passage: float = 4
) -> Layout:
    """Place boxes of given widths so that edges run downwards as far as no circle prevents it.

    ``room`` is the width that a row may fill before boxes move up to the row above; ``gap`` is kept between neighbours;
    ``passage`` is the width of an edge's way through a row. Edges that would close a circle do not decide rows.
    """
    forward = _without_circles(edges)
    limit, widest = room, max(widths.values(), default=0)
    while True:
        made = _within(widths, forward, limit, room, gap, passage)
        # Passages are known only once the rows are; where they make a row too wide, fewer boxes may stand in it.
        if made.width <= room or limit - gap - passage < widest:
            return made
        limit -= gap + passage


def _within(
    widths: Mapping[str, float],
    edges: Sequence[tuple[str, str]],
    limit: float,
    room: float,
    gap: float,
    passage: float,
) -> Layout:
    """Lay out with at most ``limit`` of boxes in a row."""
    rows = _rows(widths, edges, limit, gap)
    items = {id: Item(id, width, rows[id]) for id, width in widths.items()}
    routes = _route(items, edges, passage)
    grid = _ordered(items)
    _place(items, grid, gap, room)
    left = min((item.x - item.width / 2 for item in items.values()), default=0)
    for item in items.values():
        item.x -= left
    width = max((item.x + item.width / 2 for item in items.values()), default=0)
    return Layout(items, tuple(tuple(row) for row in grid), routes, width)


def components(ids: Iterable[str], edges: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the groups of boxes that edges hold together, in the order of their first members.

    >>> components("ABCD", [("A", "C")])
    [['A', 'C'], ['B'], ['D']]
    """
    ids = list(ids)
    near: dict[str, list[str]] = {}
    for a, b in edges:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    groups, seen = [], set()
    for id in ids:
        if id not in seen:
            group = [id]
            seen.add(id)
            for here in group:
                new = [other for other in dict.fromkeys(near.get(here, ())) if other not in seen]
                group += new
                seen.update(new)
            groups.append([other for other in ids if other in group])
    return groups


def _without_circles(edges: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    kept: dict[str, list[str]] = {}
    result = []
    for source, target in dict.fromkeys(edges):
        if not _reaches(kept, target, source):
            kept.setdefault(source, []).append(target)
            result.append((source, target))
    return result


def _reaches(edges: Mapping[str, list[str]], start: str, goal: str) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        if here == goal:
            return True
        new = [other for other in edges.get(here, ()) if other not in seen]
        seen.update(new)
        waiting.extend(new)
    return False


def _rows(widths: Mapping[str, float], edges: Sequence[tuple[str, str]], room: float, gap: float) -> dict[str, int]:
    """Return each box's row counted from the top: below all that lead to it, as low as there is room."""
    below = {id: [t for s, t in edges if s == id] for id in widths}
    heights: dict[str, int] = {}
    filled: dict[int, float] = {}
    waiting = list(widths)
    while waiting:
        ready = [id for id in waiting if all(other in heights for other in below[id])]
        # What has somewhere to lead goes first; a box without edges fills what room is left.
        id = max(ready, key=lambda id: (_tall(id, below), any(id in edge for edge in edges), -waiting.index(id)))
        height = max((heights[other] + 1 for other in below[id]), default=0)
        while filled.get(height, 0) + widths[id] > room:
            height += 1
        heights[id] = height
        filled[height] = filled.get(height, 0) + widths[id] + gap
        waiting.remove(id)
    top = max(heights.values(), default=0)
    return {id: top - height for id, height in heights.items()}


def _tall(id: str, below: Mapping[str, list[str]]) -> int:
    """Return the longest way up from a box, negative: the lowest boxes are placed first."""
    return -max((1 - _tall(other, below) for other in below[id]), default=0)


def _route(items: dict[str, Item], edges: Iterable[tuple[str, str]], passage: float) -> dict:
    """Link neighbours, with a passage in every row that an edge crosses."""
    routes = {}
    for source, target in edges:
        names = [f"{source}>{target}@{row}" for row in range(items[source].row + 1, items[target].row)]
        for name, row in zip(names, range(items[source].row + 1, items[target].row), strict=True):
            items[name] = Item(name, passage, row)
        for above, below in pairwise([source, *names, target]):
            items[above].below.append(below)
            items[below].above.append(above)
        routes[source, target] = tuple(names)
    return routes


def _ordered(items: Mapping[str, Item]) -> list[list[str]]:
    """Return the rows in the order with the fewest crossings that sweeping up and down finds."""
    count = max((item.row for item in items.values()), default=-1) + 1
    grid = [[id for id, item in items.items() if item.row == row] for row in range(count)]
    best, fewest = [list(row) for row in grid], _crossings(items, grid)
    for sweep in range(SWEEPS):
        down = sweep % 2 == 1
        for row in range(1, count) if down else range(count - 2, -1, -1):
            place = {id: i / max(len(other), 1) for other in grid for i, id in enumerate(other)}
            grid[row].sort(key=lambda id: _mean(items[id].above if down else items[id].below, place, place[id]))
        if (crossings := _crossings(items, grid)) < fewest:
            best, fewest = [list(row) for row in grid], crossings
    return best


def _mean(ids: Sequence[str], place: Mapping[str, float], otherwise: float) -> float:
    return sum(place[id] for id in ids) / len(ids) if ids else otherwise


def _crossings(items: Mapping[str, Item], grid: Sequence[Sequence[str]]) -> int:
    total = 0
    for upper, lower in pairwise(grid):
        place = {id: i for i, id in enumerate(lower)}
        ends = [sorted(place[other] for other in items[id].below) for id in upper]
        for i, first in enumerate(ends):
            total += sum(a > b for second in ends[i + 1 :] for a in first for b in second)
    return total


def _place(items: Mapping[str, Item], grid: Sequence[Sequence[str]], gap: float, room: float) -> None:
    """Give every item its centre: as near to its neighbours' mean as order, widths and room allow."""
    for row in grid:
        spread([items[id] for id in row], [room / 2] * len(row), gap, room)
    for sweep in range(SWEEPS):
        rows = grid if sweep % 2 else grid[::-1]
        for row in rows:
            members = [items[id] for id in row]
            wanted = []
            for item in members:
                near = item.above if sweep % 2 else item.below
                near = near or (item.below if sweep % 2 else item.above)
                wanted.append(sum(items[id].x for id in near) / len(near) if near else item.x)
            spread(members, wanted, gap, room)


def spread(items: Sequence[Item], wanted: Sequence[float], gap: float, room: float | None = None) -> None:
    """Move items to the wanted centres, in order and without overlap, with the least total squared change.

    With ``room`` they stay between 0 and it, if they fit. Pooling adjacent violators, on centres from which the room
    that earlier items need has been taken away.
    """
    offsets, total = [], 0.0
    for i, item in enumerate(items):
        total += items[i - 1].width / 2 + gap + item.width / 2 if i else 0
        offsets.append(total)
    pools: list[list[float]] = []
    for goal, offset in zip(wanted, offsets, strict=True):
        pools.append([goal - offset, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            mean, number = pools.pop()
            pools[-1] = [(pools[-1][0] * pools[-1][1] + mean * number) / (pools[-1][1] + number), pools[-1][1] + number]
    centres = [mean for mean, number in pools for _ in range(int(number))]
    for item, centre, offset in zip(items, centres, offsets, strict=True):
        if room is not None:
            least = items[0].width / 2
            centre = max(min(centre, room - offsets[-1] - items[-1].width / 2), least)
        item.x = centre + offset
