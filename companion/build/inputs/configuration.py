"""``_config.yml``: the settings of Jupyter Book, held against its own schema."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from jsonschema import Draft7Validator

from companion.build.inputs.contents import plain
from companion.errors import Problem
from companion.records import did_you_mean
from companion.records.nodes import compose

NAME = "_config.yml"
MORE = ("only_build_toc_files", "comments_config", "project", "email", "description")
"""Settings that Jupyter Book knows and its schema does not name."""


def check(root: Path, problems: list[Problem]) -> None:
    """Add every setting that is unknown or of the wrong kind to ``problems``."""
    known = len(problems)
    file = compose(root / NAME, NAME, problems)
    if file is None or len(problems) > known:
        return
    settings = plain(file.values)
    schema = json.loads((files("jupyter_book") / "config_schema.json").read_text(encoding="utf-8"))
    for error in sorted(Draft7Validator(schema).iter_errors(settings), key=lambda error: list(map(str, error.path))):
        path = tuple(error.path)
        field = ".".join(map(str, path)) or None
        remedy = "Jupyter Book's documentation says what it takes."
        problems.append(Problem("wrong-setting", NAME, error.message[:300], remedy, file.line(path), field=field))
    if not isinstance(settings, dict):
        return
    expected = {*schema["properties"], *MORE}
    for name in settings:
        if name not in expected:
            remedy = f"Remove it or mend its name. {did_you_mean(name, sorted(expected))}"
            problems.append(Problem("unknown-field", NAME, "unknown setting", remedy, file.names[(name,)], field=name))
    sphinx = settings.get("sphinx")
    config = sphinx.get("config") if isinstance(sphinx, dict) else None
    listed = config.get("extensions") if isinstance(config, dict) else None
    if "companion.book" not in (listed if isinstance(listed, list) else ()):
        remedy = "List companion.book last under sphinx: config: extensions: it makes statements, figures and previews."
        line = file.line(("sphinx", "config", "extensions"))
        problems.append(Problem("wrong-setting", NAME, "no extension of the list is companion.book", remedy, line))
