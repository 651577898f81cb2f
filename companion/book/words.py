"""What the book made of each role, for a JupyterLab that shows the chapters' sources (``companion.build.lab``)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from companion.book.citations import style
from companion.book.domain import domain_of

FILE = "_notebooks/words.json"
"""Below the folder of the book; no page asks for it."""
_FACT = re.compile(r"\{fact\}`([^`]+)`")
KINDS = {"figure": "Figure", "table": "Table"}


def words(env: BuildEnvironment) -> dict[str, dict[str, Any]]:
    """Return facts, numbers, titles, terms and citations by the names that roles use, and the page of every anchor."""
    standard = env.get_domain("std")
    used = {name for page in env.found_docs for name in _FACT.findall(Path(env.doc2path(page)).read_text("utf-8"))}
    return {
        "anchors": dict(sorted(domain_of(env).pages.items())),
        "facts": {name: domain_of(env).facts[name] for name in sorted(used & set(domain_of(env).facts))},
        "numbers": _numbers(env),
        "labels": {
            name: {"page": page, "title": str(title)}
            for name, (page, _, title) in sorted(standard.data["labels"].items())
        },
        "titles": {page: " ".join(title.astext().split()) for page, title in sorted(env.titles.items())},
        "terms": {name: page for (kind, name), (page, _) in _terms(standard).items() if kind == "term"},
        "citations": _citations(env),
    }


def _numbers(env: BuildEnvironment) -> dict[str, dict[str, str]]:
    """Return what ``{numref}`` writes for each figure and table, and its page."""
    found = {}
    for page, kinds in sorted(env.toc_fignumbers.items()):
        for kind, word in KINDS.items():
            for anchor, number in sorted(kinds.get(kind, {}).items()):
                found[anchor] = {"text": f"{word} {'.'.join(map(str, number))}", "page": page}
    return found


def _terms(standard: Any) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the glossary's terms as they are written in a page, in small letters."""
    return {(kind, name.lower()): place for (kind, name), place in sorted(standard.objects.items())}


def _citations(env: BuildEnvironment) -> dict[str, dict[str, str]]:
    """Return names, year and place of every entry of the bibliographies."""
    domain: Any = env.get_domain("cite")
    return {
        citation.key: {
            "names": style.surnames(citation.entry),
            "year": str(citation.entry.fields.get("year", "n.d.")),
            "page": citation.bibliography_key.docname,
            "anchor": citation.citation_id,
        }
        for citation in domain.citations
    }


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the file into a finished book."""
    if exception or app.builder.format != "html":
        return
    file = Path(app.outdir) / FILE
    file.parent.mkdir(exist_ok=True)
    text = json.dumps(words(app.env), ensure_ascii=False, sort_keys=True, indent=0)
    file.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Register the writing."""
    app.connect("build-finished", write)
