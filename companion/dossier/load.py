"""``data/`` → :class:`~companion.dossier.model.Dossier`, collecting every problem on the way.

:func:`read` is for the checker, which lists all problems; :func:`load` is for notebooks, which want a sound dossier or
one exception.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import bibtexparser

from companion import paths
from companion.dossier import arguments, design, rules
from companion.dossier.model import (
    Codebook,
    CodeValue,
    Dossier,
    Expectation,
    Paper,
    QuestionType,
    Rival,
    RivalPremise,
    Scheme,
    SchemeQuestion,
    Section,
    Stance,
    Switch,
    Variable,
)
from companion.errors import CompanionError, Problem
from companion.textfile import read_text
from companion.yamlfile import Record, open_file

Part = TypeVar("Part")

UNREAD = {"missing-file", "empty-file", "unreadable-file", "yaml-syntax"}
"""Codes of problems that keep a whole file out of the dossier."""


def load(root: Path | None = None) -> Dossier:
    """Return the dossier below ``root`` (default: this project); CompanionError tells every error there is."""
    record, problems = read(root)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors or record is None:
        raise CompanionError(errors)
    return record


def read(root: Path | None = None) -> tuple[Dossier | None, list[Problem]]:
    """Return as much of the dossier as can be read, and everything that is wrong with it.

    ``root`` is a folder holding ``data/``, ``references.bib`` and ``book/sources.bib``. The dossier is None when
    ``paper.yml`` cannot be read, since it says which sections there are; with any error among the problems it is good
    for looking at, not for publishing. Problems are sorted by file and line.
    """
    root = root or paths.ROOT
    problems: list[Problem] = []
    paper = _read(root, paths.PAPER, _paper, problems)
    codebook = _read(root, paths.CODEBOOK, _codebook, problems) or Codebook("", (), (), ())
    schemes = _read(root, paths.SCHEMES, _schemes, problems) or ()
    rivals = _read(root, paths.RIVALS, _rivals, problems) or ()
    switches = _read(root, paths.WHATIF, _switches, problems) or ()
    judged = _read(root, paths.DESIGN, design.read_file, problems) or design.Design()
    record = None
    if paper is not None:
        parts = arguments.Parts()
        for name, section in [*((section.file, section) for section in paper.sections), (arguments.ACROSS, None)]:
            path = paths.ARGUMENTS / name
            file = open_file(root / _name(path), _name(path), problems)
            if file is not None:
                arguments.read_file(file, section, codebook.version, parts)
        record = judged.added_to(parts.dossier(paper, codebook, schemes, rivals, switches))
        whole = not any(problem.code in UNREAD for problem in problems)
        problems += rules.check(record, _keys(root, problems), whole=whole)
    return record, sorted(problems, key=lambda problem: (problem.file, problem.line or 0))


def _name(path: Path) -> str:
    return path.relative_to(paths.ROOT).as_posix()


def _read(root: Path, path: Path, build: Callable[[Record], Part], problems: list[Problem]) -> Part | None:
    file = open_file(root / _name(path), _name(path), problems)
    if file is None:
        return None
    part = build(file)
    file.done()
    return part


def _keys(root: Path, problems: list[Problem]) -> rules.Keys:
    """Return the citation keys of the paper's bibliography and of the companion's own sources."""
    found: list[frozenset[str] | None] = []
    for path in (paths.BIBLIOGRAPHY, paths.SOURCES):
        remedy = "Write it with `python -m companion bibliography`, or restore it."
        text = read_text(root / _name(path), problems, remedy, _name(path))
        library = bibtexparser.parse_string(text or "")
        if text is not None and not (library.entries or library.failed_blocks):
            problems.append(Problem("empty-file", _name(path), "has no entry", remedy))
        for block in library.failed_blocks:
            line = None if block.start_line is None else block.start_line + 1
            reason = getattr(block.error, "abort_reason", None) or str(block.error)
            message = f"an entry cannot be read: {reason.rstrip('.')}"
            problems.append(Problem("broken-entry", _name(path), message, f"Mend it. {remedy}", line))
        # Of a damaged file it is not known which keys it lacks.
        whole = library.entries and not library.failed_blocks
        found.append(frozenset(library.entries_dict) if whole else None)
    return rules.Keys(*found)


def _each(records: Iterable[Record], build: Callable[[Record], Part], name: str = "key") -> tuple[Part, ...]:
    """Build one part from each record, named by its key, and complain of fields that nothing asked for."""
    parts = []
    for record in records:
        record.identify(name)
        parts.append(build(record))
        record.done()
    return tuple(parts)


def _paper(file: Record) -> Paper:
    def section(record: Record) -> Section:
        texts = {name: record.text(name) for name in ("key", "title", "heading", "sha256", "page", "file")}
        return Section(sentences=record.whole("sentences"), **texts)

    return Paper(
        title=file.text("title"),
        url=file.text("url"),
        sections=_each(file.records("sections", required=True), section),
        main_findings=file.texts("main_findings", required=True),
        end_heading=file.text("end_heading"),
        proper_names=file.texts("proper_names"),
        facts=file.rest(),
        place=file.place,
    )


def _codebook(file: Record) -> Codebook:
    def value(record: Record) -> CodeValue:
        fields = ("key", "label", "brief", "definition", "use_when", "not_when", "example")
        return CodeValue(
            **{name: record.text(name) for name in fields},
            colour=record.text_or_none("colour"),
            settled=record.texts("settled"),
            place=record.place,
        )

    def variable(record: Record) -> Variable:
        texts = {name: record.text(name) for name in ("key", "label", "question", "definition")}
        return Variable(values=_each(record.records("values", required=True), value), **texts)

    def ruling(record: Record) -> dict[str, str]:
        return {name: record.text(name) for name in ("case", "rule", "example")}

    return Codebook(
        version=file.text("version"),
        variables=_each(file.records("variables", required=True), variable),
        attributes=_each(file.records("attributes", required=True), variable),
        hard_cases=_each(file.records("hard_cases"), ruling, "case"),
        place=file.place,
    )


def _schemes(file: Record) -> tuple[Scheme, ...]:
    def question(record: Record) -> SchemeQuestion:
        return SchemeQuestion(record.text("key"), record.text("question"), record.choice("type", QuestionType))

    def scheme(record: Record) -> Scheme:
        texts = {name: record.text(name) for name in ("key", "name", "form", "source")}
        return Scheme(questions=_each(record.records("questions", required=True), question), **texts)

    return _each(file.records("schemes", required=True), scheme)


def _rivals(file: Record) -> tuple[Rival, ...]:
    def premise(record: Record) -> RivalPremise:
        return RivalPremise(record.text("id"), record.text("text"))

    def expectation(record: Record) -> Expectation:
        return Expectation(
            finding=record.text("finding"),
            stance=record.choice("stance", Stance),
            premises=record.texts("premises"),
            because=record.text("because"),
            place=record.place,
        )

    def rival(record: Record) -> Rival:
        return Rival(
            key=record.text("key"),
            name=record.text("name"),
            sources=record.texts("sources", required=True),
            premises=_each(record.records("premises", required=True), premise, "id"),
            expectations=_each(record.records("expectations", required=True), expectation, "finding"),
            of_the_paper=record.flag("of_the_paper", default=False),
            place=record.place,
        )

    return _each(file.records("theories", required=True), rival)


def _switches(file: Record) -> tuple[Switch, ...]:
    def switch(record: Record) -> Switch:
        texts = {name: record.text(name) for name in ("id", "label", "kind", "target", "explanation")}
        return Switch(default=record.flag("default"), place=record.place, **texts)

    return _each(file.records("switches", required=True), switch, "id")
