"""What stands at the foot of every page, and at the head of a printed one: version, date, licences, where to write."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from companion.book.citing import work

CORRECTING = "book/using"
"""The page that says how to correct the book, and the heading of that."""
HEADING = "correct-it"
RUNNING = "run-a-chapter-on-another-machine"
"""Heading on the same page."""
LICENCES = {"MIT": "MIT", "CC-BY-4.0": "CC BY 4.0"}


def read(root: Path) -> dict[str, str]:
    """Return version, date in words and licences as a project's citation file gives them; nothing where there is none.

    >>> read(Path("nowhere"))
    {}
    """
    told = work.read(root)
    if told is None:
        return {}
    licences = [LICENCES.get(name, name) for name in told.licences]
    return {
        "version": told.version,
        "date": in_words(told.date),
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
    """Give a page the colophon, and the page that tells how to report an error and how to run a notebook."""
    context["colophon"] = read(Path(app.srcdir))
    context["correcting"] = CORRECTING if CORRECTING in app.env.found_docs else ""
    context["correcting_heading"] = HEADING
    context["running_heading"] = RUNNING


def setup(app: Sphinx) -> None:
    """Register the event."""
    app.connect("html-page-context", add_context)
