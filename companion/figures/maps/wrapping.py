"""Text broken into lines for a drawing, by estimated widths: no font is measured, so every build agrees.

The estimate is for the wider of the common sans-serif faces; elsewhere a line has room to spare.
"""

from __future__ import annotations

import re

SIZE = 12.5
"""Of the text in pixels, unless told otherwise."""
MOST_LINES = 9

_WIDTHS = {**dict.fromkeys("iljtfrI.,;:'|!()[]·’‘", 0.36), **dict.fromkeys("mwMW—", 0.9), " ": 0.32}


def text_width(text: str, size: float = SIZE) -> float:
    """Return an estimate of a text's width in pixels."""
    return size * sum(_WIDTHS.get(c, 0.7 if c.isupper() else 0.59) for c in text)


def wrapped(text: str, width: float, most: int = MOST_LINES, size: float = SIZE) -> list[str]:
    """Break a text into lines of at most a width; past the last line allowed it ends in an ellipsis.

    >>> wrapped("one two three", 50)
    ['one two', 'three']
    """
    lines: list[str] = []
    for word in re.sub(r"[*_`]", "", text).split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        last = lines[most - 1]
        while text_width(f"{last} …", size) > width and " " in last:
            last = last.rpartition(" ")[0]
        lines = [*lines[: most - 1], f"{last} …"]
    return lines
