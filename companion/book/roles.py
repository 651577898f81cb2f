"""Roles for prose: ``{st}`RES-4a``` leads to a card, ``{fact}`name``` prints a number computed from the dossier."""

from __future__ import annotations

from difflib import get_close_matches

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

LOGGER = logging.getLogger(__name__)


class StatementRole(SphinxRole):
    """A link to the card of a statement or sentence, or to a row that carries an identifier (``T-3``)."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a reference that is resolved once every page is read."""
        node = addnodes.pending_xref(
            self.rawtext, refdomain="", reftype="st", reftarget=self.text.strip().lower(), refdoc=self.env.docname,
            refexplicit=True, refwarn=True,
        )  # fmt: skip
        self.set_source_info(node)
        node += nodes.inline(self.text, self.text, classes=["st"])
        return [node], []


class FactRole(SphinxRole):
    """A number or short text computed from the dossier by ``companion.facts``."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the fact as text, or a warning with its place."""
        facts = known_facts(self.env)
        if self.text not in facts:
            near = ", ".join(get_close_matches(self.text, facts, n=5)) or "nothing like it is known"
            LOGGER.warning("unknown fact %r; did you mean: %s", self.text, near, location=self.get_location())
        return [nodes.inline(self.rawtext, facts.get(self.text, self.text), classes=["fact"])], []


def known_facts(env: BuildEnvironment) -> dict[str, str]:
    """Return the dossier's facts, computed once a build."""
    app = env.app
    if not hasattr(app, "companion_facts"):
        from companion.dossier import load
        from companion.facts import facts

        app.companion_facts = dict(facts(load()))  # type: ignore[attr-defined]
    return app.companion_facts  # type: ignore[attr-defined]


def resolve_statement(app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, child: nodes.Element):
    """Resolve ``{st}`` to the page that holds the anchor; Sphinx warns of any that stays unresolved."""
    if node["reftype"] != "st":
        return None
    target = getattr(env, "companion_anchors", {}).get(node["reftarget"])
    if target is None:
        LOGGER.warning("no card or row is called %r", node.astext(), location=node)
        return child
    uri = app.builder.get_relative_uri(node["refdoc"], target) if target != node["refdoc"] else ""
    return nodes.reference("", "", child, internal=True, refuri=f"{uri}#{node['reftarget']}", classes=["st-link"])


def setup(app: Sphinx) -> None:
    """Register the roles."""
    app.add_role("st", StatementRole())
    app.add_role("fact", FactRole())
    app.connect("missing-reference", resolve_statement)
