"""Make a wheel of the package with the project's data in it: `wheel.py FOLDER`, by default `dist`.

Whoever installs it can run a downloaded chapter without the repository. The same sources give the same bytes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ("companion", "pyproject.toml", "README.md", "LICENSE", "LICENSE-CONTENT")
GIVEN = ("data", "references.bib", "book/sources.bib", "book/sources-read.csv", "CITATION.cff")
"""What the package reads of a project; it goes into the folder that `companion.files.GIVEN` names."""
BEGINNING = "315532800"
"""1 January 1980 in seconds, the earliest time that an archive can tell; when it was packed is not in it."""


def main(target: Path) -> Path:
    """Write the wheel into `target` and return its path."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        staged = Path(name) / "project"
        for part in PACKAGE:
            copy(ROOT / part, staged / part)
        for part in GIVEN:
            copy(ROOT / part, staged / "companion" / "given" / part)
        made = Path(name) / "made"
        made.mkdir()
        # The pinned setuptools itself: an environment that uv made has no pip.
        make = "import os; from setuptools.build_meta import build_wheel; os.umask(0o022); build_wheel({!r})"
        command = [sys.executable, "-c", make.format(str(made))]
        surroundings = {**os.environ, "SOURCE_DATE_EPOCH": BEGINNING}
        done = subprocess.run(command, cwd=staged, env=surroundings, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"no wheel was made:\n{done.stderr[-2000:]}")
        (wheel,) = made.glob("*.whl")
        return Path(shutil.copy(wheel, target))


def copy(source: Path, target: Path) -> None:
    """Copy a file or a folder, without what programs have left in it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    else:
        shutil.copy(source, target)
    for path in [target, *target.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


if __name__ == "__main__":
    sys.stdout.write(f"{main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / 'dist')}\n")
