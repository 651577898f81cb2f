"""The build that follows the editor: what a reader of the open page sees, in a real browser."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import projects
import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.book

PROSE = "\n\n".join(f"## Part {number}\n\n{'Sand and water. ' * 40}" for number in range(1, 13))
PAGE = f"# A small book\n\n{PROSE}\n"
LONG = 60_000
"""Milliseconds for a build on a busy machine."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with a book of one long page."""
    project = projects.shortened(projects.copied(tmp_path_factory.mktemp("watched")))
    (project / "book" / "intro.md").write_text(PAGE, encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def port() -> int:
    """A port that nothing listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def watching(project: Path, port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[subprocess.Popen]:
    """`companion watch` at work."""
    said = tmp_path_factory.mktemp("said") / "said.txt"
    with said.open("w") as out:
        process = subprocess.Popen(
            projects.command("watch", "--port", str(port)),
            cwd=project,
            env=projects.environment(project),
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    yield process
    process.send_signal(signal.SIGINT)
    code = process.wait(timeout=20)
    text = said.read_text(encoding="utf-8")
    assert code == 0, text
    assert "Traceback" not in text


@pytest.fixture
def page(watching: subprocess.Popen, port: int, chrome: Browser) -> Iterator[Page]:
    """The book's first page, opened while it may still be built."""
    context = chrome.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    for _ in range(100):
        try:
            opened.goto(f"http://127.0.0.1:{port}/book/intro.html")
            break
        except Exception:
            assert watching.poll() is None, "companion watch has ended"
            opened.wait_for_timeout(200)
    expect(opened.locator("article")).to_contain_text("Sand and water", timeout=LONG)
    yield opened
    context.close()


def edit(path: Path, old: str, new: str) -> None:
    """Save an edit as editors do: a new file in the place of the old one."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    unfinished = path.with_name(f".{path.name}.swp")
    unfinished.write_text(text.replace(old, new, 1), encoding="utf-8")
    unfinished.replace(path)


def test_an_edit_shows_on_the_open_page_at_the_place_it_was(page: Page, project: Path) -> None:
    heading = page.get_by_role("heading", name="Part 9")
    heading.evaluate("e => scrollTo({top: e.getBoundingClientRect().top + scrollY - 200, behavior: 'instant'})")
    before = heading.evaluate("e => e.getBoundingClientRect().top")
    edit(
        project / "book" / "intro.md",
        "# A small book\n",
        "# A small book\n\nGravel came with the flood.\n\nAnd stayed.\n",
    )
    expect(page.locator("article")).to_contain_text("Gravel came with the flood", timeout=LONG)
    page.wait_for_load_state("load")
    page.wait_for_timeout(300)
    after = heading.evaluate("e => e.getBoundingClientRect().top")
    assert abs(after - before) < 3, "text grew above, and what was read stands where it stood"


def test_an_error_is_shown_with_its_place_and_goes_when_mended(page: Page, project: Path) -> None:
    codebook = project / "data" / "codebook.yml"
    edit(codebook, "key: terrorism", "key: terorism")
    box = page.locator("#companion-watch[data-kind=failed]")
    expect(box).to_be_visible(timeout=LONG)
    shown = box.inner_text()
    assert "data/arguments/" in shown
    assert "remedy:" in shown
    assert "Did you mean 'terorism'" in shown
    assert str(project) not in shown
    expect(page.locator("article")).to_contain_text("Sand and water")
    edit(codebook, "key: terorism", "key: terrorism")
    expect(box).to_be_hidden(timeout=LONG)


def test_the_book_itself_knows_nothing_of_it(page: Page, project: Path) -> None:
    assert page.locator("script[src*=_watch]").count() == 1
    assert "_watch" not in (project / "_build" / "html" / "book" / "intro.html").read_text(encoding="utf-8")


def test_a_build_beside_it_takes_its_turn_and_the_page_stays(page: Page, project: Path) -> None:
    """`make book` while a save is being built: both end well, and the page that is open is served all the while."""
    edit(project / "book" / "intro.md", "# A small book\n", "# A small book\n\nClay came as well.\n")
    done = projects.run(project, "build")
    assert done.returncode == 0, done.stderr
    assert re.search(r"is up to date|is the book", done.stdout)
    expect(page.locator("article")).to_contain_text("Clay came as well", timeout=LONG)
    assert page.locator("#companion-watch[data-kind=failed]").count() == 0
    assert not [path for path in (project / "_build").iterdir() if "unfinished" in path.name or "previous" in path.name]


@pytest.mark.parametrize(
    "path", ["/%2e%2e/%2e%2e/data/paper.yml", "/../../data/paper.yml", "/..%2f..%2fdata/paper.yml"]
)
def test_nothing_outside_the_book_is_served(page: Page, port: int, path: str) -> None:
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        head = line.recv(100).decode()
    assert head.split()[1] in {"403", "404"}


def test_another_name_of_this_machine_is_not_answered(page: Page, port: int) -> None:
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Host": "example.org"})
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(asked, timeout=10)


def test_a_port_that_is_taken_is_one_clear_line(project: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = projects.run(project, "watch", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert done.stderr.strip().count("\n") == 0
    assert "cannot be used" in done.stderr
    assert "make watch PORT=" in done.stderr
