"""Being stopped from outside, which no library may swallow: Ctrl-C, a closed terminal, `kill`.

Sphinx takes an interruption for the end of its work and says that all went well.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_ASKED = threading.Event()


@contextmanager
def stoppable() -> Iterator[None]:
    """Have each of these signals end what runs with KeyboardInterrupt, so that nothing is left behind, and note it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), _stop) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
        _ASKED.clear()


def check() -> None:
    """Raise KeyboardInterrupt if one was asked for, whatever has become of it since."""
    if _ASKED.is_set():
        raise KeyboardInterrupt


def _stop(number: int, frame: Any) -> None:
    _ASKED.set()
    raise KeyboardInterrupt
