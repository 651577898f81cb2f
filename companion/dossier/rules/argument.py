"""Rules about inferences, attacks, tensions, critical questions and what-if switches."""

from __future__ import annotations

from collections.abc import Iterator

from companion.dossier.model import ConflictKind, CriticalQuestion, Dossier, Inference, QuestionStatus, Reading
from companion.dossier.rules.common import SWITCHED, a, kinds, problem
from companion.errors import Problem
from companion.yamlfile import did_you_mean

MOST_SWITCHES = 8
"""More would make more than 256 labellings to precompute for the what-if panel."""


def premises(record: Dossier) -> Iterator[Problem]:
    """An inference has premises, and its conclusion is none of them."""
    for step in record.inferences:
        if not step.premises:
            remedy = "Name at least one statement: `premises: [...]`."
            yield problem("inference-without-premise", step.place, step.id, "premises", "no premise", remedy)
        if step.conclusion and step.conclusion in step.premises:
            remedy = "Remove it from the premises, or conclude something else."
            message, value = "conclusion among its own premises", step.conclusion
            yield problem("conclusion-among-premises", step.place, step.id, "conclusion", message, remedy, value)


def attack_targets(record: Dossier) -> Iterator[Problem]:
    """An undercut targets an inference; a rebuttal or an undermining targets a statement."""
    known = kinds(record)
    attacks = [(item.place, item.id, "to", item.target, item.kind) for item in record.conflicts]
    attacks += [(item.place, item.id, "target", item.target, item.if_adverse) for item in record.questions]
    for place, id, field, target, kind in attacks:
        wanted = "inference" if kind is ConflictKind.UNDERCUT else "statement"
        if target in known and known[target] != wanted:
            remedy = f"Name {a(wanted)}, or change the kind of attack."
            message = f"{kind} aimed at {a(known[target])}"
            yield problem("attack-target", place, id, field, message, remedy, target)


def symmetric_undercuts(record: Dossier) -> Iterator[Problem]:
    """A step cannot attack back, so an undercut is never symmetric."""
    for attack in record.conflicts:
        if attack.symmetric and attack.kind is ConflictKind.UNDERCUT:
            remedy = "Write `symmetric: false`."
            yield problem("symmetric-undercut", attack.place, attack.id, "symmetric", "symmetric undercut", remedy)


def support_and_attack(record: Dossier) -> Iterator[Problem]:
    """No statement both supports and attacks one target: a conclusion, or the step it is a premise of."""
    supports = {
        (premise, target): step.id
        for step in record.inferences
        for premise in step.premises
        for target in (step.conclusion, step.id)
    }
    for attack in record.conflicts:
        directions = [(attack.source, attack.target)]
        directions += [(attack.target, attack.source)] if attack.symmetric else []
        for source, target in directions:
            if (source, target) in supports:
                message = f"{source} attacks {target}, which it supports in {supports[source, target]}"
                remedy = "Drop one of the two, or split the statement into two propositions."
                yield problem("support-and-attack", attack.place, attack.id, "from", message, remedy, source)


def schemes(record: Dossier) -> Iterator[Problem]:
    """Every scheme named is known."""
    known = [scheme.key for scheme in record.schemes]
    items: list[Inference | CriticalQuestion] = [*record.inferences, *record.questions]
    for item in items:
        if known and item.scheme and item.scheme not in known:
            remedy = f"{did_you_mean(item.scheme, known)} New schemes go into data/schemes.yml."
            yield problem("unknown-scheme", item.place, item.id, "scheme", "unknown scheme", remedy, item.scheme)


def foreign_questions(record: Dossier) -> Iterator[Problem]:
    """A critical question belongs to the scheme of the inference it is put to."""
    steps = {step.id: step for step in record.inferences}
    questions = {scheme.key: [question.key for question in scheme.questions] for scheme in record.schemes}
    for asked in record.questions:
        step = steps.get(asked.inference)
        if step and asked.scheme and step.scheme and asked.scheme != step.scheme:
            remedy = f"{step.id} is of scheme {step.scheme}: ask one of its questions."
            message = "not the scheme of the inference"
            yield problem("foreign-question", asked.place, asked.id, "scheme", message, remedy, asked.scheme)
        elif asked.asks and asked.scheme in questions and asked.asks not in questions[asked.scheme]:
            remedy = did_you_mean(asked.asks, questions[asked.scheme])
            message = f"no question of scheme {asked.scheme}"
            yield problem("foreign-question", asked.place, asked.id, "asks", message, remedy, asked.asks)


def answers(record: Dossier) -> Iterator[Problem]:
    """A question names answering statements exactly when its status is ``answered``."""
    for asked in record.questions:
        if (asked.status is QuestionStatus.ANSWERED) != bool(asked.answered_by):
            remedy = "Write `status: answered` with `answered_by: [...]`, or neither."
            message, value = "status and answer do not agree", str(asked.status)
            yield problem("answer-mismatch", asked.place, asked.id, "status", message, remedy, value)


def tensions(record: Dossier) -> Iterator[Problem]:
    """A tension has two members or more; a real one generates conflicts or says why not, and no other does."""
    for tension in record.tensions:
        place, id = tension.place, tension.id
        real = tension.reading is Reading.REAL
        if len(set(tension.members)) < 2:
            remedy = "Name what pulls apart: `members: [.., ..]`."
            value = list(tension.members)
            yield problem("short-tension", place, id, "members", "fewer than two members", remedy, value)
        if real and not tension.generates and not tension.why_none:
            remedy = "List its `conflicts:`, or say `why_none: ...`."
            yield problem("tension-without-conflict", place, id, "conflicts", "real, yet no conflict", remedy)
        if tension.generates and not real:
            remedy = "Only a real tension generates conflicts: remove them, or change the reading."
            message = f"{tension.reading}, yet it generates conflicts"
            yield problem("dissolved-tension", place, id, "conflicts", message, remedy)


def switches(record: Dossier) -> Iterator[Problem]:
    """The what-if panel has at most eight switches, each of a known kind."""
    if len(record.switches) > MOST_SWITCHES:
        last, number = record.switches[MOST_SWITCHES], len(record.switches)
        remedy = f"Keep the {MOST_SWITCHES} a reader would most want to throw."
        yield problem("too-many-switches", last.place, last.id, None, "too many switches", remedy, number)
    for switch in record.switches:
        if switch.kind and switch.kind not in SWITCHED:
            remedy = did_you_mean(switch.kind, SWITCHED)
            yield problem("unknown-value", switch.place, switch.id, "kind", "unknown value", remedy, switch.kind)


RULES = (
    premises,
    attack_targets,
    symmetric_undercuts,
    support_and_attack,
    schemes,
    foreign_questions,
    answers,
    tensions,
    switches,
)
