"""The files below ``data/arguments``: one for each section, and ``across.yml`` for what runs across sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from companion.dossier.relations import Conflict, CriticalQuestion, Inference, Tension
from companion.dossier.statements import LOCATOR, SUPPLIED, SectionFrame, Statement, sentence_of
from companion.errors import Problem
from companion.records import UNPLACED, Item, Placed, Text, Texts

ACROSS = "across.yml"
"""File of what runs across sections; it belongs to none, and may be absent."""


@dataclass(frozen=True, slots=True)
class AcrossFile(Item):
    """What runs across sections."""

    codebook: Text
    """Version of the codebook it was coded with."""
    inferences: tuple[Inference, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    tensions: tuple[Tension, ...] = ()
    critical_questions: tuple[CriticalQuestion, ...] = ()
    place: Placed = UNPLACED

    section = None
    """Key of its section: it belongs to none."""


@dataclass(frozen=True, slots=True)
class SectionFile(Item):
    """One section: its frame, its statements, and what holds them together."""

    codebook: Text
    """Version of the codebook it was coded with."""
    section: Text
    """Key of the section, as ``paper.yml`` gives it."""
    question: Text
    """The question that the section answers, in the companion's words."""
    answer: Text
    main_line: Texts
    """Statements on which the section's argument runs, in order."""
    statements: tuple[Statement, ...]
    inferences: tuple[Inference, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    tensions: tuple[Tension, ...] = ()
    critical_questions: tuple[CriticalQuestion, ...] = ()
    place: Placed = UNPLACED


ArgumentFile = SectionFile | AcrossFile


def assembled(files: Iterable[tuple[str | None, ArgumentFile]], order: Sequence[str]) -> dict[str, Any]:
    """Return what the files hold together, as fields of a dossier: statements in the paper's order.

    ``files`` are pairs of a section's key, as ``paper.yml`` gives it, and its file; ``order`` are all the keys.
    """
    frames, statements = [], []
    relations: dict[str, list[Any]] = {name: [] for name in ("inferences", "conflicts", "tensions", "questions")}
    for key, file in files:
        if key is not None and isinstance(file, SectionFile):
            frames.append(SectionFrame(key, file.question, file.answer, file.main_line, file.place))
            statements += [replace(item, section=key, sentence=sentence_of(item.id)) for item in file.statements]
        tensions = [replace(item, section=key) for item in file.tensions]
        relations["inferences"] += [replace(item, section=key) for item in file.inferences]
        relations["conflicts"] += [replace(item, section=key) for item in file.conflicts]
        relations["conflicts"] += [conflict for tension in tensions for conflict in tension.generated()]
        relations["tensions"] += tensions
        relations["questions"] += [replace(item, section=key) for item in file.critical_questions]
    position = {key: number for number, key in enumerate(order)}
    statements.sort(key=lambda item: _in_order(item, position))
    return {
        "frames": tuple(frames),
        "statements": tuple(statements),
        **{name: tuple(items) for name, items in relations.items()},
    }


def _in_order(statement: Statement, position: dict[str, int]) -> tuple[int, bool, int, str]:
    match = LOCATOR.fullmatch(statement.id) or SUPPLIED.fullmatch(statement.id)
    number = int(match["number"]) if match else 0
    return position.get(statement.section, 0), statement.sentence is None, number, statement.id


def belonging(file: ArgumentFile, key: str | None, version: str) -> Iterable[Problem]:
    """Tell where a file was coded by another version of the codebook, or says it is another section's."""
    place = file.place
    if file.codebook and version and file.codebook != version:
        remedy = (
            f'Review the codings against version {version} of data/codebook.yml, then write `codebook: "{version}"`.'
        )
        told = ("coded by another version", remedy, place.line_of("codebook"))
        yield Problem("codebook-version", place.file, *told, field="codebook", value=file.codebook)
    if key is not None and file.section not in {key, "", None}:
        remedy = f"Write `section: {key}`, as data/paper.yml gives this file."
        told = ("another section's key", remedy, place.line_of("section"))
        yield Problem("section-mismatch", place.file, *told, field="section", value=file.section)
