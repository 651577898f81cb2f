"""What the pages are made from, looked at before a notebook runs: contents, settings and the text of each page.

Jupyter Book finds most of these slips too, but only after the notebooks have run, and some of them never.
"""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

from companion.build.inputs import configuration, contents, markdown
from companion.errors import Problem


def check(root: Path, anchors: Container[str] = ()) -> list[Problem]:
    """Return every problem of a project's ``_toc.yml``, ``_config.yml`` and pages.

    ``anchors`` are those of the statements: no heading may have one. A project with neither file has no book yet, and
    nothing is wrong with that.
    """
    if not any((root / name).exists() for name in (contents.NAME, configuration.NAME)):
        return []
    problems: list[Problem] = []
    pages = contents.pages(root, problems)
    configuration.check(root, problems)
    for page in pages:
        markdown.check(root, page, anchors, problems)
    return problems
