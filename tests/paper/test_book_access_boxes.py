"""Accessibility of what opens only when it is asked for: the box of a citation, and the reader's own copy."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8") + "; null"
RUN = """where => axe.run(where, {preload: false, reporter: 'no-passes'})
    .then(told => told.violations.map(fault => fault.id + ': ' + fault.nodes[0].html))"""
MODES = {"light": {}, "dark": {"color_scheme": "dark"}, "phone": {"viewport": {"width": 390, "height": 800}}}


def faults(page, where: str) -> list[str]:
    page.evaluate(AXE)
    return page.evaluate(RUN, where)


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_in_the_box_of_a_citation(mode, book, visit) -> None:
    page = visit(book / "notebooks" / "05_results.html", **MODES[mode]).page
    page.locator("figure.cf button.cite").first.click()
    page.wait_for_selector("dialog[open]")
    page.locator("dialog summary").click()
    assert faults(page, "dialog") == []


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_where_a_copy_is_compared_or_shown(mode, book, visit) -> None:
    page = visit(book / "book" / "copy.html", **MODES[mode]).page
    page.wait_for_function("() => !!window.companionJudged")
    page.click("#own-compare")
    page.wait_for_function("() => document.querySelector('#own-status').textContent")
    assert faults(page, "article") == []
    page.evaluate("companionOwn.keep({'RES-1': 'A sentence of tides.', 'RES-2': 'And one of silt.'}, false)")
    page.goto((book / "notebooks" / "05_results.html").as_uri())
    assert page.locator(".own-sentence").count() == 2
    assert faults(page, ".cards") == []
    assert faults(page, ".colophon") == []


@pytest.mark.parametrize("width", [1280, 390])
def test_every_control_is_large_enough_and_shows_that_it_has_the_focus(width, book, visit) -> None:
    page = visit(book / "notebooks" / "05_results.html", viewport={"width": width, "height": 800}).page
    page.locator("figure.cf button.cite").first.click()
    page.wait_for_selector("dialog[open]")
    least = 24 if width > 767 else 44
    controls = page.locator("dialog button:visible, dialog summary:visible")
    for place in range(controls.count()):
        assert controls.nth(place).bounding_box()["height"] >= least
    page.keyboard.press("Tab")
    style = "(() => { const s = getComputedStyle(document.activeElement); return [s.outlineStyle, s.outlineWidth]; })()"
    assert page.evaluate(style) == ["solid", "2px"]
