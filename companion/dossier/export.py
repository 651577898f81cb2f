"""The dossier for other programs: three tables with their description.

``statements.csv``, ``relations.csv`` and ``codebook.csv`` are described by ``datapackage.json`` (Frictionless data
package, version 1). Columns whose names start with ``companion_`` are the companion's own words or judgements; all
others say what the paper says, restated, and how it was coded.

The tools that read these files accept dangling names silently, so only a sound dossier is exported.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from companion.dossier import argdown, refi, tables
from companion.dossier.dossier import Dossier
from companion.textfile import write_whole

JOINT = "; "
"""Stands between the items of a list in one cell."""

Row = Mapping[str, object]


class Export(NamedTuple):
    """One table to write, and how it is described."""

    name: str
    title: str
    columns: Mapping[str, str]
    """Column → what it holds."""
    key: tuple[str, ...]
    rows: Callable[[Dossier], Iterable[Row]]


def write(dossier: Dossier, folder: Path) -> list[Path]:
    """Write every export into a folder, made if need be; return the files' paths."""
    files = render(dossier)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        write_whole(folder / name, text)
    return [folder / name for name in files]


def render(dossier: Dossier) -> dict[str, str]:
    """Return file name → content, the same for the same dossier."""
    files = {f"{export.name}.csv": _csv(export, dossier) for export in _exports(dossier)}
    files["datapackage.json"] = json.dumps(_package(dossier), ensure_ascii=False, indent=2) + "\n"
    files["arguments.argdown"] = argdown.argdown(dossier)
    files["codebook.qdc"] = refi.refi(dossier.codebook)
    return files


STATEMENTS = {
    "id": "Locator: section, sentence and proposition; with i and a number, a premise that the companion supplies",
    "section": "Key of the section",
    "sentence": "Locator of the source sentence; empty for a premise that the companion supplies",
    "proposition": "The proposition, restated in the companion's words",
    "voice": "author: the paper says it in its own name; reported: it says that somebody holds it; "
    "companion: not in the text, supplied because the argument needs it",
    "attributed_to": "Who holds a reported statement",
    "explicitness": "explicit: restates a sentence; implicit: a premise that the companion supplies",
    "role": "What the statement does in the text",
    "claim_type": "What kind of claim it is",
    "qualifier": "The hedge or strengthener as the sentence has it, or unstated",
    "repeats": "Earlier statement that this one repeats",
    "counted_as": "Sentence this one is counted as: a repetition counts as the first",
    "main_line": "Whether it is on its section's main line",
    "companion_annotation": "What a careful reader should notice",
    "companion_note": "Notes on the print and on the reading; why a supplied premise is needed",
    "companion_suggested_references": "Keys in the paper's bibliography; suggested, not the paper's own citations",
    "card": "Page and anchor of the statement's card in the book",
}

RELATIONS = {
    "id": "Identifier of the inference, conflict, tension or question, or of the repeating statement",
    "relation": "premise, conclusion, attack, member, question or repeats",
    "from": "Where the relation starts",
    "to": "What it is directed at",
    "kind": "Scheme of an inference, kind of an attack, reading of a tension, status of a question",
    "symmetric": "Whether an attack runs both ways",
    "origin": "author: made in the text; tension: follows from a tension; companion: made by the companion",
    "section": "Key of the section it was found in; empty for what runs across sections",
    "companion_text": "Warrant, rationale or question in the companion's words",
}

CODEBOOK = {
    "use": "code: given to statements by judgement, several to one; attribute: one for each statement",
    "variable": "Key of the variable",
    "value": "Key of the value",
    "label": "The value's name in the book",
    "brief": "Brief definition",
    "definition": "Full definition",
    "use_when": "When to use it",
    "not_when": "When not to use it",
    "example": "An example in the companion's words",
    "version": "Version of the codebook",
}


def _exports(dossier: Dossier) -> tuple[Export, ...]:
    codes = {
        f"code_{variable.key}": f"Values of {variable.label}, by the codebook"
        for variable in dossier.codebook.variables
    }
    return (
        Export("statements", "What the paper says, restated", {**STATEMENTS, **codes}, ("id",), _statements),
        Export(
            "relations", "What holds the statements together", RELATIONS, ("id", "relation", "from", "to"), _relations
        ),
        Export("codebook", "The coding rules", CODEBOOK, ("variable", "value"), _codebook),
    )


def _statements(dossier: Dossier) -> Iterator[Row]:
    frame = tables.statements(dossier).set_index("id")
    for item in dossier.statements:
        row = frame.loc[item.id]
        yield {
            **row.to_dict(),
            "id": item.id,
            "voice": argdown.voice(item),
            "companion_annotation": item.annotation,
            "companion_note": item.note,
            "companion_suggested_references": item.suggested_references,
            "card": f"{dossier.paper.section(item.section).page}.html{row['link']}",
            **{f"code_{variable}": values for variable, values in item.codes.items()},
        }


def _relations(dossier: Dossier) -> Iterator[Row]:
    for step in dossier.inferences:
        same = {"id": step.id, "kind": step.scheme, "origin": step.origin, "section": step.section}
        same["companion_text"] = step.warrant
        yield from ({**same, "relation": "premise", "from": premise, "to": step.id} for premise in step.premises)
        yield {**same, "relation": "conclusion", "from": step.id, "to": step.conclusion}
    for attack in dossier.conflicts:
        ends = {"relation": "attack", "from": attack.source, "to": attack.target, "kind": attack.kind}
        more = {"symmetric": attack.symmetric, "origin": attack.origin, "section": attack.section}
        yield {"id": attack.id, **ends, **more, "companion_text": attack.rationale}
    for tension in dossier.tensions:
        same = {"id": tension.id, "kind": tension.reading, "origin": "companion", "section": tension.section}
        same["companion_text"] = tension.rationale
        yield from ({**same, "relation": "member", "from": tension.id, "to": member} for member in tension.members)
    for asked in dossier.questions:
        same = {"id": asked.id, "kind": asked.status, "origin": "companion", "section": asked.section}
        yield {**same, "relation": "question", "from": asked.id, "to": asked.target, "companion_text": asked.question}
    for item in dossier.statements:
        if item.repeats:
            same = {"id": item.id, "origin": "author", "section": item.section}
            yield {**same, "relation": "repeats", "from": item.id, "to": item.repeats}


def _codebook(dossier: Dossier) -> Iterator[Row]:
    book = dossier.codebook
    for use, variables in (("code", book.variables), ("attribute", book.attributes)):
        for variable in variables:
            for value in variable.values:
                texts = {name: getattr(value, name) for name in CODEBOOK if hasattr(value, name)}
                yield {**texts, "use": use, "variable": variable.key, "value": value.key, "version": book.version}


def _csv(export: Export, dossier: Dossier) -> str:
    """Return a table as CSV (RFC 4180), with empty cells for what is missing."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(export.columns)
    writer.writerows([_cell(row.get(name)) for name in export.columns] for row in export.rows(dossier))
    return text.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, tuple | list):
        return JOINT.join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str) else ""


READING = "A machine-assisted reading, not validated by independent human coders, and open to correction."
ENUMERATED = {"voice", "explicitness", "role", "claim_type", "relation", "use"}
"""Columns whose values are a closed list."""


def _package(dossier: Dossier) -> dict[str, object]:
    paper, licence = dossier.paper, dossier.paper.data_licence
    return {
        "profile": "tabular-data-package",
        "name": "companion-dossier",
        "title": f"Dossier of arguments: {paper.title}",
        "description": " ".join(filter(None, (READING, paper.limit))),
        "version": dossier.codebook.version,
        **({"licenses": [{"name": licence.name, "title": licence.title}]} if licence else {}),
        "sources": [{"title": paper.title, "path": paper.url}],
        "resources": [_resource(export, dossier) for export in _exports(dossier)],
    }


def _resource(export: Export, dossier: Dossier) -> dict[str, object]:
    rows = list(export.rows(dossier))
    return {
        "profile": "tabular-data-resource",
        "name": export.name,
        "title": export.title,
        "path": f"{export.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(name, about, export, rows) for name, about in export.columns.items()],
            "primaryKey": list(export.key),
        },
    }


def _field(name: str, about: str, export: Export, rows: list[Row]) -> dict[str, object]:
    kind = "boolean" if name in {"main_line", "symmetric"} else "string"
    field: dict[str, object] = {"name": name, "type": kind, "description": about}
    constraints: dict[str, object] = {"required": True} if name in export.key else {}
    if name in ENUMERATED:
        constraints["enum"] = sorted({str(row[name]) for row in rows})
    return {**field, "constraints": constraints} if constraints else field
