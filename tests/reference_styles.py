"""References of many styles with their expected values marked in the line itself.

``article> {a Brand, A.} ({y 2014}). {t Tides}.`` is the line ``Brand, A. (2014). Tides.`` of type ``article`` with
author, year and title. In a name that is printed given name first, stars enclose the family name: ``{a Ada *Marlow}``;
without a comma or a star it is a body. ``{v XII=12}`` is printed ``XII`` and expected as ``12``. Every work is made up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "gold" / "styles"
FIELD = {
    "a": "authors", "y": "year", "t": "title", "c": "container", "v": "volume", "n": "number", "p": "pages", "d": "doi",
    "u": "url", "i": "issn", "l": "language", "e": "editors", "r": "translators", "h": "publisher", "o": "place",
    "x": "edition", "s": "series",
}  # fmt: skip
MARKED = re.compile(r"\{(\w\d?) ([^{}]*)\}")


@dataclass(frozen=True)
class Sample:
    """One line of a style and what should be read in it."""

    style: str
    line: str
    type: str
    wanted: dict[str, object]


def samples(half: str) -> list[Sample]:
    """Return the lines of one file, such as ``seen`` or ``held``; a row that begins with ``#`` is a remark."""
    found, style = [], ""
    for row in (FOLDER / f"{half}.txt").read_text("utf-8").splitlines():
        if row.startswith("[") and row.endswith("]") and ">" not in row:
            style = row[1:-1]
        elif row.strip() and not row.startswith("#"):
            found.append(_sample(style, row))
    return found


def _sample(style: str, row: str) -> Sample:
    kind, _, marked = row.partition("> ")
    wanted: dict[str, object] = {}
    for tag, text in MARKED.findall(marked):
        field, value = FIELD.get(tag), text.partition("=")[2] if "=" in text else text
        if field in {"authors", "editors", "translators"}:
            wanted.setdefault(field, []).append(_person(value))
        elif field and value:
            wanted.setdefault(field, re.sub(r"[–—]", "-", value) if field == "pages" else value)
    return Sample(style, MARKED.sub(_printed, marked), kind, wanted)


def _printed(match: re.Match[str]) -> str:
    return match[2].partition("=")[0].replace("*", "")


def _person(text: str) -> dict[str, str]:
    before, star, rest = text.partition("*")
    if star:
        family, _, behind = rest.partition("*")
        return {"family": family.strip(" ,"), "given": f"{before}{behind}".strip(" ,")}
    family, _, given = re.sub("،", ",", text).partition(",")
    return {"family": family.strip(), "given": given.strip()}
