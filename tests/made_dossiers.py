"""Small dossiers made up for tests: statements named by letters, with the relations a test needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from companion.dossier.codebook import Codebook, CodeValue, Crossing, Variable
from companion.dossier.dossier import Dossier
from companion.dossier.paper import Paper, Section
from companion.dossier.relations import (
    Conflict,
    ConflictKind,
    CriticalQuestion,
    Inference,
    Origin,
    QuestionStatus,
    QuestionType,
    Structure,
)
from companion.dossier.statements import Confidence, Explicitness, SectionFrame, Statement, Voice
from companion.dossier.whatif import Switch, SwitchKind
from companion.records import Place

HERE = Place("data/arguments/made.yml", 1)


def statement(id: str, **fields) -> Statement:
    section = id.split("-")[0] if "-" in id else "RES"
    sentence = None if "-i" in id else id.rstrip("abcdef") if "-" in id else f"{section}-1"
    defaults = {
        "section": section,
        "sentence": sentence,
        "proposition": f"What {id} says.",
        "voice": Voice.AUTHOR,
        "explicitness": Explicitness.IMPLICIT if "-i" in id else Explicitness.EXPLICIT,
        "role": "premise",
        "claim_type": "empirical",
        "qualifier": "unstated",
        "place": HERE,
    }
    return Statement(id=id, **{**defaults, **fields})


def inference(id: str, premises: Iterable[str], conclusion: str, **fields) -> Inference:
    defaults = {
        "scheme": "cause_to_effect",
        "structure": Structure.LINKED,
        "warrant": "One brings the other about.",
        "origin": Origin.AUTHOR,
        "marker": "therefore",
        "confidence": Confidence.HIGH,
        "place": HERE,
    }
    return Inference(id=id, premises=tuple(premises), conclusion=conclusion, **{**defaults, **fields})


def conflict(id: str, source: str, target: str, kind: str = "rebut", **fields) -> Conflict:
    defaults = {"symmetric": False, "origin": Origin.AUTHOR, "rationale": "They cannot both hold.", "place": HERE}
    return Conflict(id=id, source=source, target=target, kind=ConflictKind(kind), **{**defaults, **fields})


def question(id: str, inference: str, target: str, if_adverse: str = "undercut", **fields) -> CriticalQuestion:
    defaults = {
        "scheme": "cause_to_effect",
        "asks": "strength",
        "question": "Is the cause strong enough?",
        "type": QuestionType.EXCEPTION,
        "status": QuestionStatus.OPEN,
        "place": HERE,
    }
    return CriticalQuestion(
        id=id, inference=inference, target=target, if_adverse=ConflictKind(if_adverse), **{**defaults, **fields}
    )


def switch(id: str, kind: str, target: str, default: bool = False) -> Switch:
    return Switch(id, f"Switch {id}", SwitchKind(kind), target, default, f"What {id} does.", HERE)


def variable(key: str, *values: str) -> Variable:
    made = tuple(CodeValue(v, v.title(), v, v, "when", "when not", "example") for v in values)
    return Variable(key, key.title(), f"Which {key}?", key, made)


WORDS = {
    "reading": {"real": "stays", "apparent": "dissolves"},
    "tension": {"contradiction": "contradiction"},
    "verdict": {"taken_up": "taken up", "partly": "in part", "dropped": "dropped"},
    "fidelity": {"faithful": "faithful", "blurred": "blurred", "not_theory": "no theory"},
    "stance": {"expects": "expects it", "does_not_expect": "does not", "silent": "says nothing"},
}
CODEBOOK = Codebook(
    version="1.0",
    variables=(variable("threat", "terrorism", "narcotics"), variable("response", "venues", "engagement")),
    attributes=(),
    words=WORDS,
    crossings=(Crossing("answers", "threat", "response"),),
)


def dossier(
    statements: Iterable[str | Statement] = (),
    inferences: Iterable[Inference] = (),
    conflicts: Iterable[Conflict] = (),
    findings: Iterable[str] = (),
    **fields,
) -> Dossier:
    made = tuple(statement(s) if isinstance(s, str) else s for s in statements)
    keys = dict.fromkeys([*(s.section for s in made), "RES"])
    sections = tuple(
        Section(
            key=k, title=k.title(), heading=k, sentences=3, sha256="", page=f"notebooks/{k.lower()}", file=f"{k}.yml"
        )
        for k in keys
    )
    texts = tuple(SectionFrame(k, f"What does {k} ask?", "It answers.", (), HERE) for k in keys)
    defaults: Mapping = {
        "paper": Paper("A made-up paper", "https://example.org/", sections, tuple(findings)),
        "codebook": CODEBOOK,
        "frames": texts,
    }
    relations = {"inferences": tuple(inferences), "conflicts": tuple(conflicts)}
    return Dossier(statements=made, **relations, **{**defaults, **fields})
