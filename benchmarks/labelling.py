"""How the time of one labelling grows with the number of relations: a table, and the slope on log-log axes.

Run with ``python benchmarks/labelling.py``. Graphs are random but seeded: half as many inferences as statements, with
one to three premises each, and a third as many conflicts, a few of them undercuts, so that all three states occur.
Relations reach at most so far as ``REACH`` statements, as they do within a text; with relations across the whole graph
the processor's caches would be measured too. The slope is that of a least-squares line through the logarithms; 1 would
be linear growth. The garbage collector is off while the processor's clock runs.
"""

from __future__ import annotations

import gc
import math
import random
import time

from companion.analyses.argument.labelling import Graph, Kind, Node, State, label

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000)
REPEATS = 5
REACH = 60


def random_graph(statements: int, seed: int = 1) -> tuple[Graph, int]:
    """Return a graph with so many statements, and its number of relations."""
    rng = random.Random(seed)
    reasons: dict[int, list[str]] = {}
    attackers: dict[str, list[str]] = {}
    nodes, relations = {}, 0

    def near(place: int) -> int:
        return min(max(place + rng.randint(-REACH, REACH), 0), statements - 1)

    steps = statements // 2
    for number in range(steps):
        premises = tuple({f"S{near(2 * number)}" for _ in range(rng.randint(1, 3))})
        nodes[f"I{number}"] = premises
        reasons.setdefault(near(2 * number), []).append(f"I{number}")
        relations += len(premises) + 1
    for number in range(statements // 3):
        place = near(3 * number)
        target = f"I{place // 2 % steps}" if rng.random() < 0.2 else f"S{place}"
        attackers.setdefault(target, []).append(f"S{near(place)}")
        relations += 1
    made = {
        id: Node(id, Kind.INFERENCE, premises, rng.random() < 0.7, tuple(attackers.get(id, ())))
        for id, premises in nodes.items()
    }
    for number in range(statements):
        id = f"S{number}"
        made[id] = Node(id, Kind.STATEMENT, tuple(reasons.get(number, ())), False, tuple(attackers.get(id, ())))
    return Graph(made), relations


def measure(graph: Graph) -> float:
    """Return the shortest of several runs, in seconds of processor time."""
    times = []
    for _ in range(REPEATS):
        gc.collect()
        gc.disable()
        start = time.process_time()
        label(graph)
        times.append(time.process_time() - start)
        gc.enable()
    return min(times)


def slope(points: list[tuple[int, float]]) -> float:
    """Return the slope of the least-squares line through the logarithms of the points."""
    xs, ys = ([math.log(point[i]) for point in points] for i in (0, 1))
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def main() -> None:
    """Print the table and the slope."""
    print(f"{'statements':>10} {'relations':>10} {'ms':>10} {'µs/relation':>12}  stands / falls / open")
    points = []
    for size in SIZES:
        graph, relations = random_graph(size)
        seconds = measure(graph)
        states = list(label(graph).states.values())
        shares = " / ".join(f"{states.count(state) / len(states):.0%}" for state in State)
        print(f"{size:>10,} {relations:>10,} {seconds * 1e3:>10.1f} {seconds / relations * 1e6:>12.2f}  {shares}")
        points.append((relations, seconds))
    print(f"log-log slope: {slope(points):.2f}")


if __name__ == "__main__":
    main()
