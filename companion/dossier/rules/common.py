"""What the rules share: how a problem is told, and which record names which."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from companion.dossier.dossier import Dossier
from companion.dossier.statements import Statement
from companion.dossier.whatif import SWITCHES
from companion.errors import Problem
from companion.records import Place

Rule = Callable[[Dossier], Iterator[Problem]]


def problem(
    code: str, place: Place, id: str, field: str | None, message: str, remedy: str, value: object = None
) -> Problem:
    """Tell of an error at a record's field."""
    line = place.line_of(field) if field else place.line
    value = str(value) if isinstance(value, StrEnum) else value
    return Problem(code, place.file, message, remedy, line, id or None, field, value)


def about(statement: Statement, code: str, field: str, message: str, remedy: str, value: object = None) -> Problem:
    """Tell of an error at a statement's field."""
    return problem(code, statement.place, statement.id, field, message, remedy, value)


def warning(code: str, place: Place, id: str, message: str, remedy: str) -> Problem:
    """Tell of something worth a look, which fails no run."""
    return Problem(code, place.file, message, remedy, place.line, id, severity="warning")


def a(kind: str) -> str:
    """Put the article before a kind of record.

    >>> a("inference"), a("statement")
    ('an inference', 'a statement')
    """
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def records(dossier: Dossier) -> Iterator[tuple[str, str, Place]]:
    """Yield kind, identifier and place of every record that has an identifier of its own."""
    groups: dict[str, Sequence[Any]] = {
        "statement": dossier.statements,
        "inference": dossier.inferences,
        "conflict": dossier.conflicts,
        "tension": dossier.tensions,
        "question": dossier.questions,
        "switch": dossier.switches,
    }
    for kind, group in groups.items():
        for item in group:
            yield kind, item.id, item.place


def kinds(dossier: Dossier) -> dict[str, str]:
    """Return identifier → kind of record."""
    return {id: kind for kind, id, _ in records(dossier) if id}


class Reference(NamedTuple):
    """A field that names another record."""

    place: Place
    id: str
    field: str
    target: str
    kinds: tuple[str, ...]
    """Kinds of record it may name."""


STATEMENT, INFERENCE = ("statement",), ("inference",)
EITHER = (*STATEMENT, *INFERENCE)


def references(dossier: Dossier) -> Iterator[Reference]:
    """Yield every reference from one record to another; empty ones are left out."""
    for gather in (_from_frames, _from_argument, _from_readings, _from_panels):
        yield from (reference for reference in gather(dossier) if reference.target)


def _from_frames(dossier: Dossier) -> Iterator[Reference]:
    paper = dossier.paper
    yield from (Reference(paper.place, "", "main_findings", id, STATEMENT) for id in paper.main_findings)
    for frame in dossier.frames:
        yield from (Reference(frame.place, frame.key, "main_line", id, STATEMENT) for id in frame.main_line)
    for statement in dossier.statements:
        yield Reference(statement.place, statement.id, "repeats", statement.repeats or "", STATEMENT)


def _from_argument(dossier: Dossier) -> Iterator[Reference]:
    for step in dossier.inferences:
        yield from (Reference(step.place, step.id, "premises", id, STATEMENT) for id in step.premises)
        yield Reference(step.place, step.id, "conclusion", step.conclusion, STATEMENT)
    for attack in dossier.conflicts:
        yield Reference(attack.place, attack.id, "from", attack.source, STATEMENT)
        yield Reference(attack.place, attack.id, "to", attack.target, EITHER)


def _from_readings(dossier: Dossier) -> Iterator[Reference]:
    for tension in dossier.tensions:
        yield from (Reference(tension.place, tension.id, "members", id, EITHER) for id in tension.members)
    for asked in dossier.questions:
        yield Reference(asked.place, asked.id, "inference", asked.inference, INFERENCE)
        yield Reference(asked.place, asked.id, "target", asked.target, EITHER)
        yield from (Reference(asked.place, asked.id, "answered_by", id, STATEMENT) for id in asked.answered_by)


def _from_panels(dossier: Dossier) -> Iterator[Reference]:
    for debate in dossier.debates:
        yield Reference(debate.place, "", "finding", debate.finding, STATEMENT)
    for citable in dossier.citable:
        yield Reference(citable.place, "", "finding", citable.finding, STATEMENT)
    for answer in dossier.answers:
        for field in ("statements", "tied_to", "nearest"):
            yield from (Reference(answer.place, "", field, id, STATEMENT) for id in getattr(answer, field))
    for switch in dossier.switches:
        yield Reference(switch.place, switch.id, "target", switch.target, (SWITCHES[switch.kind],))
