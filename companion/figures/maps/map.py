"""Argument maps as display objects: drawings laid out beforehand, and the same content as a nested list."""

from __future__ import annotations

from markupsafe import Markup

from companion.analyses.argument import Argument
from companion.analyses.views import SPINE, view
from companion.analyses.whatif import arguments
from companion.display import scripts
from companion.display.display import Display, Payload
from companion.display.required import require
from companion.display.standalone import figure as standalone
from companion.dossier.dossier import Dossier
from companion.errors import Problem
from companion.figures.maps.outline import Outline
from companion.figures.maps.page import CSS, SCRIPT, TEMPLATES, Walk, legend, map_markup, walk_markup
from companion.figures.maps.states import states
from companion.html import tag
from companion.templates import Flow, Piece, flow_html, rendered


class Map(Display):
    """The argument map of a section (``"RES"``) or of the whole (``"spine"``).

    ``walk`` leads through it: sentences, each with the identifiers of the statements that light up with it.

    Raises:
        CompanionError: name, title or caption is missing, or there is no such section or statement.
    """

    kind = "map"

    def __init__(
        self, dossier: Dossier, key: str, *, name: str = "", title: str = "", caption: str = "", walk: Walk = ()
    ) -> None:
        self.dossier, self.name, self.title, self.caption, self.walk = dossier, name, title, caption, walk
        problems = [*_unknown(dossier, key), *_not_found(dossier, walk)]
        require("the map", *problems, name=name, title=title, caption=caption)
        self.view = view(dossier, key)
        self.argument = Argument(dossier)

    def payload(self) -> Payload:
        """Return what the book renders: drawing, legend and list."""
        return Payload(
            flow=[(Piece.HTML, self._drawn() + scripts.beside([SCRIPT]))],
            name=self.name,
            number="figure",
            title=self.title,
            caption=self.caption,
            tail=self.listed(),
            classes=["cf-map"],
        )

    def html(self) -> str:
        """Return the map as one self-contained element."""
        body = tag("style", CSS.read_text(encoding="utf-8")) + self._drawn() + scripts.within([SCRIPT])
        body += flow_html(self.listed())
        return standalone(self.name, self.title, self.caption, body)

    def _drawn(self) -> str:
        walk = walk_markup(self.argument, self.view, self.walk)
        # The whole argument is drawn as beside the switches, so that each box stands where it stands there.
        varies = states(arguments(self.dossier), self.view).varies() if self.view.key == SPINE else ()
        drawn = map_markup(self.argument, self.view, self.name, self.title, varies)
        return tag("div", walk + drawn, class_="map")

    def listed(self) -> Flow:
        """Return the legend, and the map as nested lists: each statement above its reasons and what objects to it."""
        return rendered(
            TEMPLATES,
            "map_list.html",
            legend=Markup(legend(self.argument, self.view)),
            title=self.title,
            outline=Outline(self.argument, self.view).entries(),
            apart=self.view.apart,
            left_out=[self.dossier.inference(id) for id in self.view.left_out],
        )


def _unknown(dossier: Dossier, key: str) -> list[Problem]:
    keys = [section.key for section in dossier.paper.sections]
    if key in (SPINE, *keys):
        return []
    remedy = f"give one of {', '.join(keys)}, or {SPINE!r}"
    return [Problem("unknown-section", "notebook cell", "no such section", remedy, value=key)]


def _not_found(dossier: Dossier, walk: Walk) -> list[Problem]:
    unknown = dict.fromkeys(id for _, ids in walk for id in ids if id not in dossier.by_id)
    remedy = "give the identifier of a statement"
    return [Problem("dangling-reference", "notebook cell", "no such statement", remedy, value=id) for id in unknown]
