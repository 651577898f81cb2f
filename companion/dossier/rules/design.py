"""Rules about the judgements of ``data/design.yml``: what they name exists, and nothing is judged twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from companion.dossier.design import DROPPED, RuleKind
from companion.dossier.dossier import Dossier
from companion.dossier.rules.common import about, problem
from companion.errors import Problem
from companion.records import Place, did_you_mean

LEFT_OUT_BY = ("section", "voice", "attributed_to", "role")
"""Columns of the table of codes by which a rule may leave sentences out."""


def locators(dossier: Dossier) -> Iterator[Problem]:
    """Every locator names a sentence or a statement of the dossier."""
    known = {id for statement in dossier.statements for id in (statement.id, statement.sentence) if id}
    for place, id, field, target in _locators(dossier):
        if target and target not in known:
            key = next((section.key for section in dossier.paper.sections), "S1")
            remedy = f"Give a sentence ({key}-1) or a statement ({key}-1a) that exists."
            yield problem("dangling-reference", place, id, field, "no such sentence or statement", remedy, target)


def _locators(dossier: Dossier) -> Iterator[tuple[Place, str, str, str]]:
    for promise in dossier.promises:
        yield promise.place, promise.id, "from", promise.source
        yield from ((promise.place, promise.id, "where", id) for id in promise.where)
    for item in dossier.unannounced:
        yield item.place, item.statement, "statement", item.statement
    for part in dossier.design:
        yield part.place, part.id, "statement", part.statement
        yield from ((part.place, part.id, "answered_in", id) for id in part.answered_in)
    for check in dossier.theory_checks:
        yield check.place, check.sentence, "sentence", check.sentence
        yield from ((check.place, check.sentence, "used_by", id) for id in check.used_by)
    for passage in dossier.passages:
        yield from ((passage.place, "", "sentences", id) for id in passage.sentences)


def verdicts(dossier: Dossier) -> Iterator[Problem]:
    """A promise that is dropped is taken up nowhere, and any other verdict says where."""
    for promise in dossier.promises:
        if bool(promise.where) == (promise.verdict == DROPPED):
            remedy = "Leave `where` empty for a promise that is dropped; for any other, list the sentences."
            message = "verdict and place do not go together"
            yield problem("verdict-mismatch", promise.place, promise.id, "where", message, remedy, promise.verdict)


def judged_once(dossier: Dossier) -> Iterator[Problem]:
    """No promise, part, sentence of the theory or rule is judged twice."""
    groups = (
        [*((item.id, item.place) for item in dossier.promises), *((part.id, part.place) for part in dossier.design)],
        [(check.sentence, check.place) for check in dossier.theory_checks],
        [(rule.key, rule.place) for rule in dossier.coding_rules],
    )
    for group in groups:
        counts = Counter(id for id, _ in group)
        for id, place in reversed(group):
            if id and counts[id] > 1:
                counts[id] -= 1
                yield problem("duplicate-id", place, id, None, "judged twice", "Keep one, or give it another name.")


def theory_premises(dossier: Dossier) -> Iterator[Problem]:
    """A sentence of the theory touches premises of the paper's own theory."""
    known = [premise.id for rival in dossier.rivals if rival.of_the_paper for premise in rival.premises]
    for check in dossier.theory_checks:
        for id in check.premises:
            if id not in known:
                yield problem("dangling-reference", check.place, check.sentence, "premises",
                              "no such premise of the paper's theory", did_you_mean(id, known), id)  # fmt: skip


def coding_rules(dossier: Dossier) -> Iterator[Problem]:
    """A rule that leaves sentences out says which; alternative codes belong to a rule and to the codebook."""
    for rule in dossier.coding_rules:
        if rule.kind is RuleKind.LEAVE_OUT and (rule.field not in LEFT_OUT_BY or not rule.value):
            remedy = f"Give `field` and `value`. {did_you_mean(rule.field or '', LEFT_OUT_BY)}"
            yield problem(
                "incomplete-rule", rule.place, rule.key, "field", "leaves out nothing known", remedy, rule.field
            )
    keys = [rule.key for rule in dossier.coding_rules if rule.kind is RuleKind.ALTERNATIVE]
    known = {(v.key, value.key) for v in dossier.codebook.variables for value in v.values}
    for statement in dossier.statements:
        for key, codes in statement.alternative_codes.items():
            if key not in keys:
                remedy = f"{did_you_mean(key, keys)} Rules are listed in data/design.yml."
                yield about(statement, "unknown-rule", "alternative_codes", "no such coding rule", remedy, key)
            for variable, values in codes.items():
                for value in values:
                    if known and (variable, value) not in known:
                        remedy = "Give a value that data/codebook.yml has for this variable."
                        pair = f"{variable}: {value}"
                        yield about(statement, "unknown-code", "alternative_codes", "unknown code", remedy, pair)


RULES = (locators, verdicts, judged_once, theory_premises, coding_rules)
