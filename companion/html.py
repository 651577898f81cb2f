"""Writing HTML by hand: one tag, one link to a card, one element that scrolls. Whole cards and panels are templates."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

_APOSTROPHE = re.compile(r"(?<=[^\W_])'(?=[^\W_])|(?<=s)'(?=\s)")
_QUOTED = re.compile(r'(?<![^\W_])"(?=\S)([^"]*)(?<=\S)"(?![^\W_])')


def escape(text: object) -> str:
    """Make any value safe inside HTML text or a double-quoted attribute."""
    return html.escape(str(text), quote=True)


def typographic(text: str) -> str:
    """Return a text with its apostrophes and its pairs of quotation marks curved, as a printer sets them.

    >>> typographic("the mason's nests, the others' pipes"), typographic('so "called"')
    ('the mason’s nests, the others’ pipes', 'so “called”')
    """
    return _QUOTED.sub(r"“\1”", _APOSTROPHE.sub("’", text))


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


def statement_link(id: str) -> str:
    """Return the link to the card of a statement or sentence, or to a row that carries an identifier.

    >>> statement_link("RES-4")
    '<a class="st" href="#res-4">RES-4</a>'
    """
    return tag("a", escape(id), class_="st", href=f"#{id.lower()}")


def statement_links(ids: Iterable[str], joint: str = ", ") -> str:
    """Return links to the cards of statements or sentences, each once."""
    return joint.join(statement_link(id) for id in dict.fromkeys(ids))


def scrolling(markup: str, label: str) -> str:
    """Wrap a wide element so that it scrolls inside itself, by keyboard too."""
    return f'<div class="cf-scroll" role="region" tabindex="0" aria-label="{escape(label)}">{markup}</div>'
