"""Have Jupyter Book make the pages, in this process, with every warning as an error."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, TextIO

import yaml

from companion import machine
from companion.build import stopping
from companion.build.progress import Progress
from companion.build.state import ADDRESS, BRANCH, REPOSITORY

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_STEP = re.compile(r"(reading sources|writing output)\.\.\. \[ *(\d+)%\] (\S+)")


class PagesFailed(Exception):
    """Jupyter Book made no book; what it said of that has been shown."""


NEEDED = 1
"""The generation of Jupyter Book that reads this book's files."""


def check_builder(found: str) -> None:
    """Raise PagesFailed unless Jupyter Book is of the generation that reads ``_config.yml`` and ``_toc.yml``.

    The next one reads neither: it ends without an error and leaves an empty book.
    """
    if int(found.partition(".")[0]) != NEEDED:
        raise PagesFailed(
            f"jupyter-book {found} is installed, which reads neither _config.yml nor _toc.yml and would make an empty"
            f" book. This one needs {NEEDED}.x, which `make book` installs; CONTRIBUTING.md says why."
        )


def make(root: Path, folder: Path, variables: Mapping[str, str], progress: Progress) -> Path:
    """Make the pages of a project below ``folder`` and return theirs; PagesFailed if there was an error or a warning.

    ``variables`` are those of the environment, of which the publishing workflow has set some.
    """
    # Imported when it is time for the pages: the other steps do without.
    from jupyter_book.cli.main import main as jupyter_book

    config = folder / "_config.yml"
    config.write_text(yaml.safe_dump(settings(root, variables), allow_unicode=True), encoding="utf-8")
    strict = ["-W", "-n", "--keep-going", "--config", str(config), "--path-output", str(folder), str(root)]
    said = Said(progress)
    try:
        with redirect_stdout(said), redirect_stderr(Shown(progress, sys.stderr)):
            jupyter_book(["build", *strict], standalone_mode=False)
    except (Exception, SystemExit) as error:
        stopping.check()
        if any(isinstance(given, KeyboardInterrupt) for given in error.args):
            raise KeyboardInterrupt from error  # Jupyter Book leaves with it
        if machine.refusal(error):
            raise  # told at the end, as of any step
        # Whatever Sphinx, an extension or Jupyter Book's own reading of its files stopped at; some of it by leaving.
        raise PagesFailed(said.last_words(error)) from error
    stopping.check()
    pages = folder / "_build" / "html"
    if not (pages / "index.html").is_file():
        raise PagesFailed("jupyter-book reported success and wrote no index.html")
    return pages


def settings(root: Path, variables: Mapping[str, str]) -> dict[str, Any]:
    """Return what ``_config.yml`` says, with the published book's addresses where the workflow has set them."""
    config: dict[str, Any] = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    html = config.setdefault("html", {})
    if variables.get(ADDRESS):
        html["baseurl"] = variables[ADDRESS]
    if variables.get(REPOSITORY):
        html |= {"use_repository_button": True, "use_issues_button": True}
        config["repository"] = {"url": variables[REPOSITORY], "branch": variables.get(BRANCH, "main")}
        config["launch_buttons"] = {
            "notebook_interface": "jupyterlab",
            "binderhub_url": "https://mybinder.org",
            "colab_url": "https://colab.research.google.com",
        }
    return config


class Said(io.TextIOBase):
    """Takes what Sphinx says on standard output and passes on how far it is."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._line = ""
        self._lines: list[str] = []

    def write(self, text: str) -> int:
        """Take some text, in lines or in parts of them."""
        *whole, self._line = re.split(r"[\r\n]", self._line + text)
        for line in (_COLOURS.sub("", line).strip() for line in whole):
            if found := _STEP.match(line):
                self._progress.at(f"pages {found[2]}%: {found[1].split()[0]} {found[3]}")
            if line:
                self._lines.append(line)
        return len(text)

    def last_words(self, error: BaseException) -> str:
        """Return why there is no book: the error, or that there were warnings."""
        finished = any("finished with problems" in line for line in self._lines)
        return "every warning above counts as an error" if finished else " ".join(str(error).split()) or repr(error)


class Shown(io.TextIOBase):
    """Shows warnings as they come, each on a line of its own, in colour on a terminal alone."""

    def __init__(self, progress: Progress, stream: TextIO) -> None:
        self._progress, self._stream = progress, stream

    def write(self, text: str) -> int:
        """Write some text where the moving line was."""
        self._progress.clear()
        self._stream.write(text if self._stream.isatty() else _COLOURS.sub("", text))
        self._stream.flush()
        return len(text)
