"""Numbers worked out from the tables, so that no sentence holds a figure of its own.

*Definition.* A table ``derived`` with ``name``, ``table``, ``where``, ``column`` and ``how`` says how each is made.
*Limits.* One column of one table at a time: what needs more is worked out in a notebook's cell, in sight.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from companion.errors import CompanionError, Problem
from companion.evidence import tables

DERIVED = "derived"
_NAMED = re.compile(r"\{([a-z0-9-]+)\}")


def numbers(root: Path | None = None) -> dict[str, float]:
    """Return every number of the table ``derived``, by name; none where a project has no such table.

    Raises:
        CompanionError: a table, a column or a condition is not as the row says, or nothing is left to work with.
    """
    if DERIVED not in tables.names(root):
        return {}
    loaded: dict[str, pd.DataFrame] = {}
    found, problems = {}, []
    for row in tables.load(DERIVED, root).itertuples():
        if row.table not in loaded:
            loaded[row.table] = tables.load(row.table, root)
        try:
            found[row.name] = _worked_out(loaded[row.table].query(row.where)[row.column], row.how)
        except (KeyError, ValueError, SyntaxError, NameError) as error:
            remedy = f"Compare `where` and `column` with the table {row.table}."
            place = f"{tables.files.EVIDENCE}/{DERIVED}.csv"
            message = f"cannot be worked out: {error}"
            problems.append(Problem("no-such-number", place, message, remedy, int(row.Index) + 2, value=row.name))
    if problems:
        raise CompanionError(problems)
    return found


def _worked_out(cells: pd.Series, how: str) -> float:
    known = cells.dropna()
    if how in ("count", "distinct"):
        return len(known) if how == "count" else int(known.nunique())
    if known.empty:
        message = "no row has a figure"
        raise ValueError(message)
    value = float(getattr(known, how)())
    return int(value) if value.is_integer() else round(value, 4)


def shown(value: float) -> str:
    """Write a number as a reader would.

    >>> shown(36386), shown(0.32), shown(12)
    ('36,386', '0.32', '12')
    """
    return f"{value:,.10g}"


def told(text: str, known: Mapping[str, float]) -> str:
    """Fill the names in braces of a text with numbers.

    >>> told("From {before} to {after}.", {"before": 1200, "after": 7})
    'From 1,200 to 7.'

    Raises:
        CompanionError: a name is not known.
    """
    missing = [name for name in _NAMED.findall(text) if name not in known]
    if missing:
        remedy = f"Add it to {DERIVED}.csv."
        raise CompanionError([Problem("no-such-number", "evidence", "no such number", remedy, value=missing)])
    return _NAMED.sub(lambda name: shown(known[name[1]]), text)
