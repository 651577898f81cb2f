"""What each kind of work is called in each format, and where a format puts the container: one table for all writers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work in the terms of every format."""

    bibtex: str
    bibtex_holder: str
    """BibTeX's field for the container."""
    biblatex: str
    biblatex_holder: str
    csl: str
    ris: str
    ris_holder: str
    coins: str
    """Format of OpenURL: journal, book, dissertation or dc."""
    genre: str = ""
    """OpenURL's genre."""
    subtype: str = ""
    """What tells an article of this kind from one of a journal: BibLaTeX's ``entrysubtype``."""
    zotero: str = ""
    """Zotero's name of the kind where OpenURL has none."""

    @property
    def is_periodical(self) -> bool:
        """Whether the container is a journal, a newspaper or a magazine."""
        return self.coins == "journal"


KINDS = {
    "article": Kind(
        "article", "journal", "article", "journaltitle", "article-journal", "JOUR", "T2", "journal", "article"
    ),
    "newspaper": Kind(
        "article", "journal", "article", "journaltitle", "article-newspaper", "NEWS", "T2", "journal", "article",
        "newspaper", "newspaperArticle",
    ),
    "magazine": Kind(
        "article", "journal", "article", "journaltitle", "article-magazine", "MGZN", "T2", "journal", "article",
        "magazine", "magazineArticle",
    ),
    "book": Kind("book", "publisher", "book", "publisher", "book", "BOOK", "PB", "book", "book"),
    "incollection": Kind(
        "incollection", "booktitle", "incollection", "booktitle", "chapter", "CHAP", "T2", "book", "bookitem"
    ),
    "techreport": Kind("techreport", "institution", "report", "institution", "report", "RPRT", "PB", "book", "report"),
    "thesis": Kind("phdthesis", "school", "thesis", "institution", "thesis", "THES", "PB", "dissertation"),
    "misc": Kind("misc", "howpublished", "misc", "organization", "webpage", "ELEC", "T2", "dc"),
}  # fmt: skip
"""Type of a reference → its names."""
