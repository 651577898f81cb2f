"""Every page: no other host, no console error, no dead link, light, described, searchable from a folder."""

from __future__ import annotations

import gzip
import re

import pytest
from places import ROOT

LIMIT = 250 * 1024
"""Bytes, compressed, that a page may cost before anything is touched."""

LOADED = re.compile(r'<(?:script[^>]*\ssrc|link[^>]*rel="(?:stylesheet|icon)"[^>]*href|img[^>]*\ssrc)="([^"]+)"')
STYLESHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"')


def test_no_page_asks_another_host_or_fails(pages, tour) -> None:
    for path, visited in tour(pages):
        visited.page.wait_for_load_state("networkidle")
        assert not visited.foreign, path.name
        assert not visited.errors, path.name
        assert not visited.missing, path.name


def test_no_page_is_wider_than_a_phone(pages, tour) -> None:
    for path, visited in tour(pages, viewport={"width": 390, "height": 800}):
        page = visited.page
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert excess <= 0, f"{path.name} is {excess} px too wide"


def test_every_page_is_light_before_it_is_touched(book, pages) -> None:
    for path in pages:
        html = path.read_text(encoding="utf-8")
        files = {path} | {(path.parent / address.split("?")[0]).resolve() for address in LOADED.findall(html)}
        weight = sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)
        assert weight <= LIMIT, f"{path.relative_to(book)} costs {weight / 1024:.0f} KiB"
        assert len(STYLESHEET.findall(html)) == 1


def test_no_script_of_the_theme_is_left_over(book) -> None:
    names = {path.name for path in (book / "_static").rglob("*")}
    assert not names & {"fontawesome.js", "bootstrap.js", "fa-solid-900.woff2", "sphinx-thebe.js"}
    assert not any("mathjax" in path.read_text(encoding="utf-8").lower() for path in book.rglob("*.html"))


def test_every_link_to_outside_gives_no_hold_of_the_page(pages) -> None:
    count = 0
    for path in pages:
        for link in re.findall(r"<a\b[^>]*>", path.read_text(encoding="utf-8")):
            if re.search(r"""\shref=["']?(?:https?:)?//""", link, re.I):
                count += 1
                assert re.search(r'\srel="[^"]*\bnoopener\b', link), f"{path.name}: {link}"
    assert count > 500


def test_every_statement_has_its_card_at_home(book, record) -> None:
    for section in record.paper.sections:
        html = (book / f"{section.page}.html").read_text(encoding="utf-8")
        for statement in record.statements:
            if statement.section == section.key:
                assert f'id="{statement.anchor}"' in html, statement.id
                assert html.count(f'<article class="card {statement.voice.value}') > 0


@pytest.fixture(scope="module")
def record():
    from companion.dossier import load

    return load()


def test_index_is_a_page_with_title_language_and_content(book, visit) -> None:
    html = (book / "index.html").read_text(encoding="utf-8")
    assert 'http-equiv="refresh"' not in html
    assert '<html lang="en"' in html
    page = visit(book / "index.html").page
    assert page.locator("h1").count() == 1
    page.locator("nav.bd-links a.reference.internal").nth(1).click()
    assert page.locator("h1").count() == 1


def test_every_page_has_one_description_and_one_heading(pages) -> None:
    for path in pages:
        html = path.read_text(encoding="utf-8")
        assert len(re.findall(r'<meta[^>]*name="description"', html)) == 1, path.name
        assert len(re.findall(r"<h1[ >]", html)) == 1, path.name


def test_descriptions_differ(pages) -> None:
    found = [
        re.search(r'name="description"\s+content="([^"]*)"|content="([^"]*)"\s+name="description"', path.read_text())[0]
        for path in pages
        if path.name not in ("index.html", "search.html")
    ]
    assert len(found) == len(set(found))


def test_search_works_from_a_folder(book, visit) -> None:
    visited = visit(book / "search.html", "?q=narcotics")
    visited.page.wait_for_selector("#search-results li")
    assert not visited.errors
    assert not visited.foreign
    first = visited.page.locator("#search-results li a").first
    first.click()
    assert visited.page.locator("h1").count() == 1


def test_the_search_field_leads_to_results(book, visit) -> None:
    page = visit(book / "notebooks" / "01_abstract.html").page
    page.locator("form.bd-search input").first.fill("tightrope")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results li")


def test_a_link_into_a_fold_opens_it(book, visit) -> None:
    page = visit(book / "notebooks" / "08_threats.html").page
    row = page.locator(".cf-data tbody tr[id]").first.get_attribute("id")
    page.evaluate("id => { location.hash = id; }", row)
    page.wait_for_function("id => document.getElementById(id).closest('details').open", arg=row)


def test_cards_keep_the_voices_apart_by_words_and_form(book, visit) -> None:
    page = visit(book / "notebooks" / "05_results.html").page
    own, reported = page.locator(".card.author").first, page.locator(".card.reported").first
    assert "The paper says" in " ".join(own.locator(".card-voice").inner_text().split())
    assert "The paper reports" in reported.locator(".card-voice").inner_text()
    style = "e => getComputedStyle(e).borderLeftStyle"
    assert own.evaluate(style) != reported.evaluate(style)


def test_print_shows_what_is_folded_in_cards(book, visit) -> None:
    page = visit(book / "notebooks" / "04_methodology.html").page
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(".card details").first.get_attribute("open") is not None
    assert not page.locator(".bd-sidebar-primary").is_visible()
    assert page.locator(".card-says").first.is_visible()


def test_pages_hold_no_path_of_this_machine(book, pages) -> None:
    root = str(ROOT)
    for path in [*pages, *(book / "_figures").rglob("*")]:
        if path.is_file():
            assert root not in path.read_text(encoding="utf-8"), path.name


UNDER_TITLE = "16 pixels under the book's title"
"""Where the search field stands; how many lines the title takes depends on the fonts of the machine."""

PLACES = {
    1280: {
        ".bd-sidebar-primary": (0, 0, 256, 900),
        ".navbar-brand": (16, 24, 223, None),
        "form.bd-search": (16, UNDER_TITLE, 223, 38),
        "#pst-header": (0, 0, 1280, 0),
        ".bd-header-article": (280, 16, 720, 48),
        "article h1": (312, 96, 656, 84),
        ".bd-sidebar-secondary": (1024, 0, 240, None),
    },
    390: {
        ".bd-sidebar-primary": (-292, 0, 288, 900),
        ".navbar-brand": (-276, 40, 256, None),
        "form.bd-search": (-276, UNDER_TITLE, 256, 46),
        ".bd-header-article": (16, 8, 358, 56),
        "article h1": (20, 72, 350, None),
    },
}
"""Width of the window → where the parts of a page that the theme lays out stand (x, y, width, height), in pixels."""


@pytest.mark.parametrize("width", PLACES)
def test_the_theme_lays_the_page_out_as_it_did(width: int, book, visit) -> None:
    """A theme whose styles have another name leaves a page that passes every other test and is a ruin to look at."""
    page = visit(book / "book" / "intro.html", viewport={"width": width, "height": 900}).page
    boxes = {
        part: page.locator(part).first.evaluate(
            "e => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.width, r.height]; }"
        )
        for part in PLACES[width]
    }
    _, top, _, height = boxes[".navbar-brand"]
    assert 40 < height < 130, "the title takes a line or more, and not half the column"
    for part, box in boxes.items():
        wanted = [top + height + 16 if should == UNDER_TITLE else should for should in PLACES[width][part]]
        off = [abs(is_at - should) for is_at, should in zip(box, wanted, strict=True) if should is not None]
        assert max(off) <= 3, f"{part} stands at {box}, not at {wanted}"


def test_the_references_name_their_list_in_other_formats(book, pages) -> None:
    for path in pages:
        html = path.read_text(encoding="utf-8")
        named = re.findall(r'<link rel="alternate" type="([^"]+)" href="([^"]+)"', html)
        assert bool(named) == ('class="ref-filters' in html), path.name
        assert all((path.parent / address).is_file() for _, address in named)
        assert not named or {kind for kind, _ in named} == {
            "application/x-research-info-systems",
            "application/vnd.citationstyles.csl+json",
            "application/x-bibtex",
        }
