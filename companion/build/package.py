"""The whole book as one file: ``companion zip``. It opens from a folder; the same book gives the same bytes."""

from __future__ import annotations

import stat
import zipfile
from html import escape
from pathlib import Path

BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The earliest time that an archive can tell: none of its files has the time at which it was packed."""
START = "START-HERE.html"
FORWARD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta http-equiv="refresh" content="0; url=book/index.html">
</head><body><p><a href="book/index.html">{title}</a></p></body></html>
"""


def pack(html: Path, target: Path, title: str) -> Path:
    """Write the built book in ``html``, and a page that opens it, into the archive ``target``; return that."""
    target.parent.mkdir(parents=True, exist_ok=True)
    top = target.stem
    unfinished = target.with_suffix(".part")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        _add(archive, f"{top}/{START}", FORWARD.format(title=escape(title)).encode())
        for path in sorted(path for path in html.rglob("*") if path.is_file()):
            _add(archive, f"{top}/book/{path.relative_to(html).as_posix()}", path.read_bytes())
    return unfinished.replace(target)


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, BEGINNING)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # as on Unix, wherever it is packed
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    archive.writestr(entry, content)
