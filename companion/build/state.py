"""Whether there is anything to do: what the last good book was made from, against what is there now."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from companion import digests

PAPER = "COMPANION_PAPER"
"""Variable that names the reader's own copy of the paper and so makes the build private."""

REPOSITORY, ADDRESS, BRANCH = "COMPANION_REPOSITORY", "COMPANION_ADDRESS", "COMPANION_LAUNCH_BRANCH"
"""Variables that only the publishing workflow sets: where the repository is, where the book will stand, and which
branch holds the notebooks that Binder and Colab can open. Without them the book has no link of that kind."""


def place_of(root: Path, private: bool) -> Path:
    """Return the folder of a project's public book, or of the private one."""
    output = root / "_build"
    return output / digests.PRIVATE / "html" if private else output / "html"


def present(root: Path, paper: str | None) -> str:
    """Return the digest of everything that a book made now would depend on."""
    variables = {name: os.environ.get(name, "") for name in (REPOSITORY, ADDRESS, BRANCH)}
    if paper:
        # A copy that is missing is for the build to complain of.
        file = Path(paper)
        variables[PAPER] = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "missing"
    return digests.pages(root, variables)


def made_from(place: Path, state: str) -> bool:
    """Tell whether the book in ``place`` was made from ``state`` and is as it was made."""
    note = _note(place)
    return note.is_file() and note.read_text(encoding="utf-8") == f"{state} {_book(place)}\n"


def note(place: Path, state: str) -> None:
    """Write down that the book in ``place`` has just been made from ``state``."""
    _note(place).write_text(f"{state} {_book(place)}\n", encoding="utf-8")


def name_of(place: Path) -> str:
    """Return a name for the book in ``place`` that no other book has; empty where there is none."""
    noted = _note(place)
    return noted.read_text(encoding="utf-8").strip() if noted.is_file() else ""


def forget(place: Path) -> None:
    """Take the note away, before the book is replaced."""
    _note(place).unlink(missing_ok=True)


def _note(place: Path) -> Path:
    return place.with_name(f".{place.name}-made-from")


def _book(place: Path) -> str:
    names: Mapping[str, None] = dict.fromkeys(path.name for path in place.iterdir()) if place.is_dir() else {}
    return digests.digest(place, digests.files_below(place, names))
