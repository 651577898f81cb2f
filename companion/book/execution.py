"""Execute the book's notebooks side by side before it is built: ``python -m companion.book.execution``.

The build finds them in the execution cache and would otherwise run them one after the other; most of a run is a
kernel's start. A notebook that fails is left out of the cache, so that the build meets the error itself and reports it
with its place.
"""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from jupyter_cache.executors.utils import ExecutionResult, single_nb_execution
from myst_nb.core.read import is_myst_markdown_notebook, read_myst_markdown_notebook
from myst_parser.config.main import MdParserConfig
from nbformat import NotebookNode
from sphinx_external_toc.parsing import parse_toc_yaml
from traitlets.config import Config

from companion.book.freshness import cache_folder, digest
from companion.figures.display import BUILDING
from companion.paths import ROOT

TIMEOUT = 120
"""Seconds that one cell may take."""


def main() -> None:
    """Execute what the cache lacks, as many at a time as there are processors, and say so one by one."""
    os.environ[BUILDING] = "1"  # as in the build, so that the outputs are the same
    cache = get_cache(cache_folder(digest()))
    missing = {path: notebook for path, notebook in notebooks() if not is_cached(cache, notebook)}
    started = time.monotonic()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = {pool.submit(execute, notebook, path.parent): path for path, notebook in missing.items()}
        for number, run in enumerate(as_completed(runs), start=1):
            path, result = runs[run], run.result()
            if result.err is None:
                keep(cache, path, result)
            outcome = "ready" if result.err is None else f"stopped: {last_line(result.err)}"
            seconds = time.monotonic() - started
            print(f"{number}/{len(runs)} at {seconds:.0f} s: {path.relative_to(ROOT)} {outcome}", flush=True)
    if not missing:
        print("every notebook is as it was executed before", flush=True)


def notebooks() -> Iterator[tuple[Path, NotebookNode]]:
    """Yield the pages of the table of contents that have cells to execute, read as the build reads them."""
    for page in parse_toc_yaml(ROOT / "_toc.yml"):
        path = ROOT / f"{page}.md"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        if is_myst_markdown_notebook(text):
            yield path, read_myst_markdown_notebook(text, config=MdParserConfig(), add_source_map=True, path=path)


def is_cached(cache: JupyterCacheAbstract, notebook: NotebookNode) -> bool:
    """Tell whether the cache has these cells executed."""
    try:
        cache.match_cache_notebook(notebook)
    except KeyError:
        return False
    return True


def execute(notebook: NotebookNode, folder: Path) -> ExecutionResult:
    """Run a notebook in a kernel of its own that works in `folder`; an error is part of the result."""
    with tempfile.TemporaryDirectory() as sockets:
        # Sockets of the file system instead of ports, which are taken twice when several kernels start at once.
        local = {} if os.name == "nt" else {"transport": "ipc", "ip": f"{sockets}/kernel"}
        config = Config({"KernelManager": local})
        try:
            return single_nb_execution(notebook, cwd=str(folder), timeout=TIMEOUT, allow_errors=False, config=config)
        except RuntimeError as error:  # the kernel did not start, or died
            return ExecutionResult(notebook, str(folder), 0.0, error)


def last_line(error: Exception) -> str:
    """Return what an error says at its end, without the colours of the terminal."""
    return re.sub(r"\x1b\[[0-9;]*m", "", str(error)).strip().splitlines()[-1]


def keep(cache: JupyterCacheAbstract, path: Path, result: ExecutionResult) -> None:
    """Put an executed notebook where the build looks for it."""
    data: dict[str, Any] = {"execution_seconds": result.time}
    cache.cache_notebook_bundle(CacheBundleIn(result.nb, str(path), data=data), check_validity=False, overwrite=True)


if __name__ == "__main__":
    main()
