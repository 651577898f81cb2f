"""Where the project's files are, whatever the working directory of a notebook is."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""Folder that holds ``data/``, ``book/`` and ``notebooks/`` (the package is installed editable)."""

DATA = ROOT / "data"
ARGUMENTS = DATA / "arguments"
PAPER = DATA / "paper.yml"
CODEBOOK = DATA / "codebook.yml"
SCHEMES = DATA / "schemes.yml"
RIVALS = DATA / "rivals.yml"
WHATIF = DATA / "whatif.yml"
DESIGN = DATA / "design.yml"
EVIDENCE = DATA / "evidence"
PRINTED = DATA / "references" / "printed.txt"
BIBLIOGRAPHY = ROOT / "references.bib"
SOURCES = ROOT / "book" / "sources.bib"
