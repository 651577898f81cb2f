"""Write the text notebooks as JupyterLab saves them: `as_saved.py`, or `as_saved.py --check` to name those that differ.

JupyterLab saves a notebook soon after it is opened. One that is stored in another form would be changed behind the
reader's back; one that is stored in this form stays byte for byte as it is.
"""

from __future__ import annotations

import asyncio
import inspect
import sys
from pathlib import Path
from typing import Any

from jupytext import TextFileContentsManager

ROOT = Path(__file__).resolve().parent.parent
KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
"""What JupyterLab writes of the kernel that `make book` installs."""
LANGUAGE = {"name": "python", "pygments_lexer": "ipython3"}


def main(check: bool) -> int:
    """Save every notebook, or tell which would change; return an exit code."""
    changed = [path for path in notebooks(ROOT) if saved(path, ROOT, keep=not check)]
    for path in changed:
        sys.stdout.write(f"{path.relative_to(ROOT)}: {'is not as JupyterLab saves it' if check else 'written'}\n")
    return 1 if check and changed else 0


def notebooks(root: Path) -> list[Path]:
    """Return the text notebooks of a project."""
    pages = [*sorted((root / "notebooks").glob("*.md")), *sorted((root / "book").glob("*.md"))]
    return [page for page in pages if "\nkernelspec:" in page.read_text(encoding="utf-8")]


def saved(path: Path, root: Path, keep: bool = True) -> bool:
    """Open a notebook and save it, as JupyterLab does; tell whether that changed it, and ``keep`` the change or not."""
    before = path.read_bytes()
    manager = TextFileContentsManager(root_dir=str(root))
    name = path.relative_to(root).as_posix()
    model = _result(manager.get(name, type="notebook"))
    model["content"]["metadata"] |= {"kernelspec": KERNEL, "language_info": LANGUAGE}
    _result(manager.save({"type": "notebook", "format": "json", "content": model["content"]}, name))
    after = path.read_bytes()
    if not keep:
        path.write_bytes(before)
    return after != before


def _result(value: Any) -> Any:
    """Return what a call gave, which some versions of Jupyter's server give later."""
    return asyncio.run(value) if inspect.isawaitable(value) else value


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
