"""Tables that stack where they have no room: every cell knows its column's head.

Beside each other, columns of a table need more than a phone has. There each row becomes a small block, by styles alone
(``tables.css``), and a cell names its column. (What is no longer laid out as a table is none any more for some screen
readers: ``book.js`` tells them what it is.)
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

_TABLE = re.compile(r"<table\b.*?</table>", re.S)
_TAG = re.compile(r"<(table|tr|th|td)\b([^>]*)>")
_HEAD = re.compile(r"<thead\b.*?</thead>", re.S)
_HEADS = re.compile(r"<t[hd]\b([^>]*)>(.*?)</t[hd]>", re.S)
_SPAN = re.compile(r'colspan="(\d+)"')
_MARKUP = re.compile(r"<[^>]+>")
MANY = 6
"""Columns from which on a table is set smaller."""


def labelled(html: str) -> str:
    """Return a page's HTML with the heads of its tables on their cells; a table without heads is left alone.

    >>> labelled("<table><thead><tr><th>a b</th></tr></thead><tr><td>1</td></tr></table>").split("thead")[2]
    '><tr><td data-label="A b">1</td></tr></table>'
    """
    return _TABLE.sub(lambda found: _labelled(found[0]), html)


def _labelled(table: str) -> str:
    head = _HEAD.search(table)
    if head is None:
        return table
    labels = [label for attributes, text in _HEADS.findall(head[0]) for label in _repeated(attributes, text)]
    column = 0

    def attributed(found: re.Match[str]) -> str:
        nonlocal column
        name, attributes = found[1], found[2]
        if name == "tr":
            column = 0
        more = ""
        if name == "table" and len(labels) >= MANY and "class=" not in attributes:
            more = ' class="many"'
        if name in ("td", "th") and found.start() >= head.end():
            label = labels[column] if column < len(labels) else ""
            span = _SPAN.search(attributes)
            column += int(span[1]) if span else 1
            more = f' data-label="{label}"' if label else ""
        return f"<{name}{attributes}{more}>"

    return _TAG.sub(attributed, table)


def _repeated(attributes: str, text: str) -> list[str]:
    """Return the words of a head, once for each column that it spans, beginning with a capital letter."""
    words = " ".join(_MARKUP.sub("", text).split()).replace('"', "&quot;")
    span = _SPAN.search(attributes)
    return [words[:1].upper() + words[1:]] * (int(span[1]) if span else 1)


def add_labels(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Label the tables of a page."""
    if doctree is not None and "body" in context:
        context["body"] = labelled(context["body"])


def setup(app: Sphinx) -> None:
    """Register the event."""
    app.connect("html-page-context", add_labels)
