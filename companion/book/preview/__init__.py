"""Previews: what a link leads to, shown beside it on hover, focus or first touch."""

from __future__ import annotations

from sphinx.application import Sphinx

from companion.book.preview import files


def setup(app: Sphinx) -> None:
    """Write the previews once every page is there."""
    app.add_js_file("preview.js")
    app.connect("build-finished", files.write, priority=850)
