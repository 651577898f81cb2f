"""``_toc.yml``: which pages the book has, and in what order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx_external_toc.parsing import MalformedError, parse_toc_data

from companion.errors import Problem
from companion.records.nodes import Composed, compose
from companion.textfile import is_there

NAME = "_toc.yml"
ENDINGS = (".md", ".ipynb", ".rst")


def pages(root: Path, problems: list[Problem]) -> list[str]:
    """Return the paths of the pages that the contents list; what is wrong is added to ``problems``."""
    known = len(problems)
    file = compose(root / NAME, NAME, problems)
    if file is None or len(problems) > known:
        return []
    try:
        listed = list(parse_toc_data(plain(file.values)))
    except MalformedError as error:
        remedy = "It has format, root, and chapters: or parts:, each a list of `- file: name`."
        problems.append(Problem("wrong-contents", NAME, str(error), remedy, _line(file, str(error))))
        return []
    found = []
    for name in listed:
        path = next((name + end for end in ("", *ENDINGS) if is_there(root / (name + end))), None)
        if path is None:
            remedy = f"Write the page ({name}.md), or take the line out."
            problems.append(
                Problem("missing-file", NAME, "there is no such page", remedy, _line(file, name), value=name)
            )
        elif ".." in Path(path).parts or Path(path).is_absolute():
            problems.append(Problem("missing-file", NAME, "lies outside the project", "Move it.", value=name))
        else:
            found.append(path)
    return found


def plain(value: Any) -> Any:
    """Return composed values without the places that the reader gave their records."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items() if not name.startswith("@")}
    return [plain(item) for item in value] if isinstance(value, list) else value


def _line(file: Composed, told: str) -> int | None:
    """Return the line of the first value that a message speaks of."""
    named = [
        path for path in file.nodes if (written := file.written(path)) and (written == told or f"'{written}'" in told)
    ]
    return file.line(named[0]) if named else None
