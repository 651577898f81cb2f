"""Apostrophes and quotation marks as a printer sets them, in the text of a page: the data are typed on a keyboard.

What is quoted letter by letter stays: code, values in ``<q>``, the printed lines of references.
"""

from __future__ import annotations

import re
from typing import Any

from sphinx.application import Sphinx

from companion.html import typographic

VERBATIM = ("script", "style", "pre", "code", "q", "textarea")
"""Elements whose text stays."""
_PARTS = re.compile(
    rf'<!--.*?-->|<({"|".join(VERBATIM)})\b.*?</\1>|<p class="ref-printed">.*?</p>|<[^>]*>|(?P<text>[^<]+)', re.S
)


def page(markup: str) -> str:
    """Return a page's HTML with the text outside of tags and of verbatim elements set.

    >>> page('<p title="it\\'s">it&#x27;s <code>it\\'s</code></p>')
    '<p title="it\\'s">it’s <code>it\\'s</code></p>'
    """
    return _PARTS.sub(_set, markup)


def _set(found: re.Match[str]) -> str:
    text = found["text"]
    if not text or not ("'" in text or '"' in text or "&" in text):
        return found[0]
    plain = text.replace("&#x27;", "'").replace("&#39;", "'").replace("&quot;", '"')
    return typographic(plain)


def set_page(app: Sphinx, name: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Set the text of a page before its template takes it."""
    for part in ("body", "title", "author"):
        if context.get(part):
            context[part] = page(context[part])


def setup(app: Sphinx) -> None:
    """Register the event; what other extensions add to a page is set with it."""
    app.connect("html-page-context", set_page, priority=900)
