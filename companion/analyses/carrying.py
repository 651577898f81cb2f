"""What carries a finding: minimal cut sets, and the range of the result over the reader's choices (analysis 7).

Definition. A cut set of a finding that stands is a set of statements whose removal leaves it no longer standing; it is
minimal if no part of it does so already (minimal cut sets of fault-tree analysis, here on a grounded labelling). A
statement by itself a cut set is one the finding cannot do without. The range recomputes the labelling with the
companion's less certain or own readings left out, and with convergent premises read as needed together.

Limits. Cut sets are searched up to a size (three, by default). A finding that is only asserted has none: nothing in
this text carries it. Leaving a finding's last reason out turns it into an assertion, and an assertion stands unless
attacked; so a range is read together with whether the finding still has a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from companion.analyses.acceptance import Choices, Graph, Kind, Labelling, State, build, chosen_from_start, label
from companion.dossier.model import Confidence, Dossier, Origin


def upstream(graph: Graph, id: str) -> tuple[str, ...]:
    """Return the node and everything its state can depend on, nearest first; KeyError if there is no such node."""
    found = {graph.node(id).id: None}
    for current in (waiting := list(found)):
        for other in (*graph.nodes[current].supporters, *graph.nodes[current].attackers):
            if other not in found:
                found[other] = None
                waiting.append(other)
    return tuple(found)


def cut_sets(
    record: Dossier,
    finding: str,
    max_size: int = 3,
    choices: Choices | None = None,
    *,
    grounds_only: bool = False,
) -> tuple[tuple[str, ...], ...]:
    """Return the minimal cut sets of a finding up to ``max_size`` statements, smallest first.

    With ``grounds_only`` they are made of statements that rest on nothing further, where the text's reasons end. Empty
    if the finding does not stand to begin with, or stands as an assertion that nothing carries.
    """
    graph = build(record, choices)
    # What a node's state depends on lies upstream of it, so the rest of the graph can be left out.
    nodes = {id: graph.nodes[id] for id in upstream(graph, finding)}
    target = graph.node(finding).id
    start = label(Graph(nodes))
    if start[target] != State.STANDS:
        return ()
    candidates = [
        id
        for id, node in nodes.items()
        if id != target
        and node.kind == Kind.STATEMENT
        and start[id] == State.STANDS
        and not (grounds_only and node.supporters)
    ]
    found: list[tuple[str, ...]] = []
    for group in _groups(candidates, max_size):
        if any(set(cut) <= set(group) for cut in found):
            continue
        if _without(nodes, group)[target] != State.STANDS:
            found.append(group)
    return tuple(found)


def _groups(ids: list[str], max_size: int) -> Iterator[tuple[str, ...]]:
    for size in range(1, max_size + 1):
        yield from combinations(ids, size)


def _without(nodes: Mapping, group: Iterable[str]) -> Labelling:
    return label(Graph({**nodes, **{id: replace(nodes[id], removed=True) for id in group}}))


@dataclass(frozen=True, slots=True)
class Variant:
    """One way of deciding, and the state of each finding under it."""

    name: str
    left_out: tuple[str, ...]
    """Inferences or conflicts that this way leaves out."""
    states: Mapping[str, State]
    reasoned: Mapping[str, bool]
    """Whether the finding still has a reason, or stands (if it does) as an assertion."""


@dataclass(frozen=True, slots=True)
class Range:
    """The result over all variants."""

    variants: tuple[Variant, ...]

    def states(self, finding: str) -> tuple[State, ...]:
        """Return the states a finding takes, in order of first appearance."""
        return tuple(dict.fromkeys(variant.states[finding] for variant in self.variants))

    def counts(self, state: State) -> tuple[int, int]:
        """Return the smallest and the largest number of findings with that state."""
        numbers = [sum(s == state for s in variant.states.values()) for variant in self.variants]
        return min(numbers), max(numbers)


def robustness(record: Dossier, findings: Iterable[str] | None = None) -> Range:
    """Return the findings' states as read, and as each choice about the companion's own readings would have them."""
    findings = tuple(record.paper.main_findings if findings is None else findings)
    base = chosen_from_start(record)
    steps, tensions = record.inferences, record.tensions
    low = [step.id for step in steps if step.confidence == Confidence.LOW]
    unsure = [step.id for step in steps if step.confidence != Confidence.HIGH]
    own = [step.id for step in steps if step.origin == Origin.COMPANION]
    doubted = [id for t in tensions if t.confidence != Confidence.HIGH for id in t.generates]
    ways = [
        ("as read", [], base),
        ("without steps of low confidence", low, base),
        ("with steps of high confidence only", unsure, base),
        ("without the companion's own steps", own, base),
        ("with tensions of high confidence only", doubted, base),
        ("with convergent premises needed together", [], replace(base, together=True)),
    ]
    return Range(tuple(_variant(record, findings, *way) for way in ways))


def _variant(record: Dossier, findings: Iterable[str], name: str, left_out: list[str], base: Choices) -> Variant:
    graph = build(record, replace(base, without=base.without | set(left_out)))
    labelling = label(graph)
    states = {id: labelling[id] for id in findings}
    return Variant(name, tuple(left_out), states, {id: bool(graph.node(id).supporters) for id in states})
