"""Find a browser for the tests, or get one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

HEADLESS = "chromium-headless-shell"
"""Chromium without windows, which takes two thirds of the time."""
NAMES = [HEADLESS, "google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome"]
PLACES = [
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
]


class NoBrowser(Exception):
    """No Chrome or Chromium is installed and none could be had."""


@cache
def executable() -> str:
    """Return the path of a Chrome or Chromium: an installed one, else Playwright's, else Debian's package when root.

    ``CHROME_PATH`` names one outright. Raises NoBrowser with one line that says what was tried.
    """
    for find in (installed, from_playwright, from_debian):
        path = find()
        if path:
            return path
    raise NoBrowser(
        "No browser: no Chrome or Chromium is installed, Playwright could not fetch one, and Debian's package could"
        " not be installed (that needs root). Install Chromium, or set CHROME_PATH to a Chrome."
    )


def arguments() -> list[str]:
    """Return the command line switches for a quiet browser that calls nobody on its own account."""
    switches = [
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--no-first-run",
    ]
    # Chromium refuses its sandbox to root.
    return [*switches, "--no-sandbox"] if is_root() else switches


def installed() -> str | None:
    """Return the browser that ``CHROME_PATH`` names or this machine has."""
    given = os.environ.get("CHROME_PATH")
    if given:
        return given
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or next((str(place) for place in PLACES if place.exists()), None)


def from_playwright() -> str | None:
    """Return Playwright's own Chromium, fetching it if it is not there yet."""
    path = playwright_path()
    if not path.exists() and succeeds([sys.executable, "-m", "playwright", "install", "chromium"]):
        path = playwright_path()
    return str(path) if path.exists() else None


def playwright_path() -> Path:
    """Return where Playwright keeps, or would keep, its Chromium.

    Asked in a process of its own, because the caller may already run Playwright's event loop.
    """
    ask = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    answer = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True, timeout=60)
    return Path(answer.stdout.strip())


def from_debian() -> str | None:
    """Install a Chromium of Debian's where this process may, and return its path."""
    apt = shutil.which("apt-get")
    if apt is None or not is_root():
        return None
    succeeds([apt, "update"])
    for package in (HEADLESS, "chromium"):
        if succeeds([apt, "install", "--yes", "--no-install-recommends", package]):
            break
    return installed()


def is_root() -> bool:
    """Tell whether this process is root's; where the question means nothing, it is not."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def succeeds(command: list[str]) -> bool:
    """Run a command that may take minutes, showing nothing of it unless it fails."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, capture_output=True, text=True, env=quiet, timeout=900, check=False)
    except subprocess.TimeoutExpired:
        return False
    if done.returncode:
        sys.stderr.write(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-500:]}\n")
    return done.returncode == 0
