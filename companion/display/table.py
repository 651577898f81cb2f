"""Numbered tables, and frames as HTML tables and as CSV."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from companion.display import standalone
from companion.display.display import Anchor, Display, Payload
from companion.display.required import require
from companion.html import escape, statement_links, tag
from companion.templates import Flow, Piece, flow_html

HIDDEN = ("link",)
"""Columns that only carry a chart's links; the rows of the data table are linked by ``ids``."""

_BY_NAME = re.compile(r"\{st\}`([^`<]+?) <([^`>]+)>`")


class Table(Display):
    """A numbered table; it stacks where it has no room, and is wide where it needs and has it.

    Cells are text and are escaped; columns named in ``markdown`` hold inline Markdown with roles, columns named in
    ``html`` hold markup that is trusted as it stands. ``anchor`` names a column whose values become permanent anchors
    of the rows (``T-3`` → ``#t-3``). A column ``ids`` becomes links to cards, a column ``keys`` links to references.
    """

    kind = "table"

    def __init__(
        self,
        frame: pd.DataFrame,
        *,
        name: str = "",
        title: str = "",
        caption: str = "",
        source: str = "",
        markdown: Iterable[str] = (),
        html: Iterable[str] = (),
        anchor: str | None = None,
    ) -> None:
        self.frame, self.name, self.title, self.caption = frame, name, title, caption
        self.source = source
        self.markdown, self.raw, self.anchor = tuple(markdown), tuple(html), anchor
        require("the table", name=name, title=title, caption=caption, data=frame)

    def payload(self) -> Payload:
        """Return what the book renders."""
        file = f"{self.name}.csv"
        data = tag("a", "Data (CSV)", href=f"companion-file:{file}", download=file)
        return Payload(
            flow=self._flow(),
            name=self.name,
            number="table",
            title=self.title,
            caption=self.caption,
            source=self.source,
            tail=[(Piece.HTML, tag("div", tag("p", data, class_="cf-files"), class_="cf-tail"))],
            anchors={str(v).lower(): Anchor(str(v)) for v in (self.frame[self.anchor] if self.anchor else ())},
            files={file: csv(self.frame)},
            classes=["cf-table", *(["wide"] if self._is_wide() else [])],
        )

    def html(self) -> str:
        """Return title, caption and table as one element."""
        body = flow_html(self._flow()) + standalone.source(self.source)
        return standalone.figure(self.name, self.title, self.caption, body)

    def _is_wide(self) -> bool:
        """Tell whether the table needs more than the measure of the page, where a window has it."""
        columns = len([column for column in self.frame.columns if column not in HIDDEN])
        plain_columns = [column for column in self.frame.columns if column not in self.raw]
        longest = [max(map(len, map(str, self.frame[column])), default=0) for column in plain_columns]
        return columns > 4 or sum(length > 50 for length in longest) > 1

    def _flow(self) -> Flow:
        flow: Flow = [
            (Piece.HTML, f'<div class="cf-scroll" role="region" tabindex="0" aria-label="{escape(self.title)}">')
        ]
        flow += frame_flow(self.frame, markdown=self.markdown, html=self.raw, anchor=self.anchor)
        return [*flow, (Piece.HTML, "</div>")]


def frame_flow(
    frame: pd.DataFrame,
    *,
    markdown: Iterable[str] = (),
    html: Iterable[str] = (),
    anchor: str | None = None,
    row_anchor: str | None = None,
) -> Flow:
    """Return a frame as an HTML table with Markdown cells left for the book to parse; no index, no pandas styling."""
    columns = [column for column in frame.columns if column not in HIDDEN]
    heads = "".join(tag("th", escape(_heading(column)), scope="col") for column in columns)
    flow: Flow = [(Piece.HTML, f"<table><thead><tr>{heads}</tr></thead><tbody>")]
    for number, row in enumerate(frame.to_dict("records"), start=1):
        identifier = str(row[anchor]).lower() if anchor else f"{row_anchor}-{number}" if row_anchor else None
        flow.append((Piece.HTML, f'<tr id="{escape(identifier)}">' if identifier else "<tr>"))
        for column in columns:
            value = row[column]
            if column in markdown:
                text = "" if _missing(value) else str(value)
                kind = ' class="long"' if _long(text) else ""
                flow += [(Piece.HTML, f"<td{kind}>"), (Piece.MARKDOWN, text), (Piece.HTML, "</td>")]
            elif column in html:
                flow.append((Piece.HTML, f"<td>{value}</td>"))
            else:
                flow.append((Piece.HTML, _cell(column, value)))
        flow.append((Piece.HTML, "</tr>"))
    return [*flow, (Piece.HTML, "</tbody></table>")]


def frame_html(frame: pd.DataFrame, **options: Any) -> str:
    """Return a frame as an HTML table, for frames without Markdown cells; options as for ``frame_flow``."""
    return flow_html(frame_flow(frame, **options))


def csv(frame: pd.DataFrame) -> str:
    """Return a frame as CSV with lists joined by spaces, without columns that only serve the page."""
    plain_frame = frame.drop(columns=[column for column in HIDDEN if column in frame.columns])
    return plain_frame.map(_plain).to_csv(index=False, lineterminator="\n")


def _plain(value: Any) -> Any:
    """Return a value for a file: lists joined by spaces, links by name as name and identifier."""
    if isinstance(value, list | tuple):
        return " ".join(map(str, value))
    return _BY_NAME.sub(r"\1 (\2)", value) if isinstance(value, str) else value


def _cell(column: str, value: Any) -> str:
    if column == "ids" and isinstance(value, list | tuple):
        return f"<td>{statement_links(value, ' ') or '–'}</td>"
    if column == "keys" and isinstance(value, list | tuple):
        return f"<td>{', '.join(tag('a', escape(key), href=f'#ref-{key}') for key in value)}</td>"
    if isinstance(value, list | tuple):
        value = ", ".join(map(str, value))
    if _missing(value):
        return "<td></td>"
    if isinstance(value, float):
        value = f"{value:,.10g}"
    kind = "num" if isinstance(value, int) and not isinstance(value, bool) else _long(str(value))
    return tag("td", escape(value), class_=kind)


def _long(text: str) -> str | None:
    """Return the class of cells whose text must not be squeezed into a narrow column on a phone."""
    return "long" if len(text) > 50 else None


def _missing(value: Any) -> bool:
    return value is None or (not isinstance(value, list | tuple | dict) and bool(pd.isna(value)))


def _heading(column: str) -> str:
    return {"ids": "statements", "keys": "references"}.get(column, str(column).replace("_", " "))
