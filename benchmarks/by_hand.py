"""Twenty-four mistakes made on purpose, each a line of the program, and the tests that must notice it.

`.venv/bin/python benchmarks/by_hand.py [NAME …]` copies the repository, makes one mistake at a time and runs the tests
named beside it. A mistake that no test notices is printed as alive, and the exit code is 1.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


class Mistake(NamedTuple):
    """One mistake: what stands in the file, what is put in its place, and where it must be noticed."""

    name: str
    what: str
    file: str
    before: str
    after: str
    tests: str


MISTAKES = (
    Mistake("M01", "a code given twice is allowed", "companion/dossier/rules/statements.py",
            "values.count(value) > 1", "values.count(value) > 2", "engine/test_rules"),
    Mistake("M02", "repeated sentences are counted", "companion/dossier/tables.py",
            'drop_duplicates([*by, "counted_as"])', 'drop_duplicates([*by, "sentence"])', "engine/test_dossier_tables"),
    Mistake("M03", "names excepted at 3 of 9 words", "companion/dossier/ownwords.py",
            "2 * sum(named[start : start + RUN]) > RUN", "3 * sum(named[start : start + RUN]) >= RUN",
            "engine/test_papertext"),
    Mistake("M04", "objections that are switched off count", "companion/analyses/argument/graph.py",
            "s.kind is SwitchKind.OBJECTION and not s.default", "s.kind is SwitchKind.OBJECTION and s.default",
            "engine/test_analyses_acceptance"),
    Mistake("M05", "what is not said is dropped", "companion/analyses/codes.py",
            'on="counted_as", how="left")', 'on="counted_as", how="inner")', "engine/test_golden"),
    Mistake("M06", "objections of high confidence only: inverted", "companion/analyses/argument/robustness.py",
            "for item in dossier.conflicts if item.confidence != Confidence.HIGH",
            "for item in dossier.conflicts if item.confidence == Confidence.HIGH", "engine/test_golden"),
    Mistake("M07", "objections that a shown statement makes are dropped", "companion/analyses/views.py",
            "return id in (conflict.source, conflict.target)", "return id == conflict.target", "engine/test_golden"),
    Mistake("M08", "the other voice is hollow", "companion/figures/charts.py",
            "alt.datum[by] == kinds[0]", "alt.datum[by] != kinds[0]", "engine/test_made_figures"),
    Mistake("M09", "printed totals are one too high", "companion/figures/charts.py",
            '"total": [str(totals.get(row, 0)) for', '"total": [str(totals.get(row, 0) + 1) for',
            "engine/test_made_figures"),
    Mistake("M10", "a path is shown where a statement stands and hidden where it falls", "companion/figures/cards.py",
            "standing.because[:1] if standing.state == State.STANDS",
            "standing.because[:1] if standing.state != State.STANDS", "engine/test_golden"),
    Mistake("M11", "first and last page change places in RIS", "companion/references/writers/ris.py",
            '[("SP", first), ("EP", last)]', '[("SP", last), ("EP", first)]', "engine/test_golden_references"),
    Mistake("M12", "an address stands as the DOI in CSL", "companion/references/writers/csl.py",
            '"DOI": entry.get("doi")', '"DOI": entry.get("url")', "engine/test_golden_references"),
    Mistake("M13", "a period that ends on the day is later", "companion/evidence/periods.py",
            "where.mask(end <= day, BEFORE)", "where.mask(end < day, BEFORE)", "engine/test_made_evidence"),
    Mistake("M14", "marks on the printed line run together", "companion/book/citations/details.py",
            "yield raw[last:start], False", "yield raw[last:start], True", "engine/test_book_parts"),
    Mistake("M15", "the present cache is thrown away", "companion/book/freshness.py",
            "reverse=True", "reverse=False", "engine/test_book_parts"),
    Mistake("M16", "what runs both ways is negated in the table", "companion/dossier/export.py",
            '"symmetric": attack.symmetric', '"symmetric": not attack.symmetric', "engine/test_exports"),
    Mistake("M17", "open and taken up change places", "companion/figures/questions.py",
            'QuestionStatus.OPEN: "open in this text"', 'QuestionStatus.OPEN: "taken up in the text"',
            "engine/test_golden"),
    Mistake("M18", "a switch may name a record of any kind", "companion/dossier/rules/common.py",
            "(SWITCHES[switch.kind],)", "tuple(SWITCHES.values())", "engine/test_rules"),
    Mistake("M19", "reasons of every section but the one asked for", "companion/figures/argument_tables.py",
            "if section not in (None, statement.section):", "if section in (None, statement.section):",
            "engine/test_golden"),
    Mistake("M20", "a description is cut at 20 characters", "companion/book/theme/pages.py",
            "_LENGTH = 155", "_LENGTH = 20", "engine/test_book_parts"),
    Mistake("M21", "objections to premises are untold", "companion/analyses/argument/reasons.py",
            '"a premise": premises - same[id]', '"a premise": set()', "engine/test_golden"),
    Mistake("M22", "the day is lost from BibLaTeX's dates", "companion/references/writers/biblatex.py",
            'values["date"] = iso_date(entry)', 'values["date"] = iso_date(entry)[:7]',
            "engine/test_golden_references"),
    Mistake("M23", "one letter of the printed list is changed", "data/references/printed.txt",
            "Strategic Reassertion", "Strategic Reassertiom", "paper/test_references_ledger"),
    Mistake("M24", "no chart has a narrow twin", "companion/display/render.py",
            "    if width <= NARROW:\n        return None\n", "    return None\n", "engine/test_book_parts"),
)  # fmt: skip


def main(names: list[str]) -> int:
    """Make the mistakes and print what became of each; return how many are alive."""
    alive = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".venv", "_build", "node_modules", "__pycache__"))
        clean = run(copy, sorted({mistake.tests for mistake in MISTAKES}), ["-rf"])
        failing = [f"--deselect={name}" for name in re.findall(r"^FAILED (\S+)", clean.stdout, re.MULTILINE)]
        print("| | mistake | file | tests | |\n| --- | --- | --- | --- | --- |")
        for mistake in MISTAKES:
            if not names or mistake.name in names:
                killed = noticed(copy, mistake, failing)
                alive += not killed
                row = (mistake.name, mistake.what, f"`{mistake.file}`", f"`{mistake.tests}`")
                print(f"| {' | '.join(row)} | {'noticed' if killed else '**alive**'} |", flush=True)
    return min(alive, 1)


def noticed(copy: Path, mistake: Mistake, failing: list[str]) -> bool:
    """Make one mistake, run its tests but those that fail without it, and undo it; whether a test failed."""
    file = copy / mistake.file
    text = file.read_text(encoding="utf-8")
    if text.count(mistake.before) != 1:
        raise SystemExit(f"{mistake.name}: {mistake.before!r} stands {text.count(mistake.before)} times in {file.name}")
    file.write_text(text.replace(mistake.before, mistake.after), encoding="utf-8")
    done = run(copy, [mistake.tests], ["-x", *failing])
    file.write_text(text, encoding="utf-8")
    if done.returncode not in (0, 1):
        raise SystemExit(f"{mistake.name}: {done.stdout[-1500:]}")
    return done.returncode == 1


def run(copy: Path, tests: list[str], options: list[str]) -> subprocess.CompletedProcess[str]:
    """Run the tests of some files."""
    command = [sys.executable, "-m", "pytest", "-q", "-m", "not book", "-p", "no:cacheprovider", *options]
    command += [f"tests/{name}.py" for name in tests]
    return subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
