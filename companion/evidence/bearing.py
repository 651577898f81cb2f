"""What stands in the tables beside a statement: judgements of it, and rows that bear on it.

*Definition.* A table ``claims`` with ``claim`` and ``statement`` holds the judgements, a table ``record`` with ``row``
the dated record; a column ``bears_on`` has identifiers of sentences or statements. *Limits.* That a row bears on a
sentence is the companion's judgement.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from companion import files
from companion.evidence import derived, tables

CLAIMS, RECORD = "claims", "record"
CHECKED, REPEATED = "checked", "said again"
"""States of a judgement: it has a verdict, or stands with the statement that is said again."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside one statement."""

    verdict: str
    """The state of the judgement, or the verdict where there is one."""
    anchor: str
    """Where the judgement stands in the book."""


def claims(root: Path | None = None) -> pd.DataFrame:
    """Return the judgements, the numbers in their texts filled in, with ``verdict``: how it sits, or else the state."""
    frame, known = tables.load(CLAIMS, root), derived.numbers(root)
    for column in ("because", "would_change", "cannot_show"):
        frame[column] = frame[column].map(lambda text: derived.told(text, known), na_action="ignore").astype("string")
    frame["verdict"] = frame["sits"].where(frame["state"] == CHECKED, frame["state"])
    return frame


def anchor(claim: str) -> str:
    """Return the anchor of a judgement in the book.

    >>> anchor("less-fighting")
    'check-less-fighting'
    """
    return f"check-{claim}"


def bearing(frame: pd.DataFrame, key: str) -> dict[str, list[str]]:
    """Return sentence or statement → the rows of a table that bear on it, in their order.

    >>> bearing(pd.DataFrame({"row": ["A", "B"], "bears_on": ["X-1 X-2", "X-1"]}), "row")
    {'X-1': ['A', 'B'], 'X-2': ['A']}
    """
    found: dict[str, list[str]] = {}
    for name, cell in zip(frame[key], frame["bears_on"], strict=True):
        for id in _ids(cell):
            found.setdefault(id, []).append(str(name))
    return found


def _ids(cell: object) -> Iterable[str]:
    return cell.split() if isinstance(cell, str) else ()


@lru_cache(maxsize=4)
def _judged(root: Path, stamp: int) -> dict[str, Beside]:
    frame = claims(root)
    return {row.statement: Beside(row.verdict, anchor(row.claim)) for row in frame.itertuples()}


@lru_cache(maxsize=4)
def _recorded(root: Path, stamp: int) -> dict[str, list[str]]:
    return bearing(tables.load(RECORD, root), "row")


def _stamp(root: Path) -> int:
    """Return a number that changes with the tables: they are asked for by every cell that shows cards."""
    return sum(file.stat().st_mtime_ns for file in (root / files.EVIDENCE).iterdir())


def judged(root: Path | None = None) -> dict[str, Beside]:
    """Return statement → the judgement on it; none where a project has no such table."""
    root = root or files.find_root()
    return _judged(root, _stamp(root)) if CLAIMS in tables.names(root) else {}


def recorded(root: Path | None = None) -> dict[str, list[str]]:
    """Return sentence → the rows of the dated record that bear on it; none where a project has no record."""
    root = root or files.find_root()
    return _recorded(root, _stamp(root)) if RECORD in tables.names(root) else {}
