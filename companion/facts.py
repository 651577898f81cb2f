"""Every number that the prose prints: ``{fact}`name` `` in a page is looked up here.

A fact source takes the dossier and returns names with their values; :data:`FACTS` lists them, and another is added with
:func:`fact_source`. A whole number up to twelve is also there in words, as ``name-in-words``.

Names say what is counted and how it is cut, with hyphens throughout: ``statements``, ``statements-res``,
``statements-reported``, ``statements-res-reported``; ``threat-terrorism`` and ``threat-terrorism-res`` count source
sentences, as :func:`companion.dossier.tables.count` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import pandas as pd

from companion import references
from companion.analyses.reasons import Support, reasons
from companion.analyses.summary import summary
from companion.dossier import tables
from companion.dossier.model import (
    ClaimType,
    ConflictKind,
    Dossier,
    Explicitness,
    Origin,
    QuestionStatus,
    QuestionType,
    Reading,
    Role,
    TensionKind,
    Voice,
)
from companion.references import frames

FactSource = Callable[[Dossier], Mapping[str, object]]

FACTS: list[FactSource] = []
"""All fact sources, in the order in which they were added."""

WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def fact_source(function: FactSource) -> FactSource:
    """Add a function to :data:`FACTS` (a decorator)."""
    FACTS.append(function)
    return function


def facts(record: Dossier) -> dict[str, str]:
    """Return every fact by name; ValueError if two sources claim one name."""
    found: dict[str, str] = {}
    for source in FACTS:
        for name, value in source(record).items():
            if name in found:
                message = f"two facts are named {name!r}"
                raise ValueError(message)
            found[name] = str(value)
            if isinstance(value, int) and 0 <= value < len(WORDS):
                found[f"{name}-in-words"] = WORDS[value]
    return found


@fact_source
def _kinds(record: Dossier) -> Mapping[str, object]:
    """Count each kind of record, and what else the dossier has a fixed number of."""
    counts = tables.counts(record)
    return {
        **counts,
        "distinct-sentences": counts["sentences"] - counts["repeated"],
        "sections": len(record.paper.sections),
        "main-findings": len(record.paper.main_findings),
        "codebook-version": record.codebook.version,
        "variables": len(record.codebook.variables),
        "values": sum(len(variable.values) for variable in record.codebook.variables),
        "hard-cases": len(record.codebook.hard_cases),
        "schemes": len(record.schemes),
        "theories": len(record.rivals),
        "rivals": sum(not rival.of_the_paper for rival in record.rivals),
        "switches": len(record.switches),
        "labellings": 2 ** len(record.switches),
        "suggested-references": len({key for item in record.statements for key in item.suggested_references}),
    }


@fact_source
def _sentences(record: Dossier) -> Mapping[str, object]:
    """Count the sentences of each section."""
    return {f"sentences-{section.key.lower()}": section.sentences for section in record.paper.sections}


@fact_source
def _statements(record: Dossier) -> Mapping[str, object]:
    """Count statements by each single-valued field, in all and in each section."""
    fields = {"voice": Voice, "explicitness": Explicitness, "role": Role, "claim_type": ClaimType}
    rows = tables.statements(record)
    found: dict[str, object] = {}
    for where, part in _everywhere(rows, record):
        if where:
            found[f"statements{where}"] = len(part)
        for field, values in fields.items():
            found |= {f"statements{where}-{value}": int((part[field] == value).sum()) for value in values}
        found[f"statements{where}-main-line"] = int(part["main_line"].sum())
    return found


@fact_source
def _codes(record: Dossier) -> Mapping[str, object]:
    """Count the source sentences that carry a variable and each of its values: in all, by section and by voice."""
    rows = tables.codes(record)
    found: dict[str, object] = {}
    cuts = [*_everywhere(rows, record), *((f"-{voice}", rows[rows["voice"] == voice]) for voice in Voice)]
    for where, part in cuts:
        for variable in record.codebook.variables:
            coded = part[part["variable"] == variable.key]
            found[f"{variable.key}{where}"] = coded["counted_as"].nunique()
            for value in variable.values:
                carrying = coded.loc[coded["value"] == value.key, "counted_as"]
                found[f"{variable.key}-{value.key}{where}".replace("_", "-")] = carrying.nunique()
    return found


@fact_source
def _relations(record: Dossier) -> Mapping[str, object]:
    """Count inferences, conflicts, tensions and questions by their fields, and by section."""
    cuts: dict[str, tuple[pd.DataFrame, dict[str, Iterable[str]]]] = {
        "inferences": (tables.inferences(record), {"origin": (Origin.AUTHOR, Origin.COMPANION)}),
        "conflicts": (tables.conflicts(record), {"origin": Origin, "kind": ConflictKind}),
        "tensions": (tables.tensions(record), {"reading": Reading, "kind": TensionKind}),
        "questions": (tables.questions(record), {"status": QuestionStatus, "type": QuestionType}),
    }
    found: dict[str, object] = {}
    for name, (rows, fields) in cuts.items():
        for where, part in _everywhere(rows, record):
            if where:
                found[f"{name}{where}"] = len(part)
            for field, values in fields.items():
                counts = {value: int((part[field] == value).sum()) for value in values}
                found |= {f"{name}{where}-{value.replace('_', '-')}": number for value, number in counts.items()}
        found[f"{name}-across"] = int(rows["section"].isna().sum())
    return found


@fact_source
def _findings(record: Dossier) -> Mapping[str, object]:
    """Count the main findings that the text argues for, only asserts, and objects to."""
    found = reasons(record)
    return {
        "main-findings-argued": sum(item.support is Support.ARGUED for item in found),
        "main-findings-asserted": sum(item.support is Support.ASSERTED for item in found),
        "main-findings-objected": sum(bool(item.objections) for item in found),
    }


def _everywhere(rows: pd.DataFrame, record: Dossier) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield all rows, with no suffix, and those of each section with its key as suffix."""
    yield "", rows
    for section in record.paper.sections:
        yield f"-{section.key.lower()}", rows[rows["section"] == section.key]


@fact_source
def _bibliography(record: Dossier) -> dict[str, int]:
    """Return what the chapter on the references counts."""
    counted = frames.numbers(references.load())
    return {
        "references": counted["references"],
        "reference-works": counted["works"],
        "references-persian": counted["persian"],
        "references-doubtful": counted["doubtful_references"],
        "repairs-by-rule": counted["by_rule"],
        "repairs-by-hand": counted["by_hand"],
        "values-confirmed": counted["confirmed"],
        "reference-doubts": counted["doubts"],
    }


fact_source(summary)
