"""A picture drawn by hand, in the book's own styles: its boxes lead to cards, which are made sure to exist."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from companion import files
from companion.display import standalone
from companion.display.display import Display, Payload
from companion.display.required import require
from companion.dossier.dossier import Dossier
from companion.errors import Problem
from companion.html import tag
from companion.templates import Piece

SVG = "{http://www.w3.org/2000/svg}"


class Picture(Display):
    """A numbered figure of two SVG files, one for a wide page and one for a phone.

    ``description`` says in words what the picture shows. Links in the files are ``#`` and a statement's anchor.

    Raises:
        CompanionError: a part is missing, a file is no SVG, or a link leads to no statement; the error names every one.
    """

    kind = "figure"

    def __init__(
        self, dossier: Dossier, wide: Path | str, slim: Path | str, *, name: str = "", title: str = "",
        caption: str = "", description: str = "",
    ) -> None:  # fmt: skip
        self.name, self.title, self.caption, self.description = name, title, caption, description
        problems: list[Problem] = []
        self.drawings = {"wide": _drawn(Path(wide), dossier, problems), "slim": _drawn(Path(slim), dossier, problems)}
        require("the picture", *problems, name=name, title=title, caption=caption, description=description)

    def payload(self) -> Payload:
        """Return what the book renders."""
        return Payload(
            flow=[(Piece.HTML, self._body())], name=self.name, number="figure", title=self.title, caption=self.caption
        )

    def html(self) -> str:
        """Return the figure as one self-contained element."""
        return standalone.figure(self.name, self.title, self.caption, self._body())

    def _body(self) -> str:
        panes = "".join(tag("div", svg, class_=f"cf-pane cf-{which}") for which, svg in self.drawings.items())
        return tag("div", panes, class_="cf-view", role="group", aria_label=self.description)


def _drawn(path: Path, dossier: Dossier, problems: list[Problem]) -> str:
    """Return a drawing's text; what is wrong with it is added to ``problems``."""
    if not path.exists():  # a chapter that is run elsewhere: its project's folder has the drawing
        path = files.find_root() / Path(*(part for part in path.parts if part != ".."))
    try:
        text = path.read_text(encoding="utf-8")
        root = ElementTree.fromstring(text)
    except (OSError, UnicodeDecodeError, ElementTree.ParseError) as error:
        remedy = "Give the path, from the notebook's folder, of a drawing saved as SVG."
        problems.append(Problem("unreadable-picture", path.name, f"cannot be read as SVG: {error}", remedy))
        return ""
    known = {statement.anchor for statement in dossier.statements}
    for link in root.iter(f"{SVG}a"):
        if link.get("href", "").removeprefix("#") not in known:
            remedy = "Link to a statement, such as #" + sorted(known)[0] + "."
            problems.append(
                Problem("unknown-statement", path.name, "a box leads to no statement", remedy, value=link.get("href"))
            )
    return text.strip()
