"""Problems a reader of the dossier can mend, and the one exception that carries them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in the data, told so that it can be mended without reading code."""

    code: str
    """Stable name of the rule, e.g. ``dangling-reference``."""
    file: str
    """Path relative to the project's root."""
    message: str
    """What is wrong, with the value that is."""
    remedy: str
    """What to do about it."""
    line: int | None = None
    """Line in the file, counted from 1."""
    id: str | None = None
    """Identifier of the record, e.g. ``RES-4a``."""
    field: str | None = None
    value: object = None
    """The offending value as it stands in the file."""
    severity: str = "error"
    """``error`` or ``warning``; warnings never fail a run."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line is not None else self.file
        who = " ".join(part for part in (self.id, self.field and f"[{self.field}]") if part)
        value = f" (value: {self.value!r})" if self.value is not None else ""
        head = f"{place}: {self.severity}: " + (f"{who}: " if who else "")
        return f"{head}{self.message}{value}\n    remedy: {self.remedy} [{self.code}]"


class CompanionError(Exception):
    """All the problems of one run; nothing was written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class NotFound(CompanionError, KeyError):
    """Something was asked for by a name that nothing has, mostly in a notebook's cell."""

    def __str__(self) -> str:
        return Exception.__str__(self)  # a KeyError would show its text as Python writes it
