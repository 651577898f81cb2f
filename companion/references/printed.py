"""The printed references: immutable text, one a line."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from companion import files
from companion.errors import CompanionError, Problem
from companion.textfile import read_bytes


@dataclass(frozen=True, slots=True)
class Printed:
    """One line of the printed list."""

    n: int
    """Place in the list, counted from 1."""
    text: str
    """Exactly as printed, white space at both ends included."""

    @property
    def sha256(self) -> str:
        """Digest of the line's UTF-8 bytes."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


def read(root: Path | None = None) -> tuple[Printed, ...]:
    """Read the printed list of a project; bytes that are no UTF-8 are kept as replacement characters, never an error.

    Raises:
        CompanionError: there is no list.
    """
    try:
        text = read_bytes((root or files.find_root()) / files.PRINTED).decode("utf-8", errors="replace")
    except OSError as error:
        message = f"the printed list cannot be read: {error.strerror}"
        problem = Problem("missing-file", files.PRINTED, message, "Restore it: it never changes.")
        raise CompanionError([problem]) from error
    return tuple(lines(text))


def lines(text: str) -> list[Printed]:
    """Number the lines of a text; only a line feed ends a line, so that no character inside one can.

    >>> [(line.n, line.text) for line in lines("one\\n\\nthree\\n")]
    [(1, 'one'), (2, ''), (3, 'three')]
    """
    body = text.removesuffix("\n")
    return [Printed(n, line) for n, line in enumerate(body.split("\n"), start=1)] if text else []
