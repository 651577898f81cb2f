"""One text in many copies: what a copy may differ in and still be the same text.

Copies of a page come with other line ends, a byte order mark, ligatures, words parted at the end of a line, letters put
together from two characters, soft hyphens, spaces that do not break, and the headers of printed pages. None of this is
the text. ``own.js`` does the same in the browser; the tests hold the two together.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

_QUOTES = str.maketrans({"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"'})
_PARTED = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011\u00ad]\s*\n\s*(?=[^\W\d_])")
"""A hyphen at the end of a line, between two letters."""
_PAGE = re.compile(r"(?:page|p\.)?\s*[-–—]?\s*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\s*[-–—]?", re.IGNORECASE)
_WEB = re.compile(r"https?://\S+|www\.\S+")
MARK = 8
"""Digits of the digest of one sentence: enough to find the first that differs, too few to say what it is."""


def letters(text: str) -> str:
    """Return what is compared: no spaces, hyphens or invisible characters, one form of each letter and quotation mark.

    >>> letters("The\u00a0ﬁrst co\u00ad-\\nast’s") == letters("The first coast's")
    True
    """
    kept = (char for char in unicodedata.normalize("NFKC", text) if not char.isspace())
    return "".join(char for char in kept if unicodedata.category(char) not in ("Cf", "Pd")).translate(_QUOTES)


def digest(text: str) -> str:
    """Return the SHA-256 of what is compared, as 64 hexadecimal digits."""
    return hashlib.sha256(letters(text).encode("utf-8")).hexdigest()


def mark(sentence: str) -> str:
    """Return the first digits of a sentence's digest."""
    return digest(sentence)[:MARK]


def readable(lines: Iterable[str]) -> str:
    """Return lines as one text to read: parted words whole, no invisible characters, spaces that are spaces."""
    whole = _PARTED.sub("", "\n".join(lines))
    text = "".join(char for char in whole if unicodedata.category(char) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", text).split())


def without_headers(lines: Sequence[str], title: str) -> list[str]:
    """Return the lines without those that look like headers and footers of printed pages.

    That is: the number of a page, an address, the title, or a line that stands more than once, numbers aside. What is
    taken out in error makes another text, which is not accepted.
    """
    said = [re.sub(r"\d+", "", letters(line)).casefold() for line in lines]
    times, named = Counter(said), letters(title).casefold()
    return [
        line
        for line, bare in zip(lines, said, strict=True)
        if not (
            _PAGE.fullmatch(line.strip()) or _WEB.search(line) or named in letters(line).casefold()
            or (bare and times[bare] > 1)
        )
    ]  # fmt: skip
