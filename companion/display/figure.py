"""Numbered figures: what a notebook cell hands over, and what it must bring along.

A chart without title, caption, description or data is refused: the description is its alternative text, and the data
are what a reader can check.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any

import pandas as pd

from companion.display import live, render, standalone
from companion.display.display import Display, Payload
from companion.display.required import require
from companion.display.table import csv, frame_html
from companion.html import escape, scrolling, tag
from companion.templates import Piece

SOURCED = ("primary", "seen_at", "licence")
"""Columns that the file has and the page leaves to the line below the figure."""
FITTING = 340
"""Widest drawing, in CSS pixels, that a small phone makes smaller; the letters of a wider one would be too small."""


@dataclass(frozen=True)
class Drawn:
    """What a figure function returns: a chart, the data it shows, and the same in words."""

    chart: Any
    """An Altair chart."""
    data: pd.DataFrame
    """The tidy frame behind it, as it is offered to the reader."""
    description: str
    """What a reader who does not see the chart is told."""


class Figure(Display):
    """A chart with its number, title, caption, description and data.

    ``chart`` is what a figure function returns (:class:`Drawn`), or an Altair chart or a Vega-Lite dict with
    ``description`` and ``data``, the tidy frame it shows. A column ``ids`` (lists of sentence or statement locators)
    makes each row of the data table lead to its cards, and a mark whose ``href`` is ``#row-3`` leads to the third row
    of that table.

    Raises:
        CompanionError: something is missing; the error names everything that is.
    """

    kind = "figure"

    def __init__(
        self,
        chart: Any,
        *,
        name: str = "",
        title: str = "",
        caption: str = "",
        source: str = "",
        description: str = "",
        data: pd.DataFrame | None = None,
    ) -> None:
        if isinstance(chart, Drawn):
            description, data = description or chart.description, chart.data if data is None else data
            chart = chart.chart
        self.name, self.title, self.caption, self.description = name, title, caption, description
        self.source, self.data = source, data
        require("the chart", name=name, title=title, caption=caption, description=description, data=data)
        assert data is not None
        spec = render.specification(chart)
        spec["description"] = description
        self.spec: dict[str, Any] = json.loads(json.dumps(spec).replace('"#row-', f'"#{name}-row-'))
        self.panes, self.drawings = {"wide": self.spec}, {"wide": render.draw(self.spec, f"{name}-w")}
        slim = render.narrowed(self.spec, render.size(self.drawings["wide"])[0])
        if slim is not None:
            self.panes["slim"], self.drawings["slim"] = slim, render.draw(slim, f"{name}-s")

    def payload(self) -> Payload:
        """Return what the book renders: drawings, tail with data and links, and the files beside the page."""
        return Payload(
            flow=[(Piece.HTML, self._body())],
            name=self.name,
            number="figure",
            title=self.title,
            caption=self.caption,
            source=self.source,
            tail=[(Piece.HTML, self._tail())],
            script=f"{self.name}.js",
            files=self._files() | {f"{self.name}.js": self._script()},
            classes=["cf-chart"],
        )

    def html(self) -> str:
        """Return the figure as one self-contained element, its data and specification as ``data:`` links."""
        tail = self._tail()
        for file, text in self._files().items():
            tail = tail.replace(f"companion-file:{file}", _data_uri(text, file))
        body = self._body() + standalone.source(self.source) + tail
        return standalone.figure(self.name, self.title, self.caption, body, self._script())

    def _body(self) -> str:
        panes = "".join(
            tag("div", svg, class_=f"cf-pane cf-{which}", data_pane=which) for which, svg in self.drawings.items()
        )
        only = "" if len(self.drawings) > 1 else " cf-one"
        if render.size(self.drawings.get("slim", self.drawings["wide"]))[0] <= FITTING:
            only += " cf-fits"
        view = tag(
            "div", panes, class_=f"cf-view{only}", role="group", tabindex=0, aria_label=f"Chart. {self.description}"
        )
        choice = self._choice()
        return live.controls(self.name, self.spec) + view + choice

    def _choice(self) -> str:
        """Return the place where a selection lists the statements behind it, if there is something to select."""
        assert self.data is not None
        if not len(self.data) or "choice" not in [param.get("name") for param in self.spec.get("params", ())]:
            return ""
        hint = "Choose a mark to list the statements behind it."
        return tag("p", escape(hint), class_="cf-choice js-only", aria_live="polite", data_hint=hint)

    def _tail(self) -> str:
        assert self.data is not None
        files = (("Data (CSV)", f"{self.name}.csv"), ("Chart (Vega-Lite)", f"{self.name}.vl.json"))
        links = " ".join(tag("a", label, href=f"companion-file:{file}", download=file) for label, file in files)
        rows = "1 row" if len(self.data) == 1 else f"{len(self.data)} rows"
        body = scrolling(frame_html(self._shown(), row_anchor=f"{self.name}-row"), f"Data of {self.title}")
        table = tag("details", tag("summary", f"Data as a table ({rows})") + body, class_="cf-data")
        return tag("div", table + tag("p", links, class_="cf-files"), class_="cf-tail")

    def _script(self) -> str:
        assert self.data is not None
        return live.chart_script(self.name, self.panes, live.plain_rows(self._shown().to_dict("records")))

    def _shown(self) -> pd.DataFrame:
        """Return the data as a page shows them: without the columns that say where each row comes from."""
        assert self.data is not None
        return self.data.drop(columns=[column for column in SOURCED if column in self.data.columns])

    def _files(self) -> dict[str, str]:
        assert self.data is not None
        return {
            f"{self.name}.csv": csv(self.data),
            f"{self.name}.vl.json": json.dumps(self.spec, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        }


def _data_uri(text: str, file: str) -> str:
    kind = "text/csv" if file.endswith(".csv") else "application/json"
    return f"data:{kind};base64," + base64.b64encode(text.encode()).decode()
