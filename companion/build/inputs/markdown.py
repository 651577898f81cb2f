"""The text of a page: what Markdown forgives and a reader would not."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from companion.errors import Problem
from companion.records.nodes import compose_text
from companion.textfile import read_text

CODE = "{code-cell}"
FENCES = ("fence", "colon_fence")
ANCHORED = ("h1", "h2", "h3")
"""Headings that get an anchor (``myst_heading_anchors`` in ``_config.yml``)."""
_NO_WORD = re.compile(r"[^\w\u4e00-\u9fff\- ]")
"""What MyST leaves out of a heading's anchor (``myst_parser.mdit_to_docutils.base.default_slugify``)."""


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark").use(front_matter_plugin).use(colon_fence_plugin)


def check(root: Path, name: str, anchors: Container[str], problems: list[Problem]) -> None:
    """Add to ``problems`` what is wrong with the text of one page, which ``name`` is the path of."""
    if not name.endswith(".md"):
        return
    text = read_text(root / name, problems, "Write it, or take it out of _toc.yml.", name)
    if text is None:
        return
    try:
        tokens = _reader().parse(text)
    except RecursionError:
        problems.append(Problem("page-syntax", name, "lists or quotations are nested too deeply", "Flatten them."))
        return
    problems += _open_fences(name, text.split("\n"), tokens)
    problems += _headings(name, tokens, anchors)
    problems += _cells(name, tokens)
    titled = (token.tag == "h1" or token.info.startswith("{include}") for token in tokens)
    if not any(titled):
        problems.append(Problem("page-syntax", name, "has no title", "Begin it with a line `# Title`."))


def _open_fences(name: str, lines: list[str], tokens: list[Token], above: int = 0) -> Iterator[Problem]:
    """Tell of each fence that nothing closes: all that follows it is then taken for code.

    ``above`` is the number of the page's lines before these.
    """
    for token in tokens:
        if token.type not in FENCES or token.map is None:
            continue
        first, end = token.map
        closing = lines[end - 1].strip(" >\t")
        if end - 1 == first or not closing or set(closing) != {token.markup[0]} or len(closing) < len(token.markup):
            remedy = f"Close it with a line of {token.markup}."
            message = "nothing closes the block that begins here, and so it swallows the rest of the page"
            yield Problem("open-fence", name, message, remedy, above + first + 1, value=lines[first].strip())
        elif token.type == "colon_fence" and token.info.startswith("{"):
            inner = token.content.split("\n")
            yield from _open_fences(name, inner, _reader().parse(token.content), above + first + 1)


def _headings(name: str, tokens: list[Token], anchors: Container[str]) -> Iterator[Problem]:
    """Tell of headings that take the place of another or of a statement's card."""
    seen: dict[str, int] = {}
    for opening, inline in pairwise(tokens):
        if opening.type != "heading_open" or opening.tag not in ANCHORED or opening.map is None:
            continue
        line, title = opening.map[0] + 1, inline.content
        anchor = _NO_WORD.sub("", title.lower()).replace(" ", "-")
        if opening.markup in ("-", "="):
            remedy = "Write it with # before it, or put an empty line between the text and the rule."
            yield Problem("odd-heading", name, "the line under this text makes it a heading", remedy, line, value=title)
        if anchor in anchors:
            remedy = "Call it otherwise."
            message = "a heading of this name would stand in for the statement's card when a link leads there"
            yield Problem("odd-heading", name, message, remedy, line, value=title)
        if anchor in seen:
            message = f"the same heading stands in line {seen[anchor]}: a link could lead to one of them only"
            yield Problem("odd-heading", name, message, "Call one of them otherwise.", line, value=title)
        seen.setdefault(anchor, line)


def _cells(name: str, tokens: list[Token]) -> Iterator[Problem]:
    """Tell of cells in a page that is no notebook: they would be printed and never run."""
    front = next((token for token in tokens[:1] if token.type == "front_matter"), None)
    problems: list[Problem] = []
    given = compose_text(front.content, name, problems) if front and front.content.strip() else None
    yield from problems
    told = given.values if given and isinstance(given.values, dict) else {}
    if problems or {"jupytext", "kernelspec"} <= told.keys():
        return
    for token in tokens:
        if token.type == "fence" and token.info.startswith(CODE) and token.map:
            remedy = "Begin the page as the notebooks do, with jupytext: and kernelspec:."
            yield Problem(
                "no-notebook", name, "this cell never runs: the page is no notebook", remedy, token.map[0] + 1
            )
            return
