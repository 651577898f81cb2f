"""The dated record in a real browser: filters, links into it, and the same without a script."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion import evidence

PAGE = "notebooks/14_revision.html"


@pytest.fixture(scope="module")
def rows():
    return evidence.load("record")


def test_a_filter_leaves_what_fits_and_says_how_many(book: Path, visit, rows) -> None:
    visited = visit(book / PAGE)
    page = visited.page
    page.locator("select[data-filter=kind]").select_option("vote")
    left = int((rows["kind"] == "vote").sum())
    assert page.locator(".record-entry:not([hidden])").count() == left
    assert page.locator(".record-filter output").inner_text().startswith(f"{left} entr")
    page.locator("select[data-filter=kind]").select_option("")
    page.locator("select[data-filter=who]").select_option("Lavrov")
    assert page.locator(".record-entry:not([hidden])").count() == int(rows["actor"].str.contains("Lavrov").sum())
    assert not visited.errors


def test_a_filter_dims_the_marks_whose_entries_it_hides(book: Path, visit, rows) -> None:
    page = visit(book / PAGE).page
    lit = "() => document.querySelectorAll('#fig-revision-record .cf-wide svg a:not(.is-off)').length"
    assert page.evaluate(lit) == len(rows)
    page.locator("select[data-filter=kind]").select_option("vote")
    assert page.evaluate(lit) == int((rows["kind"] == "vote").sum())
    page.locator("select[data-filter=kind]").select_option("")
    assert page.evaluate(lit) == len(rows)


def test_a_link_by_sentence_filters_and_one_by_row_opens(book: Path, visit, rows) -> None:
    page = visit(book / PAGE, "#record-con-6").page
    expected = len(evidence.bearing(rows, "row")["CON-6"])
    page.wait_for_function("n => document.querySelectorAll('.record-entry:not([hidden])').length === n", arg=expected)
    page.evaluate("location.hash = '#r004'")
    page.wait_for_function("() => document.getElementById('r004').open")
    assert page.locator("#r004").is_visible()


def test_a_card_leads_to_the_judgement(book: Path, visit) -> None:
    page = visit(book / "notebooks" / "05_results.html").page
    page.locator("#res-5a details").first.evaluate("fold => { fold.open = true; }")
    page.locator("#res-5a a[href*=check-]").first.click()
    page.wait_for_url("**/15_claims.html#check-smuggling")


def test_without_a_script_every_entry_can_be_opened(book: Path, visit, rows) -> None:
    page = visit(book / PAGE, java_script_enabled=False).page
    assert page.locator(".record-entry").count() == len(rows)
    assert not page.locator(".record-filter").is_visible()
    page.locator(".record-period > summary").nth(1).click()
    page.locator(".record-period[open] .record-entry summary").first.click()
    assert page.locator(".record-entry dl").first.is_hidden()
    assert page.locator(".record-entry[open] dl").first.is_visible()
