"""A build is never stale and never different: whatever was kept of earlier builds, the book is that of a clean one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import projects
import pytest

pytestmark = pytest.mark.book

PAGE = f"""{projects.HEADER}(start)=
# A small book

{{fact}}`statements` statements, {{fact}}`references` references; {{st}}`RES-3`; {{cite}}`mearsheimer2006`.

```{{code-cell}} python
from companion import evidence
from companion.dossier import load
from companion.figures import Cards, Table

record = load()
Cards(record, "RES")
```

```{{code-cell}} python
Table(evidence.load("unsc_votes")[["resolution", "date", "yes"]], name="tab-votes", title="Votes", caption="Some.")
```

```{{bibliography}}
:filter: cited
```
"""


def replaced(file: str, old: str, new: str) -> Callable[[Path], None]:
    """Return an edit that replaces one piece of text in a file of the project."""

    def edit(project: Path) -> None:
        path = project / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def reference(project: Path) -> None:
    """Change a printed reference, and references.bib with it."""
    replaced("data/references/printed.txt", "Strategic Reassertion", "Strategic Retraction")(project)
    done = projects.run(project, "bibliography")
    assert done.returncode == 0, done.stderr


EDITS: dict[str, Callable[[Path], None]] = {
    "a statement": replaced("data/arguments/results.yml", "proposition: ", "proposition: Quite another claim. "),
    "a code": replaced("data/arguments/results.yml", "threat: [unspecified]}", "threat: [instability]}"),
    "a label of the codebook": replaced("data/codebook.yml", "label: Terrorism", "label: Terror"),
    "a value of the evidence": replaced("data/evidence/unsc_votes.csv", "08-30,day,13", "08-30,day,12"),
    "a reference": reference,
    "the version": replaced("CITATION.cff", "\nversion: ", "\nversion: 9."),
    "prose": replaced("book/intro.md", "# A small book", "# A smaller book"),
    "a template": replaced("companion/book/theme/templates/layout.html", "<noscript>", "<noscript><!-- edited -->"),
    "a style": replaced("companion/book/theme/static/book.css", "--measure: 45rem", "--measure: 44rem"),
    "a script": replaced("companion/book/theme/static/book.js", "", "/* edited */ "),
    "Python of an analysis": replaced(
        "companion/analyses/argument/reasons.py", '= "only asserted"', '= "merely asserted"'
    ),
    "a setting": replaced("_config.yml", "search_bar_text: Search this book", "search_bar_text: Look for"),
}  # fmt: skip


WAYS = {
    "a statement": ("--workers", "1"),
    "a code": ("--workers", "2"),
    "a label of the codebook": ("--workers", "8"),
    "a value of the evidence": ("--kernels", "ordinary"),
    "Python of an analysis": ("--kernels", "ordinary", "--workers", "1"),
}
"""How the clean build of some kinds goes about it, which may change nothing either."""


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory, builder: projects.Builder) -> tuple[Path, Path]:
    """Two copies with the same small book: one keeps what its builds leave behind, the other begins with nothing."""
    folder = tmp_path_factory.mktemp("pair")
    copies = []
    for name in ("kept", "clean"):
        project = projects.shortened(projects.copied(folder / name))
        (project / "book" / "intro.md").write_text(PAGE, encoding="utf-8")
        copies.append(project)
    builder.built(copies[0])
    return copies[0], copies[1]


@pytest.mark.parametrize("kind", EDITS)
def test_an_edit_gives_what_a_clean_build_gives(kind: str, pair: tuple[Path, Path], builder: projects.Builder) -> None:
    kept, clean = pair
    before = projects.contents(kept / "_build" / "html")
    for project in pair:
        EDITS[kind](project)
    shutil.rmtree(clean / "_build", ignore_errors=True)
    assert "is the book" in builder.built(kept)
    assert "is the book" in builder.built(clean, *WAYS.get(kind, ()))
    after, wanted = (projects.contents(project / "_build" / "html") for project in pair)
    assert projects.first_difference(after, wanted) == ""
    assert projects.first_difference(before, after), "the edit changes nothing that is seen, so this proves nothing"


def test_a_lock_is_built_anew_and_nothing_is_not(pair: tuple[Path, Path], builder: projects.Builder) -> None:
    kept, _ = pair
    assert "is up to date" in builder.built(kept)
    html = kept / "_build" / "html"
    before = projects.contents(html)
    with (kept / "requirements.txt").open("a", encoding="utf-8") as lock:
        lock.write("# another lock\n")
    assert "notebooks" in builder.built(kept)
    assert projects.first_difference(before, projects.contents(html)) == ""
    assert "is up to date" in builder.built(kept)


def test_a_damaged_book_is_built_anew(pair: tuple[Path, Path], builder: projects.Builder) -> None:
    kept, _ = pair
    page = kept / "_build" / "html" / "book" / "intro.html"
    sound = page.read_bytes()
    page.write_bytes(sound[:-100])
    assert "is the book" in builder.built(kept)
    assert page.read_bytes() == sound
