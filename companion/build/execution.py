"""Execute the book's notebooks side by side before its pages are made.

Jupyter Book finds them in the execution cache and would otherwise run them one after the other, each in a kernel that
begins with nothing. A notebook that fails is told with its line, and all that fail are told together.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from myst_nb.core.read import is_myst_markdown_notebook, read_myst_markdown_notebook
from myst_parser.config.main import MdParserConfig
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.reader import NotJSONError
from sphinx_external_toc.parsing import parse_toc_yaml
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Config

from companion import digests
from companion.book import private
from companion.build import kernels
from companion.build.progress import Progress
from companion.display.display import BUILDING
from companion.errors import Problem

SOCKET = 90
"""Bytes of a folder's name below which a socket in it can have a name of its own: systems allow some hundred in all."""
RUNNING: set[NotebookClient] = set()
"""What runs a notebook now."""


def execute_missing(root: Path, progress: Progress, workers: int | None = None, forked: bool = True) -> list[Problem]:
    """Execute what the cache lacks, ``workers`` at a time.

    By default one more than there are processors, since a kernel often waits for its client.

    Returns what went wrong, by file and line; nothing of a notebook that failed is kept.
    """
    os.environ[BUILDING] = "1"  # as when the pages are made, so that the outputs are the same
    cache = opened(digests.cache_folder(root, private.is_private()))
    missing = {path: notebook for path, notebook in notebooks(root) if not is_cached(cache, notebook)}
    if missing and forked:
        kernels.prepare()
    problems: list[Problem] = []
    # The longest first: started last, it would run on when all others are done.
    order = sorted(missing, key=lambda path: code_length(missing[path]), reverse=True)
    with quiet_kernels(), ThreadPoolExecutor(workers or (os.cpu_count() or 1) + 1) as pool:
        runs = {pool.submit(execute, missing[path], path.parent, time_limit(root)): path for path in order}
        with ended_at_once(pool):
            for number, run in enumerate(as_completed(runs), start=1):
                path, done = runs[run], run.result()
                found = failures(root, path, done)
                problems += found
                if not found:
                    keep(cache, path, done)
                name = path.relative_to(root).as_posix()
                progress.at(f"notebooks {number}/{len(runs)}: {name} {'failed' if found else f'{done.seconds:.1f} s'}")
    return sorted(problems, key=lambda problem: (problem.file, problem.line or 0))


@contextmanager
def ended_at_once(pool: ThreadPoolExecutor) -> Iterator[None]:
    """Where something stops the run, from the keyboard or otherwise, end all kernels: their cells may take minutes."""
    try:
        yield
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        while RUNNING:  # one may just be starting
            for client in tuple(RUNNING):
                with suppress(AttributeError, TypeError, ProcessLookupError):
                    os.kill(client.km.provisioner.pid, signal.SIGKILL)  # type: ignore[union-attr]
            time.sleep(0.1)
        raise


def opened(folder: Path) -> JupyterCacheAbstract:
    """Return the cache in a folder; one that a build was killed while making is made anew."""
    try:
        cache = get_cache(folder)
        cache.list_cache_records()
    except (RuntimeError, SQLAlchemyError):
        shutil.rmtree(folder)
        cache = get_cache(folder)
    return cache


def time_limit(root: Path) -> int:
    """Return the seconds that ``_config.yml`` gives a cell."""
    config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    return int(config.get("execute", {}).get("timeout", 30))


def notebooks(root: Path) -> Iterator[tuple[Path, NotebookNode]]:
    """Yield the pages of the table of contents that have cells to execute, read as the build reads them."""
    for page in parse_toc_yaml(root / "_toc.yml"):
        path = root / f"{page}.md"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        if is_myst_markdown_notebook(text):
            yield path, read_text_notebook(text, path)


def read_text_notebook(text: str, path: Path | None = None) -> NotebookNode:
    """Return a text notebook with the line of each of its cells."""
    return read_myst_markdown_notebook(text, config=MdParserConfig(), add_source_map=True, path=path)


def is_cached(cache: JupyterCacheAbstract, notebook: NotebookNode) -> bool:
    """Tell whether the cache has these cells executed, and whole: it notes them before it writes them."""
    try:
        cache.get_cache_bundle(cache.match_cache_notebook(notebook).pk)
    except (KeyError, OSError, ValueError, NotJSONError):
        return False
    return True


def code_length(notebook: NotebookNode) -> int:
    """Return the characters of a notebook's code, which tell roughly how long it takes."""
    return sum(len(cell.source) for cell in notebook.cells if cell.cell_type == "code")


class quiet_kernels(tempfile.TemporaryDirectory):
    """For the time of a run, give kernels a folder of their own for settings.

    A reader's own start-up files and settings for IPython have no say in a book, and a home that cannot be written to
    does not matter.
    """

    def __enter__(self) -> str:
        """Make the folder."""
        folder = super().__enter__()
        os.environ["IPYTHONDIR"] = folder
        return folder

    def __exit__(self, *failure: Any) -> None:
        """Remove it."""
        os.environ.pop("IPYTHONDIR", None)
        super().__exit__(*failure)


@dataclass(frozen=True)
class Run:
    """A notebook that has been run, to its end or to where it stopped."""

    notebook: NotebookNode
    seconds: float
    error: Exception | None
    """What stopped it."""
    begun: int | None
    """Number of the last cell that was begun."""


def execute(notebook: NotebookNode, folder: Path, seconds: int) -> Run:
    """Run a notebook in a kernel of its own that works in ``folder``; an error is part of the result."""
    begun: list[int] = []
    options: dict[str, Any] = {
        "allow_errors": False,
        "on_cell_start": lambda cell, cell_index: begun.append(cell_index),
        # Printed text comes in pieces, which differ from run to run.
        "coalesce_streams": True,
        "record_timing": False,  # the times would be part of what the cache knows a notebook by
    }
    error: Exception | None = None
    with tempfile.TemporaryDirectory() as sockets:
        # Sockets of the file system instead of ports, which are taken twice when several kernels start at once.
        short = os.name != "nt" and len(os.fsencode(sockets)) < SOCKET
        local = {"transport": "ipc", "ip": f"{sockets}/kernel"} if short else {}
        # Nothing is left to do for a kernel whose last cell is done.
        options["config"] = Config({"KernelManager": local, "NotebookClient": {"shutdown_kernel": "immediate"}})
        client = NotebookClient(notebook, resources={"metadata": {"path": str(folder)}}, timeout=seconds, **options)
        started = time.monotonic()
        RUNNING.add(client)
        try:
            client.execute()
        except (CellExecutionError, CellTimeoutError, RuntimeError) as stop:  # among them: no kernel, or one that died
            error = stop
        finally:
            RUNNING.discard(client)
    return Run(notebook, time.monotonic() - started, error, begun[-1] if begun else None)


def failures(root: Path, path: Path, run: Run) -> list[Problem]:
    """Tell what stopped a notebook, and every cell that wrote to standard error; empty if all is well."""
    file = path.relative_to(root).as_posix()
    problems = []
    for number, cell in enumerate(run.notebook.cells):
        for output in cell.get("outputs", ()):
            if output.get("name") == "stderr":
                text = " ".join(output["text"].split())[:200]
                remedy = "Mend what the warning is about: it would land on the page."
                problems.append(Problem("cell-warning", file, text, remedy, line_of(run.notebook, number)))
    if run.error is not None:
        problems.append(failure(file, run.error, line_of(run.notebook, run.begun)))
    return problems


def failure(file: str, error: Exception, line: int | None) -> Problem:
    """Tell what stopped a notebook, at the line of the cell that it stopped at."""
    if isinstance(error, CellTimeoutError):
        remedy = (
            "Look for a loop without end; `execute: timeout:` in _config.yml says how many seconds a cell may take."
        )
        return Problem("slow-cell", file, "this cell did not end in the time it has", remedy, line)
    if isinstance(error, DeadKernelError):
        remedy = "Look for what ends a process: too much memory, a library that crashes, os._exit."
        return Problem("dead-kernel", file, "the kernel died in this cell", remedy, line)
    if isinstance(error, CellExecutionError):
        remedy = "Mend the cell, or what it calls; `make lab` opens the notebook to try it."
        return Problem("failed-cell", file, last_line(error), remedy, line)
    remedy = "Try `companion build --kernels ordinary`; if that fails too, `make clean` and begin anew."
    return Problem("no-kernel", file, f"its kernel did not start: {last_line(error)}", remedy)


def line_of(notebook: NotebookNode, number: int | None) -> int | None:
    """Return the line of the file that a cell begins at."""
    lines = notebook.metadata.get("source_map", ())
    return lines[number] + 1 if number is not None and number < len(lines) else None


def last_line(error: Exception) -> str:
    """Return what an error says at its end, without the colours of the terminal."""
    return re.sub(r"\x1b\[[0-9;]*m", "", str(error)).strip().splitlines()[-1]


def keep(cache: JupyterCacheAbstract, path: Path, run: Run) -> None:
    """Put an executed notebook where the build looks for it."""
    # What a killed build has left half-written is in the way.
    shutil.rmtree(Path(cache.path) / "executed" / cache.create_hashed_notebook(run.notebook)[1], ignore_errors=True)
    data: dict[str, Any] = {"execution_seconds": run.seconds}
    cache.cache_notebook_bundle(CacheBundleIn(run.notebook, str(path), data=data), check_validity=False, overwrite=True)
