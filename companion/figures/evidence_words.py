"""Figures from outside in words: dates and numbers as they are known, and descriptions for those who see no chart."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from companion import evidence

LATER = evidence.AFTER
"""Label of the shaded part of a chart."""


def describe_series(frame: pd.DataFrame, x: str, y: str, unit: str, where: str = "Series by year") -> str:
    """Put a yearly series into words: span, first and last, extremes, years without a figure."""
    known = frame[frame[y].notna()].sort_values(x)
    years = [int(year) for year in known[x]]
    high, low = known.loc[known[y].idxmax()], known.loc[known[y].idxmin()]
    gaps = sorted(set(range(years[0], years[-1] + 1)) - set(years))
    without = f" No figure for {', '.join(map(str, gaps))}." if gaps else " No year is missing."
    return (
        f"{where}, {years[0]} to {years[-1]}, {len(years)} figures in {unit}: {known[y].iloc[0]:,} in {years[0]}, "
        f"{known[y].iloc[-1]:,} in {years[-1]}; highest {high[y]:,} in {int(high[x])}, "
        f"lowest {low[y]:,} in {int(low[x])}.{without}"
    )


def describe_groups(frame: pd.DataFrame, x: str, y: str, by: str, unit: str) -> str:
    """Put several series into words, one after the other, each under its name."""
    parts = frame.groupby(by, sort=False)
    return " ".join(describe_series(rows, x, y, unit, str(name)) for name, rows in parts)


def describe_matrix(frame: pd.DataFrame, rows: str, columns: str, groups: dict[str, Sequence[str]]) -> str:
    """Put a membership matrix into words: for each column, who belongs to it in each group of rows."""
    sentences = []
    for column in frame[columns].unique():
        belonging = frame[(frame[columns] == column) & frame["status"].isin(["member", "undated"])]
        parts = []
        for title, names in groups.items():
            inside = [name for name in names if (belonging[rows] == name).any()]
            parts.append(f"{len(inside)} of {len(names)} under “{title}” ({', '.join(inside) or 'none'})")
        sentences.append(f"{column}: {'; '.join(parts)}.")
    return " ".join(sentences)


def describe_spans(rows: pd.DataFrame, until: str, mark: tuple[str, str]) -> str:
    """Put spans into words: for each row when it begins, and whether that lies before the date compared with."""
    date, label = mark
    joint = {"denial": "denied for", "event": "in", "lasts": "from"}
    parts = [
        f"{row['who']}: {row['what']}, {next(joint[kind] for kind in joint if row[kind])} {int(row['from'])}."
        for _, row in rows.iterrows()
    ]
    before = int(((rows["from"] < float(date[:4]) + 0.7) & rows["lasts"]).sum())
    return (
        f"{len(rows)} accounts, those of lasting contacts up to {show_date(until)}. "
        f"{before} of these begin before {label}. {' '.join(parts)}"
    )


def printed(frame: pd.DataFrame, column: str) -> list[str]:
    """Return the figures of a column as a reader would say them: a number, a range, or a bound alone.

    A lower bound is told as "more than", and as "at least" where the row's note quotes these words.
    """
    return [_said(row, column) for _, row in frame.iterrows()]


def show_date(date: str) -> str:
    """Write an ISO date as exactly as it is known.

    >>> show_date("2021-08-15"), show_date("2022-04"), show_date("2023")
    ('15 Aug 2021', 'Apr 2022', '2023')
    """
    form = {4: "%Y", 7: "%b %Y", 10: "%-d %b %Y"}[len(date)]
    return pd.Period(date).start_time.strftime(form)


def _said(row: pd.Series, column: str) -> str:
    value, low, high = (row.get(name) for name in (column, f"{column}_lower", f"{column}_upper"))
    least, most = ("" if pd.isna(bound) else evidence.shown(bound) for bound in (low, high))
    span = f"{least} to {most}" if least and most else ""
    lower = "at least" if "'at least'" in str(row.get("note")) else "more than"
    bound = f"{lower} {least}" if least else f"up to {most}" if most else ""
    if pd.isna(value):
        return span or bound
    return f"{evidence.shown(value)} ({span or bound})" if span or bound else evidence.shown(value)


def spell(start: str, end: str) -> str:
    """Write a period by its first and last date, as short as it can be.

    >>> spell("2021-08-19", "2021-12-31"), spell("2020", "2020"), spell("2021-01", "2021-06")
    ('19 Aug to 31 Dec 2021', '2020', 'Jan to Jun 2021')
    """
    if start == end:
        return show_date(start)
    first, last = show_date(start), show_date(end)
    return f"{first.removesuffix(start[:4]).strip() if start[:4] == end[:4] else first} to {last}"


def gathered(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return one row a ``measure``, in order: its figures by year, who says so, what to keep in mind."""
    about = frame["year_precision"].map({"year": "", "about": "about "})
    figures = about + frame["year"].astype("string") + ": " + printed(frame, column)
    rows = []
    for measure, part in frame.groupby("measure", sort=False):
        minded = "; ".join(filter(None, mind(part))).split("; ")
        rows.append(
            (measure, " · ".join(figures[part.index]), part["primary"].iloc[0], "; ".join(dict.fromkeys(minded)))
        )
    return pd.DataFrame(rows, columns=["what is counted", "figures", "who says so", "keep in mind"])


def mind(frame: pd.DataFrame, *more: pd.Series) -> list[str]:
    """Return what to keep in mind with each row: more of it, a confidence below high, and its note."""
    grade = (frame["confidence"] + " confidence").where(frame["confidence"] != "high", "")
    columns = [*more, grade, frame["note"]]
    told = zip(*(column.astype("string").fillna("") for column in columns), strict=True)
    return ["; ".join(part for part in parts if part) for parts in told]
