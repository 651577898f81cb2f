"""The what-if panel: a few switches, and what becomes of the main findings under every setting of them.

Every setting is labelled in Python when the page is built; the page only looks the answer up, with a small script and
no library. Check boxes bound to an Altair parameter would do the same with 300 KiB of Vega, and could not show the path
that decides a finding as text with links. Without a script the page shows the setting at the start, and a table of what
each switch does by itself.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from markupsafe import Markup

from companion.analyses.argument import Argument
from companion.analyses.views import SPINE, view
from companion.analyses.whatif import Settings, arguments, settings
from companion.display import scripts
from companion.display.display import Display, Payload
from companion.display.required import require
from companion.display.standalone import figure as standalone
from companion.dossier.dossier import Dossier
from companion.figures.maps.page import CSS, SCRIPT, TEMPLATES, legend, map_markup
from companion.figures.maps.states import LETTERS, states
from companion.figures.naming import name
from companion.html import escape, tag
from companion.templates import Flow, Piece, flow_html, markup, rendered

SCRIPTS = (SCRIPT, Path(__file__).parent / "static" / "whatif.js")
"""The panel's own paints the map with that of the maps."""
ADDRESS = "whatif"
"""The name under which a page's address keeps the switches that are on."""


class WhatIf(Display):
    """The panel for the paper's main findings and the switches of ``data/whatif.yml``.

    Raises:
        CompanionError: name, title or caption is missing.
        ValueError: there are more switches than a panel can have.
    """

    kind = "whatif"

    def __init__(self, dossier: Dossier, *, name: str = "", title: str = "", caption: str = "") -> None:
        require("the panel", name=name, title=title, caption=caption)
        self.dossier, self.name, self.title, self.caption = dossier, name, title, caption
        self.settings = settings(dossier)
        self.texts = _distinct_paths(self.settings)
        self.view = view(dossier, SPINE)
        self.states = states(arguments(dossier), self.view)

    def payload(self) -> Payload:
        """Return what the book renders."""
        return Payload(
            flow=self._flow(scripts.beside(SCRIPTS), ADDRESS),
            name=self.name,
            number="figure",
            title=self.title,
            caption=self.caption,
            tail=[(Piece.HTML, self._each())],
            classes=["cf-whatif"],
        )

    def html(self) -> str:
        """Return the panel as one self-contained element."""
        style = tag("style", CSS.read_text(encoding="utf-8"))
        flow = self._flow(scripts.within(SCRIPTS))
        return standalone(self.name, self.title, self.caption, style + flow_html(flow) + self._each())

    def table(self) -> str:
        """Return the settings as JSON: outcomes by letter, and the number of the path of each finding."""
        outcomes = ["".join(LETTERS[outcome] for outcome in row) for row in self.settings.outcomes]
        words = {letter: str(outcome) for outcome, letter in LETTERS.items()}
        paths = [[self.texts[finding].index(path) for finding, path in enumerate(row)] for row in self.settings.paths]
        table: dict[str, object] = {"start": self.settings.start, "words": words, "outcomes": outcomes, "paths": paths}
        table["map"] = self.states.table()
        return json.dumps(table, separators=(",", ":"))

    def _on(self, bit: int) -> bool:
        """Return whether a switch is on at the start."""
        return bool(self.settings.start >> bit & 1)

    def _map(self) -> str:
        """Return the map that the switches recolour, as it stands at the start."""
        argument = Argument(self.dossier)
        drawn = map_markup(
            argument, self.view, f"{self.name}-map", "The map under these switches", self.states.varies()
        )
        return drawn + legend(argument, self.view)

    def _flow(self, script: str, address: str = "") -> Flow:
        """Return the content with its scripts; the page's address keeps the setting under the name ``address``."""
        start = self.settings.start
        return rendered(
            TEMPLATES,
            "whatif.html",
            name=self.name,
            address=address,
            map=Markup(self._map()),
            boxes=[{"switch": switch, "on": self._on(bit)} for bit, switch in enumerate(self.settings.switches)],
            findings=[
                {
                    "id": finding,
                    "proposition": self.dossier.statement(finding).proposition,
                    "link": Markup(self._link(finding)),
                    "voice": str(self.dossier.statement(finding).voice),
                    "outcome": str(self.settings.outcomes[start][number]),
                    "paths": [self._linked(" ".join(text)) for text in self.texts[number]],
                    "now": self.texts[number].index(self.settings.paths[start][number]),
                }
                for number, finding in enumerate(self.settings.findings)
            ],
            table=Markup(self.table()),
            scripts=Markup(script),
        )

    def _linked(self, text: str) -> Markup:
        """Turn every identifier of a statement in a text into a link, by name, to its card."""
        ids = "|".join(map(re.escape, sorted(self.dossier.by_id, key=len, reverse=True)))
        return Markup(re.sub(rf"(?<![\w-])({ids})(?![\w-])", lambda found: self._link(found[1]), escape(text)))

    def _link(self, id: str) -> str:
        """Return the link to a statement's card by its name."""
        return tag("a", escape(name(self.dossier, id)), class_="st", href=f"#{id.lower()}")

    def _each(self) -> str:
        """Return what each switch changes by itself, as a table that needs no script."""
        start = self.settings.outcomes[self.settings.start]
        names = [name(self.dossier, finding) for finding in self.settings.findings]
        rows = [("At the start", [f"{named}: {outcome}" for named, outcome in zip(names, start, strict=True)])]
        for bit, switch in enumerate(self.settings.switches):
            outcomes = self.settings.outcomes[self.settings.start ^ 1 << bit]
            changed = [
                f"{named}: {now}, was: {before}"
                for named, now, before in zip(names, outcomes, start, strict=True)
                if now != before
            ]
            rows.append((f"{'Off' if self._on(bit) else 'On'}: {switch.label}", changed))
        return markup(TEMPLATES, "whatif_each.html", rows=rows)


def _distinct_paths(settings: Settings) -> tuple[list[tuple[str, ...]], ...]:
    """Return for each finding the different paths that occur, in order of appearance."""
    return tuple(
        list(dict.fromkeys(row[finding] for row in settings.paths)) for finding in range(len(settings.findings))
    )
