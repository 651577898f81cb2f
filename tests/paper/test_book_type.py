"""Typefaces, focus, targets and what a page leaves in peace while it loads."""

from __future__ import annotations

import functools
import html
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from places import ROOT

FONTS = ROOT / "companion" / "book" / "theme" / "static" / "fonts"
SHEET = FONTS.parent / "fonts.css"
LIMIT = 100 * 1024
"""Bytes that all typefaces together may have."""
FACE = re.compile(r'@font-face \{ font-family: "([^"]+)"; src: url\("fonts/([^"]+)"\).*?unicode-range: ([^;]+);')
SHIFTS = """new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value; }))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 600);
})"""


def letters(ranges: str) -> set[int]:
    """Return the letters of a ``unicode-range``."""
    spans = [span.removeprefix("U+").split("-") for span in ranges.split(",")]
    return {letter for span in spans for letter in range(int(span[0], 16), int(span[-1], 16) + 1)}


FACES = FACE.findall(SHEET.read_text(encoding="utf-8"))


def test_the_typefaces_are_small_and_bring_their_licence() -> None:
    files = {path.name for path in FONTS.glob("*.woff2")}
    assert files == {file for _, file, _ in FACES}
    assert sum((FONTS / file).stat().st_size for file in files) <= LIMIT
    for licence in ("OFL-source.txt", "OFL-vazirmatn.txt"):
        assert "SIL Open Font License, Version 1.1" in (FONTS / licence).read_text(encoding="utf-8")


@pytest.mark.parametrize("family", ["Companion Serif", "Companion Sans"])
def test_every_letter_of_the_book_is_in_the_typefaces(family: str, pages) -> None:
    own = [letters(ranges) for name, file, ranges in FACES if name in (family, "Companion Letters")]
    there = set().union(*own)
    missing: dict[str, str] = {}
    for path in pages:
        text = re.sub(r"<(script|style|pre|code)\b.*?</\1>", " ", path.read_text(encoding="utf-8"), flags=re.S)
        for letter in set(html.unescape(re.sub(r"<[^>]+>", " ", text))):
            if ord(letter) not in there and not letter.isspace():
                missing[letter] = path.name
    assert not missing, "add them to tools/fonts.py and run it"


def test_a_face_for_another_script_is_fetched_only_where_it_is_read(book, visit) -> None:
    page = visit(book / "notebooks" / "05_results.html").page
    page.evaluate("document.fonts.ready.then(() => null)")
    loaded = "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replaceAll('\"', ''))"
    assert {"Companion Serif", "Companion Sans"} <= set(page.evaluate(loaded))
    assert "Companion Letters" not in page.evaluate(loaded)


@pytest.mark.parametrize("page", ["notebooks/05_results.html", "index.html", "book/data.html"])
def test_reading_and_labels_are_set_in_the_books_faces(page: str, book, chrome) -> None:
    """What the browser drew with, not what it was asked to draw with."""
    context = chrome.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.goto((book / page).as_uri())
    opened.evaluate("document.fonts.ready.then(() => null)")
    opened.wait_for_timeout(200)
    session = context.new_cdp_session(opened)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    for part, family in (("article p", "Companion Serif"), (".bd-links a", "Companion Sans")):
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": part})["nodeId"]
        used = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        assert [font["familyName"] for font in used if font["glyphCount"] > 5][:1] == [family]
    context.close()


@pytest.fixture(scope="module")
def served(book: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(book)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("viewport", [(390, 800), (1280, 900), (1600, 1000)])
def test_nothing_moves_and_nothing_is_said_while_a_page_loads(viewport, served, book, chrome) -> None:
    width, height = viewport
    for root in (served, f"{book.as_uri()}/"):
        context = chrome.new_context(viewport={"width": width, "height": height})
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda m, said=said: said.append(m.text) if m.type in SPEAKS else None)
        page.goto(f"{root}notebooks/05_results.html")
        assert page.evaluate(SHIFTS) == 0
        page.wait_for_timeout(3500 if width == 390 else 0)  # a preload in vain is told after three seconds
        assert said == []
        context.close()


SPEAKS = ("warning", "error")
CONTROLS = ".bd-header-article button:visible, .bd-header-article a:visible, .bd-search input:visible, summary:visible"


def test_the_focus_is_seen_on_every_control(book, visit) -> None:
    page = visit(book / "notebooks" / "05_results.html").page
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        ring = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
                return [e.localName + "." + e.className, s.outlineStyle + " " + s.outlineWidth, s.boxShadow]; }"""
        )
        seen.add(ring[0])
        assert ring[1:] == ["solid 2px", "none"], ring[0]
    for button in ("primary-toggle", "theme-switch-button", "search-link", "code-switch"):
        assert any(button in name for name in seen), button


@pytest.mark.parametrize(("width", "touch", "least"), [(1280, False, 24), (390, True, 44)])
def test_targets_are_large_enough(width: int, touch: bool, least: int, book, visit) -> None:
    for path in (book / "notebooks" / "08_threats.html", book / "book" / "data.html"):
        page = visit(path, viewport={"width": width, "height": 900}, has_touch=touch).page
        boxes = page.locator(CONTROLS).evaluate_all(
            """all => all.map(e => { const r = e.getBoundingClientRect();
                return [e.outerHTML.slice(0, 80), r.width, r.height]; })"""
        )
        assert len(boxes) > 3
        assert not [box for box in boxes if min(box[1:]) < least]


def test_a_copied_text_leaves_the_button_as_wide_as_it_was(book, visit) -> None:
    page = visit(book / "notebooks" / "07_references.html", permissions=["clipboard-read", "clipboard-write"]).page
    page.locator("li.ref summary", has_text="Cite").first.click()
    button = page.locator("button.copy:visible").first
    before = button.bounding_box()["width"]
    button.click()
    page.wait_for_function("() => [...document.querySelectorAll('button.copy')].some(b => b.textContent === 'Copied')")
    assert page.locator("button.copy", has_text="Copied").first.bounding_box()["width"] >= before


def test_the_way_to_the_neighbours_is_short_on_a_phone(book, visit) -> None:
    page = visit(book / "notebooks" / "05_results.html", viewport={"width": 390, "height": 800}).page
    for title in page.locator(".prev-next-title").all():
        lines = title.evaluate("e => e.getBoundingClientRect().height / parseFloat(getComputedStyle(e).lineHeight)")
        assert lines < 3.5


def test_every_page_tells_version_date_licences_and_how_to_correct_it(pages) -> None:
    for path in pages:
        (foot,) = re.findall(r'<div class="colophon">.*?</div>', path.read_text(encoding="utf-8"), flags=re.S)
        text = " ".join(re.sub(r"<[^>]+>", "", foot).split())
        assert re.search(r"version \d+\.\d+\.\d+, \d{1,2} [A-Z][a-z]+ \d{4}", text), path.name
        assert "CC BY 4.0" in text
        assert "MIT" in text
        assert re.search(r'<a href="[^"]*(#correct-it|/issues)"', foot)


def test_apostrophes_are_set_as_print_has_them(book: Path) -> None:
    typed = re.compile(r"[^\W_]'[^\W_]")
    found = []
    for page in sorted({*book.glob("*.html"), *book.glob("book/*.html"), *book.glob("notebooks/*.html")}):
        article = page.read_text("utf-8").partition("<article")[2].partition("</article>")[0]
        markup = re.sub(r"<(script|style|pre|code|q|textarea)\b.*?</\1>", "", article, flags=re.S)
        markup = re.sub(r'<p class="ref-printed">.*?</p>', "", markup, flags=re.S)
        text = html.unescape(re.sub(r"<[^>]+>", " ", markup))
        found += [f"{page.name}: {text[max(0, hit.start() - 20) : hit.end() + 20]}" for hit in typed.finditer(text)]
    assert not found, found[:10]
