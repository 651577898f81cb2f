"""What makes a dossier sound: one small function per rule, each with a stable code.

Rules never stop at the first problem, and pass over empty values, since the reader has already told of those.
Errors fail a run, warnings do not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from companion.dossier.arguments import LOCATOR, SUPPLIED
from companion.dossier.model import Dossier, Explicitness, Place, Reading, Role, Statement, Voice
from companion.dossier.yamlfile import did_you_mean
from companion.errors import Problem

MOST_SWITCHES = 8
"""More would make more than 256 labellings to precompute for the what-if panel."""


class Keys(NamedTuple):
    """Citation keys that exist; None where the file does not (which is a problem told elsewhere)."""

    paper: frozenset[str] | None
    """Keys of the paper's own bibliography."""
    companion: frozenset[str] | None
    """Keys of the companion's own sources."""


Rule = Callable[[Dossier], Iterator[Problem]]


def check(record: Dossier, keys: Keys) -> list[Problem]:
    """Return everything that the rules find, in the order of the rules."""
    found = [problem for rule in RULES for problem in rule(record)]
    return [*found, *unknown_references(record, keys)]


def _problem(
    code: str, place: Place, id: str, field: str | None, message: str, remedy: str, value: object = None, **more: str
) -> Problem:
    line = place.line_of(field) if field else place.line
    return Problem(code, place.file, message, remedy, line, id or None, field, value, **more)


# --- identifiers ---------------------------------------------------------------------------------------------------


def _records(record: Dossier) -> Iterator[tuple[str, str, Place]]:
    """Yield kind, identifier and place of every record that has an identifier of its own."""
    groups = {
        "statement": record.statements,
        "inference": record.inferences,
        "conflict": record.conflicts,
        "tension": record.tensions,
        "question": record.questions,
        "switch": record.switches,
    }
    for kind, group in groups.items():
        for item in group:
            yield kind, item.id, item.place


def duplicate_ids(record: Dossier) -> Iterator[Problem]:
    """No identifier is used twice, whatever the kinds of the two records."""
    first: dict[str, Place] = {}
    for _, id, place in _records(record):
        if id in first:
            there = f"{first[id].file}:{first[id].line}"
            yield _problem("duplicate-id", place, id, "id", f"identifier already used at {there}", "Rename one.", id)
        elif id:
            first[id] = place


def duplicate_keys(record: Dossier) -> Iterator[Problem]:
    """No section, variable, value or scheme has a key twice."""
    book = record.codebook
    groups = [
        ("sections", record.paper.place, [section.key for section in record.paper.sections]),
        ("variables", book.place, [variable.key for variable in (*book.variables, *book.attributes)]),
        ("theories", record.rivals[0].place if record.rivals else book.place, [rival.key for rival in record.rivals]),
        *(
            (f"values of {variable.key}", book.place, [value.key for value in variable.values])
            for variable in (*book.variables, *book.attributes)
        ),
    ]
    for what, place, keys in groups:
        for key in (key for key, times in Counter(keys).items() if key and times > 1):
            yield _problem("duplicate-id", place, key, None, f"key used twice among the {what}", "Rename one.", key)


def locators(record: Dossier) -> Iterator[Problem]:
    """A statement's identifier locates it: in its own section, at a sentence that exists, or as supplied."""
    lengths = {section.key: section.sentences for section in record.paper.sections}
    for statement in record.statements:
        found, supplied = LOCATOR.fullmatch(statement.id), SUPPLIED.fullmatch(statement.id)
        match = found or supplied
        key = statement.section
        if match is None:
            if statement.id:
                remedy = (
                    f"Write {key}-4a (first proposition of sentence 4) or {key}-i1 (a premise the companion supplies)."
                )
                yield _about(statement, "malformed-id", "id", "identifier is no locator", remedy, statement.id)
        elif match["section"] != key or (found and not 1 <= int(found["number"]) <= lengths[key]):
            remedy = f"This file holds {key}-1 to {key}-{lengths[key]}: move the statement or mend its identifier."
            yield _about(
                statement, "locator-outside-section", "id", "locator outside its section", remedy, statement.id
            )
        elif found and statement.explicitness is Explicitness.IMPLICIT:
            remedy = f"Name it {key}-i1, {key}-i2 ..., or make it explicit."
            yield _about(statement, "implicit-with-locator", "id", "implicit, yet located in the text", remedy)
        elif supplied and statement.explicitness is Explicitness.EXPLICIT:
            remedy = f"Give the sentence it restates, e.g. {key}-4a, or make it implicit."
            yield _about(statement, "explicit-without-locator", "id", "explicit, yet no locator", remedy)


def _about(
    statement: Statement, code: str, field: str | None, message: str, remedy: str, value: object = None
) -> Problem:
    return _problem(code, statement.place, statement.id, field, message, remedy, value)


# --- references between records ------------------------------------------------------------------------------------


class Reference(NamedTuple):
    """A field that names another record."""

    place: Place
    id: str
    field: str
    target: str
    kinds: tuple[str, ...]
    """Kinds of record it may name."""


def references(record: Dossier) -> Iterator[Reference]:
    """Yield every reference from one record to another."""
    statement, any_target = ("statement",), ("statement", "inference")
    paper = record.paper
    yield from (Reference(paper.place, "", "main_findings", id, statement) for id in paper.main_findings)
    for frame in record.sections:
        yield from (Reference(frame.place, frame.key, "main_line", id, statement) for id in frame.main_line)
    for item in record.statements:
        if item.repeats:
            yield Reference(item.place, item.id, "repeats", item.repeats, statement)
    for step in record.inferences:
        yield from (Reference(step.place, step.id, "premises", id, statement) for id in step.premises)
        yield Reference(step.place, step.id, "conclusion", step.conclusion, statement)
    for attack in record.conflicts:
        yield Reference(attack.place, attack.id, "from", attack.source, statement)
        yield Reference(attack.place, attack.id, "to", attack.target, any_target)
    for tension in record.tensions:
        yield from (Reference(tension.place, tension.id, "members", id, any_target) for id in tension.members)
    for asked in record.questions:
        yield Reference(asked.place, asked.id, "inference", asked.inference, ("inference",))
        yield Reference(asked.place, asked.id, "target", asked.target, any_target)
        yield from (Reference(asked.place, asked.id, "answered_by", id, statement) for id in asked.answered_by)
    for rival in record.rivals:
        for expected in rival.expectations:
            yield Reference(expected.place, rival.key, "finding", expected.finding, statement)
    for switch in record.switches:
        yield Reference(switch.place, switch.id, "target", switch.target, SWITCHED.get(switch.kind, ()))


SWITCHED = {"premise": ("statement",), "objection": ("conflict",), "exception": ("question",)}
"""Kind of switch → kind of record it switches."""


def dangling_references(record: Dossier) -> Iterator[Problem]:
    """Every reference names a record that exists."""
    kinds = {id: kind for kind, id, _ in _records(record)}
    for ref in references(record):
        if not ref.target or not ref.kinds:
            continue
        if ref.target not in kinds:
            near = did_you_mean(ref.target, [id for id, kind in kinds.items() if kind in ref.kinds]).split(" Allowed")[
                0
            ]
            hint = f"{near} " if near.startswith("Did") else ""
            remedy = f"{hint}Name an existing {' or '.join(ref.kinds)}, or add it."
            yield _problem(
                "dangling-reference", ref.place, ref.id, ref.field, "names nothing there is", remedy, ref.target
            )
        elif kinds[ref.target] not in ref.kinds and ref.field not in {"to", "target"}:
            remedy = f"Name a {' or '.join(ref.kinds)} here."
            message = f"names a {kinds[ref.target]}"
            yield _problem("wrong-kind", ref.place, ref.id, ref.field, message, remedy, ref.target)


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
                yield _problem("main-line-outside-section", frame.place, frame.key, "main_line", message, remedy, id)
            elif not statement.annotation:
                remedy = "Say what a careful reader should notice: `annotation: ...`."
                message = "on the main line without an annotation"
                yield _about(statement, "main-line-without-annotation", "annotation", message, remedy)


def repeats(record: Dossier) -> Iterator[Problem]:
    """A repetition points back to a statement that stands earlier, so that chains end."""
    order = {statement.id: number for number, statement in enumerate(record.statements)}
    for statement in record.statements:
        if statement.repeats in order and order[statement.repeats] >= order[statement.id]:
            remedy = "Mark the later of the two as the repetition."
            yield _about(
                statement, "repeats-later", "repeats", "repeats no earlier statement", remedy, statement.repeats
            )


# --- the argument --------------------------------------------------------------------------------------------------


def premises(record: Dossier) -> Iterator[Problem]:
    """An inference has premises, and its conclusion is none of them."""
    for step in record.inferences:
        if not step.premises:
            remedy = "Name at least one statement: `premises: [...]`."
            yield _problem("inference-without-premise", step.place, step.id, "premises", "no premise", remedy)
        if step.conclusion and step.conclusion in step.premises:
            remedy = "Remove it from the premises, or conclude something else."
            message = "conclusion among its own premises"
            yield _problem(
                "conclusion-among-premises", step.place, step.id, "conclusion", message, remedy, step.conclusion
            )


def attack_targets(record: Dossier) -> Iterator[Problem]:
    """An undercut targets an inference; a rebuttal or an undermining targets a statement."""
    kinds = {id: kind for kind, id, _ in _records(record)}
    attacks = [(item.place, item.id, "to", item.target, item.kind) for item in record.conflicts]
    attacks += [(item.place, item.id, "target", item.target, item.if_adverse) for item in record.questions]
    for place, id, field, target, kind in attacks:
        wanted = "inference" if kind == "undercut" else "statement"
        if target in kinds and kinds[target] != wanted:
            remedy = (
                f"Name a {wanted}, or change the kind of attack."
                if wanted == "statement"
                else ("Name an inference, or change the kind of attack.")
            )
            message = (
                f"{kind} aimed at a {kinds[target]}"
                if kinds[target] != "inference"
                else f"{kind} aimed at an inference"
            )
            yield _problem("attack-target", place, id, field, message, remedy, target)


def symmetric_undercuts(record: Dossier) -> Iterator[Problem]:
    """An inference cannot attack back, so an undercut is never symmetric."""
    for attack in record.conflicts:
        if attack.symmetric and attack.kind == "undercut":
            remedy = "Write `symmetric: false`."
            yield _problem("symmetric-undercut", attack.place, attack.id, "symmetric", "symmetric undercut", remedy)


def support_and_attack(record: Dossier) -> Iterator[Problem]:
    """No statement both supports and attacks one target (a conclusion, or the step it is a premise of)."""
    supports = {
        (id, target): step
        for step in record.inferences
        for id in step.premises
        for target in (step.conclusion, step.id)
    }
    for attack in record.conflicts:
        pairs = [(attack.source, attack.target), *([(attack.target, attack.source)] if attack.symmetric else [])]
        for source, target in pairs:
            step = supports.get((source, target))
            if step is not None:
                message = f"{source} attacks {target}, which it supports in {step.id}"
                remedy = "Drop one of the two, or split the statement into two propositions."
                yield _problem("support-and-attack", attack.place, attack.id, "from", message, remedy, source)


def schemes(record: Dossier) -> Iterator[Problem]:
    """Every scheme named is known."""
    known = [scheme.key for scheme in record.schemes]
    for item in (*record.inferences, *record.questions):
        if known and item.scheme and item.scheme not in known:
            remedy = f"{did_you_mean(item.scheme, known)} New schemes go into data/schemes.yml."
            yield _problem("unknown-scheme", item.place, item.id, "scheme", "unknown scheme", remedy, item.scheme)


def foreign_questions(record: Dossier) -> Iterator[Problem]:
    """A critical question belongs to the scheme of the inference it is put to."""
    steps = {step.id: step for step in record.inferences}
    questions = {scheme.key: [question.key for question in scheme.questions] for scheme in record.schemes}
    for asked in record.questions:
        step = steps.get(asked.inference)
        if step and asked.scheme and step.scheme and asked.scheme != step.scheme:
            remedy = f"{step.id} is of scheme {step.scheme}: ask one of its questions."
            yield _problem("foreign-question", asked.place, asked.id, "scheme", "another scheme", remedy, asked.scheme)
        elif asked.asks and asked.scheme in questions and asked.asks not in questions[asked.scheme]:
            remedy = did_you_mean(asked.asks, questions[asked.scheme])
            message = f"no question of scheme {asked.scheme}"
            yield _problem("foreign-question", asked.place, asked.id, "asks", message, remedy, asked.asks)


def answers(record: Dossier) -> Iterator[Problem]:
    """A question is answered by statements exactly when its status says so."""
    for asked in record.questions:
        if (asked.status == "answered") != bool(asked.answered_by):
            remedy = "Write `status: answered` with `answered_by: [...]`, or neither."
            message = "status and answer do not agree"
            yield _problem("answer-mismatch", asked.place, asked.id, "status", message, remedy, str(asked.status))


def tensions(record: Dossier) -> Iterator[Problem]:
    """A tension has two members or more; a real one generates conflicts or says why not, and no other does."""
    for tension in record.tensions:
        where = (tension.place, tension.id)
        if len(set(tension.members)) < 2:
            remedy = "Name the statements that pull apart: `members: [.., ..]`."
            yield _problem("short-tension", *where, "members", "fewer than two members", remedy, list(tension.members))
        if tension.reading is Reading.REAL and not tension.generates and not tension.why_none:
            remedy = "List its `conflicts:`, or say `why_none: ...`."
            yield _problem("tension-without-conflict", *where, "conflicts", "real, yet generates no conflict", remedy)
        if tension.reading is not Reading.REAL and tension.generates:
            remedy = "Only a real tension generates conflicts: remove them, or change the reading."
            yield _problem(
                "dissolved-tension", *where, "conflicts", f"{tension.reading}, yet generates conflicts", remedy
            )


# --- voices, codes, notes ------------------------------------------------------------------------------------------


def voices(record: Dossier) -> Iterator[Problem]:
    """A reported statement says whose it is; the author's own needs no other owner."""
    for statement in record.statements:
        if statement.voice is Voice.REPORTED and not statement.attributed_to:
            remedy = "Say who holds it: `attributed_to: ...`."
            message = "reported without saying whose view it is"
            yield _about(statement, "reported-without-attribution", "attributed_to", message, remedy)
        elif statement.voice is Voice.AUTHOR and statement.attributed_to:
            remedy = "Write `voice: reported`, or remove the attribution."
            message = "the author's own, yet attributed to another"
            yield _about(statement, "attributed-author", "attributed_to", message, remedy, statement.attributed_to)


def codes(record: Dossier) -> Iterator[Problem]:
    """Every code is a value of a variable of the codebook, given once."""
    known = {variable.key: [value.key for value in variable.values] for variable in record.codebook.variables}
    for statement in record.statements if known else ():
        for variable, values in statement.codes.items():
            if variable not in known:
                remedy = did_you_mean(variable, known)
                yield _about(statement, "unknown-variable", "codes", "unknown variable", remedy, variable)
                continue
            for value in values:
                if value not in known[variable]:
                    remedy = f"{did_you_mean(value, known[variable])} New values go into data/codebook.yml."
                    yield _about(statement, "unknown-code", "codes", f"unknown value of {variable}", remedy, value)
                elif values.count(value) > 1:
                    yield _about(statement, "repeated-code", "codes", f"{variable} given twice", "Keep one.", value)


def attributes(record: Dossier) -> Iterator[Problem]:
    """The codebook documents each value that a statement's own fields may take, and no other."""
    fields = {"voice": Voice, "role": Role, "explicitness": Explicitness}
    for attribute in record.codebook.attributes:
        documented = {value.key for value in attribute.values}
        allowed = {str(value) for value in fields.get(attribute.key, ())}
        if allowed and documented != allowed:
            remedy = f"Document exactly: {', '.join(sorted(allowed))}."
            place = record.codebook.place
            odd = ", ".join(sorted(documented ^ allowed))
            yield _problem("attribute-mismatch", place, attribute.key, "attributes", "values differ", remedy, odd)


def implicit_notes(record: Dossier) -> Iterator[Problem]:
    """A premise the companion supplies says why the argument needs it."""
    for statement in record.statements:
        if statement.explicitness is Explicitness.IMPLICIT and not statement.note:
            remedy = "Say why the argument needs it: `note: ...`."
            yield _about(statement, "implicit-without-note", "note", "implicit without a note", remedy)


def coverage(record: Dossier) -> Iterator[Problem]:
    """Every sentence of the paper is restated by a statement."""
    covered = {item.sentence for item in record.statements if item.explicitness is Explicitness.EXPLICIT}
    frames = {frame.key: frame.place for frame in record.sections}
    for section in record.paper.sections:
        for number in range(1, section.sentences + 1):
            sentence = f"{section.key}-{number}"
            if section.key in frames and sentence not in covered:
                remedy = f"Add a statement {sentence}a, or a `fragment` saying that it cannot be read."
                yield _problem(
                    "uncovered-sentence", frames[section.key], sentence, "statements", "no statement", remedy
                )


# --- rivals and switches -------------------------------------------------------------------------------------------


def rival_premises(record: Dossier) -> Iterator[Problem]:
    """What a theory leads one to expect follows from premises of its own."""
    for rival in record.rivals:
        known = [premise.id for premise in rival.premises]
        for expected in rival.expectations:
            for id in expected.premises:
                if id not in known:
                    remedy = did_you_mean(id, known)
                    place = expected.place
                    yield _problem(
                        "unknown-premise", place, rival.key, "premises", "no premise of this theory", remedy, id
                    )


def switches(record: Dossier) -> Iterator[Problem]:
    """The what-if panel has at most eight switches, each of a kind that can be switched."""
    if len(record.switches) > MOST_SWITCHES:
        last = record.switches[MOST_SWITCHES]
        remedy = f"Keep the {MOST_SWITCHES} a reader would most want to throw."
        yield _problem(
            "too-many-switches", last.place, last.id, None, "too many switches", remedy, len(record.switches)
        )
    kinds = {id: kind for kind, id, _ in _records(record)}
    for switch in record.switches:
        wanted = SWITCHED.get(switch.kind)
        if wanted is None:
            if switch.kind:
                remedy = did_you_mean(switch.kind, SWITCHED)
                yield _problem("unknown-value", switch.place, switch.id, "kind", "unknown value", remedy, switch.kind)
        elif switch.target in kinds and kinds[switch.target] not in wanted:
            remedy = f"A switch of kind {switch.kind} names a {wanted[0]}."
            message = f"names a {kinds[switch.target]}"
            yield _problem("wrong-kind", switch.place, switch.id, "target", message, remedy, switch.target)


def unknown_references(record: Dossier, keys: Keys) -> Iterator[Problem]:
    """Every suggested reference, and every source of a theory, is in a bibliography."""
    if keys.paper is None:
        return
    uses: list[tuple[Place, str, str, Iterable[str], frozenset[str]]] = [
        (item.place, item.id, "suggested_references", item.suggested_references, keys.paper)
        for item in record.statements
    ]
    if keys.companion is not None:
        both = keys.paper | keys.companion
        uses += [(rival.place, rival.key, "sources", rival.sources, both) for rival in record.rivals]
    for place, id, field, used, known in uses:
        for key in used:
            if key not in known:
                remedy = did_you_mean(key, sorted(known))
                yield _problem("unknown-reference", place, id, field, "in no bibliography", remedy, key)


# --- warnings ------------------------------------------------------------------------------------------------------


def orphans(record: Dossier) -> Iterator[Problem]:
    """Warn of a statement that nothing refers to and that refers to nothing."""
    touched = {ref.target for ref in references(record)}
    for statement in record.statements:
        if statement.id not in touched and not statement.repeats and statement.role is not Role.FRAGMENT:
            remedy = "Relate it to another statement, or leave it: some sentences stand alone."
            yield _warning(statement.place, statement.id, "orphan-statement", "no relation to any other record", remedy)


def unsupported_findings(record: Dossier) -> Iterator[Problem]:
    """Warn of a finding that no inference concludes: the text asserts it, or a step was overlooked."""
    concluded = {step.conclusion for step in record.inferences}
    for statement in record.statements:
        if statement.role is Role.FINDING and not {statement.id, statement.repeats} & concluded:
            remedy = "Look for its reasons once more; if there are none, it is only asserted."
            yield _warning(
                statement.place, statement.id, "finding-without-inference", "no inference concludes it", remedy
            )


def unused_codes(record: Dossier) -> Iterator[Problem]:
    """Warn of a value of the codebook that no statement carries."""
    used = {(name, value) for item in record.statements for name, values in item.codes.items() for value in values}
    for variable in record.codebook.variables:
        for value in variable.values:
            if (variable.key, value.key) not in used:
                remedy = "Remove it from the codebook, or keep it to show that nothing carries it."
                yield _warning(
                    value.place, f"{variable.key}/{value.key}", "unused-code", "no statement carries it", remedy
                )


def _warning(place: Place, id: str, code: str, message: str, remedy: str) -> Problem:
    return _problem(code, place, id, None, message, remedy, severity="warning")


RULES: tuple[Rule, ...] = (
    duplicate_ids,
    duplicate_keys,
    locators,
    dangling_references,
    main_lines,
    repeats,
    premises,
    attack_targets,
    symmetric_undercuts,
    support_and_attack,
    schemes,
    foreign_questions,
    answers,
    tensions,
    voices,
    codes,
    attributes,
    implicit_notes,
    coverage,
    rival_premises,
    switches,
    orphans,
    unsupported_findings,
    unused_codes,
)
