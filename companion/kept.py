"""What takes a second to make and depends on installed packages alone, kept beside them."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

FOLDER = Path(sys.prefix) / "share" / "companion"


def kept(name: str, make: Callable[[], str]) -> str:
    """Return the text that is kept by this name, or make it and keep it.

    The name has to say everything that the text depends on. A file that is not as it was written is made anew; where
    nothing can be written, nothing is kept.
    """
    file = FOLDER / name
    try:
        seal, _, text = file.read_bytes().decode().partition("\n")
    except (OSError, UnicodeDecodeError):
        seal, text = "", ""
    if seal != _seal(text):
        text = make()
        _write(file, f"{_seal(text)}\n{text}")
    return text


def _seal(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _write(file: Path, text: str) -> None:
    """Write a file whole or not at all; where that is not allowed, leave it."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=file.parent, delete=False) as unfinished:
            unfinished.write(text.encode())
        Path(unfinished.name).replace(file)
