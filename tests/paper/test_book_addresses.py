"""Permanent addresses: every name ever given out leads somewhere, in a folder, with and without scripts."""

from __future__ import annotations

import json
import re

import pytest
from places import ROOT

from companion.book.citing import addresses
from companion.book.citing.go import script
from companion.dossier import load
from companion.references import load as references

LINK = re.compile(r'<a href="([^"]+)" data-go="([^"]+)">')


@pytest.fixture(scope="module")
def shown(book) -> dict[str, str]:
    """Name in small letters → where the list of the page leads."""
    html = (book / "go.html").read_text(encoding="utf-8")
    found = [(name.lower(), place) for place, name in LINK.findall(html)]
    assert len(dict(found)) == len(found), "a name that stands twice leads to one of two places"
    return dict(found)


@pytest.fixture(scope="module")
def promised() -> dict[str, str]:
    return addresses.promised(ROOT)


def test_no_address_that_was_given_out_is_lost(shown, promised) -> None:
    lost = [name for name in promised if name.lower() not in shown]
    assert not lost, f"{addresses.PROMISED}: say where they lead now (NAME = OTHER NAME), or NAME = changelog"


def test_every_address_of_the_book_is_promised(shown, promised) -> None:
    """The built book writes the list with the new names."""
    new = sorted(shown.keys() - {name.lower() for name in promised})
    assert not new, f"new names: copy downloads/addresses.txt of the built book over {addresses.PROMISED}"


def test_every_address_leads_to_a_place_that_is_there(shown, book) -> None:
    ids: dict[str, set[str]] = {}
    dead = []
    for name, place in shown.items():
        page, _, anchor = place.partition("#")
        if page not in ids:
            ids[page] = set(re.findall(r'\sid="([^"]+)"', (book / page).read_text(encoding="utf-8")))
        if anchor and anchor not in ids[page]:
            dead.append(name)
    assert not dead


def test_all_kinds_of_things_have_an_address(shown) -> None:
    record = load()
    wanted = [s.id for s in record.statements] + [s.sentence for s in record.statements if s.sentence]
    wanted += [t.id for t in record.tensions] + [f"ref-{entry.key}" for entry in references(ROOT)]
    wanted += [f"ref-{number}" for number in range(1, len(references(ROOT)) + 1)]
    assert not [name for name in wanted if name.lower() not in shown]
    assert sum(name.startswith("fig-") for name in shown) > 10
    assert sum(name.startswith("tab-") for name in shown) > 10
    assert sum(bool(re.fullmatch(r"r\d+", name)) for name in shown) > 100, "entries of the dated record"


@pytest.mark.parametrize(
    ("name", "lands"),
    [
        ("RES-4a", "notebooks/05_results.html#res-4a"),
        ("res-4A", "notebooks/05_results.html#res-4a"),
        ("T-3", "notebooks/17_tensions.html#t-3"),
        ("fig-threats-voice", "notebooks/08_threats.html#fig-threats-voice"),
        ("T-12", "book/changelog.html"),
        ("results", "notebooks/05_results.html"),
    ],
)
def test_an_address_leads_on_from_a_folder(name, lands, book, visit) -> None:
    visited = visit(book / "go.html", f"#{name}")
    visited.page.wait_for_url(f"**/{lands}")
    assert not visited.foreign
    assert not visited.errors


def test_a_name_that_nothing_has_is_told_with_the_nearest(book, visit) -> None:
    page = visit(book / "go.html", "#RES-99z").page
    page.wait_for_function("() => document.querySelector('#go-status').textContent")
    said = page.locator("#go-status").inner_text()
    assert "“RES-99z”" in said
    assert page.locator("#go-status a").count() == 3
    assert page.locator("#go-status a").first.inner_text().startswith("RES-9")


def test_without_scripts_the_addresses_are_a_list_of_links(book, visit) -> None:
    page = visit(book / "go.html", java_script_enabled=False).page
    page.locator('a[data-go="RES-4a"]').click()
    assert page.url.endswith("notebooks/05_results.html#res-4a")


# --- the list itself, on made names ---


def address(name: str, anchor: str = "x", page: str = "p") -> addresses.Address:
    return addresses.Address(name, "Rows", name, "", page, anchor)


def test_the_list_takes_in_new_names_and_loses_none() -> None:
    given = {"B-10": "", "B-9": "", "OLD": "B-9"}
    text = addresses.listed(["b-9", "A-1"], given)
    assert [line for line in text.splitlines() if line[0] != "#"] == ["A-1", "B-9", "B-10", "OLD = B-9"]


def test_the_list_is_read_as_it_is_written(tmp_path) -> None:
    given = {"A-1": "", "OLD": "A-1"}
    (tmp_path / "book").mkdir()
    (tmp_path / addresses.PROMISED).write_text(addresses.listed([], given), encoding="utf-8")
    assert addresses.promised(tmp_path) == given
    assert addresses.promised(tmp_path / "nowhere") == {}


def test_the_table_names_a_page_by_its_file_and_a_part_by_its_anchor() -> None:
    text = script({"a": address("A"), "p": address("P", anchor="")})
    assert json.loads(re.fullmatch(r"companionAddresses\((.*)\);\n", text, re.S)[1]) == {
        "x": ["A", "A", ""],
        "p.html": ["P", "P", ""],
    }
