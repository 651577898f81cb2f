"""A cross table: counts with the statements behind them in every cell, and the empty cells in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from companion.display.display import Payload
from companion.display.table import Table, csv
from companion.html import escape, statement_links, tag

EMPTY = '<span class="empty" title="no statement">–</span>'


class Grid(Table):
    """A numbered cross table made from a tidy frame with one row a cell.

    ``rows`` and ``columns`` name the columns that label the cells, ``counts`` the column with the number and ``ids``
    the one with the list of locators behind it; rows and columns keep the order in which they first occur. The CSV
    beside the page holds the tidy frame.
    """

    def __init__(
        self,
        frame: pd.DataFrame,
        *,
        rows: str,
        columns: str,
        name: str = "",
        title: str = "",
        caption: str = "",
        head: str = "",
        counts: str = "sentences",
        ids: str = "ids",
    ) -> None:
        self.tidy = frame
        wide = _wide(frame, (rows, columns, counts, ids), head)
        super().__init__(wide, name=name, title=title, caption=caption, html=wide.columns[1:])

    def payload(self) -> Payload:
        """Return what the book renders, with the tidy frame as the table's data."""
        files = {f"{self.name}.csv": csv(self.tidy)}
        payload = super().payload()
        return replace(payload, files=files, classes=[*payload.classes, "cf-grid"])


def _wide(frame: pd.DataFrame, names: Sequence[str], head: str) -> pd.DataFrame:
    """Return one row a row label, with a cell of markup for every column label."""
    rows, columns, counts, ids = names
    labels = list(dict.fromkeys(frame[columns]))
    made = []
    for label in dict.fromkeys(frame[rows]):
        cells = frame[frame[rows] == label].set_index(columns)
        made.append([label, *(_cell(cells, column, counts, ids) for column in labels)])
    return pd.DataFrame(made, columns=[head, *map(str, labels)])


def _cell(cells: pd.DataFrame, column: str, counts: str, ids: str) -> str:
    if column not in cells.index or not cells.loc[column, counts]:
        return EMPTY
    return (
        tag("b", escape(cells.loc[column, counts]))
        + " "
        + tag("span", statement_links(cells.loc[column, ids], " "), class_="cell-ids")
    )
