"""The same notebooks under Jupyter Book's defaults: what the benchmarks hold the book against."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import yaml

PLAIN = """```{code-cell} python
:tags: [remove-cell]
from companion.figures import display, figure
display.Display._repr_mimebundle_ = lambda self, include=None, exclude=None: {"text/html": self.html()}
figure.Figure.__new__ = staticmethod(lambda cls, chart, **words: chart)
```
"""
"""Shows charts as Altair does, and everything else as JupyterLab would show it."""


def project(root: Path, folder: Path, pages: Iterable[str]) -> None:
    """Write into ``folder`` what ``jupyter-book build`` needs for these pages of the project in ``root``.

    The book has the usual extensions and scripts of Jupyter Book, executes every page, and shows charts as Altair shows
    them by itself.
    """
    pages = list(pages)
    for page in pages:
        (folder / page).parent.mkdir(exist_ok=True)
        text = (root / f"{page}.md").read_text(encoding="utf-8")
        (folder / f"{page}.md").write_text(plain_charts(text), encoding="utf-8")
    (folder / "start.md").write_text("# Stock\n", encoding="utf-8")
    toc = {"format": "jb-book", "root": "start", "chapters": [{"file": page} for page in pages]}
    config = {"title": "Stock", "execute": {"execute_notebooks": "force", "timeout": 120}}
    for name, content in (("_toc.yml", toc), ("_config.yml", config)):
        (folder / name).write_text(yaml.safe_dump(content), encoding="utf-8")


def plain_charts(notebook: str) -> str:
    """Return a notebook with ``PLAIN`` before its first cell."""
    before, fence, after = notebook.partition("```{code-cell}")
    return f"{before}{PLAIN}\n{fence}{after}"
