"""Where a project's files are: their names below its folder, and how the folder is found."""

from __future__ import annotations

from pathlib import Path

from companion.errors import CompanionError, Problem

PAPER = "data/paper.yml"
"""Every project has this file; it says which others there are."""
CODEBOOK = "data/codebook.yml"
ARGUMENTS = "data/arguments"
SCHEMES = "data/schemes.yml"
RIVALS = "data/rivals.yml"
WHATIF = "data/whatif.yml"
DESIGN = "data/design.yml"
WORDING = "data/wording.yml"
ANSWERS = "data/answers.yml"
CITABLE = "data/citable.yml"
CODINGS = "data/codings"
SCHEMAS = "data/schema"
"""JSON Schemas of the files above, for editors."""
EVIDENCE = "data/evidence"
PRINTED = "data/references/printed.txt"
KEYS = "data/references/keys.yml"
REPAIRS = "data/references/repairs.yml"
BIBLIOGRAPHY = "references.bib"
SOURCES = "book/sources.bib"

CHECKOUT = Path(__file__).resolve().parent.parent
"""Folder that holds this package: a project of its own where the package is run from its repository."""


GIVEN = Path(__file__).resolve().parent / "given"
"""The project's data within the installed package (``tools/wheel.py``)."""


def find_root(start: Path | None = None) -> Path:
    """Return the folder of the project that ``start`` (by default the working directory) lies in.

    A project is a folder with ``data/paper.yml``. Where none is found upwards, the package's own repository is taken,
    or what an installed package brings along, so that a notebook works from any folder.

    Raises:
        CompanionError: there is no project.
    """
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents, CHECKOUT, GIVEN):
        if (folder / PAPER).is_file():
            return folder
    remedy = "Run it in the project's folder, or name the folder: --root FOLDER."
    raise CompanionError([Problem("no-project", PAPER, f"neither here nor above: {start}", remedy)])
