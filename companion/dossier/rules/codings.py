"""Rules about the codings by other coders and the settling of their disagreements."""

from __future__ import annotations

from collections.abc import Iterator

from companion.dossier.codings import CODINGS, disagreements
from companion.dossier.dossier import Dossier
from companion.dossier.rules.common import problem
from companion.errors import Problem
from companion.records.hints import did_you_mean


def tables(dossier: Dossier) -> Iterator[Problem]:
    """A coder's table has every sentence once, and no value that the codebook does not have."""
    sentences = [f"{part.key}-{number + 1}" for part in dossier.paper.sections for number in range(part.sentences)]
    for coding in dossier.codings:
        given = [row.sentence for row in coding.rows]
        for row in coding.rows:
            if row.sentence not in sentences:
                remedy = did_you_mean(row.sentence, sentences)
                yield Problem("uncoded-sentence", coding.file, "no such sentence", remedy, row.line, value=row.sentence)
            for variable, values in row.values.items():
                allowed = dossier.codebook.allowed(variable)
                for value in sorted(values.difference(allowed)):
                    remedy = did_you_mean(value, allowed)
                    where = (row.line, row.sentence, variable, value)
                    yield Problem("unknown-code", coding.file, "not in the codebook", remedy, *where)
        for sentence in sentences:
            if given.count(sentence) != 1:
                message = "coded twice" if sentence in given else "not coded"
                remedy = "Give each sentence one row."
                yield Problem("uncoded-sentence", coding.file, message, remedy, id=sentence)


def settlements(dossier: Dossier) -> Iterator[Problem]:
    """Every disagreement is settled once, and the dossier is coded as it was settled."""
    parted = disagreements(dossier.codings)
    settled = {(item.sentence, item.variable): item for item in dossier.settled}
    for sentence, variable in parted:
        if (sentence, variable) not in settled:
            remedy = f"Add it under `settled:` in {CODINGS}, with the reason."
            yield Problem("unsettled-coding", CODINGS, "coders disagree", remedy, id=sentence, field=variable)
    for (sentence, variable), item in settled.items():
        if (sentence, variable) not in parted:
            message, remedy = f"the coders agree on the {variable}", "Remove it, or mend sentence and variable."
            yield problem("nothing-settled", item.place, sentence, "sentence", message, remedy)
        elif set(item.settled) != (now := _coded(dossier, sentence, variable)):
            message = f"the {variable} of its statements is {', '.join(sorted(now)) or 'not coded'}"
            remedy = "Code the statements as settled, or settle it as they are coded."
            yield problem("settled-otherwise", item.place, sentence, "settled", message, remedy, list(item.settled))


def _coded(dossier: Dossier, sentence: str, variable: str) -> set[str]:
    """Return the values of a variable or an attribute that the statements of a sentence have."""
    found: set[str] = set()
    for statement in dossier.located(sentence):
        found |= (
            {str(getattr(statement, variable))}
            if hasattr(statement, variable)
            else set(statement.codes.get(variable, ()))
        )
    return found


RULES = (tables, settlements)
