"""Stopped in every step, in every way: the last good book is whole, a line tells of it, the next run recovers."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import projects
import psutil
import pytest
from outside import missing, program
from places import BEES, ROOT, TESTS

pytestmark = pytest.mark.book

SCRIPT = TESTS / "stopping.py"
KILLED = ["check", "notebooks", "a notebook noted and not yet written", "pages read", "pages written", "swap",
          "between the renames", "after the swap"]  # fmt: skip
STOPPED = ["check", "notebooks", "pages written", "between the renames"]
FULL = ["notebooks", "between the renames", "after the swap"]
SWAPPED = "after the swap"
"""The one point at which the new book is in its place already."""
CUT_OFF = "an earlier build was cut off"
AS_IT_WAS = "What was there before is as it was."


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, builder: projects.Builder) -> Path:
    """A book of one page with one cell, built once."""
    project = small(tmp_path_factory.mktemp("stopped") / "bees")
    builder.built(project)
    return project


def small(project: Path) -> Path:
    """Copy the data of another paper, with a page that has one cell."""
    shutil.copytree(BEES, project, ignore=shutil.ignore_patterns("_build", "*.ipynb"))
    shutil.copy(ROOT / "requirements.txt", project)
    page = f"{projects.HEADER}# A small book\n\n```{{code-cell}} python\nprint(6 * 7)\n```\n"
    (project / "book" / "intro.md").write_text(page, encoding="utf-8")
    return projects.shortened(project)


def change(project: Path) -> None:
    """Change the lock, on which notebooks and pages depend, and nothing that is shown."""
    with (project / "requirements.txt").open("a", encoding="utf-8") as lock:
        lock.write("# another lock\n")


def book(project: Path) -> dict[str, bytes]:
    return projects.contents(project / "_build" / "html")


def left(project: Path) -> list[str]:
    """Return what a build should have taken away, and what runs on."""
    names = [
        path.name for path in (project / "_build").iterdir() if "unfinished" in path.name or "previous" in path.name
    ]
    return names + running(project)


def running(project: Path, seconds: float = 60) -> list[str]:
    """Return the processes that still work in a folder when they have had time to end."""
    end = time.monotonic() + seconds
    while True:
        found = [
            f"{process.info['pid']} {process.info['name']}"
            for process in psutil.process_iter(["pid", "name", "cwd"])
            if str(process.info["cwd"]).startswith(str(project))
        ]
        if not found or time.monotonic() > end:
            return found
        time.sleep(0.1)


def stopped(builder: projects.Builder, project: Path, what: str, point: str) -> tuple[int, str]:
    """Build a changed project and stop it; return the exit code and all that was said."""
    change(project)
    done = builder.run(project, what, point, "build", script=SCRIPT)
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    assert "bug of the companion" not in said
    return done.returncode, said


def whole(project: Path, before: dict[str, bytes], point: str) -> None:
    """The book that a reader finds is the last good one, or the new one, which shows the same, to the byte."""
    html = project / "_build" / "html"
    if not html.exists():
        assert point == "between the renames", "only a kill between two renames leaves it aside, and it is whole there"
        html = project / "_build" / ".html-previous"
    assert projects.first_difference(before, projects.contents(html)) == ""


@pytest.mark.parametrize("point", KILLED)
def test_killed_at_once(point: str, builder: projects.Builder, project: Path) -> None:
    before = book(project)
    code, _ = stopped(builder, project, "SIGKILL", point)
    assert code == -signal.SIGKILL
    whole(project, before, point)
    assert running(project) == [], "kernels end with the build that they belong to"
    again = builder.run(project, "build")
    assert again.returncode == 0, again.stderr
    assert "is the book" in again.stdout
    pages = KILLED.index(point) >= KILLED.index("pages read") and point != SWAPPED
    assert (CUT_OFF in again.stdout) == pages, again.stdout
    assert projects.first_difference(before, book(project)) == ""
    assert left(project) == []
    assert "is up to date" in builder.built(project)


@pytest.mark.parametrize(("point", "what"), [*((point, "SIGINT") for point in STOPPED), ("notebooks", "SIGTERM")])
def test_stopped_from_the_keyboard_or_by_its_parent(
    point: str, what: str, builder: projects.Builder, project: Path
) -> None:
    before = book(project)
    code, said = stopped(builder, project, what, point)
    assert code == 130, said
    assert said.count(AS_IT_WAS) == 1
    whole(project, before, point)
    assert left(project) == [], "it has had time to tidy up"


@pytest.mark.parametrize(
    ("point", "what", "words"),
    [*((point, "ENOSPC", "the disk is full") for point in FULL), ("notebooks", "EROFS", "nothing can be written")],
)
def test_refused_by_the_machine(point: str, what: str, words: str, builder: projects.Builder, project: Path) -> None:
    before = book(project)
    code, said = stopped(builder, project, what, point)
    assert code == 1, said
    assert words in said
    assert said.count("remedy:") == 1
    whole(project, before, point)
    assert left(project) == []


def test_after_all_of_this_the_book_is_built(builder: projects.Builder, project: Path) -> None:
    before = book(project)
    change(project)
    done = builder.run(project, "build")
    assert "is the book" in projects.closing(done)
    assert done.stderr == "", "a kernel that the pages start themselves says so: the notebook was run twice"
    assert projects.first_difference(before, book(project)) == ""


def test_a_cell_that_runs_for_ever_does_not_keep_a_build_from_stopping(tmp_path: Path) -> None:
    """With ordinary kernels too, which are processes of their own; stopped as a terminal does it."""
    project = small(tmp_path / "bees")
    begun = tmp_path / "begun"
    cell = f"open({str(begun)!r}, 'w').close()\nwhile True:\n    pass"
    (project / "book" / "intro.md").write_text(
        f"{projects.HEADER}# A small book\n\n```{{code-cell}} python\n{cell}\n```\n", encoding="utf-8"
    )
    for way in ("forked", "ordinary"):
        begun.unlink(missing_ok=True)
        command = projects.command("build", "--kernels", way)
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        with subprocess.Popen(
            command, cwd=project, env=projects.environment(project), start_new_session=True, **pipes
        ) as build:
            end = time.monotonic() + 60
            while not begun.exists():
                assert time.monotonic() < end, "the cell has not begun"
                time.sleep(0.05)
            os.killpg(build.pid, signal.SIGINT)
            said = build.communicate(timeout=30)[0]
        assert build.returncode == 130, said
        assert AS_IT_WAS in said
        assert "Traceback" not in said
        assert running(project) == []


def test_a_bibliography_that_is_killed_while_written_is_whole(tmp_path: Path, builder: projects.Builder) -> None:
    project = small(tmp_path / "bees")
    target = project / "references.bib"
    older = target.read_bytes()
    printed = project / "data" / "references" / "printed.txt"
    printed.write_text(printed.read_text(encoding="utf-8").replace("19", "18", 1), encoding="utf-8")
    killed = builder.run(project, "SIGKILL", "between writing and putting in place", "bibliography", script=SCRIPT)
    assert killed.returncode == -signal.SIGKILL
    assert target.read_bytes() == older
    done = builder.run(project, "bibliography")
    assert done.returncode == 0, done.stderr
    assert target.read_bytes() != older
    assert [path.name for path in project.iterdir() if "unfinished" in path.name] == []


@pytest.fixture
def mounted(tmp_path: Path) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """Run a script in a place where it may mount what nobody else sees, or skip."""
    unshare = [program("unshare"), "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    disk = tmp_path / "disk"
    disk.mkdir()
    probe = subprocess.run([*unshare, "mount", "-t", "tmpfs", "tmpfs", str(disk)], capture_output=True, check=False)
    if probe.returncode:
        missing(f"no disk can be mounted here ({probe.stderr.decode().strip()})")

    def run(script: str) -> subprocess.CompletedProcess[str]:
        named = {"DISK": str(disk), "BEES": str(small(tmp_path / "bees"))}
        given = projects.environment(ROOT, BUILD=f"{sys.executable} -m companion build", **named)
        command = [*unshare, "bash", "-euc", script]
        return subprocess.run(command, env=given, capture_output=True, text=True, check=False)

    return run


DISK = """
mount -t tmpfs -o size=24m tmpfs "$DISK"
cp -r "$BEES"/. "$DISK"; cd "$DISK"
digest() { (cd _build/html && find . -type f | sort | xargs sha256sum | sha256sum); }
built() { set +e; $BUILD; echo "exit code $?"; set -e; }
built; first="$(digest)"
"""


def test_a_disk_that_is_really_full_and_one_that_is_shut(mounted) -> None:
    """Space for the notebooks and none for the pages; then space, and nothing may be written; then all is well."""
    script = f"""{DISK}
    echo "# another book" >> _toc.yml
    dd if=/dev/zero of=filler bs=64k 2>/dev/null || true
    truncate --size=-131072 filler
    built 2>&1 | sed 's/^/full: /'
    test "$first" = "$(digest)" && echo "the book is whole"
    rm filler
    mount -o remount,ro "$DISK"
    built 2>&1 | sed 's/^/shut: /'
    test "$first" = "$(digest)" && echo "the book is whole"
    mount -o remount,rw "$DISK"
    built | sed 's/^/free: /'
    ls -A _build
    """
    done = mounted(script)
    said = done.stdout
    assert done.returncode == 0, said + done.stderr
    assert "Traceback" not in said
    assert "bug of the companion" not in said
    full, shut, free = ([line[6:] for line in said.splitlines() if line.startswith(kind)]
                        for kind in ("full: ", "shut: ", "free: "))  # fmt: skip
    assert any("the disk is full" in line for line in full), said
    assert full[-1] == "exit code 1"
    assert any("lies where nothing can be written" in line for line in shut), said
    assert shut[-1] == "exit code 1"
    assert said.count("the book is whole") == 2
    assert free[-1] == "exit code 0"
    assert "unfinished" not in said.partition("free: ")[2]
