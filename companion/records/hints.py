"""What was probably meant: the one place that says so."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from companion.errors import NotFound, Problem


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


def not_found(what: str, value: str, names: Iterable[str]) -> NotFound:
    """Return the error for a name that nothing of a kind has, with the names that are nearest to it.

    >>> print(not_found("statement", "RES-7z", ["RES-7a", "RES-7b", "INT-1"]))
    notebook cell: error: no statement is called so (value: 'RES-7z')
        remedy: Did you mean RES-7b, RES-7a? [not-found]
    """
    near = difflib.get_close_matches(value, list(names), n=3)
    remedy = f"Did you mean {', '.join(near)}?" if near else f"Give the identifier of a {what}."
    return NotFound([Problem("not-found", "notebook cell", f"no {what} is called so", remedy, value=value)])


def closest(value: str, names: Iterable[str]) -> str | None:
    """Return the name that a misspelt value is nearest to, or None if it is near to none."""
    return next(iter(difflib.get_close_matches(value, list(names), n=1)), None)
