"""How the search divides a text into words."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish


class English(SearchEnglish):
    """English of which no word keeps its capitals.

    A query is put into small letters. Sphinx does that to stems only: a word whose stem is a stop word ("Being", of
    which "be" is left) went into the index as it was written, and was never found.
    """

    def split(self, input: str) -> list[str]:
        """Return the words of a text, in small letters."""
        return super().split(input.lower())


def setup(app: Sphinx) -> None:
    """Let the index be made so."""
    app.add_search_language(English)
