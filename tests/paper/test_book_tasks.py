"""What a reader who has never seen the book must manage, with the page loads and clicks that it may take.

Each begins where a reader begins: on the start page, or on a chapter that a search engine led to. Page loads and
clicks are counted as the browser sees them, so a task that comes to need one more fails.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator
from playwright.sync_api import Page as BrowserPage

from companion.dossier import load
from companion.dossier.dossier import Dossier

DESK = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
PREVIEW = "#preview:not([hidden])"


@pytest.fixture(scope="module")
def record() -> Dossier:
    return load()


@dataclass
class Reader:
    """A reader with a page open, and what it cost them to come where they are."""

    page: BrowserPage
    touch: bool
    loads: int = 0
    clicks: int = 0

    def choose(self, what: Locator) -> None:
        """Click, or tap where there is a finger."""
        what.first.scroll_into_view_if_needed()
        self.clicks += 1
        if self.touch:
            what.first.tap()
        else:
            what.first.click()

    def point(self, what: Locator) -> None:
        """Hover, which is no click; a finger has to tap."""
        if self.touch:
            self.choose(what)
        else:
            what.first.scroll_into_view_if_needed()
            what.first.hover()


@pytest.fixture(params=["desk", "phone"])
def reader(request: pytest.FixtureRequest, visit: Callable) -> Callable[[Path], Reader]:
    """Return a function that opens a page as a reader at a desk or with a phone does."""
    touch = request.param == "phone"

    def opened(path: Path) -> Reader:
        someone = Reader(visit(path, **(PHONE if touch else DESK)).page, touch)
        someone.page.on("load", lambda _: setattr(someone, "loads", someone.loads + 1))
        return someone

    return opened


def of_prose(page: BrowserPage, anchor: str) -> Locator:
    """Return the visible links of a page's sentences to a statement."""
    return page.locator(f"article.bd-article :is(p, li) a.st-link[href$='#{anchor}']:visible")


@pytest.mark.parametrize("chapter", ["05_results", "09_argument"])
def test_who_says_it_why_and_what_speaks_against_it_without_leaving_the_sentence(chapter, book, reader) -> None:
    someone = reader(book / "notebooks" / f"{chapter}.html")
    someone.point(of_prose(someone.page, "res-8b"))
    shown = someone.page.wait_for_selector(PREVIEW).inner_text()
    assert "the paper says" in shown
    assert "Russia can impose its policy" in shown
    assert "Only asserted" in shown, "that the text gives no reason is told where a reason would stand"
    assert "Afghan government cannot accept" in shown, "what speaks against it is named"
    assert someone.loads == 0
    assert someone.clicks <= 1


def test_the_reasons_that_a_text_gives_are_named_in_the_preview(book, reader, record) -> None:
    someone = reader(book / "notebooks" / "06_conclusions.html")
    someone.point(of_prose(someone.page, "con-2a"))
    shown = someone.page.wait_for_selector(PREVIEW).inner_text()
    assert "Rests on" in shown
    reason = record.by_id["CON-3a"]
    assert f"{reason.name}: {reason.proposition[:-1]}".replace("'", "’") in shown, (
        "what the reason says stands beside its name"
    )
    assert someone.loads == 0


@pytest.mark.parametrize(
    ("asked", "anchor"),
    [("RES-4a", "res-4a"), ("res 4a", "res-4a"), ("T-3", "t-3"), ("tightrope", None), ("drugs", None)],
)
def test_a_card_is_found_by_its_name_or_its_words_and_opens_where_it_stands(asked, anchor, book, reader) -> None:
    someone = reader(book / "index.html")
    page = someone.page
    someone.choose(page.locator("button.search-button:visible, a.search-button:visible, [aria-label=Search]:visible"))
    field = page.locator("input[type=search]:visible").first
    field.fill(asked)
    field.press("Enter")
    page.wait_for_timeout(500)  # a search that is still being typed is shown anew
    first = page.locator("#search-results a").first
    first.wait_for()
    text = page.locator("#search-results li").first.inner_text()
    assert asked.split()[0].lower() in text.lower() or anchor, text
    someone.choose(first)
    page.wait_for_function("() => location.hash")
    if anchor:
        assert page.evaluate("location.hash") == f"#{anchor}"
    place = page.locator(page.evaluate("'#' + CSS.escape(location.hash.slice(1))"))
    assert place.is_visible()
    assert page.evaluate("e => e.getBoundingClientRect().top < innerHeight", place.element_handle())
    assert someone.loads <= 2, "the search page and the page of the card"


@pytest.mark.parametrize(
    ("lens", "belongs"),
    [
        ("findings", lambda statement: statement.role == "finding"),
        ("reported", lambda statement: bool(statement.attributed_to)),
        ("holder", lambda statement: statement.attributed_to == "Russia"),
    ],
)
def test_only_the_findings_or_only_what_is_reported_in_one_click(lens, belongs, book, reader, record) -> None:
    someone = reader(book / "notebooks" / "05_results.html")
    page = someone.page
    someone.choose(page.locator(f".lenses label:has([value={lens}])"))
    expected = [s.id for s in record.statements if s.section == "RES" and belongs(s)]
    assert page.locator(".card:visible .card-id").all_inner_texts() == expected
    assert page.url.endswith(f"?show={lens}"), "the address keeps the choice"
    assert (someone.clicks, someone.loads) == (1, 0)
    page.goto(page.url)
    assert page.locator(".card:visible .card-id").all_inner_texts() == expected, "and gives it back"


def test_one_statement_is_cited_in_two_clicks_and_its_address_survives(book, reader) -> None:
    someone = reader(book / "notebooks" / "05_results.html")
    page = someone.page
    page.goto(page.url + "#res-4a")
    card = page.locator("#res-4a")
    someone.loads = 0
    someone.choose(card.locator("summary"))
    someone.choose(card.locator("button.cite"))
    box = page.locator("dialog[open]")
    box.wait_for()
    said = box.inner_text()
    assert "RES-4a" in said
    assert "go.html#RES-4a" in said, "an address that does not name the page"
    assert (someone.clicks, someone.loads) == (2, 0)
    page.goto((book / "go.html").as_uri() + "#RES-4a")
    page.wait_for_url("**/05_results.html#res-4a")


def test_a_chapter_is_cited_in_one_click(book, reader) -> None:
    someone = reader(book / "notebooks" / "05_results.html")
    someone.choose(someone.page.locator(".article-header-buttons a[href='#cite-this-page']:visible"))
    shown = someone.page.locator("details.cite-page[open]")
    shown.wait_for()
    assert "Results and discussion" in shown.inner_text()
    assert (someone.clicks, someone.loads) == (1, 0)


def test_a_chapter_says_in_three_commands_at_most_how_it_runs_elsewhere(book, reader) -> None:
    someone = reader(book / "notebooks" / "05_results.html")
    link = someone.page.locator("a[download][href$='.ipynb']:visible").first
    notebook = json.loads((book / "notebooks" / link.get_attribute("href")).resolve().read_text("utf-8"))
    first = "".join(notebook["cells"][0]["source"])
    commands = [line for line in first.splitlines() if line.strip().startswith(("pip ", "python", "jupyter", "$ "))]
    assert 1 <= len(commands) <= 3, first
    prose = "".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    assert not re.search(r"\{(st|fact|numref|cite|term|doc)(:\w)?\}`", prose), "no raw role is left in it"


def test_a_reason_leads_to_its_own_reasons_without_leaving_the_sentence(book, reader, record) -> None:
    someone = reader(book / "notebooks" / "06_conclusions.html")
    page = someone.page
    someone.point(of_prose(page, "con-4a"))
    page.wait_for_selector(PREVIEW)
    someone.choose(page.locator(f"{PREVIEW} .pv-relation a[href$='#con-5a']"))
    page.wait_for_timeout(600)  # a preview that is left is hidden after a moment
    shown = page.locator(PREVIEW).inner_text()
    assert record.by_id["CON-5a"].name in shown
    assert record.by_id["CON-6a"].name in shown, "the reason's own reasons are named"
    assert someone.loads == 0


def test_an_entry_of_the_record_is_previewed_where_it_is_named(book, reader) -> None:
    someone = reader(book / "notebooks" / "06_conclusions.html")
    someone.point(someone.page.locator("article a[href$='#r008']"))
    shown = someone.page.wait_for_selector(PREVIEW).inner_text()
    assert "28 Mar 2011" in shown
    assert "no direct contacts" in shown
    assert someone.loads == 0
