"""An argument map as nested lists: each statement above its reasons and what is objected to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from companion.analyses.argument import Argument, Outcome
from companion.analyses.views import View
from companion.dossier.relations import Conflict, Function, Inference, Origin, Structure
from companion.dossier.statements import Explicitness, Statement, Voice

TOLD = frozenset({Outcome.OBJECTED, Outcome.LOST, Outcome.OPEN})
"""Outcomes that a map tells with a statement; whether it has a reason is to be seen."""


@dataclass
class Reason:
    """A step to a statement."""

    step: Inference
    whose: str
    marker: str | None
    how: str
    """How its premises count, where it has more than one."""
    premises: list[Entry]


@dataclass
class Objection:
    """What is objected, and to what and by whom: nothing for the statement itself and for the text."""

    conflict: Conflict
    what: str
    source: Entry


@dataclass
class Entry:
    """A statement in the list."""

    statement: Statement
    marks: list[str]
    """What to know of it before it is read: whose it is, what becomes of it."""
    seen: bool = False
    """Whether it stands further up with all that belongs to it."""
    reasons: list[Reason] = field(default_factory=list)
    objections: list[Objection] = field(default_factory=list)


class Outline:
    """The list of one view; :meth:`entries` are its tops. What the text reasons out most comes first."""

    def __init__(self, argument: Argument, view: View) -> None:
        self.dossier, self.argument, self.view = argument.dossier, argument, view
        self._seen: set[str] = set()
        self._chains: dict[str, int] = {}

    def entries(self) -> list[Entry]:
        """Return the statements that lead to nothing, and below them all others."""
        supports = {premise for step in self.view.inferences for premise in step.premises}
        sources = {conflict.source for conflict in self.view.conflicts}
        first = [id for id in self.view.statements if id not in supports and id not in sources]
        reached = _reached(self.view, first)
        # A circle has no first member; what the first ones do not reach is listed after them.
        tops = [*first, *(id for id in self.view.statements if id not in reached)]
        return [self._entry(id) for id in tops if id not in self._seen]

    def _entry(self, id: str) -> Entry:
        entry = Entry(self.dossier.statement(id), self._marks(id))
        if id in self._seen:
            entry.seen = True
            return entry
        self._seen.add(id)
        steps = sorted(_to(self.view, id), key=lambda step: -max(map(self._reasoned, step.premises), default=0))
        attacks = list(_against(self.view, id))
        entry.reasons = [self._reason(step) for step in steps]
        entry.objections = [Objection(conflict, what, self._entry(source)) for conflict, source, what in attacks]
        return entry

    def _marks(self, id: str) -> list[str]:
        statement, outcome = self.dossier.statement(id), self.argument.outcome(id)
        marks = []
        if statement.explicitness == Explicitness.IMPLICIT:
            marks.append("supplied by the companion")
        elif statement.voice == Voice.REPORTED:
            marks.append(f"reported: {statement.attributed_to}")
        return [*marks, str(outcome)] if outcome in TOLD else marks

    def _reason(self, step: Inference) -> Reason:
        together = step.structure == Structure.LINKED
        how = "" if len(step.premises) == 1 else ", together" if together else ", each on its own"
        whose = "explained by" if step.function == Function.EXPLANATION else "because"
        whose = f"the companion: {whose}" if step.origin == Origin.COMPANION else whose
        premises = sorted(step.premises, key=lambda id: -self._reasoned(id))
        return Reason(step, whose, step.marker, how, [self._entry(premise) for premise in premises])

    def _reasoned(self, id: str) -> int:
        """Return how many steps of the text's own lead to a statement one after the other: the longest chain."""
        if id not in self._chains:
            self._chains[id] = 0  # a circle adds nothing
            steps = _to(self.view, id)
            own = {step.id: step.origin != Origin.COMPANION and step.function != Function.EXPLANATION for step in steps}
            lengths = [own[step.id] + self._reasoned(premise) for step in steps for premise in step.premises]
            self._chains[id] = max(lengths, default=0)
        return self._chains[id]


def _to(view: View, id: str) -> list[Inference]:
    return [step for step in view.inferences if step.conclusion == id]


def _against(view: View, id: str) -> Iterator[tuple[Conflict, str, str]]:
    """Yield all conflicts with a statement or a step to it: conflict, source, words for what and whose it is."""
    steps = {step.id for step in view.inferences if step.conclusion == id}
    for conflict in view.conflicts:
        whose = "" if conflict.origin is Origin.AUTHOR else ", by the companion"
        if conflict.target == id:
            yield conflict, conflict.source, whose
        elif conflict.target in steps:
            yield conflict, conflict.source, f", as a step{whose}"
        elif conflict.both_ways and conflict.source == id:
            yield conflict, conflict.target, whose


def _reached(view: View, first: Iterable[str]) -> set[str]:
    """Return what hangs below some statements, they themselves included."""
    waiting = list(first)
    reached = set(waiting)
    while waiting:
        id = waiting.pop()
        near = [premise for step in view.inferences if step.conclusion == id for premise in step.premises]
        near += [source for _, source, _ in _against(view, id)]
        waiting += [other for other in near if other not in reached]
        reached.update(near)
    return reached
