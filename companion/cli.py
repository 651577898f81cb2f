"""Commands of ``python -m companion``; the one module that prints and sets an exit code.

Exit codes: 0 sound, 1 problems (all of them listed on standard error, nothing written), 2 not understood.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence

from companion.dossier import read
from companion.dossier.model import Dossier
from companion.errors import CompanionError, Problem


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(argv)
    try:
        return options.run(options)
    except CompanionError as error:
        return _tell(error.problems)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="companion", description="Check, export and build a research companion.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    checking = commands.add_parser("check", help="check everything below data/ and list every problem")
    checking.add_argument("--errors", action="store_true", help="leave warnings out")
    checking.set_defaults(run=_check)
    return parser


def _tell(problems: Iterable[Problem]) -> int:
    """Print problems, warnings first so that errors end the output; return 1 if there is an error."""
    problems = sorted(problems, key=lambda problem: problem.severity == "error")
    errors = sum(problem.severity == "error" for problem in problems)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{errors} errors, {len(problems) - errors} warnings", file=sys.stderr)
    return 1 if errors else 0


def _check(options: argparse.Namespace) -> int:
    record, problems = read()
    if options.errors:
        problems = [problem for problem in problems if problem.severity == "error"]
    code = _tell(problems)
    if record is not None and code == 0:
        print(_summary(record))
    return code


def _summary(record: Dossier) -> str:
    sentences = sum(section.sentences for section in record.paper.sections)
    parts = {
        "sentences": sentences,
        "statements": len(record.statements),
        "inferences": len(record.inferences),
        "conflicts": len(record.conflicts),
        "tensions": len(record.tensions),
        "critical questions": len(record.questions),
    }
    return "sound: " + ", ".join(f"{number} {name}" for name, number in parts.items())
