"""Addresses that a reader may follow: what one must look like before it is written into a page or a file."""

from __future__ import annotations

import re

SCHEMES = ("http", "https", "mailto", "doi")
"""Every other scheme can run something (``javascript:``), carry a page in itself (``data:``) or leads nowhere."""
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.I)
_HOST = re.compile(r"https?://(?:[\w-]+\.)+[\w-]+\.?(?::\d{1,5})?(?:[/?#]|$)", re.I)
_UNSAFE = re.compile(r"[\s<>\"\\^`{|}]")


def fault(address: str) -> str | None:
    """Return what is wrong with an address, None if nothing is.

    >>> fault("https://example.org/a_(b)")
    >>> fault("javascript:alert(1)")
    "has the scheme 'javascript'"
    >>> fault("https://example")
    'names no host'
    """
    scheme = _SCHEME.match(address)
    if scheme is None:
        return "has no scheme"
    if scheme[1].lower() not in SCHEMES:
        return f"has the scheme {scheme[1]!r}"
    if odd := _UNSAFE.search(address):
        return f"has the character {odd[0]!r}"
    if scheme[1].lower() in ("http", "https") and not _HOST.match(address):
        return "names no host"
    return None


def hidden(text: str) -> str | None:
    """Return the first thing in a cell of text that a browser would take for an address and may not follow.

    >>> hidden("Said: the data: none")
    >>> hidden("see JavaScript:alert(1)")
    'JavaScript:'
    """
    found = re.search(r"\b(?:javascript|vbscript|data|file|blob):(?=\S)", text, re.I)
    return found and found[0]
