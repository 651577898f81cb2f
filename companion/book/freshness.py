"""What a page depends on besides itself: the package and the data.

Sphinx and jupyter-cache see only a page's own text and cells. A figure drawn from an older coding would be a wrong
figure, so both are keyed by a digest of everything that can change a figure.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from companion import paths
from companion.book import private

WATCHED = ("companion", "data", "references.bib", "book/sources.bib")
"""Below the project's root."""
IGNORED = ("__pycache__", ".egg-info")
KEPT = 2
"""Caches of this many states stay: the present one and the one before, for a change that is undone."""


def digest(root: Path = paths.ROOT) -> str:
    """Return 16 hexadecimal digits that change with any watched file's name or content."""
    total = hashlib.sha256()
    for name in WATCHED:
        top = root / name
        for file in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if file.is_file() and not any(part in str(file) for part in IGNORED):
                total.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()[:16]


def cache_folder(key: str) -> Path:
    """Return where executed notebooks of this state are kept; a private build has a place of its own."""
    base = paths.ROOT / "_build"
    return (base / private.FOLDER if private.is_private() else base) / ".jupyter_cache" / key


def configure(app: Sphinx, config: Config) -> None:
    """Name the execution cache by the digest, unless a folder was chosen, and drop the caches of old states."""
    if config.nb_execution_cache_path:
        return
    folder = cache_folder(config.companion_state)
    folder.mkdir(parents=True, exist_ok=True)
    folder.touch()
    config.nb_execution_cache_path = str(folder)
    states = sorted(folder.parent.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in states[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def setup(app: Sphinx) -> None:
    """Register the state as options of the environment: when they change, Sphinx reads every page again."""
    app.add_config_value("companion_state", digest(), "env")
    app.add_config_value("companion_private", private.is_private(), "env")
    app.connect("config-inited", configure)
    app.connect("builder-inited", private.guard)
