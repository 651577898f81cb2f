"""Write every notebook in Jupyter's own format, for Binder and Colab: `launchable.py FOLDER`.

Text notebooks are the source; these are made when the book is published, go to a branch of their own for each release,
and are never edited. On Binder the package is installed by `postBuild`. On Colab a first cell fetches that branch:
COMPANION_REPOSITORY and COMPANION_LAUNCH_BRANCH say which.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import jupytext
import nbformat

ROOT = Path(__file__).resolve().parent.parent

COLAB = """\
# On Colab: fetch the companion and the two packages that Colab lacks. Elsewhere there is nothing to do.
import sys

if "google.colab" in sys.modules:
    !git clone --quiet --depth 1 --branch {branch} {repository} /content/companion-book
    %pip install --quiet "bibtexparser>=2.1,<3" "vl-convert-python>=1.9"
    sys.path.insert(0, "/content/companion-book")
"""


def main(folder: Path) -> None:
    """Write the notebooks to `folder`/notebooks and Binder's two files to `folder`."""
    repository = os.environ.get("COMPANION_REPOSITORY", "")
    branch = os.environ.get("COMPANION_LAUNCH_BRANCH", "main")
    for source in text_notebooks():
        target = folder / source.relative_to(ROOT).with_suffix(".ipynb")
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(launchable(source, repository, branch), target)
    binder = folder / "postBuild"
    binder.write_text("#!/bin/sh\npython -m pip install --no-deps --no-build-isolation -e .\n", encoding="utf-8")
    binder.chmod(0o755)
    (folder / "runtime.txt").write_text("python-3.11\n", encoding="utf-8")


def text_notebooks() -> list[Path]:
    """Return the pages that have cells: the chapters, and the start page."""
    pages = [*sorted((ROOT / "notebooks").glob("*.md")), *sorted((ROOT / "book").glob("*.md"))]
    return [page for page in pages if "\nkernelspec:" in page.read_text(encoding="utf-8")]


def launchable(source: Path, repository: str, branch: str = "main") -> nbformat.NotebookNode:
    """Return a text notebook in Jupyter's format; with a repository's address, it starts with the cell for Colab."""
    notebook = jupytext.read(source)
    if repository:
        notebook.cells.insert(0, nbformat.v4.new_code_cell(COLAB.format(repository=repository, branch=branch)))
    for number, cell in enumerate(notebook.cells):
        # By position, not at random: the same sources must give the same files.
        cell["id"] = f"cell-{number}"
    return notebook


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
