"""The command line of ``companion``.

Exit codes: 0 done, 1 problems (all of them listed on standard error, nothing written), 2 a command not understood.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from companion import commands, files, machine
from companion.commands import STOPPED, tell
from companion.errors import CompanionError, Problem

TRACEBACK = "COMPANION_TRACEBACK"
"""Variable that has a bug shown whole."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = _parser()
    options, further = parser.parse_known_args(argv)
    if options.run is commands.lab:
        options.words += further  # options of JupyterLab's own
    elif further:
        parser.error(f"unrecognized arguments: {' '.join(further)}")
    try:
        # What is done with a list of references needs no project, and one that is made is not there yet.
        options.root = None if options.run in {commands.parse, commands.clean, commands.new} else _root(options.root)
        return options.run(options)
    except CompanionError as error:
        return tell(error.problems)
    except KeyboardInterrupt:
        print("Stopped. What was there before is as it was.", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:  # whatever read the output has enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        return tell([machine.refusal(error) or _bug(error)])


def _bug(error: Exception) -> Problem:
    """Return what to say of a fault of the program itself, which no edit of a file should be able to cause."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(Path(__file__).parent)] or frames
    where = Path(ours[-1].filename).relative_to(Path(__file__).parent.parent)
    message = f"this is a bug of the companion, and not your file's fault: {type(error).__name__}: {str(error)[:200]}"
    remedy = f"Report it with the command and this message; {TRACEBACK}=1 before the command shows all of it."
    return Problem("bug", str(where), message, remedy, ours[-1].lineno)


def _root(given: Path | None) -> Path:
    if given is not None and not (given / files.PAPER).is_file():
        remedy = "Name the folder of a project: it holds data/paper.yml."
        raise CompanionError([Problem("no-project", str(given), "is no project's folder", remedy)])
    return files.find_root(given)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="companion", description="Build, check and export a research companion.")
    parser.add_argument("--root", type=Path, metavar="FOLDER", help="the project's folder (by default around this one)")
    known = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], help: str) -> argparse.ArgumentParser:
        added = known.add_parser(name, help=help, description=f"{help[0].upper()}{help[1:]}.")
        added.set_defaults(run=run)
        return added

    build = command("build", commands.build, "build the book strictly into _build/html, unless nothing has changed")
    build.add_argument("--workers", type=int, metavar="N", help="notebooks at a time (one for each processor)")
    build.add_argument("--kernels", choices=("forked", "ordinary"), default="forked", help="how kernels start (forked)")
    watch = command("watch", commands.watch, "show the book on this machine and build it on every change")
    watch.add_argument("--port", type=int, default=8000, metavar="N", help="where to show it (8000)")
    packed = command("zip", commands.packed, "pack the built book into one file, which opens from a folder")
    packed.add_argument("file", type=Path, nargs="?", metavar="FILE", help="by default dist/companion-book-VERSION.zip")
    lab = command("lab", commands.lab, "open the chapters, or one notebook, in JupyterLab")
    lab.add_argument("words", nargs="*", metavar="...", help="a notebook, and options of jupyter lab")
    check = command("check", commands.check, "check data, contents, settings and pages, and list every problem")
    check.add_argument("--errors", action="store_true", help="leave warnings out")
    parse = command("parse", commands.parse, "print the references of a text file, parsed")
    parse.add_argument("file", type=Path, metavar="FILE", help="a text file, or - for standard input")
    formats = ("json", "bib", "biblatex", "csl", "ris", "csv")
    parse.add_argument("--format", choices=formats, default="json", help="what to print (json)")
    clean = command(
        "clean", commands.clean, "clean a BibTeX file by the rules for printed references, with a ledger beside it"
    )
    clean.add_argument("file", type=Path, metavar="FILE", help="a BibTeX file; it is not changed")
    new = command("new", commands.new, "write the frame of a companion to another paper into a folder")
    new.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that is not there yet")
    new.add_argument("--paper", type=Path, metavar="TEXT", required=True, help="the paper's text (UTF-8)")
    verify = command("verify", commands.verify, "compare your own copy of the paper with the dossier")
    verify.add_argument("paper", type=Path, metavar="PAPER", help="a text file (UTF-8)")
    verify.add_argument("--fingerprint", action="store_true", help="print what data/paper.yml says of such a copy")
    export = command("export", commands.export, "write the dossier as CSV, data package and Argdown")
    export.add_argument("folder", type=Path, metavar="DIR")
    written = command("bibliography", commands.bibliography, "write references.bib from the printed references")
    written.add_argument("--check", action="store_true", help="only say whether references.bib is up to date")
    written.add_argument("--discard-edits", action="store_true", help="overwrite a file that was edited by hand")
    written.add_argument("--downloads", type=Path, metavar="DIR", help="also write the four formats into this folder")
    command("schema", commands.schema, "write the JSON Schemas of the data files into data/schema, for editors")
    return parser
