"""How far the result depends on the companion's own choices: its range over many ways of reading (analysis 7).

Definition. The outcome of each finding is worked out again under one other choice at a time: steps of the companion's
own let in, explanations let in, steps of less confidence left out, convergent premises read as needed together and
linked ones as enough each, each conflict left out, each step that the companion supplies let in, and each statement
whose voice is in doubt no longer taken as the paper's own objection or reason.

Limits. One choice at a time: choices may act together. The what-if panel lets a reader try some of them at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from companion.analyses.argument.argument import Argument
from companion.analyses.argument.explanation import Outcome, listed
from companion.analyses.argument.graph import Choices
from companion.dossier.dossier import Dossier
from companion.dossier.relations import Origin
from companion.dossier.statements import Confidence


@dataclass(frozen=True, slots=True)
class Variant:
    """One way of deciding, and the outcome of each finding under it."""

    name: str
    about: tuple[str, ...]
    """Inferences, conflicts or statements that it is about."""
    outcomes: Mapping[str, Outcome]


@dataclass(frozen=True, slots=True)
class Range:
    """The result over all variants; the first is the reading as it stands."""

    variants: tuple[Variant, ...]

    def outcomes(self, finding: str) -> tuple[Outcome, ...]:
        """Return what becomes of a finding under any variant, in order of first appearance."""
        return tuple(dict.fromkeys(variant.outcomes[finding] for variant in self.variants))

    def counts(self, outcome: Outcome) -> tuple[int, int]:
        """Return the smallest and the largest number of findings with that outcome."""
        numbers = [sum(word == outcome for word in variant.outcomes.values()) for variant in self.variants]
        return min(numbers), max(numbers)

    def moving(self) -> tuple[Variant, ...]:
        """Return the variants under which something else becomes of a finding than in the reading as it stands."""
        first, *others = self.variants
        return tuple(variant for variant in others if variant.outcomes != first.outcomes)


def robustness(dossier: Dossier) -> Range:
    """Return what becomes of the main findings as read, and as each choice about the companion's readings has it."""
    findings = dossier.paper.main_findings
    start = Argument(dossier).choices
    ways = [("as read", (), start), *_general(dossier, start), *_single(dossier, start)]
    return Range(tuple(Variant(name, about, _outcomes(dossier, choices, findings)) for name, about, choices in ways))


def _outcomes(dossier: Dossier, choices: Choices, findings: Iterable[str]) -> dict[str, Outcome]:
    argument = Argument(dossier, choices)
    return {finding: argument.outcome(finding) for finding in findings}


Way = tuple[str, tuple[str, ...], Choices]


def _general(dossier: Dossier, start: Choices) -> Iterator[Way]:
    """Yield the choices about many relations at once."""
    steps = dossier.inferences
    low = tuple(step.id for step in steps if step.confidence == Confidence.LOW)
    unsure = tuple(step.id for step in steps if step.confidence != Confidence.HIGH)
    doubted = tuple(item.id for item in dossier.conflicts if item.confidence != Confidence.HIGH)
    yield "with every step that the companion supplies", (), replace(start, supplied=True)
    yield "with explanations as reasons", (), replace(start, explanations=True)
    yield "without steps of low confidence", low, replace(start, without=start.without | set(low))
    yield "with steps of high confidence only", unsure, replace(start, without=start.without | set(unsure))
    yield "with objections of high confidence only", doubted, replace(start, without=start.without | set(doubted))
    yield "with convergent premises needed together", (), replace(start, together=True)
    yield "with linked premises enough each", (), replace(start, alone=True)


def _single(dossier: Dossier, start: Choices) -> Iterator[Way]:
    """Yield the choices about one relation or one voice each."""
    steps = {step.id: step.conclusion for step in dossier.inferences}
    for conflict in dossier.conflicts:
        if conflict.id not in start.without:
            target = f"the step to {steps[conflict.target]}" if conflict.target in steps else conflict.target
            left_out = replace(start, without=start.without | {conflict.id})
            yield f"without the objection of {conflict.source} to {target}", (conflict.id,), left_out
    for step in dossier.inferences:
        if step.origin is Origin.COMPANION:
            words = f"with the companion's step from {listed(step.premises)} to {step.conclusion}"
            yield words, (step.id,), replace(start, steps=start.steps | {step.id})
    for statement in dossier.statements:
        if statement.voice_in_doubt:
            # What another says is neither the paper's reason nor the paper's objection.
            relations = {step.id for step in dossier.inferences if statement.id in step.premises}
            relations |= {item.id for item in dossier.conflicts if statement.id in (item.source, item.target)}
            changed = replace(start, without=start.without | relations)
            yield f"if {statement.id} is only reported", (statement.id,), changed
