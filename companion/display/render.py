"""Draw a chart once, at build time: Vega-Lite in, an inline SVG out that is the same bytes in every build.

vl-convert counts the ids of clips and gradients per process, so they are renumbered here and prefixed by the
figure's name; otherwise two figures of one page would share ids and two builds would differ.
"""

from __future__ import annotations

import copy
import json
import re
from functools import lru_cache
from typing import Any

import vl_convert

from companion.display import theme

WIDE = 680
"""Widest drawing in CSS pixels: the measure of the page."""
NARROW = 326
"""Width of the second drawing: what a phone of 390 px leaves between the margins."""

SMALLEST_STEP = 34
"""A number of two digits and a finger still fit."""

_HREF = re.compile(r'xlink:href="(?:https://vega\.github\.io/vega-datasets/)?([^"]*)"')
"""vl-convert resolves every address against that of Vega's sample data, and names the attribute as SVG 1.1 did."""

_IDS = re.compile(r'\bid="([^"]+)"')
_ROLES = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
_SIZE = re.compile(r'<svg[^>]*?\bwidth="([\d.]+)"[^>]*?\bheight="([\d.]+)"')


def specification(chart: Any) -> dict[str, Any]:
    """Return the Vega-Lite JSON of an Altair chart (or of a dict) with the book's theme filled in."""
    spec = copy.deepcopy(chart) if isinstance(chart, dict) else chart.to_dict(validate=True)
    config = theme.config()
    for key, value in spec.get("config", {}).items():
        # Altair's own default theme is the one thing every chart carries unasked.
        if key == "view" and value == {"continuousHeight": 300, "continuousWidth": 300}:
            continue
        config[key] = (
            {**config[key], **value} if isinstance(value, dict) and isinstance(config.get(key), dict) else value
        )
    spec["config"] = config
    return _sorted_names(spec)


def _sorted_names(spec: dict[str, Any]) -> dict[str, Any]:
    """Rename data sets and views in order of appearance: Altair's counters differ from build to build."""
    text = json.dumps(spec, ensure_ascii=False)
    found = dict.fromkeys(re.findall(r'"(data-[0-9a-f]{32}|view_\w+|param_\d+)', text))
    for number, name in enumerate(found, start=1):
        text = re.sub(rf"\b{name}\b", f"{name.split('-')[0].split('_')[0]}{number}", text)
    return json.loads(text)


@lru_cache(maxsize=256)
def _svg(text: str) -> str:
    return vl_convert.vegalite_to_svg(text)


def draw(spec: dict[str, Any], prefix: str) -> str:
    """Return the SVG of a specification, without roles or labels inside, its ids beginning with ``prefix``."""
    svg = _svg(json.dumps(spec, sort_keys=True))
    svg = _ROLES.sub("", svg)
    for number, name in enumerate(dict.fromkeys(_IDS.findall(svg)), start=1):
        svg = svg.replace(f'id="{name}"', f'id="{prefix}-{number}"').replace(f"#{name})", f"#{prefix}-{number})")
    # The element around it is named; the same links, with words, stand in the data table beneath.
    svg = svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return _HREF.sub(r'href="\1"', svg).replace(' target="_blank"', "").replace("<a ", '<a tabindex="-1" ')


def size(svg: str) -> tuple[float, float]:
    """Return width and height of a drawing in CSS pixels."""
    found = _SIZE.search(svg)
    if found is None:
        message = "the drawing has no width and height"
        raise ValueError(message)
    return float(found[1]), float(found[2])


def narrowed(spec: dict[str, Any], width: float) -> dict[str, Any] | None:
    """Return the same chart for a narrow page, or None where it can only be scrolled.

    ``width`` is that of the wide drawing. Views beside each other go below each other; a width in pixels, or the step
    of a band, gives way as long as marks and labels stay legible.
    """
    if width <= NARROW:
        return None
    slim = copy.deepcopy(spec)
    if "hconcat" in slim:
        slim["vconcat"] = slim.pop("hconcat")
        return slim
    stack = [view.get("width") for view in slim.get("vconcat", ())]
    if stack and all(isinstance(inner, int | float) for inner in stack):
        for view in slim["vconcat"]:
            view["width"] -= width - NARROW
        return slim if min(stack) - (width - NARROW) >= 120 else None
    inner = slim.get("width")
    if isinstance(inner, int | float):
        slim["width"] = inner - (width - NARROW)
        if "projection" in slim and isinstance(slim.get("height"), int | float):
            slim["height"] *= slim["width"] / inner  # a map keeps its form
        return slim if slim["width"] >= 120 else None
    if isinstance(inner, dict) and isinstance(inner.get("step"), int | float):
        _slant(slim)
        slim["width"] = {"step": inner["step"] - 10}
        bands = (width - size(_svg(json.dumps(slim, sort_keys=True)))[0]) / 10
        slim["width"] = {"step": inner["step"] - (width - NARROW) / bands} if bands >= 1 else inner
        return slim if slim["width"]["step"] >= SMALLEST_STEP else None
    return None


def _slant(node: Any) -> None:
    """Turn column heads that stand level: narrow columns have no room for words beside each other."""
    if isinstance(node, list):
        for item in node:
            _slant(item)
    elif isinstance(node, dict):
        axis = node.get("x", {}).get("axis") if isinstance(node.get("x"), dict) else None
        if isinstance(axis, dict) and axis.get("orient") == "top" and axis.get("labelAngle") == 0:
            for key in ("labelExpr", "labelLineHeight", "labelPadding"):
                axis.pop(key, None)
            axis.update(labelAngle=-55, labelAlign="left", labelBaseline="middle")
        for key, item in node.items():
            if key not in ("data", "datasets"):
                _slant(item)
