"""The reader's own copy: a build that shows each original sentence beside its restatement, and never mixes with others.

The text is put in when a page is read, so it is in no kernel, no executed notebook and no execution cache. What is left
to guard is the output folder: a private build is refused unless its folder is called ``private``.
"""

from __future__ import annotations

import os
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError

from companion.book.domain import domain_of
from companion.digests import PRIVATE
from companion.dossier.papertext import VARIABLE
from companion.html import escape, tag


def is_private() -> bool:
    """Tell whether the reader has named a copy of the paper."""
    return bool(os.environ.get(VARIABLE))


def guard(app: Sphinx) -> None:
    """Refuse to mix: raise ConfigError if a private build would be written where public ones are."""
    if is_private() and PRIVATE not in Path(app.outdir).parts:
        message = (
            f"{VARIABLE} is set, so this build would hold the paper's text, and its folder is a public one. "
            f"Use `make book`, or add `--path-output _build/{PRIVATE}`, or unset {VARIABLE}."
        )
        raise ConfigError(message)


def original(env: BuildEnvironment, locator: str) -> str:
    """Return a sentence of the reader's copy, folded, or nothing in a public build.

    Raises:
        CompanionError: the copy is another text than the dossier's.
    """
    copy = domain_of(env).copy if is_private() else None
    if copy is None:
        return ""
    summary = tag("summary", f"The original sentence ({escape(locator)}), from your copy")
    return tag("details", summary + tag("blockquote", tag("p", escape(copy.sentences[locator]))), class_="original")
