"""A reader's own copy stays where a private build shows it: no sentence of a made paper is found anywhere else."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import projects
import pytest
from places import BEES, ROOT

from companion.dossier import papertext
from companion.project import Project

pytestmark = pytest.mark.book

RUN = 7
"""Words in a row that tell a sentence: no restatement has so many of one."""
PRIVATE = "_build/private/html"


def words(text: str) -> str:
    """Return a text's words alone, in one line, so that markup and escapes between them do not matter."""
    plain = re.sub(r"<[^>]*>|\\[nrtu][0-9a-f]{0,4}|&#?\w+;", " ", text)
    return " " + " ".join(re.findall(r"[a-z0-9]+", plain.lower())) + " "


def runs() -> set[str]:
    """Return every run of words of the made paper's sentences."""
    found = set()
    for sentence in papertext.verify(BEES / "paper.txt", Project(BEES).dossier.paper).sentences.values():
        each = words(sentence).split()
        found |= {f" {' '.join(each[at : at + RUN])} " for at in range(max(1, len(each) - RUN + 1))}
    return found


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file below a folder by its name, hidden ones too, and those within archives."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield from unpacked(path.relative_to(folder).as_posix(), path.read_bytes())


def unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for inner in archive.namelist():
                yield from unpacked(f"{name}/{inner}", archive.read(inner))


def holding(folder: Path) -> set[str]:
    """Return the names of files that hold some of the made paper's text."""
    given = runs()
    found = set()
    for name, content in contents(folder):
        text = words(content.decode("utf-8", errors="ignore"))
        if any(run in text for run in given):
            found.add(name)
    return found


def test_the_text_lies_in_the_private_pages_and_nowhere_else(tmp_path: Path) -> None:
    """Public, private and public once more in one folder: caches, index, previews, notebooks, downloads, archives."""
    project = tmp_path / "bees"
    shutil.copytree(BEES, project, ignore=shutil.ignore_patterns("_build", "*.ipynb", "paper.txt"))
    shutil.copy(ROOT / "requirements.txt", project)
    for name in ("home", "temporary", "own"):
        (tmp_path / name).mkdir()
    own = Path(shutil.copy(BEES / "paper.txt", tmp_path / "own"))
    given = {"HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path / "temporary")}

    def run(*command: str, **variables: str) -> str:
        return projects.closing(projects.run(ROOT, "--root", str(project), *command, **given, **variables))

    assert "is the private book" in run("build", COMPANION_PAPER=str(own))
    private = holding(project / PRIVATE)
    chapters = {f"notebooks/{name}.html" for name in ("01_purpose", "02_counts", "03_follows")}
    assert private == {*chapters, "searchindex.js"}, "the private book can be searched, and has no notebooks"
    toc = project / "_toc.yml"
    toc.write_text(toc.read_text(encoding="utf-8") + "# another book\n", encoding="utf-8")
    assert "is the book" in run("build")
    run("zip", str(project / "dist" / "book.zip"), COMPANION_PAPER=str(own))
    run("export", str(project / "dist" / "export"), COMPANION_PAPER=str(own))
    run("lab", "--version", COMPANION_PAPER=str(own))
    assert holding(tmp_path) == {f"bees/{PRIVATE}/{name}" for name in private} | {"own/paper.txt"}


def test_markup_and_escapes_do_not_hide_a_sentence() -> None:
    given = words("The square laid in <b>mortar</b> held none.\\nIn three squares we counted nest mounds")
    assert any(run in given for run in runs())
