"""Public figures as typed tables, each row with its source: read, checked, and set against a date.

What a folder of evidence holds is told by its own ``datapackage.json`` (Frictionless Table Schema: columns, types,
bounds, keys), so nothing here knows a file or a column by name, but for three conventions:

- a column ``x`` beside ``x_precision`` is an ISO date as exact as it is known (``2022``, ``2022-04``, ``2022-04-03``);
- ``x_lower`` and ``x_upper`` bound ``x``: a printed range, an interval, or one bound alone ("more than");
- ``primary``, ``seen_at``, ``licence``, ``confidence`` and ``note`` say where a row comes from, on what terms it is
  used, and how far to trust it.

An empty cell means that nothing was found. It stays empty.
"""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd

from companion import files
from companion.errors import CompanionError, Problem
from companion.evidence import cells, package
from companion.evidence.package import PACKAGE, Resource
from companion.textfile import is_there, read_rows, read_text

NUMBERS = {"integer": "Int64", "number": "Float64"}
"""Type in the schema → pandas type; both keep an empty cell apart from zero."""


def catalogue(root: Path | None = None) -> dict[str, Resource]:
    """Return every table that a project's data package lists, by name and in its order.

    Raises:
        CompanionError: there is no data package, or it has a fault.
    """
    problems: list[Problem] = []
    found = package.read(root or files.find_root(), problems)
    if problems:
        raise CompanionError(problems)
    return {source.name: source for source in found.resources}


def names(root: Path | None = None) -> list[str]:
    """Return the names of a project's tables; none where it has no evidence."""
    root = root or files.find_root()
    return list(catalogue(root)) if (root / PACKAGE).is_file() else []


def columns(name: str, root: Path | None = None) -> pd.DataFrame:
    """Return one row per column of a table: ``column``, ``type``, ``meaning``; CompanionError if there is none."""
    rows = [(column.name, column.type, column.description) for column in _source(name, root).schema.fields]
    return pd.DataFrame(rows, columns=["column", "type", "meaning"])


def load(name: str, root: Path | None = None) -> pd.DataFrame:
    """Return a table with its types; a dated column ``x`` gains Timestamps ``x_start`` and ``x_end`` (last day).

    Raises:
        CompanionError: there is no such table, or it has a fault; the error tells every one.
    """
    frame, problems = read(name, root)
    if problems:
        raise CompanionError(problems)
    return frame


def check(root: Path | None = None) -> list[Problem]:
    """Return the problems of all tables, and of files that the data package does not list.

    A project without a folder of evidence has none.
    """
    root = root or files.find_root()
    if not is_there(root / files.EVIDENCE):
        return []
    problems: list[Problem] = []
    listed = package.read(root, problems).resources
    for source in listed if not problems else ():
        problems += _table(source, root)[1]
    names = {source.path for source in listed}
    for path in sorted((root / files.EVIDENCE).glob("*.csv")):
        if path.name not in names and names:
            remedy = f"Describe it under `resources:` in {PACKAGE}, or remove it."
            name = f"{files.EVIDENCE}/{path.name}"
            problems.append(Problem("unlisted-table", name, "no data package lists this table", remedy))
    return problems


def read(name: str, root: Path | None = None) -> tuple[pd.DataFrame, list[Problem]]:
    """Return a table and its problems; the table is empty if there are any; CompanionError if there is none."""
    root = root or files.find_root()
    return _table(_source(name, root), root)


def _table(source: Resource, root: Path) -> tuple[pd.DataFrame, list[Problem]]:
    problems: list[Problem] = []
    text = read_text(root / source.file, problems, "The data package lists it: put the table there.", source.file)
    rows = None if text is None else read_rows(text, problems, source.file)
    if rows is None:
        return pd.DataFrame(), problems
    expected = [column.name for column in source.schema.fields]
    header = rows[0][1] if rows else []
    if header != expected:
        odd = [name for name in [*expected, *header] if (name in expected) != (name in header)]
        remedy = f"The first line must be: {','.join(expected)}"
        return pd.DataFrame(), [Problem("wrong-header", source.file, "columns differ", remedy, 1, value=odd or header)]
    if not rows[1:]:
        remedy = f"Add a row, or take the table out of {PACKAGE}."
        return pd.DataFrame(), [Problem("empty-table", source.file, "has no row", remedy)]
    problems = list(cells.problems(source, rows[1:]))
    return (pd.DataFrame(), problems) if problems else (_typed(source, [row for _, row in rows[1:]]), [])


COPIES = "//github.com/"
"""In addresses at which somebody keeps a copy of figures that others state."""


def origins(*names: str, root: Path | None = None) -> pd.DataFrame:
    """Return who states the figures of these tables and where they were read, one row per table and source.

    Columns ``table``, ``primary``, ``seen at`` (Markdown links, each named by its host), ``licence``, ``confidence``
    and ``rows``, their number.
    """
    found = []
    by = ["primary", "licence", "confidence"]
    for name in names:
        frame = load(name, root).reindex(columns=[*by, "seen_at"]).astype("string").fillna("")
        for (primary, licence, confidence), rows in frame.groupby(by, sort=False):
            found.append((name, primary, "; ".join(map(_linked, pages(rows))), licence, confidence, len(rows)))
    return pd.DataFrame(found, columns=["table", "primary", "seen at", "licence", "confidence", "rows"])


def pages(frame: pd.DataFrame) -> list[str]:
    """Return the pages on which the rows of a frame were read, each once."""
    return list(dict.fromkeys(page for cell in frame["seen_at"].dropna() for page in cell.split(" ; ") if page))


def credit(frame: pd.DataFrame, root: Path | None = None) -> str:
    """Return the line below a figure: who states its rows, the pages linked, and the licence linked.

    At most three primaries and three hosts are named, each linked to one of its pages; the sources' table has the rest.
    """
    primaries = list(dict.fromkeys(frame["primary"].dropna()))
    read, terms = pages(frame), list(dict.fromkeys(frame["licence"].dropna()))
    hosts: dict[str, str] = {}
    for page in read:
        hosts.setdefault(_host(page), page)
    read = list(hosts.values())
    copies = [page for page in read if COPIES in page]
    own = list(map(_linked, (page for page in read if page not in copies)))
    linked = own + [f"in a copy at {_linked(page)}" if own else _linked(page) for page in copies]
    where = "Seen at" if own else "Seen in a copy at"
    named = "; ".join(primaries[:3]) + (f"; and {len(primaries) - 3} more" if len(primaries) > 3 else "")
    seen = ", ".join(linked[:3]) + (f" and {len(linked) - 3} more" if len(linked) > 3 else "")
    addresses = dict(zip(*(load("licences", root)[name] for name in ("licence", "address")), strict=True))
    use = ", ".join(f"[{term}]({addresses[term]})" if pd.notna(addresses.get(term)) else term for term in terms)
    return f"Source: {named}. {where} {seen}. Licence: {use}."


def _source(name: str, root: Path | None) -> Resource:
    sources = catalogue(root)
    if name not in sources:
        remedy = f"Use one of: {', '.join(sources)}."
        raise CompanionError([Problem("unknown-table", PACKAGE, "no such table", remedy, value=name)])
    return sources[name]


def _linked(page: str) -> str:
    """Return a page as a Markdown link named by its host, or by its owner where many share a host."""
    if not page.startswith("http"):
        return page
    # Brackets would end a Markdown link early.
    return f"[{_host(page)}]({page.replace('(', '%28').replace(')', '%29')})"


def _host(page: str) -> str:
    """Return whose page it is: the host, or the owner where many share a host."""
    if not page.startswith("http"):
        return page
    host, folder = urlsplit(page).hostname or page, urlsplit(page).path.split("/")
    return f"{host}/{folder[1]}" if host == "github.com" and len(folder) > 1 else host


def _typed(source: Resource, rows: list[list[str]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[column.name for column in source.schema.fields], dtype="string")
    frame = frame.mask(frame == "")
    for column in source.schema.fields:
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
