"""When a figure is from: its period against a date, unbroken runs of years, memberships on a day."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

BEFORE, ACROSS, AFTER = "up to the paper", "partly after the paper", "after the paper"
"""Where the period of a row lies from the paper's own date: it ended by then, spans it, or began later."""


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
    """Return ``set``, ``state`` and ``status`` on a day.

    A status is ``member``, ``joined later``, ``left or suspended`` or ``undated``.

    ``memberships`` has the columns ``set``, ``state``, ``since`` and ``until`` as ``load`` gives them. A membership
    known only by its year or month counts from the first day of it; one without a date is ``undated``.
    """
    day = pd.Timestamp(on)
    status = pd.Series("member", index=memberships.index, dtype="string")
    status = status.mask(memberships["since"].isna(), "undated")
    status = status.mask(memberships["since_start"] > day, "joined later")
    status = status.mask(memberships["until_start"] <= day, "left or suspended")
    return memberships[["set", "state"]].assign(status=status)
