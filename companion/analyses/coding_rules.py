"""What a coding rule decides: the counts under each rule, and under the rule decided the other way (analysis 8).

Definition. A rule of ``data/design.yml`` is decided the other way by itself: repeated sentences counted each time, a
section or a voice left out, or the statements' alternative codes taken. Every count of every value is made again and
set beside the first. One rule at a time is the sensitivity analysis of content analysis (Krippendorff 2018).

Limits. Rules may interact; :func:`counts` takes any set of them together. A count that moves under no listed rule may
still move under one that nobody thought of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from companion.dossier import tables
from companion.dossier.design import CodingRule, RuleKind
from companion.dossier.dossier import Dossier
from companion.records.hints import not_found


def counts(dossier: Dossier, varied: Iterable[str] = ()) -> pd.DataFrame:
    """Count sentences by variable and value with the named rules decided the other way.

    Returns ``variable``, ``value``, ``label``, ``sentences`` and ``ids``, one row for every value in the codebook.

    Raises:
        NotFound: the dossier has no such rule.
    """
    known, wanted = {rule.key: rule for rule in dossier.coding_rules}, list(varied)
    for unknown in (key for key in wanted if key not in known):
        raise not_found("coding rule", unknown, known)
    rules = [known[key] for key in wanted]
    for rule in rules:
        if rule.kind == RuleKind.ALTERNATIVE:
            dossier = _recoded(dossier, rule.key)
    rows = tables.codes(dossier)
    for rule in rules:
        rows = _varied(rows, rule)
    counted = tables.count(rows, ["variable", "value"]).set_index(["variable", "value"])
    rows_of_values = []
    for variable in dossier.codebook.variables:
        for value in variable.values:
            key = (variable.key, value.key)
            sentences, ids = counted.loc[key] if key in counted.index else (0, [])
            rows_of_values.append((*key, value.label, int(sentences), ids))
    return pd.DataFrame(rows_of_values, columns=["variable", "value", "label", "sentences", "ids"])


def _recoded(dossier: Dossier, rule: str) -> Dossier:
    statements = (replace(s, codes=s.alternative_codes.get(rule, s.codes)) for s in dossier.statements)
    return replace(dossier, statements=tuple(statements))


def _varied(rows: pd.DataFrame, rule: CodingRule) -> pd.DataFrame:
    if rule.kind == RuleKind.COUNT_REPEATS:
        return rows.assign(counted_as=rows["sentence"])
    if rule.kind == RuleKind.LEAVE_OUT:
        return rows[rows[rule.field] != rule.value]
    return rows


def sensitivity(dossier: Dossier, variable: str | None = None) -> pd.DataFrame:
    """Return each value's count as coded and under each rule decided the other way.

    Columns ``variable``, ``value``, ``label``, ``as_coded``, one column a rule (its key), ``lowest``, ``highest`` and
    ``moves`` (the keys of the rules that move this count).
    """
    table = counts(dossier).drop(columns="ids").rename(columns={"sentences": "as_coded"})
    keys = [rule.key for rule in dossier.coding_rules]
    for key in keys:
        table[key] = counts(dossier, [key])["sentences"]
    numbers = table[["as_coded", *keys]]
    table["lowest"], table["highest"] = numbers.min(axis=1), numbers.max(axis=1)
    table["moves"] = [[key for key in keys if row[key] != row["as_coded"]] for row in table.to_dict("records")]
    return table if variable is None else table[table["variable"] == variable].reset_index(drop=True)
