"""Open the chapters in JupyterLab: ``companion lab``.

JupyterLab is given an extension of the project's own (``static/lab.js``), which shows prose without raw roles, leads
links to the other notebook and keeps charts alive. It lies below ``_build`` and is named to JupyterLab by variables of
the environment, so that nothing else on the machine changes.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from companion import __version__
from companion.display import live
from companion.display.standalone import IN_LAB

HERE = Path(__file__).parent / "static"
CHAPTERS = "notebooks"
RULES = [HERE.parent.parent / "book" / "theme" / "static" / name for name in ("book.css", "cards.css")]
"""Not imported: the package runs without Sphinx where a chapter is only run."""
EXTENSION = "share/labextensions/companion"
SETTINGS = "etc/labconfig/default_setting_overrides.json"
WORDS = "_notebooks/words.json"
"""What the last build made of each role, below the folder of the book."""
NO_WORDS: dict[str, dict[str, str]] = {
    name: {} for name in ("anchors", "facts", "numbers", "labels", "titles", "terms", "citations")
}
QUIET = (
    "--LanguageServerManager.autodetect=False",  # asks npm, which writes into the home
    "--LabApp.extension_manager=readonly",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
)
"""JupyterLab asks no other host: not for extensions, not for news, not for a newer version of itself."""
VIEWERS = {"@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Jupytext Notebook"}}}
"""One click on a chapter opens it as a notebook."""


def prepare(root: Path, folder: Path) -> bool:
    """Write the extension and the settings into ``folder``; tell whether a built book has given the words."""
    static = folder / EXTENSION / "static"
    static.mkdir(parents=True, exist_ok=True)
    package: dict[str, Any] = {"name": "companion", "version": __version__}
    package["jupyterlab"] = {"extension": True, "_build": {"load": "static/lab.js", "extension": "./extension"}}
    (static.parent / "package.json").write_text(json.dumps(package), encoding="utf-8")
    shutil.copy(HERE / "lab.js", static)
    (static / "lab.css").write_text(_style(), encoding="utf-8")
    shutil.copy(live.SCRIPT, static)
    (static / "_static").mkdir(exist_ok=True)
    (static / "_static" / "vega.js").write_text(live.bundle(), encoding="utf-8")
    words = root / "_build" / "html" / WORDS
    text = words.read_text(encoding="utf-8") if words.is_file() else json.dumps(NO_WORDS)
    (static / "words.json").write_text(text, encoding="utf-8")
    settings = folder / SETTINGS
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps(VIEWERS), encoding="utf-8")
    return words.is_file()


def _style() -> str:
    """Return our style sheet: the book's own rules, which reach no further than the outputs of cells."""
    rules = "".join(file.read_text(encoding="utf-8") for file in RULES).replace(".bd-article ", "")
    return f"{(HERE / 'lab.css').read_text(encoding='utf-8')}@scope (.jp-OutputArea-output) {{\n{rules}}}\n"


def variables(folder: Path, given: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for JupyterLab: where our folder is, and a home where there is none to write in."""
    told = {**given, IN_LAB: "1"}
    for name, part in (("JUPYTER_PATH", "share"), ("JUPYTER_CONFIG_PATH", "etc")):
        told[name] = os.pathsep.join(filter(None, [str(folder / part), given.get(name)]))
    if not _writable(Path(given.get("HOME", "~")).expanduser()):
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
            place = folder / "home" / name.lower()
            place.mkdir(parents=True, exist_ok=True)
            told.setdefault(name, str(place))
    return told


def arguments(root: Path, words: Sequence[str], as_root: bool) -> list[str]:
    """Return the command that opens a file, or the folder of the chapters; ``words`` are those after ``companion lab``.

    A file of the project is opened with the whole project in view, so that ``jupytext.toml`` is found and links between
    folders lead. The root of a container is let in: JupyterLab would refuse it.
    """
    command = [sys.executable, "-m", "jupyterlab", *(["--allow-root"] if as_root else [])]
    command += QUIET
    files = [word for word in words if not word.startswith("-")]
    start = Path(files[0] if files else root / CHAPTERS).resolve()
    if start.is_relative_to(root) and start.exists():
        words = [word for word in words if word not in files]
        shown = start.relative_to(root).as_posix()
        command += [f"--ServerApp.root_dir={root}", f"--LabApp.default_url=/lab/tree/{quote(shown)}"]
    return [*command, *words]


def place_for(root: Path) -> Path:
    """Return the folder that ``prepare`` writes: below ``_build``, or one for the time being where that is not ours."""
    folder = root / "_build" / "lab"
    if (root / CHAPTERS).is_dir() and _writable(root):
        return folder
    return Path(tempfile.gettempdir()) / f"companion-lab-{os.getuid() if hasattr(os, 'getuid') else 0}"


def _writable(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK)
