"""The dossier as pandas frames, one function a frame; this module owns column names and types.

Texts are of pandas' ``string`` type (missing: ``pd.NA``), lists are Python lists in ``object`` columns, and rows stand
in the paper's order. Counts are of *source sentences*: see :func:`count`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from companion.dossier.dossier import Dossier

TEXT, LIST, FLAG, WHOLE = "string", "object", "bool", "int64"

STATEMENTS = {
    "id": TEXT,  # locator, e.g. RES-4a
    "section": TEXT,
    "sentence": TEXT,  # locator of the source sentence; missing for a premise the companion supplies
    "proposition": TEXT,
    "voice": TEXT,
    "attributed_to": TEXT,
    "explicitness": TEXT,
    "role": TEXT,
    "claim_type": TEXT,
    "qualifier": TEXT,
    "repeats": TEXT,
    "counted_as": TEXT,  # sentence this one is counted as: a repetition counts as the first
    "main_line": FLAG,
    "annotation": TEXT,
    "note": TEXT,
    "suggested_references": LIST,
    "link": TEXT,  # anchor of the statement's card, e.g. #res-4a
}
"""Columns of :func:`statements`."""

CODES = {
    "id": TEXT,
    "sentence": TEXT,
    "counted_as": TEXT,
    "section": TEXT,
    "voice": TEXT,
    "attributed_to": TEXT,
    "variable": TEXT,
    "value": TEXT,
    "label": TEXT,  # the value's label in the codebook
    "role": TEXT,
    "link": TEXT,
}
"""Columns of :func:`codes`."""

INFERENCES = {
    "id": TEXT,
    "section": TEXT,  # missing for a step across sections
    "premises": LIST,
    "conclusion": TEXT,
    "scheme": TEXT,
    "structure": TEXT,
    "warrant": TEXT,
    "backing": TEXT,
    "origin": TEXT,
    "marker": TEXT,
    "confidence": TEXT,
}
"""Columns of :func:`inferences`."""

CONFLICTS = {
    "id": TEXT,
    "section": TEXT,
    "source": TEXT,
    "target": TEXT,
    "kind": TEXT,
    "symmetric": FLAG,
    "origin": TEXT,
    "rationale": TEXT,
}
"""Columns of :func:`conflicts`."""

TENSIONS = {
    "id": TEXT,
    "section": TEXT,
    "title": TEXT,
    "members": LIST,
    "reading": TEXT,
    "kind": TEXT,
    "rationale": TEXT,
    "charitable_reading": TEXT,
    "confidence": TEXT,
    "generates": LIST,
    "why_none": TEXT,
}
"""Columns of :func:`tensions`."""

QUESTIONS = {
    "id": TEXT,
    "section": TEXT,
    "inference": TEXT,
    "scheme": TEXT,
    "asks": TEXT,
    "question": TEXT,
    "type": TEXT,
    "status": TEXT,
    "if_adverse": TEXT,
    "target": TEXT,
    "answered_by": LIST,
}
"""Columns of :func:`questions`."""

COVERAGE = {
    "section": TEXT,
    "sentence": TEXT,
    "number": WHOLE,
    "statements": WHOLE,
    "ids": LIST,
    "counted_as": TEXT,
}
"""Columns of :func:`coverage`."""


def _frame(rows: Iterable[Mapping[str, object]], columns: Mapping[str, str]) -> pd.DataFrame:
    """Lay rows out with these columns, in this order and of these types, also when there is no row."""
    frame = pd.DataFrame([[row.get(name) for name in columns] for row in rows], columns=list(columns), dtype="object")
    return frame.astype(dict(columns))


def _row(item: object) -> dict[str, object]:
    """Return a record's fields, with tuples as lists and enumerations as text."""
    values = {field.name: getattr(item, field.name) for field in dataclasses.fields(item)}  # type: ignore[arg-type]
    return {
        name: list(value) if isinstance(value, tuple) else str(value) if isinstance(value, str) else value
        for name, value in values.items()
    }


def statements(dossier: Dossier) -> pd.DataFrame:
    """Return one row a proposition."""
    main = {id for frame in dossier.frames for id in frame.main_line}
    rows = (
        {
            **_row(item),
            "counted_as": dossier.counted_as(item),
            "main_line": item.id in main,
            "link": f"#{item.anchor}",
        }
        for item in dossier.statements
    )
    return _frame(rows, STATEMENTS)


def codes(dossier: Dossier) -> pd.DataFrame:
    """Return one row a code: statement × variable × value."""
    labels = {variable.key: dossier.codebook.labels(variable.key) for variable in dossier.codebook.variables}
    rows = (
        {
            **_row(item),
            "counted_as": dossier.counted_as(item),
            "variable": variable,
            "value": value,
            "label": labels[variable][value],
            "link": f"#{item.anchor}",
        }
        for item in dossier.statements
        for variable, values in item.codes.items()
        for value in values
    )
    return _frame(rows, CODES)


def count(rows: pd.DataFrame, by: str | Sequence[str]) -> pd.DataFrame:
    """Count the distinct source sentences in each group.

    Takes rows of :func:`statements` or :func:`codes`. A sentence counts once in a group however many propositions it
    was split into, and a sentence that repeats another counts as that one; premises without a sentence do not count.
    Returns the columns of ``by``, ``sentences`` (int) and ``ids`` (list: for each sentence counted, its first locator
    within the group), in the order in which the groups first occur.
    """
    by = [by] if isinstance(by, str) else list(by)
    found = rows.dropna(subset=["counted_as"]).drop_duplicates([*by, "counted_as"])
    groups = found.groupby(by, sort=False, dropna=False, observed=True)["sentence"]
    counted = groups.agg(sentences="size", ids=list).reset_index()
    return counted.astype({"sentences": WHOLE, "ids": LIST})


def inferences(dossier: Dossier) -> pd.DataFrame:
    """Return one row an inference."""
    return _frame((_row(item) for item in dossier.inferences), INFERENCES)


def conflicts(dossier: Dossier) -> pd.DataFrame:
    """Return one row an attack, those that real tensions generate included."""
    return _frame((_row(item) for item in dossier.conflicts), CONFLICTS)


def tensions(dossier: Dossier) -> pd.DataFrame:
    """Return one row a tension."""
    return _frame(({**_row(item), "generates": list(item.generates)} for item in dossier.tensions), TENSIONS)


def questions(dossier: Dossier) -> pd.DataFrame:
    """Return one row a critical question."""
    return _frame((_row(item) for item in dossier.questions), QUESTIONS)


def coverage(dossier: Dossier) -> pd.DataFrame:
    """Return one row a source sentence, with the statements that restate it."""
    rows = []
    for section in dossier.paper.sections:
        for number in range(1, section.sentences + 1):
            sentence = f"{section.key}-{number}"
            found = [item for item in dossier.statements if item.sentence == sentence]
            originals = [dossier.counted_as(item) for item in found]
            rows.append(
                {
                    "section": section.key,
                    "sentence": sentence,
                    "number": number,
                    "statements": len(found),
                    "ids": [item.id for item in found],
                    "counted_as": originals[0] if originals else sentence,
                }
            )
    return _frame(rows, COVERAGE)


def counts(dossier: Dossier) -> dict[str, int]:
    """Return how many of each kind of record there are.

    ``sentences`` counts the paper's sentences, ``covered`` those restated, ``repeated`` those that repeat another.
    """
    sentences = coverage(dossier)
    return {
        "sentences": len(sentences),
        "covered": int((sentences["statements"] > 0).sum()),
        "repeated": int((sentences["counted_as"] != sentences["sentence"]).sum()),
        "statements": len(dossier.statements),
        "inferences": len(dossier.inferences),
        "conflicts": len(dossier.conflicts),
        "tensions": len(dossier.tensions),
        "questions": len(dossier.questions),
    }
