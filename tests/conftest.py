"""The built book, a browser, and the rule that on the machine that decides nothing is skipped."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import browser as found
import projects
import pytest
from places import ROOT
from playwright.sync_api import Browser, Page, Route, sync_playwright

ALLOWED_SKIP = "COMPANION_PAPER names no copy"
"""The one skip that even the deciding machine may show: a public one must not hold the text."""


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Turn a skip into a failure where ``CI=true``: a test that did not run has shown nothing."""
    outcome = yield
    report = outcome.get_result()
    skipped = report.skipped and not hasattr(report, "wasxfail")
    if skipped and os.environ.get("CI", "").lower() == "true" and ALLOWED_SKIP not in str(report.longrepr):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"skipped where CI=true allows no skip: {reason}"


HEAVY = {"book", "chrome"}
"""Fixtures that build the book or start a browser; ``make quick`` leaves out the tests that ask for one."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what builds a book or opens a browser as ``book``."""
    for item in items:
        if HEAVY.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.book)


@pytest.fixture(scope="session")
def book() -> Path:
    """Return the folder of the public book, built strictly once a run; ``COMPANION_BOOK`` names one built before."""
    given = os.environ.get("COMPANION_BOOK")
    if given:
        return Path(given).resolve()
    public = {name: value for name, value in os.environ.items() if name != "COMPANION_PAPER"}
    command = [sys.executable, "-m", "companion", "build"]
    done = subprocess.run(command, cwd=ROOT, env=public, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(f"the book does not build:\n{done.stderr}", pytrace=False)
    return ROOT / "_build" / "html"


@pytest.fixture(scope="session")
def pages(book: Path) -> list[Path]:
    """Return every page of the book, sorted."""
    found_pages = sorted(path for path in book.rglob("*.html") if "_static" not in path.parts)
    assert len(found_pages) > 10, "the book has hardly a page"
    return found_pages


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """Return a Chrome or Chromium, or fail with one line that says how to get one."""
    try:
        path = found.executable()
    except found.NoBrowser as none:
        pytest.fail(str(none), pytrace=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=found.arguments())
        yield started
        started.close()


BROKEN = """addEventListener("securitypolicyviolation", event => console.error(
    `policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`.trim()))"""
"""Has every breach of a page's policy told in words that do not differ from browser to browser."""


@dataclass
class Visit:
    """An open page and what it did that it should not have."""

    page: Page
    foreign: list[str] = field(default_factory=list)
    """Addresses on other hosts that it asked for; none was answered."""
    errors: list[str] = field(default_factory=list)
    """Console errors, uncaught exceptions and breaches of the page's policy."""
    missing: list[str] = field(default_factory=list)
    """Local files that it asked for in vain."""

    def go(self, path: Path) -> None:
        """Open another page in the same tab, with nothing held against it yet."""
        for held in (self.foreign, self.errors, self.missing):
            held.clear()
        self.page.goto(path.as_uri())


@pytest.fixture
def visit(chrome: Browser) -> Iterator[Callable[..., Visit]]:
    """Open pages from ``file://`` with every other host blocked; options are those of a browser context."""
    contexts = []

    def open_page(path: Path, anchor: str = "", **options: object) -> Visit:
        context = chrome.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})  # type: ignore[arg-type]
        contexts.append(context)
        visited = Visit(context.new_page())

        def answer(route: Route) -> None:
            if route.request.url.startswith(("file:", "data:", "blob:")):
                route.continue_()
            else:
                visited.foreign.append(route.request.url)
                route.abort()

        context.route("**/*", answer)
        context.add_init_script(BROKEN)
        page = visited.page
        page.on("console", lambda said: visited.errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: visited.errors.append(str(error)))
        page.on("requestfailed", lambda request: visited.missing.append(request.url))
        page.goto(path.as_uri() + anchor)
        return visited

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def tour(visit: Callable[..., Visit]) -> Callable[..., Iterator[tuple[Path, Visit]]]:
    """Open pages one after the other in one tab, which takes half the time that a tab for each would."""

    def through(paths: list[Path], **options: object) -> Iterator[tuple[Path, Visit]]:
        visited = None
        for path in paths:
            if visited is None:
                visited = visit(path, **options)
            else:
                visited.go(path)
            yield path, visited

    return through


@pytest.fixture(scope="session")
def builder() -> Iterator[projects.Builder]:
    """Return what builds copies of the project quickly."""
    with projects.Builder() as started:
        yield started
