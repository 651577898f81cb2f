"""The files below ``data/arguments``: statements and what holds them together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from companion.dossier.model import (
    ClaimType,
    Codebook,
    Confidence,
    Conflict,
    ConflictKind,
    CriticalQuestion,
    Dossier,
    Explicitness,
    Inference,
    Origin,
    Paper,
    QuestionStatus,
    QuestionType,
    Reading,
    Rival,
    Role,
    Scheme,
    Section,
    SectionText,
    Statement,
    Structure,
    Switch,
    Tension,
    TensionKind,
    Voice,
)
from companion.yamlfile import Record

ACROSS = "across.yml"
"""File of what runs across sections; it belongs to none."""

LOCATOR = re.compile(r"(?P<sentence>(?P<section>[A-Z]+)-(?P<number>\d+))(?P<letter>[a-z])")
"""A statement found in the text: ``RES-4a`` is the first proposition of the fourth sentence of ``RES``."""

SUPPLIED = re.compile(r"(?P<section>[A-Z]+)-i(?P<number>\d+)")
"""A premise that the companion supplies: ``RES-i1``."""


def sentence_of(id: str) -> str | None:
    """Return the locator of the sentence a statement restates, or None for a premise the companion supplies.

    >>> sentence_of("RES-4a"), sentence_of("RES-i1")
    ('RES-4', None)
    """
    match = LOCATOR.fullmatch(id)
    return match["sentence"] if match else None


@dataclass
class Parts:
    """What the files have given so far."""

    sections: list[SectionText] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    inferences: list[Inference] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    tensions: list[Tension] = field(default_factory=list)
    questions: list[CriticalQuestion] = field(default_factory=list)

    def dossier(
        self,
        paper: Paper,
        codebook: Codebook,
        schemes: tuple[Scheme, ...],
        rivals: tuple[Rival, ...],
        switches: tuple[Switch, ...],
    ) -> Dossier:
        """Return the whole dossier, its statements in the paper's order."""
        order = {section.key: number for number, section in enumerate(paper.sections)}
        return Dossier(
            paper=paper,
            codebook=codebook,
            schemes=schemes,
            sections=tuple(self.sections),
            statements=tuple(sorted(self.statements, key=lambda statement: _in_order(statement, order))),
            inferences=tuple(self.inferences),
            conflicts=tuple(self.conflicts),
            tensions=tuple(self.tensions),
            questions=tuple(self.questions),
            rivals=rivals,
            switches=switches,
        )


def _in_order(statement: Statement, order: dict[str, int]) -> tuple[int, bool, int, str]:
    match = LOCATOR.fullmatch(statement.id) or SUPPLIED.fullmatch(statement.id)
    number = int(match["number"]) if match else 0
    return order.get(statement.section, 0), statement.sentence is None, number, statement.id


def read_file(file: Record, section: Section | None, version: str, parts: Parts) -> None:
    """Add one file to the parts; ``section`` is None for the file of what runs across sections."""
    _check_version(file, version)
    key = section.key if section else None
    if section:
        if file.text("section") not in {section.key, ""}:
            remedy = f"Write `section: {section.key}`, as data/paper.yml gives this file."
            file.complain(
                "section-mismatch", "another section's key", remedy, field="section", value=file.text("section")
            )
        frame = {name: file.text(name) for name in ("question", "answer")}
        main_line = file.texts("main_line", required=True)
        parts.sections.append(SectionText(key=section.key, main_line=main_line, place=file.place, **frame))
        parts.statements += [_statement(record, section.key) for record in file.records("statements", required=True)]
    parts.inferences += [_inference(record, key) for record in file.records("inferences")]
    parts.conflicts += [_conflict(record, key) for record in file.records("conflicts")]
    for record in file.records("tensions"):
        tension, conflicts = _tension(record, key)
        parts.tensions.append(tension)
        parts.conflicts += conflicts
    parts.questions += [_question(record, key) for record in file.records("critical_questions")]
    file.done()


def _check_version(file: Record, version: str) -> None:
    coded = file.text("codebook")
    if coded and version and coded != version:
        remedy = (
            f'Review the codings against version {version} of data/codebook.yml, then write `codebook: "{version}"`.'
        )
        file.complain("codebook-version", "coded by another version", remedy, field="codebook", value=coded)


def _statement(record: Record, section: str) -> Statement:
    id = record.identify()
    codes = record.record("codes")
    statement = Statement(
        id=id,
        section=section,
        sentence=sentence_of(id),
        proposition=record.text("proposition"),
        voice=record.choice("voice", Voice),
        explicitness=record.choice("explicitness", Explicitness),
        role=record.choice("role", Role),
        claim_type=record.choice("claim_type", ClaimType),
        qualifier=record.text("qualifier"),
        place=record.place,
        attributed_to=record.text_or_none("attributed_to"),
        annotation=record.text_or_none("annotation"),
        repeats=record.text_or_none("repeats"),
        codes={name: codes.texts(name) for name in codes.names()} if codes else {},
        alternative_codes=_alternative_codes(record),
        note=record.text_or_none("note"),
        settled=record.texts("settled"),
        suggested_references=record.texts("suggested_references"),
    )
    record.done()
    return statement


def _alternative_codes(record: Record) -> dict[str, dict[str, tuple[str, ...]]]:
    by_rule = record.record("alternative_codes")
    coded = {rule: by_rule.record(rule) for rule in by_rule.names()} if by_rule else {}
    return {rule: {name: codes.texts(name) for name in codes.names()} for rule, codes in coded.items() if codes}


def _inference(record: Record, section: str | None) -> Inference:
    marker = record.text_or_none("marker")
    inference = Inference(
        id=record.identify(),
        premises=record.texts("premises"),
        conclusion=record.text("conclusion"),
        scheme=record.text("scheme"),
        structure=record.choice("structure", Structure),
        warrant=record.text("warrant"),
        origin=record.choice("origin", Origin),
        marker=None if marker == "none" else marker,
        confidence=record.choice("confidence", Confidence),
        place=record.place,
        backing=record.text_or_none("backing"),
        section=section,
    )
    record.done()
    return inference


def _conflict(record: Record, section: str | None) -> Conflict:
    conflict = Conflict(
        id=record.identify(),
        source=record.text("from"),
        target=record.text("to"),
        kind=record.choice("kind", ConflictKind),
        symmetric=record.flag("symmetric", default=False),
        origin=record.choice("origin", Origin),
        rationale=record.text("rationale"),
        place=record.place,
        section=section,
    )
    record.done()
    return conflict


def _tension(record: Record, section: str | None) -> tuple[Tension, list[Conflict]]:
    """Return a tension and the conflicts it generates, numbered ``T-3/1``, ``T-3/2`` ..."""
    id = record.identify()
    rationale = record.text("rationale")
    conflicts = [
        _generated(item, f"{id}/{number}", rationale, section)
        for number, item in enumerate(record.records("conflicts"), start=1)
    ]
    tension = Tension(
        id=id,
        title=record.text("title"),
        members=record.texts("members", required=True),
        reading=record.choice("reading", Reading),
        kind=record.choice("kind", TensionKind),
        rationale=rationale,
        charitable_reading=record.text("charitable_reading"),
        confidence=record.choice("confidence", Confidence),
        place=record.place,
        section=section,
        generates=tuple(conflict.id for conflict in conflicts),
        why_none=record.text_or_none("why_none"),
    )
    record.done()
    return tension, conflicts


def _generated(record: Record, id: str, rationale: str, section: str | None) -> Conflict:
    record.name = id
    conflict = Conflict(
        id=id,
        source=record.text("from"),
        target=record.text("to"),
        kind=record.choice("kind", ConflictKind),
        symmetric=record.flag("symmetric", default=False),
        origin=Origin.TENSION,
        rationale=record.text_or_none("rationale") or rationale,
        place=record.place,
        section=section,
    )
    record.done()
    return conflict


def _question(record: Record, section: str | None) -> CriticalQuestion:
    question = CriticalQuestion(
        id=record.identify(),
        inference=record.text("inference"),
        scheme=record.text("scheme"),
        asks=record.text("asks"),
        question=record.text("question"),
        type=record.choice("type", QuestionType),
        status=record.choice("status", QuestionStatus),
        if_adverse=record.choice("if_adverse", ConflictKind),
        target=record.text("target"),
        place=record.place,
        answered_by=record.texts("answered_by"),
        section=section,
    )
    record.done()
    return question
