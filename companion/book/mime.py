"""Turn the package's display objects into docutils nodes, so that captions, numbers, roles and citations resolve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes

from companion.book import cells, private
from companion.book import nodes as book

if TYPE_CHECKING:
    from myst_nb.core.render import MimeData, NbElementRenderer

KINDS = ("cards", "figure", "flow", "table", "map", "whatif")
PREFIX, SUFFIX = "application/vnd.companion.", "+json"


class CompanionRenderer:
    """MyST-NB plugin for ``application/vnd.companion.*+json`` (payload: see ``companion.figures.display``)."""

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
        payload: Any = data.content
        markdown = Markdown(renderer.renderer, data.line or 0)
        markdown.note_anchors(payload.get("anchors", ()))
        content = markdown.flow(payload["flow"])
        if not payload.get("number"):
            return content
        return [markdown.numbered(payload, content)]


def _markup(html: str) -> list[nodes.Node]:
    return [book.markup("", html, format="html")] if html else []


class Markdown:
    """Parses the Markdown pieces of one payload with the page's own parser."""

    def __init__(self, parser: Any, line: int) -> None:
        self.parser, self.line = parser, line

    def note_anchors(self, anchors: Mapping[str, str] | Iterable[str]) -> None:
        """Remember which page holds which anchor: the page a mapping names, else this one."""
        env = self.parser.sphinx_env
        if not hasattr(env, "companion_anchors"):
            env.companion_anchors = {}
        homes = anchors if isinstance(anchors, Mapping) else dict.fromkeys(anchors, env.docname)
        for anchor, page in homes.items():
            env.companion_anchors.setdefault(anchor, page)

    def inline(self, text: str) -> list[nodes.Node]:
        """Return the nodes of inline Markdown."""
        holder = nodes.inline()
        with self.parser.current_node_context(holder):
            self.parser.nested_render_text(text, self.line, inline=True)
        return list(holder.children)

    def flow(self, flow: Iterable[Sequence[str]]) -> list[nodes.Node]:
        """Return the nodes of a flow; neighbouring pieces of markup become one node."""
        result: list[nodes.Node] = []
        pending = ""
        for kind, text in flow:
            if kind == "html":
                pending += text
            elif kind == "original":
                pending += private.original(self.parser.sphinx_env.app, text)
            else:
                result += _markup(pending)
                pending = ""
                markdown = text if kind == "md" else f"{{cite:t}}`{text}`"
                result.append(book.piece("", "", *self.inline(markdown)))
        return result + _markup(pending)

    def numbered(self, payload: dict[str, Any], content: list[nodes.Node]) -> nodes.Element:
        """Return a numbered element with its label, so that ``{numref}`` finds it."""
        make = book.numbered_table if payload["number"] == "table" else book.numbered
        node = make(classes=["cf", *payload.get("classes", ())], files=payload.get("files", {}), title=payload["title"])
        if payload.get("script"):
            node["script"] = payload["script"]
        head = book.heading()
        head += book.heading_title("", "", *self.inline(payload["title"]))
        if payload.get("caption"):
            head += book.heading_caption("", "", *self.inline(payload["caption"]))
        node += head
        node.extend(content)
        node.extend(self.flow(payload.get("tail", ())))
        node["names"].append(nodes.fully_normalize_name(payload["name"]))
        self.parser.document.note_explicit_target(node, node)
        return node
