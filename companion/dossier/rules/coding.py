"""Rules about voices, codes, notes, coverage and suggested references."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from companion.dossier.model import ClaimType, Dossier, Explicitness, Role, Voice
from companion.dossier.rules.common import about, problem
from companion.errors import Problem
from companion.yamlfile import did_you_mean


class Keys(NamedTuple):
    """Citation keys that exist; None where the file does not (a problem told elsewhere)."""

    paper: frozenset[str] | None
    """Keys of the paper's own bibliography."""
    companion: frozenset[str] | None
    """Keys of the companion's own sources."""


def voices(record: Dossier) -> Iterator[Problem]:
    """A reported statement says whose view it is; the author's own is attributed to nobody else."""
    for statement in record.statements:
        if statement.voice is Voice.REPORTED and not statement.attributed_to:
            remedy = "Say who holds it: `attributed_to: ...`."
            message = "reported without saying whose view it is"
            yield about(statement, "reported-without-attribution", "attributed_to", message, remedy)
        elif statement.voice is Voice.AUTHOR and statement.attributed_to:
            remedy = "Write `voice: reported`, or remove the attribution."
            message, value = "the author's own, yet attributed to another", statement.attributed_to
            yield about(statement, "attributed-author", "attributed_to", message, remedy, value)


def codes(record: Dossier) -> Iterator[Problem]:
    """Every code is a value of a variable of the codebook, given once."""
    known = {variable.key: [value.key for value in variable.values] for variable in record.codebook.variables}
    for statement in record.statements if known else ():
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


def attributes(record: Dossier) -> Iterator[Problem]:
    """The codebook documents each value that a statement's own fields may take, and no other."""
    fields = {"voice": Voice, "role": Role, "claim_type": ClaimType, "explicitness": Explicitness}
    for attribute in record.codebook.attributes:
        documented = {value.key for value in attribute.values}
        allowed = {str(value) for value in fields.get(attribute.key, ())}
        if allowed and documented != allowed:
            remedy = f"Document exactly these: {', '.join(sorted(allowed))}."
            value = ", ".join(sorted(documented ^ allowed))
            message, place = "documented values differ from those allowed", record.codebook.place
            yield problem("attribute-mismatch", place, attribute.key, "attributes", message, remedy, value)


def implicit_notes(record: Dossier) -> Iterator[Problem]:
    """A premise that the companion supplies says why the argument needs it."""
    for statement in record.statements:
        if statement.explicitness is Explicitness.IMPLICIT and not statement.note:
            remedy = "Say why the argument needs it: `note: ...`."
            yield about(statement, "implicit-without-note", "note", "implicit without a note", remedy)


def coverage(record: Dossier) -> Iterator[Problem]:
    """Every sentence of the paper is restated by a statement."""
    covered = {item.sentence for item in record.statements if item.explicitness is Explicitness.EXPLICIT}
    frames = {frame.key: frame.place for frame in record.sections}
    for section in record.paper.sections:
        for number in range(1, section.sentences + 1):
            id = f"{section.key}-{number}"
            if section.key in frames and id not in covered:
                remedy = f"Add a statement {id}a; if the sentence cannot be read, one of role `fragment` that says so."
                place = frames[section.key]
                yield problem("uncovered-sentence", place, id, "statements", "no statement restates it", remedy)


def unknown_references(record: Dossier, keys: Keys) -> Iterator[Problem]:
    """Every suggested reference is in the paper's bibliography; every source of a theory in one of the two."""
    uses = []
    if keys.paper is not None:
        field, known = "suggested_references", keys.paper
        uses += [(item.place, item.id, field, item.suggested_references, known) for item in record.statements]
    if keys.paper is not None and keys.companion is not None:
        known = keys.paper | keys.companion
        uses += [(rival.place, rival.key, "sources", rival.sources, known) for rival in record.rivals]
    for place, id, field, used, known in uses:
        for key in used:
            if key not in known:
                remedy = did_you_mean(key, sorted(known))
                yield problem("unknown-reference", place, id, field, "in no bibliography", remedy, key)


RULES = (voices, codes, attributes, implicit_notes, coverage)
