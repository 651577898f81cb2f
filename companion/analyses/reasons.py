"""The reasons under a finding, and what is objected to it (analysis 3).

Definition. A *stated* reason is an inference of the text's own (origin: author) with at least one premise that the text
states. Reasons that the companion supplies, and premises left implicit, are shown apart. A statement is *argued for* if
it has a stated reason, otherwise *only asserted*: a step the companion supplies makes no argument of the paper's. It is
*objected to* if a conflict that counts is directed at it; a conflict with a stated reason, its premise or its step, is
told apart. The terms are Toulmin's (1958): claim, grounds, warrant.

Limits. Every reason counted is one found in this text; a longer text may hold more. Being argued for says that a reason
is given, not that it is a good one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from companion.analyses.acceptance import Graph, State, build, chosen_from_start, label
from companion.dossier.model import Conflict, ConflictKind, Dossier, Explicitness, Inference, Origin


class Support(StrEnum):
    """Whether the text gives a reason."""

    ARGUED = "argued for"
    ASSERTED = "only asserted"


@dataclass(frozen=True, slots=True)
class Reason:
    """One inference to a statement, with its premises sorted by who supplies them."""

    inference: Inference
    stated: tuple[str, ...]
    """Premises that the text states."""
    implicit: tuple[str, ...]
    """Premises that the companion supplies."""
    state: State


@dataclass(frozen=True, slots=True)
class Objection:
    """A conflict and what it is directed at, seen from a statement."""

    conflict: Conflict
    source: str
    target: str
    on: str
    """``the statement``, ``a premise`` or ``a step``."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """All that speaks for and against one statement."""

    statement: str
    state: State
    stated: tuple[Reason, ...]
    supplied: tuple[Reason, ...]
    """Steps that the companion supplies, or that rest on implicit premises alone."""
    objections: tuple[Objection, ...]

    @property
    def support(self) -> Support:
        """Whether the text argues for the statement or only asserts it."""
        return Support.ARGUED if self.stated else Support.ASSERTED

    @property
    def words(self) -> str:
        """The standing in words, e.g. ``only asserted, objected to``."""
        if any(objection.on == "the statement" for objection in self.objections):
            return f"{self.support}, objected to"
        return f"{self.support}, its reason objected to" if self.objections else str(self.support)


def reasons(record: Dossier, ids: Iterable[str] | None = None) -> tuple[Reasons, ...]:
    """Return the reasons under each statement, by default under the paper's main findings, in their order."""
    graph = build(record)
    labelling = label(graph)
    same = sameness(record, graph)
    conflicts = counted_conflicts(record)
    result = []
    for id in record.paper.main_findings if ids is None else ids:
        found = [_reason(record, s, labelling[s.id]) for s in record.inferences if s.conclusion in same[id]]
        stated = tuple(r for r in found if r.inference.origin == Origin.AUTHOR and r.stated)
        supplied = tuple(r for r in found if r not in stated)
        premises = {twin for r in stated for p in r.inference.premises for twin in same.get(p, {p})}
        steps = {r.inference.id for r in stated}
        parts = {"the statement": same[id], "a premise": premises - same[id], "a step": steps}
        objections = tuple(o for c in conflicts for o in _objections(c, parts))
        result.append(Reasons(id, labelling[id], stated, supplied, objections))
    return tuple(result)


def counted_conflicts(record: Dossier) -> tuple[Conflict, ...]:
    """Return the conflicts that count from the start: all but those whose switch is off."""
    off = chosen_from_start(record).without
    return tuple(conflict for conflict in record.conflicts if conflict.id not in off)


def sameness(record: Dossier, graph: Graph) -> dict[str, set[str]]:
    """Return each statement → itself and all that repeat it or that it repeats."""
    groups: dict[str, set[str]] = {}
    for statement in record.statements:
        groups.setdefault(graph.same_as.get(statement.id, statement.id), set()).add(statement.id)
    return {id: group for group in groups.values() for id in group}


def _reason(record: Dossier, step: Inference, state: State) -> Reason:
    implicit = tuple(
        id for id in step.premises if id in record.by_id and record.by_id[id].explicitness == Explicitness.IMPLICIT
    )
    return Reason(step, tuple(id for id in step.premises if id not in implicit), implicit, state)


def _objections(conflict: Conflict, parts: Mapping[str, set[str]]) -> Iterator[Objection]:
    ends = [(conflict.source, conflict.target)]
    if conflict.symmetric and conflict.kind != ConflictKind.UNDERCUT:
        ends.append((conflict.target, conflict.source))
    for source, target in ends:
        for on, ids in parts.items():
            if target in ids:
                yield Objection(conflict, source, target, on)
