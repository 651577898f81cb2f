"""The graph of reasons and objections that a dossier makes under a reader's choices.

What the definition of the labelling leaves to the graph, decided here and tested:

* only *arguments* of the *text's own* carry. An explanation tells why something taken as given is so: whoever doubts
  it need not doubt what it explains. A step that the companion supplies shows what the text could say; it carries
  where a reader grants it;
* a step that is *left out of account* falls, so that what it alone carried has lost its reason, just as if a premise of
  it had been dropped;
* *convergent* premises carry their conclusion each on its own, so such an inference is as many inferences as premises;
* a conflict's source is a statement, so a *symmetric undercut* works in one direction only;
* an *undercut of an undercut* is an attack on the statement that undercuts;
* a statement that *repeats* another is the same node: reasons and objections to either are reasons and objections to
  both, and a step from one to the other is no reason;
* a *deleted* premise, dropped by a reader or missing from the dossier, falls, and objects to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum

from companion.dossier.dossier import Dossier
from companion.dossier.relations import Function, Inference, Origin, Structure
from companion.dossier.whatif import SwitchKind
from companion.records.hints import not_found

NAMED = {
    "drop": "statement or inference to drop",
    "without": "inference or conflict to leave out",
    "grant": "critical question to grant",
    "steps": "inference to count",
}
"""What each kind of choice names."""


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
    supplied: bool = False
    """True for an inference that the companion supplies."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a reader decides otherwise; the empty choice is the dossier as it stands."""

    drop: frozenset[str] = frozenset()
    """Statements taken away."""
    without: frozenset[str] = frozenset()
    """Inferences and conflicts left out of account."""
    grant: frozenset[str] = frozenset()
    """Critical questions whose adverse answer is granted."""
    steps: frozenset[str] = frozenset()
    """Inferences that the companion supplies and that count nevertheless."""
    supplied: bool = False
    """Let every inference that the companion supplies count."""
    explanations: bool = False
    """Let explanations carry what they explain."""
    together: bool = False
    """Read convergent premises as if each conclusion needed them all."""
    alone: bool = False
    """Read linked premises as if each were enough."""

    def carries(self, step: Inference) -> bool:
        """Return whether a step can hold its conclusion up."""
        argues = step.function is Function.ARGUMENT or self.explanations
        return argues and (step.origin is not Origin.COMPANION or self.supplied or step.id in self.steps)


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
        known = self.same_as.get(id, id)
        if known not in self.nodes:
            raise not_found("statement, inference or granted question", id, [*self.nodes, *self.same_as])
        return self.nodes[known]


def chosen_from_start(dossier: Dossier) -> Choices:
    """Return the choices that the what-if panel starts with: they hold wherever a state is shown.

    A conflict that has a switch counts only if the switch is on; every other conflict counts. Premises are kept and
    questions not granted unless their switch starts on, nor does a step that the companion supplies count.
    """
    on = {kind: frozenset(s.target for s in dossier.switches if s.kind is kind and s.default) for kind in SwitchKind}
    off = frozenset(s.target for s in dossier.switches if s.kind is SwitchKind.OBJECTION and not s.default)
    return Choices(drop=on[SwitchKind.PREMISE], without=off, grant=on[SwitchKind.EXCEPTION], steps=on[SwitchKind.STEP])


def build(dossier: Dossier, choices: Choices | None = None) -> Graph:
    """Return the graph of a dossier under the reader's choices (by default those the panel starts with).

    A relation to nothing in the dossier is left out, but for what an inference or a conflict names: that is missing,
    and falls.

    Raises:
        KeyError: a choice is about something that the dossier does not have.
    """
    choices = chosen_from_start(dossier) if choices is None else choices
    _check(dossier, choices)
    same_as = dossier.originals
    parts = _supported(dossier, choices, same_as)
    for id in choices.grant:
        parts[id] = {"kind": Kind.OBJECTION}
    for source, target in _attacks(dossier, choices, same_as):
        _extend(parts, target, "attackers", source)
    for id in _named(parts) - parts.keys():
        parts[id] = {"kind": Kind.MISSING, "removed": True}
    for id in {same_as.get(id, id) for id in choices.drop} & parts.keys():
        parts[id]["removed"] = True
    names = {same_as[id]: id for id in dossier.paper.main_findings if id in same_as}
    return Graph({id: Node(id, **fields) for id, fields in parts.items()}, same_as, names)


def _supported(dossier: Dossier, choices: Choices, same_as: Mapping[str, str]) -> dict[str, dict]:
    """Return statements and inferences with what supports them."""
    parts: dict[str, dict] = {same_as.get(statement.id, statement.id): {} for statement in dossier.statements}
    for step in dossier.inferences:
        parts[step.id] = {
            "kind": Kind.INFERENCE,
            "supporters": _premises(step, same_as),
            "needs_all": choices.together or (step.structure == Structure.LINKED and not choices.alone),
            "removed": step.id in choices.without,
            "supplied": step.origin is Origin.COMPANION,
        }
    for step in dossier.inferences:
        if parts[step.id]["supporters"] and choices.carries(step):
            _extend(parts, same_as.get(step.conclusion, step.conclusion), "supporters", step.id)
    return parts


def _check(dossier: Dossier, choices: Choices) -> None:
    """Raise KeyError for a choice about something that the dossier does not have."""
    steps = {step.id for step in dossier.inferences}
    known: Mapping[str, AbstractSet[str]] = {
        "drop": steps | dossier.by_id.keys(),
        "without": steps | {conflict.id for conflict in dossier.conflicts},
        "grant": {question.id for question in dossier.questions},
        "steps": steps,
    }
    for kind, ids in known.items():
        if unknown := sorted(getattr(choices, kind) - ids):
            raise not_found(NAMED[kind], unknown[0], ids)


def _premises(step: Inference, same_as: Mapping[str, str]) -> tuple[str, ...]:
    """Return the nodes of an inference's premises, without one that only repeats its conclusion."""
    premises = {same_as.get(id, id): id for id in step.premises}
    conclusion = same_as.get(step.conclusion, step.conclusion)
    if premises.get(conclusion, step.conclusion) != step.conclusion:
        del premises[conclusion]
    return tuple(premises)


def _attacks(dossier: Dossier, choices: Choices, same_as: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Yield attacker and target of every conflict that counts and of every question granted."""
    for conflict in dossier.conflicts:
        if conflict.id in choices.without:
            continue
        source, target = (same_as.get(id, id) for id in (conflict.source, conflict.target))
        yield source, target
        if conflict.both_ways:
            yield target, source
    for question in dossier.questions:
        if question.id in choices.grant:
            yield question.id, same_as.get(question.target, question.target)


def _extend(nodes: dict[str, dict], id: str, part: str, other: str) -> None:
    """Add a relation to a node; a relation to nothing in the dossier is left out, a second copy too."""
    if id in nodes and other not in nodes[id].get(part, ()):
        nodes[id][part] = (*nodes[id].get(part, ()), other)


def _named(nodes: Mapping[str, dict]) -> set[str]:
    return {id for parts in nodes.values() for part in ("supporters", "attackers") for id in parts.get(part, ())}
