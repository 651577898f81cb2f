"""A chapter on paper."""

from __future__ import annotations

import re

import pytest

CHAPTERS = ["notebooks/05_results.html", "notebooks/08_threats.html", "notebooks/10_evidence.html"]
PAPER = {"viewport": {"width": 680, "height": 1018}}
"""What A4 leaves between the margins, in CSS pixels."""


def sheets(page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def test_chapter_five_takes_ten_sheets(book, visit) -> None:
    assert 1 < sheets(visit(book / "notebooks" / "05_results.html").page) <= 10


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_printed_chapter_says_first_what_it_is_and_where_it_is_from(chapter: str, book, visit) -> None:
    page = visit(book / chapter, **PAPER).page
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    head, title = page.locator(".print-head"), page.locator("article h1")
    assert re.search(r"version \d+\.\d+\.\d+, \d{1,2} \w+ \d{4}", head.inner_text())
    assert chapter in head.inner_text()
    assert title.is_visible()
    assert head.bounding_box()["y"] < title.bounding_box()["y"] < 200


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_nothing_of_a_printed_chapter_is_cut_or_of_no_use(chapter: str, book, visit) -> None:
    page = visit(book / chapter, **PAPER).page
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    wide = page.evaluate(
        """() => [...document.querySelectorAll("article table, article svg, article pre, figure")]
            .filter(e => e.getClientRects().length)
            .map(e => [e.localName, (e.closest("[id]") || e).id, e.getBoundingClientRect()])
            .filter(([name, id, box]) => box.right > innerWidth + 1 || (name === "svg" && box.height > 1018))
            .map(([name, id]) => name + " " + id)"""
    )
    assert not wide
    for part in ("details.code", "button", ".bd-sidebar-primary", ".prev-next-footer", ".headerlink"):
        assert page.locator(f"{part}:visible").count() == 0, part
    for figure in page.locator("figure.cf-chart:visible, figure.cf-map:visible").all():
        assert figure.evaluate("e => getComputedStyle(e).breakInside") == "avoid"
