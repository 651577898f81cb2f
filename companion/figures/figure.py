"""Numbered figures and tables: what a notebook cell hands over, and what it must bring along.

A chart without title, caption, description or data is refused: the description is its alternative text, and the data
are what a reader can check.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from companion.errors import CompanionError, Problem
from companion.figures import live, render, standalone
from companion.figures.display import Display, Flow, escape, flow_html, tag
from companion.paths import ROOT

HIDDEN = ("link",)
"""Columns that only carry a chart's links; the rows of the data table are linked by ``ids``."""


class Figure(Display):
    """A chart with its number, title, caption, description and data.

    ``chart`` is an Altair chart or a Vega-Lite dict; ``data`` the tidy frame it shows. A column ``ids`` (lists of
    sentence or statement locators) makes each row of the data table lead to its cards, and a mark whose ``href`` is
    ``#row-3`` leads to the third row of that table. Raises CompanionError naming everything that is missing.
    """

    kind = "figure"

    def __init__(
        self,
        chart: Any,
        *,
        name: str = "",
        title: str = "",
        caption: str = "",
        description: str = "",
        data: pd.DataFrame | None = None,
    ) -> None:
        self.name, self.title, self.caption, self.description = name, title, caption, description
        self.data = data
        _require(name=name, title=title, caption=caption, description=description, data=data)
        assert data is not None
        spec = render.specification(chart)
        spec["description"] = description
        self.spec: dict[str, Any] = json.loads(json.dumps(spec).replace('"#row-', f'"#{name}-row-'))
        self.panes, self.drawings = {"wide": self.spec}, {"wide": render.draw(self.spec, f"{name}-w")}
        slim = render.narrowed(self.spec, render.size(self.drawings["wide"])[0])
        if slim is not None:
            self.panes["slim"], self.drawings["slim"] = slim, render.draw(slim, f"{name}-s")

    def payload(self) -> Mapping[str, Any]:
        """Return the JSON the book renders: drawings, tail with data and links, and the files beside the page."""
        return {
            "name": self.name,
            "number": "figure",
            "title": self.title,
            "caption": self.caption,
            "flow": [("html", self._body())],
            "tail": [("html", self._tail())],
            "anchors": [],
            "files": self._files() | {f"{self.name}.js": self._script()},
            "classes": ["cf-chart"],
            "script": f"{self.name}.js",
        }

    def html(self) -> str:
        """Return the figure as one self-contained element, its data and specification as ``data:`` links."""
        tail = self._tail()
        for file, text in self._files().items():
            tail = tail.replace(f"companion-file:{file}", _data_uri(text, file))
        return standalone.figure(self.name, self.title, self.caption, self._body() + tail, self._script())

    def _body(self) -> str:
        panes = "".join(
            tag("div", svg, class_=f"cf-pane cf-{which}", data_pane=which) for which, svg in self.drawings.items()
        )
        only = "" if len(self.drawings) > 1 else " cf-one"
        view = tag(
            "div", panes, class_=f"cf-view{only}", role="group", tabindex=0, aria_label=f"Chart. {self.description}"
        )
        choice = self._choice()
        return live.controls(self.name, self.spec) + view + choice

    def _choice(self) -> str:
        """Return the place where a selection lists the statements behind it, if the chart has such a selection."""
        if "choice" not in [param.get("name") for param in self.spec.get("params", ())]:
            return ""
        hint = "Choose a mark to list the statements behind it."
        return tag("p", escape(hint), class_="cf-choice js-only", aria_live="polite", data_hint=hint)

    def _tail(self) -> str:
        assert self.data is not None
        files = (("Data (CSV)", f"{self.name}.csv"), ("Chart (Vega-Lite)", f"{self.name}.vl.json"))
        links = " ".join(tag("a", label, href=f"companion-file:{file}", download=file) for label, file in files)
        rows = "1 row" if len(self.data) == 1 else f"{len(self.data)} rows"
        body = scrolling(frame_html(self.data, row_anchor=f"{self.name}-row"), f"Data of {self.title}")
        table = tag("details", tag("summary", f"Data as a table ({rows})") + body, class_="cf-data")
        return tag("div", table + tag("p", links, class_="cf-files"), class_="cf-tail")

    def _script(self) -> str:
        assert self.data is not None
        return live.chart_script(self.name, self.panes, live.plain_rows(self.data.to_dict("records")))

    def _files(self) -> dict[str, str]:
        assert self.data is not None
        return {
            f"{self.name}.csv": csv(self.data),
            f"{self.name}.vl.json": json.dumps(self.spec, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        }


class Table(Display):
    """A numbered table that scrolls inside itself.

    Cells are text and are escaped; columns named in ``markdown`` hold inline Markdown with roles, columns named in
    ``html`` hold markup that is trusted as it stands. ``anchor`` names a column whose values become permanent anchors
    of the rows (``T-3`` → ``#t-3``). A column ``ids`` becomes links to cards.
    """

    kind = "table"

    def __init__(
        self,
        frame: pd.DataFrame,
        *,
        name: str = "",
        title: str = "",
        caption: str = "",
        markdown: Iterable[str] = (),
        html: Iterable[str] = (),
        anchor: str | None = None,
    ) -> None:
        self.frame, self.name, self.title, self.caption = frame, name, title, caption
        self.markdown, self.raw, self.anchor = tuple(markdown), tuple(html), anchor
        _require(name=name, title=title, caption=caption, data=frame)

    def payload(self) -> Mapping[str, Any]:
        """Return the JSON the book renders."""
        anchors = [] if self.anchor is None else [str(value).lower() for value in self.frame[self.anchor]]
        return {
            "name": self.name,
            "number": "table",
            "title": self.title,
            "caption": self.caption,
            "flow": self._flow(),
            "tail": [("html", '<p class="cf-files">'
                      + tag("a", "Data (CSV)", href=f"companion-file:{self.name}.csv", download=f"{self.name}.csv")
                      + "</p>")],
            "anchors": anchors,
            "files": {f"{self.name}.csv": csv(self.frame)},
            "classes": ["cf-table"],
        }  # fmt: skip

    def html(self) -> str:
        """Return title, caption and table as one element."""
        return standalone.figure(self.name, self.title, self.caption, flow_html(self._flow()))

    def _flow(self) -> Flow:
        flow: Flow = [("html", f'<div class="cf-scroll" role="region" tabindex="0" aria-label="{escape(self.title)}">')]
        flow += frame_flow(self.frame, markdown=self.markdown, html=self.raw, anchor=self.anchor)
        return [*flow, ("html", "</div>")]


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
    flow: Flow = [("html", f"<table><thead><tr>{heads}</tr></thead><tbody>")]
    for number, row in enumerate(frame.to_dict("records"), start=1):
        identifier = str(row[anchor]).lower() if anchor else f"{row_anchor}-{number}" if row_anchor else None
        flow.append(("html", f'<tr id="{escape(identifier)}">' if identifier else "<tr>"))
        for column in columns:
            value = row[column]
            if column in markdown:
                text = "" if _missing(value) else str(value)
                kind = ' class="long"' if _long(text) else ""
                flow += [("html", f"<td{kind}>"), ("md", text), ("html", "</td>")]
            elif column in html:
                flow.append(("html", f"<td>{value}</td>"))
            else:
                flow.append(("html", _cell(column, value)))
        flow.append(("html", "</tr>"))
    return [*flow, ("html", "</tbody></table>")]


def frame_html(frame: pd.DataFrame, **options: Any) -> str:
    """Return a frame as an HTML table, for frames without Markdown cells; options as for ``frame_flow``."""
    return flow_html(frame_flow(frame, **options))


def scrolling(markup: str, label: str) -> str:
    """Wrap a wide element so that it scrolls inside itself, by keyboard too."""
    return f'<div class="cf-scroll" role="region" tabindex="0" aria-label="{escape(label)}">{markup}</div>'


def csv(frame: pd.DataFrame) -> str:
    """Return a frame as CSV with lists joined by spaces, without columns that only serve the page."""
    plain_frame = frame.drop(columns=[column for column in HIDDEN if column in frame.columns])
    return plain_frame.map(lambda v: " ".join(map(str, v)) if isinstance(v, list | tuple) else v).to_csv(
        index=False, lineterminator="\n"
    )


def statement_links(ids: Iterable[str]) -> str:
    """Return links to the cards of sentences or statements.

    >>> statement_links(["RES-4"])
    '<a class="st" href="#res-4">RES-4</a>'
    """
    return " ".join(tag("a", escape(id), class_="st", href=f"#{id.lower()}") for id in ids)


def _cell(column: str, value: Any) -> str:
    if column == "ids" and isinstance(value, list | tuple):
        return f"<td>{statement_links(value) or '–'}</td>"
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
    return "statements" if column == "ids" else str(column).replace("_", " ")


def _data_uri(text: str, file: str) -> str:
    kind = "text/csv" if file.endswith(".csv") else "application/json"
    return f"data:{kind};base64," + base64.b64encode(text.encode()).decode()


def _require(**given: Any) -> None:
    """Raise CompanionError for every missing part, naming the notebook or file that made the object."""
    caller = sys._getframe(2)  # not inspect.stack(), which reads the source of every frame
    try:
        file = str(Path(caller.f_code.co_filename).relative_to(ROOT))
    except ValueError:
        file = "notebook cell"
    what = "the chart" if "description" in given else "the table"
    problems = [
        Problem(
            code="incomplete-figure",
            file=file,
            line=caller.f_lineno,
            id=given.get("name") or None,
            field=part,
            message=f"{what} has no {part}",
            remedy=f"pass {part}=…; a figure is shown only with a name, title, caption, description and data",
        )
        for part, value in given.items()
        if value is None or (isinstance(value, str) and not value.strip())
    ]
    if problems:
        raise CompanionError(problems)
