"""What a correction has to say, ready to be filled in: as a report in the repository, or as a text to send."""

from __future__ import annotations

from urllib.parse import quote

from companion.book.citing.work import Work


def text(work: Work, what: str) -> str:
    """Return the text of a report on a part of the book."""
    return (
        f"About: {what}\nIn: {work.named}\n\n"
        "What it says, in a phrase:\n\nWhat it should say:\n\nWhy (a source, or the words it turns on):\n"
    )


def address(work: Work, what: str) -> str:
    """Return where a report is written with its text filled in; empty where no repository is known."""
    if not work.repository:
        return ""
    title = quote(f"Correction: {what}")
    return f"{work.repository}/issues/new?title={title}&body={quote(text(work, what))}"
