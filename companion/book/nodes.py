"""The docutils nodes of the book, and how they are written as HTML."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from companion.book.domain import domain_of
from companion.display.scripts import ADDRESS

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

LOGGER = logging.getLogger(__name__)

LOCAL_LINK = re.compile(r'((?:xlink:)?href=")#([A-Za-z][\w-]*)"')
SCRIPT_LINK = re.compile(r'(")#([A-Za-z][\w-]*)"')
"""An address among the data of a chart."""
_BETWEEN = re.compile(r"<(?!/?(?:em|strong|i|b|mark|sub|sup|wbr)\b)")
"""The beginning of every tag but those that may stand within a word."""
FILE_LINK = re.compile(r'"companion-file:([^"]+)"')
SCRIPT_FILE = re.compile(rf'"{ADDRESS}([^"]+)"')


class markup(nodes.raw):
    """HTML of the package's own making, whose ``#…`` links are resolved when the page is written.

    It is a ``raw`` node, so that Sphinx's search indexes its words.
    """

    def astext(self) -> str:
        """Return the markup as the search reads it.

        The search takes tags away without leaving anything: words in neighbouring cells would become one.
        """
        return _BETWEEN.sub(" <", self.markup())

    def markup(self) -> str:
        """Return the markup as it is written."""
        return nodes.raw.astext(self)


class numbered(nodes.General, nodes.Element):
    """A numbered figure: children are title, caption, content and tail. Sphinx counts it with the figures."""


class numbered_table(numbered):
    """A numbered table; Sphinx counts it with the tables."""


class piece(nodes.Inline, nodes.TextElement):
    """Parsed Markdown between two pieces of markup; writes nothing of its own."""


def visit_piece(self: HTML5Translator, node: piece) -> None:
    """Write nothing: the markup around it is complete."""


def title_of(node: nodes.Node) -> str:
    """Return a numbered element's title for ``{numref}`` and ``{ref}``."""
    return str(node["title"]) if isinstance(node, nodes.Element) else ""


def resolve(
    text: str, source: str, anchors: Mapping[str, str], uri: Callable[[str], str], links: re.Pattern[str] = LOCAL_LINK
) -> str:
    """Point every ``#anchor`` link of a text, standing on page ``source``, at the page that holds the anchor.

    ``anchors`` maps anchor to document; an anchor of the same page, or an unknown one, is left alone. ``links`` finds
    them in HTML; ``SCRIPT_LINK`` finds those of a chart's script.
    """

    def link(found: re.Match[str]) -> str:
        target = anchors.get(found[2], source)
        return found[0] if target == source else f'{found[1]}{uri(target)}#{found[2]}"'

    return links.sub(link, text)


def resolved(self: HTML5Translator, text: str, links: re.Pattern[str] = LOCAL_LINK) -> str:
    """Return a text of the page being written with its links resolved."""
    builder = self.builder
    source, anchors = builder.current_docname, ChainMap({**domain_of(builder.env).pages}, _references(builder.env))
    return resolve(text, source, anchors, lambda target: builder.get_relative_uri(source, target), links)


def _references(env: BuildEnvironment) -> dict[str, str]:
    """Return the anchor of every reference → the page that lists it."""
    cited: Any = env.domains.get("cite")
    return {f"ref-{entry.key}": entry.bibliography_key.docname for entry in cited.citations} if cited else {}


def visit_markup(self: HTML5Translator, node: markup) -> None:
    """Write the markup with its links and file addresses resolved."""
    page = self.builder.current_docname
    text = FILE_LINK.sub(rf'"{page_folder(page)}\1"', resolved(self, node.markup()))
    self.body.append(SCRIPT_FILE.sub(rf'"{"../" * page.count("/")}_static/\1"', text))
    raise nodes.SkipNode


def page_folder(docname: str) -> str:
    """Return the address, from a page, of the folder with that page's data, specifications and scripts.

    >>> page_folder("notebooks/05_results")
    '../_figures/05_results/'
    """
    return "../" * docname.count("/") + f"_figures/{docname.rpartition('/')[2]}/"


def visit_numbered(self: HTML5Translator, node: numbered) -> None:
    """Open the figure and write its files beside the page."""
    folder = Path(self.builder.outdir) / "_figures" / self.builder.current_docname.rpartition("/")[2]
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in sorted(node["files"].items()):
        # A script is read from the page, so its links are the page's; data and specifications travel.
        text = resolved(self, text, SCRIPT_LINK) if file.endswith(".js") else text
        (folder / file).write_text(text, encoding="utf-8")
    script = node.get("script")
    attributes = {"data-script": page_folder(self.builder.current_docname) + script} if script else {}
    self.body.append(self.starttag(node, "figure", **attributes))


def depart_numbered(self: HTML5Translator, node: numbered) -> None:
    """Close the figure."""
    self.body.append("</figure>\n")


class heading(nodes.Part, nodes.Element):
    """Number, title and caption of a numbered element."""


class heading_title(nodes.Part, nodes.TextElement):
    """The title line within a heading; the number is written before it."""


class heading_caption(nodes.Part, nodes.TextElement):
    """The caption below the title."""


def visit_heading(self: HTML5Translator, node: heading) -> None:
    """Open the caption."""
    self.body.append('<figcaption class="cf-head">')


def depart_heading(self: HTML5Translator, node: heading) -> None:
    """Close the caption."""
    self.body.append("</figcaption>")


def visit_title(self: HTML5Translator, node: heading_title) -> None:
    """Write the number Sphinx gave the element, then the title."""
    self.body.append('<span class="cf-title">')
    self.add_fignumber(node.parent.parent)


def depart_title(self: HTML5Translator, node: heading_title) -> None:
    """Close the title and link to the figure itself."""
    number = node.parent.parent
    self.add_permalink_ref(number, "Link to this " + ("table" if isinstance(number, numbered_table) else "figure"))
    self.body.append("</span>")


def visit_caption(self: HTML5Translator, node: heading_caption) -> None:
    """Open the caption text."""
    self.body.append('<span class="cf-caption">')


def depart_caption(self: HTML5Translator, node: heading_caption) -> None:
    """Close the caption text."""
    self.body.append("</span>")
