"""A file of references as lines, one reference each: encodings recognised or refused, broken lines joined."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from charset_normalizer import from_bytes

from companion.errors import CompanionError, Problem
from companion.references.parsing.heads import LIST_NUMBER, opens_reference
from companion.references.printed import Printed

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks, the longer before the shorter that begins like it."""
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
CLOSED = re.compile(r"[.!?\])»”\"/]\s*$|\d\s*$|https?://\S+\s*$")
INDENT = re.compile(r"(?:\t|\s{2,})\S")


def decode(data: bytes, name: str) -> tuple[str, list[Problem]]:
    """Return the text of a file, and a warning where its encoding had to be guessed.

    Raises:
        CompanionError: it is no text, or in an encoding that cannot be told.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return _text(data.decode(encoding), name), []
            except UnicodeDecodeError as error:
                raise _refused(name, f"begins like {encoding.upper()} and is not: {error.reason}") from error
    try:
        return _text(data.decode("utf-8"), name), []
    except UnicodeDecodeError:
        pass
    if b"\x00" in data:
        raise _refused(name, "is no text: it holds bytes of zero")
    guess = from_bytes(data).best()
    if guess is None:
        raise _refused(name, "is in an encoding that cannot be told")
    said = f"is not UTF-8; it was read as {guess.encoding}"
    remedy = "Check the letters with accents, or save the file as UTF-8."
    return _text(str(guess), name), [Problem("guessed-encoding", name, said, remedy, severity="warning")]


def _text(text: str, name: str) -> str:
    """Refuse a binary file; let a carriage return end a line as a line feed does."""
    controls = len(CONTROLS.findall(text))
    if "\x00" in text or controls > max(8, len(text) // 100):
        raise _refused(name, f"is no text: {controls} control characters")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refused(name: str, message: str) -> CompanionError:
    return CompanionError([Problem("no-text", name, message, "Give a text file, in UTF-8, with one reference a line.")])


def references(text: str) -> list[Printed]:
    """Return the references of a text, each with the number of the line it begins on; lines that go on are joined.

    >>> [(row.n, row.text) for row in references("Brand, A. (2014). Tides\\nand ebbs.\\n\\nCole, I. (2015). Fog.")]
    [(1, 'Brand, A. (2014). Tides and ebbs.'), (4, 'Cole, I. (2015). Fog.')]
    """
    lines = text.split("\n")
    goes_on = _continuation(lines)
    found: list[Printed] = []
    before = ""
    for n, line in enumerate(lines, start=1):
        if line.strip() and before.strip() and found and goes_on(before, line):
            found[-1] = Printed(found[-1].n, _joined(found[-1].text, line))
        elif line.strip():
            found.append(Printed(n, line))
        before = line
    return found


class _continuation:
    """Whether a line goes on with the reference of the line before, by what marks a beginning in this file."""

    def __init__(self, lines: Iterable[str]) -> None:
        filled = [line for line in lines if line.strip()]
        numbered = sum(LIST_NUMBER.match(line) is not None for line in filled)
        indented = sum(INDENT.match(line) is not None for line in filled)
        self.numbered = bool(filled) and numbered > 1 and LIST_NUMBER.match(filled[0]) is not None
        self.hanging = bool(filled) and not INDENT.match(filled[0]) and 0 < indented < len(filled)

    def __call__(self, before: str, line: str) -> bool:
        if self.numbered:
            return not LIST_NUMBER.match(line)
        if self.hanging:
            return INDENT.match(line) is not None
        if opens_reference(line):
            return False
        return not CLOSED.search(before) or line.lstrip()[:1].islower()


def _joined(text: str, line: str) -> str:
    """Join two lines; a word or an address that the break has cut is made whole."""
    text, line = text.rstrip(), line.strip()
    if re.search(r"[^\W\d_]-$", text) and line[:1].islower():
        return text[:-1] + line
    if re.search(r"https?://\S*[/.=_-]$|\d[-–]$", text):
        return text + line
    return f"{text} {line}"
