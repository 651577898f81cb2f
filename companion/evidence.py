"""Public figures as typed tables, each row with its source: read, checked, and set against a date.

What a folder of evidence holds is told by its own ``datapackage.json`` (Frictionless Table Schema: columns, types,
bounds, keys), so nothing here knows a file or a column by name, but for three conventions:

- a column ``x`` beside ``x_precision`` is an ISO date as exact as it is known (``2022``, ``2022-04``, ``2022-04-03``);
- ``x_lower`` and ``x_upper`` bound ``x``: a printed range, an interval, or one bound alone ("more than");
- ``primary``, ``seen_at``, ``confidence`` and ``note`` say where a row comes from and how far to trust it.

An empty cell means that nothing was found. It stays empty.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from operator import attrgetter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from companion import paths
from companion.errors import CompanionError, Problem
from companion.textfile import read_text, shown

PACKAGE = "datapackage.json"
NUMBERS = {"integer": "Int64", "number": "Float64"}
"""Type in the schema → pandas type; both keep an empty cell apart from zero."""
PRECISIONS = {4: "year", 7: "month", 10: "day"}
"""Length of an ISO date → how exact it is."""
BEFORE, ACROSS, AFTER = "up to the paper", "partly after the paper", "after the paper"
"""Where the period of a row lies from the paper's own date: it ended by then, spans it, or began later."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table of evidence."""

    name: str
    type: str
    meaning: str
    constraints: Mapping[str, Any]
    """Table Schema constraints: ``required``, ``enum``, ``minimum``, ``maximum``, ``pattern``."""


@dataclass(frozen=True, slots=True)
class Source:
    """One table of evidence as its data package describes it."""

    name: str
    """File name without ``.csv``."""
    title: str
    path: Path
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """Columns that together name a row."""


def catalogue(folder: Path = paths.EVIDENCE) -> dict[str, Source]:
    """Return every table that the folder's data package lists, by name and in its order; CompanionError without one."""
    file = folder / PACKAGE
    sources, problems = {}, []
    package = _package(file)
    resources = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(resources, list):
        remedy = "List the tables under `resources`."
        raise CompanionError([Problem("wrong-shape", shown(file), "is no data package", remedy)])
    for number, resource in enumerate(resources, start=1):
        try:
            source = _described(resource, folder)
        except (KeyError, TypeError, AttributeError) as error:
            lacks = f"lacks {error}" if isinstance(error, KeyError) else "has not the shape of a table's description"
            named = resource.get("path") if isinstance(resource, dict) else None
            remedy = "Describe it as the other tables are: path, title, and a schema with fields and primaryKey."
            problems.append(Problem("wrong-shape", shown(file), f"table {number} {lacks}", remedy, value=named))
        else:
            sources[source.name] = source
    if problems:
        raise CompanionError(problems)
    return sources


def _described(resource: Any, folder: Path) -> Source:
    """Return what a data package says of one table; KeyError, TypeError or AttributeError for another shape."""
    schema = resource["schema"]
    columns = tuple(
        Column(field["name"], field["type"], field["description"], field.get("constraints", {}))
        for field in schema["fields"]
    )
    path = Path(resource["path"])
    return Source(path.stem, resource["title"], folder / path, columns, tuple(schema["primaryKey"]))


def columns(name: str, folder: Path = paths.EVIDENCE) -> pd.DataFrame:
    """Return one row per column of a table: ``column``, ``type``, ``meaning``."""
    rows = [(column.name, column.type, column.meaning) for column in _source(name, folder).columns]
    return pd.DataFrame(rows, columns=["column", "type", "meaning"])


def load(name: str, folder: Path = paths.EVIDENCE) -> pd.DataFrame:
    """Return a table with its types; a dated column ``x`` gains Timestamps ``x_start`` and ``x_end`` (last day).

    Raises CompanionError with every problem of the file.
    """
    frame, problems = read(name, folder)
    if problems:
        raise CompanionError(problems)
    return frame


def check(folder: Path = paths.EVIDENCE) -> list[Problem]:
    """Return the problems of all tables, and of files that the data package does not list."""
    try:
        sources = catalogue(folder)
    except CompanionError as error:
        return list(error.problems)
    problems = [problem for name in sources for problem in read(name, folder)[1]]
    listed = {source.path.name for source in sources.values()}
    for path in sorted(folder.glob("*.csv")):
        if path.name not in listed:
            remedy = f"Describe it under `resources:` in {PACKAGE}, or remove it."
            problems.append(Problem("unlisted-table", shown(path), "no data package lists this table", remedy))
    return problems


def read(name: str, folder: Path = paths.EVIDENCE) -> tuple[pd.DataFrame, list[Problem]]:
    """Return a table and its problems; the table is empty if there are any."""
    source = _source(name, folder)
    problems: list[Problem] = []
    text = read_text(source.path, problems, "The data package lists it: put the table there.")
    if text is None:
        return pd.DataFrame(), problems
    rows = list(csv.reader(io.StringIO(text, newline="")))
    expected = [column.name for column in source.columns]
    header = rows[0] if rows else []
    if header != expected:
        odd = [name for name in [*expected, *header] if (name in expected) != (name in header)]
        remedy = f"The first line must be: {','.join(expected)}"
        problem = Problem("wrong-header", shown(source.path), "columns differ", remedy, 1, value=odd or header)
        return pd.DataFrame(), [problem]
    problems = list(_problems(source, rows[1:]))
    return (pd.DataFrame(), problems) if problems else (_typed(source, rows[1:]), [])


def placed(frame: pd.DataFrame, column: str, cutoff: str) -> pd.Series:
    """Say of each row whether its period ended by ``cutoff``, spans it, or began after it (``AFTER``).

    ``column`` holds years, or is a date column that ``load`` gave ``_start`` and ``_end``. ``cutoff`` is an ISO date;
    a month or a year counts to its last day.
    """
    day = pd.Period(cutoff).end_time.normalize()
    if f"{column}_start" in frame:
        start, end = frame[f"{column}_start"], frame[f"{column}_end"]
    else:
        year = frame[column].astype("string")
        start, end = pd.to_datetime(year + "-01-01"), pd.to_datetime(year + "-12-31")
    where = pd.Series(ACROSS, index=frame.index, dtype="string", name="period")
    return where.mask(end <= day, BEFORE).mask(start > day, AFTER)


def runs(years: Iterable[int], breaks: Iterable[int] = ()) -> list[int]:
    """Number the unbroken runs of a yearly series, so that no line crosses a year without a figure.

    A year in ``breaks`` stands alone: what is counted changes in it.

    >>> runs([1994, 1998, 1999, 2001])
    [0, 1, 1, 2]
    >>> runs([2019, 2020, 2021, 2022], breaks=[2021])
    [0, 0, 1, 2]
    """
    broken, number, last, numbers = set(breaks), 0, None, []
    for year in years:
        if last is not None and (year != last + 1 or year in broken or last in broken):
            number += 1
        numbers.append(number)
        last = year
    return numbers


def standing(memberships: pd.DataFrame, on: str) -> pd.DataFrame:
    """Return ``set``, ``state`` and ``status`` on a day: ``member``, ``joined later``, ``left earlier`` or ``undated``.

    ``memberships`` has the columns ``set``, ``state``, ``since`` and ``until`` as ``load`` gives them. A membership
    known only by its year or month counts from the first day of it; one without a date is ``undated``.
    """
    day = pd.Timestamp(on)
    status = pd.Series("member", index=memberships.index, dtype="string")
    status = status.mask(memberships["since"].isna(), "undated")
    status = status.mask(memberships["since_start"] > day, "joined later")
    status = status.mask(memberships["until_start"] <= day, "left earlier")
    return memberships[["set", "state"]].assign(status=status)


def origins(*names: str, folder: Path = paths.EVIDENCE) -> pd.DataFrame:
    """Return who states the figures of these tables and where they were read, one row per table and source.

    Columns ``table``, ``primary``, ``seen at`` (Markdown links, each named by its host) and ``confidence``.
    """
    found = []
    for name in names:
        frame = load(name, folder).reindex(columns=["primary", "seen_at", "confidence"]).fillna("").astype("string")
        for (primary, confidence), rows in frame.groupby(["primary", "confidence"], sort=False):
            pages = dict.fromkeys(page for cell in rows["seen_at"] for page in cell.split(" ; ") if page)
            found.append((name, primary, "; ".join(map(_linked, pages)), confidence))
    return pd.DataFrame(found, columns=["table", "primary", "seen at", "confidence"])


def _package(path: Path) -> Any:
    problems: list[Problem] = []
    text = read_text(path, problems, "Describe the folder's tables in it (Frictionless Data Package).")
    if text is None:
        raise CompanionError(problems)
    try:
        return json.loads(text)
    except json.JSONDecodeError as exc:
        problem = Problem("not-json", shown(path), f"is not JSON: {exc.msg}", "Mend the line.", exc.lineno)
        raise CompanionError([problem]) from exc


def _source(name: str, folder: Path) -> Source:
    sources = catalogue(folder)
    if name not in sources:
        remedy = f"Use one of: {', '.join(sources)}."
        raise CompanionError([Problem("unknown-table", shown(folder / PACKAGE), "no such table", remedy, value=name)])
    return sources[name]


def _linked(page: str) -> str:
    if not page.startswith("http"):
        return page
    # Brackets would end a Markdown link early.
    return f"[{urlsplit(page).hostname}]({page.replace('(', '%28').replace(')', '%29')})"


def _problems(source: Source, rows: list[list[str]]) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], int] = {}
    for line, cells in zip(count(2), rows, strict=False):
        if len(cells) != len(source.columns):
            text = f"{len(cells)} cells where the header has {len(source.columns)}"
            remedy = "Put quotation marks around a cell that holds a comma."
            yield Problem("wrong-length", shown(source.path), text, remedy, line)
            continue
        row = dict(zip((column.name for column in source.columns), cells, strict=True))
        key = tuple(row[name] for name in source.key)
        if key in seen:
            text = f"the same {' and '.join(source.key)} as line {seen[key]}"
            yield Problem(
                "duplicate-row", shown(source.path), text, "Keep one of the two.", line, value=" / ".join(key)
            )
        seen.setdefault(key, line)
        for column in source.columns:
            for code, message, remedy in _faults(column, row):
                place = (shown(source.path), message, remedy, line)
                yield Problem(code, *place, field=column.name, value=row[column.name])


def _faults(column: Column, row: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield ``(code, message, remedy)`` for one cell."""
    cell, rules = row[column.name], column.constraints
    if not cell:
        if rules.get("required"):
            yield "empty-cell", "must not be empty", f"Fill it in: {column.meaning}."
        return
    if column.type == "integer" and not re.fullmatch(r"-?\d+", cell):
        yield "not-a-number", "is not a whole number", "Write digits only; a range goes into _lower and _upper."
    elif column.type == "number" and not re.fullmatch(r"-?\d+(\.\d+)?", cell):
        yield "not-a-number", "is not a number", "Write digits only; a range goes into _lower and _upper."
    elif column.type == "boolean" and cell not in ("true", "false"):
        yield "not-true-or-false", "is neither true nor false", "Write true or false."
    elif column.type in ("integer", "number"):
        yield from _out_of_bounds(column, row, float(cell))
    if "enum" in rules and cell not in rules["enum"]:
        yield "unknown-value", "is not a known value", f"Use one of: {', '.join(rules['enum'])}; or leave it empty."
    if "pattern" in rules and not re.fullmatch(rules["pattern"], cell):
        yield "wrong-form", "has not the form expected", f"Write it so that it matches {rules['pattern']}."
    elif f"{column.name}_precision" in row and column.type == "string":
        yield from _wrong_date(cell, row[f"{column.name}_precision"])


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


def _typed(source: Source, rows: list[list[str]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[column.name for column in source.columns], dtype="string")
    frame = frame.mask(frame == "")
    for column in source.columns:
        if column.type in NUMBERS:
            frame[column.name] = pd.to_numeric(frame[column.name]).astype(NUMBERS[column.type])
        elif column.type == "boolean":
            frame[column.name] = frame[column.name].map({"true": True, "false": False}).astype("boolean")
        if f"{column.name}_precision" in frame and column.type == "string":
            days = frame[column.name].map(pd.Period, na_action="ignore")
            for side in ("start", "end"):
                edges = days.map(attrgetter(f"{side}_time"), na_action="ignore").astype("datetime64[ns]")
                frame[f"{column.name}_{side}"] = edges.dt.normalize()
    return frame
