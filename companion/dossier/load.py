"""``data/`` → :class:`~companion.dossier.dossier.Dossier`, collecting every problem on the way.

:func:`read` is for the checker, which lists all problems; :func:`load` is for notebooks, which want a sound dossier or
one exception.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from companion import bibfile, files
from companion.dossier import arguments, codings, rules
from companion.dossier.answers import Answers
from companion.dossier.citable import CitableFile
from companion.dossier.codebook import Codebook
from companion.dossier.design import Design
from companion.dossier.dossier import Dossier
from companion.dossier.paper import Paper
from companion.dossier.rivals import Rivals
from companion.dossier.schemes import Schemes
from companion.dossier.whatif import WhatIf
from companion.dossier.wording import Wording
from companion.errors import CompanionError, Problem
from companion.records import read_file
from companion.textfile import is_there

Record = TypeVar("Record")

UNREAD = {"missing-file", "empty-file", "unreadable-file", "yaml-syntax"}
"""Codes of problems that keep a whole file out of the dossier."""


def load(root: Path | None = None) -> Dossier:
    """Return the dossier below ``root``, by default of the project that the working directory lies in.

    Raises:
        CompanionError: it is not sound; the error tells everything that is wrong with it.
    """
    dossier, problems = read(root)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors or dossier is None:
        raise CompanionError(errors)
    return dossier


def read(root: Path | None = None) -> tuple[Dossier | None, list[Problem]]:
    """Return as much of the dossier as can be read, and everything that is wrong with it.

    ``root`` is a folder holding ``data/`` and ``references.bib``. The dossier is None when ``paper.yml`` cannot be
    read, since it says which sections there are; with any error among the problems it is good for looking at, not for
    publishing. Problems are sorted by file and line.
    """
    root = root or files.find_root()
    problems: list[Problem] = []
    paper = read_file(root / files.PAPER, files.PAPER, Paper, problems)
    codebook = read_file(root / files.CODEBOOK, files.CODEBOOK, Codebook, problems) or Codebook("", (), ())
    schemes = _part(root, files.SCHEMES, Schemes, problems)
    rivals = _part(root, files.RIVALS, Rivals, problems)
    whatif = _part(root, files.WHATIF, WhatIf, problems)
    design = _part(root, files.DESIGN, Design, problems)
    wording = _part(root, files.WORDING, Wording, problems)
    answers = _part(root, files.ANSWERS, Answers, problems)
    citable = _part(root, files.CITABLE, CitableFile, problems)
    coded, settled = codings.read(root, codebook.coded, problems)
    dossier = None
    if paper is not None:
        held = _arguments(root, paper, codebook.version, problems)
        dossier = Dossier(
            paper=paper,
            codebook=codebook,
            schemes=schemes.schemes,
            rivals=rivals.theories,
            debates=rivals.debates,
            switches=whatif.switches,
            promises=design.promises,
            unannounced=design.unannounced,
            design=design.design,
            theory_checks=design.theory_checks,
            coding_rules=design.coding_rules,
            passages=wording.passages,
            answers=answers.answers,
            citable=(*citable.findings, *citable.also),
            codings=coded,
            settled=settled,
            **arguments.assembled(held, [section.key for section in paper.sections]),
        )
        whole = not any(problem.code in UNREAD for problem in problems)
        problems += rules.check(dossier, _keys(root, problems), whole=whole)
    return dossier, sorted(problems, key=lambda problem: (problem.file, problem.line or 0))


def _part(root: Path, name: str, kind: type[Record], problems: list[Problem]) -> Record:
    """Return what an optional file holds; a file that is absent is an absent part of the dossier."""
    if not is_there(root / name):
        return kind()
    return read_file(root / name, name, kind, problems) or kind()


def _arguments(
    root: Path, paper: Paper, version: str, problems: list[Problem]
) -> list[tuple[str | None, arguments.ArgumentFile]]:
    """Return the files below ``data/arguments``, each with the key of its section, None for what runs across."""
    held: list[tuple[str | None, arguments.ArgumentFile]] = []
    for section in paper.sections:
        name = f"{files.ARGUMENTS}/{section.file}"
        if (file := read_file(root / name, name, arguments.SectionFile, problems)) is not None:
            held.append((section.key, file))
    name = f"{files.ARGUMENTS}/{arguments.ACROSS}"
    if is_there(root / name) and (across := read_file(root / name, name, arguments.AcrossFile, problems)) is not None:
        held.append((None, across))
    for key, each in held:
        problems += arguments.belonging(each, key, version)
    return held


def _keys(root: Path, problems: list[Problem]) -> rules.Keys:
    """Return the citation keys of the paper's bibliography and of the companion's own sources, if it has any.

    Of a damaged file it is not known which keys it lacks.
    """
    remedy = "Write it with `companion bibliography`, or restore it."
    printed = bibfile.keys(root / files.BIBLIOGRAPHY, files.BIBLIOGRAPHY, remedy, problems)
    if not is_there(root / files.SOURCES):
        return rules.Keys(printed, frozenset())
    own = bibfile.keys(root / files.SOURCES, files.SOURCES, "Restore it.", problems)
    for key in sorted((printed or frozenset()) & (own or frozenset())):
        message = f"{files.BIBLIOGRAPHY} has an entry of this name too"
        problems.append(Problem("duplicate-key", files.SOURCES, message, "Give it a name of its own.", id=key))
    return rules.Keys(printed, own)
