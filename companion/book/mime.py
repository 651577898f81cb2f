"""Turn the package's display objects into docutils nodes, so that captions, numbers, roles and citations resolve."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes

from companion.addresses import fault
from companion.book import cells, private
from companion.book import nodes as book
from companion.book.domain import domain_of
from companion.display.display import Payload
from companion.templates import Piece

if TYPE_CHECKING:
    from myst_nb.core.render import MimeData, NbElementRenderer

KINDS = ("cards", "figure", "flow", "table", "map", "whatif")
FOOT = "cf-files"
"""Class of the line at a figure's foot."""
PREFIX, SUFFIX = "application/vnd.companion.", "+json"


UNREAD = ["html_inline", "image", "substitution_inline", "span", "attr"]
"""What stands as text where data are shown: tags, pictures, templates, which would be run, and classes."""
ROLES = frozenset({"st", "fact", "term", "numref", "ref", "doc", "cite", "cite:t", "cite:p"})
"""Roles that data may have; of Sphinx's others one copies any file into the book."""
_ROLE = re.compile(r"\{([\w:+-]+)\}(?=`)")


def _known(found: re.Match[str]) -> str:
    return found[0] if found[1] in ROLES else f"&#123;{found[1]}&#125;"


class CompanionRenderer:
    """MyST-NB plugin for ``application/vnd.companion.*+json`` (see ``companion.display.display.Payload``)."""

    mime_priority_overrides: ClassVar[Sequence[tuple[str, str, int | None]]] = tuple(
        ("*", f"{PREFIX}{kind}{SUFFIX}", 1) for kind in KINDS
    )

    @staticmethod
    def handle_mime(renderer: NbElementRenderer, data: MimeData, inline: bool) -> list[nodes.Element] | None:
        """Return the nodes of one display object, or None for any other MIME type."""
        if not inline and data.mime_type == "text/html" and cells.is_pandas(data.string):
            return _markup(cells.frame_markup(data.string))
        if inline or not (data.mime_type.startswith(PREFIX) and data.mime_type.endswith(SUFFIX)):
            return None
        content: Any = data.content
        payload = Payload(**content)
        markdown = Markdown(renderer.renderer, data.line or 0)
        env = renderer.renderer.sphinx_env
        domain_of(env).note_all(payload.anchors, env.docname)
        flow = markdown.flow(payload.flow)
        return [markdown.numbered(payload, flow)] if payload.number else flow


def _markup(html: str) -> list[nodes.Node]:
    return [book.markup("", html, format="html")] if html else []


class Markdown:
    """Parses the Markdown pieces of one payload with the page's own parser."""

    def __init__(self, parser: Any, line: int) -> None:
        self.parser, self.line = parser, line

    def inline(self, text: str) -> list[nodes.Node]:
        """Return the nodes of inline Markdown: words with emphasis, links and roles, whatever the data hold."""
        holder, md = nodes.inline(), self.parser.md
        with self.parser.current_node_context(holder), md.reset_rules():
            md.disable(UNREAD, ignoreInvalid=True)
            md.validateLink = lambda address: address.startswith("#") or fault(address) is None
            try:
                self.parser.nested_render_text(_ROLE.sub(_known, text), self.line, inline=True)
            finally:
                del md.validateLink
        return list(holder.children)

    def flow(self, flow: Iterable[Sequence[str]]) -> list[nodes.Node]:
        """Return the nodes of a flow; neighbouring pieces of markup become one node."""
        result: list[nodes.Node] = []
        pending = ""
        for kind, text in flow:
            if kind == Piece.HTML:
                pending += text
            elif kind == Piece.ORIGINAL:
                pending += private.original(self.parser.sphinx_env, text)
            else:
                result += _markup(pending)
                pending = ""
                markdown = text if kind == Piece.MARKDOWN else f"{{cite:t}}`{text}`"
                result.append(book.piece("", "", *self.inline(markdown)))
        return result + _markup(pending)

    def numbered(self, payload: Payload, content: list[nodes.Node]) -> nodes.Element:
        """Return a numbered element with its label, so that ``{numref}`` finds it."""
        make = book.numbered_table if payload.number == "table" else book.numbered
        node = make(classes=["cf", *payload.classes], files=payload.files, title=payload.title)
        if payload.script:
            node["script"] = payload.script
        head = book.heading()
        head += book.heading_title("", "", *self.inline(payload.title))
        if payload.caption:
            head += book.heading_caption("", "", *self.inline(payload.caption))
        node += head
        node.extend(content)
        if payload.source:
            node.extend(
                self.flow(
                    [(Piece.HTML, '<p class="cf-source">'), (Piece.MARKDOWN, payload.source), (Piece.HTML, "</p>")]
                )
            )
        node.extend(self.flow(payload.tail))
        if not any(FOOT in text for _, text in payload.tail):
            # Room for what a script offers at the foot, so that nothing moves when it does.
            node.extend(_markup(f'<div class="cf-tail pst-js-only"><p class="{FOOT}"></p></div>'))
        node["names"].append(nodes.fully_normalize_name(payload.name))
        self.parser.document.note_explicit_target(node, node)
        return node
