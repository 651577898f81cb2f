"""Write every notebook in Jupyter's own format, for Binder and Colab: `launchable.py FOLDER`.

Text notebooks are the source; these are made when the book is published, go to a branch of their own, and are never
edited. On Binder the package is installed by `postBuild`. On Colab a first cell fetches the repository, whose address
COMPANION_REPOSITORY gives.
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
    !git clone --quiet --depth 1 {repository} /content/companion-book
    %pip install --quiet "bibtexparser>=2.1,<3" "vl-convert-python>=1.9"
    sys.path.insert(0, "/content/companion-book")
"""


def main(folder: Path) -> None:
    """Write the notebooks to `folder`/notebooks and Binder's two files to `folder`."""
    repository = os.environ.get("COMPANION_REPOSITORY", "")
    (folder / "notebooks").mkdir(parents=True, exist_ok=True)
    for source in sorted((ROOT / "notebooks").glob("*.md")):
        notebook = launchable(source, repository)
        nbformat.write(notebook, folder / "notebooks" / f"{source.stem}.ipynb")
    binder = folder / "postBuild"
    binder.write_text("#!/bin/sh\npython -m pip install --no-deps --no-build-isolation -e .\n", encoding="utf-8")
    binder.chmod(0o755)
    (folder / "runtime.txt").write_text("python-3.11\n", encoding="utf-8")


def launchable(source: Path, repository: str) -> nbformat.NotebookNode:
    """Return a text notebook in Jupyter's format; with a repository's address, it starts with the cell for Colab."""
    notebook = jupytext.read(source)
    if repository:
        notebook.cells.insert(0, nbformat.v4.new_code_cell(COLAB.format(repository=repository)))
    for number, cell in enumerate(notebook.cells):
        # By position, not at random: the same sources must give the same files.
        cell["id"] = f"cell-{number}"
    return notebook


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
