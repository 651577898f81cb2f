"""How far a long step is: in a terminal one line that moves, elsewhere plain lines."""

from __future__ import annotations

import shutil
import sys
from typing import TextIO

BACK, CLEAR = "\r", "\x1b[2K"
"""To the start of the terminal's line; wipe it."""


class Progress:
    """Tells of one run; ``moving`` (by default: whether the stream is a terminal) chooses the form."""

    def __init__(self, stream: TextIO | None = None, moving: bool | None = None) -> None:
        self.stream = stream or sys.stdout
        self.moving = self.stream.isatty() if moving is None else moving
        self._shown = False

    def at(self, text: str) -> None:
        """Show where the step is; the next call takes its place where the line can move."""
        if self.moving:
            width = shutil.get_terminal_size().columns - 1
            self.stream.write(f"{BACK}{CLEAR}{text[:width]}")
            self._shown = True
        else:
            self.stream.write(f"{text}\n")
        self.stream.flush()

    def say(self, text: str) -> None:
        """Write a line that stays."""
        self.clear()
        self.stream.write(f"{text}\n")
        self.stream.flush()

    def clear(self) -> None:
        """Take the moving line away, so that something else can be written where it was."""
        if self._shown:
            self.stream.write(f"{BACK}{CLEAR}")
            self.stream.flush()
            self._shown = False
