"""A page's prose as plain Markdown: what every notebook program shows, with nothing left for a book to resolve."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from bs4 import NavigableString, Tag
from bs4.element import Comment

_SPECIAL = re.compile(r"([\\`*_\[\]<$])")
_SPACE = re.compile(r"\s+")
INLINE = frozenset("a abbr b br cite code em i q s small span strong sub sup time u wbr".split())
MARKS = {"b": "**", "strong": "**", "em": "*", "i": "*", "cite": "*"}
HEADING = re.compile(r"h([1-6])")
UNUSED = ("script", "style", "svg", "button", "form", "template")
"""Elements that say nothing outside their page; a drawing in prose has its words beside it."""


def markdown(nodes: Iterable[object]) -> str:
    """Return blocks and loose text as Markdown, a blank line between blocks."""
    blocks: list[str] = []
    loose = ""
    for node in nodes:
        if isinstance(node, Tag) and node.name not in INLINE:
            blocks += [loose.strip(), _block(node)]
            loose = ""
        else:
            loose += inline(node)
    return "\n\n".join(block for block in [*blocks, loose.strip()] if block)


def inline(node: object) -> str:
    """Return text, or an element within a line, as Markdown."""
    if isinstance(node, Comment):
        return ""
    if isinstance(node, NavigableString):
        return _SPECIAL.sub(r"\\\1", _SPACE.sub(" ", node))
    if not isinstance(node, Tag) or node.name in UNUSED:
        return ""
    if node.name == "br":
        return "  \n"
    if node.name == "code":
        return f"`{node.get_text()}`"
    text = "".join(map(inline, node.children))
    if node.name in MARKS and text.strip():
        # A mark must touch its word: spaces stand outside.
        inner = text.strip()
        return text.replace(inner, f"{MARKS[node.name]}{inner}{MARKS[node.name]}")
    if node.name == "a" and node.get("href") and text.strip():
        return f"[{text.strip()}]({node['href']})"
    return text


def _block(node: Tag) -> str:
    if node.name in UNUSED:
        return ""
    if heading := HEADING.fullmatch(node.name):
        return "#" * int(heading[1]) + " " + "".join(map(inline, node.children)).strip()
    make: Callable[[Tag], str] | None = BLOCKS.get(node.name)
    if make:
        return make(node)
    if "highlight" in (node.get("class") or ()):
        return _code(node)
    if "label" in (node.get("class") or ()):
        return f"**{''.join(map(inline, node.children)).strip()}**"
    return markdown(node.children)


def _list(node: Tag) -> str:
    items = []
    for number, item in enumerate(node.find_all("li", recursive=False), start=1):
        mark = f"{number}. " if node.name == "ol" else "- "
        items.append(mark + _indented(markdown(item.children), len(mark)))
    return "\n".join(items)


def _indented(text: str, width: int) -> str:
    """Return a text whose lines after the first stand further in; empty lines stay empty."""
    return re.sub(r"\n(?=[^\n])", "\n" + " " * width, text)


def _definitions(node: Tag) -> str:
    lines = []
    for child in node.find_all(["dt", "dd"]):
        text = markdown(child.children)
        lines.append(f"- **{text}**" if child.name == "dt" else "  " + _indented(text, 2))
    return "\n".join(lines)


def _quote(node: Tag) -> str:
    return "\n".join(f"> {line}".rstrip() for line in markdown(node.children).split("\n"))


def _paragraph(node: Tag) -> str:
    text = "".join(map(inline, node.children)).strip()
    return f"**{text}**" if "label" in (node.get("class") or ()) and text else text


def _fold(node: Tag) -> str:
    summary = node.find("summary")
    title = summary.get_text() if summary else "More"
    inside = markdown(child for child in node.children if child is not summary)
    return f"<details><summary>{title}</summary>\n\n{inside}\n\n</details>"


def _code(node: Tag) -> str:
    # Indented, not fenced: nothing in a notebook then looks like a directive.
    return "\n".join("    " + line for line in node.get_text().rstrip().split("\n"))


def _table(node: Tag) -> str:
    rows = [
        [" ".join(markdown(cell.children).split()).replace("|", "\\|") for cell in row.find_all(["th", "td"])]
        for row in node.find_all("tr")
    ]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([*lines[:1], "|" + " --- |" * len(rows[0]), *lines[1:]]) if rows else ""


BLOCKS: dict[str, Callable[[Tag], str]] = {
    "p": _paragraph, "ul": _list, "ol": _list, "dl": _definitions, "blockquote": _quote, "details": _fold, "pre": _code,
    "table": _table, "hr": lambda _: "---",
}  # fmt: skip
"""How each element with a form of its own is written; the others are what they hold."""
