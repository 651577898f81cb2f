"""The policy in the head of each page: strict, kept to by everything a reader can do, and a breach is noticed."""

from __future__ import annotations

import base64
import functools
import hashlib
import http.server
import re
import shutil
import threading
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import acts
import pytest

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')
DATA = ("application/json", "application/ld+json")
BREACHES = {
    "a script in the text": ("<script>window.ran = 1</script>", "script-src-elem"),
    "a script of another host": ('<script src="https://example.org/a.js"></script>', "script-src-elem"),
    "a handler": ('<img src="_static/none.png" onerror="window.ran = 1">', "script-src-attr"),
    "a picture of another host": ('<img src="https://example.org/a.png">', "img-src"),
    "a style of another host": ('<link rel="stylesheet" href="https://example.org/a.css">', "style-src-elem"),
    "a page within the page": ('<iframe src="https://example.org/"></iframe>', "frame-src"),
    "an object": ('<object data="https://example.org/a.swf"></object>', "object-src"),
    "an address to start from": ('<base href="https://example.org/">', "base-uri"),
    "a form of another host": (
        '<form id="f" action="https://example.org/"></form><button form="f" id="press">go</button>', "form-action"),
}  # fmt: skip
RUN = {
    # Later, since what the test itself runs may make code of words.
    "words taken for code": (
        "() => setTimeout(() => { try { window.ran = Function('return 1')(); } catch (refused) {} })", "script-src"),
    "a request": ("() => fetch('https://example.org/').catch(() => {})", "connect-src"),
    "a link that runs": (
        "() => Object.assign(document.createElement('a'), { href: 'javascript:window.ran=1' }).click()",
        "script-src-elem",
    ),
}  # fmt: skip


class Scripts(HTMLParser):
    """The scripts that stand in a page, and what else could run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.live: list[str] = []
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self._inside = tag == "script" and "src" not in given and given.get("type") not in DATA
        self.live += [f"{tag} {name}" for name in given if name.startswith("on")]
        self.live += [
            f"{tag} {name}" for name, value in attrs if re.match(r"\s*(javascript|vbscript):", value or "", re.I)
        ]

    def handle_data(self, data):
        if self._inside:
            self.texts.append(data)
            self._inside = False


@pytest.fixture(scope="module")
def served(book):
    """The address of the book on a server of this machine."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(book))
    handler.log_message = lambda *_: None
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def test_every_page_says_it_before_anything_could_run(pages) -> None:
    for path in pages:
        html = path.read_text(encoding="utf-8")
        (found,) = POLICY.findall(html)
        head = html[: html.index("Content-Security-Policy")]
        assert not re.search(r"<(script|link|style|base|body)\b", head), path.name
        rules = dict(rule.strip().split(" ", 1) for rule in found.split(";"))
        assert rules["default-src"] == rules["base-uri"] == "'none'"
        assert rules["connect-src"] == "'self'", "no other host may be asked"
        assert "unsafe" not in rules["script-src"]
        assert "unsafe-eval" not in found
        assert not re.search(r"https?:|\*", found), "no other host is named"


def test_no_page_has_a_script_of_its_own_but_the_one_that_the_policy_names(pages) -> None:
    for path in pages:
        html = path.read_text(encoding="utf-8")
        scripts = Scripts(html)
        assert scripts.live == [], path.name
        (text,) = scripts.texts
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in POLICY.findall(html)[0], path.name


def test_whatever_a_reader_does_keeps_to_it(pages, tour) -> None:
    done: set[str] = set()
    for path, visited in tour(pages):
        done.update(acts.all_of(visited.page))
        assert not visited.errors, f"{path.name}: {visited.errors}"
        assert not visited.foreign, path.name
        assert not visited.missing, path.name
    assert len(done) == 9, f"something that a reader can do was never done: {done}"


@pytest.mark.parametrize(
    "name", ["index", "search", "notebooks/05_results", "notebooks/09_argument", "notebooks/14_revision"]
)
def test_from_a_server_it_is_the_same(name, served, chrome) -> None:
    page = chrome.new_page(viewport={"width": 1280, "height": 900})
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{served}{name}.html")
    acts.all_of(page)
    assert page.evaluate("document.fonts.check('16px \"Companion Serif\"')")
    page.close()
    assert not said


def damaged(book: Path, folder: Path, markup: str) -> Path:
    """Return a page of the book with markup put into it, beside the book's own files."""
    (folder / "_static").symlink_to(book / "_static")
    html = (book / "index.html").read_text(encoding="utf-8")
    (folder / "index.html").write_text(html.replace("</h1>", f"</h1>{markup}", 1), encoding="utf-8")
    return folder / "index.html"


@pytest.mark.parametrize("name", BREACHES)
def test_a_breach_is_stopped_and_told(name, book, visit, tmp_path) -> None:
    markup, directive = BREACHES[name]
    visited = visit(damaged(book, tmp_path, markup))
    if 'id="press"' in markup:
        visited.page.evaluate("press.click()")
    visited.page.wait_for_timeout(200)
    assert any(said.startswith(f"policy: {directive} ") for said in visited.errors), visited.errors
    assert visited.page.evaluate("window.ran") is None
    assert not visited.foreign


@pytest.mark.parametrize("name", RUN)
def test_what_a_script_would_do_is_stopped_and_told(name, book, visit) -> None:
    code, directive = RUN[name]
    visited = visit(book / "index.html")
    visited.page.evaluate(code)
    visited.page.wait_for_timeout(200)
    assert any(said.startswith(f"policy: {directive}") for said in visited.errors), visited.errors
    assert visited.page.evaluate("window.ran") is None
    assert not visited.foreign


def test_an_undamaged_copy_tells_nothing(book, visit, tmp_path) -> None:
    shutil.copy(book / "searchindex.js", tmp_path)
    assert visit(damaged(book, tmp_path, "")).errors == []


RUNS = "<script>window.ran=1</script><img src=x onerror=window.ran=1>"
ASKED = (
    "search.html?q={}",
    "search.html#{}",
    "notebooks/07_references.html?find={}&type={}",
    "notebooks/07_references.html#{}",
    "notebooks/05_results.html?show={}",
    "notebooks/05_results.html#at-{}-0",
    "notebooks/09_argument.html?whatif={}",
    "notebooks/14_revision.html#record-{}",
    "book/copy.html#{}",
    "go.html#{}",
)


@pytest.mark.parametrize("said", [quote(RUNS), "%", "%00%ff", quote("javascript:window.ran=1"), quote("\u202e\u200b")])
def test_an_address_that_carries_markup_or_is_badly_written_does_nothing(said, book, visit) -> None:
    visited = visit(book / "index.html")
    for address in ASKED:
        visited.page.goto("about:blank")
        visited.page.goto(f"{book.as_uri()}/{address.replace('{}', said)}")
        visited.page.wait_for_timeout(150)
        assert visited.page.evaluate("window.ran") is None, address
        assert visited.page.locator("main img[src=x]").count() == 0
        assert not visited.errors, f"{address}: {visited.errors}"
        assert not visited.foreign


def test_what_is_typed_and_pasted_is_text(book, visit) -> None:
    visited = visit(book / "search.html")
    visited.page.fill("#search-words", RUNS)
    visited.page.wait_for_function("() => document.getElementById('search-status').textContent")
    visited.go(book / "book/copy.html")
    visited.page.fill("#own-text", f"Abstract\n{RUNS}\nKeywords")
    visited.page.click("#own-compare")
    visited.page.wait_for_selector("#own-status p")
    visited.go(book / "notebooks/07_references.html")
    visited.page.fill(".ref-filters input", RUNS)
    assert visited.page.evaluate("window.ran") is None
    assert not visited.errors
