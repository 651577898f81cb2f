"""Rules about the codings by other coders and the settling of their disagreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from companion.dossier.codings import CODINGS, Coding, Settlement, disagreements
from companion.dossier.dossier import Dossier
from companion.dossier.rules.common import problem
from companion.errors import Problem
from companion.records.hints import did_you_mean


def tables(dossier: Dossier) -> Iterator[Problem]:
    """A coder's table has every sentence once, and no value that the codebook does not have."""
    unmeasured = tuple(f"{part.key}-" for part in dossier.paper.sections if not part.sentences)
    sentences = [f"{part.key}-{number + 1}" for part in dossier.paper.sections for number in range(part.sentences)]
    for coding in dossier.codings:
        given = [row.sentence for row in coding.rows]
        for row in coding.rows:
            if row.sentence not in sentences and not row.sentence.startswith(unmeasured):
                remedy = did_you_mean(row.sentence, sentences)
                yield Problem("uncoded-sentence", coding.file, "no such sentence", remedy, row.line, value=row.sentence)
            for variable, values in row.values.items():
                allowed = dossier.codebook.allowed(variable)
                for value in sorted(values.difference(allowed)):
                    remedy = did_you_mean(value, allowed)
                    where = (row.line, row.sentence, variable, value)
                    yield Problem("unknown-code", coding.file, "not in the codebook", remedy, *where)
        for sentence in sentences:
            times = given.count(sentence)
            if times > 1 or (times == 0 and coding.whole):
                message = "coded twice" if times else "not coded"
                remedy = "Give each sentence one row."
                yield Problem("uncoded-sentence", coding.file, message, remedy, id=sentence)


def settlements(dossier: Dossier) -> Iterator[Problem]:
    """Every disagreement is settled once, and the dossier is coded as it was settled."""
    unclear = _unclear(dossier.codings)
    parted = [pair for pair in disagreements(dossier.codings) if pair[0] not in unclear]
    settled: dict[tuple[str, str], Settlement] = {}
    for item in dossier.settled:
        if (item.sentence, item.variable) in settled:
            message = f"the {item.variable} is settled twice"
            yield problem("duplicate-id", item.place, item.sentence, "variable", message, "Keep one of the two.")
        settled.setdefault((item.sentence, item.variable), item)
    for sentence, variable in parted:
        if (sentence, variable) not in settled:
            remedy = f"Add it under `settled:` in {CODINGS}, with the reason."
            yield Problem("unsettled-coding", CODINGS, "coders disagree", remedy, id=sentence, field=variable)
    for (sentence, variable), item in settled.items():
        if sentence in unclear:
            continue
        if (sentence, variable) not in parted:
            message, remedy = f"the coders agree on the {variable}", "Remove it, or mend sentence and variable."
            yield problem("nothing-settled", item.place, sentence, "sentence", message, remedy)
        elif set(item.settled) != (now := _coded(dossier, sentence, variable)):
            message = f"the {variable} of its statements is {', '.join(sorted(now)) or 'not coded'}"
            remedy = "Code the statements as settled, or settle it as they are coded."
            yield problem("settled-otherwise", item.place, sentence, "settled", message, remedy, list(item.settled))


def _unclear(codings: Sequence[Coding]) -> set[str]:
    """Return the sentences that a table lacks or has twice: that has been told, and who agrees on them is not known."""
    given = [Counter(row.sentence for row in coding.rows) for coding in codings]
    return {sentence for table in given for sentence in table if any(other[sentence] != 1 for other in given)}


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
