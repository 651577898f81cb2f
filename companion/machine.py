"""What the machine refuses, told as that: a full disk, a folder that cannot be written, too many open files.

Such an error may come up anywhere, and is neither a fault of the data nor a bug.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator

from companion.errors import Problem

FULL = ("the disk is full", "Free some space there and run it again.")
SHUT = (
    "may not be written or read here",
    "Give yourself the right to it, or work in a copy of the project's folder.",
)
REFUSALS = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: ("your share of the disk is used up", FULL[1]),
    errno.EFBIG: ("a file is too large for this machine", "Raise the limit (`ulimit -f`), or make it smaller."),
    errno.EROFS: ("lies where nothing can be written", "Work in a copy of the project's folder that you may write to."),
    errno.EACCES: SHUT,
    errno.EPERM: SHUT,
    errno.EMFILE: ("too many files are open", "Raise the limit (`ulimit -n`) and run it again."),
    errno.ENFILE: ("too many files are open on this machine", "Close other programs and run it again."),
    errno.ENOMEM: ("there is not enough memory", "Close other programs, or build with `--workers 1`."),
}
"""Number of an error → what is refused, and what to do."""
IN_WORDS = {"database or disk is full": errno.ENOSPC, "attempt to write a readonly database": errno.EROFS}
"""What SQLite, which keeps the executed notebooks, says in place of a number."""


def refusal(error: BaseException) -> Problem | None:
    """Return what to say of an error that the machine is the cause of, at the end of any chain; None of others."""
    for each in _chain(error):
        number = each.errno if isinstance(each, OSError) else _number(str(each))
        if number in REFUSALS:
            words, remedy = REFUSALS[number]
            name = getattr(each, "filename", None)
            return Problem("refused-by-machine", str(name or "this machine"), words, remedy)
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _number(words: str) -> int | None:
    return next((number for said, number in IN_WORDS.items() if said in words), None)
