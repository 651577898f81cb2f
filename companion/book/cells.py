"""Code cells on a page: folded where they only make a figure, and pandas' tables as the book's own.

A cell that ends in a figure, a table or cards is folded, because a reader came for what it shows, and so is one that
shows nothing; a cell tagged ``show-input`` stays open (those meant to be changed). What makes one figure or table lies
in that one's foot, beside its data. All other folds of a page open and close by one switch in its head, which is
remembered; without script each has a line of its own. Output that a notebook hides (``hide-output``) is no code: it
lies in a fold that the switch does not touch, and whose line says what is in it. MyST-NB's own folds carry a label that
differs from their text, which a screen reader then reads in its place; these do not.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from companion.book.nodes import markup, numbered, numbered_table
from companion.html import escape, tag

OPEN = "show-input"
END_OF_TAIL = "</div>"
_STYLE = re.compile(r"<style.*?</style>\s*", re.S)
_TABLE = re.compile(r"<table.*?</table>", re.S)
_SHAPE = re.compile(r"<p>(\d+ rows × \d+ columns)</p>")


class FoldCells(SphinxPostTransform):
    """Fold code, or output, before MyST-NB would."""

    default_priority = 198
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Wrap the parts of every cell that are to be folded."""
        for cell in list(self.document.findall(nodes.container)):
            if cell.get("nb_element") != "cell_code":
                continue
            mode = str(cell.attributes.pop("hide_mode", ""))
            if not mode and (_makes_display(cell) or not _has_output(cell)) and f"tag_{OPEN}" not in cell["classes"]:
                mode = "input"
            if mode in ("input", "input+output", "all"):
                fold(cell, "cell_code_source", "Show the code")
                to_foot(cell)
            if mode in ("output", "input+output", "all"):
                fold(cell, "cell_code_output", _held(cell), kind="more")


def _makes_display(cell: nodes.Element) -> bool:
    return any(isinstance(node, numbered | markup) for node in cell.findall())


def _has_output(cell: nodes.Element) -> bool:
    return any(node.get("nb_element") == "cell_code_output" for node in cell.children)


def _held(cell: nodes.Element) -> str:
    """Return what the line of a fold says that holds a cell's output: the title of its first figure or table."""
    for figure in cell.findall(numbered):
        return f"{'Table' if isinstance(figure, numbered_table) else 'Figure'}: {figure['title']}"
    return "Show the output"


def fold(cell: nodes.Element, part: str, summary: str, kind: str = "code") -> None:
    """Put one part of a cell between the tags of a fold."""
    for child in [node for node in cell.children if node.get("nb_element") == part]:
        opening = markup("", f'<details class="{kind}">{tag("summary", summary)}', format="html")
        cell.replace(child, [opening, child, markup("", "</details>", format="html")])


def to_foot(cell: nodes.Element) -> None:
    """Move the folded code of a cell that shows one figure or table, and nothing else, into its foot."""
    shown = [child for child in cell.children if child.get("nb_element") == "cell_code_output"]
    figures = [node for output in shown for node in output.children if isinstance(node, numbered)]
    if len(figures) != 1 or len(shown) != 1 or len(shown[0].children) != 1:
        return
    (figure,) = figures
    code = [child for child in cell.children if child not in shown]
    code[0] = markup("", f'<details class="code foot">{tag("summary", "Code")}', format="html")
    last = figure.children[-1]
    if isinstance(last, markup) and 'class="cf-tail"' in last.markup() and last.markup().endswith(END_OF_TAIL):
        figure.replace(last, markup("", last.markup().removesuffix(END_OF_TAIL), format="html"))
    else:
        figure += markup("", '<div class="cf-tail">', format="html")
    figure.extend([*code, markup("", END_OF_TAIL, format="html")])
    cell.children = list(shown)


def is_pandas(html: str) -> bool:
    """Tell whether an output is a data frame as pandas writes it."""
    return 'class="dataframe"' in html


def frame_markup(html: str) -> str:
    """Return pandas' table as valid, accessible HTML that scrolls inside itself.

    pandas writes a style sheet for each table, a ``border`` attribute, and a header cell without text.
    """
    table = _TABLE.search(_STYLE.sub("", html))
    if table is None:
        return html
    clean = (
        table[0].replace('<table border="1" class="dataframe">', "<table>").replace(' style="text-align: right;"', "")
    )
    clean = re.sub(r"<th>\s*</th>", "<td></td>", clean)
    clean = re.sub(r"(<tbody>.*</tbody>)", lambda body: body[0].replace("<th>", '<th scope="row">'), clean, flags=re.S)
    shape = _SHAPE.search(html)
    words = tag("p", escape(shape[1]), class_="cf-caption") if shape else ""
    return tag("div", clean, class_="cf-scroll", role="region", tabindex=0, aria_label="Output of the cell") + words


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(FoldCells)
