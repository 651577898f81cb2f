"""The page of references in a browser: the list first, found by words, its choice kept in the address."""

from __future__ import annotations

import pytest

PAGE = "07_references.html"
SHOWN = "ol.refs > li.ref:visible"


def find(page):
    """The words that are looked for in the list."""
    return page.locator(".ref-filters").get_by_role("searchbox", name="Find")


def test_the_list_stands_before_what_is_told_of_it(book, visit) -> None:
    page = visit(book / "notebooks" / PAGE, viewport={"width": 1280, "height": 900}).page
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height < 12_000
    assert page.locator("ol.refs").bounding_box()["y"] < 1000
    assert page.locator("article figure").first.bounding_box()["y"] > page.locator("ol.refs").bounding_box()["y"]
    numbers = page.locator("ol.refs > li").evaluate_all("all => all.map(li => li.value)")
    assert numbers == list(range(1, 32))


@pytest.mark.parametrize(
    ("asked", "found"),
    [("mearsheimer", 2), ("return KABUL", 1), ("TALIBAN 2021", None), ("valeriano 2009", 1), ("russia's", None)],
)
def test_words_find_their_references(asked: str, found: int | None, book, visit) -> None:
    page = visit(book / "notebooks" / PAGE).page
    find(page).fill(asked)
    shown = page.locator(SHOWN)
    assert shown.count() == found if found else 0 < shown.count() < 31
    for word in asked.lower().split():
        for text in shown.evaluate_all("all => all.map(li => li.textContent.toLowerCase().replaceAll('’', \"'\"))"):
            assert word in text
    said = page.locator(".ref-filters output")
    assert said.get_attribute("aria-live") == "polite"
    assert said.inner_text() == f"{shown.count()} of 31 references"


def test_the_address_keeps_what_was_asked(book, visit) -> None:
    page = visit(book / "notebooks" / PAGE).page
    find(page).fill("russia")
    page.get_by_label("Language").select_option("Persian")
    kept = page.locator(SHOWN).count()
    assert 0 < kept < 10
    assert "find=russia" in page.url
    assert "language=Persian" in page.url
    page.goto(page.url)
    assert page.locator(SHOWN).count() == kept
    page.get_by_role("button", name="Show all").click()
    assert page.locator(SHOWN).count() == 31
    assert "?" not in page.url
    assert not page.get_by_role("button", name="Show all").is_visible()


def test_a_word_that_is_nowhere_is_told(book, visit) -> None:
    page = visit(book / "notebooks" / PAGE).page
    find(page).fill("xylophone")
    assert page.locator(SHOWN).count() == 0
    assert page.locator(".ref-filters output").inner_text() == "0 of 31 references"


def test_a_link_to_a_hidden_entry_shows_it(book, visit) -> None:
    page = visit(book / "notebooks" / PAGE).page
    find(page).fill("janse")
    page.locator("li.ref:visible .ref-related a").first.click()
    assert page.locator("#ref-allison2021").is_visible()
    page.goto(page.url.split("?")[0].split("#")[0] + "?find=lewis#ref-smith2016")
    page.wait_for_function("() => document.querySelector('#ref-smith2016').offsetParent !== null")


def test_without_scripts_the_list_is_whole_and_nothing_asks(book, visit) -> None:
    page = visit(book / "notebooks" / f"{PAGE}", java_script_enabled=False).page
    assert page.locator(SHOWN).count() == 31
    assert not page.locator(".ref-filters").is_visible()


@pytest.mark.parametrize("width", [320, 390])
def test_the_filters_fit_a_phone(width: int, book, visit) -> None:
    page = visit(book / "notebooks" / PAGE, viewport={"width": width, "height": 800}).page
    page.evaluate("document.querySelectorAll('.ref-folds details').forEach(fold => fold.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "no fold makes the page wider"
    for control in page.locator(".ref-filters :is(input, select)").all():
        box = control.bounding_box()
        assert box["x"] + box["width"] <= width


@pytest.mark.parametrize("name", ["tab-references-audit", "fig-references-defects"])
def test_tables_lead_to_the_entries(name: str, book, visit) -> None:
    page = visit(book / "notebooks" / "18_repair.html").page
    links = page.locator(f"#{name} td a[href*='#ref-']")
    assert links.count() > 10
    for address in set(links.evaluate_all("all => all.map(a => a.getAttribute('href'))")):
        file, _, anchor = address.partition("#")
        assert f'id="{anchor}"' in (book / "notebooks" / file).read_text(encoding="utf-8")


def test_marks_of_a_chart_lead_to_the_entries(book) -> None:
    html = (book / "notebooks" / "18_repair.html").read_text(encoding="utf-8")
    assert '<a href="07_references.html#ref-allison2004"' in html
    script = (book / "_figures" / "18_repair" / "fig-references-states.js").read_text(encoding="utf-8")
    assert '"07_references.html#ref-allison2004"' in script


def test_the_choice_needs_no_script(book, visit) -> None:
    page = visit(book / "notebooks" / "18_repair.html", java_script_enabled=False).page
    page.get_by_role("radio", name="No row: rules alone").check()
    shown = page.locator("#choice-repair-ledger .choice-outcome:visible")
    assert shown.count() == 1
    assert "values that a page bears out" in shown.inner_text()
