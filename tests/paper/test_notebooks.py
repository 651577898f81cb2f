"""Every notebook is a text file that becomes a Jupyter notebook and runs from top to bottom wherever it is opened."""

from __future__ import annotations

import ast
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import jupytext
import nbformat
import pytest
from places import ROOT

from companion import digests
from companion.build import execution, kernels

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.md"))


def test_the_chapters_are_all_there() -> None:
    assert [path.stem[:2] for path in NOTEBOOKS] == [f"{number:02}" for number in range(1, len(NOTEBOOKS) + 1)]


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every notebook in Jupyter's own format, as `jupytext --to ipynb` writes it."""
    folder = tmp_path_factory.mktemp("converted")
    texts = [shutil.copy(path, folder) for path in NOTEBOOKS]
    command = [sys.executable, "-m", "jupytext", "--to", "ipynb", *texts]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def forked_kernels() -> Iterator[None]:
    """Start kernels in the quick way; the built book shows that the ordinary one gives the same."""
    factory = kernels.KernelProvisionerFactory.instance()
    before = factory.default_provisioner_name
    kernels.prepare()
    yield
    factory.default_provisioner_name = before


@pytest.mark.book
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_from_another_folder(
    path: Path, converted: Path, forked_kernels: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COMPANION_PAPER", raising=False)
    notebook = nbformat.read(converted / f"{path.stem}.ipynb", as_version=4)
    assert any(cell.cell_type == "code" for cell in notebook.cells)
    done = execution.execute(notebook, tmp_path, seconds=120)
    assert done.error is None, execution.last_line(done.error)
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []
    assert list(tmp_path.iterdir()) == [], "a notebook leaves nothing behind"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_its_cells_are_short_and_stay_at_home(path: Path) -> None:
    for cell in jupytext.read(path).cells:
        if cell.cell_type == "code":
            # What is imported, and what holds the prose to the data, is no code that the package could have.
            own = [line for line in cell.source.splitlines() if not line.startswith(("import", "from", "assert"))]
            lines = [line for line in own if line.strip()]
            assert len(lines) <= 16, f"move this to the package:\n{cell.source}"
            assert not any(word in cell.source for word in ("http://", "https://", "pip install", "../"))
            assert "remove-cell" not in cell.metadata.get("tags", [])


@pytest.mark.parametrize("path", [*NOTEBOOKS, ROOT / "book" / "intro.md"], ids=lambda path: path.stem)
def test_its_cells_import_nothing_that_does_not_count_for_the_cache(path: Path) -> None:
    """The cache of executed cells does not see these parts, so that an edit of a page's making runs no cell again."""
    apart = [part.removesuffix(".py").replace("/", ".") for part in digests.ABOVE]
    code = "\n".join(cell.source for cell in jupytext.read(path).cells if cell.cell_type == "code")
    names = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    assert [name for name in names if any(f"{name}.".startswith(f"{part}.") for part in apart)] == []


def test_the_launchable_notebooks_start_by_fetching_the_companion(book: Path, tmp_path: Path, monkeypatch) -> None:
    spec = importlib.util.spec_from_file_location("launchable", ROOT / "tools" / "launchable.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    project = tmp_path / "project"
    for name in ("notebooks", "book"):
        (project / name).mkdir(parents=True)
        for source in (ROOT / name).glob("*.md"):
            (project / name / source.name).write_bytes(source.read_bytes())
    with pytest.raises(SystemExit, match=r"01_abstract\.ipynb is not there: run `make book` first"):
        module.main(tmp_path, project)
    (project / "_build").mkdir()
    (project / "_build" / "html").symlink_to(book)
    monkeypatch.setenv("COMPANION_REPOSITORY", "https://example.org/somebody/companion")
    module.main(tmp_path, project)
    written = sorted((tmp_path / "notebooks").glob("*.ipynb"))
    assert [path.stem for path in written] == [path.stem for path in NOTEBOOKS]
    for path in written:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        assert "example.org/somebody/companion" in notebook.cells[0].source
        assert any(cell.get("outputs") for cell in notebook.cells), "what it shows is there before it is run"
        assert "{st}" not in "".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert (tmp_path / "binder" / "postBuild").stat().st_mode & 0o111
