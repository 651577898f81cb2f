"""What stands at the foot of every page, and at the head of a printed one: version, date, licences, where to write."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml
from sphinx.application import Sphinx

CITATION = "CITATION.cff"
CORRECTING = "book/using"
"""The page that says how to correct the book, and the heading of that."""
HEADING = "correct-it"
LICENCES = {"MIT": "MIT", "CC-BY-4.0": "CC BY 4.0"}


def read(root: Path) -> dict[str, str]:
    """Return version, date in words and licences as a project's citation file gives them; nothing where there is none.

    >>> read(Path("nowhere"))
    {}
    """
    file = root / CITATION
    if not file.is_file():
        return {}
    told = yaml.safe_load(file.read_text(encoding="utf-8"))
    licences = [LICENCES.get(name, name) for name in told["license"]]
    return {
        "version": str(told["version"]),
        "date": in_words(date.fromisoformat(str(told["date-released"]))),
        "code_licence": licences[0],
        "text_licence": licences[-1],
    }


def in_words(day: date) -> str:
    """Return a date as the book writes it, whatever the machine's language is.

    >>> in_words(date(2026, 3, 9))
    '9 March 2026'
    """
    months = "January February March April May June July August September October November December".split()
    return f"{day.day} {months[day.month - 1]} {day.year}"


def add_context(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Give a page the colophon, and the way to report an error: the repository's issues, or the page that tells it."""
    repository = str(app.config.html_theme_options.get("repository_url") or "").rstrip("/")
    context["colophon"] = read(Path(app.srcdir))
    context["report_at"] = f"{repository}/issues" if repository else ""
    context["correcting"] = CORRECTING if CORRECTING in app.env.found_docs else ""
    context["correcting_heading"] = HEADING


def setup(app: Sphinx) -> None:
    """Register the event."""
    app.connect("html-page-context", add_context)
