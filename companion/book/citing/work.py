"""The book as a work that can be cited: what ``CITATION.cff`` says of it, and where it is published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml
from sphinx.application import Sphinx

CITATION = "CITATION.cff"


@dataclass(frozen=True)
class Work:
    """What a citation of the book needs."""

    title: str
    authors: tuple[str, ...]
    version: str
    date: date
    licences: tuple[str, ...]
    """Identifiers in the SPDX list: code first, text and data last."""
    abstract: str = ""
    doi: str = ""
    address: str = ""
    """Where the book is published, ending in a slash; empty where that is not known."""
    repository: str = ""
    """Where its sources are; empty where that is not known."""

    @property
    def named(self) -> str:
        """Title and version."""
        return f"{self.title} (version {self.version})"

    def at(self, place: str) -> str:
        """Return the full address of a place in the book, or nothing where none is known."""
        return f"{self.address}{place}" if self.address else ""


def read(root: Path, address: str = "", repository: str = "") -> Work | None:
    """Return the work that a project's citation file describes, or None where there is none.

    Where the book is published and its sources are, the file may say (``url``, ``repository-code``); what the
    publishing workflow knows comes first.

    >>> read(Path("nowhere")) is None
    True
    """
    file = root / CITATION
    if not file.is_file():
        return None
    told = yaml.safe_load(file.read_text(encoding="utf-8"))
    address = address or str(told.get("url", ""))
    return Work(
        title=told["title"],
        authors=tuple(map(_name, told["authors"])),
        version=str(told["version"]),
        date=date.fromisoformat(str(told["date-released"])),
        licences=tuple([told["license"]] if isinstance(told["license"], str) else told["license"]),
        abstract=" ".join(str(told.get("abstract", "")).split()),
        doi=str(told.get("doi", "")),
        address=address and address.rstrip("/") + "/",
        repository=(repository or str(told.get("repository-code", ""))).rstrip("/"),
    )


def _name(author: dict[str, str]) -> str:
    """Return an author as BibTeX has it: a person, or a body in braces."""
    if "name" in author:
        return f"{{{author['name']}}}"
    return ", ".join(filter(None, (author["family-names"], author.get("given-names", ""))))


def of(app: Sphinx) -> Work | None:
    """Return the work that is being built."""
    repository = str(app.config.html_theme_options.get("repository_url") or "")
    return read(Path(app.srcdir), str(app.config.html_baseurl or ""), repository)
