"""What every display object shares: a MIME bundle that the book, JupyterLab and nbconvert can each read.

The book renders ``application/vnd.companion.<kind>+json`` (see ``companion.book.mime``); everything else shows the
self-contained ``text/html`` twin. Content is a *flow*: pieces of HTML with pieces of Markdown between them, so that
roles and citations inside a caption or a card resolve in the book and stay readable outside it.
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

BUILDING = "COMPANION_BUILDING"
"""Environment variable set while the book is built: the fallback is then left out of what is cached and pickled."""

Flow = list[tuple[str, str]]
"""``("html", markup)``, ``("md", inline Markdown)``, ``("cite", "key,key")`` or ``("original", "RES-4")``, in order.

The last is the place of an original sentence: filled in by a private build of the book, nowhere else.
"""

ROLE = re.compile(r"\{[a-z:]+\}`([^`]*)`")
STRONG = re.compile(r"\*\*([^*]+)\*\*")
EMPHASIS = re.compile(r"\*([^*]+)\*")
LITERAL = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


def escape(text: object) -> str:
    """Make any value safe inside HTML text or a double-quoted attribute."""
    return html.escape(str(text), quote=True)


def tag(name: str, content: str = "", /, **attributes: object) -> str:
    """Write one element; ``class_`` and ``data_x`` become ``class`` and ``data-x``; None and False are left out.

    >>> tag("a", "RES-4", href="#res-4", class_="st")
    '<a href="#res-4" class="st">RES-4</a>'
    """
    parts = []
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        key = key.rstrip("_").replace("_", "-")
        parts.append(f" {key}" if value is True else f' {key}="{escape(value)}"')
    return f"<{name}{''.join(parts)}>{content}</{name}>"


def plain(markdown: str) -> str:
    """Return inline Markdown as HTML without any role: what the fallback shows.

    >>> plain("As {st}`RES-4a` *says*")
    'As RES-4a <em>says</em>'
    """
    text = ROLE.sub(r"\1", markdown)
    text = escape(text)
    text = LITERAL.sub(r"<code>\1</code>", text)
    text = STRONG.sub(r"<strong>\1</strong>", text)
    text = EMPHASIS.sub(r"<em>\1</em>", text)
    return LINK.sub(r'<a href="\2">\1</a>', text)


def flow_html(flow: Iterable[tuple[str, str]]) -> str:
    """Return a flow as HTML for the fallback; citations show their keys."""
    show: Mapping[str, Callable[[str], str]] = {
        "html": str,
        "md": plain,
        "cite": lambda keys: escape(keys.replace(",", ", ")),
        "original": lambda _: "",
    }
    return "".join(show[kind](text) for kind, text in flow)


class Display:
    """An object that a notebook cell can end with.

    A subclass sets ``kind`` and returns from ``payload`` the JSON that ``companion.book.mime`` understands:

    ``name``        label for ``{numref}`` and anchor of the element, or None for an unnumbered flow
    ``number``      ``"figure"``, ``"table"`` or None
    ``title``       short headline, inline Markdown
    ``caption``     inline Markdown
    ``flow``        content, a ``Flow``
    ``tail``        content after the caption (data table, lists), a ``Flow``
    ``anchors``     anchors inside the flow that ``#…`` links may point to from any page; a mapping names their page
    ``script``      name of the file among ``files`` that wakes the figure, or absent
    ``files``       ``{file name: text}`` written beside the page (data, spec, script)
    ``classes``     classes of the outer element
    """

    kind: ClassVar[str] = "flow"

    def payload(self) -> Mapping[str, Any]:
        """Return the JSON the book renders."""
        raise NotImplementedError

    def html(self) -> str:
        """Return the self-contained HTML that JupyterLab and nbconvert show."""
        raise NotImplementedError

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle: dict[str, Any] = {f"application/vnd.companion.{self.kind}+json": dict(self.payload())}
        bundle["text/plain"] = f"<{type(self).__name__} {self.payload().get('name') or ''}>".replace(" >", ">")
        if not os.environ.get(BUILDING):
            bundle["text/html"] = self.html()
        return bundle
