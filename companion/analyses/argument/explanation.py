"""What becomes of a statement, in one word, and the path that decides it, in sentences (for analyses 3, 7 and 9).

Definition. A node that stands is decided by the first of its supporters to stand (all of them where all are needed)
and by the fall of its attackers; a node that falls, by the first attacker to stand or supporter to fall that settles
it; an open node waits on what is itself open. "First" is the order of the labelling, so a path never runs in a circle.

Limits. Where two reasons would each do, the path shows one: ``cuts.cut_sets`` says what else there is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from companion.analyses.argument.graph import Graph, Kind, Node
from companion.analyses.argument.labelling import Labelling, State


class Rule(StrEnum):
    """Which clause of the definition decides a node."""

    ASSERTED = "asserted"
    """Stands without a reason, since no objection to it stands."""
    CARRIED = "carried"
    """Stands by its reasons."""
    ATTACKED = "attacked"
    """Falls to an objection that stands."""
    UNSUPPORTED = "unsupported"
    """Falls because its reasons fall."""
    REMOVED = "removed"
    """Falls because the reader drops it, or because the dossier does not have it."""
    WAITING = "waiting"
    """Open: it waits on something that is open."""


class Outcome(StrEnum):
    """What becomes of a statement, in the words that cards, maps, tables and the panel share."""

    ARGUED = "argued for"
    SUPPLIED = "reason supplied"
    """Carried by a step that the companion supplies and the reader grants."""
    ASSERTED = "only asserted"
    OBJECTED = "objected to"
    LOST = "lost its reason"
    OPEN = "open"
    REMOVED = "taken away"


OUTCOMES = {
    Rule.ASSERTED: Outcome.ASSERTED,
    Rule.CARRIED: Outcome.ARGUED,
    Rule.ATTACKED: Outcome.OBJECTED,
    Rule.UNSUPPORTED: Outcome.LOST,
    Rule.REMOVED: Outcome.REMOVED,
    Rule.WAITING: Outcome.OPEN,
}


@dataclass(frozen=True, slots=True)
class Decision:
    """Why one node has its state."""

    node: str
    state: State
    rule: Rule
    by: tuple[str, ...] = ()
    """The supporters or the attacker that settle it; for an open node, the open ones it waits on."""
    despite: tuple[str, ...] = ()
    """Attackers that fell, for a node that stands."""


def decide(graph: Graph, labelling: Labelling, id: str) -> Decision:
    """Return what settles the state of a statement or inference; KeyError if there is none of that name."""
    node, state = graph.node(id), labelling[id]
    if node.removed:
        return Decision(node.id, state, Rule.REMOVED)
    if state == State.OPEN:
        waits = tuple(n for n in (*node.supporters, *node.attackers) if labelling[n] == State.OPEN)
        return Decision(node.id, state, Rule.WAITING, waits)
    stood, fell = (_before(labelling, node, node.supporters, which) for which in (State.STANDS, State.FALLS))
    if state == State.STANDS:
        by = node.supporters if node.needs_all else stood[:1]
        return Decision(node.id, state, Rule.CARRIED if by else Rule.ASSERTED, by, node.attackers)
    if attackers := _before(labelling, node, node.attackers, State.STANDS):
        return Decision(node.id, state, Rule.ATTACKED, attackers[:1])
    return Decision(node.id, state, Rule.UNSUPPORTED, fell[:1] if node.needs_all else fell)


def outcome(graph: Graph, labelling: Labelling, id: str) -> Outcome:
    """Return what becomes of a statement in one word; KeyError if there is none of that name."""
    decision = decide(graph, labelling, id)
    if decision.rule is Rule.CARRIED and all(graph.nodes[step].supplied for step in decision.by):
        return Outcome.SUPPLIED
    return OUTCOMES[decision.rule]


def _before(labelling: Labelling, node: Node, ids: Iterable[str], state: State) -> tuple[str, ...]:
    """Return those with a state that had it before the node had its own, first decided first."""
    order = labelling.order
    found = [id for id in ids if labelling[id] == state and order[id] < order[node.id]]
    return tuple(sorted(found, key=lambda id: order[id]))


def path(graph: Graph, labelling: Labelling, id: str) -> tuple[Decision, ...]:
    """Return the decisions that settle a node, from the node back to what is not settled by anything else."""
    found: dict[str, Decision] = {}
    waiting = deque([graph.node(id).id])
    while waiting:
        current = waiting.popleft()
        if current in found:
            continue
        found[current] = decide(graph, labelling, current)
        waiting.extend((*found[current].by, *found[current].despite))
    return tuple(found.values())


def in_words(graph: Graph, labelling: Labelling, id: str) -> tuple[str, ...]:
    """Return the path as one sentence a statement; an inference is told by its premises."""
    steps = {step.node: step for step in path(graph, labelling, id)}
    teller = _Teller(graph, steps, {**graph.names, graph.node(id).id: id})
    return tuple(teller.sentence(step) for step in steps.values() if graph.nodes[step.node].kind == Kind.STATEMENT)


def listed(names: Iterable[str], joint: str = "and") -> str:
    """Return names as a list in words.

    >>> listed(["A", "B", "C"])
    'A, B and C'
    """
    names = list(names)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {joint} {names[-1]}" if names else ""


class _Teller:
    """Puts decisions into words."""

    def __init__(self, graph: Graph, steps: Mapping[str, Decision], names: Mapping[str, str]) -> None:
        self.graph, self.steps, self.names = graph, steps, names

    def sentence(self, step: Decision) -> str:
        """Return what becomes of a statement, and why."""
        tell = {
            Rule.ASSERTED: self._asserted,
            Rule.CARRIED: self._carried,
            Rule.ATTACKED: lambda step: f"is objected to: {self._objector(step.by[0])}",
            Rule.UNSUPPORTED: self._unsupported,
            Rule.REMOVED: lambda step: "is taken away",
            Rule.WAITING: self._waiting,
        }[step.rule]
        return f"{self.name(step.node)} {tell(step)}."

    def name(self, id: str) -> str:
        """Return the name a node is shown by."""
        return self.names.get(id, id)

    def listed(self, ids: Iterable[str], joint: str = "and") -> str:
        """Return the names of nodes as a list in words."""
        return listed((self.name(id) for id in ids), joint)

    def _asserted(self, step: Decision) -> str:
        if step.despite:
            return f"is only asserted, and what objects to it ({self.listed(step.despite)}) does not hold"
        return "is only asserted: the text gives no reason for it, and nothing objects to it"

    def _carried(self, step: Decision) -> str:
        premises = self.listed(premise for inference in step.by for premise in self.steps[inference].by)
        fallen = (*step.despite, *(id for inference in step.by for id in self.steps[inference].despite))
        rest = f"; what objects to it ({self.listed(fallen)}) does not hold" if fallen else ""
        supplied = all(self.graph.nodes[inference].supplied for inference in step.by)
        return (
            f"{'has a reason that the companion supplies, from' if supplied else 'is argued for, by'} {premises}{rest}"
        )

    def _objector(self, id: str, what: str = "it") -> str:
        if self.graph.nodes[id].kind == Kind.OBJECTION:
            return f"the objection {id} is granted against {what}"
        return f"{self.name(id)} speaks against {what} and holds"

    def _unsupported(self, step: Decision) -> str:
        causes = []
        for inference in step.by:
            why = self.steps[inference]
            if why.rule == Rule.ATTACKED:
                premises = self.listed(self.graph.nodes[inference].supporters)
                causes.append(self._objector(why.by[0], f"the step from {premises}"))
            elif why.rule == Rule.REMOVED:
                causes.append(f"the step from {self.listed(self.graph.nodes[inference].supporters)} is left out")
            else:
                causes += [self._gone(premise) for premise in why.by]
        return f"has lost its reason: {listed(dict.fromkeys(causes))}"

    def _gone(self, id: str) -> str:
        """Return what became of a premise that does not hold."""
        rule = self.steps[id].rule
        return f"{self.name(id)} {'has' if rule is Rule.UNSUPPORTED else 'is'} {OUTCOMES[rule]}"

    def _waiting(self, step: Decision) -> str:
        waits: dict[str, None] = {}  # as an ordered set
        for id in step.by:
            inner = self.steps[id].by if self.graph.nodes[id].kind == Kind.INFERENCE else (id,)
            waits.update(dict.fromkeys(inner))
        if rivals := [id for id in waits if id in self.graph.nodes[step.node].attackers]:
            return f"stays open: whether {self.listed(rivals, 'or')} defeats it is itself open"
        return f"stays open: it waits on {self.listed(waits)}"
