"""The notebooks that pages offer: whole, plain, alike in every build, and run with nothing but the wheel."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import jupytext
import nbformat
import pytest
from bs4 import BeautifulSoup
from places import ROOT

from companion import __version__
from companion.book.take import executed, prose

SOURCES = [*sorted((ROOT / "notebooks").glob("*.md")), ROOT / "book" / "intro.md"]
RAW = re.compile(r"\{[a-z:]+\}`|^\s*(?::::|```)|^\([\w-]+\)=", re.M)
CALL = re.compile(r"<script|<link|<iframe|\bon[a-z]+=|src=\"(?!data:)", re.I)


def made(book: Path, source: Path) -> nbformat.NotebookNode:
    """Return the notebook that the page of a source offers."""
    return nbformat.read(book / source.relative_to(ROOT).with_suffix(".ipynb"), as_version=4)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_page_offers_its_notebook_with_nothing_raw(source: Path, book: Path) -> None:
    notebook = made(book, source)
    nbformat.validate(notebook)
    page = (book / source.relative_to(ROOT).with_suffix(".html")).read_text(encoding="utf-8")
    assert f'href="{source.stem}.ipynb" download' in page
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert code == [cell.source for cell in jupytext.read(source).cells if cell.cell_type == "code"]
    first = notebook.cells[0].source
    assert f"companion lab {source.stem}.ipynb" in first
    assert len([line for line in first.splitlines() if line.startswith("    ")]) <= 3
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            assert not RAW.search(cell.source), RAW.search(cell.source)
        for output in cell.get("outputs", ()):
            shown = output["data"].get("text/html", "")
            assert not CALL.search(shown), CALL.search(shown)
            assert not RAW.search(shown)
            assert "<svg" not in shown, "a program that does not trust a notebook takes drawings out"


def test_every_figure_of_a_chapter_is_in_its_notebook(book: Path) -> None:
    source = ROOT / "notebooks" / "05_results.md"
    page = BeautifulSoup((book / "notebooks" / "05_results.html").read_text(encoding="utf-8"), "html.parser")
    shown = "".join(o["data"].get("text/html", "") for c in made(book, source).cells for o in c.get("outputs", ()))
    for name in (figure["id"] for figure in page.select("article figure.cf")):
        assert f'id="{name}"' in shown, name
    for picture in re.findall(r'data:image/svg\+xml;base64,([^"]+)', shown):
        assert base64.b64decode(picture).startswith(b"<svg ")
        assert b"<style>" in base64.b64decode(picture)


def test_links_lead_to_the_published_page(book: Path) -> None:
    body = '<section><h1>T<a class="headerlink" href="#t">#</a></h1><p>See <a href="#res-1">one</a>, '
    body += '<a href="../book/using.html">two</a>, <a href="https://example.org/">three</a>.</p></section>'
    source = ROOT / "book" / "using.md"
    there = executed.notebook(source, body, "T", "notebooks/x", "https://example.org/book")
    text = there.cells[1].source
    assert text.startswith("# T\n\nSee [one](https://example.org/book/notebooks/x.html#res-1)")
    assert "[two](https://example.org/book/book/using.html), [three](https://example.org/)" in text
    assert f"https://example.org/book/v{__version__}/downloads/{executed.WHEEL}" in there.cells[0].source
    here = executed.notebook(source, body, "T", "notebooks/x", "")
    assert f'make wheel\n    pip install "{executed.WHEEL}"' in here.cells[0].source
    assert "[one](x.html#res-1), [two](../book/using.html)" in here.cells[1].source


def test_prose_is_plain_markdown() -> None:
    html = (
        "<ul><li><p>a <em>b </em>c*</p></li><li><p>d</p><ol><li>e</li></ol></li></ul>"
        "<dl><dt>term</dt><dd><p>what it is</p></dd></dl><table><tr><th>x|y</th></tr><tr><td>1</td></tr></table>"
        '<details class="solution"><summary>One</summary><p>text</p></details><script>no()</script>'
    )
    assert prose.markdown(BeautifulSoup(html, "html.parser").children) == (
        "- a *b* c\\*\n- d\n\n  1. e\n\n- **term**\n  what it is\n\n| x\\|y |\n| --- |\n| 1 |\n\n"
        "<details><summary>One</summary>\n\ntext\n\n</details>"
    )


@pytest.mark.book
def test_a_downloaded_chapter_runs_with_the_wheel_alone(book: Path, tmp_path: Path) -> None:
    """An empty environment, the wheel, and what runs a notebook: about a minute, and the network."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "wheel.py"), str(tmp_path / "dist")], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    wheel = Path(done.stdout.strip())
    assert wheel.name == executed.WHEEL
    environment = tmp_path / "empty"
    venv.create(environment, with_pip=True)
    bin = environment / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(bin / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    locked = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pins = tmp_path / "pins.txt"  # the lock without its hashes: a wheel just made has none
    pins.write_text("\n".join(re.findall(r"^[\w.-]+==[^\\\n]+", locked, re.M)))
    got = subprocess.run(
        [*pip, "--constraint", str(pins), str(wheel), "nbclient", "ipykernel"], capture_output=True, text=True
    )
    if got.returncode and "No matching distribution" not in got.stderr and "Connection" in got.stderr:
        pytest.skip("packages cannot be fetched here")
    assert got.returncode == 0, got.stderr
    name = folder / "05_results.ipynb"
    name.write_bytes((book / "notebooks" / "05_results.ipynb").read_bytes())
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith(("COMPANION", "PYTHON"))}
    ran = subprocess.run(
        [str(bin / "jupyter"), "execute", "--inplace", name.name],
        cwd=folder, env=surroundings, capture_output=True, text=True,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    outputs = [output for cell in json.loads(name.read_text())["cells"] for output in cell.get("outputs", [])]
    assert any("fig-results-threats" in "".join(output.get("data", {}).get("text/html", "")) for output in outputs)
    found = subprocess.run(
        [str(bin / "python"), "-c", "from companion import files; print(files.find_root())"],
        cwd=folder, env=surroundings, capture_output=True, text=True,
    )  # fmt: skip
    assert Path(found.stdout.strip()) == next(environment.rglob("companion/given"))
    assert not list(environment.rglob("sphinx/__init__.py")), "a chapter needs no Sphinx"
