"""Links: those within the book lead to a place that is there, in every form of it; those to outside are sound."""

from __future__ import annotations

import json
import re
import sys
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from places import ROOT

from companion.build import package

sys.path.insert(0, str(ROOT / "tools"))

import links
import reach


@pytest.fixture(scope="module")
def read(book: Path) -> dict[str, links.Page]:
    """What every file of the book leads to."""
    return links.read(links.files(book))


# --- within the book ---


@pytest.mark.parametrize(("kind", "least"), [(".html", 5000), (".ipynb", 2000), (".css", 4)])
def test_every_link_within_the_book_leads_to_a_place_that_is_there(kind: str, least: int, read) -> None:
    """Pages, executed notebooks, the style sheet: addresses, pictures, scripts, forms, downloads."""
    given = {link for link in links.within(read) if link[0].endswith(kind)}
    assert len([link for link in links.within(read) if link[0].endswith(kind)]) > least, "hardly a link was found"
    assert [f"{name} → {address}" for name, address in given if not links.leads(name, address, read)] == []


def test_every_link_of_a_preview_leads_to_a_place_that_is_there(book: Path, read) -> None:
    text = (book / "_static" / "previews.js").read_text(encoding="utf-8")
    given = json.loads(text[text.index("(") + 1 : text.rindex(")")])
    assert [anchor for anchor, page in given["at"].items() if anchor not in read[given["pages"][page][0]].anchors] == []
    led = {address for html in given["shown"].values() for address in links.Page(html).addresses}
    assert len(led) > 30
    assert {address for address in led if address.removeprefix("#") not in given["at"]} == set()


def test_every_figure_finds_what_it_wakes_with(read) -> None:
    scripts = {address for name, address in links.within(read) if address.endswith(".js") and "_figures" in address}
    assert len(scripts) > 20


def test_the_zip_holds_the_same_files_and_a_start(book: Path, read, tmp_path: Path) -> None:
    packed = package.pack(book, tmp_path / "a.zip", "A book")
    with zipfile.ZipFile(packed) as archive:
        held = {name.removeprefix("a/"): archive.read(name) for name in archive.namelist()}
    start = links.parsed(package.START, held.pop(package.START))
    assert {name.removeprefix("book/") for name in held} == set(read), "links lead there as they do here"
    assert links.dead({**{f"book/{name}": page for name, page in read.items()}, package.START: start}) == []


DAMAGED = {
    "a.html": '<a id="x" href="#y">1</a><img src="no.png" srcset="b.html 1x, no2.png 2x">'
    '<p style="background:url(no3.png)">'
    '<a href="b.html#z%20z">2</a><a href="b.html#no4">3</a><video poster="no5.jpg"></video><a href="B.html">4</a>'
    '<form action="b.html"></form><style>p{mask:url("no6.svg")}</style><a href="sub/">5</a>'
    '<a href="data:text/plain,x">6</a><meta http-equiv="refresh" content="0; url=no7.html">',
    "b.html": '<p id="z z"><a href="https://example.org/">out</a></p>',
    "c/n.ipynb": json.dumps(
        {
            "cells": [
                {"cell_type": "markdown", "source": ["[a](../a.html#x) [b](../a.html#no8) ![](no9.png)"]},
                {"cell_type": "code", "source": "", "outputs": [{"data": {"text/html": ['<a href="../no10">c</a>']}}]},
            ]
        }
    ),
}


def test_a_dead_link_of_every_kind_is_found() -> None:
    found = links.dead(links.read({name: text.encode() for name, text in DAMAGED.items()}))
    assert {line.partition(" → ")[2] for line in found} == {
        "#y", "no.png", "no2.png", "no3.png", "b.html#no4", "no5.jpg", "B.html", "no6.svg", "sub/", "no7.html",
        "../a.html#no8", "no9.png", "../no10",
    }  # fmt: skip


# --- outside ---


def test_every_outside_address_is_well_formed(read) -> None:
    given = links.outside(read)
    assert len(given) > 300
    assert {address: links.fault(address) for address in given if links.fault(address)} == {}


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("javascript:alert(1)", "javascript: is none of"),
        ("file:///etc/passwd", "file: is none of"),
        ("ftp://example.org/", "ftp: is none of"),
        ("//example.org/a", "it names no scheme"),
        ("https://example.org/a b", "has to be written as %XX"),
        ("https://example.org/50%", "has to be written as %XX"),
        ("https://exa<mple.org/", "has to be written as %XX"),
        ("https://localhost/", "is no host"),
        ("https:///a", "is no host"),
        ("https://example.org./", "is no host"),
        ("mailto:nobody", "is none of mailto:"),
        ("doi:11.1/x", "is none of doi:"),
        ("https://example.org/ä?a=1&b=[2]#c", ""),
        ("mailto:a@example.org", ""),
        ("doi:10.1000/182", ""),
    ],
)
def test_what_is_wrong_with_an_address_is_said(address: str, words: str) -> None:
    assert (words in links.fault(address)) if words else links.fault(address) == ""


class Host(BaseHTTPRequestHandler):
    """A host with a page for everything that can become of one."""

    def do_GET(self) -> None:
        """Answer by the path."""
        if self.path.startswith("/available"):
            copy = {"available": True, "url": "http://web.archive.org/web/2020/http://x/404"}
            self.answer(200, json.dumps({"archived_snapshots": {"closest": copy} if "404" in self.path else {}}))
        elif self.path == "/moved":
            self.answer(301, "", Location="/fine")
        elif self.path == "/slash":
            self.answer(301, "", Location="/slash/")
        elif self.path == "/round":
            self.answer(302, "", Location="/round")
        elif self.path == "/slow":
            released.wait(5)  # whoever asked has left by then
        elif self.path == "/nonsense":
            self.wfile.write(b"this is no HTTP\r\n\r\n")
        else:
            code = re.fullmatch(r"/(\d{3})", self.path)
            self.answer(int(code[1]) if code else 200)

    def answer(self, code: int, text: str = "", **headers: str) -> None:
        """Send one answer."""
        self.send_response(code)
        for name, value in {**headers, "Content-Length": str(len(text))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *said: object) -> None:
        """Say nothing."""


released = threading.Event()
"""Lets the slow page answer at last."""


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    released.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        released.set()
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("/fine", reach.FINE, ""),
        ("/ü ü#part", reach.FINE, ""),
        ("/slash", reach.FINE, ""),
        ("/moved", reach.MOVED, "sent on to http://127.0.0.1"),
        ("/404", reach.GONE, "404 Not Found"),
        ("/410", reach.GONE, "410 Gone"),
        ("/500", reach.GONE, "500 Internal Server Error"),
        ("/403", reach.SHY, "403 Forbidden"),
        ("/429", reach.SHY, "429 Too Many Requests"),
        ("/slow", reach.GONE, "no answer in time"),
        ("/round", reach.GONE, "302"),
        ("/nonsense", reach.GONE, "no sound answer"),
    ],
)
def test_what_becomes_of_an_address_is_told(path: str, kind: str, words: str, host: str) -> None:
    answer = reach.ask(host + path, seconds=0.5)
    assert (answer.kind, words in answer.words) == (kind, True), answer


def test_a_host_that_is_not_there_is_told() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as gone:
        port = gone.server_port
    answer = reach.ask(f"http://127.0.0.1:{port}/", seconds=2)
    assert answer.kind == reach.GONE
    assert answer.words.startswith("no answer: ")


def test_the_report_says_what_is_gone_where_it_is_named_and_what_is_left(host: str) -> None:
    own_copy = f"{reach.ARCHIVED}2019/{host}/410"
    named = {f"{host}{path}": ["a.html", "a.ipynb"] for path in ("/fine", "/404", "/410", "/500", "/403", "/moved")}
    named |= {own_copy: ["a.html"], "mailto:a@example.org": ["a.html"]}
    answers = reach.check(named, archived=lambda address: reach.snapshot(address, f"{host}/available?url="))
    text = reach.report(answers, named)
    assert text.splitlines()[2] == "3 gone, 1 moved, 1 not answered to a program, 1 fine."
    assert (
        f"- <{host}/404> (404 Not Found), in `a.html`; archived copy: <https://web.archive.org/web/2020/http://x/404>"
        in text
    )
    assert f"- <{host}/410> (410 Gone), in `a.html`; archived copy: <{own_copy}>" in text, "the book's own comes first"
    assert f"- <{host}/500> (500 Internal Server Error), in `a.html`; no archived copy is known" in text
    assert f"- <{host}/fine>" not in text
    assert "mailto" not in text
