"""The path that decides a state, as records and in words (for analyses 3, 7 and 9).

Definition. A node that stands is decided by the first of its supporters to stand (all of them where all are needed)
and by the fall of its attackers; a node that falls, by the first attacker to stand or supporter to fall that settles
it; an open node waits on what is itself open. "First" is the order of the labelling, so a path never runs in a circle.

Limits. Where two reasons would each do, the path shows one: ``carrying.cut_sets`` says what else there is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from companion.analyses.acceptance import Graph, Kind, Labelling, State


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
    if state == State.STANDS:
        standing = _first([n for n in node.supporters if labelling[n] == State.STANDS], labelling)
        by = node.supporters if node.needs_all else standing
        return Decision(node.id, state, Rule.CARRIED if by else Rule.ASSERTED, by, node.attackers)
    if state == State.OPEN:
        waits = tuple(n for n in (*node.supporters, *node.attackers) if labelling[n] == State.OPEN)
        return Decision(node.id, state, Rule.WAITING, waits)
    if attacker := _first([n for n in node.attackers if labelling[n] == State.STANDS], labelling):
        return Decision(node.id, state, Rule.ATTACKED, attacker)
    fallen = [n for n in node.supporters if labelling[n] == State.FALLS]
    return Decision(node.id, state, Rule.UNSUPPORTED, _first(fallen, labelling) if node.needs_all else tuple(fallen))


def _first(ids: Iterable[str], labelling: Labelling) -> tuple[str, ...]:
    return tuple(sorted(ids, key=lambda id: labelling.order[id])[:1])


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
    teller = _Teller(graph, labelling, steps)
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

    def __init__(self, graph: Graph, labelling: Labelling, steps: dict[str, Decision]) -> None:
        self.graph, self.labelling, self.steps = graph, labelling, steps

    def sentence(self, step: Decision) -> str:
        """Return why a statement has its state."""
        tell = {
            Rule.ASSERTED: self._asserted,
            Rule.CARRIED: self._carried,
            Rule.ATTACKED: self._attacked,
            Rule.UNSUPPORTED: self._unsupported,
            Rule.REMOVED: lambda step: "is taken away",
            Rule.WAITING: self._waiting,
        }[step.rule]
        return f"{step.node} {tell(step)}."

    def _asserted(self, step: Decision) -> str:
        if step.despite:
            return f"stands as an assertion, since what objects to it ({listed(step.despite)}) falls"
        return "stands as an assertion: no reason is given and nothing objects to it"

    def _carried(self, step: Decision) -> str:
        premises = listed(premise for inference in step.by for premise in self.steps[inference].by)
        fallen = (*step.despite, *(id for inference in step.by for id in self.steps[inference].despite))
        rest = f"; what objects to it ({listed(fallen)}) falls" if fallen else ""
        return f"stands, carried by {premises}{rest}"

    def _attacked(self, step: Decision) -> str:
        return f"falls: {self._objector(step.by[0])}"

    def _objector(self, id: str, what: str = "it") -> str:
        if self.graph.nodes[id].kind == Kind.OBJECTION:
            return f"the objection {id} is granted against {what}"
        return f"{id} objects to {what} and stands"

    def _unsupported(self, step: Decision) -> str:
        causes = []
        for inference in step.by:
            why = self.steps[inference]
            if why.rule == Rule.ATTACKED:
                premises = listed(self.graph.nodes[inference].supporters)
                causes.append(self._objector(why.by[0], f"the step from {premises}"))
            else:
                causes.append(f"{listed(why.by)} {'fall' if len(why.by) > 1 else 'falls'}" if why.by else "")
        causes = [cause for cause in dict.fromkeys(causes) if cause]
        return f"falls with {'its reasons' if len(step.by) > 1 else 'its reason'}: {listed(causes)}"

    def _waiting(self, step: Decision) -> str:
        waits: dict[str, None] = {}
        for id in step.by:
            inner = self.steps[id].by if self.graph.nodes[id].kind == Kind.INFERENCE else (id,)
            waits.update(dict.fromkeys(inner))
        rivals = [id for id in waits if id in self.graph.nodes[step.node].attackers]
        if rivals:
            return f"stays open: whether {listed(rivals, 'or')} defeats it is itself open"
        return f"stays open: it waits on {listed(waits)}"
