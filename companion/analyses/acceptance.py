"""Which statements stand, fall or stay open once reasons and objections are weighed (analysis 7).

Definition. An inference stands if its premises stand and every undercutter falls; it falls if a premise falls or an
undercutter stands. A statement with inferences stands if one of them stands and every attacker falls; it falls if all
of them fall or an attacker stands. A statement without inferences is an assertion: it stands unless attacked. The
labelling starts with everything open and is filled in until nothing more is decided: the least, or grounded, labelling
(Dung 1995, *Artificial Intelligence* 77, 321-357, with Pollock's undercutters and support as above).

What the definition leaves to us, decided here and tested:

* *convergent* premises carry their conclusion each on its own, so such an inference is as many inferences as premises;
* a *cycle* of support or attack decides nothing by itself: its members stay open unless something outside decides them;
* a conflict's source is a statement, so a *symmetric undercut* works in one direction only;
* an *undercut of an undercut* is an attack on the statement that undercuts;
* a statement that *repeats* another is the same node: reasons and objections to either are reasons and objections to
  both, and a step from one to the other is no reason;
* a *deleted* premise, dropped by a reader or missing from the dossier, falls, and objects to nothing;
* an *empty* section or dossier has an empty labelling.

Limits. A label says what follows from the reasons and objections that were written down, with none stronger than
another. An assertion that stands has not been shown; it has only met no objection. Time and memory grow linearly with
the number of relations: each is looked at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from companion.dossier.model import ConflictKind, Dossier, Inference, Structure


class State(StrEnum):
    """What becomes of a statement or an inference."""

    STANDS = "stands"
    FALLS = "falls"
    OPEN = "open"


class Kind(StrEnum):
    """What a node of the graph is."""

    STATEMENT = "statement"
    INFERENCE = "inference"
    OBJECTION = "objection"
    """The adverse answer to a critical question, granted by the reader."""
    MISSING = "missing"
    """Named by a relation, and not in the dossier."""


@dataclass(frozen=True, slots=True)
class Node:
    """A statement, an inference, or an objection that the reader grants."""

    id: str
    kind: Kind = Kind.STATEMENT
    supporters: tuple[str, ...] = ()
    """A statement's inferences, or an inference's premises."""
    needs_all: bool = False
    """True where every supporter is needed (linked premises), False where one is enough."""
    attackers: tuple[str, ...] = ()
    removed: bool = False
    """True for what falls from the start: dropped by the reader, or named but not in the dossier."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a reader decides otherwise; the empty choice is the dossier as it stands."""

    drop: frozenset[str] = frozenset()
    """Statements taken away."""
    without: frozenset[str] = frozenset()
    """Inferences and conflicts left out of account."""
    grant: frozenset[str] = frozenset()
    """Critical questions whose adverse answer is granted."""
    together: bool = False
    """Read convergent premises as if each conclusion needed them all."""


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by identifier, and for each statement the node that stands for it."""

    nodes: Mapping[str, Node]
    same_as: Mapping[str, str] = field(default_factory=dict)
    """Repeating statement → the statement it repeats."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Node → the name it is shown by, where not its own: a main finding's, if that repeats an earlier statement."""

    def node(self, id: str) -> Node:
        """Return the node of a statement, inference or granted question; KeyError if there is none."""
        return self.nodes[self.same_as.get(id, id)]


@dataclass(frozen=True, slots=True)
class Labelling:
    """The state of every node, and the order in which states were decided."""

    states: Mapping[str, State]
    order: Mapping[str, int]
    """Node → step at which it was decided; an open node has none."""
    same_as: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, id: str) -> State:
        return self.states[self.same_as.get(id, id)]


def chosen_from_start(record: Dossier) -> Choices:
    """Return the choices that the what-if panel starts with: they hold wherever a state is shown.

    A conflict that has a switch counts only if the switch is on; every other conflict counts. Premises are kept and
    questions not granted unless their switch starts on.
    """
    on = {kind: frozenset(s.target for s in record.switches if s.kind == kind and s.default) for kind in SWITCH_KINDS}
    off = frozenset(s.target for s in record.switches if s.kind == "objection" and not s.default)
    return Choices(drop=on["premise"], without=off, grant=on["exception"])


SWITCH_KINDS = ("premise", "objection", "exception")


def build(record: Dossier, choices: Choices | None = None) -> Graph:
    """Return the graph of a dossier under the reader's choices (by default those the panel starts with)."""
    choices = chosen_from_start(record) if choices is None else choices
    _check(record, choices)
    same_as = _repetitions(record)
    steps = [step for step in record.inferences if step.id not in choices.without]
    parts: dict[str, dict] = {same_as.get(statement.id, statement.id): {} for statement in record.statements}
    for step in steps:
        needs_all = choices.together or step.structure == Structure.LINKED
        parts[step.id] = {
            "kind": Kind.INFERENCE,
            "supporters": _premises(step, same_as),
            "needs_all": needs_all,
        }
    for step in steps:
        if parts[step.id]["supporters"]:
            _extend(parts, same_as.get(step.conclusion, step.conclusion), "supporters", step.id)
    for id in choices.grant:
        parts[id] = {"kind": Kind.OBJECTION}
    for source, target in _attacks(record, choices, same_as):
        _extend(parts, target, "attackers", source)
    for id in _named(parts) - parts.keys():
        parts[id] = {"kind": Kind.MISSING, "removed": True}
    for id in {same_as.get(id, id) for id in choices.drop} & parts.keys():
        parts[id]["removed"] = True
    names = {same_as[id]: id for id in record.paper.main_findings if id in same_as}
    return Graph({id: Node(id, **fields) for id, fields in parts.items()}, same_as, names)


def _check(record: Dossier, choices: Choices) -> None:
    """Raise KeyError for a choice about something that the dossier does not have."""
    steps = {step.id for step in record.inferences}
    known = {
        "drop": steps | record.by_id.keys(),
        "without": steps | {conflict.id for conflict in record.conflicts},
        "grant": {question.id for question in record.questions},
    }
    for kind, ids in known.items():
        if unknown := sorted(getattr(choices, kind) - ids):
            message = f"{kind}: not in the dossier: {', '.join(unknown)}"
            raise KeyError(message)


def _premises(step: Inference, same_as: Mapping[str, str]) -> tuple[str, ...]:
    """Return the nodes of an inference's premises, without one that only repeats its conclusion."""
    premises = {same_as.get(id, id): id for id in step.premises}
    conclusion = same_as.get(step.conclusion, step.conclusion)
    if premises.get(conclusion, step.conclusion) != step.conclusion:
        del premises[conclusion]
    return tuple(premises)


def _repetitions(record: Dossier) -> dict[str, str]:
    """Return repeating statement → first statement; a ring of repetitions ends where it began."""
    earlier = {s.id: s.repeats for s in record.statements if s.repeats}
    first = {}
    for id in earlier:
        seen, last = {id}, id
        while (before := earlier.get(last)) and before not in seen:
            seen.add(before)
            last = before
        first[id] = min(seen) if last in earlier else last
    return {id: last for id, last in first.items() if id != last}


def _attacks(record: Dossier, choices: Choices, same_as: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Yield attacker and target of every conflict that counts and of every question granted."""
    for conflict in record.conflicts:
        if conflict.id in choices.without:
            continue
        source, target = (same_as.get(id, id) for id in (conflict.source, conflict.target))
        yield source, target
        if conflict.symmetric and conflict.kind != ConflictKind.UNDERCUT:
            yield target, source
    for question in record.questions:
        if question.id in choices.grant:
            yield question.id, same_as.get(question.target, question.target)


def _extend(nodes: dict[str, dict], id: str, part: str, other: str) -> None:
    """Add a relation to a node; a relation to nothing in the dossier is left out, a second copy too."""
    if id in nodes and other not in nodes[id].get(part, ()):
        nodes[id][part] = (*nodes[id].get(part, ()), other)


def _named(nodes: Mapping[str, dict]) -> set[str]:
    return {id for parts in nodes.values() for part in ("supporters", "attackers") for id in parts.get(part, ())}


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
