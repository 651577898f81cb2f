"""``go.html``: the page that leads from a permanent address to its place, and is a plain list where scripts are off."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from companion.book.citing.addresses import PROMISED, Addresses, addresses, listed, promised
from companion.book.downloads import FOLDER
from companion.html import typographic

HERE = Path(__file__).parent
PAGE = "go"
TABLE = "addresses.js"


def configure(app: Sphinx, config: Config) -> None:
    """Ask for the page."""
    config.templates_path.append(str(HERE / "templates"))
    config.html_additional_pages[PAGE] = f"{PAGE}.html"


def add_context(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Give the page its list."""
    if page != PAGE:
        return
    found = of(app).values()
    shown = (replace(address, title=typographic(address.title)) for address in found)
    context["address_groups"] = [(group, list(rows)) for group, rows in groupby(shown, key=lambda item: item.group)]
    context["companion_description"] = (
        "Permanent addresses: every statement, figure, table, reference, tension and entry of the record by its name."
    )


def of(app: Sphinx) -> Addresses:
    """Return the addresses of the book that is being built."""
    return addresses(app.env, promised(Path(app.srcdir)))


def script(found: Addresses) -> str:
    """Return the table as a script: anchor or page → name, what it is, title. A page from a folder may not fetch."""
    rows = {address.anchor or f"{address.page}.html": [address.name, address.label, address.title]
            for address in reversed(found.values())}  # fmt: skip
    return f"companionAddresses({json.dumps(rows, ensure_ascii=False, separators=(',', ':'))});\n"


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the table beside the pages, the list for the next release among the downloads, and the script."""
    if exception or app.builder.format != "html":
        return
    out, found = Path(app.outdir), of(app)
    (out / "_static" / TABLE).write_text(script(found), encoding="utf-8")
    shutil.copy(HERE / "static" / "go.js", out / "_static")
    names = listed((address.name for address in found.values()), promised(Path(app.srcdir)))
    (out / FOLDER).mkdir(exist_ok=True)
    (out / FOLDER / Path(PROMISED).name).write_text(names, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Register the events; behind those that read pages and describe them."""
    app.connect("config-inited", configure, priority=950)
    app.connect("html-page-context", add_context, priority=700)
    app.connect("build-finished", write, priority=940)  # its words keep no rule of a stylesheet alive
