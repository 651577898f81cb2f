"""What publishing a release needs; nothing beyond Python's own library.

`release.py notes VERSION` prints what CHANGELOG.md says of a version, having made sure that CITATION.cff is of it.
`release.py site BOOK SITE VERSION` lays a built book into a site: at its root, in a folder of its version, which stays
when the next one comes, and into the list of versions.
"""

from __future__ import annotations

import html
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST = "versions.html"
FOLDER = re.compile(r"v\d+\.\d+\.\d+")
KEPT = {".git", ".nojekyll", LIST}
"""What is in a site beside the book at its root and the folders of versions."""
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Versions</title>
<style>body {{ font: 1.1rem/1.5 serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }}</style>
</head>
<body>
<h1>Versions</h1>
<p>A citation names a version. Each stays as it was published; <a href="index.html">the newest</a> is at the root.</p>
<ul>
{rows}
</ul>
</body>
</html>
"""


class Refused(Exception):
    """A release is not ready; the message says what to do."""


def notes(version: str, root: Path = ROOT) -> str:
    """Return the section of the changelog on a version.

    Raises Refused if the citation file is of another version, or the changelog says nothing of this one.
    """
    version = version.removeprefix("v")
    cited = re.search(r"^version: (\S+)$", (root / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)
    if cited is None or cited[1] != version:
        raise Refused(f"CITATION.cff is of version {cited[1] if cited else 'none'}, and the tag says {version}")
    changes = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    section = re.search(rf"^## {re.escape(version)}\b.*?\n(.*?)(?=^## |\Z)", changes, re.MULTILINE | re.DOTALL)
    if section is None or not section[1].strip():
        raise Refused(f"CHANGELOG.md says nothing of version {version}: begin a section `## {version} — DATE`")
    return section[1].strip() + "\n"


def site(book: Path, place: Path, version: str) -> None:
    """Lay a book into a site; folders of other versions stay as they are."""
    name = "v" + version.removeprefix("v")
    if not FOLDER.fullmatch(name):
        raise Refused(f"{version} is no version: give it as v1.2.3")
    place.mkdir(parents=True, exist_ok=True)
    for old in place.iterdir():
        if old.name not in KEPT and (old.name == name or not FOLDER.fullmatch(old.name)):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    shutil.copytree(book, place / name)
    shutil.copytree(book, place, dirs_exist_ok=True)
    (place / ".nojekyll").touch()  # or folders that begin with a line below are not shown
    (place / LIST).write_text(PAGE.format(rows="\n".join(map(row, versions(place)))), encoding="utf-8")


def versions(place: Path) -> list[str]:
    """Return the versions that a site holds, the newest first."""
    names = [path.name for path in place.iterdir() if path.is_dir() and FOLDER.fullmatch(path.name)]
    return sorted(names, key=lambda name: [int(part) for part in name[1:].split(".")], reverse=True)


def row(name: str) -> str:
    """Return a line of the list."""
    return f'<li><a href="{html.escape(name)}/index.html">Version {html.escape(name[1:])}</a></li>'


def main(words: list[str]) -> int:
    """Run one of the two commands and return an exit code."""
    try:
        match words:
            case ["notes", version]:
                sys.stdout.write(notes(version))
            case ["site", book, place, version]:
                site(Path(book), Path(place), version)
            case _:
                sys.stderr.write((__doc__ or "") + "\n")
                return 2
    except Refused as refusal:
        sys.stderr.write(f"No release: {refusal}.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
