"""The places of all pages → the one file that the search reads: what each shows as a result, and which words it has.

A word that a result shows is read from there. Of the others one form stands for all that have its stem; where more
than three places of a page have it, it leads to the page. So the file weighs a third of a whole index.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from sphinx.search.en import SearchEnglish, english_stopwords, js_porter_stemmer

from companion.book.search.reading import Place, read
from companion.book.search.things import Thing
from companion.html import typographic

WORD = re.compile(r"[a-z][a-z0-9]*-i?\d+[a-z]{0,2}|\w+")
"""A name such as ``res-4a``, or a word; ``search.js`` divides a query alike."""
PLACES = 3
"""Most places of a page that one word leads to beside those that show it."""
LENGTH = 180
"""Characters of what is shown below a title."""
_NUMBERED = re.compile(r"((?:Figure|Table) [\d.]+) (.+)")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_ENGLISH = SearchEnglish({})


@dataclass(frozen=True)
class Page:
    """A page of the book, as it was written."""

    name: str
    title: str
    number: str
    """Of a chapter; other pages have none."""
    html: str
    closed: bool = False
    """Whether only the page itself is found, and nothing that stands in it."""

    @property
    def label(self) -> str:
        """What it is, in the reader's words."""
        return f"Chapter {self.number}" if self.number else "Page"

    @property
    def whole(self) -> str:
        """What a part of it is a part of."""
        return f"chapter {self.number}, {self.title}" if self.number else self.title


@dataclass(frozen=True)
class Result:
    """What the search shows of a place, and the words that lead to it beside those that it shows."""

    label: str
    title: str
    text: str
    page: int
    anchor: str
    words: frozenset[str] = frozenset()


def results(pages: Sequence[Page], things: Mapping[str, Mapping[str, Thing]]) -> Iterator[Result]:
    """Yield what can be found, page by page and in the order in which it stands there."""
    for number, page in enumerate(pages):
        own = things.get(page.name, {})
        places = read(page.html, own)
        for position, place in enumerate(places[:1] if page.closed else places):
            thing = own.get(place.anchor) or Thing("" if position else page.label)
            yield result(place, thing, number)


def result(place: Place, thing: Thing, page: int) -> Result:
    """Return a place as a result; what its thing does not say is as the page has it."""
    label, title, text = thing.label, _joined(thing.title or place.title), _joined(thing.text or place.opening)
    if numbered := _NUMBERED.match(title):
        label, title = numbered.groups()
    title, text = typographic(title), typographic(text)
    if not title:
        title, text = text, ""
    text = cut(text, LENGTH) if label else ""  # of a section its title says enough
    return Result(label, title, text, page, place.anchor, _beside(place.words, f"{title} {text}"))


def _beside(all_words: str, shown: str) -> frozenset[str]:
    stems = {stem(word) for word in words(shown)}
    return frozenset(word for word in words(all_words) if stem(word) not in stems)


def _joined(text: str) -> str:
    return " ".join(text.split())


def cut(text: str, length: int) -> str:
    """Return the beginning of a text, whole words only.

    >>> cut("a long day", 8), cut("a day", 8)
    ('a long …', 'a day')
    """
    return text if len(text) <= length else text[: length + 1].rpartition(" ")[0].rstrip(".,;:") + " …"


def words(text: str) -> frozenset[str]:
    """Return what a text can be found by: no stop words, no letters alone, and of the numbers the years.

    >>> sorted(words("The mason’s 3 aims of 1996, in S1-4a"))
    ['1996', 'aims', 'mason', 's1-4a']
    """
    return frozenset(
        word
        for word in WORD.findall(text.lower())
        if len(word) > 1 and word not in english_stopwords and not (word.isdigit() and len(word) != 4)
    )


@cache
def stem(word: str) -> str:
    """Return what a word has in common with its other forms.

    >>> stem("squares"), stem("possibly")
    ('squar', 'possibly')
    """
    # Of "possibly" the browser's stemmer makes something else.
    return word if word.endswith("bly") else _ENGLISH.stem(word)


def script(pages: Sequence[Page], found: Sequence[Result]) -> str:
    """Return the file: stop words, stemmer and index."""
    forms = common_forms(each.words for each in found)
    data = {
        "stopWords": sorted(english_stopwords),
        "pages": [[page.name, page.whole] for page in pages],
        "results": [[each.label, each.title, each.text, each.page, given_anchor(each)] for each in found],
        "words": "\n".join(packed({forms[stem] for stem in stems} for stems in leading(found))),
    }
    index = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"(function () {{\n{js_porter_stemmer.strip()}\ncompanionSearch.load({index}, new Stemmer());\n}})();\n"


def given_anchor(found: Result) -> str:
    """Return an anchor, or nothing if ``search.js`` can make it from a card's name or a section's title.

    >>> given_anchor(Result("Tension T-3", "Who speaks?", "", 0, "t-3")), given_anchor(Result("", "Who?", "", 0, "q"))
    ('', 'q')
    """
    name = found.label.partition(",")[0].rpartition(" ")[2].lower()
    made = name if "-" in name else re.sub(r"[^a-z0-9]+", "-", found.title.lower()).strip("-")
    return "" if found.anchor == made else found.anchor


def common_forms(places: Iterable[Iterable[str]]) -> dict[str, str]:
    """Return the form of each stem that most places have."""
    counted = Counter(word for there in places for word in there)
    ordered = sorted(counted, key=lambda word: (counted[word], word))
    return {stem(word): word for word in ordered}


def leading(found: Sequence[Result]) -> list[set[str]]:
    """Return the stems that lead to each result."""
    at: dict[tuple[int, str], set[int]] = {}
    first: dict[int, int] = {}
    for number, each in enumerate(found):
        first.setdefault(each.page, number)
        for word in each.words:
            at.setdefault((each.page, stem(word)), set()).add(number)
    stems: list[set[str]] = [set() for _ in found]
    for (page, one), numbers in at.items():
        for number in numbers if len(numbers) <= PLACES else (first[page],):
            stems[number].add(one)
    return stems


def packed(places: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield a line for each word: itself, then how many places after the last one the next is, to base 36.

    Of a word stands only what follows the letters that it has in common with the last; their number comes first.

    >>> list(packed([["river"], [], ["rivers", "river"]]))
    ['0river 1 2', '5s 3']
    """
    at: dict[str, list[int]] = {}
    for number, there in enumerate(places):
        for word in there:
            at.setdefault(word, [-1]).append(number)
    last = ""
    for word, numbers in sorted(at.items()):
        same = next((i for i, (a, b) in enumerate(zip(word, last, strict=False)) if a != b), min(len(word), len(last)))
        steps = (number - before for before, number in pairwise(numbers))
        yield " ".join([base36(min(same, 35)) + word[min(same, 35) :], *map(base36, steps)])
        last = word


def base36(number: int) -> str:
    """Write a number as JavaScript's ``parseInt(text, 36)`` reads it.

    >>> base36(0), base36(35), base36(36)
    ('0', 'z', '10')
    """
    text = _DIGITS[number % 36]
    while number := number // 36:
        text = _DIGITS[number % 36] + text
    return text
