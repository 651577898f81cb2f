"""Rules about statements: where they stand, whose they are, how they are coded."""

from __future__ import annotations

from collections.abc import Iterator

from companion.dossier.dossier import Dossier
from companion.dossier.rules.common import about, problem
from companion.dossier.statements import LOCATOR, SUPPLIED, Explicitness, Voice
from companion.errors import Problem
from companion.records import did_you_mean


def locators(dossier: Dossier) -> Iterator[Problem]:
    """A statement's identifier locates it: at a sentence of its own section, or as a supplied premise."""
    lengths = {section.key: section.sentences for section in dossier.paper.sections}
    for statement in dossier.statements:
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


def explicit_locators(dossier: Dossier) -> Iterator[Problem]:
    """An explicit statement has a locator; a premise that the companion supplies has none."""
    for statement in dossier.statements:
        key, implicit = statement.section, statement.explicitness is Explicitness.IMPLICIT
        if implicit and statement.sentence:
            remedy = f"Name it {key}-i1, {key}-i2 ..., or make it explicit."
            yield about(statement, "implicit-with-locator", "id", "implicit, yet located in the text", remedy)
        elif not implicit and SUPPLIED.fullmatch(statement.id):
            remedy = f"Give the sentence it restates, e.g. {key}-4a, or make it implicit."
            yield about(statement, "explicit-without-locator", "id", "explicit, yet no locator", remedy)


def voices(dossier: Dossier) -> Iterator[Problem]:
    """A reported statement says whose view it is; the author's own is attributed to nobody else."""
    for statement in dossier.statements:
        if statement.voice is Voice.REPORTED and not statement.attributed_to:
            remedy = "Say who holds it: `attributed_to: ...`."
            message = "reported without saying whose view it is"
            yield about(statement, "reported-without-attribution", "attributed_to", message, remedy)
        elif statement.voice is Voice.AUTHOR and statement.attributed_to:
            remedy = "Write `voice: reported`, or remove the attribution."
            message, value = "the author's own, yet attributed to another", statement.attributed_to
            yield about(statement, "attributed-author", "attributed_to", message, remedy, value)


def codes(dossier: Dossier) -> Iterator[Problem]:
    """Every code is a value of a variable of the codebook, given once."""
    known = {variable.key: [value.key for value in variable.values] for variable in dossier.codebook.variables}
    for statement in dossier.statements if known else ():
        for variable, values in statement.codes.items():
            if variable not in known:
                remedy = did_you_mean(variable, known)
                yield about(statement, "unknown-variable", "codes", "unknown variable", remedy, variable)
                continue
            for value in dict.fromkeys(values):
                if value not in known[variable]:
                    remedy = f"{did_you_mean(value, known[variable])} New values go into data/codebook.yml."
                    yield about(statement, "unknown-code", "codes", f"unknown value of {variable}", remedy, value)
                elif values.count(value) > 1:
                    yield about(statement, "repeated-code", "codes", f"{variable} has it twice", "Keep one.", value)


def doubtful_voices(dossier: Dossier) -> Iterator[Problem]:
    """Where print leaves open who speaks, the note says why."""
    for statement in dossier.statements:
        if statement.voice_in_doubt and not statement.note:
            remedy = "Say why it cannot be told who speaks: `note: ...`."
            yield about(statement, "doubt-without-note", "voice_in_doubt", "voice in doubt without a note", remedy)


def implicit_notes(dossier: Dossier) -> Iterator[Problem]:
    """A premise that the companion supplies says why the argument needs it."""
    for statement in dossier.statements:
        if statement.explicitness is Explicitness.IMPLICIT and not statement.note:
            remedy = "Say why the argument needs it: `note: ...`."
            yield about(statement, "implicit-without-note", "note", "implicit without a note", remedy)


def coverage(dossier: Dossier) -> Iterator[Problem]:
    """Every sentence of the paper is restated by a statement."""
    covered = {item.sentence for item in dossier.statements if item.explicitness is Explicitness.EXPLICIT}
    frames = {frame.key: frame.place for frame in dossier.frames}
    for section in dossier.paper.sections:
        for number in range(1, section.sentences + 1):
            id = f"{section.key}-{number}"
            if section.key in frames and id not in covered:
                remedy = f"Add a statement {id}a; if the sentence cannot be read, one of role `fragment` that says so."
                place = frames[section.key]
                yield problem("uncovered-sentence", place, id, "statements", "no statement restates it", remedy)


def main_lines(dossier: Dossier) -> Iterator[Problem]:
    """A section's main line runs through its own statements, and each of them is annotated."""
    for frame in dossier.frames:
        for id in frame.main_line:
            statement = dossier.by_id.get(id)
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
            elif not statement.name:
                remedy = "Give it a name of two to five words: `name: ...`."
                yield about(statement, "main-line-without-name", "name", "on the main line without a name", remedy)


def repetitions(dossier: Dossier) -> Iterator[Problem]:
    """A repetition points back to a statement that stands earlier, so that chains of repetitions end."""
    order = {statement.id: number for number, statement in enumerate(dossier.statements)}
    for statement in dossier.statements:
        earlier = statement.repeats
        if earlier in order and order[earlier] >= order[statement.id]:
            remedy = "Mark the later of the two as the repetition."
            yield about(statement, "repeats-later", "repeats", "repeats no earlier statement", remedy, earlier)


RULES = (
    locators,
    explicit_locators,
    voices,
    doubtful_voices,
    codes,
    implicit_notes,
    coverage,
    main_lines,
    repetitions,
)
