"""The companion restates in its own words: no nine words in a row shared with the paper.

The comparison ignores case, punctuation and the spaces between words, since a copy may run words together where the
restatement does not. It needs the reader's copy; the repository has no sentence to compare with.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping

from companion.dossier.dossier import Dossier
from companion.dossier.papertext import Copy
from companion.errors import Problem
from companion.records import UNPLACED, Place

RUN = 9
"""Words in a row that are too many."""

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Comparison:
    """A paper's text made ready for comparing; ``names`` are proper names that may stand in a row."""

    def __init__(self, copy: Copy, names: Iterable[str] = ()) -> None:
        self._text = " ".join(_letters(text) for text in copy.sections.values())
        self._names = [[_letters(word) for word in WORD.findall(name)] for name in names]

    def shared(self, text: str) -> list[str]:
        """Return the runs of nine or more words that a text shares with the paper, as the text has them.

        A run of which names make up the greater part is a list of names, and is excepted.
        """
        words = WORD.findall(text)
        plain = [_letters(word) for word in words]
        named = self._named(plain)
        runs, end = [], 0
        for start in range(len(words) - RUN + 1):
            if start + RUN <= end or "".join(plain[start : start + RUN]) not in self._text:
                continue
            if 2 * sum(named[start : start + RUN]) > RUN:
                continue
            end = start + RUN
            while end < len(words) and "".join(plain[start : end + 1]) in self._text:
                end += 1
            runs.append(" ".join(words[start:end]))
        return runs

    def _named(self, plain: list[str]) -> list[bool]:
        """Mark the words that belong to a name."""
        marks = [False] * len(plain)
        for name in self._names:
            for start in range(len(plain) - len(name) + 1):
                if plain[start : start + len(name)] == name:
                    marks[start : start + len(name)] = [True] * len(name)
        return marks


def _letters(text: str) -> str:
    """Keep letters and digits only, in lower case."""
    return "".join(character for character in text.casefold() if character.isalnum())


def check(dossier: Dossier, copy: Copy) -> list[Problem]:
    """Return one problem for each run of words that the dossier shares with the paper."""
    comparison = Comparison(copy, dossier.paper.proper_names)
    remedy = "Say it in other words; a quotation is a key phrase of at most eight words."
    problems = []
    for field in dataclasses.fields(dossier):
        if field.name == "paper":  # its title and headings are the paper's by right
            continue
        for place, id, name, text in _texts(getattr(dossier, field.name), UNPLACED, "", field.name):
            for run in comparison.shared(text):
                message = f"{len(run.split())} words in a row are the paper's"
                line = place.line_of(name)
                problems.append(Problem("shared-words", place.file, message, remedy, line, id or None, name, run))
    return problems


def _texts(value: object, place: Place, id: str, field: str) -> Iterator[tuple[Place, str, str, str]]:
    """Yield every text in a value, with the place, identifier and field of the record it stands in."""
    if isinstance(value, str):
        yield place, id, field, value
    elif isinstance(value, Place):
        return
    elif dataclasses.is_dataclass(value):
        place = getattr(value, "place", place)
        id = next((str(getattr(value, name)) for name in ("id", "key") if hasattr(value, name)), id)
        for part in dataclasses.fields(value):
            yield from _texts(getattr(value, part.name), place, id, part.name)
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from _texts(part, place, id, str(name))
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part, place, id, field)
