"""The section, line by line: rows, each with its note beside it or in its fold, lenses, supplied premises, the map."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from companion.dossier import load
from companion.figures import Cards, Map

CHAPTERS = [
    "01_abstract", "02_introduction", "03_theory", "04_methodology", "05_results", "06_conclusions",
]  # fmt: skip
RESULTS = "notebooks/05_results.html"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
ROWS = """() => [...document.querySelectorAll(".sentence > .card")].map(card => {
    const box = e => {
        const r = e.getBoundingClientRect();
        return [r.left, r.top + scrollY, r.right, r.bottom + scrollY];
    };
    const note = card.querySelector(".card-note");
    return {row: box(card), says: box(card.querySelector(".card-says")), fold: box(card.querySelector("summary")),
            head: [...card.querySelectorAll(".card-head > *")].map(box), note: note && box(note)};
})"""
EXCESS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TO_ROWS = "() => { document.querySelector('.cards').scrollIntoView(); scrollBy({top: 300, behavior: 'instant'}); }"


@pytest.fixture(scope="module")
def record():
    return load()


def apart(one: list[float], other: list[float]) -> bool:
    """Tell whether two boxes (left, top, right, bottom) share no point."""
    return one[2] <= other[0] + 1 or other[2] <= one[0] + 1 or one[3] <= other[1] + 1 or other[3] <= one[1] + 1


# --- rows ---


@pytest.mark.parametrize("width", [1200, 1280, 1400, 1600, 1920])
def test_a_note_stands_beside_its_statement_where_there_is_room(width: int, book, visit) -> None:
    page = visit(book / RESULTS, viewport={"width": width, "height": 900}).page
    rows = page.evaluate(ROWS)
    assert sum(bool(row["note"]) for row in rows) > 10
    for row in rows:
        parts = [row["says"], row["fold"], *row["head"], *filter(None, [row["note"]])]
        assert all(apart(one, other) for i, one in enumerate(parts) for other in parts[:i])
        if row["note"]:
            assert row["note"][0] > row["says"][2]
            assert row["row"][1] <= row["note"][1] <= row["note"][3] <= row["row"][3] + 1
    assert all(upper["row"][3] <= lower["row"][1] for upper, lower in pairwise(rows))
    assert page.evaluate(EXCESS) == 0


def height(rows: list[dict[str, list[float]]]) -> float:
    """Return how high a row is on average, with what parts it from the next."""
    return (rows[-1]["row"][3] - rows[0]["row"][1]) / len(rows)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_row_is_short(chapter: str, book, visit) -> None:
    assert height(visit(book / "notebooks" / f"{chapter}.html").page.evaluate(ROWS)) <= 92
    rows = visit(book / "notebooks" / f"{chapter}.html", **PHONE).page.evaluate(ROWS)
    says = sum(row["says"][3] - row["says"][1] for row in rows) / len(rows)
    assert height(rows) - says <= 66, "who speaks, the fold and the gap take as much room as two lines and a half"


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "none"])
def test_on_a_phone_the_note_is_in_the_fold_which_says_so(script: bool, book, visit) -> None:
    page = visit(book / RESULTS, **PHONE, java_script_enabled=script).page
    assert page.locator(".card-note:visible").count() == 0
    card = page.locator(".card:has(.card-note)").first
    assert card.locator("summary").inner_text().lower().startswith("note, ")
    card.locator("summary").tap()
    assert card.locator(".card-note").is_visible()
    assert card.locator("dl").is_visible()
    assert page.evaluate(EXCESS) == 0 if script else True


def test_the_fold_of_a_row_opens_below_its_statement(book, visit) -> None:
    page = visit(book / RESULTS).page
    card = page.locator(".card:has(.card-note)").first
    assert not card.locator("dl").is_visible()
    assert "note" not in card.locator("summary").inner_text().lower()
    card.locator("summary").click()
    says, rest = card.locator(".card-says").bounding_box(), card.locator(".card-rest").bounding_box()
    assert rest["y"] >= says["y"] + says["height"]
    assert rest["x"] + rest["width"] <= card.locator(".card-note").bounding_box()["x"]
    assert card.locator("dl").is_visible()


def test_the_keyboard_goes_through_a_row_and_on_to_the_next(book, visit) -> None:
    page = visit(book / RESULTS).page
    page.locator("#res-1a .card-id").focus()
    places = []
    for _ in range(2):
        page.keyboard.press("Tab")
        places.append(page.evaluate("[document.activeElement.localName, document.activeElement.closest('.card').id]"))
    assert places == [["summary", "res-1a"], ["a", "res-1b"]]


# --- the page's contents, in whose place the notes stand ---

SHOWN = "() => getComputedStyle(document.querySelector('nav.page-toc')).opacity === '1'"
HIDDEN = "() => document.querySelector('.bd-sidebar-secondary').getBoundingClientRect().height <= 50"


def test_the_contents_give_way_to_notes_and_come_back(book, visit) -> None:
    page = visit(book / RESULTS).page
    page.wait_for_function(SHOWN)
    page.evaluate(TO_ROWS)
    page.wait_for_function(HIDDEN)
    contents = page.locator(".bd-sidebar-secondary").bounding_box()
    assert contents["y"] + contents["height"] <= page.locator(".bd-header-article").bounding_box()["height"] + 1
    page.locator("nav.page-toc a").nth(2).focus()
    page.wait_for_function(SHOWN)
    page.evaluate("document.activeElement.blur()")
    page.wait_for_function(HIDDEN)
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    page.wait_for_function(SHOWN)


@pytest.mark.parametrize("height", [600, 900])
def test_the_contents_end_before_the_first_note_that_hides_them(height: int, book, visit) -> None:
    page = visit(book / RESULTS, viewport={"width": 1280, "height": height}).page
    bottom = page.locator(".bd-sidebar-secondary").bounding_box()
    assert bottom["y"] + bottom["height"] <= height * 0.67


def test_where_there_is_room_for_both_the_contents_stay(book, visit) -> None:
    page = visit(book / RESULTS, viewport={"width": 1440, "height": 900}).page
    page.evaluate(TO_ROWS)
    page.wait_for_timeout(600)
    assert page.evaluate(SHOWN)
    notes = [row["note"] for row in page.evaluate(ROWS) if row["note"]]
    assert max(note[2] for note in notes) <= page.locator(".bd-sidebar-secondary").bounding_box()["x"]


def test_without_scripts_the_contents_stay_at_the_head(book, visit) -> None:
    page = visit(book / RESULTS, java_script_enabled=False).page
    contents = page.locator(".bd-sidebar-secondary")
    assert contents.evaluate("e => getComputedStyle(e).position") == "static"
    assert page.locator(".card-note:visible").count() > 10
    first = page.locator(".card-note:visible").first.bounding_box()
    assert contents.bounding_box()["y"] + contents.bounding_box()["height"] < first["y"]


# --- lenses, and what the companion supplies ---


@pytest.mark.parametrize(("options", "lines"), [({}, 1), (PHONE, 2)], ids=["1280", "phone"])
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_lenses_take_little_room(chapter: str, options: dict[str, object], lines: int, book, visit) -> None:
    page = visit(book / "notebooks" / f"{chapter}.html", **options).page
    tops = {round(label.bounding_box()["y"]) for label in page.locator(".lenses label").all()}
    assert 1 <= len(tops) <= lines


def test_what_the_companion_supplies_is_folded_at_the_end_of_a_section(record) -> None:
    html = Cards(record, "RES").html()
    supplied = [s.anchor for s in record.statements if s.section == "RES" and not s.sentence]
    last = html.split('<details class="cards-supplied"')[1]
    assert "What the companion supplies: 3 premises" in last
    assert re.findall(r'<article[^>]* id="([^"]+)"', last) == supplied
    assert html.count('<article class="card') == sum(s.section == "RES" for s in record.statements)
    assert "cards-supplied" not in Cards(record, "RES-i1").html()


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "none"])
def test_a_link_to_a_supplied_premise_opens_the_fold(script: bool, book, visit) -> None:
    page = visit(book / RESULTS, "#res-i2", java_script_enabled=script).page
    page.wait_for_selector("#res-i2:visible")
    assert -1 <= page.locator("#res-i2").bounding_box()["y"] <= 900
    if script:
        other = visit(book / RESULTS, "?show=findings").page
        other.evaluate("location.hash = 'res-i2'")
        other.wait_for_selector("#res-i2:visible")


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "none"])
def test_no_lens_counts_what_the_companion_supplies_among_what_the_text_gives(script: bool, book, visit) -> None:
    page = visit(book / RESULTS, java_script_enabled=script).page
    fold = page.locator(".cards-supplied")
    assert fold.is_visible()
    for lens in ("reasons", "findings"):
        page.locator(f".lenses label:has([value={lens}])").click()
        assert page.locator(".card-says:visible").count() > 0
        assert not fold.is_visible()


def test_a_lens_shows_what_it_finds_in_the_fold(book, visit) -> None:
    """In this paper nothing that is supplied is objected to; in another it may be."""
    page = visit(book / RESULTS).page
    fold = page.locator(".cards-supplied")
    fold.evaluate("fold => { for (const e of [fold, fold.querySelector('.card')]) e.dataset.lens = 'objections'; }")
    assert not fold.evaluate("fold => fold.open")
    page.locator(".lenses label:has([value=objections])").click()
    assert fold.locator(".card-says:visible").count() == 1
    page.locator(".lenses label:has([value=findings])").click()
    assert not fold.is_visible()


def test_a_printed_section_shows_notes_and_what_is_supplied(book, visit) -> None:
    for script in (True, False):
        page = visit(book / RESULTS, viewport={"width": 680, "height": 1018}, java_script_enabled=script).page
        if script:
            page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert page.locator(".card-note:visible").count() == page.locator(".card-note").count() > 10
        assert page.locator("#res-i3 .card-says").is_visible()
        assert page.locator("#res-1a dl").is_visible()


# --- the map ---


def test_a_sections_map_takes_the_margin_where_that_makes_it_lower(book, visit, record) -> None:
    page = visit(book / RESULTS).page
    figure = page.locator("#fig-results-map").bounding_box()
    assert page.locator("#fig-results-map .map-broad .map-svg").is_visible()
    assert page.locator("#fig-results-map .map-svg:visible").count() == 1
    assert figure["x"] + figure["width"] <= 1280
    html = {key: Map(record, key, name="m", title="t", caption="c").html() for key in ("RES", "THE", "spine")}
    assert {key for key, text in html.items() if 'class="map-broad"' in text} == {"RES"}


def test_what_is_folded_below_a_map_stands_in_one_line_and_the_legend_open_with_room(book, visit) -> None:
    for options in ({}, PHONE):
        page = visit(book / RESULTS, **options).page
        folds = page.locator("#fig-results-map").locator("summary:visible", has_text=re.compile("Legend|list|Code"))
        assert folds.count() == (3 if options else 2)
        # On a phone the code stands below, beside the offer to cite.
        tops = [fold.bounding_box()["y"] for fold in folds.all()][:2]
        assert max(tops) - min(tops) < 20
        assert page.locator("#fig-results-map .map-legend").is_visible() is not bool(options)
