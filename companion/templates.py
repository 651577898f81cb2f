"""Templates for HTML of more than a line or two: Jinja, everything escaped, Markdown left for the book to parse.

A template is written over many lines; its line breaks and indentation leave no trace in the page. The filters ``md``,
``cite`` and ``original`` put a piece into the flow that the book, not the template, turns into HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from companion.addresses import fault
from companion.html import escape, statement_link, statement_links, tag


class Piece(StrEnum):
    """What a piece of a flow is."""

    HTML = "html"
    """Markup as it stands."""
    MARKDOWN = "md"
    """Inline Markdown."""
    CITATION = "cite"
    """Citation keys with commas between them."""
    ORIGINAL = "original"
    """The locator of an original sentence: filled in by a private build of the book, nowhere else."""


Flow = list[tuple[str, str]]
"""Content as pairs of ``Piece`` and text, in order."""

_START, _MIDDLE, _END = "\x02", "\x03", "\x04"
_MARKED = re.compile(f"{_START}(\\w+){_MIDDLE}(.*?){_END}", re.S)
_UNMARKED = str.maketrans("", "", f"{_START}{_MIDDLE}{_END}")
"""Takes the marks out of a value: one that held them could end its piece, and what is behind would be markup."""

_CARD = re.compile(r"\{st\}`(?:([^`<]*?)\s*<)?([\w-]+)>?`")
_ROLE = re.compile(r"\{[a-z:]+\}`([^`<]*?)(?:\s*<[^`>]*>)?`")
_STRONG = re.compile(r"\*\*([^*]+)\*\*")
_EMPHASIS = re.compile(r"\*([^*]+)\*")
_LITERAL = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


class _Tight(FileSystemLoader):
    """Reads templates without the line breaks and the indentation that they are written with."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, file, current = super().get_source(environment, template)
        return "".join(line.strip() for line in source.splitlines()), file, current


@cache
def _environment(folder: Path) -> Environment:
    environment = Environment(
        loader=_Tight(folder), autoescape=True, undefined=StrictUndefined, finalize=_escaped, cache_size=-1
    )
    environment.filters |= {str(piece): _marked(piece) for piece in Piece if piece is not Piece.HTML}
    environment.filters |= {"link": _link, "links": _links}
    return environment


def _link(id: str) -> Markup:
    return Markup(statement_link(id))


def _links(ids: Iterable[str]) -> Markup:
    return Markup(statement_links(ids))


def _escaped(value: object) -> Markup:
    """Escape a value as the rest of the package does, so that one text is the same bytes wherever it is shown."""
    return value if isinstance(value, Markup) else Markup(escape(str(value).translate(_UNMARKED)))


def _marked(piece: Piece) -> Callable[[str], Markup]:
    def mark(text: str) -> Markup:
        return Markup(f"{_START}{piece}{_MIDDLE}{text.translate(_UNMARKED)}{_END}")

    return mark


def rendered(folder: Path, name: str, /, **values: Any) -> Flow:
    """Return what a template of a folder makes of these values, as a flow.

    Raises:
        jinja2.UndefinedError: the template asks for a value that was not given.
    """
    return flow_of(_environment(folder).get_template(name).render(**values))


def markup(folder: Path, name: str, /, **values: Any) -> str:
    """Return what a template without Markdown makes of these values, as HTML."""
    return "".join(text for _, text in rendered(folder, name, **values))


def flow_of(text: str) -> Flow:
    """Cut marked text into the pieces of a flow."""
    pieces: Flow = []
    last = 0
    for match in _MARKED.finditer(text):
        if match.start() > last:
            pieces.append((Piece.HTML, text[last : match.start()]))
        pieces.append((match[1], match[2]))
        last = match.end()
    return [*pieces, (Piece.HTML, text[last:])] if last < len(text) else pieces


def plain(markdown: str) -> str:
    """Return inline Markdown as HTML without any role: what is shown outside the book. Links to cards stay links.

    >>> plain("As {st}`it says <RES-4a>`, *not* {term}`ground`")
    'As <a href="#res-4a">it says</a>, <em>not</em> ground'
    """
    linked = _CARD.sub(lambda found: f"[{found[1] or found[2]}](#{found[2].lower()})", markdown)
    text = escape(_ROLE.sub(r"\1", linked))
    text = _LITERAL.sub(r"<code>\1</code>", text)
    text = _STRONG.sub(r"<strong>\1</strong>", text)
    text = _EMPHASIS.sub(r"<em>\1</em>", text)
    return _LINK.sub(_linked, text)


def _linked(found: re.Match[str]) -> str:
    """Return a Markdown link as HTML, or its words where the address is none that may be written."""
    words, address = found[1], unescape(found[2])
    if address.startswith("#"):
        return tag("a", words, href=address)
    return words if fault(address) else tag("a", words, href=address, rel="noopener")


def flow_html(flow: Iterable[tuple[str, str]]) -> str:
    """Return a flow as HTML for a place outside the book; citations show their keys."""
    show: Mapping[str, Callable[[str], str]] = {
        Piece.HTML: str,
        Piece.MARKDOWN: plain,
        Piece.CITATION: lambda keys: escape(keys.replace(",", ", ")),
        Piece.ORIGINAL: lambda _: "",
    }
    return "".join(show[kind](text) for kind, text in flow)
