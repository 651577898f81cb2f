"""Licences: every file that others have made has its row on the page, and its licence in the book."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path, PurePosixPath

import pytest
from bs4 import BeautifulSoup
from places import ROOT

from companion.book import licences
from companion.display import live


def test_every_file_is_the_projects_or_has_its_row(book: Path) -> None:
    static = book / "_static"
    files = {path.relative_to(static).as_posix() for path in static.rglob("*") if path.is_file()}
    assert len(files) > 25
    others = {name for part in licences.PARTS for name in part.files}
    assert files - others - set(licences.OWN) == set(), "name whose it is, in companion/book/licences.py"
    gone = {
        name
        for name in others | set(licences.OWN)
        if not (static / name.replace("/searchindex", "../searchindex")).is_file()
    }
    assert gone == set()


def test_nothing_of_others_lies_elsewhere_in_the_book(book: Path) -> None:
    """Scripts, styles and typefaces stand in one folder; beside it are figures, notebooks and downloads of our own."""
    kinds = {".js", ".css", ".woff2", ".woff", ".ttf", ".otf", ".mjs", ".wasm"}
    found = {path.relative_to(book).as_posix() for path in book.rglob("*") if path.suffix in kinds}
    apart = {name for name in found if PurePosixPath(name).parts[0] not in ("_static", "_figures")}
    assert apart == {"searchindex.js"}
    figures = [book / name for name in found if name.startswith("_figures/")]
    assert all(path.read_text(encoding="utf-8").startswith("companion.chart(") for path in figures)


def test_the_page_names_each_part_with_its_licence_and_leads_to_the_texts(book: Path) -> None:
    soup = BeautifulSoup((book / "book" / "licences.html").read_text(encoding="utf-8"), "html.parser")
    rows = [row.get_text(" ", strip=True) for row in soup.select("article tbody tr")]
    assert len(rows) == len(licences.PARTS)
    for part, row in zip(licences.PARTS, rows, strict=True):
        assert part.name in row
        assert part.licence in row
        assert part.version in row
    assert soup.find("a", href=f"../{licences.TEXTS}")
    assert "Natural Earth" in soup.get_text()


@pytest.mark.parametrize("part", licences.PARTS, ids=lambda part: part.name.split(",")[0])
def test_the_text_of_each_licence_is_in_the_book(part: licences.Part, book: Path) -> None:
    whole = (book / licences.TEXTS).read_text(encoding="utf-8")
    text = part.licence_text()
    assert re.search(r"copyright", text, re.I)
    assert len(text) > 700
    assert text in whole
    assert f"{part.name} {part.version}".rstrip() in whole


def test_the_list_of_vegas_parts_is_of_the_version_that_is_bundled() -> None:
    """Another version may be made of other parts: look at what it brings, then raise the number here."""
    assert version("vl-convert-python").startswith("1.9.")
    named = live.LICENCES.read_text(encoding="utf-8")
    for name in ("vega-lite", "vega-embed", "vega-interpreter", "d3-array", "d3-geo-projection", "topojson-client",
                 "json-stringify-pretty-compact", "fast-json-patch", "robust-predicates"):  # fmt: skip
        assert re.search(rf"\b{name}\b", named), name


def test_the_typefaces_licences_lie_beside_them_in_the_package() -> None:
    fonts = {path.name for path in (ROOT / "companion/book/theme/static/fonts").iterdir()}
    assert {name for part in licences.PARTS for name in part.files if name.startswith("fonts/")} == {
        f"fonts/{name}" for name in fonts
    }
