"""Commands of ``python -m companion``; the one module that prints.

Exit codes: 0 done, 1 problems (all of them listed on standard error, nothing written), 2 a command not understood.
Each command imports what it needs when it runs: the build has to be able to say at once that nothing has changed.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from companion.errors import CompanionError, Problem


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options, rest = _parser().parse_known_args(argv)
    if rest and options.run is not _bibliography:
        _parser().error(f"unrecognised arguments: {' '.join(rest)}")
    options.rest = rest
    try:
        return options.run(options)
    except CompanionError as error:
        return tell(error.problems)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m companion", description="Build, check and export the book.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], help: str, **more) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help, description=f"{help[0].upper()}{help[1:]}.", **more)
        added.set_defaults(run=run)
        return added

    build = command("build", _build, "build the book strictly into _build/html, unless nothing has changed")
    build.add_argument("--workers", type=int, metavar="N", help="notebooks at a time (one for each processor)")
    build.add_argument("--kernels", choices=("forked", "ordinary"), default="forked", help="how kernels start (forked)")
    watch = command("watch", _watch, "show the book on this machine and build it on every change")
    watch.add_argument("--port", type=int, default=8000, metavar="N", help="where to show it (8000)")
    check = command("check", _check, "check everything below data/ and list every problem")
    check.add_argument("--errors", action="store_true", help="leave warnings out")
    # This command reads its own options, --help among them.
    command("bibliography", _bibliography, "write references.bib from the printed references", add_help=False)
    parse = command("parse", _parse, "print the references of a text file, one a line, parsed, as JSON")
    parse.add_argument("file", type=Path, metavar="FILE")
    verify = command("verify", _verify, "compare your own copy of the paper with the dossier")
    verify.add_argument("paper", type=Path, metavar="PAPER", help="a text file (UTF-8)")
    verify.add_argument("--fingerprint", action="store_true", help="print what data/paper.yml says of such a copy")
    export = command("exports", _exports, "write the dossier as CSV, data package and Argdown")
    export.add_argument("folder", type=Path, metavar="DIR")
    return parser


def tell(problems: Iterable[Problem]) -> int:
    """Print problems on standard error, errors last; return 1 if there is an error."""
    problems = sorted(problems, key=lambda problem: problem.severity == "error")
    errors = sum(problem.severity == "error" for problem in problems)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        told = f"{_number(errors, 'error')}, {_number(len(problems) - errors, 'warning')}"
        print(told, file=sys.stderr)
    return 1 if errors else 0


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _build(options: argparse.Namespace) -> int:
    from companion.build import book, progress, state

    given = os.environ.get(state.PAPER)
    asked = book.Options(
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
        asyncio.run(watch.watch(options.port, bool(os.environ.get(state.PAPER)), shown))
    except serve.PortTaken as taken:
        print(taken, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        shown.clear()
    return 0


def _check(options: argparse.Namespace) -> int:
    from companion import evidence
    from companion.dossier import counts, read
    from companion.references import ledger

    record, problems = read()
    problems += [*evidence.check(), *ledger.check()]
    if options.errors:
        problems = [problem for problem in problems if problem.severity == "error"]
    code = tell(problems)
    if record is not None and code == 0:
        print("sound:", ", ".join(f"{number} {name}" for name, number in counts(record).items()))
    return code


def _bibliography(options: argparse.Namespace) -> int:
    from companion.references import commands

    return commands.bibliography(options.rest)


def _parse(options: argparse.Namespace) -> int:
    from companion.references import commands

    return commands.parse_file(options.file)


def _verify(options: argparse.Namespace) -> int:
    if options.fingerprint:
        return _fingerprint(options.paper)
    from companion.dossier import load, ownwords, papertext

    record = load()
    copy = papertext.verify(options.paper, record.paper)
    code = tell(ownwords.check(record, copy))
    if code == 0:
        sections, sentences = len(copy.sections), len(copy.sentences)
        print(f"the same text: {sections} sections, {sentences} sentences; no {ownwords.RUN} words in a row are shared")
    return code


def _fingerprint(path: Path) -> int:
    """Print the values that ``data/paper.yml`` needs; the dossier may still lack them."""
    from companion.dossier import papertext, read

    record, problems = read()
    if record is None:
        return tell(problems)
    for key, (sentences, digest) in papertext.fingerprint(path, record.paper).items():
        print(f'{key}: sentences: {sentences}, sha256: "{digest}"')
    return 0


def _exports(options: argparse.Namespace) -> int:
    from companion import exports
    from companion.dossier import load

    for path in exports.write(load(), options.folder):
        print(path)
    return 0
