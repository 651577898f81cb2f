"""Golden text: what the engine makes of an invented paper, kept in files that a person has read.

``COMPANION_GOLDEN=write`` writes them anew; then the difference is to be read, line by line, before it is kept.
"""

from __future__ import annotations

import difflib
import json
import os
import re
from collections.abc import Iterable
from typing import Any

import pandas as pd
from places import TESTS

FOLDER = TESTS / "engine" / "golden"
INLINE = "a|b|i|em|strong|code|span|tspan|small|br|sup|sub|cite|q"


def golden(name: str, text: str) -> None:
    """Compare a text with the one that is kept under this name, and show where they part."""
    path = FOLDER / name
    if os.environ.get("COMPANION_GOLDEN") == "write":
        FOLDER.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    kept = path.read_text(encoding="utf-8") if path.is_file() else ""
    lines = difflib.unified_diff(kept.splitlines(), text.splitlines(), f"kept/{name}", "made now", lineterm="", n=1)
    assert text == kept, "\n".join([*lines][:60]) + "\nCOMPANION_GOLDEN=write keeps what is made now, to be read first."


def markup(html: str) -> str:
    """Return HTML without styles and scripts, one block a line, so that a difference can be read."""
    html = re.sub(r"<(style|script)\b[^>]*>.*?</\1>", "", html, flags=re.DOTALL)
    return re.sub(rf"\n*(?=<(?!/|(?:{INLINE})\b))|\n*(?=</(?:div|ul|ol|dl|table|thead|tbody|details|form)>)", "\n",
                  html).strip() + "\n"  # fmt: skip


def frame(rows: pd.DataFrame) -> str:
    """Return a frame as lines, one a cell that holds something, under the number of its row."""
    lines = []
    for number, row in enumerate(rows.to_dict("records")):
        lines.append(f"- row {number}")
        lines += [f"  {name}: {_cell(value)}" for name, value in row.items()]
    return "\n".join([f"columns: {', '.join(map(str, rows.columns))}", *lines]) + "\n"


def _cell(value: Any) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return "[" + ", ".join(map(str, value)) + "]"
    return "(none)" if value is None or value is pd.NA or value != value else str(value)


def plain(value: Any) -> str:
    """Return values as JSON with what is not JSON in words."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n"


def chart(drawn: Any) -> str:
    """Return a figure's description, its data, and its specification without what changes with Altair's version."""
    spec = drawn.chart.to_dict()
    for name in ("$schema", "config"):
        spec.pop(name, None)
    text = json.dumps(spec, ensure_ascii=False, indent=1, sort_keys=True)
    names = dict.fromkeys(re.findall(r"\b(?:data|view)-?_?[0-9a-f]{16,32}(?:_\d+)?", text))
    for number, name in enumerate(names):
        text = text.replace(name, f"part-{number}")
    return f"{drawn.description}\n\n{frame(drawn.data)}\n{text}\n"


def several(parts: Iterable[tuple[str, str]]) -> str:
    """Return texts one below the other, each under its name."""
    return "\n".join(f"=== {name}\n{text}" for name, text in parts)
