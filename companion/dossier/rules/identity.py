"""Rules about identifiers, locators and the references between records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from companion.dossier.arguments import LOCATOR, SUPPLIED
from companion.dossier.model import Dossier, Explicitness, Place
from companion.dossier.rules.common import a, about, kinds, problem, records, references
from companion.errors import Problem
from companion.yamlfile import did_you_mean, nearest


def duplicate_ids(record: Dossier) -> Iterator[Problem]:
    """No identifier is used twice, whatever the kinds of the two records."""
    first: dict[str, Place] = {}
    for _, id, place in records(record):
        if id in first:
            there = f"{first[id].file}:{first[id].line}"
            yield problem("duplicate-id", place, id, "id", f"identifier already used at {there}", "Rename one.", id)
        elif id:
            first[id] = place


def duplicate_keys(record: Dossier) -> Iterator[Problem]:
    """No section, variable, value or theory has a key twice."""
    book = record.codebook
    variables = (*book.variables, *book.attributes)
    groups: list[tuple[str, Place, Sequence[Any]]] = [
        ("sections", record.paper.place, record.paper.sections),
        ("variables", book.place, variables),
        *((f"values of {variable.key}", book.place, variable.values) for variable in variables),
        *(("theories", rival.place, record.rivals) for rival in record.rivals[:1]),
    ]
    for what, place, items in groups:
        for key, times in Counter(item.key for item in items).items():
            if key and times > 1:
                yield problem("duplicate-id", place, key, None, f"key used twice among the {what}", "Rename one.", key)


def locators(record: Dossier) -> Iterator[Problem]:
    """A statement's identifier locates it: at a sentence of its own section, or as a supplied premise."""
    lengths = {section.key: section.sentences for section in record.paper.sections}
    for statement in record.statements:
        id, key = statement.id, statement.section
        found = LOCATOR.fullmatch(id)
        match = found or SUPPLIED.fullmatch(id)
        beyond = found and lengths[key] and not 1 <= int(found["number"]) <= lengths[key]
        if not id:
            continue
        if match is None:
            remedy = f"Write {key}-4a (sentence 4, first proposition) or {key}-i1 (a premise the companion supplies)."
            yield about(statement, "malformed-id", "id", "identifier is no locator", remedy, id)
        elif match["section"] != key or beyond:
            remedy = f"This file holds {key}-1 to {key}-{lengths[key]}: move the statement or mend its identifier."
            yield about(statement, "locator-outside-section", "id", "locator outside its section", remedy, id)


def explicit_locators(record: Dossier) -> Iterator[Problem]:
    """An explicit statement has a locator; a premise that the companion supplies has none."""
    for statement in record.statements:
        key, implicit = statement.section, statement.explicitness is Explicitness.IMPLICIT
        if implicit and statement.sentence:
            remedy = f"Name it {key}-i1, {key}-i2 ..., or make it explicit."
            yield about(statement, "implicit-with-locator", "id", "implicit, yet located in the text", remedy)
        elif not implicit and SUPPLIED.fullmatch(statement.id):
            remedy = f"Give the sentence it restates, e.g. {key}-4a, or make it implicit."
            yield about(statement, "explicit-without-locator", "id", "explicit, yet no locator", remedy)


def dangling_references(record: Dossier) -> Iterator[Problem]:
    """Every reference names a record that exists."""
    known = kinds(record)
    for ref in references(record):
        if ref.target not in known:
            hint = nearest(ref.target, [id for id, kind in known.items() if kind in ref.kinds])
            remedy = f"{hint}Name an existing {' or '.join(ref.kinds)}, or add it."
            yield problem("dangling-reference", ref.place, ref.id, ref.field, "names no record", remedy, ref.target)


def wrong_kinds(record: Dossier) -> Iterator[Problem]:
    """Every reference names a record of the kind its field asks for."""
    known = kinds(record)
    for ref in references(record):
        kind = known.get(ref.target)
        if kind and kind not in ref.kinds:
            remedy = f"Name {a(ref.kinds[0])}{''.join(f' or {a(other)}' for other in ref.kinds[1:])} here."
            yield problem("wrong-kind", ref.place, ref.id, ref.field, f"names {a(kind)}", remedy, ref.target)


def main_lines(record: Dossier) -> Iterator[Problem]:
    """A section's main line runs through its own statements, and each of them is annotated."""
    for frame in record.sections:
        for id in frame.main_line:
            statement = record.by_id.get(id)
            if statement is None:
                continue
            if statement.section != frame.key:
                remedy = f"Keep to {frame.key} statements here; steps across sections stand in across.yml."
                message = "main line leaves its section"
                yield problem("main-line-outside-section", frame.place, frame.key, "main_line", message, remedy, id)
            elif not statement.annotation:
                remedy = "Say what a careful reader should notice: `annotation: ...`."
                message = "on the main line without an annotation"
                yield about(statement, "main-line-without-annotation", "annotation", message, remedy)


def repetitions(record: Dossier) -> Iterator[Problem]:
    """A repetition points back to a statement that stands earlier, so that chains of repetitions end."""
    order = {statement.id: number for number, statement in enumerate(record.statements)}
    for statement in record.statements:
        earlier = statement.repeats
        if earlier in order and order[earlier] >= order[statement.id]:
            remedy = "Mark the later of the two as the repetition."
            yield about(statement, "repeats-later", "repeats", "repeats no earlier statement", remedy, earlier)


def rival_premises(record: Dossier) -> Iterator[Problem]:
    """What a theory leads one to expect follows from premises of its own."""
    for rival in record.rivals:
        known = [premise.id for premise in rival.premises]
        for expected in rival.expectations:
            for id in expected.premises:
                if id not in known:
                    remedy = did_you_mean(id, known)
                    message = "no premise of this theory"
                    yield problem("unknown-premise", expected.place, rival.key, "premises", message, remedy, id)


RULES = (
    duplicate_ids,
    duplicate_keys,
    locators,
    explicit_locators,
    dangling_references,
    wrong_kinds,
    main_lines,
    repetitions,
    rival_premises,
)
