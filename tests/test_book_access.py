"""Accessibility and valid HTML, by outside judges: axe-core in the browser, the Nu checker on the files."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import axe_playwright_python
import pytest
from outside import node_package, program

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# Preloading would fetch the stylesheet again, which a page from a folder may not.
RUN = "axe.run(document, {preload: false, resultTypes: ['violations']})"

MODES = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 800}},
}

THEME_FAULTS: dict[str, str] = {}
"""Messages of the Nu checker that stem from the stock theme and are left, each with the reason."""


AT_ONCE = 4
"""Pages judged side by side, each in a process of the browser."""


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing(pages, visit, mode: str) -> None:
    # The first page stands again at index.html.
    rest = [path for path in pages if path.name != "index.html"]
    found = []
    for batch in (rest[start : start + AT_ONCE] for start in range(0, len(rest), AT_ONCE)):
        opened = [visit(path, **MODES[mode]).page for path in batch]
        for page in opened:
            page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
            page.evaluate(AXE)
            page.evaluate(f"() => {{ window.judgement = {RUN}; }}")
        for path, page in zip(batch, opened, strict=True):
            violations = page.evaluate("window.judgement")["violations"]
            found += [f"{path.name}: {v['id']}: {v['nodes'][0]['html'][:150]}" for v in violations]
            page.close()
    assert not found, "\n".join(found)


def test_axe_would_find_something(book, visit) -> None:
    """The judge is awake: an image without a text is reported."""
    page = visit(book / "index.html").page
    page.evaluate("document.querySelector('main').appendChild(new Image())")
    page.evaluate(AXE)
    assert "image-alt" in [violation["id"] for violation in page.evaluate(RUN)["violations"]]


def test_a_living_chart_is_as_accessible(book, visit) -> None:
    page = visit(book / "notebooks" / "08_threats.html").page
    page.locator("figure[data-script] .cf-view").first.hover()
    page.wait_for_selector("figure[data-state=live]")
    page.evaluate(AXE)
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
