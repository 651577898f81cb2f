"""Two builds that differ in all that may differ: the same book to the byte, and so is what is packed of it.

Cold against warm, with what earlier builds have kept, is for a small book in `tests/engine/test_build_fresh.py`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import projects
import pytest
from places import ROOT

from companion.build import package

pytestmark = pytest.mark.book

ELSEWHERE = {
    "TZ": "Asia/Kabul",
    "LC_ALL": "C",
    "LANG": "C",
    "LANGUAGE": "fa",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONHASHSEED": "4711",
    "SOURCE_DATE_EPOCH": None,
}
ANOTHER_COMPUTER = """\
import os
import time

os.cpu_count = lambda: 7
now = time.time
time.time = lambda: now() + 400 * 24 * 3600
"""
"""Read by every Python at its start: another number of processors, another day."""
PACKED = ("README.md", "LICENSE", "LICENSE-CONTENT", "tools/wheel.py", "tools/pdf.py", "tools/pdf.css",
          "tests/browser.py")  # fmt: skip
LONG_AGO = 1_000_000_000
"""Seconds; the time of every file of the copy."""


@pytest.fixture(scope="module")
def another(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy that was built cold under other circumstances: see `ELSEWHERE`, `ANOTHER_COMPUTER` and the options."""
    project = projects.copied(tmp_path_factory.mktemp("another") / "another place")
    for name in PACKED:
        (project / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, project / name)
    computer = project / "_build" / "computer"
    computer.mkdir(parents=True)
    (computer / "sitecustomize.py").write_text(ANOTHER_COMPUTER, encoding="utf-8")
    for path in project.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    surroundings = {**ELSEWHERE, "PYTHONPATH": os.pathsep.join([str(project), str(computer)])}
    with strict_umask():
        projects.built(project, "--kernels", "ordinary", "--workers", "5", **surroundings)
    return project


@contextmanager
def strict_umask() -> Iterator[None]:
    """Have files made that nobody else may read."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def html(project: Path) -> dict[str, bytes]:
    return projects.contents(project / "_build" / "html")


def test_another_machine_makes_the_same_book(book: Path, another: Path) -> None:
    """Folder, kernels, workers, processors, day, time zone, locale, hash seed, umask, times of files."""
    assert projects.first_difference(projects.contents(book), html(another)) == ""


def test_the_first_difference_is_told_with_its_place() -> None:
    one = {"a.html": b"the same", "b.html": b"<p>Herat</p>" * 20}
    other = {**one, "b.html": one["b.html"].replace(b"Herat", b"Kabul", 1)}
    told = projects.first_difference(one, other)
    assert told.startswith("b.html, byte 3: ")
    assert "<p>Herat</p>" in told
    assert "<p>Kabul</p>" in told
    assert projects.first_difference(one, {"a.html": b"the same"}) == "b.html stands in one book only"


def test_both_books_pack_into_the_same_zip(book: Path, another: Path, tmp_path: Path) -> None:
    with strict_umask():
        there = package.pack(another / "_build" / "html", tmp_path / "there" / "book.zip", "A book")
    here = package.pack(book, tmp_path / "here" / "book.zip", "A book")
    assert projects.first_difference({"zip": here.read_bytes()}, {"zip": there.read_bytes()}) == ""


def printed(command: list[str], project: Path, **variables: str | None) -> bytes:
    """Run one of the tools and return the file that it names."""
    done = subprocess.run(
        command, cwd=project, env=projects.environment(project, **variables), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip().split(" (")[0]).read_bytes()


def test_both_checkouts_make_the_same_wheel(another: Path, tmp_path: Path) -> None:
    def wheel(root: Path, name: str, **variables: str | None) -> bytes:
        return printed([sys.executable, str(root / "tools" / "wheel.py"), str(tmp_path / name)], root, **variables)

    with strict_umask():
        there = wheel(another, "there", **ELSEWHERE)
    assert projects.first_difference({"wheel": wheel(ROOT, "here")}, {"wheel": there}) == ""


@pytest.fixture
def short(another: Path) -> Iterator[Callable[..., bytes]]:
    """Print a book of three pages from a project: the browser does the same with the rest of them."""
    toc = another / "_toc.yml"
    whole = toc.read_text(encoding="utf-8")
    projects.shortened(another, "notebooks/05_results", "notebooks/10_evidence")
    yield lambda name, **variables: printed(
        [sys.executable, str(another / "tools" / "pdf.py"), str(another / "_build" / name)], another, **variables
    )
    toc.write_text(whole, encoding="utf-8")


def test_a_second_printing_is_the_same_to_the_byte(chrome, short) -> None:
    """Here the maker is a browser: the same one gives the same bytes, another one gives the same pages only."""
    here, there = short("a.pdf"), short("b b.pdf", **ELSEWHERE)
    assert projects.first_difference({"pdf": here}, {"pdf": there}) == ""
    assert b"file:///" not in here, "a link into the folder that it was printed from"
