"""The page for searching in the built book, in place of Sphinx's."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex.domain import get_docnames

from companion.book.domain import domain_of
from companion.book.search import index
from companion.book.search.things import things

SCRIPT = Path(__file__).parent / "static" / "search.js"
INDEX = "searchindex.js"
UNUSED = ("searchtools.js", "language_data.js")
"""Sphinx's own, which the page does without."""


def configure(app: Sphinx, config: Config) -> None:
    """Ask for the page itself, which Sphinx makes only together with its index."""
    config.html_additional_pages["search"] = "search.html"


def without_index(app: Sphinx) -> None:
    """Keep Sphinx from making its index."""
    if app.builder.format == "html":
        app.builder.search = False  # type: ignore[attr-defined]


def add_context(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Give the page a statement's name as an example of what one may ask for."""
    if template == "search.html":
        context["named_statement"] = domain_of(app.env).project.dossier.statements[0].id


def read(env: BuildEnvironment, out: Path) -> Iterable[index.Page]:
    """Yield the written pages in their order in the book."""
    for name in get_docnames(env):
        number = ".".join(map(str, env.toc_secnumbers.get(name, {}).get("", ())))
        html = (out / f"{name}.html").read_text(encoding="utf-8")
        closed = "nosearch" in env.metadata.get(name, {})
        yield index.Page(name, env.titles[name].astext(), number, html, closed)


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Write the index of the finished pages, and put the script beside it."""
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    pages = list(read(app.env, out))
    text = index.script(pages, list(index.results(pages, things(app.env))))
    (out / INDEX).write_text(text, encoding="utf-8")
    for file in UNUSED:
        (out / "_static" / file).unlink(missing_ok=True)
    shutil.copy(SCRIPT, out / "_static")


def setup(app: Sphinx) -> None:
    """Register the events; the pages are read when every other extension is done with them."""
    app.connect("config-inited", configure)
    app.connect("builder-inited", without_index)
    app.connect("html-page-context", add_context)
    app.connect("build-finished", finish, priority=950)
