"""The dossier: everything ``data/`` says of the paper, as one frozen record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from companion.dossier.answers import Answer
from companion.dossier.citable import Citable
from companion.dossier.codebook import Codebook
from companion.dossier.codings import Coding, Settlement
from companion.dossier.design import CodingRule, DesignPart, Promise, TheoryCheck, Unannounced
from companion.dossier.paper import Paper
from companion.dossier.relations import Conflict, CriticalQuestion, Inference, Tension
from companion.dossier.rivals import Debate, Rival
from companion.dossier.schemes import Scheme
from companion.dossier.statements import SectionFrame, Statement
from companion.dossier.whatif import Switch
from companion.dossier.wording import Passage
from companion.records.hints import not_found

Record = TypeVar("Record")


@dataclass(frozen=True)
class Dossier:
    """Everything ``data/`` says of the paper."""

    paper: Paper
    codebook: Codebook
    frames: tuple[SectionFrame, ...]
    """The companion's frame of each section that has a file."""
    statements: tuple[Statement, ...]
    """In the paper's order; implicit premises after the explicit ones of their section."""
    inferences: tuple[Inference, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    """Those that real tensions give rise to included."""
    tensions: tuple[Tension, ...] = ()
    questions: tuple[CriticalQuestion, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    rivals: tuple[Rival, ...] = ()
    debates: tuple[Debate, ...] = ()
    switches: tuple[Switch, ...] = ()
    promises: tuple[Promise, ...] = ()
    unannounced: tuple[Unannounced, ...] = ()
    design: tuple[DesignPart, ...] = ()
    theory_checks: tuple[TheoryCheck, ...] = ()
    coding_rules: tuple[CodingRule, ...] = ()
    passages: tuple[Passage, ...] = ()
    """Public texts to which sentences of the paper are close."""
    answers: tuple[Answer, ...] = ()
    citable: tuple[Citable, ...] = ()
    """Of the main findings, and then of what else is easily misused."""
    codings: tuple[Coding, ...] = ()
    """Codings of the whole text by several coders."""
    settled: tuple[Settlement, ...] = ()
    """What their disagreements were settled as."""

    @cached_property
    def by_id(self) -> Mapping[str, Statement]:
        """Statements by identifier."""
        return {statement.id: statement for statement in self.statements}

    @cached_property
    def originals(self) -> Mapping[str, str]:
        """Repeating statement → the first that it repeats; a ring of repetitions ends where it begins in the text.

        Statements that repeat nothing are left out.
        """
        earlier = {item.id: item.repeats for item in self.statements if item.repeats}
        first = {}
        for id in earlier:
            seen, last = {id}, id
            while (before := earlier.get(last)) and before not in seen:
                seen.add(before)
                last = before
            first[id] = min(seen) if last in earlier else last
        return {id: last for id, last in first.items() if id != last}

    def statement(self, id: str) -> Statement:
        """Return the statement with that identifier; NotFound, a KeyError, if there is none."""
        if id not in self.by_id:
            raise not_found("statement", id, self.by_id)
        return self.by_id[id]

    def original(self, id: str) -> str:
        """Return the first statement that a statement repeats, or itself."""
        return self.originals.get(id, id)

    def counted_as(self, statement: Statement) -> str | None:
        """Return the sentence that a statement is counted as: a repetition counts as the first."""
        original = self.by_id.get(self.original(statement.id), statement)
        return original.sentence

    def inference(self, id: str) -> Inference:
        """Return the inference with that identifier; KeyError if there is none."""
        return _named(self.inferences, "id", id)

    def scheme(self, key: str) -> Scheme:
        """Return the scheme with that key; KeyError if there is none."""
        return _named(self.schemes, "key", key)

    def frame(self, key: str) -> SectionFrame:
        """Return the companion's frame of a section; KeyError if there is none."""
        return _named(self.frames, "key", key)

    def located(self, locator: str) -> tuple[Statement, ...]:
        """Return the statement of that name, or all statements of the sentence of that name; empty if neither is."""
        return tuple(item for item in self.statements if locator in (item.id, item.sentence))


def _named(records: tuple[Record, ...], field: str, name: str) -> Record:
    for record in records:
        if getattr(record, field) == name:
            return record
    kind = type(records[0]).__name__.lower() if records else "record"
    raise not_found(kind, name, [getattr(record, field) for record in records])
