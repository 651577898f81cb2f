"""Rules about the rows and cells of a table of evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from companion.addresses import SCHEMES, fault, hidden
from companion.errors import Problem
from companion.evidence.package import Column, Resource

WHOLE = r"-?\d{1,15}"
NUMBER = r"-?\d{1,15}(\.\d{1,15})?"
"""What every reader of the tables takes for the same number: with more digits, some round it and some refuse it."""
DIGITS = "Write at most 15 digits, 0 to 9; a range goes into _lower and _upper."
PRECISIONS = {4: "year", 7: "month", 10: "day"}
"""Length of an ISO date → how exact it is."""


def problems(source: Resource, rows: list[tuple[int, list[str]]]) -> Iterator[Problem]:
    """Yield everything that is wrong with the rows of a table, each with its line, in their order."""
    seen: dict[tuple[str, ...], int] = {}
    for line, cells in rows:
        if len(cells) != len(source.schema.fields):
            text = f"{len(cells)} cells where the header has {len(source.schema.fields)}"
            remedy = "Put quotation marks around a cell that holds a comma."
            yield Problem("wrong-length", source.file, text, remedy, line)
            continue
        row = dict(zip((column.name for column in source.schema.fields), cells, strict=True))
        key = tuple(row[name] for name in source.schema.primary_key)
        if key in seen:
            text = f"the same {' and '.join(source.schema.primary_key)} as line {seen[key]}"
            yield Problem("duplicate-row", source.file, text, "Keep one of the two.", line, value=" / ".join(key))
        seen.setdefault(key, line)
        for column in source.schema.fields:
            for code, message, remedy in (*_faults(column, row), *_followed(row[column.name])):
                place = (source.file, message, remedy, line)
                yield Problem(code, *place, field=column.name, value=row[column.name])


def _faults(column: Column, row: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield ``(code, message, remedy)`` for one cell."""
    cell, rules = row[column.name], column.constraints
    if not cell:
        if rules.get("required"):
            yield "empty-cell", "must not be empty", f"Fill it in: {column.description}."
        return
    if column.type == "integer" and not re.fullmatch(WHOLE, cell, re.ASCII):
        yield (
            "not-a-number",
            "is not a whole number",
            DIGITS,
        )
    elif column.type == "number" and not re.fullmatch(NUMBER, cell, re.ASCII):
        yield "not-a-number", "is not a number", DIGITS
    elif column.type == "boolean" and cell not in ("true", "false"):
        yield "not-true-or-false", "is neither true nor false", "Write true or false."
    elif column.type in ("integer", "number"):
        yield from _out_of_bounds(column, row, float(cell))
    if "enum" in rules and cell not in rules["enum"]:
        yield "unknown-value", "is not a known value", f"Use one of: {', '.join(rules['enum'])}; or leave it empty."
    if "pattern" in rules and not re.fullmatch(rules["pattern"], cell, re.ASCII):
        yield "wrong-form", "has not the form expected", f"Write it so that it matches {rules['pattern']}."
    elif f"{column.name}_precision" in row and column.type == "string":
        yield from _wrong_date(cell, row[f"{column.name}_precision"])


def _followed(cell: str) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with the addresses of a cell."""
    if found := hidden(cell):
        yield "bad-address", f"has {found!r}, which a browser would follow", f"Use one of: {', '.join(SCHEMES)}."
    for page in filter(is_address, cell.split(" ; ")):
        if wrong := fault(page):
            yield "bad-address", f"the address {wrong}", "Give the whole address, with %20 for a space."


def is_address(text: str) -> bool:
    """Return whether a cell, or a part of one, is nothing but an address."""
    return re.match(r"[a-z]+://\S*$", text, re.I) is not None


def _out_of_bounds(column: Column, row: Mapping[str, str], number: float) -> Iterator[tuple[str, str, str]]:
    low, high = column.constraints.get("minimum"), column.constraints.get("maximum")
    if (low is not None and number < low) or (high is not None and number > high):
        yield "out-of-range", "is out of range", f"Between {low} and {high} is possible."
    for bound, crossed in (("lower", lambda limit: number < limit), ("upper", lambda limit: number > limit)):
        limit = row.get(f"{column.name}_{bound}", "")
        if re.fullmatch(r"\d+(\.\d+)?", limit) and crossed(float(limit)):
            yield "crossed-bounds", f"lies beyond its {bound} bound {limit}", "Compare the row with its source."


def _wrong_date(cell: str, precision: str) -> Iterator[tuple[str, str, str]]:
    try:
        pd.Period(cell)
    except ValueError:
        yield "not-a-date", "is not a date", "Write YYYY, YYYY-MM or YYYY-MM-DD, as exact as it is known."
        return
    known = PRECISIONS.get(len(cell), "")
    if known != precision:
        message = f"is exact to the {known}, not to the {precision or 'nothing'}"
        yield "wrong-precision", message, f"Write {known} beside it."
