"""What can be linked by its identifier: in the book's own pages, from other books, and with a hint where it cannot."""

from __future__ import annotations

import posixpath
import re
import subprocess
import sys
from pathlib import Path

import projects
import pytest
from sphinx.util.inventory import InventoryFile

from companion.dossier import load
from companion.dossier.dossier import Dossier

pytestmark = pytest.mark.book

CONF = """
extensions = ["myst_parser", "sphinx.ext.intersphinx", "companion.book.domain"]
intersphinx_mapping = {{"companion": ("https://example.org/book/", {inventory!r})}}
"""
OTHER = """# Another book

{external:companion:st}`RES-4a`, {external:companion:st}`ABS-1`, {external+companion:companion:st}`T-1`.
"""
PAGE = f"""{projects.HEADER}# A small book

{{st}}`NAME`

```{{code-cell}} python
from companion.dossier import load
from companion.figures import Cards

Cards(load(), "RES")
```

```{{bibliography}}
:all:
```
"""


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return load()


@pytest.fixture(scope="module")
def inventory(book: Path) -> dict[str, dict[str, tuple[str, str, str, str]]]:
    """What ``objects.inv`` of the book says: kind of object → name → project, version, address, title."""
    with (book / "objects.inv").open("rb") as file:
        return InventoryFile.load(file, "", posixpath.join)


def test_every_statement_is_there_with_its_address_and_what_it_says(inventory, dossier) -> None:
    pages = {section.key: section.page for section in dossier.paper.sections}
    expected = {
        item.id: (f"{pages[item.section]}.html#{item.anchor}", f"{item.id} {item.proposition}")
        for item in dossier.statements
    }
    found = {name: (address, title) for name, (_, _, address, title) in inventory["companion:statement"].items()}
    assert found == expected


def test_every_sentence_tension_and_codebook_entry_is_there(inventory, dossier) -> None:
    sentences = {
        f"{section.key}-{number + 1}": f"{section.page}.html#{section.key.lower()}-{number + 1}"
        for section in dossier.paper.sections
        for number in range(section.sentences)
    }
    assert {name: entry[2] for name, entry in inventory["companion:sentence"].items()} == sentences
    assert inventory["companion:tension"].keys() == {tension.id for tension in dossier.tensions}
    codebook = dossier.codebook
    entries = [entry for each in (*codebook.variables, *codebook.attributes) for entry in (each, *each.values)]
    assert inventory["companion:code"].keys() == {entry.label for entry in entries}


def test_every_address_leads_to_an_anchor_of_its_page(book: Path, inventory) -> None:
    ids: dict[str, set[str]] = {}
    dead = []
    for kind, entries in inventory.items():
        for name, (_, _, address, _) in entries.items() if kind.startswith("companion:") else ():
            page, _, anchor = address.partition("#")
            if page not in ids:
                ids[page] = set(re.findall(r'\sid="([^"]+)"', (book / page).read_text(encoding="utf-8")))
            if anchor not in ids[page]:
                dead.append(f"{kind} {name} → {address}")
    assert len(ids) > 5, "objects stand on hardly a page"
    assert dead == []


def test_another_book_can_link_to_a_card(book: Path, tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text(CONF.format(inventory=str(book / "objects.inv")), encoding="utf-8")
    (tmp_path / "index.md").write_text(OTHER, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-W", "-n", "-q", str(tmp_path), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'<a class="reference external" href="([^"]+)"[^>]*><span class="st">([^<]+)</span>', html)
    assert links == [
        ("https://example.org/book/notebooks/05_results.html#res-4a", "RES-4a"),
        ("https://example.org/book/notebooks/01_abstract.html#abs-1", "ABS-1"),
        ("https://example.org/book/notebooks/17_tensions.html#t-1", "T-1"),
    ]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("RES-4zz", "no card or row is called 'RES-4zz'; did you mean RES-4"),
        ("nothing like it", "no card or row is called 'nothing like it'\n"),
    ],
)
def test_a_name_that_is_none_stops_the_build_with_the_nearest(
    name: str, told: str, builder: projects.Builder, tmp_path: Path
) -> None:
    project = projects.shortened(projects.copied(tmp_path))
    (project / "book" / "intro.md").write_text(PAGE.replace("NAME", name), encoding="utf-8")
    done = builder.run(project, "build")
    assert done.returncode == 1
    assert told in done.stderr
    assert re.search(r"book/intro\.md:\d+: WARNING: no card or row", done.stderr), "the place of the link is told"
    assert "No new book" in done.stderr


def test_a_name_is_found_however_it_is_written(builder: projects.Builder, tmp_path: Path) -> None:
    project = projects.shortened(projects.copied(tmp_path))
    (project / "book" / "intro.md").write_text(PAGE.replace("NAME", "res-4A"), encoding="utf-8")
    builder.built(project)
    html = (project / "_build" / "html" / "index.html").read_text(encoding="utf-8")
    (attributes,) = re.findall(r'<a ([^>]*)><span class="st">res-4A</span></a>', html)
    assert 'href="notebooks/05_results.html#res-4a"' in attributes, "the page where the card stands for good"
