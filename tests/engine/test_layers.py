"""Imports run one way, and the package names nothing of the paper it is used for."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import places
import pytest

from companion.dossier import read

PACKAGE = places.ROOT / "companion"

LAYERS = (
    {"addresses", "bibfile", "errors", "files", "digests", "kept", "machine", "textfile", "html", "templates"},
    {"records"},
    {"dossier", "references", "evidence"},
    {"schemas"},
    {"project"},
    {"analyses"},
    {"display"},
    {"figures"},
    {"book"},
    {"build", "new", "cli", "commands", "__main__"},
)
LEVEL = {part: level for level, parts in enumerate(LAYERS) for part in parts}

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.name != "__init__.py")


def part_of(path: Path) -> str:
    """Return the part of the package that a module belongs to: a folder's name, or a top module's."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Return the parts of the package that a module imports, wherever in the file it does."""
    parts = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write the full name of what is imported"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        parts |= {name.split(".")[1] for name in names if name.startswith("companion.")}
    return parts - {"__version__"}


def test_every_module_has_a_layer():
    assert {part_of(path) for path in MODULES} <= set(LEVEL)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_run_one_way(path):
    own = part_of(path)
    upward = {part for part in imported(path) if part != own and LEVEL[part] >= LEVEL[own]}
    if LEVEL[own] in (0, len(LAYERS) - 1):  # what knows of no other part, and the commands, may call one another
        upward -= LAYERS[LEVEL[own]]
    assert not upward, f"{own} may not import {', '.join(sorted(upward))}"


def names_of_the_paper() -> list[str]:
    """Return names that the data gives: title words, proper names, owners of views, citation keys, first authors."""
    dossier, _ = read()
    assert dossier is not None
    owners = {item.attributed_to for item in dossier.statements if item.attributed_to}
    words = {*re.findall(r"\b[A-Z][a-z]{2,}\b", dossier.paper.title), *dossier.paper.proper_names}
    keys = re.findall(r"^@\w+\{([^,]+),", places.BIBLIOGRAPHY.read_text(encoding="utf-8"), flags=re.MULTILINE)
    authors = {key.rstrip("0123456789abc").capitalize() for key in keys}
    return sorted({*words, *keys, *authors, *(owner for owner in owners if owner[0].isupper())})


def test_package_names_nothing_of_the_paper():
    names = re.compile(rf"\b({'|'.join(map(re.escape, names_of_the_paper()))})\b")
    found = [
        f"{path.relative_to(places.ROOT)}: {match[0]}"
        for path in sorted(PACKAGE.rglob("*"))
        if path.suffix in {".py", ".js", ".css", ".html", ".txt", ".json", ".toml", ".csl"}
        for match in names.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not found, "what is particular to the paper belongs in data/"
