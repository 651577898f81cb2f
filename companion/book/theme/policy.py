"""What a page may load and run: a policy in its head, which the browser keeps to.

A page runs the scripts beside it and the one of its head; whatever else came into it as markup runs nothing, loads
nothing from elsewhere and sends nothing there. Its own host may be asked, as those who judge a page do (`robots.txt`).
Charts wake without words being taken for code (``live.js``: ``ast``).
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

HEAD = Path(__file__).parent / "static" / "head.js"
"""Stands in every page, since it has to run before the first paint."""
HERE = "'self' file:"
"""The book's own files. A page from a folder has no origin that every browser takes for ``'self'``."""


def policy(script: str, base: str = "'none'") -> str:
    """Return the policy of a page whose head holds this script.

    ``base`` says whether the page may name an address that its links start from.
    """
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src {HERE} 'sha256-{digest}'; style-src {HERE} 'unsafe-inline'; "
        f"img-src {HERE} data:; font-src {HERE}; connect-src 'self'; form-action {HERE}; base-uri {base}"
    )


def add_context(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Give a page its policy and the script of its head."""
    context["head_script"] = HEAD.read_text(encoding="utf-8")
    context["policy"] = policy(context["head_script"], "'self'" if context.get("base_address") else "'none'")


def setup(app: Sphinx) -> None:
    """Register the event, behind the one that may give a page a base."""
    app.connect("html-page-context", add_context, priority=800)
