"""What a page tells programs of itself: ``citation_*`` for reference managers, Open Graph for previews of a link, and
JSON-LD, which says that the page is a part of the book and that the book is about an article.

A reference manager reads a page as a part of a book, and the first page as the book: Zotero takes whatever has a
``citation_title`` and no book for an article in a journal.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from companion.book.citing import work as works
from companion.book.citing.work import Work
from companion.book.domain import domain_of
from companion.book.downloads import FOLDER, PACKAGE, downloads
from companion.dossier.paper import Paper

PICTURE = "book/images/share.png"
"""What stands beside a link to the book elsewhere; its size is the one that all who show such links ask for."""
SIZE = (1200, 630)
LICENCES = {"CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/", "MIT": "https://opensource.org/license/mit"}

_DESCRIPTION = re.compile(r'<meta content="([^"]*)" name="description"')


def add_context(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Give a page its metadata; pages made by programs say nothing of themselves."""
    work = works.of(app)
    if work is None or page not in app.env.found_docs:
        return
    root = page == app.config.root_doc
    title = "" if root else " ".join(app.env.titles[page].astext().split())
    address = work.at("" if root else f"{page}.html")
    if address:
        context["pageurl"] = address
    # A page may bring its own as a tag, which its parser has written.
    given = _DESCRIPTION.search(context.get("metatags") or "")
    described = unescape(given[1]) if given else context["companion_description"]
    context["citation_tags"] = list(citation(work, title, address))
    context["graph_tags"] = list(open_graph(work, title, address, described, (Path(app.srcdir) / PICTURE).is_file()))
    numbered = bool(app.env.toc_secnumbers.get(page, {}).get(""))
    items = [linked(work, domain_of(app.env).project.dossier.paper, title, address, described, numbered)]
    if doctree is not None and any(_is_package(link) for link in doctree.findall(nodes.reference)):
        items += datasets(work, downloads(domain_of(app.env).project))
    context["linked_data"] = script(items)


def _is_package(link: nodes.reference) -> bool:
    return str(link.get("refuri", "")).endswith(f"{FOLDER}/{PACKAGE}")


def citation(work: Work, title: str, address: str) -> Iterator[tuple[str, str]]:
    """Yield names and values for reference managers; without a title, of the book itself."""
    yield "citation_title", title or work.named
    if title:
        yield "citation_inbook_title", work.named
    for author in work.authors:
        yield "citation_author", author.strip("{}")
    yield "citation_publication_date", work.date.strftime("%Y/%m/%d")
    yield "citation_language", "en"
    if address:
        yield "citation_public_url", address
    if work.doi and not title:
        yield "citation_doi", work.doi


def open_graph(work: Work, title: str, address: str, described: str, pictured: bool) -> Iterator[tuple[str, str]]:
    """Yield properties and values for previews of a link; a picture needs a full address."""
    yield "og:title", title or work.title
    yield "og:type", "website" if title else "book"
    yield "og:site_name", work.title
    yield "og:description", described
    if address:
        yield "og:url", address
    if work.address and pictured:
        yield "og:image", work.at("_static/" + Path(PICTURE).name)
        yield "og:image:width", str(SIZE[0])
        yield "og:image:height", str(SIZE[1])
        yield "og:image:alt", f"A picture of what the book is about: {work.title}"


def linked(work: Work, paper: Paper, title: str, address: str, described: str, numbered: bool) -> dict[str, Any]:
    """Return a page in the terms of schema.org: a part of the book, which is about the article."""
    book = {
        "@type": "Book",
        "name": work.title,
        "version": work.version,
        "datePublished": work.date.isoformat(),
        "author": [_body(name) for name in work.authors],
        "license": LICENCES.get(work.licences[-1], work.licences[-1]),
        "inLanguage": "en",
        "url": work.address,
        "about": article(paper),
    }
    if work.doi:
        book["sameAs"] = f"https://doi.org/{work.doi}"
    if not title:
        return _present(book | {"abstract": work.abstract, "description": described})
    part = {
        "@type": "Chapter" if numbered else "WebPage",
        "name": title,
        "description": described,
        "inLanguage": "en",
        "url": address,
        "isPartOf": _present(book),
    }
    return _present(part)


def article(paper: Paper) -> dict[str, Any]:
    """Return the paper with what is known of it, and no more."""
    facts = paper.facts
    known = {
        "@type": "ScholarlyArticle",
        "name": paper.title,
        "alternateName": facts.get("title_original", ""),
        "inLanguage": facts.get("language_original", ""),
        "url": paper.url,
        "isPartOf": {"@type": "Periodical", "name": facts["journal"]} if "journal" in facts else {},
        "publisher": {"@type": "Organization", "name": facts["publisher"]} if "publisher" in facts else {},
    }
    return _present(known)


def datasets(work: Work, files: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Yield each data package of the downloads as a data set."""
    for path in sorted(files):
        if not path.endswith(PACKAGE):
            continue
        told, folder = json.loads(files[path]), path.removesuffix(PACKAGE)
        tables = [
            {
                "@type": "DataDownload",
                "name": resource["title"],
                "encodingFormat": "text/csv",
                "contentUrl": work.at(f"{FOLDER}/{folder}{resource['path']}")
                or f"../{FOLDER}/{folder}{resource['path']}",
            }
            for resource in told["resources"]
        ]
        yield {
            "@type": "Dataset",
            "name": told["title"],
            "description": told["description"],
            "version": work.version,
            "datePublished": work.date.isoformat(),
            "license": LICENCES.get(work.licences[-1], work.licences[-1]),
            "creator": [_body(name) for name in work.authors],
            "isAccessibleForFree": True,
            "distribution": tables,
        }


def _body(name: str) -> dict[str, str]:
    """Return an author as schema.org has it."""
    if name.startswith("{"):
        return {"@type": "Organization", "name": name.strip("{}")}
    family, _, given = name.partition(", ")
    return {"@type": "Person", "familyName": family, "givenName": given}


def _present(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if value}


def script(items: list[dict[str, Any]]) -> str:
    """Return things as the content of a script of JSON-LD; nothing in a value can end the script."""
    told: dict[str, Any] = {"@context": "https://schema.org"}
    told |= items[0] if len(items) == 1 else {"@graph": items}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def write(app: Sphinx, exception: Exception | None) -> None:
    """Put the picture beside the pages, where there is one."""
    picture = Path(app.srcdir) / PICTURE
    if exception is None and app.builder.format == "html" and picture.is_file():
        shutil.copy(picture, Path(app.outdir) / "_static")


def setup(app: Sphinx) -> None:
    """Register the events, behind that which describes the page."""
    app.connect("html-page-context", add_context, priority=750)
    app.connect("build-finished", write, priority=860)
