"""The Sphinx extension of the book: everything its pages need that Sphinx does not bring."""

from __future__ import annotations

import os
from typing import Any

from sphinx.application import Sphinx

from companion.book import (
    cells,
    codebook,
    directives,
    domain,
    downloads,
    freshness,
    licences,
    nodes,
    own,
    preview,
    roles,
    words,
)
from companion.book.citations import lists
from companion.book.citing import go, metadata, offers, site
from companion.book.search import pages as search
from companion.book.take import executed
from companion.book.theme import colophon, outside, pages, policy, quotes, seams, styles, tables
from companion.display.display import BUILDING

PARTS = [seams, quotes, domain, cells, roles, directives, codebook, downloads, licences, freshness, colophon, pages,
         search, preview, styles, tables, lists, words, executed, go, offers,
         metadata, site, own, policy, outside]  # fmt: skip


def setup(app: Sphinx) -> dict[str, Any]:
    """Register nodes, roles, directives, assets and templates."""
    # Kernels started by this build inherit it: display objects then leave out their fallback for JupyterLab.
    os.environ[BUILDING] = "1"
    add_nodes(app)
    for part in PARTS:
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def add_nodes(app: Sphinx) -> None:
    """Register the nodes with the HTML writer."""
    numbered = (nodes.visit_numbered, nodes.depart_numbered)
    app.add_enumerable_node(nodes.numbered, "figure", nodes.title_of, html=numbered)
    app.add_enumerable_node(nodes.numbered_table, "table", nodes.title_of, html=numbered)
    app.add_node(nodes.markup, html=(nodes.visit_markup, None))
    app.add_node(nodes.piece, html=(nodes.visit_piece, nodes.visit_piece))
    app.add_node(nodes.heading, html=(nodes.visit_heading, nodes.depart_heading))
    app.add_node(nodes.heading_title, html=(nodes.visit_title, nodes.depart_title))
    app.add_node(nodes.heading_caption, html=(nodes.visit_caption, nodes.depart_caption))
