"""Accessibility and valid HTML, by outside judges: axe-core in the browser, the Nu checker on the files."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import axe_playwright_python
import pytest
from outside import node_package, program

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8") + "; null"
# Preloading would fetch the stylesheet again, which a page from a folder may not.
RUN = "axe.run(document, {preload: false, reporter: 'no-passes'})"
COLOURS = ["color-contrast", "link-in-text-block"]
"""What axe asks of colours: all that a dark page can get wrong if the same page in light is sound."""
RUN_COLOURS = RUN.replace("{preload", "{runOnly: " + json.dumps(COLOURS) + ", preload")
ALIKE = """(known) => {
    // Contrast is worked out anew for each of a page's thousand pieces of text, nine tenths of axe's time. Pieces of
    // the same colours, size and weight on the same ground have the same contrast: the first of each kind is judged.
    const ground = (element) => {
        const layers = [];
        for (let e = element; e; e = e.parentElement) {
            const style = getComputedStyle(e);
            layers.push(style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode);
            if (style.position !== "static") layers.push(style.position, e.className);
            if (/^rgb\\(/.test(style.backgroundColor)) break;
        }
        return layers;
    };
    const seen = new Set(known), look = (s) =>
        [s.color, s.fill, s.fontSize, s.fontWeight, s.textDecorationLine, s.textShadow];
    for (const element of document.querySelectorAll("body, body *")) {
        const own = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
        if (!own || !element.getClientRects().length) continue;
        const around = getComputedStyle(element.parentElement), style = getComputedStyle(element);
        const kind = JSON.stringify([element.localName, look(style), look(around), ground(element)]);
        if (!seen.has(kind)) element.setAttribute("data-judged", "");
        seen.add(kind);
    }
    axe.configure({rules: [{id: "color-contrast", selector: "[data-judged]"},
                           {id: "link-in-text-block", selector: "a[href][data-judged]"}]});
    return [...seen];
}"""
UNFOLD = "document.querySelectorAll('details').forEach(fold => fold.open = true)"

MODES = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 800}},
}

THEME_FAULTS: dict[str, str] = {}
"""Messages of the Nu checker that stem from the stock theme and are left, each with the reason."""


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing(pages, tour, mode: str) -> None:
    # The first page stands again at index.html.
    rest = [path for path in pages if path.name != "index.html"]
    run = RUN_COLOURS if mode == "dark" else RUN
    found: list[str] = []
    kinds: list[str] = []
    for path, visited in tour(rest, **MODES[mode]):
        page = visited.page
        page.evaluate(UNFOLD)
        page.evaluate(AXE)
        kinds = page.evaluate(ALIKE, kinds)
        found += [f"{path.name}: {v['id']}: {v['nodes'][0]['html'][:150]}" for v in page.evaluate(run)["violations"]]
    assert len(kinds) > 100
    assert not found, "\n".join(found)


def test_axe_would_find_something(book, visit) -> None:
    """The judge is awake: an image without a text is reported."""
    page = visit(book / "book" / "glossary.html").page
    page.evaluate("document.querySelector('main').appendChild(new Image())")
    page.evaluate(AXE)
    assert "image-alt" in [violation["id"] for violation in page.evaluate(RUN)["violations"]]


@pytest.mark.parametrize(
    "damage",
    [
        "p => p.style.color = '#999'",
        "p => p.style.opacity = '0.4'",
        "p => p.closest('section').style.background = '#5b6068'",
        "p => { p.innerHTML = '<small>' + p.innerHTML + '</small>'; p.firstChild.style.color = '#aaa'; }",
    ],
    ids=["pale", "faded", "on a dark ground", "a pale part"],
)
def test_axe_would_find_weak_contrast_wherever_it_is(damage: str, book, visit) -> None:
    """Judging a few of each kind hides no damage: it makes a kind of its own."""
    page = visit(book / "book" / "data.html").page
    page.evaluate(UNFOLD)
    page.locator("article p").last.evaluate(damage)
    page.evaluate(AXE)
    page.evaluate(ALIKE, [])
    assert "color-contrast" in [violation["id"] for violation in page.evaluate(RUN_COLOURS)["violations"]]


def test_a_living_chart_is_as_accessible(book, visit) -> None:
    page = visit(book / "notebooks" / "08_threats.html").page
    page.locator("figure[data-script] .cf-view").first.hover()
    page.wait_for_selector("figure[data-state=live]")
    page.evaluate(AXE)
    page.evaluate(ALIKE, [])
    assert not page.evaluate(RUN)["violations"]


def test_the_page_is_reached_by_keyboard(book, visit) -> None:
    page = visit(book / "notebooks" / "01_abstract.html").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main-content"
    link = page.locator(".card-id").first
    link.focus()
    assert link.evaluate("e => getComputedStyle(e).outlineStyle") != "none"


def test_the_html_is_valid(book) -> None:
    jar = node_package("vnu-jar") / "build" / "dist" / "vnu.jar"
    command = [program("java"), "-jar", str(jar), "--format", "json", "--errors-only", "--skip-non-html", str(book)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    messages = [f"{Path(m['url']).name}: {m['message']}" for m in json.loads(done.stderr)["messages"]]
    rest = [message for message in messages if not any(re.search(fault, message) for fault in THEME_FAULTS)]
    assert not rest, "\n".join(rest[:20])
