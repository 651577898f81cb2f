"""What a page offers for citing it: its own citation at its foot, and a script that makes those of its parts."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from companion.book.citing import addresses, go, report, wording, work
from companion.book.domain import domain_of

SCRIPT = Path(__file__).parent / "static" / "cite.js"
FOLD = "cite-this-page"
"""Anchor of a page's own citation."""


@cache
def _page_names(app: Sphinx) -> dict[str, str]:
    return addresses.page_names(app.env)


def add_context(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Give a page of the book its citation, and a way to report a slip; the pages made by programs have none."""
    cited, name = work.of(app), _page_names(app).get(page)
    context["work"] = cited
    if cited is None or name is None:
        return
    title = "" if page == app.config.root_doc else " ".join(app.env.titles[page].astext().split())
    number = app.env.toc_secnumbers.get(page, {}).get("")
    if title and number:
        title = f"Chapter {number[0]}. {title}"
    place = f"{go.PAGE}.html#{name}"
    key = f"companion-{name}" if title else "companion"
    forms = wording.cited(cited, title, key, cited.at(place) if title else cited.address)
    about = f"{title or cited.title} ({place})"
    context["citation"] = {
        "place": place,
        "address": cited.at(place),
        "forms": asdict(forms),
        "title": title,
        "report": report.address(cited, about),
        "fold": FOLD,
        "example": domain_of(app.env).project.dossier.statements[0].id,
    }


def settings(cited: work.Work, paper: str) -> str:
    """Return what the script has to know, as a script: the forms with their blanks, the paper, where a report goes."""
    given = {
        "paper": paper,
        "fold": FOLD,
        "forms": asdict(wording.blank(cited)),
        "base": cited.at(f"{go.PAGE}.html"),
        "report": report.text(cited, wording.TITLE),
        "reportAt": report.address(cited, wording.TITLE),
    }
    return f"var companionCite = {json.dumps(given, ensure_ascii=False)};\n"


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the script with what it has to know before it."""
    cited = work.of(app)
    if exception or app.builder.format != "html" or cited is None:
        return
    text = settings(cited, domain_of(app.env).project.dossier.paper.title) + SCRIPT.read_text(encoding="utf-8")
    (Path(app.outdir) / "_static" / "cite.js").write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Register the events; there is nothing to offer without a citation file."""
    app.connect("html-page-context", add_context)
    app.connect("build-finished", write, priority=860)
    if work.read(Path(app.srcdir)) is not None:
        app.add_js_file("cite.js")
