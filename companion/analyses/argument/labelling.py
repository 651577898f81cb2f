"""Which statements stand, fall or stay open once reasons and objections are weighed (analysis 7).

Definition. An inference stands if its premises stand and every undercutter falls; it falls if a premise falls or an
undercutter stands. A statement with inferences stands if one of them stands and every attacker falls; it falls if all
of them fall or an attacker stands. A statement without inferences is an assertion: it stands unless attacked. The
labelling starts with everything open and is filled in until nothing more is decided: the least, or grounded, labelling
(Dung 1995, *Artificial Intelligence* 77, 321-357, with Pollock's undercutters and support as above).

What the definition leaves to us, decided here and tested:

* a *cycle* of support or attack decides nothing by itself: its members stay open unless something outside decides them;
* an *empty* section or dossier has an empty labelling.

Limits. A label says what follows from the reasons and objections that were written down, with none stronger than
another. An assertion that stands has not been shown; it has only met no objection. Time and memory grow linearly with
the number of relations: each is looked at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from companion.analyses.argument.graph import Graph, Node


class State(StrEnum):
    """What becomes of a statement or an inference."""

    STANDS = "stands"
    FALLS = "falls"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Labelling:
    """The state of every node, and the order in which states were decided."""

    states: Mapping[str, State]
    order: Mapping[str, int]
    """Node → step at which it was decided; an open node has none."""
    same_as: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, id: str) -> State:
        return self.states[self.same_as.get(id, id)]


def label(graph: Graph) -> Labelling:
    """Return the grounded labelling: every relation is looked at once, first decided first."""
    tally = _Tally(graph.nodes)
    for number, node in enumerate(graph.nodes.values()):
        if node.removed:
            tally.decide(number, State.FALLS)
        elif not tally.wanted[number] and not tally.threats[number]:
            tally.decide(number, State.STANDS)
    for number in tally.decided:  # grows while it is read
        tally.spread(number)
    names = list(graph.nodes)
    order = {names[number]: step for step, number in enumerate(tally.decided)}
    return Labelling(dict(zip(names, tally.states, strict=True)), order, graph.same_as)


class _Tally:
    """What each node still waits for, counted down as its neighbours are decided. Nodes go by number here."""

    def __init__(self, nodes: Mapping[str, Node]) -> None:
        self.states = [State.OPEN] * len(nodes)
        self.decided: list[int] = []
        """Nodes in the order in which they were decided."""
        self.wanted = [len(n.supporters) if n.needs_all else min(len(n.supporters), 1) for n in nodes.values()]
        """Supporters that must yet stand for the node to be supported."""
        self.losses = [1 if n.needs_all else len(n.supporters) for n in nodes.values()]
        """Supporters that must yet fall for the node to lose its support."""
        self.threats = [len(n.attackers) for n in nodes.values()]
        """Attackers that have not fallen."""
        number = {id: i for i, id in enumerate(nodes)}
        self.supported: list[list[int]] = [[] for _ in nodes]
        self.attacked: list[list[int]] = [[] for _ in nodes]
        for i, node in enumerate(nodes.values()):
            for other in node.supporters:
                self.supported[number[other]].append(i)
            for other in node.attackers:
                self.attacked[number[other]].append(i)

    def decide(self, node: int, state: State) -> None:
        """Give a node its state; the first decision is final."""
        if self.states[node] is State.OPEN:
            self.states[node] = state
            self.decided.append(node)

    def spread(self, node: int) -> None:
        """Tell the neighbours of a decided node."""
        stands = self.states[node] is State.STANDS
        count = self.wanted if stands else self.losses
        for other in self.supported[node]:
            count[other] -= 1
            self._settle(other, lost=not stands and count[other] == 0)
        for other in self.attacked[node]:
            self.threats[other] -= not stands
            self._settle(other, lost=stands)

    def _settle(self, node: int, *, lost: bool) -> None:
        if lost:
            self.decide(node, State.FALLS)
        elif self.wanted[node] <= 0 and self.threats[node] == 0:
            self.decide(node, State.STANDS)
