"""Where the finished book stands: one build at a time, and the last good book until there is a better one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

UNFINISHED = "unfinished-"
"""Begins the names of folders that books are built in."""


@contextmanager
def alone(folder: Path, tell: Callable[[str], None]) -> Iterator[None]:
    """Keep ``folder`` to this process; where another one builds in it, say so once and wait for its end."""
    folder.mkdir(parents=True, exist_ok=True)
    lock, holder = FileLock(folder / ".lock"), folder / ".builder"
    try:
        lock.acquire(timeout=0)
    except Timeout:
        other = holder.read_text() if holder.exists() else "unknown"
        tell(f"another build (process {other}) is at work here: waiting for it. Ctrl-C gives up; kill {other} ends it.")
        lock.acquire()
    try:
        holder.write_text(str(os.getpid()))
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def swap(finished: Path, place: Path) -> None:
    """Put the folder `finished` where `place` is; two renames, so no reader meets half a book."""
    previous = previous_of(place)
    shutil.rmtree(previous, ignore_errors=True)
    try:
        if place.exists():
            place.rename(previous)
        finished.rename(place)
    except BaseException:
        _bring_back(place)
        raise
    shutil.rmtree(previous, ignore_errors=True)


def restore(place: Path, tell: Callable[[str], None]) -> None:
    """Bring back the last good book if a run was killed in `swap`, drop what it left unfinished, and say so."""
    unfinished = list(place.parent.glob(f"{UNFINISHED}*"))
    if _bring_back(place):
        tell("an earlier build was cut off while it replaced the book: the last good one is back")
    elif unfinished:
        tell("an earlier build was cut off: the last good book is as it was, and what was unfinished is gone")
    for folder in [*unfinished, previous_of(place)]:
        shutil.rmtree(folder, ignore_errors=True)


def _bring_back(place: Path) -> bool:
    """Put the last good book back where nothing stands in its place; tell whether it had to be."""
    waits = not place.exists() and previous_of(place).exists()
    if waits:
        previous_of(place).rename(place)
    return waits


def previous_of(place: Path) -> Path:
    """Return where the book that is being replaced waits."""
    return place.with_name(f".{place.name}-previous")
