"""Builds copies of the project for the tests, each in a fork of one process that has the libraries at hand.

A third of a small build is the import of Sphinx, pandas and their like, the same for every copy. The companion itself
is imported by each fork, from its copy. Takes one request a line on standard input, answers each with an exit code.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import sys
from pathlib import Path
from typing import Any

import altair  # noqa: F401
import bibtexparser  # noqa: F401
import bs4  # noqa: F401
import jupyter_book.cli.main
import jupyter_book.sphinx  # noqa: F401
import jupyter_cache.executors.utils  # noqa: F401
import myst_nb.sphinx_ext  # noqa: F401
import pandas  # noqa: F401
import pydata_sphinx_theme  # noqa: F401
import sphinx.builders.html  # noqa: F401
import sphinx_book_theme  # noqa: F401
import sphinxcontrib.bibtex  # noqa: F401
import tinycss2  # noqa: F401


def main() -> None:
    """Answer requests until there are no more."""
    assert not any(name.split(".")[0] == "companion" for name in sys.modules), "it would not be that of the copy"
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            work(**json.loads(line))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def work(
    project: str, words: list[str], environment: dict[str, str], streams: list[str], script: str | None = None
) -> None:
    """Be ``python -m companion`` in a copy, or a script; what it says goes into two files. Never returns."""
    for number, (file, mode) in enumerate(zip([os.devnull, *streams], "rww", strict=True)):
        with Path(file).open(mode) as stream:
            os.dup2(stream.fileno(), number)
    os.chdir(project)
    os.environ.clear()
    os.environ.update(environment)
    sys.path[0] = project
    sys.argv = ["companion", *words]
    code: Any = 0
    try:
        if script:
            runpy.run_path(script, run_name="__main__")
        else:
            runpy.run_module("companion", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code
    except BaseException:
        sys.excepthook(*sys.exc_info())
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(int(code or 0))


if __name__ == "__main__":
    main()
