"""Build the book strictly: ``python -m companion.build``.

The steps are the plain commands a reader could type. The pages go into a fresh folder that takes the place of the last
good book only when every step has passed. It has to be fresh because Sphinx, run again after a build that warnings made
fail, does not repeat the warnings and exits with 0.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from companion.paths import ROOT

OUTPUT = ROOT / "_build"
SETUP_SECONDS = ROOT / ".venv" / ".set-up-seconds"
"""Left by ``tools/prepare.py`` when it had something to install; counted once."""

PAPER = "COMPANION_PAPER"
"""Variable that names the reader's own copy of the paper and so makes the build private."""

REPOSITORY, ADDRESS, BRANCH = "COMPANION_REPOSITORY", "COMPANION_ADDRESS", "COMPANION_LAUNCH_BRANCH"
"""Variables that only the publishing workflow sets: where the repository is, where the book will stand, and which
branch holds the notebooks that Binder and Colab can open. Without them the book has no link of that kind."""


class BuildFailed(Exception):
    """A step ended with an error; the last good book stands as it was."""


@dataclass
class Steps:
    """Runs commands one after the other and keeps their times."""

    environment: Mapping[str, str]
    seconds: dict[str, float] = field(default_factory=dict)
    """Step by its name, in the order they ran."""

    def run(self, name: str, command: Sequence[str]) -> None:
        """Run a command in the project's root, its output going straight through; raise BuildFailed if it fails."""
        print(f"── {name}", flush=True)
        started = time.monotonic()
        code = subprocess.run(command, cwd=ROOT, env=self.environment, check=False).returncode
        self.seconds[name] = time.monotonic() - started
        if code:
            raise BuildFailed(f"step '{name}' ended with {code}")

    def report(self) -> str:
        """Return e.g. ``check 1.2 s, pages 20.4 s, 21.6 s in all``."""
        parts = [f"{name} {seconds:.1f} s" for name, seconds in self.seconds.items()]
        return ", ".join([*parts, f"{sum(self.seconds.values()):.1f} s in all"])


def build(paper: str | None = None) -> tuple[Path, Steps]:
    """Build the book and return the path of its first page and the steps that led there.

    With `paper`, the path of the reader's copy, the book is the private one: it has a folder of its own.
    Raises BuildFailed, having changed nothing, when any step fails.
    """
    place = OUTPUT / "private" / "html" if paper else OUTPUT / "html"
    place.parent.mkdir(parents=True, exist_ok=True)
    restore(place)
    steps = Steps(environment(paper))
    if SETUP_SECONDS.exists():
        steps.seconds["set-up"] = float(SETUP_SECONDS.read_text())
        SETUP_SECONDS.unlink()
    companion = [sys.executable, "-m", "companion"]
    steps.run("check", [*companion, "check", "--errors"])
    steps.run("bibliography", [*companion, "bibliography", "--check"])
    if paper:
        steps.run("verify", [*companion, "verify", paper])
    steps.run("notebooks", [sys.executable, "-m", "companion.book.execution"])
    with tempfile.TemporaryDirectory(dir=place.parent, prefix="unfinished-") as folder:
        config = Path(folder) / "_config.yml"
        config.write_text(yaml.safe_dump(settings(steps.environment), allow_unicode=True), encoding="utf-8")
        strict = ["-W", "-n", "--keep-going", "--config", str(config), "--path-output", folder, "."]
        steps.run("pages", ["jupyter-book", "build", *strict])
        finished = Path(folder) / "_build" / "html"
        if not (finished / "index.html").is_file():
            raise BuildFailed("jupyter-book reported success and wrote no index.html")
        swap(finished, place)
    return place / "index.html", steps


def settings(variables: Mapping[str, str]) -> dict[str, Any]:
    """Return what ``_config.yml`` says, with the published book's addresses where the workflow has set them."""
    config: dict[str, Any] = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
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


def environment(paper: str | None) -> dict[str, str]:
    """Return the variables of the steps: those of this process, with `paper` or without any copy of the paper."""
    variables = {name: value for name, value in os.environ.items() if name != PAPER}
    # The commands of .venv must be found by name although nothing has activated it.
    variables["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), variables.get("PATH", os.defpath)])
    return variables | ({PAPER: paper} if paper else {})


def swap(finished: Path, place: Path) -> None:
    """Put the folder `finished` where `place` is; two renames, so no reader meets half a book."""
    previous = previous_of(place)
    shutil.rmtree(previous, ignore_errors=True)
    if place.exists():
        place.rename(previous)
    finished.rename(place)
    shutil.rmtree(previous, ignore_errors=True)


def restore(place: Path) -> None:
    """Bring back the last good book if an earlier run was stopped between the two renames of `swap`."""
    if not place.exists() and previous_of(place).exists():
        previous_of(place).rename(place)


def previous_of(place: Path) -> Path:
    """Return where the book that is being replaced waits."""
    return place.with_name(f".{place.name}-previous")


def main() -> int:
    """Build, and say in one line where the book is and how long each step took."""
    given = os.environ.get(PAPER)
    try:
        index, steps = build(str(Path(given).resolve()) if given else None)
    except BuildFailed as failure:
        print(f"No new book: {failure}. The last good one is as it was.", file=sys.stderr)
        return 1
    print(f"{index} is the {'private ' if given else ''}book ({steps.report()})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
