"""How far the result depends on the companion's own choices: its range over several ways of reading (analysis 7).

Definition. The labelling is worked out again with the companion's less certain or own readings left out, and with
convergent premises read as needed together.

Limits. Leaving a finding's last reason out turns it into an assertion, and an assertion stands unless attacked; so a
range is read together with whether the finding still has a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from companion.analyses.argument.argument import Argument
from companion.analyses.argument.graph import Choices
from companion.analyses.argument.labelling import State
from companion.dossier.dossier import Dossier
from companion.dossier.relations import Origin
from companion.dossier.statements import Confidence


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


def robustness(dossier: Dossier, findings: Iterable[str] | None = None) -> Range:
    """Return the findings' states as read, and as each choice about the companion's own readings would have them."""
    findings = tuple(dossier.paper.main_findings if findings is None else findings)
    base = Argument(dossier).choices
    steps, tensions = dossier.inferences, dossier.tensions
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
    return Range(tuple(_variant(dossier, findings, *way) for way in ways))


def _variant(dossier: Dossier, findings: Iterable[str], name: str, left_out: list[str], base: Choices) -> Variant:
    argument = Argument(dossier, base, without=left_out)
    states = {id: argument.state(id) for id in findings}
    return Variant(name, tuple(left_out), states, {id: argument.reasoned(id) for id in states})
