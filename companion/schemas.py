"""JSON Schemas of a project's data files, with its own closed sets filled in, so that an editor completes them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from companion import files
from companion.dossier.answers import Answers
from companion.dossier.arguments import AcrossFile, SectionFile
from companion.dossier.citable import CitableFile
from companion.dossier.codebook import Codebook
from companion.dossier.codings import CodingsFile
from companion.dossier.design import Design
from companion.dossier.dossier import Dossier
from companion.dossier.load import read
from companion.dossier.paper import Paper
from companion.dossier.rivals import Rivals
from companion.dossier.schemes import Schemes
from companion.dossier.whatif import WhatIf
from companion.dossier.wording import Wording
from companion.errors import Problem
from companion.records.schemas import schema_text
from companion.references.bibliography import Keys
from companion.references.ledger import Ledger

KINDS: Mapping[str, type] = {
    "paper": Paper,
    "codebook": Codebook,
    "section": SectionFile,
    "across": AcrossFile,
    "schemes": Schemes,
    "rivals": Rivals,
    "whatif": WhatIf,
    "design": Design,
    "wording": Wording,
    "answers": Answers,
    "citable": CitableFile,
    "codings": CodingsFile,
    "keys": Keys,
    "repairs": Ledger,
}
"""Name of a schema → the record it describes."""
CHOICES = {
    ("Statement", "role"): "role",
    ("Statement", "claim_type"): "claim_type",
    ("Tension", "reading"): "reading",
    ("Tension", "kind"): "tension",
    ("Promise", "verdict"): "verdict",
    ("TheoryCheck", "fidelity"): "fidelity",
    ("Position", "stance"): "stance",
}
"""Record and field → the closed set of the codebook that it chooses from."""


def schemas(dossier: Dossier) -> dict[str, str]:
    """Return the JSON Schema of each data file: file name → text."""
    return {f"{name}.json": schema_text(kind, _choices(dossier)) for name, kind in KINDS.items()}


def _choices(dossier: Dossier) -> dict[tuple[str, str], dict[str, Any]]:
    """Return record and field → what this project allows there, as JSON Schema."""
    allowed: dict[tuple[str, str], dict[str, Any]] = {}
    allowed |= {place: {"enum": dossier.codebook.allowed(name)} for place, name in CHOICES.items()}
    named = {"enum": [scheme.key for scheme in dossier.schemes]}
    allowed |= {("Inference", "scheme"): named, ("CriticalQuestion", "scheme"): named}
    codes = {
        variable.key: {"type": "array", "items": {"enum": [value.key for value in variable.values]}}
        for variable in dossier.codebook.variables
    }
    allowed["Statement", "codes"] = {"properties": codes, "additionalProperties": False}
    return allowed


def check(root: Path) -> list[Problem]:
    """Tell of schemas that are not what the records and the codebook now make; a project may have none."""
    folder = root / files.SCHEMAS
    if not folder.exists():
        return []
    dossier, problems = read(root)
    if dossier is None or any(problem.severity == "error" for problem in problems):
        return []  # what is wrong with the data has been told, and comes first
    return [
        Problem("stale-schema", f"{files.SCHEMAS}/{name}", "is not up to date", "Run `companion schema`.")
        for name, text in schemas(dossier).items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]
