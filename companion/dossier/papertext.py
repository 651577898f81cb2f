"""The reader's own copy of the paper: found in its sections, split into sentences, told to be the same text.

The repository holds no sentence of the paper. It holds, per section, the heading, the number of sentences and a digest,
which tell whether a copy is the text the dossier was made from. A copy that is not is refused: nothing is matched by
likeness. The values for ``data/paper.yml`` come from :func:`fingerprint`::

    companion verify --fingerprint paper.txt
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from companion.dossier.paper import Paper, Section
from companion.errors import CompanionError, Problem

VARIABLE = "COMPANION_PAPER"
"""Environment variable that points to the reader's copy."""

STOPS = ".;?؟؛。？；"
"""A sentence may end after one of these: the Latin marks, and those of Arabic and Chinese script."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A verified copy of the paper's sections; it shows none of its text unless asked."""

    sentences: Mapping[str, str] = field(repr=False)
    """Locator (``RES-4``) → sentence as the copy has it, white space collapsed."""
    sections: Mapping[str, str] = field(repr=False)
    """Key → the section's text, white space collapsed."""


def collapse(text: str) -> str:
    """Put one space for each run of white space and none at the ends.

    >>> collapse("  Two\\n masters ")
    'Two masters'
    """
    return " ".join(text.split())


def split_sentences(text: str) -> list[str]:
    """Split after a mark that may end a sentence (:data:`STOPS`) where the next character, spaces aside, is a letter.

    >>> split_sentences("It rose;it fell. At 3.5 m (p. 4) nothing more?")
    ['It rose;', 'it fell.', 'At 3.5 m (p. 4) nothing more?']
    """
    text = collapse(text)
    sentences, start = [], 0
    for end, character in enumerate(text, start=1):
        if character in STOPS and text[end : end + 2].strip()[:1].isalpha():
            sentences.append(text[start:end].strip())
            start = end
    return [*sentences, text[start:].strip()] if text else []


def digest(text: str) -> str:
    """Return the SHA-256 of a text with white space collapsed, as 64 hexadecimal digits."""
    return hashlib.sha256(collapse(text).encode("utf-8")).hexdigest()


def read_sections(path: Path, paper: Paper) -> dict[str, str]:
    """Return section key → text between its heading and the next, white space collapsed.

    A heading is a line of its own, exactly as ``paper.yml`` has it. CompanionError if the file cannot be read, or a
    heading is missing, repeated or out of order.
    """
    lines = [collapse(line) for line in _read(path).splitlines()]
    headings = [section.heading for section in paper.sections] + ([paper.end_heading] if paper.end_heading else [])
    problems = []
    for heading in headings:
        if lines.count(heading) != 1:
            times = "is missing" if heading not in lines else f"stands {lines.count(heading)} times"
            problems.append(_refusal("copy-heading", path, f"the heading {heading!r} {times}", paper))
    if problems:
        raise CompanionError(problems)
    places = [lines.index(heading) for heading in headings]
    if places != sorted(places):
        raise CompanionError([_refusal("copy-heading", path, "the headings stand in another order", paper)])
    return {
        section.key: collapse(" ".join(lines[start + 1 : end]))
        for section, start, end in zip(paper.sections, places, [*places[1:], len(lines)], strict=False)
    }


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        remedy = f"Give the path of a text file, e.g. {VARIABLE}=paper.txt."
        raise CompanionError([Problem("copy-unreadable", str(path), message, remedy)]) from error
    except UnicodeDecodeError as error:
        remedy = "Save it as plain text in UTF-8."
        raise CompanionError([Problem("copy-unreadable", str(path), "is not UTF-8 text", remedy)]) from error


def _refusal(code: str, path: Path, message: str, paper: Paper, section: Section | None = None) -> Problem:
    remedy = f"Take the page's text from {paper.url} as it stands, each heading on a line of its own."
    return Problem(code, str(path), message, remedy, id=section.key if section else None)


def fingerprint(path: Path, paper: Paper) -> dict[str, tuple[int, str]]:
    """Return section key → number of sentences and digest, for ``sentences:`` and ``sha256:`` in ``data/paper.yml``."""
    return {key: (len(split_sentences(text)), digest(text)) for key, text in read_sections(path, paper).items()}


def verify(path: Path, paper: Paper) -> Copy:
    """Return the copy if all its sections are the text the dossier was made from.

    CompanionError otherwise; it names each section that differs, and how.
    """
    texts = read_sections(path, paper)
    problems = [
        _refusal("copy-differs", path, f"section {section.title!r} {difference}", paper, section)
        for section in paper.sections
        if (difference := _difference(section, texts[section.key]))
    ]
    if problems:
        raise CompanionError(problems)
    sentences = {
        f"{key}-{number}": sentence
        for key, text in texts.items()
        for number, sentence in enumerate(split_sentences(text), start=1)
    }
    return Copy(sentences, texts)


def _difference(section: Section, text: str) -> str:
    """Say how a section's text differs from the one known; empty if it does not."""
    number, found = len(split_sentences(text)), digest(text)
    if not text:
        return "is empty"
    if number != section.sentences:
        return f"has {number} sentences, not {section.sentences}"
    if found != section.sha256:
        return f"is worded differently (digest {found[:12]}..., not {section.sha256[:12]}...)"
    return ""


def reader_copy(paper: Paper) -> Copy | None:
    """Return the verified copy that ``COMPANION_PAPER`` points to, or None if the variable is not set."""
    path = os.environ.get(VARIABLE)
    return verify(Path(path), paper) if path else None
