"""The search finds every word that a page shows, and its index stays small."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

from companion.book.theme import search

SHOWN = """() => {
    document.querySelectorAll("details").forEach(fold => { fold.open = true; });
    // Buttons are no part of what a page says, and lines of a drawing are words apart.
    document.querySelectorAll("button").forEach(button => button.remove());
    document.querySelectorAll("svg text, svg tspan").forEach(line => line.append(" "));
    const words = document.querySelector("article").innerText.toLowerCase().match(/[\\p{Letter}\\p{Number}_]{2,}/gu);
    return [...new Set(words)];
}"""
"""Words on the page, of two letters or more, divided as the search divides a query."""

FOUND = """(shown) => {
    const lost = [];
    for (const [page, words] of Object.entries(shown)) {
        for (const word of words) {
            const [, terms, excluded] = Search._parseQuery(word);
            // The search itself leaves out numbers and words like "the".
            if (terms.size && !Search.performTermsSearch(terms, excluded).some(result => result[0] === page))
                lost.push(page + ": " + word);
        }
    }
    return lost;
}"""


def test_every_word_that_a_page_shows_is_found(book: Path, visit: Callable) -> None:
    pages = sorted(path for folder in ("book", "notebooks") for path in (book / folder).glob("*.html"))
    reader = visit(pages[0]).page
    shown = {}
    for path in pages:
        reader.goto(path.as_uri())
        shown[path.relative_to(book).with_suffix("").as_posix()] = reader.evaluate(SHOWN)
    assert sum(map(len, shown.values())) > 5000, "hardly a word was read from the pages"
    reader.goto((book / "search.html").as_uri())
    reader.wait_for_function("() => Search.hasIndex()")
    assert reader.evaluate(FOUND, shown) == []


def test_the_index_stays_small(book: Path) -> None:
    index = (book / "searchindex.js").read_bytes()
    assert len(index) < 160_000
    assert len(gzip.compress(index, 6)) < 42_000


def test_a_word_is_indexed_in_small_letters_even_where_its_stem_is_a_stop_word() -> None:
    language = search.English({})
    assert language.stem("Being") == "be", "this is a word with such a stem"
    assert "be" in language.stopwords
    assert language.split("The Benefits of Being Öffentlich") == ["the", "benefits", "of", "being", "öffentlich"]


def test_the_index_has_no_word_that_no_query_can_ask_for(book: Path) -> None:
    text = (book / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    words = {*index["terms"], *index["titleterms"]}
    assert len(words) > 1000, "hardly a word is in the index"
    assert [word for word in words if word != word.lower()] == []
