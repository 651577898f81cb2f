"""What a cell shows on a page, as the outputs of a notebook: HTML that needs neither the page's styles nor a script."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from functools import cache
from html import unescape
from pathlib import Path

from bs4 import Tag

from companion.figures.maps.page import CSS

UNUSED = (".cf-slim", ".map-slim", ".cf-controls", ".cf-choice", ".lenses", ".cf-files")
"""A second drawing for a phone, and what only a script brings to life."""
LIGHT = "svg{color:#1d2329;background:#fff;font-family:Arial,'Liberation Sans',sans-serif}"
PAPER = "background:#fff;max-width:100%"
_KEPT = frozenset("alt aria-label class colspan href id open rowspan scope src start title type".split())
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.S)
_TITLE = re.compile(r"<title[^>]*>([^<]*)</title>")
_LINE = re.compile(r"\s*\n\s*")


def apart(html: str) -> tuple[str, list[str]]:
    """Return HTML with a mark in the place of each drawing, and the drawings: a reader of HTML garbles their names."""
    drawings: list[str] = []

    def mark(found: re.Match[str]) -> str:
        drawings.append(found[0])
        return f'<svg data-drawing="{len(drawings) - 1}"></svg>'

    return _DRAWING.sub(mark, html), drawings


def outputs(cell: Tag, drawings: Sequence[str]) -> list[dict[str, str]]:
    """Return the MIME bundle of each output of a cell, in order."""
    shown = [child for part in cell.select(".cell_output") for child in part.children if isinstance(child, Tag)]
    return [_bundle(child, drawings) for child in shown]


def _bundle(node: Tag, drawings: Sequence[str]) -> dict[str, str]:
    if "output" in (node.get("class") or ()) and node.find("pre"):
        return {"text/plain": node.get_text().strip("\n")}
    for part in node.select(", ".join(UNUSED)):
        part.decompose()
    for drawing in node.find_all("svg"):
        box = drawing.find_parent(attrs={"aria-label": True})
        words = str(box["aria-label"]) if box else ""
        drawing.replace_with(_picture(drawings[int(str(drawing["data-drawing"]))], words))
    for element in [node, *node.find_all(True)]:
        element.attrs = {name: value for name, value in element.attrs.items() if name in _KEPT or name == "style"}
    return {"text/html": _LINE.sub("\n", str(node)), "text/plain": " ".join(node.get_text(" ").split())[:200]}


def _picture(drawing: str, words: str) -> Tag:
    """Return a drawing as a picture: as markup it would be taken out of a notebook that is not trusted."""
    named = _TITLE.search(drawing)
    rules = LIGHT
    if 'class="map-svg"' in drawing:
        drawing = drawing.replace('class="map-svg"', 'class="map map-svg"', 1)
        rules += _map_rules()
    if "xmlns=" not in drawing.partition(">")[0]:
        drawing = drawing.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    data = base64.b64encode(drawing.replace(">", f"><style>{rules}</style>", 1).encode()).decode()
    words = words or (unescape(named[1]) if named else "Drawing")
    picture = Tag(name="img", is_xml=False, can_be_empty_element=True)
    picture.attrs = {"src": f"data:image/svg+xml;base64,{data}", "alt": words, "style": PAPER}
    return picture


@cache
def _map_rules() -> str:
    """Return the rules of a map's drawing; those of the page around it have no use inside a picture."""
    text = re.sub(r"/\*.*?\*/", "", Path(CSS).read_text(encoding="utf-8"), flags=re.S)
    return " ".join(text.split())
