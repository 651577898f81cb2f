"""Build the book strictly, step by step: ``companion build``.

The pages go into a fresh folder that takes the place of the last good book only when every step has passed. It has to
be fresh because Sphinx, run again after a build that warnings made fail, does not repeat the warnings and exits with 0.
"""

from __future__ import annotations

import gc
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from companion import cli, commands, digests
from companion.build import place, state, stopping
from companion.build.progress import Progress

SETUP_SECONDS = ".venv/.set-up-seconds"
"""Left by ``tools/prepare.py`` when it had something to install; counted once."""


class BuildFailed(Exception):
    """A step ended with an error; the last good book stands as it was."""


class BuildStopped(Exception):
    """A step was stopped from outside, and has said so."""


@dataclass
class Steps:
    """Runs steps one after the other and keeps their times."""

    progress: Progress
    seconds: dict[str, float] = field(default_factory=dict)
    """Step by its name, in the order they ran."""

    def run(self, name: str, step: Callable[[], int]) -> None:
        """Run a step that returns an exit code, having said what is wrong; raise BuildFailed if it is not 0."""
        self.progress.at(name)
        started = time.monotonic()
        code = step()
        self.progress.clear()
        self.seconds[name] = time.monotonic() - started
        if code == commands.STOPPED:
            raise BuildStopped(name)
        stopping.check()
        if code:
            raise BuildFailed(f"step '{name}' ended with {code}")

    def report(self) -> str:
        """Return e.g. ``check 1.2 s, pages 20.4 s, 21.6 s in all``."""
        parts = [f"{name} {seconds:.1f} s" for name, seconds in self.seconds.items()]
        return ", ".join([*parts, f"{sum(self.seconds.values()):.1f} s in all"])


@dataclass(frozen=True)
class Options:
    """What is built, and how a build goes about it; how changes no byte of the book."""

    root: Path
    """The project's folder."""
    paper: str | None = None
    """The reader's own copy of the paper: the book is then the private one, in a folder of its own."""
    workers: int | None = None
    """Notebooks at a time; by default as many as there are processors."""
    forked: bool = True
    """Fork the kernels where this system can."""


def build(options: Options, progress: Progress) -> str:
    """Build the book unless it is up to date; return the closing line, which says where it is.

    Raises BuildFailed, having changed nothing, when any step fails.
    """
    html = state.place_of(options.root, private=bool(options.paper))
    with place.alone(html.parent, progress.say), _variables(options.paper):
        place.restore(html, progress.say)
        steps = Steps(progress)
        if (set_up := options.root / SETUP_SECONDS).exists():
            steps.seconds["set-up"] = float(set_up.read_text())
            set_up.unlink()
        # Taken before anything is read: what is saved while the build runs will be seen as changed.
        present = state.present(options.root, options.paper)
        if state.made_from(html, present):
            return f"{html / 'index.html'} is up to date: nothing has changed since it was built"
        _steps(options, steps, html, present)
    kind = "private book" if options.paper else "book"
    return f"{html / 'index.html'} is the {kind} ({steps.report()})"


def _steps(options: Options, steps: Steps, html: Path, present: str) -> None:
    # A build makes millions of small objects and ends: looking among them for garbage takes a third of its time.
    gc.disable()
    _check_builder()
    if options.forked and not digests.cache_folder(options.root, bool(options.paper)).exists():
        from companion.build import kernels

        kernels.prepare()  # it loads its libraries while the data are checked
    root = ["--root", str(options.root)]
    steps.run("check", lambda: cli.main([*root, "check", "--errors"]))
    steps.run("bibliography", lambda: cli.main([*root, "bibliography", "--check"]))
    if options.paper:
        copy = options.paper
        steps.run("verify", lambda: cli.main([*root, "verify", copy]))
    steps.run("notebooks", lambda: _notebooks(options, steps.progress))
    with tempfile.TemporaryDirectory(dir=html.parent, prefix=place.UNFINISHED) as folder:
        steps.run("pages", lambda: _pages(options.root, Path(folder), html, steps.progress))
    state.note(html, present)
    gc.freeze()  # nor are they looked through at the end


def _check_builder() -> None:
    """Raise BuildFailed before anything has run if the installed Jupyter Book cannot make this book."""
    from companion.build import pages

    try:
        pages.check_builder(version("jupyter-book"))
    except pages.PagesFailed as failure:
        raise BuildFailed(str(failure)) from failure


def _notebooks(options: Options, progress: Progress) -> int:
    from companion.build import execution  # Jupyter's client is not needed when nothing has changed

    return cli.tell(execution.execute_missing(options.root, progress, options.workers, options.forked))


def _pages(root: Path, folder: Path, html: Path, progress: Progress) -> int:
    from companion.build import pages

    try:
        finished = pages.make(root, folder, os.environ, progress)
    except pages.PagesFailed as failure:
        progress.say(str(failure))
        return 1
    state.forget(html)
    place.swap(finished, html)
    return 0


@contextmanager
def _variables(paper: str | None) -> Iterator[None]:
    """Have the environment name the reader's copy, or none, while the steps run."""
    given = os.environ.pop(state.PAPER, None)
    if paper:
        os.environ[state.PAPER] = paper
    try:
        yield
    finally:
        os.environ.pop(state.PAPER, None)
        if given is not None:
            os.environ[state.PAPER] = given
