"""What each command of ``companion`` does, and how problems are told; ``cli`` says which commands there are.

Each returns an exit code, and imports what it needs when it runs: the build has to be able to say at once that nothing
has changed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from companion import files
from companion.errors import CompanionError, Problem
from companion.textfile import write_whole

STOPPED = 130
"""Exit code of what was stopped from the keyboard, as shells have it."""


def tell(problems: Iterable[Problem]) -> int:
    """Print problems on standard error, errors last; return 1 if there is an error."""
    problems = sorted(problems, key=lambda problem: problem.severity == "error")
    errors = sum(problem.severity == "error" for problem in problems)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        counts = f"{_number(errors, 'error')}, {_number(len(problems) - errors, 'warning')}"
        print(counts, file=sys.stderr)
    return 1 if errors else 0


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _say(text: str) -> None:
    """Print a text that may hold letters which a terminal's own encoding lacks."""
    sys.stdout.flush()
    if hasattr(sys.stdout, "buffer"):
        sys.stdout.buffer.write(text.encode("utf-8", errors="replace") + b"\n")
    else:
        sys.stdout.write(text + "\n")
    sys.stdout.flush()


def build(options: argparse.Namespace) -> int:
    """Build the book."""
    from companion.build import book, progress, state, stopping

    given = os.environ.get(state.PAPER)
    asked = book.Options(
        root=options.root,
        paper=str(Path(given).resolve()) if given else None,
        workers=options.workers,
        forked=options.kernels == "forked",
    )
    try:
        with stopping.stoppable():
            print(book.build(asked, progress.Progress()))
    except book.BuildStopped:
        return STOPPED
    except book.BuildFailed as failure:
        print(f"No new book: {failure}. The last good one is as it was.", file=sys.stderr)
        return 1
    return 0


def watch(options: argparse.Namespace) -> int:
    """Show the book and build it on every change."""
    import asyncio

    from companion.build import progress, serve, state
    from companion.build.watch import watch as watching

    shown = progress.Progress()
    try:
        asyncio.run(watching(options.root, options.port, bool(os.environ.get(state.PAPER)), shown))
    except serve.PortTaken as taken:
        print(taken, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        shown.clear()
    return 0


def packed(options: argparse.Namespace) -> int:
    """Pack the built book into one file."""
    import yaml

    from companion import __version__
    from companion.build import package, state

    html = state.place_of(options.root, private=False)
    if not (html / "index.html").is_file():
        remedy = "Run `make book` first."
        raise CompanionError([Problem("no-book", "build/html", "there is no book to pack", remedy)])
    title = yaml.safe_load((options.root / "_config.yml").read_text("utf-8"))["title"]
    target = options.file or options.root / "dist" / f"companion-book-{__version__}.zip"
    made = package.pack(html, target, title)
    print(f"{made} ({made.stat().st_size / 1e6:.1f} MB)")
    return 0


def lab(options: argparse.Namespace) -> int:
    """Open the chapters in JupyterLab, which takes this process over."""
    from companion.build import lab as jupyterlab

    folder = jupyterlab.place_for(options.root)
    if not jupyterlab.prepare(options.root, folder) and (options.root / jupyterlab.CHAPTERS).is_dir():
        print("There is no book yet: numbers in the text show by their names. `make book` gives them.", file=sys.stderr)
    command = jupyterlab.arguments(options.root, options.words, as_root=hasattr(os, "geteuid") and os.geteuid() == 0)
    os.execve(command[0], command, jupyterlab.variables(folder, os.environ))


def check(options: argparse.Namespace) -> int:
    """List every problem."""
    from companion.build import inputs
    from companion.dossier import counts
    from companion.project import Project

    project = Project(options.root)
    problems = project.check()
    sound = not any(problem.severity == "error" for problem in problems)
    anchors = {statement.anchor for statement in project.dossier.statements} if sound else set()
    problems += inputs.check(options.root, anchors)
    if options.errors:
        problems = [problem for problem in problems if problem.severity == "error"]
    code = tell(problems)
    if code == 0:
        print("sound:", ", ".join(f"{number} {name}" for name, number in counts(project.dossier).items()))
    return code


def parse(options: argparse.Namespace) -> int:
    """Print the references of a file, parsed."""
    from companion.references import listing, reading
    from companion.references.parsing import parse as parsed

    name = "standard input" if str(options.file) == "-" else str(options.file)
    try:
        data = sys.stdin.buffer.read() if str(options.file) == "-" else options.file.read_bytes()
    except OSError as error:
        remedy = "Give the path of a text file with one reference a line, or - for standard input."
        problem = Problem("no-file", name, f"cannot be read: {error.strerror}", remedy)
        raise CompanionError([problem]) from error
    text, warnings = reading.decode(data, name)
    tell(warnings)
    _say(listing.FORMATS[options.format]([parsed(line.text, line.n) for line in reading.references(text)]))
    return 0


def clean(options: argparse.Namespace) -> int:
    """Write a BibTeX file cleaned, and what was changed."""
    from companion.references import cleaning

    targets, changes, warnings = cleaning.write(options.file)
    tell(warnings)
    for target in targets:
        print(target)
    entries = len({change.key for change in changes})
    print(f"{_number(len(changes), 'value')} changed in {entries} {'entry' if entries == 1 else 'entries'}")
    return 0


def new(options: argparse.Namespace) -> int:
    """Write the frame of another companion."""
    from companion.new import new as written

    for path in written(options.folder, options.paper):
        print(path)
    return 0


def verify(options: argparse.Namespace) -> int:
    """Compare a copy of the paper with the dossier."""
    if options.fingerprint:
        return fingerprint(options)
    from companion.dossier import ownwords, papertext
    from companion.project import Project

    dossier = Project(options.root).dossier
    copy = papertext.verify(options.paper, dossier.paper)
    code = tell(ownwords.check(dossier, copy))
    if code == 0:
        sections, sentences = len(copy.sections), len(copy.sentences)
        print(f"the same text: {sections} sections, {sentences} sentences; no {ownwords.RUN} words in a row are shared")
    return code


def fingerprint(options: argparse.Namespace) -> int:
    """Print the values that ``data/paper.yml`` needs; the dossier may still lack them."""
    from companion.dossier import papertext, read

    dossier, problems = read(options.root)
    if dossier is None:
        return tell(problems)
    for key, told in papertext.fingerprint(options.paper, dossier.paper).items():
        print(f"{key}: " + ", ".join(f"{name}: {json.dumps(value)}" for name, value in told.items()))
    return 0


def export(options: argparse.Namespace) -> int:
    """Write the dossier in other formats."""
    from companion.dossier.export import write
    from companion.project import Project

    for path in write(Project(options.root).dossier, options.folder):
        print(path)
    return 0


def bibliography(options: argparse.Namespace) -> int:
    """Write ``references.bib`` if it is not up to date, unless that is all that was asked or an edit would be lost."""
    from companion.project import Project
    from companion.references import formats

    bibliography, target = Project(options.root).bibliography, options.root / files.BIBLIOGRAPHY
    text = formats.sealed(bibliography)
    old = target.read_text("utf-8", errors="replace") if target.exists() else ""
    if options.downloads:
        options.downloads.mkdir(parents=True, exist_ok=True)
        for name, content in formats.downloads(bibliography).items():
            write_whole(options.downloads / name, content)
    if old == text:
        _say(f"{target.name}: up to date, {len(bibliography)} references")
        return 0
    if options.check:
        remedy = "Run `companion bibliography`."
        changes = list(formats.differences(old, text)) or ["is not up to date"]
        raise CompanionError([Problem("stale-bibliography", target.name, change, remedy) for change in changes])
    if old and not formats.is_untouched(old) and not options.discard_edits:
        remedy = "Carry it over into data/references/repairs.yml, or run again with --discard-edits."
        changes = list(formats.differences(old, text)) or ["a comment or the layout was edited"]
        lost = [Problem("hand-edit", target.name, f"would be lost: {change}", remedy) for change in changes]
        raise CompanionError(lost)
    if old and not formats.is_untouched(old):
        _say(f"{target.name}: as it was edited, it is kept as {_set_aside(target).name}")
    write_whole(target, text)
    _say(f"{target.name}: written, {len(bibliography)} references")
    return 0


def _set_aside(file: Path) -> Path:
    """Copy a file to a name beside it that nothing has, and return that."""
    names = (file.with_name(f"{file.name}{'~' * number}") for number in count(1))
    free = next(name for name in names if not name.exists())
    return Path(shutil.copy(file, free))


def schema(options: argparse.Namespace) -> int:
    """Write the JSON Schemas."""
    from companion import schemas
    from companion.project import Project

    folder = options.root / files.SCHEMAS
    texts = schemas.schemas(Project(options.root).dossier)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        write_whole(folder / name, text)
        print(folder / name)
    return 0
