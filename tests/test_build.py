"""The strict build: what fails it, what a failure leaves behind, and where the paper's text may go."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from outside import paper

from companion import build
from companion.paths import ROOT

COPIED = ["companion", "data", "book", "notebooks", "_config.yml", "_toc.yml", "references.bib", "requirements.txt",
          "pyproject.toml", "CHANGELOG.md"]  # fmt: skip
HEADER = """\
---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {name: python3, display_name: Python 3, language: python}
---
"""
GOOD_PAGE = "# A small book\n\nNothing but prose.\n"
DAMAGED_PAGE = f"""{HEADER}# A small book

{{st}}`NO-1`, {{fact}}`nonsense`, {{doc}}`nowhere`

```{{code-cell}} python
import warnings
warnings.warn("look out")
```

```{{code-cell}} python
assert 1 == 2
```
"""
COMPLAINTS = ["NO-1", "nonsense", "nowhere", "stderr was found in the cell outputs", "Executing notebook failed"]
"""What a strict build says of the damaged page: every warning in one run, each of them enough to fail it."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with a book of one page."""
    copy = tmp_path_factory.mktemp("project")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.ipynb"))
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, copy / name)
    (copy / "_toc.yml").write_text("format: jb-book\nroot: book/intro\n")
    # Whether references.bib is up to date has a test of its own; here it must not decide.
    write = [sys.executable, "-m", "companion", "bibliography", "--discard-edits"]
    subprocess.run(write, cwd=copy, env={**os.environ, "PYTHONPATH": str(copy)}, check=True, capture_output=True)
    return copy


def run(project: Path, page: str, own_copy: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Build the copy with `page` as its only page."""
    (project / "book" / "intro.md").write_text(page)
    variables = {name: value for name, value in os.environ.items() if name != build.PAPER}
    variables["PYTHONPATH"] = str(project)
    if own_copy:
        variables[build.PAPER] = str(own_copy)
    command = [sys.executable, "-m", "companion.build"]
    return subprocess.run(command, cwd=project, env=variables, capture_output=True, text=True, check=False)


@pytest.fixture
def last_good(project: Path) -> Path:
    """The first page of the book that the next build would replace."""
    html = project / "_build" / "html"
    shutil.rmtree(html, ignore_errors=True)
    html.mkdir(parents=True)
    (html / "index.html").write_text("the last good book")
    return html / "index.html"


def test_a_good_book_replaces_the_last_one(project: Path, last_good: Path) -> None:
    done = run(project, GOOD_PAGE)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "the last good book" not in last_good.read_text(encoding="utf-8")
    closing = done.stdout.strip().splitlines()[-1]
    assert re.search(r"index\.html is the book \(check \d+\.\d s, .*pages \d+\.\d s, \d+\.\d s in all\)$", closing)
    assert leftovers(project) == []


def test_damage_on_a_page_leaves_the_last_good_book(project: Path, last_good: Path) -> None:
    done = run(project, DAMAGED_PAGE)
    assert done.returncode == 1, done.stdout[-2000:]
    assert last_good.read_text() == "the last good book"
    assert "No new book: step 'pages'" in done.stderr
    warnings = [line for line in done.stderr.splitlines() if "WARNING" in line or "ERROR" in line]
    assert [text for text in COMPLAINTS if not any(text in line for line in warnings)] == []
    assert leftovers(project) == []


def test_damage_in_the_data_stops_before_anything_is_built(project: Path, last_good: Path) -> None:
    codebook = project / "data" / "codebook.yml"
    sound = codebook.read_text(encoding="utf-8")
    codebook.write_text(sound.replace("key: terrorism", "key: terorism", 1), encoding="utf-8")
    try:
        done = run(project, GOOD_PAGE)
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
    place = tmp_path / "html"
    waiting = build.previous_of(place)
    waiting.mkdir()
    (waiting / "index.html").write_text("the last good book")
    build.restore(place)
    assert (place / "index.html").read_text() == "the last good book"


def test_the_public_book_never_holds_the_text(project: Path) -> None:
    cell = "from companion.dossier import load\nfrom companion.figures import Cards\n\nCards(load(), 'RES')\n"
    page = f"{HEADER}# A small book\n\n```{{code-cell}} python\n{cell}```\n\n```{{bibliography}}\n```\n"
    text = paper()
    private = run(project, page, text)
    assert private.returncode == 0, private.stdout[-2000:] + private.stderr[-2000:]
    runs = word_runs(text.read_text(encoding="utf-8").partition("\nKeywords")[0])
    assert shared(runs, project / "_build" / "private" / "html"), "the private book shows the original sentences"
    public = run(project, page)
    assert public.returncode == 0, public.stdout[-2000:] + public.stderr[-2000:]
    assert shared(runs, project / "_build", apart=project / "_build" / "private") == []


def test_a_copy_that_is_another_text_is_refused(project: Path, last_good: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Abstract\nThis is another text.\n")
    shutil.rmtree(project / "_build" / "private", ignore_errors=True)
    done = run(project, GOOD_PAGE, other)
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
