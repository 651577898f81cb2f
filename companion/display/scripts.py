"""Scripts that belong to something shown: files beside the pages of the book, part of the element outside it.

A page of the book runs no script that stands in its text (``companion.book.theme.policy``).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from companion.html import tag

ADDRESS = "companion-script:"
"""Scheme of the addresses that the book turns into those of its own files."""


def beside(files: Iterable[Path]) -> str:
    """Return what asks for scripts in the book.

    >>> beside([Path("static/maps.js")])
    '<script defer src="companion-script:maps.js"></script>'
    """
    return "".join(tag("script", defer=True, src=f"{ADDRESS}{file.name}") for file in files)


def within(files: Iterable[Path]) -> str:
    """Return the scripts themselves, for JupyterLab and nbconvert."""
    return "".join(tag("script", file.read_text(encoding="utf-8")) for file in files)
