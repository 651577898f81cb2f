"""The role ``{fact}`name```: a number or short text computed from the project by ``companion.book.facts``."""

from __future__ import annotations

from difflib import get_close_matches

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from companion.book.domain import domain_of

LOGGER = logging.getLogger(__name__)


class FactRole(SphinxRole):
    """A fact as text, or a warning with its place and the nearest names."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the text."""
        facts = domain_of(self.env).facts
        if self.text not in facts:
            near = ", ".join(get_close_matches(self.text, facts, n=5)) or "nothing like it is known"
            LOGGER.warning("unknown fact %r; did you mean: %s", self.text, near, location=self.get_location())
        return [nodes.inline(self.rawtext, facts.get(self.text, self.text), classes=["fact"])], []


def setup(app: Sphinx) -> None:
    """Register the role."""
    app.add_role("fact", FactRole())
