"""Two builds that differ in all that may differ: the same book to the byte, and so is what is packed of it.

Cold against warm, with what earlier builds have kept, is for a small book in `tests/engine/test_build_fresh.py`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import offline
import projects
from places import ROOT

from companion.build import package

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


@contextmanager
def strict_umask() -> Iterator[None]:
    """Have files made that nobody else may read."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def made_with(tool: str, project: Path, target: Path, **variables: str | None) -> bytes:
    """Run one of a project's tools and return the file that it names."""
    command = [sys.executable, str(project / "tools" / tool), str(target)]
    surroundings = projects.environment(project, **variables)
    done = subprocess.run(command, cwd=project, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip().split(" (")[0]).read_bytes()


def test_another_machine_makes_the_same_book_and_packs_it_alike(book: Path, tmp_path: Path) -> None:
    """Folder, kernels, workers, processors, day, time zone, locale, hash seed, umask, times of files; begun cold.

    The book, the zip and the wheel; with the network cut off, which nothing tries to use. One test, so that the other
    book is built once, on whatever worker.
    """
    another = projects.copied(tmp_path / "another place")
    for name in PACKED:
        (another / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, another / name)
    recording = offline.recording(tmp_path / "computer", another, ANOTHER_COMPUTER)
    for path in another.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    elsewhere = {**ELSEWHERE, **recording}
    command = [*offline.cut_off(), *projects.command("build", "--kernels", "ordinary", "--workers", "5")]
    with strict_umask():
        surroundings = projects.environment(another, **elsewhere)
        projects.closing(subprocess.run(command, cwd=another, env=surroundings, capture_output=True, text=True))
        there = projects.contents(another / "_build" / "html")
        packed = {
            "the zip": package.pack(another / "_build" / "html", tmp_path / "there.zip", "A book").read_bytes(),
            "the wheel": made_with("wheel.py", another, tmp_path / "there", **elsewhere),
        }
    assert projects.first_difference(projects.contents(book), there) == ""
    here = {
        "the zip": package.pack(book, tmp_path / "here" / "there.zip", "A book").read_bytes(),
        "the wheel": made_with("wheel.py", ROOT, tmp_path / "here"),
    }
    assert projects.first_difference(here, packed) == ""
    assert offline.asked(recording) == []


def test_the_first_difference_is_told_with_its_place() -> None:
    one = {"a.html": b"the same", "b.html": b"<p>Herat</p>" * 20}
    other = {**one, "b.html": one["b.html"].replace(b"Herat", b"Kabul", 1)}
    told = projects.first_difference(one, other)
    assert told.startswith("b.html, byte 3: ")
    assert "<p>Herat</p>" in told
    assert "<p>Kabul</p>" in told
    assert projects.first_difference(one, {"a.html": b"the same"}) == "b.html stands in one book only"


def test_a_second_printing_is_the_same_to_the_byte(book: Path, chrome, tmp_path: Path) -> None:
    """The maker is a browser: the same one gives the same bytes, another one the same pages. A book of two pages."""
    printed = []
    for name, elsewhere in (("a", {}), ("another place", ELSEWHERE)):
        project = tmp_path / name
        for file in ("_config.yml", "CITATION.cff", *PACKED):
            (project / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, project / file)
        shutil.copytree(book, project / "_build" / "html")
        projects.shortened(project, "notebooks/05_results")
        printed.append({"the PDF": made_with("pdf.py", project, project / "book.pdf", **elsewhere)})
    assert projects.first_difference(*printed) == ""
    assert b"file:///" not in printed[0]["the PDF"], "a link into the folder that it was printed from"
