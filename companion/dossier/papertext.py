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

from companion.dossier import copytext
from companion.dossier.paper import Paper, Section
from companion.errors import CompanionError, Problem
from companion.textfile import read_bytes

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

    A heading is a line of its own, as ``paper.yml`` has it, spaces and capitals aside. Where one stands more than once,
    as in a copy of a whole window, those are taken that lie closest together. CompanionError if the file cannot be
    read, or a heading is missing or out of order.
    """
    return {key: collapse(" ".join(lines)) for key, lines in _sections(path, paper).items()}


def _sections(path: Path, paper: Paper) -> dict[str, list[str]]:
    lines = _read(path).splitlines()
    bare = [copytext.letters(line).casefold() for line in lines]
    headings = [section.heading for section in paper.sections] + ([paper.end_heading] if paper.end_heading else [])
    names = [copytext.letters(heading).casefold() for heading in headings]
    found = [[n for n, line in enumerate(bare) if line == name] for name in names]
    problems = [
        _refusal("copy-heading", path, f"the heading {heading!r} is missing", paper)
        for heading, places in zip(headings, found, strict=True)
        if not places
    ]
    if problems:
        raise CompanionError(problems)
    places = _in_order(found)
    if not places:
        raise CompanionError([_refusal("copy-heading", path, "the headings stand in another order", paper)])
    return {
        section.key: lines[start + 1 : end]
        for section, start, end in zip(paper.sections, places, [*places[1:], len(lines)], strict=False)
    }


def _in_order(found: list[list[int]]) -> list[int]:
    """Return one place of each heading, in order and close together; nothing if there is no such order.

    >>> _in_order([[1, 4], [6], [2, 9, 12]])
    [4, 6, 9]
    """
    for end in found[-1]:
        places = [end]
        for candidates in reversed(found[:-1]):
            places += [max((place for place in candidates if place < places[-1]), default=-1)]
        if min(places) >= 0:
            return places[::-1]
    return []


def _read(path: Path) -> str:
    try:
        return read_bytes(path).decode("utf-8-sig")
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


def fingerprint(path: Path, paper: Paper) -> dict[str, dict[str, object]]:
    """Return section key → what ``data/paper.yml`` holds of it: the number of sentences and the digests."""
    texts = read_sections(path, paper)
    return {key: _fingerprint(text, split_sentences(text)) for key, text in texts.items()}


def _fingerprint(text: str, sentences: list[str]) -> dict[str, object]:
    return {
        "sentences": len(sentences),
        "sha256": digest(text),
        "letters": copytext.digest(text),
        "marks": [copytext.mark(sentence) for sentence in sentences],
    }


def verify(path: Path, paper: Paper) -> Copy:
    """Return the copy if all its sections are the text the dossier was made from.

    CompanionError otherwise; it names each section that differs, and how.
    """
    sections = _sections(path, paper)
    # Only lines that stand outside a section too can tell what the headers of its pages are.
    texts = {section.key: _recognised(section, sections, paper) for section in paper.sections}
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


def _recognised(section: Section, sections: Mapping[str, list[str]], paper: Paper) -> str:
    """Return the reading of a section's lines that is the text, if one is; else as they stand."""
    lines = sections[section.key]
    # Which lines come again is seen in the whole copy.
    apart = set(copytext.without_headers([line for part in sections.values() for line in part], paper.title))
    as_it_stands = collapse(" ".join(lines))
    if digest(as_it_stands) == section.sha256:
        return as_it_stands
    readings = (copytext.readable(lines), copytext.readable([line for line in lines if line in apart]))
    return next((text for text in readings if not _difference(section, text)), as_it_stands)


def _difference(section: Section, text: str) -> str:
    """Say how a section's text differs from the one known; empty if it does not."""
    sentences, found = split_sentences(text), digest(text)
    if not text:
        return "is empty"
    if len(sentences) != section.sentences:
        return f"has {len(sentences)} sentences, not {section.sentences}" + _first(section, sentences)
    if found != section.sha256 and copytext.digest(text) != section.letters:
        digests = f"(digest {found[:12]}..., not {section.sha256[:12]}...)"
        return f"is worded differently {digests}" + _first(section, sentences)
    return ""


def _first(section: Section, sentences: list[str]) -> str:
    """Say where a section differs first, if its sentences are known by their marks."""
    marks = [copytext.mark(sentence) for sentence in sentences]
    pairs = zip(section.marks, marks, strict=False)
    number = next((n for n, (known, mark) in enumerate(pairs) if known != mark), min(len(marks), len(section.marks)))
    return f"; it differs first in sentence {number + 1}" if section.marks else ""


def reader_copy(paper: Paper) -> Copy | None:
    """Return the verified copy that ``COMPANION_PAPER`` points to, or None if the variable is not set."""
    path = os.environ.get(VARIABLE)
    return verify(Path(path), paper) if path else None
