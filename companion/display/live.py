"""The living twin of a drawing: one local Vega bundle for all charts, and per chart what it needs to wake.

The bundle comes out of vl-convert, so it is the version that made the picture, and is asked of nobody's server. Nothing
is loaded before the reader points at a chart, focuses it or taps it.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import vl_convert

from companion.html import escape, tag
from companion.kept import kept

SCRIPT = Path(__file__).parent / "static" / "live.js"
"""Wakes charts, shows tips, follows selections and controls."""
LICENCES = Path(__file__).parent / "static" / "vega-licences.txt"
"""Of everything in the bundle."""
EXPORT = "window.companionVega = vegaEmbed;"


@cache
def bundle() -> str:
    """Return Vega, Vega-Lite and Vega-Embed as one script, wrapped: bare, its names clash with those of Sphinx."""
    bare = kept(f"vega-{version('vl-convert-python')}.js", lambda: vl_convert.javascript_bundle(EXPORT))
    return f"(function () {{{bare}}})();\n"


def unbound(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Return a specification whose inputs are left to the page's own controls (``controls``)."""
    plain = copy.deepcopy(dict(spec))
    for param in bound(plain):
        del param["bind"]
    return plain


def chart_script(name: str, panes: Mapping[str, Mapping[str, Any]], rows: list[dict[str, Any]]) -> str:
    """Return the script that hands one chart's panes (``wide``, ``slim``) and rows to ``live.js``."""
    chart = {pane: unbound(spec) for pane, spec in panes.items()} | {"rows": rows}
    text = json.dumps(chart, ensure_ascii=False, separators=(",", ":"), sort_keys=True).replace("</", "<\\/")
    return f"companion.chart({json.dumps(name)}, {text});\n"


def bound(spec: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the top-level parameters of a chart that a reader can set, in the chart's order."""
    return [
        param for param in spec.get("params", ()) if isinstance(param.get("bind"), dict) and "input" in param["bind"]
    ]


def controls(name: str, spec: Mapping[str, Any]) -> str:
    """Return labelled form controls for a chart's bound parameters, or the empty string."""
    fields = "".join(_control(f"{name}-{param['name']}", param) for param in bound(spec))
    legend = tag("legend", "Change the figure")
    # A browser that remembers the controls of the last visit would show them beside the picture of the start.
    form = tag("form", tag("fieldset", legend + fields, class_="cf-controls"), autocomplete="off", class_="js-only")
    return form if fields else ""


def _control(identifier: str, param: Mapping[str, Any]) -> str:
    bind, value = param["bind"], param.get("value")
    label = escape(str(bind.get("name", param["name"])).strip().rstrip(":"))
    common: dict[str, Any] = {"id": identifier, "data_param": param["name"]}
    kind = bind["input"]
    if kind == "checkbox":
        box = _void("input", type="checkbox", checked=bool(value), **common)
        return tag("label", f"{box} {label}", for_=identifier)
    if kind in ("select", "radio"):
        options = bind["options"]
        labels = bind.get("labels") or options
        choices = "".join(
            tag("option", escape(text), selected=option == value) for option, text in zip(options, labels, strict=True)
        )
        menu = tag("select", choices, data_values=json.dumps(options), **common)
        return tag("label", f"{label} {menu}", for_=identifier)
    span = {key: bind[key] for key in ("min", "max", "step") if key in bind}
    return tag("label", f"{label} {_void('input', type=kind, value=value, **span, **common)}", for_=identifier)


def _void(name: str, **attributes: Any) -> str:
    return tag(name, **attributes).removesuffix(f"</{name}>")


def plain_rows(records: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return records with only what a selection can compare: text, numbers and truth values."""
    return [
        {str(k): v for k, v in record.items() if isinstance(v, str | int | float | bool) and v == v}
        for record in records
    ]
