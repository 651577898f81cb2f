"""The strict build: what fails it, what a failure leaves behind, and where the paper's text may go."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import projects
import pytest
from outside import paper
from projects import HEADER

from companion.build import execution, kernels, place
from companion.build.progress import Progress

pytestmark = pytest.mark.book

GOOD_PAGE = "# A small book\n\nNothing but prose.\n"
DAMAGED_PAGE = "# A small book\n\n{st}`NO-1`, {fact}`nonsense`, {doc}`nowhere`\n"
COMPLAINTS = ["NO-1", "nonsense", "nowhere"]
"""What a strict build says of the damaged page: every warning in one run, each of them enough to fail it."""
CELLS = {
    "warns": "import warnings\nwarnings.warn('look out')",
    "fails": "limit = 2\nassert 1 == limit, 'one is not two'",
    "hangs": "while True:\n    pass",
    "dies": "import os\nos._exit(3)",
}
TOLD = {
    "warns": ["book/warns.md:8: error", "look out", "[cell-warning]"],
    "fails": ["book/fails.md:8: error", "one is not two", "make lab", "[failed-cell]"],
    "hangs": ["book/hangs.md:8: error", "did not end in the time it has", "timeout", "[slow-cell]"],
    "dies": ["book/dies.md:8: error", "the kernel died", "[dead-kernel]"],
}


def notebook(code: str) -> str:
    """Return a page with one cell."""
    return f"{HEADER}# A small book\n\n```{{code-cell}} python\n{code}\n```\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with a book of one page."""
    return projects.shortened(projects.copied(tmp_path_factory.mktemp("project")))


@pytest.fixture
def build(project: Path, builder: projects.Builder) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Build the copy with a page as its first."""

    def with_page(page: str, own_copy: Path | None = None) -> subprocess.CompletedProcess[str]:
        (project / "book" / "intro.md").write_text(page, encoding="utf-8")
        return builder.run(project, "build", **{projects.PAPER: str(own_copy) if own_copy else None})

    return with_page


@pytest.fixture
def last_good(project: Path) -> Path:
    """The first page of the book that the next build would replace."""
    html = project / "_build" / "html"
    shutil.rmtree(html, ignore_errors=True)
    html.mkdir(parents=True)
    (html / "index.html").write_text("the last good book")
    return html / "index.html"


def test_a_good_book_replaces_the_last_one(build, project: Path, last_good: Path) -> None:
    done = build(GOOD_PAGE)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "the last good book" not in last_good.read_text(encoding="utf-8")
    closing = done.stdout.strip().splitlines()[-1]
    assert re.search(r"index\.html is the book \(check \d+\.\d s, .*pages \d+\.\d s, \d+\.\d s in all\)$", closing)
    assert leftovers(project) == []


def test_damage_on_a_page_leaves_the_last_good_book(build, project: Path, last_good: Path) -> None:
    done = build(DAMAGED_PAGE)
    assert done.returncode == 1, done.stdout[-2000:]
    assert last_good.read_text() == "the last good book"
    assert "No new book: step 'pages'" in done.stderr
    warnings = [line for line in done.stderr.splitlines() if "WARNING" in line or "ERROR" in line]
    assert [text for text in COMPLAINTS if not any(text in line for line in warnings)] == []
    assert "\x1b" not in done.stderr, "colours are for terminals"
    assert leftovers(project) == []


@pytest.fixture
def brief(project: Path) -> Path:
    """The copy with three seconds for a cell and a page for each way a cell can end badly."""
    config, toc = project / "_config.yml", project / "_toc.yml"
    kept = {file: file.read_text(encoding="utf-8") for file in (config, toc)}
    config.write_text(kept[config].replace("timeout: 120", "timeout: 3"), encoding="utf-8")
    projects.shortened(project, *(f"book/{name}" for name in CELLS))
    for name, code in CELLS.items():
        (project / "book" / f"{name}.md").write_text(notebook(code), encoding="utf-8")
    yield project
    for file, text in kept.items():
        file.write_text(text, encoding="utf-8")
    for name in CELLS:
        (project / "book" / f"{name}.md").unlink()


@pytest.mark.parametrize("kernels_start", ["forked", "ordinary"])
def test_every_cell_that_ends_badly_is_told_with_its_line(
    builder: projects.Builder, brief: Path, last_good: Path, kernels_start: str
) -> None:
    """Every time: what failed is not kept as executed, or the second run would not tell it."""
    (brief / "book" / "intro.md").write_text(GOOD_PAGE, encoding="utf-8")
    done = builder.run(brief, "build", "--kernels", kernels_start)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    lines = done.stderr.splitlines()
    for name, words in TOLD.items():
        told = "\n".join(
            line for at, line in enumerate(lines) if f"{name}.md" in "".join(lines[max(0, at - 1) : at + 1])
        )
        assert [word for word in words if word not in told] == [], done.stderr
    assert "4 errors, 0 warnings" in done.stderr
    assert "No new book: step 'notebooks'" in done.stderr
    assert last_good.read_text() == "the last good book"
    assert leftovers(brief) == []


def test_two_builds_at_once_take_turns(project: Path, tmp_path: Path) -> None:
    begun, told_to_end = tmp_path / "begun", tmp_path / "told"
    cell = f"""\
from pathlib import Path
Path({str(begun)!r}).touch()
while not Path({str(told_to_end)!r}).exists():
    pass"""
    (project / "book" / "intro.md").write_text(notebook(cell), encoding="utf-8")
    surroundings = projects.environment(project)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(projects.command("build"), cwd=project, env=surroundings, **pipes) as first:
        until(begun.exists)
        with subprocess.Popen(projects.command("build"), cwd=project, env=surroundings, **pipes) as second:
            told = second.stdout.readline()
            told_to_end.touch()
            said = second.communicate(timeout=120)[0]
        first.communicate(timeout=120)
    assert re.search(rf"another build \(process {first.pid}\) is at work here: waiting", told)
    assert (first.returncode, second.returncode) == (0, 0)
    assert "is up to date" in said, "what the other one built need not be built again"
    assert leftovers(project) == []


def until(condition: Callable[[], bool], seconds: int = 60) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"it has not come about in {seconds} s"
        time.sleep(0.05)


def test_where_a_fork_fails_kernels_start_as_ever(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys) -> None:
    if not kernels.can_fork:
        pytest.skip("this system does not fork kernels")
    kernels.prepare()
    factory = execution.kernels.KernelProvisionerFactory.instance()
    monkeypatch.setattr(kernels.ForkedProvisioner, "told", False)

    def start(self: object) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("multiprocessing.context.ForkServerProcess.start", start)
    try:
        for _ in range(2):
            page = execution.read_text_notebook(notebook("print(6 * 7)"))
            done = execution.execute(page, tmp_path, seconds=60)
            assert done.error is None
            assert [output.text for output in page.cells[-1].outputs] == ["42\n"]
    finally:
        factory.default_provisioner_name = "local-provisioner"
    told = capsys.readouterr().err
    assert told.count("kernels cannot be forked here") == 1
    assert "Resource temporarily unavailable" in told
    assert "--kernels ordinary" in told


def test_progress_is_one_line_that_moves_or_plain_lines() -> None:
    moving, plain = io.StringIO(), io.StringIO()
    for stream in (moving, plain):
        progress = Progress(stream, moving=stream is moving)
        progress.at("notebooks 1/2")
        progress.at("notebooks 2/2")
        progress.say("done")
    assert plain.getvalue() == "notebooks 1/2\nnotebooks 2/2\ndone\n"
    assert moving.getvalue().count("\n") == 1
    assert re.sub(r"[^\r]*\r\x1b\[2K", "", moving.getvalue()) == "done\n", "each line takes the place of the one before"


def test_damage_in_the_data_stops_before_anything_is_built(build, project: Path, last_good: Path) -> None:
    codebook = project / "data" / "codebook.yml"
    sound = codebook.read_text(encoding="utf-8")
    codebook.write_text(sound.replace("key: terrorism", "key: terorism", 1), encoding="utf-8")
    try:
        done = build(GOOD_PAGE)
    finally:
        codebook.write_text(sound, encoding="utf-8")
    assert done.returncode == 1
    assert "No new book: step 'check'" in done.stderr
    assert "remedy:" in done.stderr
    assert last_good.read_text() == "the last good book"


def leftovers(project: Path) -> list[Path]:
    """Unfinished or replaced books that a build should have removed."""
    return [path for path in (project / "_build").iterdir() if "unfinished" in path.name or "previous" in path.name]


def test_a_run_stopped_while_swapping_is_mended(tmp_path: Path) -> None:
    html = tmp_path / "html"
    waiting = place.previous_of(html)
    waiting.mkdir()
    (waiting / "index.html").write_text("the last good book")
    told: list[str] = []
    place.restore(html, told.append)
    assert told == ["an earlier build was cut off while it replaced the book: the last good one is back"]
    assert (html / "index.html").read_text() == "the last good book"


def test_the_public_book_never_holds_the_text(build, project: Path) -> None:
    cell = "from companion.dossier import load\nfrom companion.figures import Cards\n\nCards(load(), 'RES')\n"
    page = f"{HEADER}# A small book\n\n```{{code-cell}} python\n{cell}```\n\n```{{bibliography}}\n```\n"
    text = paper()
    private = build(page, text)
    assert private.returncode == 0, private.stdout[-2000:] + private.stderr[-2000:]
    runs = word_runs(text.read_text(encoding="utf-8").partition("\nKeywords")[0])
    assert shared(runs, project / "_build" / "private" / "html"), "the private book shows the original sentences"
    public = build(page)
    assert public.returncode == 0, public.stdout[-2000:] + public.stderr[-2000:]
    assert shared(runs, project / "_build", apart=project / "_build" / "private") == []


def test_a_copy_that_is_another_text_is_refused(build, project: Path, last_good: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Abstract\nThis is another text.\n")
    shutil.rmtree(project / "_build" / "private", ignore_errors=True)
    done = build(GOOD_PAGE, other)
    assert done.returncode == 1
    assert "No new book: step 'verify'" in done.stderr
    assert last_good.read_text() == "the last good book"
    assert not (project / "_build" / "private" / "html" / "index.html").exists()


def word_runs(text: str, length: int = 12) -> set[str]:
    """Every run of words of a text: short enough for each sentence, too long for a title or a list of names."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {" ".join(words[start : start + length]) for start in range(len(words) - length + 1)}


def shared(runs: set[str], folder: Path, apart: Path | None = None) -> list[str]:
    """Runs of words that a file below `folder` holds, whatever its kind, outside the folder `apart`."""
    found = []
    for file in sorted(folder.rglob("*")):
        if file.is_file() and apart not in file.parents:
            plain = re.sub(r"<[^>]*>|\\n", " ", file.read_bytes().decode("utf-8", errors="ignore"))
            found += [f"{file.relative_to(folder)}: {run}" for run in sorted(word_runs(plain) & runs)][:1]
    return found
