"""Rules about inferences, attacks, tensions and critical questions."""

from __future__ import annotations

from collections.abc import Iterator

from companion.dossier.dossier import Dossier
from companion.dossier.relations import REAL, ConflictKind, CriticalQuestion, Inference, QuestionStatus
from companion.dossier.rules.common import a, kinds, problem
from companion.errors import Problem
from companion.records import did_you_mean


def premises(dossier: Dossier) -> Iterator[Problem]:
    """An inference has premises, and its conclusion is none of them."""
    for step in dossier.inferences:
        if not step.premises:
            remedy = "Name at least one statement: `premises: [...]`."
            yield problem("inference-without-premise", step.place, step.id, "premises", "no premise", remedy)
        if step.conclusion and step.conclusion in step.premises:
            remedy = "Remove it from the premises, or conclude something else."
            message, value = "conclusion among its own premises", step.conclusion
            yield problem("conclusion-among-premises", step.place, step.id, "conclusion", message, remedy, value)


def attack_targets(dossier: Dossier) -> Iterator[Problem]:
    """An undercut targets an inference; a rebuttal or an undermining targets a statement."""
    known = kinds(dossier)
    attacks = [(item.place, item.id, "to", item.target, item.kind) for item in dossier.conflicts]
    attacks += [(item.place, item.id, "target", item.target, item.if_adverse) for item in dossier.questions]
    for place, id, field, target, kind in attacks:
        wanted = "inference" if kind is ConflictKind.UNDERCUT else "statement"
        if target in known and known[target] != wanted:
            remedy = f"Name {a(wanted)}, or change the kind of attack."
            message = f"{kind} aimed at {a(known[target])}"
            yield problem("attack-target", place, id, field, message, remedy, target)


def symmetric_undercuts(dossier: Dossier) -> Iterator[Problem]:
    """A step cannot attack back, so an undercut is never symmetric."""
    for attack in dossier.conflicts:
        if attack.symmetric and attack.kind is ConflictKind.UNDERCUT:
            remedy = "Write `symmetric: false`."
            yield problem("symmetric-undercut", attack.place, attack.id, "symmetric", "symmetric undercut", remedy)


def support_and_attack(dossier: Dossier) -> Iterator[Problem]:
    """No statement both supports and attacks one target: a conclusion, or the step it is a premise of."""
    supports = {
        (premise, target): step.id
        for step in dossier.inferences
        for premise in step.premises
        for target in (step.conclusion, step.id)
    }
    for attack in dossier.conflicts:
        directions = [(attack.source, attack.target)]
        directions += [(attack.target, attack.source)] if attack.symmetric else []
        for source, target in directions:
            if (source, target) in supports:
                message = f"{source} attacks {target}, which it supports in {supports[source, target]}"
                remedy = "Drop one of the two, or split the statement into two propositions."
                yield problem("support-and-attack", attack.place, attack.id, "from", message, remedy, source)


def schemes(dossier: Dossier) -> Iterator[Problem]:
    """Every scheme named is known."""
    known = [scheme.key for scheme in dossier.schemes]
    items: list[Inference | CriticalQuestion] = [*dossier.inferences, *dossier.questions]
    for item in items:
        if item.scheme and item.scheme not in known:
            remedy = f"{did_you_mean(item.scheme, known)} New schemes go into data/schemes.yml."
            yield problem("unknown-scheme", item.place, item.id, "scheme", "unknown scheme", remedy, item.scheme)


def foreign_questions(dossier: Dossier) -> Iterator[Problem]:
    """A critical question belongs to the scheme of the inference it is put to."""
    steps = {step.id: step for step in dossier.inferences}
    questions = {scheme.key: [question.key for question in scheme.questions] for scheme in dossier.schemes}
    for asked in dossier.questions:
        step = steps.get(asked.inference)
        if step and asked.scheme and step.scheme and asked.scheme != step.scheme:
            remedy = f"{step.id} is of scheme {step.scheme}: ask one of its questions."
            message = "not the scheme of the inference"
            yield problem("foreign-question", asked.place, asked.id, "scheme", message, remedy, asked.scheme)
        elif asked.asks and asked.scheme in questions and asked.asks not in questions[asked.scheme]:
            remedy = did_you_mean(asked.asks, questions[asked.scheme])
            message = f"no question of scheme {asked.scheme}"
            yield problem("foreign-question", asked.place, asked.id, "asks", message, remedy, asked.asks)


def answers(dossier: Dossier) -> Iterator[Problem]:
    """A question names answering statements exactly when its status is ``answered``."""
    for asked in dossier.questions:
        if (asked.status is QuestionStatus.ANSWERED) != bool(asked.answered_by):
            remedy = "Write `status: answered` with `answered_by: [...]`, or neither."
            message, value = "status and answer do not agree", str(asked.status)
            yield problem("answer-mismatch", asked.place, asked.id, "status", message, remedy, value)
        elif (asked.status is QuestionStatus.ANSWERED) != bool(asked.answer):
            remedy = (
                "Say with `answer: for` or `answer: against` whether the answer speaks for the step, or leave it out."
            )
            yield problem("answer-mismatch", asked.place, asked.id, "answer", "answered, yet not on which side", remedy)


def tensions(dossier: Dossier) -> Iterator[Problem]:
    """A tension has two members or more; a real one generates conflicts or says why not, and no other does."""
    for tension in dossier.tensions:
        place, id = tension.place, tension.id
        real = tension.reading == REAL
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


RULES = (
    premises,
    attack_targets,
    symmetric_undercuts,
    support_and_attack,
    schemes,
    foreign_questions,
    answers,
    tensions,
)
