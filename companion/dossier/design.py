"""``data/design.yml``: judgements on the research design, on the theory, and on rules that could be otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from companion.dossier.model import (
    CodingRule,
    DesignPart,
    Dossier,
    Fidelity,
    Promise,
    RuleKind,
    TheoryCheck,
    Unannounced,
    Verdict,
)
from companion.yamlfile import Record

Part = TypeVar("Part")


@dataclass(frozen=True)
class Design:
    """Everything the file holds."""

    promises: tuple[Promise, ...] = ()
    unannounced: tuple[Unannounced, ...] = ()
    design: tuple[DesignPart, ...] = ()
    theory_checks: tuple[TheoryCheck, ...] = ()
    coding_rules: tuple[CodingRule, ...] = ()

    def added_to(self, record: Dossier) -> Dossier:
        """Return the dossier with these judgements in it."""
        return replace(record, **{name: getattr(self, name) for name in self.__dataclass_fields__})


def read_file(file: Record) -> Design:
    """Return the judgements; any of the lists may be absent."""
    return Design(
        promises=_each(file, "promises", "id", _promise),
        unannounced=_each(file, "unannounced", "statement", _unannounced),
        design=_each(file, "design", "id", _part),
        theory_checks=_each(file, "theory_checks", "sentence", _check),
        coding_rules=_each(file, "coding_rules", "key", _rule),
    )


def _each(file: Record, field: str, name: str, build: Callable[[Record], Part]) -> tuple[Part, ...]:
    parts = []
    for record in file.records(field):
        record.identify(name)
        parts.append(build(record))
        record.done()
    return tuple(parts)


def _promise(record: Record) -> Promise:
    return Promise(
        id=record.text("id"),
        source=record.text("from"),
        promise=record.text("promise"),
        verdict=record.choice("verdict", Verdict),
        where=record.texts("where"),
        why=record.text("why"),
        place=record.place,
    )


def _unannounced(record: Record) -> Unannounced:
    return Unannounced(record.text("statement"), record.text("why"), record.place)


def _part(record: Record) -> DesignPart:
    names = ("id", "part", "statement", "says", "calls_for", "gets", "varies", "compared", "note")
    texts = {name: record.text(name) for name in names}
    return DesignPart(answered_in=record.texts("answered_in"), place=record.place, **texts)


def _check(record: Record) -> TheoryCheck:
    return TheoryCheck(
        sentence=record.text("sentence"),
        fidelity=record.choice("fidelity", Fidelity),
        premises=record.texts("premises"),
        used_by=record.texts("used_by"),
        why=record.text("why"),
        place=record.place,
    )


def _rule(record: Record) -> CodingRule:
    texts = {name: record.text(name) for name in ("key", "label", "as_coded", "otherwise")}
    return CodingRule(
        kind=record.choice("kind", RuleKind),
        place=record.place,
        field=record.text_or_none("field"),
        value=record.text_or_none("value"),
        **texts,
    )
