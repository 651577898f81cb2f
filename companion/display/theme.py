"""One look for every chart: type, lines and colours that follow the page, and fixed colours for coded values.

Text and rules are drawn in ``currentColor``, so a figure follows the page's light or dark theme with no script.
Colours of coded values come from the codebook (``colour`` of a value), never from here.
"""

from __future__ import annotations

from typing import Any

import altair as alt

from companion.dossier.codebook import Codebook

FONT = "Arial, 'Liberation Sans', Helvetica, Roboto, sans-serif"
"""Fonts of one width, so that labels measured at build time fit where they are read."""
INK = "currentColor"
Layered = alt.LayerChart | alt.FacetChart
"""What Altair says that layers make; a facet only where a layer is one."""
NEUTRAL = "#808389"
"""For values that the codebook gives no colour: 3.8 to 1 on white, 4.6 to 1 on the dark page."""

FALLBACK = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#B58900", "#56B4E9", "#808389")
"""Okabe & Ito (2008), yellow darkened so that it is seen on white; used in order where the codebook is silent."""


def config() -> dict[str, Any]:
    """Return the Vega-Lite ``config`` of every chart: 13 px text, thin rules, no background, no box."""
    axis = {
        "domainColor": INK, "domainOpacity": 0.35, "tickColor": INK, "tickOpacity": 0.35, "gridColor": INK,
        "gridOpacity": 0.12, "labelColor": INK, "titleColor": INK, "labelFontSize": 13, "titleFontSize": 13,
        "titleFontWeight": 600, "labelLimit": 260, "labelPadding": 6, "titlePadding": 10,
    }  # fmt: skip
    return {
        "aria": False,
        "background": None,
        "padding": {"left": 10, "right": 10, "top": 5, "bottom": 5},
        "font": FONT,
        "view": {"stroke": None},
        "axis": axis,
        "axisBand": {"domain": False, "ticks": False, "grid": False},
        "header": {"labelColor": INK, "titleColor": INK, "labelFontSize": 13, "titleFontSize": 13,
                   "labelFontWeight": 600},
        "legend": {"labelColor": INK, "titleColor": INK, "labelFontSize": 13, "titleFontSize": 13, "orient": "top",
                   "titleFontWeight": 600, "labelLimit": 260, "symbolSize": 120},
        "title": {"color": INK, "subtitleColor": INK, "fontSize": 14, "anchor": "start", "fontWeight": 600},
        "text": {"color": INK, "fontSize": 13},
        "rule": {"color": INK},
        "range": {"category": list(FALLBACK)},
    }  # fmt: skip


def scale(codebook: Codebook, variable: str) -> dict[str, Any]:
    """Return ``{"domain": labels, "range": colours}`` of a codebook variable, in the codebook's order.

    Raises:
        KeyError: the codebook has no such variable.
    """
    values = codebook.variable(variable).values
    colours = [value.colour or FALLBACK[i % len(FALLBACK)] for i, value in enumerate(values)]
    return {"domain": [value.label for value in values], "range": colours}


def tips(*columns: str | None) -> list[alt.Tooltip]:
    """Return what is told of a mark when it is pointed at: these columns, those that are None left out.

    Altair takes plain names as well, and is some ten milliseconds slower over each.
    """
    return [alt.Tooltip(column) for column in columns if column]
