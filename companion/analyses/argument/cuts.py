"""What carries a finding: its minimal cut sets (analysis 7).

Definition. A cut set of a finding that stands is a set of statements whose removal leaves it no longer standing; it is
minimal if no part of it does so already (minimal cut sets of fault-tree analysis, here on a grounded labelling). A
statement by itself a cut set is one the finding cannot do without.

Limits. Cut sets are searched up to a size (three, by default). A finding that is only asserted has none: nothing in
this text carries it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from companion.analyses.argument.graph import Graph, Kind, Node
from companion.analyses.argument.labelling import Labelling, State, label


def upstream(graph: Graph, id: str) -> tuple[str, ...]:
    """Return the node and everything its state can depend on, nearest first; KeyError if there is no such node."""
    reached = {graph.node(id).id: None}  # a dictionary keeps the order in which nodes are reached
    waiting = list(reached)
    for current in waiting:  # grows while it is read
        for other in (*graph.nodes[current].supporters, *graph.nodes[current].attackers):
            if other not in reached:
                reached[other] = None
                waiting.append(other)
    return tuple(reached)


def cut_sets(
    graph: Graph, finding: str, max_size: int = 3, *, grounds_only: bool = False
) -> tuple[tuple[str, ...], ...]:
    """Return the minimal cut sets of a finding up to ``max_size`` statements, smallest first.

    With ``grounds_only`` they are made of statements that rest on nothing further, where the text's reasons end. Empty
    if the finding does not stand to begin with, or stands as an assertion that nothing carries.

    Raises:
        KeyError: there is no such statement.
    """
    target = graph.node(finding).id
    # What a node's state depends on lies upstream of it, so the rest of the graph can be left out.
    nodes = {id: graph.nodes[id] for id in upstream(graph, finding)}
    start = label(Graph(nodes))
    if start[target] != State.STANDS:
        return ()
    cuts: list[tuple[str, ...]] = []
    for group in _groups(_candidates(nodes, target, start, grounds_only), max_size):
        if any(set(cut) <= set(group) for cut in cuts):
            continue
        if _without(nodes, group)[target] != State.STANDS:
            cuts.append(group)
    return tuple(cuts)


def _candidates(nodes: Mapping[str, Node], target: str, start: Labelling, grounds_only: bool) -> list[str]:
    """Return the statements that may be part of a cut: those that stand and are not the finding itself."""
    return [
        id
        for id, node in nodes.items()
        if id != target
        and node.kind == Kind.STATEMENT
        and start[id] == State.STANDS
        and not (grounds_only and node.supporters)
    ]


def _groups(ids: list[str], max_size: int) -> Iterator[tuple[str, ...]]:
    for size in range(1, max_size + 1):
        yield from combinations(ids, size)


def _without(nodes: Mapping[str, Node], group: Iterable[str]) -> Labelling:
    return label(Graph({**nodes, **{id: replace(nodes[id], removed=True) for id in group}}))
