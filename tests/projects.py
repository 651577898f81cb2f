"""Copies of the project to damage, edit and build without touching the original."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from places import ROOT

COPIED = ("companion", "data", "book", "notebooks", "_config.yml", "_toc.yml", "references.bib", "requirements.txt",
          "pyproject.toml", "CHANGELOG.md", "CITATION.cff")  # fmt: skip
HEADER = """\
---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {name: python3, display_name: Python 3, language: python}
---
"""
PAPER = "COMPANION_PAPER"


def copied(folder: Path) -> Path:
    """Copy what a book is made from into ``folder`` and return it."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.ipynb")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        else:
            folder.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


def shortened(project: Path, *pages: str) -> Path:
    """Leave only these pages in the book, the first page being first; return the project."""
    chapters = "".join(f"- file: {page}\n" for page in pages)
    toc = "format: jb-book\nroot: book/intro\n" + (f"chapters:\n{chapters}" if pages else "")
    (project / "_toc.yml").write_text(toc, encoding="utf-8")
    return project


def environment(project: Path, **variables: str | None) -> dict[str, str]:
    """Return the variables for a command that works in ``project``; None takes one away."""
    given = {**os.environ, "PYTHONPATH": str(project), PAPER: None, "PYTHONDONTWRITEBYTECODE": None, **variables}
    return {name: value for name, value in given.items() if value is not None}


def command(*words: str) -> list[str]:
    """Return the command line of one of the companion's commands."""
    return [sys.executable, "-m", "companion", *words]


def run(project: Path, *words: str, **variables: str | None) -> subprocess.CompletedProcess[str]:
    """Run one of the companion's commands in a copy."""
    surroundings = environment(project, **variables)
    return subprocess.run(
        command(*words), cwd=project, env=surroundings, capture_output=True, text=True, check=False, encoding="utf-8"
    )


def built(project: Path, *options: str, **variables: str | None) -> str:
    """Build a copy, which has to succeed; return the closing line."""
    return closing(run(project, "build", *options, **variables))


class Builder:
    """Builds copies one after the other, in forks of a process that has loaded the libraries (`build_server.py`)."""

    def __enter__(self) -> Builder:
        """Start the process."""
        server = Path(__file__).with_name("build_server.py")
        self._server = subprocess.Popen(
            [sys.executable, str(server)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, *failure: object) -> None:
        """End it."""
        self._server.communicate()

    def run(
        self, project: Path, *words: str, script: Path | None = None, **variables: str | None
    ) -> subprocess.CompletedProcess[str]:
        """Run one of the companion's commands in a copy, as `run` does, or a script with these words."""
        said, warned = project / ".said.txt", project / ".warned.txt"
        request = {
            "project": str(project),
            "words": words,
            "environment": environment(project, **variables),
            "streams": [str(said), str(warned)],
            "script": str(script) if script else None,
        }
        self._server.stdin.write(json.dumps(request) + "\n")
        self._server.stdin.flush()
        code = int(self._server.stdout.readline())
        texts = [file.read_text(encoding="utf-8") for file in (said, warned)]
        return subprocess.CompletedProcess(words, code, *texts)

    def built(self, project: Path, *options: str) -> str:
        """Build a copy, which has to succeed; return the closing line."""
        return closing(self.run(project, "build", *options))


def closing(done: subprocess.CompletedProcess[str]) -> str:
    """Return the closing line of a build, which has to have succeeded."""
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout.strip().splitlines()[-1]


def contents(html: Path) -> dict[str, bytes]:
    """Return every file of a book by its name, hidden ones too."""
    files = (path for path in sorted(html.rglob("*")) if path.is_file())
    return {path.relative_to(html).as_posix(): path.read_bytes() for path in files}


def first_difference(one: dict[str, bytes], other: dict[str, bytes]) -> str:
    """Say where two books differ first; empty if they are the same to the byte."""
    for name in sorted({*one, *other}):
        if name not in one or name not in other:
            return f"{name} stands in one book only"
        if (left := one[name]) != (right := other[name]):
            at = next(
                (i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(map(len, (left, right)))
            )
            return (
                f"{name}, byte {at}: {left[max(0, at - 60) : at + 60]!r} against {right[max(0, at - 60) : at + 60]!r}"
            )
    return ""
