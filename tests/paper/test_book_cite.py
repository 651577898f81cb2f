"""Citing: each card, figure and page offers its citation in four forms; a correction can be sent."""

from __future__ import annotations

import gzip
import json
import re
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import bibtexparser
import pytest
import rispy
from places import ROOT

from companion.book.citing import offers, report, wording, work

PAPER = "Russia and Afghanistan after the rise of the Taliban"
CHAPTER = "notebooks/05_results.html"
TAKES = "() => { navigator.clipboard.writeText = text => { window.taken = text; return Promise.resolve(); }; }"
"""A clipboard that can be looked at: a browser gives a page from a folder none to read."""
ADDRESS, REPOSITORY = "https://example.org/tides/", "https://example.org/brand/tides"
MADE = work.Work(
    title="The tides & currents of Brandhaven",
    authors=("{Harbour Office and Sons}", "Brand, Ann"),
    version="2.0.1",
    date=date(2024, 3, 9),
    licences=("MIT", "CC-BY-4.0"),
    address=ADDRESS,
    repository=REPOSITORY,
)


UNFOLD = """part => {
    const around = document.querySelector(part);
    for (let place = around; place; place = place.parentElement) if (place.tagName === "DETAILS") place.open = true;
    around.querySelectorAll("details").forEach(fold => { fold.open = true; });
}"""


# --- the forms ---


def test_a_part_is_cited_with_work_version_date_and_address() -> None:
    forms = wording.cited(MADE, "Silt", "companion-silt", MADE.at("go.html#silt"))
    assert forms.apa == (
        "Harbour Office and Sons, & Brand, A. (2024, March 9). Silt. The tides & currents of Brandhaven "
        "(version 2.0.1). https://example.org/tides/go.html#silt"
    )
    assert forms.chicago == (
        "Harbour Office and Sons, and Ann Brand. 2024. “Silt.” The tides & currents of Brandhaven (version 2.0.1). "
        "March 9, 2024. https://example.org/tides/go.html#silt."
    )


def test_the_forms_for_programs_say_the_same() -> None:
    forms = wording.cited(MADE, "Silt & sand", "companion-silt", MADE.at("go.html#silt"))
    (entry,) = bibtexparser.parse_string(forms.bibtex).entries
    assert {"title", "author", "year", "howpublished", "url"} <= {field.key for field in entry.fields}
    assert entry["author"] == "{Harbour Office and Sons} and Brand, Ann"
    assert entry["title"] == "Silt \\& sand"
    (read,) = rispy.loads(forms.ris)
    assert read["title"] == "Silt & sand"
    assert read["secondary_title"] == MADE.named
    assert read["urls"] == ["https://example.org/tides/go.html#silt"]


def test_the_work_itself_is_cited_by_its_title_and_version() -> None:
    forms = wording.cited(MADE, "", "companion", MADE.address)
    assert forms.apa.count(MADE.title) == 1
    assert "(version 2.0.1)" in forms.apa


def test_without_an_address_no_form_has_one() -> None:
    forms = wording.cited(work.read(ROOT), "Silt", "companion-silt", "")
    assert "http" not in "".join((forms.apa, forms.chicago, forms.bibtex, forms.ris))


def test_the_citation_file_is_read_with_what_publishing_knows(tmp_path) -> None:
    (tmp_path / work.CITATION).write_text(
        "title: T\nversion: 1.0.0\ndate-released: 2024-03-09\nlicense: MIT\nurl: https://example.org/old\n"
        "authors: [{family-names: Brand, given-names: Ann}, {name: Harbour Office}]\n",
        encoding="utf-8",
    )
    assert work.read(tmp_path).address == "https://example.org/old/"
    known = work.read(tmp_path, ADDRESS, REPOSITORY + "/")
    assert (known.address, known.repository) == (ADDRESS, REPOSITORY)
    assert known.authors == ("Brand, Ann", "{Harbour Office}")


def test_a_report_is_filled_in_where_the_repository_is_known() -> None:
    asked = parse_qs(urlsplit(report.address(MADE, "Statement BET-3a & more")).query)
    assert asked["title"] == ["Correction: Statement BET-3a & more"]
    assert "About: Statement BET-3a & more" in asked["body"][0]
    assert "version 2.0.1" in asked["body"][0]
    assert report.address(work.read(ROOT), "x") == ""


# --- on the pages ---


def test_every_page_of_the_book_has_its_citation_without_a_script(pages) -> None:
    for path in pages:
        html = path.read_text(encoding="utf-8")
        made = path.name in ("go.html", "search.html", "404.html")
        assert html.count('class="cite-page"') == (0 if made else 1), path.name
        if not made:
            assert "(2026, " in html[html.index('id="page-apa"') :][:300]
            assert re.search(r'href="(?:\.\./)?go\.html#[\w-]+"', html[html.index("cite-page") :])


def texts(page) -> dict[str, str]:
    return {key: page.locator(f"#cite-{key}").text_content() for key in ("apa", "chicago", "bibtex", "ris")}


@pytest.fixture
def opened(book, visit):
    """The box of a card, opened with two presses from the card: its fold, then "Cite"."""
    visited = visit(book / CHAPTER)
    page = visited.page
    page.evaluate(TAKES)
    page.locator("#res-4a summary").click()
    page.locator("#res-4a button.cite").click()
    page.wait_for_selector("dialog[open]")
    yield page
    assert not visited.foreign
    assert not visited.errors


def test_two_presses_copy_the_citation_of_a_card_and_say_so(opened) -> None:
    opened.wait_for_function("() => document.querySelector('dialog .cite-status')?.textContent === 'APA copied.'")
    taken = opened.evaluate("window.taken")
    cited = work.read(ROOT)
    assert taken == texts(opened)["apa"]
    assert cited.named in taken
    assert f"Statement RES-4a, restated from ‘{PAPER}’: " in taken, "a claim of the paper's, and not of the book's"


def test_what_the_companion_supplies_is_not_cited_as_the_papers(book, visit) -> None:
    page = visit(book / "notebooks" / "06_conclusions.html").page
    page.locator(".cards-supplied > summary").click()
    card = page.locator(".cards-supplied article.card").first
    card.locator("summary").first.click()
    card.locator("button.cite").click()
    page.wait_for_selector("dialog[open]")
    assert f"supplied by the companion to ‘{PAPER}’" in texts(page)["apa"]


def test_cite_at_the_head_of_a_page_opens_its_citation_and_copies_it(book, visit) -> None:
    page = visit(book / CHAPTER).page
    page.evaluate(TAKES)
    page.locator(".article-header-buttons a[href='#cite-this-page']:visible").click()
    page.wait_for_function("() => /copied/.test(document.querySelector('details.cite-page .cite-status').textContent)")
    assert page.evaluate("window.taken").strip() == page.locator("#page-apa").text_content().strip()
    assert re.search(r"Chapter \d+\. ", page.locator("#page-apa").text_content()), "a chapter has its number"


def test_the_forms_of_a_card_can_be_read_by_programs(opened) -> None:
    made = texts(opened)
    (entry,) = bibtexparser.parse_string(made["bibtex"]).entries
    assert entry.key == "companion-res-4a"
    assert entry["title"].startswith(f"{{Statement RES-4a, restated from ‘{PAPER}’: ")
    (read,) = rispy.loads(made["ris"])
    assert read["title"].startswith(f"Statement RES-4a, restated from ‘{PAPER}’: ")
    assert not [key for key, text in made.items() if "⟨" in text]
    assert opened.locator("#cite-address").text_content() == "go.html#RES-4a"


def test_the_box_is_left_by_the_keyboard_where_it_was_opened(opened) -> None:
    assert opened.evaluate("document.activeElement.dataset.copy") == "cite-apa"
    opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    opened.wait_for_function("() => document.querySelector('dialog .cite-status')?.textContent === 'Chicago copied.'")
    opened.keyboard.press("Escape")
    assert opened.evaluate("document.activeElement.getAttribute('aria-label')") == "Cite Statement RES-4a"


def test_where_no_repository_is_known_the_text_of_a_report_is_there(opened) -> None:
    opened.locator("dialog summary").click()
    assert "About: Statement RES-4a" in opened.locator("#cite-report").text_content()


def test_a_browser_that_refuses_the_clipboard_selects_and_says_that(book, visit) -> None:
    page = visit(book / CHAPTER).page
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.locator("figure.cf button.cite").first.click()
    page.wait_for_function("() => /selected/.test(document.querySelector('dialog .cite-status')?.textContent)")
    assert page.evaluate("getSelection().toString()") == texts(page)["apa"]


def test_every_card_and_every_figure_offers_its_citation(tour, pages) -> None:
    for path, visited in tour(pages):
        without = visited.page.evaluate(
            """() => [...document.querySelectorAll('article.card[id], figure.cf[id]')]
                .filter(part => !part.querySelector('button.cite')).map(part => part.id)"""
        )
        assert not without, path.name


@pytest.mark.parametrize(
    ("page", "part", "fold", "label", "said"),
    [
        ("17_tensions", "li:has(> #t-1)", ".point-more", "Tension T-1", "Reasons asked for"),
        ("19_questions", "li:has(> #q-res-1)", ".point-more", "Question Q-RES-1", ""),
        ("14_revision", "#r004", None, "Entry R004", "Supreme Court"),
        ("15_claims", "#check-smuggling", None, "Verdict on RES-5a", "smuggled to Russia"),
    ],
)
def test_what_else_has_an_address_of_its_own_is_cited_like_a_card(page, part, fold, label, said, book, visit) -> None:
    visited = visit(book / "notebooks" / f"{page}.html")
    page = visited.page
    page.evaluate(TAKES)
    page.evaluate(UNFOLD, part)
    page.locator(f"{part} {fold or ''} button.cite").click()
    page.wait_for_function("() => document.querySelector('dialog .cite-status')?.textContent === 'APA copied.'")
    taken = page.evaluate("window.taken")
    assert f"{label}: " in taken
    assert said in taken
    assert page.locator(".cite-nowhere").is_visible(), "why the citation has no address"
    assert not visited.errors


def test_the_box_can_be_closed_without_scrolling(book, visit) -> None:
    page = visit(book / CHAPTER, viewport={"width": 390, "height": 700}).page
    page.evaluate(TAKES)
    page.locator("figure.cf button.cite").first.click()
    close = page.locator("dialog .cite-close")
    box = close.bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 700
    close.click()
    assert not page.locator("dialog[open]").count()


def test_the_head_of_a_page_leads_to_its_citation_and_opens_it(book, visit) -> None:
    page = visit(book / CHAPTER).page
    page.evaluate(TAKES)
    page.locator(f'.article-header-buttons a[href="#{offers.FOLD}"]').click()
    page.locator('[data-copy="page-apa"]').click()
    page.wait_for_function("() => document.querySelector('.cite-page .cite-status')?.textContent === 'APA copied.'")
    assert page.evaluate("window.taken").startswith("The companion's contributors. (2026, ")


def test_the_script_fills_in_an_address_and_a_report_where_both_are_known(book, visit, tmp_path) -> None:
    page = visit(book / CHAPTER).page
    given = json.loads(re.search(r"= (\{.*\});\n", offers.settings(MADE, "Tides"))[1])
    page.evaluate("given => { Object.assign(companionCite, given); }", given)
    page.locator("figure.cf button.cite").first.click()
    page.wait_for_selector("dialog[open]")
    name = page.locator("figure.cf").first.get_attribute("id")
    assert texts(page)["apa"].endswith(f"https://example.org/tides/go.html#{name}")
    assert texts(page)["chicago"].endswith(f"go.html#{name}.")
    link = page.locator("dialog a", has_text="Suggest a correction").get_attribute("href")
    assert f"(go.html#{name})" in parse_qs(urlsplit(link).query)["body"][0]


@pytest.mark.parametrize("width", [1280, 390])
def test_there_is_room_for_the_offers_before_they_come(width, book, visit) -> None:
    heights = "() => [...document.querySelectorAll('figure.cf[id]')].map(e => [e.id, Math.round(e.offsetHeight)])"
    for name in (CHAPTER, "book/intro.html", "notebooks/08_threats.html"):
        page = visit(book / name, viewport={"width": width, "height": 900}).page
        with_offers = page.evaluate(heights)
        page.route("**/cite.js", lambda route: route.abort())
        page.reload()
        assert page.evaluate(heights) == with_offers, f"{name} at {width}"


def test_a_page_grows_by_little(book) -> None:

    script = (book / "_static" / "cite.js").read_bytes()
    assert len(gzip.compress(script, 9)) < 3500
    assert Path(offers.SCRIPT).read_text(encoding="utf-8") in script.decode()
