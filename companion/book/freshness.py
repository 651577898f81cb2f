"""What a page depends on besides itself: the package, the data, and the installed libraries.

Sphinx and jupyter-cache see only a page's own text and cells. A figure drawn from an older coding would be a wrong
figure, so both are keyed by a digest of everything that can change a figure.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from companion import digests
from companion.book import private

KEPT = 2
"""Caches of this many states stay: the present one and the one before, for a change that is undone."""


def configure(app: Sphinx, config: Config) -> None:
    """Name the execution cache by the digest, unless a folder was chosen, and drop the caches of old states."""
    if config.nb_execution_cache_path:
        return
    folder = digests.cache_folder(Path(app.srcdir), private.is_private())
    folder.mkdir(parents=True, exist_ok=True)
    folder.touch()
    config.nb_execution_cache_path = str(folder)
    states = sorted(folder.parent.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in states[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def setup(app: Sphinx) -> None:
    """Register the state as options of the environment: when they change, Sphinx reads every page again."""
    app.add_config_value("companion_state", digests.pages(Path(app.srcdir)), "env")
    app.add_config_value("companion_private", private.is_private(), "env")
    app.connect("config-inited", configure)
    app.connect("builder-inited", private.guard)
