"""The Sphinx domain ``companion``: what can be linked by its identifier, and the project that a book is made from.

Statements, sentences, tensions and codebook entries are its objects: Sphinx puts them into ``objects.inv``, so that
other books can link to a card (``{external:companion:st}`RES-4a```), and ranks them in its search. In this book's own
pages the role is called ``{st}`` for short.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

from companion.book.facts import facts
from companion.display.display import Anchor
from companion.dossier.papertext import Copy, reader_copy
from companion.project import Project

LOGGER = logging.getLogger(__name__)

NAME = "companion"
ROLE = "st"
WRITTEN = "written"
"""Attribute of a link: the identifier as its page writes it, which is how ``objects.inv`` has it."""


class StatementRole(XRefRole):
    """A link to the card of a statement or sentence, or to a row that carries an identifier (``T-3``).

    Prose links its own words, as in ``{st}`the joints decide <RES-8b>```; the identifier alone stands where it is the
    subject.
    """

    def __init__(self) -> None:
        super().__init__(lowercase=True, innernodeclass=nodes.inline, warn_dangling=True)
        # Whether it stands in a page as {st} or in another book as {companion:st}, it is this domain's.
        self.refdomain, self.reftype, self.classes = NAME, ROLE, [ROLE]

    def create_xref_node(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a reference that is resolved once every page is read."""
        words = [nodes.inline(self.title, self.title, classes=["said"])] if self.has_explicit_title else []
        node = reference(self.target if words else self.text, self.env.docname, words)
        self.set_source_info(node)
        return [node], []


def reference(text: str, page: str, shown: Sequence[nodes.Node] = ()) -> pending_xref:
    """Return a link by identifier, standing on a page, that is resolved once every page is read."""
    name = text.strip()
    node = pending_xref(
        text, refdomain=NAME, reftype=ROLE, reftarget=name.lower(), refdoc=page, refexplicit=True, refwarn=True
    )
    node[WRITTEN] = name
    node += list(shown) or [nodes.inline(text, text, classes=[ROLE])]
    return node


class CompanionDomain(Domain):
    """Objects by their anchors: anchor → kind, name, title and page."""

    name = NAME
    label = "Companion"
    object_types = {  # noqa: RUF012, as Sphinx declares it
        kind: ObjType(words, ROLE)
        for kind, words in (
            ("statement", "statement"),
            ("sentence", "sentence"),
            ("tension", "tension"),
            ("code", "codebook entry"),
            ("row", "row"),
        )
    }
    roles = {ROLE: StatementRole()}  # noqa: RUF012
    initial_data = {"pages": {}, "objects": {}}  # noqa: RUF012
    data_version = 1

    @cached_property
    def project(self) -> Project:
        """The project whose book is made; CompanionError where a part of it is asked for that is not sound."""
        return Project(Path(self.env.srcdir))

    @cached_property
    def facts(self) -> Mapping[str, str]:
        """Every number that the prose may print, by name."""
        return facts(self.project)

    @cached_property
    def copy(self) -> Copy | None:
        """The reader's own copy of the paper, if one is named; CompanionError if it is another text."""
        return reader_copy(self.project.dossier.paper)

    @property
    def pages(self) -> Mapping[str, str]:
        """Anchor → the page that holds it."""
        return self.data["pages"]

    def note(self, anchor: str, kind: str, name: str, title: str, page: str) -> None:
        """Remember what an anchor leads to; the first to be noted stays, since figures show cards again elsewhere."""
        if anchor not in self.data["pages"]:
            self.data["pages"][anchor] = page
            self.data["objects"][anchor] = (kind, name, title)

    def note_all(self, anchors: Mapping[str, Any], page: str) -> None:
        """Remember the anchors of a payload, as ``Anchor`` has them; ``page`` shows them."""
        for anchor, given in anchors.items():
            held = Anchor(**given)
            self.note(anchor, held.kind, held.name, held.title, held.page or page)

    def clear_doc(self, docname: str) -> None:
        """Forget what a page holds, before it is read again."""
        for anchor in [anchor for anchor, page in self.data["pages"].items() if page == docname]:
            del self.data["pages"][anchor], self.data["objects"][anchor]

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        """Take over what another reader found."""
        for part in ("pages", "objects"):
            self.data[part] = {**otherdata[part], **self.data[part]}

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.Element:
        """Return the link to what is called so; if there is none, the text alone, and warn with the nearest names."""
        page = self.pages.get(target)
        if page is None:
            near = [self.data["objects"][anchor][1] for anchor in get_close_matches(target, self.pages, n=3)]
            hint = f"; did you mean {', '.join(near)}?" if near else ""
            LOGGER.warning("no card or row is called %r%s", node.astext(), hint, location=node)
            return contnode  # not None, after which Sphinx would tell it once more, and worse
        uri = builder.get_relative_uri(fromdocname, page) if page != fromdocname else ""
        return nodes.reference("", "", contnode, internal=True, refuri=f"{uri}#{target}", classes=["st-link"])

    def get_full_qualified_name(self, node: nodes.Element) -> str | None:
        """Return what another book's ``objects.inv`` calls the target of a link."""
        return node.get(WRITTEN)

    def resolve_any_xref(self, *_: Any) -> list[tuple[str, nodes.reference]]:
        """Offer nothing to ``{any}``: identifiers are short, and would catch other things."""
        return []

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield name, title, kind, page, anchor and rank in the search of every object."""
        for anchor, (kind, name, title) in sorted(self.data["objects"].items()):
            yield name, f"{name} {title}".strip(), kind, self.pages[anchor], anchor, 1 if kind == "statement" else 2


def domain_of(env: BuildEnvironment) -> CompanionDomain:
    """Return the domain of a build."""
    return cast(CompanionDomain, env.get_domain(NAME))


def setup(app: Sphinx) -> ExtensionMetadata | None:
    """Register the domain, and its role under the short name that the pages use."""
    app.add_domain(CompanionDomain)
    app.add_role(ROLE, StatementRole())
    return None
