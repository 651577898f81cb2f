"""The book as one zip and as one PDF."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import projects
import pytest
from places import ROOT

from companion.build import package

sys.path.insert(0, str(ROOT / "tools"))

import links


def test_the_same_book_gives_the_same_zip(tmp_path: Path) -> None:
    html = tmp_path / "html"
    (html / "notebooks").mkdir(parents=True)
    (html / "index.html").write_text("<p>start</p>")
    (html / "notebooks" / "a.html").write_text("<p>a</p>")
    sums = set()
    for number in (1, 2):
        (html / "index.html").touch()
        packed = package.pack(html, tmp_path / str(number) / "book-1.zip", "A book")
        sums.add(hashlib.sha256(packed.read_bytes()).hexdigest())
    assert len(sums) == 1
    with zipfile.ZipFile(packed) as archive:
        assert archive.namelist() == [
            "book-1/START-HERE.html",
            "book-1/book/index.html",
            "book-1/book/notebooks/a.html",
        ]
        assert all(entry.date_time == package.BEGINNING for entry in archive.infolist())


def test_the_unpacked_book_opens_from_a_folder(book: Path, visit, tmp_path: Path) -> None:
    packed = package.pack(book, tmp_path / "companion.zip", "The companion")
    assert packed.stat().st_size < 10_000_000
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(tmp_path / "a folder")
    visited = visit(tmp_path / "a folder" / "companion" / package.START)
    visited.page.wait_for_url("**/book/index.html")
    visited.page.get_by_role("link", name="Results").first.click()
    visited.page.locator("figure#fig-results-threats .cf-view").hover()
    visited.page.wait_for_selector("figure#fig-results-threats[data-state=live]")
    assert not [*visited.foreign, *visited.errors, *visited.missing]


def test_without_a_book_there_is_nothing_to_pack(tmp_path: Path) -> None:
    project = projects.copied(tmp_path / "project")
    done = projects.run(project, "zip")
    assert done.returncode == 1
    assert "there is no book to pack" in done.stderr
    assert "Run `make book` first." in done.stderr


@pytest.fixture(scope="module")
def pdf(book: Path, chrome, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    if book != ROOT / "_build" / "html":
        pytest.skip("the tool prints the book in _build/html")
    file = tmp_path_factory.mktemp("pdf") / "book.pdf"
    command = [sys.executable, str(ROOT / "tools" / "pdf.py"), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return file.read_bytes()


def test_the_pdf_is_whole_and_each_of_its_links_and_bookmarks_leads_somewhere(pdf: bytes) -> None:
    """One test, so that the book is printed once, on whatever worker."""
    whole(pdf)
    linked(pdf)
    marked(pdf)


def whole(pdf: bytes) -> None:
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert 100 < pages < 250
    assert re.search(rb"/Type\s*/Outlines", pdf)
    assert re.search(rb"/MarkInfo\s*<<[^>]*/Marked true", pdf)
    assert re.search(rb"/Lang\s*\(en\)", pdf)
    assert len(re.findall(rb"/FontFile2", pdf)) >= 3
    assert re.search(rb"/Alt\s*[(<]", pdf), "figures have words for those who do not see them"
    assert re.search(rb"/CreationDate \(D:\d{8}000000", pdf), "the day of the release, not of the printing"


def linked(pdf: bytes) -> None:
    """Every link leads to a place that is in the file, or to the web."""
    led = re.findall(rb"/Dest\s*/([^\s/<>\[\]]+)", pdf)
    (number,) = re.findall(rb"/Dests (\d+) 0 R", pdf)
    listed = re.search(rb"\n" + number + rb" 0 obj\n(.*?)endobj", pdf, re.DOTALL)
    places = set(re.findall(rb"/([^\s/<>\[\]]+)\s+\[", listed[1]))
    assert len(led) > 1000
    assert set(led) - places == set()
    outside = re.findall(rb"/URI \(((?:\\.|[^)\\])*)\)", pdf)
    assert len(outside) > 100
    assert {address for address in outside if links.fault(re.sub(r"\\(.)", r"\1", address.decode()))} == set()


def marked(pdf: bytes) -> None:
    """Every bookmark leads to one of its pages."""
    marks = re.findall(rb"/Title .{0,400}?/Dest \[(\d+) 0 R", pdf, re.DOTALL)
    pages = set(re.findall(rb"(\d+) 0 obj\n<</Type /Page\b", pdf))
    assert len(marks) > 100
    assert set(marks) <= pages
