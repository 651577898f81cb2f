"""Put the executed notebooks of the built book where Binder and Colab open them: `launchable.py FOLDER`.

Text notebooks are the source, and a page's executed notebook is made with the page; these go to a branch of their own
for each release, and are never edited. On Binder `binder/postBuild` installs what they need. On Colab a first cell
fetches that branch: COMPANION_REPOSITORY and COMPANION_LAUNCH_BRANCH say which.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parent.parent
BUILT = "_build/html"
# In a folder of its own, or Binder would install requirements.txt by itself: that lock has to be taken as it is, since
# one pin of it stands against what another package asks for.
BINDER = """\
#!/bin/sh
set -e
python -m pip install --no-cache-dir --no-deps -r requirements.txt
python -m pip install --no-deps --no-build-isolation -e .
"""
# The clone stands first on the path: it holds the data, and a package that has just been installed would not be found.
COLAB = """\
# On Colab: fetch this version of the companion, and what it needs. Elsewhere there is nothing to do.
import sys

if "google.colab" in sys.modules:
    !git clone --quiet --depth 1 --branch {branch} {repository} /content/companion-book
    %pip install --quiet /content/companion-book
    sys.path.insert(0, "/content/companion-book")
"""


def main(folder: Path, root: Path = ROOT) -> None:
    """Write the notebooks beside their sources in `folder`, and Binder's two files to `folder`/binder."""
    repository = os.environ.get("COMPANION_REPOSITORY", "")
    branch = os.environ.get("COMPANION_LAUNCH_BRANCH", "main")
    for source in text_notebooks(root):
        name = source.relative_to(root).with_suffix(".ipynb")
        built = root / BUILT / name
        if not built.is_file():
            sys.exit(f"{BUILT}/{name} is not there: run `make book` first.")
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(launchable(built, repository, branch), target)
    binder = folder / "binder"
    binder.mkdir(exist_ok=True)
    (binder / "postBuild").write_text(BINDER, encoding="utf-8")
    (binder / "postBuild").chmod(0o755)
    (binder / "runtime.txt").write_text("python-3.11\n", encoding="utf-8")


def text_notebooks(root: Path = ROOT) -> list[Path]:
    """Return the pages that have cells: the chapters, and the start page."""
    pages = [*sorted((root / "notebooks").glob("*.md")), *sorted((root / "book").glob("*.md"))]
    return [page for page in pages if "\nkernelspec:" in page.read_text(encoding="utf-8")]


def launchable(built: Path, repository: str, branch: str = "main") -> nbformat.NotebookNode:
    """Return a page's executed notebook; with a repository's address, the cell for Colab takes the place of its first.

    That one says how to run it from a wheel: here everything is there, or is fetched.
    """
    notebook = nbformat.read(built, as_version=4)
    if repository:
        cell = nbformat.v4.new_code_cell(COLAB.format(repository=repository, branch=branch), id="cell-0")
        notebook.cells[0] = cell
    return notebook


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
