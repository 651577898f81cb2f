"""What a build costs, beside a stock ``jupyter-book build`` of the same notebooks and, if asked, an earlier companion.

    python benchmarks/build.py                          seconds and seconds of CPU, for each kind of change
    python benchmarks/build.py --before FOLDER          … and the same for an earlier checkout, set up in FOLDER

Everything happens in copies, set-up done. A case is run ``--runs`` times and its median stands; each run begins where
the one before ended, so every edit is a new one. CPU is that of all processes a build started, those it left behind
included.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import stock

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "benchmarks" / "build.md"
PROFILE = "## Where the time goes"
"""Begins the part of the file that is written by hand."""
NOTEBOOKS = ["book/intro", *(f"notebooks/{path.stem}" for path in sorted((ROOT / "notebooks").glob("*.md")))]
PACKAGES = ("jupyter-book", "sphinx", "myst-nb", "altair", "pandas", "ipykernel", "vl-convert-python")
ADOPT_ORPHANS = 36
"""PR_SET_CHILD_SUBREAPER of Linux: what a build leaves running becomes a child of this process, so its CPU is known."""


@dataclass(frozen=True)
class Cost:
    """Of one build."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds, of all processes together."""


def measured(command: list[str], folder: Path, environment: dict[str, str]) -> Cost:
    """Run a command to its end and that of everything it started; exit with what it said if it fails."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    wall = time.monotonic() - started
    if done.returncode:
        sys.exit(done.stdout[-2000:] + done.stderr[-2000:])
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


class Book:
    """A copy of a checkout that is edited and built; Python and packages are those of the original."""

    def __init__(self, original: Path, folder: Path) -> None:
        left_out = shutil.ignore_patterns(".venv", ".git", "_build", "node_modules", "__pycache__", "*.egg-info")
        shutil.copytree(original, folder, ignore=left_out)
        self.folder = folder
        programs = (original / ".venv" / "bin").resolve()
        self.command = [str(programs / "python"), "-m", "companion", "build"]
        if (original / "companion" / "build.py").exists():
            self.command[2:] = ["companion.build"]
        self.environment = {
            **os.environ,
            "PATH": f"{programs}:{os.environ['PATH']}",
            "PYTHONPATH": str(folder),
        }
        self.edits = 0

    def build(self) -> Cost:
        """Build as `make book` does."""
        return measured(self.command, self.folder, self.environment)

    def cold(self) -> Cost:
        """Build with nothing kept of earlier builds."""
        shutil.rmtree(self.folder / "_build", ignore_errors=True)
        return self.build()

    def edited(self, file: str, old: str, new: str) -> Cost:
        """Build after one edit; ``{n}`` in the new text is another number each time."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        self.edits += 1
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new.replace("{n}", str(self.edits)), 1), encoding="utf-8")
        try:
            return self.build()
        finally:
            path.write_text(text, encoding="utf-8")


CASES: dict[str, Callable[[Book], Cost]] = {
    "cold": Book.cold,
    "nothing changed": Book.build,
    "prose of one page": lambda book: book.edited("notebooks/05_results.md", "\n## ", "\nWord {n}.\n\n## "),
    "one statement": lambda book: book.edited("data/arguments/results.yml", "proposition: ", "proposition: Word{n} "),
    "one code": lambda book: book.edited(
        "data/arguments/results.yml", "codes: {threat: [unspecified]}", "codes: {threat: [instability]} # {n}"
    ),
    "one label of the codebook": lambda book: book.edited("data/codebook.yml", "label: ", "label: Word{n} "),
    "one reference": lambda book: book.edited("data/references/repairs.yml", "\n", "\n# {n}\n"),
}
"""What is measured, in this order: a case finds the book that the one before left."""


def ours(original: Path, folder: Path, runs: int) -> Iterator[tuple[str, Cost]]:
    """Yield the median cost of every case."""
    book = Book(original, folder)
    book.build()  # compiles what Python has to compile
    for name, case in CASES.items():
        if name == "nothing changed":
            book.build()
        costs = [case(book) for _ in range(runs)]
        yield name, Cost(*(statistics.median(getattr(cost, part) for cost in costs) for part in ("wall", "cpu")))


def plain(folder: Path, runs: int) -> Cost:
    """Return the median cost of a stock build, each into nothing."""
    stock.project(ROOT, folder, NOTEBOOKS)
    programs = ROOT / ".venv" / "bin"
    costs = []
    for _ in range(runs):
        shutil.rmtree(folder / "_build", ignore_errors=True)
        environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"}
        costs.append(measured(["jupyter-book", "build", str(folder)], folder, environment))
    return Cost(*(statistics.median(getattr(cost, part) for cost in costs) for part in ("wall", "cpu")))


def machine() -> str:
    """Say what was measured on and with."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    system = f"{os.cpu_count()} processors ({platform.machine()}), {memory:.0f} GiB, {platform.system()}"
    return f"{system}, Python {platform.python_version()}; {packages}."


def lines(before: Path | None, runs: int) -> Iterator[str]:
    """Yield the lines of the table."""
    yield machine()
    yield f"Median of {runs}; seconds, in brackets seconds of CPU. A stock build executes every notebook each time."
    yield ""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "stock").mkdir()
        reference = plain(folder / "stock", runs)
        earlier = dict(ours(before, folder / "before", runs)) if before else {}
        heads = ["case", *(["before"] if before else []), "now", "now, of stock"]
        yield f"| {' | '.join(heads)} |"
        yield "| --- " * len(heads) + "|"
        yield f"| stock build |{' |' if before else ''} {cell(reference)} | |"
        for case, cost in ours(ROOT, folder / "now", runs):
            old = [cell(earlier[case])] if before else []
            yield f"| {' | '.join([case, *old, cell(cost), f'{cost.wall / reference.wall:.2f}'])} |"


def cell(cost: Cost) -> str:
    """Return a cost as it stands in the table."""
    return f"{cost.wall:.1f} ({cost.cpu:.1f})"


def main() -> None:
    """Measure, print the table and keep it above what is written by hand."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--before", type=Path, help="an earlier checkout, with its own .venv")
    options.add_argument("--runs", type=int, default=3, metavar="N", help="times each case is run (3)")
    given = options.parse_args()
    ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1)
    kept = []
    for line in lines(given.before and given.before.resolve(), given.runs):
        print(line, flush=True)
        kept.append(line)
    old = TABLE.read_text(encoding="utf-8") if TABLE.exists() else ""
    by_hand = old[old.index(PROFILE) :] if PROFILE in old else ""
    TABLE.write_text("\n".join(["# Build", "", *kept, "", by_hand]).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
