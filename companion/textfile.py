"""Reading a text file so that what is wrong with it is told, not raised; writing one whole or not at all."""

from __future__ import annotations

import csv
import errno
import io
import os
import re
import shutil
import stat
from contextlib import suppress
from pathlib import Path

from companion.errors import Problem

LARGEST = 32_000_000
"""Bytes; no text of a project comes near it, and a build that reads more would seem to hang."""
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Control characters, zero-width signs and overrides of direction: what is read is then not what is seen.

The joiners that Persian needs (U+200C, U+200D) and the marks of direction (U+200E, U+200F) are no such characters.
"""


def read_bytes(path: Path) -> bytes:
    """Return what a file holds; OSError for what is no file, or one too large (a pipe would be waited on for ever)."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        kind = errno.EISDIR if stat.S_ISDIR(found.st_mode) else errno.EINVAL
        raise OSError(kind, "is a folder" if kind == errno.EISDIR else "is no ordinary file")
    if found.st_size > LARGEST:
        raise OSError(errno.EFBIG, f"is larger than {LARGEST // 1_000_000} MB")
    return path.read_bytes()


def write_whole(path: Path, text: str) -> None:
    """Write a text file; what was there stays as it is until all of the new text is on the disk beside it."""
    path = path.resolve()  # a link stays one
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.write_text(text, encoding="utf-8", newline="\n")
        if path.exists():
            shutil.copymode(path, unfinished)
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise


def is_there(path: Path) -> bool:
    """Return whether something has this name, be it a link that leads nowhere."""
    return os.path.lexists(path)


def read_text(path: Path, problems: list[Problem], remedy: str, name: str) -> str | None:
    """Return the text of a UTF-8 file; None, with a problem noted, where there is none.

    ``remedy`` says what to do where the file is missing; ``name`` is what messages call it: its path relative to the
    project's folder. A byte order mark at the start and line ends of other systems are no fault.
    """
    try:
        text = read_bytes(path).decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        problems.append(Problem("missing-file", name, "file is missing", remedy))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = f"is no UTF-8 text: byte {error.object[error.start]:#04x}"
        problems.append(Problem("unreadable-file", name, message, "Save it as a UTF-8 text file.", line))
    except OSError as error:
        message = str(error.strerror or error)
        problems.append(Problem("unreadable-file", name, message, "Make it a file that can be read."))
    else:
        if found := UNSEEN.search(text):
            line = text.count("\n", 0, found.start()) + 1
            problems.append(unseen(name, found[0], line))
            return None
        return text
    return None


def unseen(name: str, character: str, line: int, id: str | None = None, field: str | None = None) -> Problem:
    """Return the problem that a text has a character which nobody sees."""
    message = f"has the character U+{ord(character):04X}, which nobody sees and which can turn or split words"
    return Problem("unseen-character", name, message, "Take it out, or write the word again.", line, id, field)


def read_rows(text: str, problems: list[Problem], name: str) -> list[tuple[int, list[str]]] | None:
    """Return the rows of a CSV text, each with the line it begins in; None, with a problem noted, where it is none.

    Empty lines are no rows.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, line = [], 1
    try:
        for cells in reader:
            if cells:
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        remedy = 'Close the quotation marks of each cell, double those inside ("") and keep a cell short.'
        problems.append(Problem("not-csv", name, f"is no CSV: {error}", remedy, line))
        return None
    return rows
