"""Find a browser for the tests, or get one."""

from __future__ import annotations

import os
import re
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


OLDEST = 120
"""The first version with everything that the book's styles ask for; what an older one shows is no fault of the book."""


class NoBrowser(Exception):
    """No Chrome or Chromium that will do is installed and none could be had."""


@cache
def executable() -> str:
    """Return the path of a Chrome or Chromium: an installed one, else Playwright's, else Debian's package when root.

    ``CHROME_PATH`` names one outright. Raises NoBrowser with one line that says what was tried.
    """
    given = os.environ.get("CHROME_PATH")
    if given and (wrong := fault(given)):
        raise NoBrowser(f"No browser: CHROME_PATH names {given}, which {wrong}. Name another, or none.")
    for find in (installed, from_playwright, from_debian):
        path = find()
        if path:
            return path
    unfit = "".join(f" {path} {wrong}." for path in candidates() if (wrong := fault(path)))
    raise NoBrowser(
        "No browser: no Chrome or Chromium that will do is installed, Playwright could not fetch one, and Debian's"
        f" package could not be installed (that needs root).{unfit} Install Chromium, or set CHROME_PATH to a Chrome."
    )


def fault(path: str) -> str:
    """Return what keeps a browser from being used, as the end of a sentence; empty where nothing does."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, text=True, errors="replace", timeout=60)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"does not start ({getattr(error, 'strerror', None) or 'no answer'})"
    version = re.search(r"(\d+)(?:\.\d+){2,3}", done.stdout)
    if done.returncode or not version:
        said = (done.stderr or done.stdout).strip().splitlines()
        return f"does not start ({said[0] if said else f'it ends with {done.returncode}'})"
    return f"is of version {version[1]}, and {OLDEST} or newer is needed" if int(version[1]) < OLDEST else ""


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
    """Return the browser that ``CHROME_PATH`` names or this machine has, of those that will do."""
    return next((path for path in candidates() if not fault(path)), None)


def candidates() -> list[str]:
    """Return the browsers that ``CHROME_PATH`` names or this machine has, the best first."""
    given = os.environ.get("CHROME_PATH")
    found = [*filter(None, map(shutil.which, NAMES)), *(str(place) for place in PLACES if place.exists())]
    return [given] if given else found


def from_playwright() -> str | None:
    """Return Playwright's own Chromium, fetching it if it is not there yet."""
    path = playwright_path()
    if not path.exists() and succeeds([sys.executable, "-m", "playwright", "install", "chromium"]):
        path = playwright_path()
    return str(path) if path.exists() and not fault(str(path)) else None


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
