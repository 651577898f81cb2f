"""The search finds cards by name and everything by its words, by keyboard, from a folder, and stays small."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page as BrowserPage
from test_book_access import AXE, MODES, RUN

from companion import references
from companion.book.search import index, reading, things
from companion.book.search.index import Result
from companion.book.search.things import Thing
from companion.dossier import load

SHOWN = """() => {
    document.querySelectorAll("details").forEach(fold => { fold.open = true; });
    // Buttons, what a script offers and the code of notebooks are no part of what a page says; lines of a drawing are
    // words apart.
    document.querySelectorAll("button, .own-offer, .cell_input, .headerlink").forEach(element => element.remove());
    document.querySelectorAll("svg text, svg tspan").forEach(line => line.append(" "));
    const text = document.querySelector("article").innerText.toLowerCase();
    const words = new Set(text.match(/[a-z]+-i?\\d+[a-z]?|[\\p{Letter}\\p{Number}_]+/gu));
    return [...words].filter(word => !/^[a-z]\\d$/.test(word));  // "b1", out of an address's %B1
}"""
"""Words on the page, divided as the search divides a query."""

FOUND = """(shown) => {
    const lost = [];
    for (const [page, words] of Object.entries(shown)) {
        for (const word of words) {
            // The search itself leaves out letters, most numbers and words like "the".
            if (!companionSearch.asked(word).length) continue;
            if (!companionSearch.find(word).some(result => result.address.startsWith(page + ".html#")))
                lost.push(page + ": " + word);
        }
    }
    return lost;
}"""
FIRST = """queries => queries.map(query => companionSearch.find(query)[0])
    .map(first => first && [first.label, first.address])"""
READY = "() => window.companionSearch && document.getElementById('search-status').textContent"


@pytest.fixture
def searched(book: Path, visit: Callable) -> Callable[..., BrowserPage]:
    """Open the page with a query answered; whatever it says on the console or asks of others fails the test."""
    opened = []

    def search(query: str, **options: object) -> BrowserPage:
        visited = visit(book / "search.html", f"?q={query}", **options)
        opened.append(visited)
        if query:
            visited.page.wait_for_function(READY)
        return visited.page

    yield search
    for visited in opened:
        assert (visited.foreign, visited.errors, visited.missing) == ([], [], [])


def labels(page: BrowserPage) -> list[str]:
    return page.locator("#search-results .found-kind").all_inner_texts()


def test_the_changelog_is_found_by_its_name_and_nothing_in_it(book: Path, searched: Callable) -> None:
    reader = searched("what changed")
    found = reader.evaluate("() => companionSearch.find('what changed').map(result => result.address)")
    assert [address for address in found if "changelog" in address] == ["book/changelog.html#what-changed"]


def test_every_word_that_a_page_shows_is_found(book: Path, searched: Callable) -> None:
    pages = sorted(path for folder in ("book", "notebooks") for path in (book / folder).glob("*.html"))
    pages.remove(book / "book" / "changelog.html")
    reader = searched("drugs")
    shown = {}
    for path in pages:
        reader.goto(path.as_uri())
        shown[path.relative_to(book).with_suffix("").as_posix()] = reader.evaluate(SHOWN)
    assert sum(map(len, shown.values())) > 5000, "hardly a word was read from the pages"
    reader.goto((book / "search.html").as_uri() + "?q=drugs")
    reader.wait_for_function(READY)
    assert reader.evaluate(FOUND, shown) == []


def test_a_name_leads_first_to_what_is_called_so(searched: Callable) -> None:
    dossier = load()
    pages = {section.key: section.page for section in dossier.paper.sections}
    wanted = {item.id: f"{pages[item.section]}.html#{item.anchor}" for item in dossier.statements}
    page = searched("drugs")
    for form in (str, str.lower, str.upper):
        found = page.evaluate(FIRST, [form(name) for name in wanted])
        assert [address for _, address in found] == list(wanted.values())
    tensions = [tension.id for tension in dossier.tensions]
    found = page.evaluate(FIRST, [name.lower() for name in tensions])
    assert [(label, address.partition("#")[2]) for label, address in found] == [
        (f"Tension {name}", name.lower()) for name in tensions
    ]


def test_references_are_found_by_their_numbers(searched: Callable) -> None:
    keys = [entry.key for entry in references.load()]
    found = searched("drugs").evaluate(FIRST, [f" Reference  {number}" for number in range(1, len(keys) + 1)])
    assert [address.partition("#")[2] for _, address in found] == [f"ref-{key}" for key in keys]


def test_figures_and_tables_are_found_by_their_numbers(book: Path, searched: Callable) -> None:
    numbers = [
        " ".join(number)
        for path in sorted((book / "notebooks").glob("*.html"))
        for number in re.findall(r'caption-number">(Figure|Table) ([\d.]+)', path.read_text(encoding="utf-8"))
    ]
    assert len(numbers) > 40
    page = searched("drugs")
    assert [label for label, _ in page.evaluate(FIRST, [number.lower() for number in numbers])] == numbers
    assert page.evaluate(FIRST, ["fig. 8.1", "Table 8.2"]) == page.evaluate(FIRST, ["figure 8.1", "tab 8.2"])


def test_every_result_leads_to_a_place_that_is_there(book: Path, searched: Callable) -> None:
    addresses = searched("drugs").evaluate(
        "() => [...new Set('aeioucdmprst'.split('').flatMap(letter => ['an', 're', 'in', 'co', 'pr', 'st', 'th']"
        ".map(start => start + letter)).flatMap(start => companionSearch.find(start).map(found => found.address)))]"
    )
    assert len(addresses) > 400
    ids = {
        page: set(re.findall(r'\sid="([^"]+)"', (book / page).read_text(encoding="utf-8")))
        for page in {address.partition("#")[0] for address in addresses}
    }
    assert [a for a in addresses if a.partition("#")[2] not in ids[a.partition("#")[0]]] == []


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("drugs", ["Statement"] * 5),
        ("Islamic State", ["Statement", "Statement", "Term"]),
        ("tightrope", ["Statement"]),
        ("drug", ["Statement"] * 5),
    ],
)
def test_words_lead_first_to_the_cards_that_say_them(query: str, kinds: list[str], searched: Callable) -> None:
    page = searched(query)
    assert [label.split()[0] for label in labels(page)[: len(kinds)]] == kinds
    for item in page.locator("#search-results li").all()[: len(kinds)]:
        marks = " ".join(item.locator("mark").all_inner_texts()).lower()
        assert all(word in marks for word in query.lower().split()), "the words are marked in what is shown"


def test_sections_stand_beside_cards_with_the_word_that_they_have(searched: Callable) -> None:
    page = searched("uncertain")
    section = page.locator("#search-results li", has_text="Section of chapter").first
    assert section.locator("mark").first.inner_text().lower().startswith("uncertain")


def test_where_nothing_has_all_words_what_has_some_is_shown_and_said_to_be_that(searched: Callable) -> None:
    page = searched("drugs xyzzy")
    assert page.locator("[role=status]").inner_text().endswith("None has all of these words.")
    assert labels(page)[0].startswith("Statement")


def test_where_two_are_as_good_the_first_in_the_book_comes_first(searched: Callable) -> None:
    page = searched("drugs")
    given = {
        "stopWords": [],
        "pages": [[f"p{number}", f"chapter {number}"] for number in range(12)],
        "results": [["", "River", "", number, "a"] for number in range(12)],
        "words": "0water 1 1",
    }
    page.evaluate("given => companionSearch.load(given, {stemWord: word => word})", given)
    found = page.evaluate("companionSearch.find('river').map(found => found.address)")
    assert found == [f"p{number}.html#a" for number in range(12)]
    assert page.evaluate("companionSearch.find('water').map(found => found.address)") == ["p0.html#a", "p1.html#a"]


def test_a_card_is_reached_by_keyboard_alone(searched: Callable) -> None:
    page = searched("")
    page.keyboard.type("res-4A")
    page.wait_for_function(READY)
    page.keyboard.press("Enter")
    first = page.locator("#search-results a").first
    assert first.evaluate("link => document.activeElement === link")
    assert first.evaluate("link => getComputedStyle(link).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_url("**/05_results.html#res-4a")
    box = page.locator("#res-4a").bounding_box()
    assert 0 <= box["y"] < 600


def test_arrows_go_through_the_results_and_escape_back(searched: Callable) -> None:
    page = searched("drugs")
    active = "[...document.querySelectorAll('#search-results a')].indexOf(document.activeElement)"
    assert page.evaluate("document.activeElement.id") == "search-words"
    for key, at in [("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)]:
        page.keyboard.press(key)
        assert page.evaluate(active) == at
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "search-words"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "search-words"
    assert page.input_value("#search-words") == "drugs"
    page.keyboard.press("Escape")
    assert page.input_value("#search-words") == ""
    assert page.locator("#search-results li").count() == 0


def test_the_number_of_results_is_told(searched: Callable) -> None:
    page = searched("drugs")
    status = page.locator("[role=status]")
    count = page.evaluate("companionSearch.find('drugs').length")
    assert status.inner_text() == f"{count} results for “drugs”."
    page.fill("#search-words", "xyzzy")
    page.wait_for_function(
        "() => document.querySelector('[role=status]').textContent.startsWith('No results for “xyzzy”.')"
    )


def test_the_rest_comes_when_asked_for(searched: Callable) -> None:
    page = searched("paper")
    count = page.evaluate("companionSearch.find('paper').length")
    assert page.locator("#search-results li").count() < count
    page.click("#search-more")
    assert page.evaluate("document.activeElement.closest('#search-results') !== null")
    while page.locator("#search-more").is_visible():
        page.click("#search-more")
    assert page.locator("#search-results li").count() == count


def test_the_search_says_nothing_on_the_console(book: Path, visit: Callable) -> None:
    page = visit(book / "book" / "glossary.html").page
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.reload()
    on_any_page = set(said)
    said.clear()
    page.goto((book / "search.html").as_uri() + "?q=drugs")
    page.wait_for_function(READY)
    assert set(said) <= on_any_page


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_in_results(mode: str, searched: Callable) -> None:
    page = searched("Islamic State", **MODES[mode])
    page.evaluate(AXE)
    assert [violation["id"] for violation in page.evaluate(RUN)["violations"]] == []


def test_without_scripts_the_page_says_so_and_shows_no_field(book: Path, visit: Callable) -> None:
    page = visit(book / "search.html", java_script_enabled=False).page
    told = page.locator("main noscript p")
    assert told.is_visible()
    assert "needs scripts" in told.inner_text()
    assert page.locator("input:visible, .admonition:visible, kbd:visible").count() == 0


def test_a_phone_without_scripts_has_a_menu_of_chapters(book: Path, visit: Callable) -> None:
    phone = {"viewport": {"width": 390, "height": 800}}
    page = visit(book / "notebooks" / "04_methodology.html", java_script_enabled=False, **phone).page
    page.click(".to-pages")
    chapter = page.locator("nav.bd-links a", has_text="The threat atlas")
    assert chapter.is_visible()
    chapter.click()
    assert page.url.endswith("08_threats.html")
    assert not visit(book / "notebooks" / "04_methodology.html", **phone).page.locator(".to-pages").is_visible()


def test_the_search_stays_small_and_no_other_page_loads_it(book: Path, pages: list[Path]) -> None:
    parts = ("searchindex.js", "_static/search.js")
    assert sum(len(gzip.compress((book / part).read_bytes(), 6)) for part in parts) < 80 * 1024
    loading = [path.name for path in pages if 'searchindex.js"></script>' in path.read_text("utf-8")]
    assert loading == ["search.html"]
    assert not (book / "_static" / "searchtools.js").exists()


PAGE = """<nav><p>menu</p></nav><article class="bd-article"><section id="one">
<h1><span class="section-number">1. </span>Rivers
<a class="headerlink" href="#one">#</a></h1><p>They <em>run</em>ning <b>dry</b>.</p><script>no</script>
<article id="a-1"><p>A <span>card</span><br>of</p><td>two</td><td>cells</td></article>
<p>After it.</p><dl><dt id="term-ice">Ice</dt><dd><p>Frozen.</p></dd></dl>
<figure id="f"><figcaption>
<span class="cf-title">Figure 1 Rain</span><span class="cf-caption">By year.</span></figcaption>
</figure></section></article><p>footer</p>"""


def test_a_page_is_read_place_by_place() -> None:
    places = reading.read(PAGE, {"a-1", "term-ice"})
    assert [place.anchor for place in places] == ["one", "a-1", "term-ice", "f"]
    assert [" ".join(place.title.split()) for place in places] == ["Rivers", "", "Ice", "Figure 1 Rain"]
    assert [" ".join(place.opening.split()) for place in places] == [
        "They running dry.",
        "A card of",
        "Frozen.",
        "By year.",
    ]
    assert places[0].words.split() == ["Rivers", "They", "running", "dry.", "After", "it."]
    assert places[1].words.split() == ["A", "card", "of", "two", "cells"]


def test_a_result_is_called_by_what_it_is() -> None:
    page = index.Page("p", "Rivers", "1", PAGE)
    found = list(index.results([page], {"p": {"a-1": Thing("Statement A-1, Here", "Low water", "It is low.")}}))
    assert [(each.label, each.title, each.text) for each in found] == [
        ("Chapter 1", "Rivers", "They running dry."),
        ("Statement A-1, Here", "Low water", "It is low."),
        ("Figure 1", "Rain", "By year."),
    ]
    assert found[1].words == {"card", "two", "cells"}, "what it shows is not said twice"


def test_a_word_of_many_places_leads_to_their_page() -> None:
    found = [Result("", "", "", 0, str(n), frozenset({"river"})) for n in range(index.PLACES + 1)]
    found.append(Result("", "", "", 1, "x", frozenset({"rivers"})))
    assert index.leading(found) == [{"river"}, *[set()] * index.PLACES, {"river"}]
    assert index.common_forms(each.words for each in found) == {"river": "river"}


def test_every_thing_has_a_label_that_tells_readers_what_it_is() -> None:
    dossier = load()
    assert things.statement(dossier, dossier.statement("RES-4a")).label == "Statement RES-4a, Results and discussion"
    assert things.sentence(dossier, "RES-4").title == "Sentence 4 of 11: RES-4a, RES-4b"


def test_one_tap_on_a_result_leads_to_it(searched: Callable) -> None:
    """What a search has found says where it leads: no preview stands between."""
    reader = searched("T-3", viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    reader.locator("#search-results a").first.tap()
    reader.wait_for_function("() => location.hash === '#t-3'")
