"""Runs one of the companion's commands and stops it, as from outside, where a test wants it.

`python stopping.py SIGNAL POINT build` is `companion build` that gets SIGNAL at POINT, or an error of the machine's in
place of a signal. The points are calls in the program; each is a moment between two changes on the disk.
"""

from __future__ import annotations

import errno
import importlib
import os
import signal
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

POINTS = {
    "check": ("companion.commands", "check", "before"),
    "notebooks": ("companion.build.execution", "keep", "before"),
    "a notebook noted and not yet written": ("pathlib", "Path.write_text", "base.ipynb"),
    "pages read": ("sphinx.environment", "BuildEnvironment.doc2path", "before"),
    "pages written": ("sphinx.builders.html", "StandaloneHTMLBuilder.write_doc", "after"),
    "swap": ("companion.build.place", "swap", "before"),
    "between the renames": ("pathlib", "Path.rename", "unfinished-"),
    "after the swap": ("companion.build.state", "note", "before"),
    "between writing and putting in place": ("pathlib", "Path.replace", "references.bib"),
}
"""Point → module, name in it, and whether to stop before or after the first call, or at one with this in its path."""
ERRORS = {"ENOSPC": errno.ENOSPC, "EROFS": errno.EROFS}


def stop(what: str) -> None:
    """Send this process a signal, or raise an error of the machine's."""
    if what in ERRORS:
        raise OSError(ERRORS[what], os.strerror(ERRORS[what]), "a file")
    os.kill(os.getpid(), getattr(signal, what))


def stopping(call: Callable[..., Any], when: str, what: str) -> Callable[..., Any]:
    """Return a function that stops once, at one of its calls."""
    done: list[int] = []

    @wraps(call)
    def stopped(*given: Any, **named: Any) -> Any:
        here = when in ("before", "after") or any(when in str(value) for value in given)
        if done or not here:
            return call(*given, **named)
        done.append(1)
        if when != "after":
            stop(what)
        result = call(*given, **named)
        if when == "after":
            stop(what)
        return result

    return stopped


def main(what: str, point: str, words: list[str]) -> int:
    """Run the command with one of its calls replaced."""
    module, name, when = POINTS[point]
    place: Any = importlib.import_module(module)
    *outer, inner = name.split(".")
    for part in outer:
        place = getattr(place, part)
    setattr(place, inner, stopping(getattr(place, inner), when, what))
    from companion.cli import main as companion

    return companion(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
