"""What a figure or a table must bring along, and how it is told that it does not."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from companion.errors import CompanionError, Problem


def require(what: str, *others: Problem, **given: Any) -> None:
    """Make sure that a display object has all its parts; ``others`` are faults found before, told with the rest.

    Raises:
        CompanionError: a part is missing or empty; the error names every one, and the notebook or file that made it.
    """
    caller = sys._getframe(1)  # not inspect.stack(), which reads the source of every frame
    while str(caller.f_globals.get("__name__")).startswith("companion.") and caller.f_back:
        caller = caller.f_back
    made_in = Path(caller.f_code.co_filename)
    problems = [
        Problem(
            code="incomplete-figure",
            # A cell has a file of its own, which exists nowhere.
            file=made_in.name if made_in.is_file() else "notebook cell",
            line=caller.f_lineno,
            id=given.get("name") or None,
            field=part,
            message=f"{what} has no {part}",
            remedy=f"pass {part}=…; {what} is shown only with {', '.join(given)}",
        )
        for part, value in given.items()
        if value is None or (isinstance(value, str) and not value.strip())
    ]
    if problems or others:
        raise CompanionError([*problems, *others])
