"""Links that lead out of the book: what they open gets no hold of the page that they stand on."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx

_LINK = re.compile(r'<a\b([^>]*\shref="(?:https?:)?//[^>]*)>', re.I)
_REL = re.compile(r'\srel="([^"]*)"')


def apart(html: str) -> str:
    """Return HTML in which every link to another host says ``noopener``.

    >>> apart('<a href="https://example.org/">a</a> <a href="b.html">b</a>')
    '<a href="https://example.org/" rel="noopener">a</a> <a href="b.html">b</a>'
    """

    def told(found: re.Match[str]) -> str:
        said = _REL.search(found[1])
        words = said[1].split() if said else []
        if "noopener" in words:
            return found[0]
        return f'<a{_REL.sub("", found[1])} rel="{" ".join([*words, "noopener"])}">'

    return _LINK.sub(told, html)


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Tell the links of all written pages: those of the text, of figures and of the theme."""
    if exception or app.builder.format != "html":
        return
    for page in Path(app.outdir).rglob("*.html"):
        page.write_text(apart(page.read_text(encoding="utf-8")), encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Register the event, before the first page is copied to where a host looks for it."""
    app.connect("build-finished", finish, priority=790)
