"""What every display object shares: a MIME bundle that the book, JupyterLab and nbconvert can each read.

The book renders ``application/vnd.companion.<kind>+json`` (see ``companion.book.mime``); everything else shows the
self-contained ``text/html`` twin. Content is a *flow* (see ``companion.templates``): pieces of HTML with pieces of
Markdown between them, so that roles and citations inside a caption or a card resolve in the book and stay readable
outside it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar

from companion.templates import Flow

BUILDING = "COMPANION_BUILDING"
"""Environment variable set while the book is built: the fallback is then left out of what is cached and pickled."""


@dataclass(frozen=True)
class Anchor:
    """What an anchor inside a flow leads to."""

    name: str
    """Identifier as a reader writes it, e.g. ``RES-4a``."""
    kind: str = "row"
    """``statement``, ``sentence``, ``tension`` or ``row``."""
    title: str = ""
    """What it is, for lists of search results."""
    page: str | None = None
    """The page on which it stands for good; None for the one that shows it."""


@dataclass(frozen=True)
class Payload:
    """What the book renders of one display object; it travels as JSON."""

    flow: Flow
    """Content."""
    name: str | None = None
    """Label for ``{numref}`` and anchor of the element, or None for an unnumbered flow."""
    number: str | None = None
    """``figure``, ``table`` or None."""
    title: str = ""
    """Short headline, inline Markdown."""
    caption: str = ""
    """Inline Markdown."""
    source: str = ""
    """Who states what is shown, where it was read and under which terms, inline Markdown; it stands below."""
    tail: Flow = field(default_factory=list)
    """Content after the caption: data table, lists."""
    anchors: Mapping[str, Anchor] = field(default_factory=dict)
    """Anchors inside the flow that links may point to from any page."""
    script: str | None = None
    """Name of the file among ``files`` that wakes the figure."""
    files: Mapping[str, str] = field(default_factory=dict)
    """File name → text, written beside the page: data, specification, script."""
    classes: Sequence[str] = ()
    """Classes of the outer element."""

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self)


class Display:
    """An object that a notebook cell can end with; a subclass sets ``kind`` and has ``payload`` and ``html``."""

    kind: ClassVar[str] = "flow"

    def payload(self) -> Payload:
        """Return what the book renders."""
        raise NotImplementedError

    def html(self) -> str:
        """Return the self-contained HTML that JupyterLab and nbconvert show."""
        raise NotImplementedError

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        payload = self.payload()
        bundle: dict[str, Any] = {f"application/vnd.companion.{self.kind}+json": payload.as_json()}
        bundle["text/plain"] = f"<{type(self).__name__} {payload.name or ''}>".replace(" >", ">")
        if not os.environ.get(BUILDING):
            bundle["text/html"] = self.html()
        return bundle
