"""A real JupyterLab over a copy of the project, and what a reader does in it."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import projects
from places import ROOT
from playwright.sync_api import Page

TOKEN = "reader"
CELLS = ".jp-Notebook .jp-CodeCell"


@dataclass
class Lab:
    """A running JupyterLab and the copy that it shows."""

    project: Path
    address: str
    said: Path
    """What it writes on its terminal."""

    def url(self, path: str) -> str:
        """Return where a file is opened, in a workspace of its own."""
        return f"{self.address}lab/workspaces/w{time.monotonic_ns()}/tree/{path}?token={TOKEN}"


@contextmanager
def running(book: Path, folder: Path, *options: str, **variables: str | None) -> Iterator[Lab]:
    """Start ``companion lab`` over a copy of the project in ``folder``, and end it."""
    project = folder / "project"
    projects.copied(project)
    shutil.copy(ROOT / "jupytext.toml", project)
    (project / "_build" / "html").mkdir(parents=True)
    shutil.copytree(book / "_notebooks", project / "_build" / "html" / "_notebooks")
    said = folder / "said.txt"
    words = [f"--IdentityProvider.token={TOKEN}", "--no-browser", *options]
    with said.open("w") as stream:
        process = subprocess.Popen(
            projects.command("lab", *words), cwd=project, env=projects.environment(project, **variables),
            stdout=stream, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        yield Lab(project, _address(said, process), said)
    finally:
        process.terminate()
        process.wait(timeout=60)


def _address(said: Path, process: subprocess.Popen[bytes]) -> str:
    """Return the address that JupyterLab names once it answers."""
    for _ in range(240):
        text = said.read_text(encoding="utf-8")
        assert process.poll() is None, text[-2000:]
        if found := re.search(r"(http://(?:localhost|127\.0\.0\.1):\d+/)lab", text):
            try:
                urlopen(f"{found[1]}api", timeout=5).close()
                return found[1]
            except (URLError, OSError):
                pass
        time.sleep(0.5)
    raise AssertionError(said.read_text(encoding="utf-8")[-2000:])


@contextmanager
def busy_port() -> Iterator[int]:
    """Hold a port that another program would have."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def opened(page: Page, lab: Lab, chapter: str) -> None:
    """Open a chapter as one click does, and wait for its kernel."""
    page.goto(lab.url(f"notebooks/{chapter}.md"))
    page.wait_for_selector(".jp-Notebook .jp-MarkdownOutput h1", timeout=120_000)
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached", timeout=120_000)


def run_all(page: Page) -> None:
    """Run every cell of the notebook in view and wait for the last."""
    page.evaluate("document.querySelectorAll('.jp-InputPrompt').forEach((p) => p.dataset.old = p.textContent)")
    page.click(".lm-MenuBar-itemLabel:text-is('Run')")
    page.click(".lm-Menu-itemLabel:text-is('Run All Cells')")
    finished(page)


def finished(page: Page) -> None:
    """Wait until no cell waits or runs."""
    page.wait_for_function(
        """() => {
            const prompts = [...document.querySelectorAll(".jp-Notebook .jp-CodeCell .jp-InputPrompt")];
            return prompts.length && prompts.every((p) => /\\d/.test(p.textContent) && p.textContent !== p.dataset.old);
        }""",
        timeout=180_000,
    )


def errors(page: Page) -> list[str]:
    """Return what cells ended with in an error."""
    return page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").all_inner_texts()
