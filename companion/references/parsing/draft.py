"""A printed line under the parser's hands: cleaned for reading, yet every character keeps its place.

Cleaning may exchange one character for one, insert spaces, and pass over a space too many or an invisible mark.
Each character of the text knows its place in the printed line, so what the rules claim can be told in places of that
line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby

from companion.references.parsing.letters import plain_mark

TAKEN = "\x1f"
"""Stands in the view for a character that a rule has claimed; cleaning removes it from the input."""


READ = 20_000
"""Characters of a line that are read."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the printed line and what it was read as."""

    start: int
    end: int
    label: str
    """A field's name, ``punctuation`` or ``residue``."""
    text: str
    """The stretch exactly as printed."""


@dataclass(frozen=True, slots=True)
class Mend:
    """One change a rule made to what is printed."""

    kind: str
    """Kind of damage, e.g. ``glued words``."""
    field: str | None
    before: str
    after: str
    start: int
    """Place in the printed line, counted from 0."""
    end: int


@dataclass
class Draft:
    """The line as read so far."""

    raw: str
    text: str
    """The line cleaned for reading."""
    origin: list[int | None]
    """For each character of ``text`` its place in ``raw``; None for an inserted space."""
    labels: list[str | None]
    mends: list[Mend] = field(default_factory=list)
    left_out: dict[int, str] = field(default_factory=dict)
    """Places of ``raw`` that no longer stand in ``text``, with what they were read as."""
    _view: str | None = None

    @classmethod
    def of(cls, raw: str) -> Draft:
        """Start with the line as printed; what stands beyond ``READ`` characters is no reference and is not read."""
        text = raw[:READ]
        return cls(raw, text, list(range(len(text))), [None] * len(text))

    @property
    def view(self) -> str:
        """The text with everything claimed so far blotted out, same length."""
        if self._view is None:
            self._view = "".join(
                char if label is None else TAKEN for char, label in zip(self.text, self.labels, strict=True)
            )
        return self._view

    def exchange(self, swap: Callable[[str], str]) -> None:
        """Exchange characters one for one."""
        self.text = "".join(map(swap, self.text))
        self._view = None

    def put(self, chars: dict[int, str]) -> None:
        """Put other characters in these places."""
        if chars:
            self.text = "".join(chars.get(place, char) for place, char in enumerate(self.text))
            self._view = None

    def pass_over(self, needless: Callable[[str, str], bool]) -> None:
        """Leave out of ``text`` every character that is needless behind the one before it."""
        gone: set[int] = set()
        before = ""
        for place, char in enumerate(self.text):
            if needless(before, char):
                gone.add(place)
            else:
                before = char
        self.omit(gone)

    def omit(self, places: set[int]) -> None:
        """Leave these characters out of ``text``."""
        if not places:
            return
        kept = [place for place in range(len(self.text)) if place not in places]
        self.text = "".join(self.text[place] for place in kept)
        self.origin = [self.origin[place] for place in kept]
        self.labels = [self.labels[place] for place in kept]
        self._view = None

    def leave_out(self, label: str, end: int) -> None:
        """Take the first characters off ``text``: they are read as ``label`` and met by no other rule."""
        for place, char in zip(self.origin[:end], self.text[:end], strict=True):
            if place is not None:
                self.left_out[place] = label if char.isalnum() else "punctuation"
        self.text, self.origin, self.labels = self.text[end:], self.origin[end:], self.labels[end:]
        self._view = None

    def words(self, start: int, end: int) -> str:
        """Return a stretch of ``text`` with the marks and digits of its own script."""
        pairs = zip(self.text[start:end], self.origin[start:end], strict=True)
        return "".join(
            self.raw[place] if place is not None and plain_mark(self.raw[place]) != self.raw[place] else char
            for char, place in pairs
        )

    def insert_spaces(self, places: Iterable[int]) -> None:
        """Insert a space before each of these positions of ``text``."""
        wanted = sorted(set(places))
        if not wanted:
            return
        chars: list[str] = []
        origin: list[int | None] = []
        labels: list[str | None] = []
        last = 0
        for place in [*wanted, len(self.text)]:
            chars.append(self.text[last:place])
            origin += self.origin[last:place]
            labels += self.labels[last:place]
            if place < len(self.text):
                chars.append(" ")
                origin.append(None)
                labels.append(None)
            last = place
        self.text, self.origin, self.labels, self._view = "".join(chars), origin, labels, None

    def claim(self, label: str, start: int, end: int) -> None:
        """Say that this stretch of ``text`` is read as ``label``."""
        for place in range(start, end):
            if self.labels[place] is None:
                self.labels[place] = label
        if self._view is not None and start < end:
            self._view = f"{self._view[:start]}{TAKEN * (end - start)}{self._view[end:]}"

    def printed(self, start: int, end: int) -> tuple[int, int]:
        """Translate a stretch of ``text`` into positions of the printed line."""
        places = [place for place in self.origin[start:end] if place is not None]
        return (places[0], places[-1] + 1) if places else (0, 0)

    def mend(self, kind: str, field: str | None, start: int, end: int, after: str) -> None:
        """Put a change on record; positions are those of ``text``."""
        first, last = self.printed(start, end)
        self.mends.append(Mend(kind, field, self.raw[first:last], after, first, last))

    def spans(self) -> tuple[Span, ...]:
        """Account for the whole printed line, in order and without a gap."""
        length = min(len(self.raw), READ)
        labels: list[str | None] = [None] * length
        for left, said in self.left_out.items():
            labels[left] = said
        for place, label, char in zip(self.origin, self.labels, self.text, strict=True):
            if place is not None:
                labels[place] = label or ("residue" if char.isalnum() else "punctuation")
        rest = [Span(length, len(self.raw), "residue", self.raw[length:])] if length < len(self.raw) else []
        return (*_runs(self.raw, _filled(labels)), *rest)


def _filled(labels: list[str | None]) -> list[str]:
    """Give characters that were passed over the label of what is around them, else that of punctuation."""
    if None not in labels:
        return [label or "" for label in labels]
    behind: list[str | None] = [None] * (len(labels) + 1)
    for place in range(len(labels) - 1, -1, -1):
        behind[place] = labels[place] or behind[place + 1]
    filled: list[str] = []
    for place, label in enumerate(labels):
        before = filled[-1] if filled else None
        filled.append(label or (before if before and before == behind[place] else "punctuation"))
    return filled


def _runs(raw: str, labels: list[str]) -> Iterable[Span]:
    start = 0
    for label, run in groupby(labels):
        end = start + sum(1 for _ in run)
        yield Span(start, end, label, raw[start:end])
        start = end
