"""Short names for a state of the project: they change with every file that can change a cell's output or a page.

Needs the standard library alone, so that "nothing changed" is said before anything large is imported.
"""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
DATA = ("data", "references.bib", "book/sources.bib", "requirements.txt")
"""Files of a project that the output of a notebook's cell can depend on, besides its code and this package."""
ABOVE = ("book", "build", "cli.py", "commands.py", "new.py", "skeleton")
"""Parts of this package that no cell may import (a test holds the notebooks to it)."""
APART = ("tests", "benchmarks", "tools", "README.md", "CONTRIBUTING.md", "Makefile", "LICENSE", "LICENSE-CONTENT",
         "_build", "node_modules")  # fmt: skip
"""What no page is made from; everything else in the project's folder may be."""


PRIVATE = "private"
"""Folder below ``_build`` for everything that a build with the reader's own copy of the paper writes."""


def cache_folder(root: Path, private: bool) -> Path:
    """Return where the executed notebooks of the present state are kept; a private build has a place of its own."""
    base = root / "_build"
    return (base / PRIVATE if private else base) / ".jupyter_cache" / cells(root)


def cells(root: Path) -> str:
    """Return the digest that names the cache of executed notebooks."""
    below = [path.name for path in PACKAGE.iterdir() if path.name not in ABOVE]
    return digest(root, files_below(root, DATA), digest(PACKAGE, files_below(PACKAGE, below)) + installed())


def pages(root: Path, variables: Mapping[str, str] | None = None) -> str:
    """Return the digest of all that a book is made from; ``variables`` are those of the environment that count."""
    names = [path.name for path in root.iterdir() if path.name not in APART and path.name[0] != "."]
    package = digest(PACKAGE, files_below(PACKAGE, [path.name for path in PACKAGE.iterdir()]))
    return digest(root, files_below(root, names), package + installed() + repr(sorted((variables or {}).items())))


def digest(root: Path, files: Iterable[Path], rest: str = "") -> str:
    """Return 16 hexadecimal digits that change with any file's name or content, and with ``rest``."""
    total = hashlib.sha256(rest.encode())
    for file in files:
        # What is no file is for the check to tell of; a pipe would be waited on for ever.
        content = file.read_bytes() if file.is_file() else b""
        total.update(file.relative_to(root).as_posix().encode() + b"\0" + content + b"\0")
    return total.hexdigest()[:16]


def files_below(root: Path, names: Iterable[str]) -> Iterator[Path]:
    """Yield these files and those in these folders of ``root``, sorted; none that is hidden or made by a program."""
    for name in sorted(filter(_is_written, names)):
        top = root / name
        if top.is_file() and top.suffix != ".ipynb":
            yield top
        for folder, inner, files in os.walk(top):
            inner[:] = sorted(filter(_is_written, inner))
            yield from (Path(folder, file) for file in sorted(files) if file[0] != "." and not file.endswith(".ipynb"))


def _is_written(name: str) -> bool:
    """Whether a file or folder of this name is written by somebody, not made by a program."""
    return name[0] != "." and name != "__pycache__" and not name.endswith(".egg-info")


def installed() -> str:
    """Return this Python's version and the installed packages, as their folders are named: with versions."""
    packages = Path(sysconfig.get_path("purelib")).glob("*.dist-info")
    return "\n".join([sys.version, *sorted(package.name for package in packages)])
