"""How many small mistakes the tests notice: mutmut over analyses, exports, writers of references and evidence.

`.venv/bin/python benchmarks/mutation.py [COUNT [SEED]]` takes that many mutants of each module at random (14, 1), or
`all`, and prints the score by package and every survivor with its line. Browser tests are left out. mutmut is fetched
by uv into an environment of its own under `_build/mutation`, because nothing else of the project needs it.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "_build" / "mutation"
MUTMUT = "mutmut==3.8.1"
MUTATED = ("companion/analyses/*", "companion/dossier/export.py", "companion/dossier/argdown.py",
           "companion/evidence/*", "companion/references/writers/*", "companion/references/formats.py",
           "companion/references/frames.py")  # fmt: skip
TESTS = ("engine/test_golden", "engine/test_golden_references", "engine/test_made_figures", "engine/test_made_evidence",
         "engine/test_analyses_acceptance", "engine/test_analyses_argument", "engine/test_analyses_maps",
         "engine/test_analyses_tables", "engine/test_exports", "engine/test_facts", "engine/test_evidence",
         "paper/test_references_write", "paper/test_references_ledger")  # fmt: skip
SAID = {0: "alive", 33: "no test", None: "not run"}
"""Exit code that mutmut keeps of a mutant → what became of it; every other means that a test noticed."""


def main(arguments: list[str]) -> int:
    """Make the copy, run the sample, print the tables."""
    count, seed = [*arguments, "14", "1"][:2] if arguments[:1] != ["all"] else ("0", "1")
    prepare()
    # A name that no mutant has: mutants are made and tests timed, and nothing more.
    mutmut("run", "no.such.mutant")
    names = sample(int(count), seed)
    mutmut("run", *names)
    outcomes = {name: SAID.get(code, "noticed") for name, code in codes().items() if name in set(names)}
    print(table(outcomes, len(codes())))
    for name, outcome in sorted(outcomes.items()):
        if outcome != "noticed":
            print(f"- {outcome}: `{name.removeprefix('companion.')}`<br>{line(name)}")
    return 0


def prepare() -> None:
    """Copy what git knows, and make an environment that has mutmut besides everything of the project's own."""
    shutil.rmtree(PLACE, ignore_errors=True)
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        (PLACE / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, PLACE / name)
    uv, python = ROOT / ".venv" / "bin" / "uv", PLACE / ".venv" / "bin" / "python"
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, PLACE / ".venv"], check=True)
    (site,) = (PLACE / ".venv" / "lib").glob("python*/site-packages")
    (own,) = (ROOT / ".venv" / "lib").glob("python*/site-packages")
    (site / "project.pth").write_text(f"{own}\n")
    subprocess.run([uv, "pip", "install", "--quiet", "--python", python, MUTMUT], check=True)
    copied = sorted({path.name for path in PLACE.iterdir()} - {"companion", "tests", ".venv", ".git", "setup.cfg"})
    settings = {"source_paths": ["companion"], "only_mutate": MUTATED, "also_copy": copied,
                "pytest_add_cli_args": ["-p", "no:cacheprovider", "-m", "not book", "-W", "ignore"],
                "pytest_add_cli_args_test_selection": [f"tests/{name}.py" for name in TESTS]}  # fmt: skip
    lines = [f"{key} =\n" + "".join(f"    {value}\n" for value in values) for key, values in settings.items()]
    (PLACE / "setup.cfg").write_text("[mutmut]\n" + "".join(lines))


def mutmut(*words: str) -> str:
    """Run mutmut in the copy; return what it printed."""
    command = [PLACE / ".venv" / "bin" / "mutmut", *words]
    return subprocess.run(command, cwd=PLACE, capture_output=True, text=True, check=False).stdout


def codes() -> dict[str, int | None]:
    """Return mutant → the exit code of its tests."""
    found: dict[str, int | None] = {}
    for file in sorted((PLACE / "mutants" / "companion").rglob("*.py.meta")):
        found |= json.loads(file.read_text())["exit_code_by_key"]
    return found


def module(name: str) -> str:
    """Return the module of a mutant."""
    return name.removeprefix("companion.").partition(".x")[0]


def sample(count: int, seed: str) -> list[str]:
    """Return that many mutants of each module, or all for none."""
    by_module: dict[str, list[str]] = defaultdict(list)
    for name in sorted(codes()):
        by_module[module(name)].append(name)
    return [name for key, names in by_module.items()
            for name in random.Random(f"{seed} {key}").sample(names, min(count, len(names)) or len(names))]  # fmt: skip


def table(outcomes: dict[str, str], total: int) -> str:
    """Return the score of each package as a table."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, outcome in outcomes.items():
        parts = module(name).split(".")
        for key in (".".join(parts[:2]) if parts[0] != "evidence" and len(parts) > 2 else parts[0], "all"):
            counts[key][outcome] += 1
    lines = [
        f"{len(outcomes)} of {total} mutants",
        "",
        "| package | tried | noticed | share |",
        "| --- | --- | --- | --- |",
    ]
    for key, found in sorted(counts.items(), key=lambda item: (item[0] == "all", item[0])):
        tried = found.total() - found["not run"]
        lines.append(f"| {key} | {tried} | {found['noticed']} | {100 * found['noticed'] / max(tried, 1):.0f} % |")
    return "\n".join(lines) + "\n"


def line(name: str) -> str:
    """Return the line that a mutant changes, before and after."""
    rows = [row for row in mutmut("show", name).splitlines() if row[:1] in "+-" and row[:3] not in ("+++", "---")]
    return "<br>".join(f"`{row[0]} {row[1:].strip()[:150]}`" for row in rows[:2])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
