"""Programs the project does not install for its readers, and judges of its output that only the tests need."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

NODE_MODULES = Path(__file__).parent / "node_modules"


def program(name: str) -> str:
    """Return the path of a program that runs; where there is none, skip the test, or fail it under ``CI=true``."""
    path = shutil.which(name) or missing(f"the program {name} is not installed")
    if wrong := fault(path):
        missing(f"the program {name} is installed and does not run ({wrong})")
    return path


@cache
def fault(path: str) -> str:
    """Return why a program cannot say its version, which one that is half installed cannot; empty where it can."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, text=True, errors="replace", timeout=60)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(getattr(error, "strerror", None) or "it does not answer")
    said = (done.stderr + done.stdout).strip().splitlines()
    return "" if done.returncode == 0 else (said[0] if said else f"it ends with {done.returncode}")


def tex_file(name: str) -> None:
    """Skip the test, as `program` does, where a file of TeX is missing: some systems part BibTeX from its styles."""
    if not subprocess.run([program("kpsewhich"), name], capture_output=True, text=True, check=False).stdout.strip():
        missing(f"TeX's {name} is not installed, which the program bibtex needs")


def node_package(name: str) -> Path:
    """Return the folder of a package of ``tests/package.json``; where it is missing, skip as `program` does."""
    folder = NODE_MODULES / name
    return (
        folder if folder.is_dir() else missing(f"Node's package {name} is not installed (make test does it with npm)")
    )


def paper() -> Path:
    """Return the reader's own copy of the paper that ``COMPANION_PAPER`` names; without one, skip the test.

    A skip even under ``CI=true``: a machine can be given every program, but a public one must not hold the text.
    """
    given = os.environ.get("COMPANION_PAPER")
    if not given:
        pytest.skip("COMPANION_PAPER names no copy of the paper")
    return Path(given).resolve()


def missing(what: str) -> NoReturn:
    """Skip the running test and say why; a skip on the machine that decides (``CI=true``) would prove nothing."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(f"{what}, and with CI=true nothing may be skipped", pytrace=False)
    pytest.skip(what)
