"""What is worth a second look without being an error; what has had it says so in its field ``settled``."""

from __future__ import annotations

from collections.abc import Iterator

from companion.dossier.dossier import Dossier
from companion.dossier.rules.common import references, warning
from companion.dossier.statements import FINDING, FRAGMENT
from companion.errors import Problem


def orphans(dossier: Dossier) -> Iterator[Problem]:
    """Warn of a statement that nothing refers to and that refers to nothing."""
    touched = {reference.target for reference in references(dossier)}
    for statement in dossier.statements:
        if statement.id not in touched and not statement.repeats and statement.role != FRAGMENT:
            remedy = "Relate it to another statement, or, if it stands alone, write `settled: [orphan-statement]`."
            yield warning("orphan-statement", statement.place, statement.id, "no relation to any record", remedy)


def unsupported_findings(dossier: Dossier) -> Iterator[Problem]:
    """Warn of a finding that no inference concludes: it is only asserted, or a step was overlooked.

    A reason for a finding is one for its repetition too, and the other way round.
    """
    concluded = {step.conclusion for step in dossier.inferences}
    concluded |= {item.repeats for item in dossier.statements if item.repeats and item.id in concluded}
    for statement in dossier.statements:
        if statement.role == FINDING and not {statement.id, statement.repeats} & concluded:
            remedy = "Look for its reasons once more; if there are none, write `settled: [finding-without-inference]`."
            yield warning("finding-without-inference", statement.place, statement.id, "nothing concludes it", remedy)


def unused_codes(dossier: Dossier) -> Iterator[Problem]:
    """Warn of a value of the codebook that no statement carries."""
    used = {(name, value) for item in dossier.statements for name, values in item.codes.items() for value in values}
    for variable in dossier.codebook.variables:
        for value in variable.values:
            if (variable.key, value.key) not in used:
                id = f"{variable.key}/{value.key}"
                remedy = "Remove it from the codebook, or keep it for what it shows and write `settled: [unused-code]`."
                yield warning("unused-code", value.place, id, "no statement carries it", remedy)


SECOND_LOOKS = (orphans, unsupported_findings, unused_codes)


def unsettled(dossier: Dossier) -> Iterator[Problem]:
    """Warn of everything worth a second look that has not had it, and of what was settled and is not there any more."""
    settled = {(item.id, code): item.place for item in dossier.statements for code in item.settled}
    for variable in dossier.codebook.variables:
        for value in variable.values:
            settled |= {(f"{variable.key}/{value.key}", code): value.place for code in value.settled}
    for rule in SECOND_LOOKS:
        for problem in rule(dossier):
            if settled.pop((problem.id or "", problem.code), None) is None:
                yield problem
    for (id, code), place in settled.items():
        yield warning(
            "nothing-to-settle", place, id, f"{code} is settled and does not arise", "Take it out of `settled`."
        )


RULES = (unsettled,)
