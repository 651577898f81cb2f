"""What was probably meant: the one place that says so."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def did_you_mean(value: str, allowed: Iterable[str]) -> str:
    """Say what the allowed values are, nearest first.

    >>> did_you_mean("auhtor", ["author", "reported"])
    "Did you mean 'author'? Allowed: author, reported."
    """
    names = list(dict.fromkeys(str(name) for name in allowed))
    return f"{nearest(value, names)}Allowed: {', '.join(names) if names else 'none'}."


def nearest(value: str, names: Iterable[str]) -> str:
    """Ask whether the nearest of the names was meant; empty if none is near."""
    near = closest(value, names)
    return f"Did you mean {near!r}? " if near else ""


def closest(value: str, names: Iterable[str]) -> str | None:
    """Return the name that a misspelt value is nearest to, or None if it is near to none."""
    return next(iter(difflib.get_close_matches(value, list(names), n=1)), None)
