"""A paper of another field, with its own words, roles and section keys, becomes a book with no line of Python changed.

``bees`` is an invented note with three sections called S1, S2 and S3. It has no rival theories, no switches, no figures
from outside and no sources of a companion's own, and a variable of its codebook that no sentence carries.
"""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import bibtexparser
import projects
import pytest
from places import BEES, ROOT

from companion import cli
from companion.dossier import tables
from companion.project import Project

PROJECT = Project(BEES)
DOSSIER = PROJECT.dossier
FOREIGN = r"\b(?:[A-Z]{3}-i?\d+[a-z]?|abstract|journal article|threats?|dangers?|hypothesis)\b"
"""What the engine might carry from one paper to the next: locators of three letters, words of one codebook."""


def copied(folder: Path) -> Path:
    """Copy the project, without anything that was built from it."""
    project = Path(shutil.copytree(BEES, folder / "bees", ignore=shutil.ignore_patterns("_build", "*.ipynb")))
    shutil.copy(ROOT / "requirements.txt", project)
    return project


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    """The book of it, built strictly by the engine as it stands."""
    project = copied(tmp_path_factory.mktemp("another"))
    projects.closing(projects.run(ROOT, "--root", str(project), "build"))
    return project / "_build" / "html"


def test_it_is_another_paper():
    assert {section.key for section in DOSSIER.paper.sections} == {"S1", "S2", "S3"}
    assert len(tables.coverage(DOSSIER)) >= 10
    assert len(PROJECT.bibliography) == 4
    assert not any((DOSSIER.rivals, DOSSIER.switches, DOSSIER.promises, DOSSIER.coding_rules))
    assert not {"data/evidence", "book/sources.bib"} & {str(path.relative_to(BEES)) for path in BEES.rglob("*")}
    coded = {name for item in DOSSIER.statements for name in item.codes}
    assert {variable.key for variable in DOSSIER.codebook.variables} - coded == {"plant"}


def test_it_is_sound_without_a_warning(capsys):
    assert cli.main(["--root", str(BEES), "check"]) == 0
    assert capsys.readouterr().out.startswith("sound: 14 sentences, 14 covered, ")


def test_a_copy_of_its_text_is_known(capsys):
    assert cli.main(["--root", str(BEES), "verify", str(BEES / "paper.txt")]) == 0
    assert "3 sections, 14 sentences; no 9 words in a row" in capsys.readouterr().out


def test_its_references_are_up_to_date():
    assert cli.main(["--root", str(BEES), "bibliography", "--check"]) == 0
    library = bibtexparser.parse_file(str(BEES / "references.bib"))
    assert [entry.key for entry in library.entries] == sorted(entry.key for entry in PROJECT.bibliography)


# --- the book ---


class Page(HTMLParser):
    """The text of a page as a reader has it, its anchors and its links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.anchors: list[str] = []
        self.links: list[str] = []
        self._hidden = 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self._hidden += tag in ("script", "style")
        self.anchors += [given["id"]] if given.get("id") else []
        self.links += [given["href"]] if tag == "a" and given.get("href") else []

    def handle_endtag(self, tag):
        self._hidden -= tag in ("script", "style")

    def handle_data(self, data):
        if not self._hidden:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def pages(html):
    return {
        path.relative_to(html).as_posix(): Page(path.read_text("utf-8"))
        for path in html.rglob("*.html")
        if "_static" not in path.parts
    }


@pytest.mark.book
def test_every_statement_has_its_card_on_its_sections_page(pages):
    for statement in DOSSIER.statements:
        page = pages[f"{DOSSIER.paper.section(statement.section).page}.html"]
        assert page.anchors.count(statement.anchor) == 1
        assert statement.proposition.replace("'", "’") in page.text.replace("'", "’")


@pytest.mark.book
def test_every_link_leads_somewhere(pages, html):
    broken = []
    for name, page in pages.items():
        for link in page.links:
            target, _, anchor = link.partition("#")
            if ":" in target or target.startswith("//"):
                continue
            path = (html / name).parent / target if target else html / name
            there = pages.get(path.resolve().relative_to(html.resolve()).as_posix())
            if not path.exists() or (anchor and there is not None and anchor not in there.anchors):
                broken.append((name, link))
    assert broken == []


@pytest.mark.book
def test_prose_has_its_numbers(pages):
    assert "The note has 14 sentences in 3 sections. Of its four main findings" in pages["book/intro.html"].text
    assert "Pressures stand in five sentences; 3 speak of sealed joints" in pages["notebooks/02_counts.html"].text
    assert "Of 6 pairs of pressure and remedy 2 occur" in pages["notebooks/03_follows.html"].text


@pytest.mark.book
def test_the_words_for_roles_readings_and_kinds_are_its_own(pages):
    text = " ".join(page.text for page in pages.values())
    for words in ("Gap, observed", "Caveat, causal", "Finding, advice"):
        assert words.lower() in text.lower()
    assert "another scale is meant" in text


READY = "() => window.companionSearch && document.getElementById('search-status').textContent"
FIRST = "names => names.map(name => companionSearch.find(name)[0]).map(first => first && first.address)"


def test_its_statements_are_found_by_their_names(html, visit):
    visited = visit(html / "search.html", "?q=mortar")
    visited.page.wait_for_function(READY)
    wanted = {s.id: f"{DOSSIER.paper.section(s.section).page}.html#{s.anchor}" for s in DOSSIER.statements}
    assert visited.page.evaluate(FIRST, [id.lower() for id in wanted]) == list(wanted.values())
    assert (visited.foreign, visited.errors, visited.missing) == ([], [], [])


def test_its_pages_fit_a_phone_and_a_desk_and_ask_nobody(html, tour):
    for width in (390, 1280):
        for path, visited in tour(sorted(html.glob("*/*.html")), viewport={"width": width, "height": 900}):
            assert visited.page.evaluate("document.documentElement.scrollWidth") <= width, (path.name, width)
            assert (visited.foreign, visited.errors, visited.missing) == ([], [], []), path.name


@pytest.mark.book
def test_it_downloads_what_it_says(html):
    package = json.loads((html / "downloads" / "datapackage.json").read_text("utf-8"))
    assert package["description"].endswith("It restates a short field note.")
    assert [licence["name"] for licence in package["licenses"]] == ["CC0-1.0"]
    for resource in package["resources"]:
        assert (html / "downloads" / resource["path"]).is_file()


def foreign_words() -> re.Pattern[str]:
    """Return what finds names of this repository's own paper, and what its engine might have kept of it."""
    own = Project(ROOT).dossier
    values = {value.label for variable in own.codebook.variables for value in variable.values}
    names = {*re.findall(r"\b[A-Z][a-z]{3,}\b", own.paper.title), *own.paper.proper_names, *values} - {"Others"}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names)))})\b|{FOREIGN}")


@pytest.mark.book
def test_no_word_of_this_repositorys_paper_is_in_it(html):
    pattern, found = foreign_words(), []
    for path in sorted(html.rglob("*")):
        if path.suffix in {".csv", ".json", ".argdown", ".bib", ".ris"} and "_static" not in path.parts:
            texts = [path.read_text("utf-8")]
        elif path.suffix == ".html" and "_static" not in path.parts:
            texts = [Page(path.read_text("utf-8")).text]
        else:
            continue
        found += [f"{path.relative_to(html)}: {match[0]}" for text in texts for match in pattern.finditer(text)]
    assert found == []
