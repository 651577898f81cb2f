"""What only a published book has, since it names its own address: a map of the site, a word to robots, a page for what
is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinxcontrib.bibtex.domain import get_docnames

from companion.book.citing import work as works
from companion.book.citing.work import Work

MISSING = "404"
"""The name that hosts ask for."""


def configure(app: Sphinx, config: Config) -> None:
    """Ask for the page for what is missing, if it can say where the book is."""
    if config.html_baseurl:
        config.html_additional_pages[MISSING] = f"{MISSING}.html"


def add_context(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Have the page for what is missing find the rest of the book from any address."""
    if page == MISSING:
        work = works.of(app)
        context["base_address"] = work.address if work else ""
        context["companion_description"] = "The book has no page at this address."


def sitemap(work: Work, pages: list[str]) -> str:
    """Return the map of the site: the start, then each page."""
    addresses = [work.address, *(work.at(f"{page}.html") for page in pages)]
    entries = "".join(
        f"  <url><loc>{escape(address)}</loc><lastmod>{work.date.isoformat()}</lastmod></url>\n"
        for address in addresses
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{entries}</urlset>\n"


def robots(work: Work) -> str:
    """Return the word to robots: all may be read."""
    return f"User-agent: *\nAllow: /\nSitemap: {work.at('sitemap.xml')}\n"


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write both files into a book whose address is known."""
    work = works.of(app)
    if exception or app.builder.format != "html" or work is None or not work.address:
        return
    out = Path(app.outdir)
    pages = [page for page in get_docnames(app.env) if page != app.config.root_doc]
    (out / "sitemap.xml").write_text(sitemap(work, pages), encoding="utf-8")
    (out / "robots.txt").write_text(robots(work), encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Register the events."""
    app.connect("config-inited", configure, priority=960)
    app.connect("html-page-context", add_context, priority=720)
    app.connect("build-finished", write, priority=860)
