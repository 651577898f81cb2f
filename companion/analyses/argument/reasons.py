"""The reasons under a finding, and what is objected to it (analysis 3).

Definition. A *stated* reason is an argument of the text's own (origin: author) with at least one premise that the text
states; an explanation is none, since it tells why something taken as given is so. Reasons that the companion supplies,
and premises left implicit, are shown apart. A statement is *argued for* if it has a stated reason, otherwise *only
asserted*: a step the companion supplies makes no argument of the paper's. It is *objected to* if a conflict that counts
is directed at it; a conflict with a stated reason, its premise or its step, is told apart. The terms are Toulmin's
(1958): claim, grounds, warrant.

Limits. Every reason counted is one found in this text; a longer text may hold more. Being argued for says that a reason
is given, not that it is a good one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from companion.analyses.argument.labelling import Labelling, State
from companion.dossier.dossier import Dossier
from companion.dossier.relations import Conflict, Function, Inference, Origin
from companion.dossier.statements import Explicitness


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
    """Steps that the companion supplies, explanations too, and arguments that rest on implicit premises alone."""
    explained: tuple[Reason, ...]
    """The text's own explanations of it: they tell why it is so, and are no grounds for believing it."""
    objections: tuple[Objection, ...]

    @property
    def support(self) -> Support:
        """Whether the text argues for the statement or only asserts it."""
        return Support.ARGUED if self.stated else Support.ASSERTED

    @property
    def words(self) -> str:
        """The standing in words, e.g. ``only asserted, objected to``."""
        asserted = self.support is Support.ASSERTED
        words = f"{self.support}, explained" if self.explained and asserted else str(self.support)
        if any(objection.on == "the statement" for objection in self.objections):
            return f"{words}, objected to"
        return f"{words}, its reason objected to" if self.objections else words


def reasons_for(
    id: str,
    dossier: Dossier,
    labelling: Labelling,
    same: Mapping[str, frozenset[str]],
    conflicts: Iterable[Conflict],
) -> Reasons:
    """Return all that speaks for and against one statement.

    ``same`` gives each statement with those that it repeats or that repeat it, ``conflicts`` are those that count.

    Raises:
        KeyError: there is no such statement.
    """
    steps = [_reason(dossier, s) for s in dossier.inferences if s.conclusion in same[id]]
    own = [reason for reason in steps if reason.inference.origin == Origin.AUTHOR]
    explained = tuple(reason for reason in own if reason.inference.function is Function.EXPLANATION)
    stated = tuple(reason for reason in own if reason not in explained and reason.stated)
    supplied = tuple(reason for reason in steps if reason not in (*stated, *explained))
    premises = {twin for reason in stated for p in reason.inference.premises for twin in same.get(p, {p})}
    parts: dict[str, Collection[str]] = {
        "the statement": same[id],
        "a premise": premises - same[id],
        "a step": {reason.inference.id for reason in stated},
    }
    objections = tuple(objection for conflict in conflicts for objection in _objections(conflict, parts))
    return Reasons(id, labelling[id], stated, supplied, explained, objections)


def _reason(dossier: Dossier, step: Inference) -> Reason:
    implicit = tuple(
        id for id in step.premises if id in dossier.by_id and dossier.by_id[id].explicitness == Explicitness.IMPLICIT
    )
    return Reason(step, tuple(id for id in step.premises if id not in implicit), implicit)


def _objections(conflict: Conflict, parts: Mapping[str, Collection[str]]) -> Iterator[Objection]:
    ends = [(conflict.source, conflict.target)]
    if conflict.both_ways:
        ends.append((conflict.target, conflict.source))
    for source, target in ends:
        for on, ids in parts.items():
            if target in ids:
                yield Objection(conflict, source, target, on)
