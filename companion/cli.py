"""The commands of ``companion``; the one module that prints what they find.

Exit codes: 0 done, 1 problems (all of them listed on standard error, nothing written), 2 a command not understood.
Each command imports what it needs when it runs: the build has to be able to say at once that nothing has changed.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from companion import files
from companion.errors import CompanionError, Problem


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = _parser()
    options, further = parser.parse_known_args(argv)
    if options.run is _lab:
        options.words += further  # options of JupyterLab's own
    elif further:
        parser.error(f"unrecognized arguments: {' '.join(further)}")
    try:
        # What is done with a list of references needs no project, and one that is made is not there yet.
        options.root = None if options.run in {_parse, _clean, _new} else _root(options.root)
        return options.run(options)
    except CompanionError as error:
        return tell(error.problems)


def _root(given: Path | None) -> Path:
    if given is not None and not (given / files.PAPER).is_file():
        remedy = "Name the folder of a project: it holds data/paper.yml."
        raise CompanionError([Problem("no-project", str(given), "is no project's folder", remedy)])
    return files.find_root(given)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="companion", description="Build, check and export a research companion.")
    parser.add_argument("--root", type=Path, metavar="FOLDER", help="the project's folder (by default around this one)")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], help: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help, description=f"{help[0].upper()}{help[1:]}.")
        added.set_defaults(run=run)
        return added

    build = command("build", _build, "build the book strictly into _build/html, unless nothing has changed")
    build.add_argument("--workers", type=int, metavar="N", help="notebooks at a time (one for each processor)")
    build.add_argument("--kernels", choices=("forked", "ordinary"), default="forked", help="how kernels start (forked)")
    watch = command("watch", _watch, "show the book on this machine and build it on every change")
    watch.add_argument("--port", type=int, default=8000, metavar="N", help="where to show it (8000)")
    packed = command("zip", _zip, "pack the built book into one file, which opens from a folder")
    packed.add_argument("file", type=Path, nargs="?", metavar="FILE", help="by default dist/companion-book-VERSION.zip")
    lab = command("lab", _lab, "open the chapters, or one notebook, in JupyterLab")
    lab.add_argument("words", nargs="*", metavar="...", help="a notebook, and options of jupyter lab")
    check = command("check", _check, "check everything below data/ and list every problem")
    check.add_argument("--errors", action="store_true", help="leave warnings out")
    parse = command("parse", _parse, "print the references of a text file, parsed")
    parse.add_argument("file", type=Path, metavar="FILE", help="a text file, or - for standard input")
    formats = ("json", "bib", "biblatex", "csl", "ris", "csv")
    parse.add_argument("--format", choices=formats, default="json", help="what to print (json)")
    clean = command("clean", _clean, "clean a BibTeX file by the rules for printed references, with a ledger beside it")
    clean.add_argument("file", type=Path, metavar="FILE", help="a BibTeX file; it is not changed")
    new = command("new", _new, "write the frame of a companion to another paper into a folder")
    new.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that is not there yet")
    new.add_argument("--paper", type=Path, metavar="TEXT", required=True, help="the paper's text (UTF-8)")
    verify = command("verify", _verify, "compare your own copy of the paper with the dossier")
    verify.add_argument("paper", type=Path, metavar="PAPER", help="a text file (UTF-8)")
    verify.add_argument("--fingerprint", action="store_true", help="print what data/paper.yml says of such a copy")
    export = command("export", _export, "write the dossier as CSV, data package and Argdown")
    export.add_argument("folder", type=Path, metavar="DIR")
    written = command("bibliography", _bibliography, "write references.bib from the printed references")
    written.add_argument("--check", action="store_true", help="only say whether references.bib is up to date")
    written.add_argument("--discard-edits", action="store_true", help="overwrite a file that was edited by hand")
    written.add_argument("--downloads", type=Path, metavar="DIR", help="also write the four formats into this folder")
    command("schema", _schema, "write the JSON Schemas of the data files into data/schema, for editors")
    return parser


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


def _build(options: argparse.Namespace) -> int:
    from companion.build import book, progress, state

    given = os.environ.get(state.PAPER)
    asked = book.Options(
        root=options.root,
        paper=str(Path(given).resolve()) if given else None,
        workers=options.workers,
        forked=options.kernels == "forked",
    )
    try:
        print(book.build(asked, progress.Progress()))
    except book.BuildFailed as failure:
        print(f"No new book: {failure}. The last good one is as it was.", file=sys.stderr)
        return 1
    return 0


def _watch(options: argparse.Namespace) -> int:
    import asyncio

    from companion.build import progress, serve, state, watch

    shown = progress.Progress()
    try:
        asyncio.run(watch.watch(options.root, options.port, bool(os.environ.get(state.PAPER)), shown))
    except serve.PortTaken as taken:
        print(taken, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        shown.clear()
    return 0


def _zip(options: argparse.Namespace) -> int:
    import yaml

    from companion import __version__
    from companion.build import package, state

    html = state.place_of(options.root, private=False)
    if not (html / "index.html").is_file():
        remedy = "Run `make book` first."
        raise CompanionError([Problem("no-book", "_build/html", "there is no book to pack", remedy)])
    title = yaml.safe_load((options.root / "_config.yml").read_text("utf-8"))["title"]
    target = options.file or options.root / "dist" / f"companion-book-{__version__}.zip"
    packed = package.pack(html, target, title)
    print(f"{packed} ({packed.stat().st_size / 1e6:.1f} MB)")
    return 0


def _lab(options: argparse.Namespace) -> int:
    from companion.build import lab

    folder = lab.place_for(options.root)
    if not lab.prepare(options.root, folder) and (options.root / lab.CHAPTERS).is_dir():
        print("There is no book yet: numbers in the text show by their names. `make book` gives them.", file=sys.stderr)
    command = lab.arguments(options.root, options.words, as_root=hasattr(os, "geteuid") and os.geteuid() == 0)
    os.execve(command[0], command, lab.variables(folder, os.environ))


def _check(options: argparse.Namespace) -> int:
    from companion.dossier import counts
    from companion.project import Project

    project = Project(options.root)
    problems = project.check()
    if options.errors:
        problems = [problem for problem in problems if problem.severity == "error"]
    code = tell(problems)
    if code == 0:
        print("sound:", ", ".join(f"{number} {name}" for name, number in counts(project.dossier).items()))
    return code


def _parse(options: argparse.Namespace) -> int:
    from companion.references import listing, reading
    from companion.references.parsing import parse

    name = "standard input" if str(options.file) == "-" else str(options.file)
    try:
        data = sys.stdin.buffer.read() if str(options.file) == "-" else options.file.read_bytes()
    except OSError as error:
        remedy = "Give the path of a text file with one reference a line, or - for standard input."
        problem = Problem("no-file", name, f"cannot be read: {error.strerror}", remedy)
        raise CompanionError([problem]) from error
    text, warnings = reading.decode(data, name)
    tell(warnings)
    _say(listing.FORMATS[options.format]([parse(line.text, line.n) for line in reading.references(text)]))
    return 0


def _clean(options: argparse.Namespace) -> int:
    from companion.references import cleaning

    targets, changes, warnings = cleaning.write(options.file)
    tell(warnings)
    for target in targets:
        print(target)
    entries = len({change.key for change in changes})
    print(f"{_number(len(changes), 'value')} changed in {entries} {'entry' if entries == 1 else 'entries'}")
    return 0


def _new(options: argparse.Namespace) -> int:
    from companion import new

    for path in new.new(options.folder, options.paper):
        print(path)
    return 0


def _verify(options: argparse.Namespace) -> int:
    if options.fingerprint:
        return _fingerprint(options)
    from companion.dossier import ownwords, papertext
    from companion.project import Project

    dossier = Project(options.root).dossier
    copy = papertext.verify(options.paper, dossier.paper)
    code = tell(ownwords.check(dossier, copy))
    if code == 0:
        sections, sentences = len(copy.sections), len(copy.sentences)
        print(f"the same text: {sections} sections, {sentences} sentences; no {ownwords.RUN} words in a row are shared")
    return code


def _fingerprint(options: argparse.Namespace) -> int:
    """Print the values that ``data/paper.yml`` needs; the dossier may still lack them."""
    from companion.dossier import papertext, read

    dossier, problems = read(options.root)
    if dossier is None:
        return tell(problems)
    for key, (sentences, digest) in papertext.fingerprint(options.paper, dossier.paper).items():
        print(f'{key}: sentences: {sentences}, sha256: "{digest}"')
    return 0


def _export(options: argparse.Namespace) -> int:
    from companion.dossier import export
    from companion.project import Project

    for path in export.write(Project(options.root).dossier, options.folder):
        print(path)
    return 0


def _bibliography(options: argparse.Namespace) -> int:
    """Write ``references.bib`` if it is not up to date, unless that is all that was asked or an edit would be lost."""
    from companion.project import Project
    from companion.references import formats

    bibliography, target = Project(options.root).bibliography, options.root / files.BIBLIOGRAPHY
    text = formats.sealed(bibliography)
    old = target.read_text("utf-8") if target.exists() else ""
    if options.downloads:
        options.downloads.mkdir(parents=True, exist_ok=True)
        for name, content in formats.downloads(bibliography).items():
            (options.downloads / name).write_text(content, "utf-8", newline="\n")
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
    target.write_text(text, "utf-8", newline="\n")
    _say(f"{target.name}: written, {len(bibliography)} references")
    return 0


def _schema(options: argparse.Namespace) -> int:
    from companion import schemas
    from companion.project import Project

    folder = options.root / files.SCHEMAS
    texts = schemas.schemas(Project(options.root).dossier)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        print(folder / name)
    return 0
