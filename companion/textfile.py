"""Reading a text file so that what is wrong with it is told, not raised."""

from __future__ import annotations

from pathlib import Path

from companion.errors import Problem


def read_text(path: Path, problems: list[Problem], remedy: str, name: str) -> str | None:
    """Return the text of a UTF-8 file; None, with a problem noted, where there is none.

    ``remedy`` says what to do where the file is missing; ``name`` is what messages call it: its path relative to the
    project's folder.
    """
    try:
        return path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except FileNotFoundError:
        problems.append(Problem("missing-file", name, "file is missing", remedy))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = f"is no UTF-8 text: byte {error.object[error.start]:#04x}"
        problems.append(Problem("unreadable-file", name, message, "Save it as a UTF-8 text file.", line))
    except OSError as error:
        message = str(error.strerror or error)
        problems.append(Problem("unreadable-file", name, message, "Make it a file that can be read."))
    return None
