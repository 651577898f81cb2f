"""Tables: columns where there is room, blocks where there is none, and a table to whoever listens in both."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from companion.book.theme.tables import labelled

OPEN = "document.querySelectorAll('details').forEach(fold => fold.open = true)"
TOO_WIDE = """() => [...document.querySelectorAll("table, .cf-scroll:has(> table), .cf-scroll td, .cf-scroll th")]
    .filter(e => e.getClientRects().length && !e.closest("thead") && e.scrollWidth > e.clientWidth + 1)
    .map(e => (e.closest("[id]") || e).id + " " + e.scrollWidth + " in " + e.clientWidth)"""


def test_cells_say_their_column() -> None:
    table = labelled(
        '<table><thead><tr><th>a "b"</th><th colspan="2">c <i>d</i></th></tr></thead>'
        '<tbody><tr id="x"><th>1</th><td class="num">2</td><td>3</td></tr></tbody></table>'
    )
    assert '<tr id="x"><th data-label="A &quot;b&quot;">1</th>' in table
    assert '<td class="num" data-label="C d">2</td><td data-label="C d">3</td>' in table
    assert table.count("data-label") == 3


def test_a_table_without_heads_is_left_alone() -> None:
    table = "<table><tbody><tr><td>1</td></tr></tbody></table>"
    assert labelled(table) == table


def test_every_table_of_the_book_is_labelled(pages) -> None:
    for path in pages:
        for table in re.findall(r"<table\b.*?</table>", path.read_text(encoding="utf-8"), flags=re.S):
            if "<thead" in table:
                assert "data-label=" in table, path.name


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
def test_no_table_is_wider_than_its_place(width: int, pages, tour) -> None:
    for path, visited in tour(pages, viewport={"width": width, "height": 900}):
        visited.page.evaluate(OPEN)
        assert not visited.page.evaluate(TOO_WIDE), path.name
        excess = visited.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert excess <= 0, f"{path.name} is {excess} px too wide at {width}"


def test_rows_stack_on_a_phone_and_stay_rows(book, visit) -> None:
    path = book / "notebooks" / "10_evidence.html"
    phone = visit(path, viewport={"width": 390, "height": 800}).page
    cells = phone.locator(".cf-table tbody tr").first.locator("td:visible")
    boxes = [cell.bounding_box() for cell in cells.all()]
    assert len(boxes) > 1
    assert all(low["y"] >= high["y"] + high["height"] - 1 for high, low in pairwise(boxes))
    assert phone.get_by_role("columnheader").count() > 1
    assert phone.get_by_role("cell").count() > 5
    label = cells.nth(1).get_attribute("data-label")
    assert label
    assert f'"{label}: "' in cells.nth(1).evaluate("e => getComputedStyle(e, '::before').content")
    desk = visit(path).page.locator(".cf-table tbody tr").first.locator("td")
    assert len({round(cell.bounding_box()["y"]) for cell in desk.all()}) == 1


def test_wide_tables_take_the_third_beside_the_prose(book, visit) -> None:
    page = visit(book / "notebooks" / "11_rivals.html", viewport={"width": 1600, "height": 900}).page
    prose = page.locator("article section > p").first.bounding_box()
    table = page.locator("figure.cf-table.wide").first.bounding_box()
    contents = page.locator(".bd-sidebar-secondary").bounding_box()
    assert table["width"] > prose["width"] + 150
    assert table["x"] + table["width"] <= contents["x"]


@pytest.mark.parametrize("width", [390, 1280, 1400, 1920])
def test_a_margin_note_stands_beside_the_prose_where_there_is_room(width: int, book, visit) -> None:
    page = visit(book / "notebooks" / "05_results.html", viewport={"width": width, "height": 900}).page
    page.evaluate(
        """() => { const p = document.querySelector("article section > p"), note = document.createElement("aside");
            note.className = "margin-note"; note.id = "note";
            note.textContent = "A word about it. ".repeat(6); p.before(note); }"""
    )
    note = page.locator("#note").bounding_box()
    prose = page.locator("#note + p").bounding_box()
    if width >= 1400:
        assert note["x"] > prose["x"] + prose["width"]
        assert abs(note["y"] - prose["y"]) < 12
        assert note["x"] + note["width"] <= page.locator(".bd-sidebar-secondary").bounding_box()["x"]
    else:
        assert note["y"] + note["height"] <= prose["y"]
