"""The lists of references in the book: each entry with links, copies, printed form, repairs, uses."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.transforms import BibliographyTransform

from companion.book.citations import style
from companion.book.citations.details import details, facets, filters
from companion.book.citations.own import source_details
from companion.book.domain import domain_of
from companion.book.nodes import markup
from companion.references.bibliography import Bibliography
from companion.references.entry import Entry
from companion.references.parsing.lexicon import LANGUAGES
from companion.references.writers.linked import linked_data

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

SCRIPT = Path(__file__).parent / "static" / "references.js"
SCRIPTS = (
    (
        re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff][\u0600-\u06ff\u0750-\u077f\u200c\s]*"),
        ("fa", "ar", "prs", "ps", "ur", "ku"),
        "rtl",
    ),
    (re.compile(r"[\u0590-\u05ff][\u0590-\u05ff\s]*"), ("he",), "rtl"),
    (re.compile(r"[\u0400-\u04ff][\u0400-\u04ff\s]*"), ("ru", "uk", "bg", "sr", "kk", "tg", "uz"), "ltr"),
)
"""Letters → the languages written in them, the commonest first, and their direction."""

ALTERNATES = (
    ("application/x-research-info-systems", "references.ris", "The references as RIS"),
    ("application/vnd.citationstyles.csl+json", "references.csl.json", "The references as CSL-JSON"),
    ("application/x-bibtex", "references.bib", "The references as BibTeX"),
)
"""Media type, file and title of the list in other formats."""


class reference_list(nodes.General, nodes.Element):
    """A list of references."""


class reference_entry(nodes.General, nodes.Element):
    """One reference: the paragraph of the citation, then its details."""


class ReferenceLists(SphinxPostTransform):
    """Turn the citation nodes of a bibliography into a list of entries with their details."""

    default_priority = BibliographyTransform.default_priority + 1

    def run(self, **kwargs: Any) -> None:
        """Replace each container of citations on the page."""
        for holder in list(self.document.findall(nodes.container)):
            citations = [child for child in holder.children if isinstance(child, nodes.citation)]
            if citations and len(citations) == len(holder.children):
                holder.replace_self(self._list(citations))

    def _list(self, citations: list[nodes.citation]) -> list[nodes.Node]:
        domain: Any = self.env.get_domain("cite")
        # An id is a citation's own on its page alone.
        here = (item for item in domain.citations if item.bibliography_key.docname == self.env.docname)
        keys = {item.citation_id: item.key for item in here}
        bibliography = domain_of(self.env).project.bibliography
        known = {entry.key: entry for entry in bibliography}
        items = [self._item(citation, keys.get(citation["ids"][0], ""), known, bibliography) for citation in citations]
        # The paper's list keeps its own order, and is spoken of by its numbers.
        items.sort(key=lambda item: known[item["key"]].n if item["key"] in known else 0)
        ours = any(item["key"] in known for item in items)
        described = f'<script type="application/ld+json">{linked_data(bibliography)}</script>'
        head: list[nodes.Node] = [markup("", described + filters(bibliography), format="html")] if ours else []
        return [*head, reference_list("", *items, numbered=ours)]

    def _item(
        self, citation: nodes.citation, key: str, known: Mapping[str, Entry], bibliography: Bibliography
    ) -> reference_entry:
        item = reference_entry(
            "", ids=[f"ref-{key}", *citation["ids"]], names=citation["names"], docname=self.env.docname, key=key
        )
        paragraph = next(iter(citation.findall(nodes.paragraph)), nodes.paragraph())
        entry = known.get(key)
        mark_languages(paragraph, LANGUAGES.get(entry.get("language"), "") if entry else "")
        paragraph["ids"] = [f"ref-text-{key}"]
        paragraph["classes"] = ["ref-text"]
        item += paragraph
        used = self._used_in(key)
        up = "../" * self.env.docname.count("/")
        if entry:
            item["facets"], item["number"] = facets(entry, bibliography), entry.n
            item += markup("", details(entry, bibliography, up, used), format="html")
        else:
            item += markup("", source_details(key, domain_of(self.env).project.root, used), format="html")
        return item

    def _used_in(self, key: str) -> list[tuple[str, str]]:
        """Return title and address of the pages that cite the entry."""
        domain: Any = self.env.get_domain("cite")
        cited = {ref.docname for ref in domain.citation_refs if key in {target.key for target in ref.targets}}
        return [
            (self.env.titles[page].astext(), self.app.builder.get_relative_uri(self.env.docname, page) or "#")
            for page in _reading_order(self.env)
            if page in cited
        ]


def mark_languages(paragraph: nodes.Element, language: str = "") -> None:
    """Say the language and direction of words in another script, so that they are read and set right.

    ``language`` is the code of the work's own language, if it is known; else the script's commonest is taken.
    """
    for text in list(paragraph.findall(nodes.Text)):
        for pattern, codes, direction in SCRIPTS:
            if not (match := pattern.search(text)) or text.parent is None:
                continue
            found = match[0].rstrip()
            code = language if language in codes else codes[0]
            inner = nodes.inline("", found, lang=code, classes=[f"lang-{code}"])
            inner["dir"] = direction
            before, after = text[: match.start()], text[match.start() + len(found) :]
            text.parent.replace(text, [nodes.Text(before), inner, nodes.Text(after)])
            break


def _reading_order(env: BuildEnvironment) -> Iterable[str]:
    from sphinxcontrib.bibtex.domain import get_docnames

    return get_docnames(env)


def visit_list(self: HTML5Translator, node: reference_list) -> None:
    """Open the list; what is numbered is an ordered one."""
    self.body.append('<ol class="refs">\n' if node["numbered"] else '<ul class="refs">\n')


def depart_list(self: HTML5Translator, node: reference_list) -> None:
    """Close the list."""
    self.body.append("</ol>\n" if node["numbered"] else "</ul>\n")


def visit_entry(self: HTML5Translator, node: reference_entry) -> None:
    """Open one entry; what the filters need stands in its attributes."""
    data = {f"data-{name}": value for name, value in node.get("facets", {}).items()}
    if node.get("number"):
        data["value"] = str(node["number"])
    self.body.append(self.starttag(node, "li", CLASS="ref", **data))


def depart_entry(self: HTML5Translator, node: reference_entry) -> None:
    """Close one entry."""
    self.body.append("</li>\n")


def lists_again(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write the pages with lists anew: any page may have begun or ceased to cite."""
    return sorted({key.docname for key in env.get_domain("cite").bibliographies})  # type: ignore[attr-defined]


def add_script(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Load the filters only where there is something to filter, and name there the list in other formats."""
    if doctree is not None and any(node.get("facets") for node in doctree.findall(reference_entry)):
        app.add_js_file(SCRIPT.name)
        up = "../" * page.count("/")
        context["companion_alternates"] = [(kind, f"{up}downloads/{name}", title) for kind, name, title in ALTERNATES]


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Put the script of the filters into the built book."""
    if exception or app.builder.format != "html":
        return
    shutil.copy(SCRIPT, Path(app.outdir) / "_static")


def setup(app: Sphinx) -> None:
    """Register the styles, the lists and their nodes."""
    style.register()
    app.add_node(reference_list, html=(visit_list, depart_list))
    app.add_node(reference_entry, html=(visit_entry, depart_entry))
    app.add_post_transform(ReferenceLists)
    app.connect("env-updated", lists_again, priority=900)
    app.connect("html-page-context", add_script)
    app.connect("build-finished", finish, priority=700)


style.register()
