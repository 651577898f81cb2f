"""``previews.js``: every preview, and where in the book each thing is spoken of.

One script that a page asks for on the first hover, focus or touch of a link: a script, and not JSON, because a page
that was opened from a folder may not fetch.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping
from html import unescape
from pathlib import Path

from sphinx.application import Sphinx

from companion.book.domain import domain_of
from companion.book.preview.content import previews

SCRIPT = Path(__file__).parent / "static" / "preview.js"
_ARTICLE = re.compile(r"<article\b[^>]*\bclass=\"bd-article\".*</article>", re.S)
_APART = re.compile(r"<svg\b.*?</svg>|<details class=\"cf-data\".*?</details>", re.S)
"""Drawings, of which a page may hold two of the same, and the tables behind figures: no places where a reader reads."""
_LINK = re.compile(r'<a\b[^>]*\bclass="[^"]*\breference internal\b[^"]*"[^>]*\bhref="[^"#]*#([^"]+)"')
"""A link in prose, as Sphinx writes it; those in generated rows and cards are left out."""


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write what is shown, and copy the script that shows it."""
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    shown = previews(app.env)
    pages = in_order(app)
    data = {
        "pages": [[f"{page}.html", _title(app, page)] for page in pages],
        "at": {anchor: pages.index(page) for anchor, page in _homes(app, shown).items() if page in pages},
        "shown": shown,
        "places": places([(out / f"{page}.html").read_text(encoding="utf-8") for page in pages], shown),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    (out / "_static" / "previews.js").write_text(f"companionPreviews({text});\n", encoding="utf-8")
    shutil.copy(SCRIPT, out / "_static")


def in_order(app: Sphinx) -> list[str]:
    """Return the book's pages as a reader goes through them."""
    following = {page: after for page, (_, _, after) in app.env.collect_relations().items()}
    pages, page = [], app.config.root_doc
    while page and page not in pages:
        pages.append(page)
        page = following.get(page)
    return pages


def places(pages: Iterable[str], shown: Iterable[str]) -> dict[str, list[list[int]]]:
    """Return, for each anchor, the pages whose text links to it, as (number of the page, how often)."""
    wanted = set(shown)
    found: dict[str, list[list[int]]] = {}
    for number, html in enumerate(pages):
        article = _ARTICLE.search(html)
        links = _LINK.findall(_APART.sub("", article[0])) if article else []
        for anchor, times in Counter(map(unescape, links)).items():
            if anchor in wanted:
                found.setdefault(anchor, []).append([number, times])
    return found


def _homes(app: Sphinx, shown: Iterable[str]) -> Mapping[str, str]:
    """Return anchor → the page that holds it."""
    held = dict(domain_of(app.env).pages)
    for _, _, _, page, anchor, _ in app.env.get_domain("std").get_objects():
        held.setdefault(anchor, page)
    return {anchor: held[anchor] for anchor in shown if anchor in held}


def _title(app: Sphinx, page: str) -> str:
    return " ".join(app.env.titles[page].astext().split())
