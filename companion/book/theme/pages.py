"""Around the pages: assets, descriptions, and a first page that is one."""

from __future__ import annotations

import posixpath
import re
import shutil
from pathlib import Path
from typing import Any

from docutils import nodes as docutils_nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from companion.book import nodes
from companion.display import live

HERE = Path(__file__).parent
FIGURES = HERE.parent.parent / "figures" / "static"
"""Styles and scripts of maps, panel and record."""
UNUSED = ("vendor", "locales", "images", "scripts/bootstrap*", "scripts/fontawesome*", "**/*.map", "**/*.LICENSE.txt",
          "*macros.html", "plus.png", "minus.png", "file.png")  # fmt: skip
"""Files of the theme that no page asks for."""
_URL = re.compile(r'\b(href|src|action|data-script|data-content_root)="([^"#:]*)(#[^"]*)?"')
CODE = '<details class="code">'
"""What opens a fold that the page's switch opens too; those in the foot of a figure have another class."""
_LENGTH = 155
"""Characters of a description that search engines show."""


def configure(app: Sphinx, config: Config) -> None:
    """Put our templates before the theme's and name the favicon."""
    config.templates_path.insert(0, str(HERE / "templates"))
    config.html_favicon = str(HERE / "static" / "favicon.svg")


def add_context(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Give a page its description, and the script that wakes figures where there are any."""
    context["companion_description"] = description(app, page, doctree) or app.config.html_title
    if doctree is not None and any("script" in node for node in doctree.findall(nodes.numbered)):
        app.add_js_file("live.js")
    context["companion_code"] = doctree is not None and any(
        CODE in node.markup() for node in doctree.findall(nodes.markup)
    )


def description(app: Sphinx, page: str, doctree: Any) -> str:
    """Return the page's ``description`` from its front matter, else its first paragraph cut at a word."""
    given = app.env.metadata.get(page, {}).get("description")
    if given or doctree is None:
        return str(given or "")
    first = next((node.astext() for node in doctree.findall(docutils_nodes.paragraph)), "")
    text = " ".join(first.split())
    return text if len(text) <= _LENGTH else text[:_LENGTH].rpartition(" ")[0] + " …"


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Copy scripts, write the Vega bundle, make ``index.html`` a page and drop what nobody asks for."""
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    static = out / "_static"
    shutil.copy(HERE / "static" / "book.js", static)
    shutil.copytree(HERE / "static" / "fonts", static / "fonts", dirs_exist_ok=True)
    for script in (live.SCRIPT, *FIGURES.glob("*.js")):
        shutil.copy(script, static)
    (static / "vega.js").write_text(live.bundle(), encoding="utf-8")
    for pattern in UNUSED:
        for path in list(static.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    (out / ".buildinfo").unlink(missing_ok=True)  # names the folder of the build, for a next one that never comes
    root = app.config.root_doc
    if root != "index":
        page = (out / f"{root}.html").read_text(encoding="utf-8")
        (out / "index.html").write_text(moved_up(page, posixpath.dirname(root)), encoding="utf-8")


def moved_up(html: str, folder: str) -> str:
    """Return a page of ``folder`` with its addresses as they are from the folder above it.

    >>> moved_up('<a href="../notebooks/a.html#b">', "book")
    '<a href="notebooks/a.html#b">'
    """

    def address(found: re.Match[str]) -> str:
        name, value, anchor = found[1], found[2], found[3] or ""
        if value == "" and name != "data-content_root":
            return found[0]
        path = posixpath.normpath(posixpath.join(folder, value))
        return f'{name}="{path + "/" if value.endswith("/") else path}{anchor}"'

    return _URL.sub(address, html)


def setup(app: Sphinx) -> None:
    """Register the events."""
    app.connect("config-inited", configure, priority=900)
    app.connect("html-page-context", add_context)
    app.connect("build-finished", finish, priority=800)
    # Before the theme's own, which fails where a page has no contents at its side.
    app.add_js_file("book.js", priority=300)
