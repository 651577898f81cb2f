"""The reader's own copy, laid beside the cards: compared in the browser, sent nowhere, taken away at a word.

The book holds digests and numbers of sentences, never a sentence. ``own.js`` shows a copy on every page of a visit;
``own-check.js`` compares one, on the page that has a place for it (``<div id="own-copy">``).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from companion.book.domain import domain_of
from companion.dossier.paper import Paper

STATIC = Path(__file__).parent / "static"
LABEL = "copy"
"""Label of the page that has the place; a book without one offers nothing."""


def known(paper: Paper) -> dict[str, Any]:
    """Return what a copy is compared with: headings, numbers and digests."""
    return {
        "title": paper.title,
        "url": paper.url,
        "end": paper.end_heading,
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "heading": section.heading,
                "sentences": section.sentences,
                "letters": section.letters,
                "marks": list(section.marks),
            }
            for section in paper.sections
        ],
    }


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write both scripts with what they have to know: the page, and what a copy is compared with."""
    if exception or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    page, _ = app.env.get_domain("std").anonlabels.get(LABEL, ("", ""))  # type: ignore[attr-defined]
    place = json.dumps(page and f"{page}.html")
    own = (STATIC / "own.js").read_text(encoding="utf-8")
    (static / "own.js").write_text(f"var companionCopyPage = {place};\n{own}", encoding="utf-8")
    told = json.dumps(known(domain_of(app.env).project.dossier.paper), ensure_ascii=False)
    check = (STATIC / "own-check.js").read_text(encoding="utf-8")
    (static / "own-check.js").write_text(f"var companionPaper = {told};\n{check}", encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Register the event."""
    app.add_js_file("own.js")
    app.connect("build-finished", write, priority=860)
