"""Every number that the prose prints: ``{fact}`name` `` in a page is looked up here.

A fact source takes the project and returns names with their values; :data:`SOURCES` lists them. A whole number up to
twelve is also there in words, as ``name-in-words``.

Names say what is counted and how it is cut, with hyphens throughout: ``statements``, ``statements-res``,
``statements-reported``, ``statements-res-reported``; ``plant-clover`` and ``plant-clover-res`` count source
sentences, as :func:`companion.dossier.tables.count` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from companion import evidence
from companion.analyses.agreement import agreement
from companion.analyses.argument import Argument
from companion.analyses.argument.reasons import Support
from companion.analyses.summary import summary
from companion.dossier import Dossier, tables
from companion.dossier.relations import ConflictKind, Origin, QuestionStatus, QuestionType
from companion.dossier.statements import Explicitness, Voice
from companion.project import Project
from companion.references import frames

WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def facts(project: Project) -> dict[str, str]:
    """Return every fact of a project by name.

    Raises:
        CompanionError: the project's data are not sound.
        ValueError: two sources claim one name.
    """
    known: dict[str, str] = {}
    for source in SOURCES:
        for name, value in source(project).items():
            if name in known:
                message = f"two facts are named {name!r}"
                raise ValueError(message)
            known[name] = str(value)
            if isinstance(value, int) and 0 <= value < len(WORDS):
                known[f"{name}-in-words"] = WORDS[value]
    return known


def _kinds(project: Project) -> Mapping[str, object]:
    """Count each kind of record, and what else the dossier has a fixed number of."""
    dossier = project.dossier
    counts = tables.counts(dossier)
    return {
        **counts,
        "distinct-sentences": counts["sentences"] - counts["repeated"],
        "sections": len(dossier.paper.sections),
        "main-findings": len(dossier.paper.main_findings),
        "codebook-version": dossier.codebook.version,
        "variables": len(dossier.codebook.variables),
        "values": sum(len(variable.values) for variable in dossier.codebook.variables),
        "hard-cases": len(dossier.codebook.hard_cases),
        "schemes": len(dossier.schemes),
        "theories": len(dossier.rivals),
        "rivals": sum(not rival.of_the_paper for rival in dossier.rivals),
        "switches": len(dossier.switches),
        "labellings": 2 ** len(dossier.switches),
        "suggested-references": len({key for item in dossier.statements for key in item.suggested_references}),
    }


def _sentences(project: Project) -> Mapping[str, object]:
    """Count the sentences of each section."""
    dossier = project.dossier
    return {f"sentences-{section.key.lower()}": section.sentences for section in dossier.paper.sections}


def _statements(project: Project) -> Mapping[str, object]:
    """Count statements by each single-valued field, in all and in each section."""
    dossier = project.dossier
    fields: dict[str, Iterable[str]] = {"voice": Voice, "explicitness": Explicitness}
    fields |= {name: dossier.codebook.allowed(name) for name in ("role", "claim_type")}
    rows = tables.statements(dossier)
    found: dict[str, object] = {}
    for where, part in _everywhere(rows, dossier):
        if where:
            found[f"statements{where}"] = len(part)
        for field, values in fields.items():
            found |= {f"statements{where}-{value}": int((part[field] == value).sum()) for value in values}
        found[f"statements{where}-main-line"] = int(part["main_line"].sum())
    return found


def _codes(project: Project) -> Mapping[str, object]:
    """Count the source sentences that carry a variable and each of its values: in all, by section and by voice."""
    dossier = project.dossier
    rows = tables.codes(dossier)
    found: dict[str, object] = {}
    cuts = [*_everywhere(rows, dossier), *((f"-{voice}", rows[rows["voice"] == voice]) for voice in Voice)]
    for where, part in cuts:
        for variable in dossier.codebook.variables:
            coded = part[part["variable"] == variable.key]
            found[f"{variable.key}{where}"] = coded["counted_as"].nunique()
            for value in variable.values:
                carrying = coded.loc[coded["value"] == value.key, "counted_as"]
                found[f"{variable.key}-{value.key}{where}".replace("_", "-")] = carrying.nunique()
    return found


def _relations(project: Project) -> Mapping[str, object]:
    """Count inferences, conflicts, tensions and questions by their fields, and by section."""
    dossier = project.dossier
    words = dossier.codebook.allowed
    cuts: dict[str, tuple[pd.DataFrame, dict[str, Iterable[str]]]] = {
        "inferences": (tables.inferences(dossier), {"origin": (Origin.AUTHOR, Origin.COMPANION)}),
        "conflicts": (tables.conflicts(dossier), {"origin": Origin, "kind": ConflictKind}),
        "tensions": (tables.tensions(dossier), {"reading": words("reading"), "kind": words("tension")}),
        "questions": (tables.questions(dossier), {"status": QuestionStatus, "type": QuestionType}),
    }
    found: dict[str, object] = {}
    for name, (rows, fields) in cuts.items():
        for where, part in _everywhere(rows, dossier):
            if where:
                found[f"{name}{where}"] = len(part)
            for field, values in fields.items():
                counts = {value: int((part[field] == value).sum()) for value in values}
                found |= {f"{name}{where}-{value.replace('_', '-')}": number for value, number in counts.items()}
        found[f"{name}-across"] = int(rows["section"].isna().sum())
    return found


def _findings(project: Project) -> Mapping[str, object]:
    """Count the main findings that the text argues for, only asserts, and objects to."""
    dossier = project.dossier
    argument = Argument(dossier)
    found = [argument.reasons(id) for id in argument.findings]
    return {
        "main-findings-argued": sum(item.support is Support.ARGUED for item in found),
        "main-findings-asserted": sum(item.support is Support.ASSERTED for item in found),
        "main-findings-objected": sum(bool(item.objections) for item in found),
    }


def _everywhere(rows: pd.DataFrame, dossier: Dossier) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield all rows, with no suffix, and those of each section with its key as suffix."""
    yield "", rows
    for section in dossier.paper.sections:
        yield f"-{section.key.lower()}", rows[rows["section"] == section.key]


def _bibliography(project: Project) -> Mapping[str, object]:
    """Count what the chapter on the references counts."""
    return frames.numbers(project.bibliography)


def _agreement(project: Project) -> Mapping[str, object]:
    """Count what the codings agree on; alpha with two places."""
    dossier = project.dossier
    rows = agreement(dossier)
    found: dict[str, object] = {"codings": len(dossier.codings), "disagreements": len(dossier.settled)}
    for row in rows.itertuples():
        name = f"agreement-{row.variable.replace('_', '-')}"
        found |= {f"{name}-alike": row.alike, f"{name}-parted": row.sentences - row.alike}
        found[f"{name}-alpha"] = "none" if pd.isna(row.alpha) else f"{row.alpha:.2f}"
    known = rows["alpha"].dropna()
    return found | ({"agreement-least": f"{known.min():.2f}"} if len(known) else {})


def _evidence(project: Project) -> Mapping[str, object]:
    """Return the numbers that are worked out from the tables of evidence."""
    found = evidence.numbers(project.root)
    return {f"evidence-{n}": evidence.shown(value) if value >= 1000 else value for n, value in found.items()}


def _analyses(project: Project) -> Mapping[str, object]:
    return summary(project.dossier)


SOURCES = (
    _kinds,
    _sentences,
    _statements,
    _codes,
    _relations,
    _findings,
    _bibliography,
    _agreement,
    _analyses,
    _evidence,
)
"""All fact sources."""
