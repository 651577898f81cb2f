"""The Sphinx extension of the book: everything its pages need that Sphinx does not bring."""

from __future__ import annotations

import os
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from companion.book import (
    cells,
    citations,
    codebook,
    directives,
    downloads,
    freshness,
    nodes,
    pages,
    roles,
    seams,
    styles,
)
from companion.figures.display import BUILDING

PARTS = [seams, cells, roles, directives, codebook, downloads, freshness, pages, styles, citations]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register nodes, roles, directives, assets and templates."""
    # Kernels started by this build inherit it: display objects then leave out their fallback for JupyterLab.
    os.environ[BUILDING] = "1"
    add_nodes(app)
    for part in PARTS:
        part.setup(app)
    app.connect("env-purge-doc", forget_anchors)
    app.connect("env-merge-info", merge_anchors)
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


def forget_anchors(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop the anchors of a page that is read again."""
    anchors = getattr(env, "companion_anchors", {})
    env.companion_anchors = {anchor: page for anchor, page in anchors.items() if page != docname}  # type: ignore[attr-defined]


def merge_anchors(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment) -> None:
    """Bring together the anchors found by parallel readers."""
    mine = getattr(env, "companion_anchors", {})
    env.companion_anchors = {**getattr(other, "companion_anchors", {}), **mine}  # type: ignore[attr-defined]
