"""Programs the project does not install for its readers, and judges of its output that only the tests need."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

NODE_MODULES = Path(__file__).parent / "node_modules"


def program(name: str) -> str:
    """Return the path of an installed program; where it is missing, skip the test, or fail it under ``CI=true``."""
    return shutil.which(name) or missing(f"the program {name} is not installed")


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
