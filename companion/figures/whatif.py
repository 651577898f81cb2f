"""The what-if panel: a few switches, and what becomes of the main findings under every setting of them.

Every setting is labelled in Python when the page is built; the page only looks the answer up, with a small script and
no library. Check boxes bound to an Altair parameter would do the same with 300 KiB of Vega, and could not show the path
that decides a finding as text with links. Without a script the page shows the setting at the start, and a table of what
each switch does by itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from companion.analyses.acceptance import State
from companion.analyses.whatif import Settings, settings
from companion.dossier.model import Dossier
from companion.errors import CompanionError, Problem
from companion.figures.display import Display, Flow, escape, flow_html, tag
from companion.figures.standalone import figure as standalone

STATIC = Path(__file__).parent / "static"
LETTER = {State.STANDS: "s", State.FALLS: "f", State.OPEN: "o"}


class WhatIf(Display):
    """The panel for the paper's main findings and the switches of ``data/whatif.yml``.

    Raises CompanionError if name, title or caption is missing, ValueError if there are more than eight switches.
    """

    kind = "whatif"

    def __init__(self, record: Dossier, *, name: str = "", title: str = "", caption: str = "") -> None:
        missing = [
            part for part, value in (("name", name), ("title", title), ("caption", caption)) if not value.strip()
        ]
        if missing:
            raise CompanionError(
                Problem("incomplete-figure", "notebook cell", f"the panel has no {part}", f"pass {part}=…", field=part)
                for part in missing
            )
        self.record, self.name, self.title, self.caption = record, name, title, caption
        self.settings = settings(record)
        self.texts = _distinct_paths(self.settings)

    def payload(self) -> Mapping[str, Any]:
        """Return the JSON the book renders."""
        return {
            "name": self.name,
            "number": "figure",
            "title": self.title,
            "caption": self.caption,
            "flow": self._flow(),
            "tail": [("html", self._each())],
            "anchors": [],
            "files": {},
            "classes": ["cf-whatif"],
        }

    def html(self) -> str:
        """Return the panel as one self-contained element."""
        style = tag("style", (STATIC / "maps.css").read_text(encoding="utf-8"))
        return standalone(self.name, self.title, self.caption, style + flow_html(self._flow()) + self._each())

    def table(self) -> str:
        """Return the settings as JSON: states by letter, and the number of the path of each finding."""
        states = ["".join(LETTER[state] for state in row) for row in self.settings.states]
        paths = [[self.texts[finding].index(path) for finding, path in enumerate(row)] for row in self.settings.paths]
        return json.dumps({"start": self.settings.start, "states": states, "paths": paths}, separators=(",", ":"))

    def _flow(self) -> Flow:
        flow: Flow = [
            ("html", f'<div class="whatif" id="{self.name}-panel">{self._switches()}<ol class="wi-findings">')
        ]
        for number, finding in enumerate(self.settings.findings):
            flow += self._finding(number, finding)
        script = (STATIC / "whatif.js").read_text(encoding="utf-8")
        data = f'<script type="application/json">{self.table()}</script>'
        return [*flow, ("html", f"</ol>{data}</div><script>{script}</script>")]

    def _switches(self) -> str:
        boxes = []
        for bit, item in enumerate(self.settings.switches):
            id = f"{self.name}-{item.id.lower()}"
            on = " checked" if self.settings.start >> bit & 1 else ""
            box = f'<input type="checkbox" id="{id}" aria-describedby="{id}-why"{on}>'
            why = tag("span", escape(item.explanation), id=f"{id}-why", class_="wi-note")
            boxes.append(tag("div", box + tag("label", escape(item.label), for_=id) + why, class_="wi-switch"))
        reset = '<button type="button">Back to the start</button>'
        legend = tag("legend", "Decide otherwise")
        # Without autocomplete="off" some browsers keep the boxes of the last visit and show the start beside them.
        group = tag("form", tag("fieldset", legend + "".join(boxes) + reset), class_="js-only", autocomplete="off")
        return group + '<output aria-live="polite" class="js-only"></output>'

    def _finding(self, number: int, finding: str) -> Flow:
        state = self.settings.states[self.settings.start][number]
        now = self.texts[number].index(self.settings.paths[self.settings.start][number])
        paths = "".join(
            tag("p", self._linked(" ".join(text)), data_path=str(i), hidden=i != now)
            for i, text in enumerate(self.texts[number])
        )
        head = tag("a", escape(finding), href=f"#{finding.lower()}", class_="st")
        head += f' <b class="wi-state">{state}</b><span class="wi-was"></span>'
        return [
            ("html", f'<li data-finding="{number}" data-state="{state}">{head}<br>'),
            ("md", self.record.statement(finding).proposition),
            ("html", f"<details><summary>Why {escape(finding)} has this state</summary>{paths}</details></li>"),
        ]

    def _linked(self, text: str) -> str:
        """Turn every identifier of a statement in a text into a link to its card."""
        ids = "|".join(map(re.escape, sorted(self.record.by_id, key=len, reverse=True)))
        return re.sub(
            rf"(?<![\w-])({ids})(?![\w-])", lambda m: tag("a", m[1], href=f"#{m[1].lower()}", class_="st"), escape(text)
        )

    def _each(self) -> str:
        """Return what each switch does by itself, as a table that needs no script."""
        heads = "".join(tag("th", escape(finding), scope="col") for finding in self.settings.findings)
        rows = [self._row("At the start", self.settings.start)]
        for bit, item in enumerate(self.settings.switches):
            off = bool(self.settings.start >> bit & 1)
            words = f"{'Off' if off else 'On'}: {item.label}"
            rows.append(self._row(words, self.settings.start ^ 1 << bit))
        table = tag(
            "table", f'<thead><tr><th scope="col">setting</th>{heads}</tr></thead><tbody>{"".join(rows)}</tbody>'
        )
        region = f'<div class="cf-scroll" role="region" tabindex="0" aria-label="Each switch by itself">{table}</div>'
        return tag("details", tag("summary", "Each switch by itself, as a table") + region, class_="wi-each")

    def _row(self, words: str, number: int) -> str:
        start = self.settings.states[self.settings.start]
        cells = "".join(
            tag("td", tag("b", str(state)) if state != before else str(state))
            for state, before in zip(self.settings.states[number], start, strict=True)
        )
        return tag("tr", tag("th", escape(words), scope="row") + cells)


def _distinct_paths(made: Settings) -> tuple[list[tuple[str, ...]], ...]:
    """Return for each finding the different paths that occur, in order of appearance."""
    return tuple(list(dict.fromkeys(row[finding] for row in made.paths)) for finding in range(len(made.findings)))
