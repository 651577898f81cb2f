"""Directives for prose: ``{exercise}``, ``{solution}`` and ``{companion}``; none needs a script.

``{exercise}`` takes a title, ``{solution}`` folds its content, ``{companion}`` marks a passage as the companion's own.
"""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from companion.book.nodes import markup
from companion.html import escape, tag


class Exercise(SphinxDirective):
    """An exercise, numbered within its page, with a heading of its own, which the page's outline leaves out."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {"name": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Return the exercise as a block."""
        number = self.env.temp_data["exercises"] = self.env.temp_data.get("exercises", 0) + 1
        title = f"Exercise {number}. {self.arguments[0]}" if self.arguments else f"Exercise {number}"
        box = nodes.container("", nodes.paragraph(title, title, classes=["label"]), classes=["exercise"])
        self.state.nested_parse(self.content, self.content_offset, box)
        self.add_name(box)
        return [box]


class Solution(SphinxDirective):
    """Folded content: a ``<details>`` element, so it opens without a script."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the fold."""
        summary = tag("summary", escape(self.arguments[0] if self.arguments else "Solution"))
        inside = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, inside)
        opening = markup("", f'<details class="solution">{summary}', format="html")
        return [opening, *inside.children, markup("", "</details>", format="html")]


class Companion(SphinxDirective):
    """A passage that is the companion's, not the paper's: framed and labelled so."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return an admonition."""
        title = self.arguments[0] if self.arguments else "The companion"
        box = nodes.admonition("", nodes.title(title, title), classes=["companion"])
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("exercise", Exercise)
    app.add_directive("solution", Solution)
    app.add_directive("companion", Companion)
