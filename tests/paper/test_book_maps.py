"""Argument maps in a real browser: what lights up, what a tap does, the walk, and the drawing a phone shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

PAGES = [f"notebooks/{name}.html" for name in ("05_results", "06_conclusions", "09_argument")]
ARGUMENT = "notebooks/09_argument.html"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SPINE = "#fig-argument-spine"
LIT = "(marks) => marks.filter(m => m.classList.contains('is-lit')).map(m => m.dataset.id)"


def lit(page: Page) -> set[str]:
    """Return the statements of the broad drawing that are lit."""
    return set(page.locator(f"{SPINE} .map-wide .map-box").evaluate_all(LIT))


def box(page: Page, id: str, drawing: str = "wide"):
    return page.locator(f'{SPINE} .map-{drawing} .map-box[data-id="{id}"]')


@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_the_drawing_fits_the_page_and_is_the_one_made_for_it(book: Path, tour, width: int) -> None:
    for path, visited in tour([book / page for page in PAGES], viewport={"width": width, "height": 900}):
        page = visited.page
        for map_ in page.locator("figure .map-view").all():
            drawing = map_.locator(".map-svg:visible")
            assert drawing.count() == 1
            size, room = drawing.bounding_box(), map_.bounding_box()
            assert size["width"] <= room["width"] + 1
            assert room["x"] + room["width"] <= width
            assert (map_.locator(".map-slim:visible").count() == 1) is (width < 700)
            if width >= 768:
                assert size["height"] <= 900, path.name
        assert not visited.errors


def test_pointing_at_a_box_lights_its_reasons_and_what_it_carries(book: Path, visit) -> None:
    page = visit(book / ARGUMENT).page
    box(page, "CON-5a").hover()
    assert {"CON-6a", "CON-6b", "CON-5a", "CON-4a"} <= lit(page)
    assert not {"RES-8a", "CON-7b"} & lit(page)
    page.locator("h1").hover()
    assert lit(page) == set()
    box(page, "CON-7a").focus()
    assert {"CON-7a", "CON-7b"} <= lit(page)
    page.keyboard.press("Escape")
    assert lit(page) == set()


def test_a_click_follows_the_box_to_its_card(book: Path, visit) -> None:
    page = visit(book / ARGUMENT).page
    box(page, "CON-5a").click()
    page.wait_for_url("**/06_conclusions.html#con-5a")


def test_a_first_tap_shows_and_a_second_follows(book: Path, visit) -> None:
    page = visit(book / ARGUMENT, **PHONE).page
    here = page.url
    box(page, "CON-4a", "slim").tap()
    assert {"CON-5a", "CON-4a", "CON-1a"} <= lit(page)
    page.wait_for_timeout(500)
    assert page.url == here
    box(page, "CON-4a", "slim").tap()
    page.wait_for_url("**/06_conclusions.html#con-4a")


def test_the_walk_goes_step_by_step_with_buttons_and_arrows(book: Path, visit) -> None:
    visited = visit(book / ARGUMENT, reduced_motion="reduce")
    page = visited.page
    walk = page.locator(f"{SPINE} .map-walk")
    stages = walk.locator("li")
    assert stages.count() == 5
    assert walk.locator("li:visible").count() == 0
    walk.get_by_role("button", name="Next step").click()
    assert stages.nth(0).is_visible()
    assert not stages.nth(1).is_visible()
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    assert stages.nth(4).is_visible()
    assert walk.locator("output").inner_text().startswith("Step 5 of 5: ")
    assert {"CON-7b", "CON-8b"} <= lit(page)
    assert "RES-7b" not in lit(page)
    page.keyboard.press("ArrowLeft")
    assert {"CON-1a", "CON-2a"} <= lit(page)
    walk.get_by_role("button", name="Show all").click()
    assert lit(page) == set()
    assert not visited.errors


def test_every_statement_of_a_step_is_a_box_or_a_chip_of_the_map(book: Path, visit) -> None:
    page = visit(book / ARGUMENT).page
    shows = page.locator(f"{SPINE} .map-walk li").evaluate_all("items => items.map(item => item.dataset.shows)")
    drawn = set(page.locator(f"{SPINE} .map-wide .map-box").evaluate_all("boxes => boxes.map(box => box.dataset.id)"))
    assert all(drawn & set(text.split()) for text in shows), "a step that changes nothing is none"
    for id in {id for text in shows for id in text.split()}:
        assert page.locator(f'{SPINE} .map [data-id="{id}"]').count(), id


def test_without_a_script_the_five_sentences_stand_and_boxes_are_links(book: Path, visit) -> None:
    page = visit(book / ARGUMENT, java_script_enabled=False).page
    assert page.locator(f"{SPINE} .map-walk li:visible").count() == 5
    assert page.locator(f"{SPINE} .map-walk button:visible").count() == 0
    assert box(page, "CON-4a").get_attribute("href") == "06_conclusions.html#con-4a"
    assert not page.locator(f"{SPINE} .map-items").is_visible()
    page.locator(f"{SPINE} .map-list summary").click()
    assert page.locator(f"{SPINE} .map-items").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_objected_to_is_struck_and_told_and_findings_are_legible(book: Path, visit, scheme: str) -> None:
    page = visit(book / ARGUMENT, color_scheme=scheme).page
    struck = box(page, "RES-8b")
    assert struck.locator(".map-state").inner_html() == "objected to"
    style = "(node) => getComputedStyle(node).textDecorationLine"
    assert struck.locator(".map-name").evaluate(style) == "line-through"
    assert box(page, "CON-1a").locator(".map-name").evaluate(style) == "none"
    assert box(page, "CON-1a").evaluate(CONTRAST) >= 4.5
    assert box(page, "CON-2a").evaluate(CONTRAST) >= 4.5
    assert box(page, "RES-7b").evaluate(CONTRAST) >= 4.5
    assert struck.evaluate(CONTRAST) >= 4.5


CONTRAST = """(box) => {
  const pixel = (colour) => {
    const canvas = document.createElement('canvas').getContext('2d');
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const light = (colour) => Array.from(pixel(colour)).slice(0, 3).map((v) => v / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const fill = (name) => light(getComputedStyle(box.querySelector(name)).fill);
  const ground = fill('.map-frame');
  return Math.min(...['.map-name', '.map-state', '.map-code'].map((name) => {
    const [low, high] = [ground, fill(name)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }));
}"""


@pytest.mark.parametrize(("width", "drawing"), [(1280, "wide"), (390, "slim")])
def test_both_maps_of_the_whole_argument_stand_alike(book: Path, visit, width: int, drawing: str) -> None:
    page = visit(book / ARGUMENT, viewport={"width": width, "height": 900}).page
    places = """(where) => Object.fromEntries([...document.querySelectorAll(where + ' .map-box')].map(box => {
        const at = box.getBoundingClientRect(), all = box.closest('svg').getBoundingClientRect();
        return [box.dataset.id, [Math.round(at.x - all.x), Math.round(at.y - all.y)]]; }))"""
    spine = page.evaluate(places, f"{SPINE} .map-{drawing}")
    panel = page.evaluate(places, f"#fig-argument-whatif .map-{drawing}")
    assert len(spine) > 15
    assert spine == panel, "a reader finds a box again where it stood"


def test_on_a_phone_the_best_argued_chain_comes_first(book: Path, visit) -> None:
    page = visit(book / "notebooks" / "06_conclusions.html", **PHONE).page
    boxes = "#fig-conclusions-map .map-slim .map-box"
    tops = page.evaluate(
        """(where) => Object.fromEntries([...document.querySelectorAll(where)]
        .map(box => [box.dataset.id, box.getBoundingClientRect().y]))""",
        boxes,
    )
    assert tops["CON-6a"] < tops["CON-5a"] < tops["CON-4a"] < tops["CON-2a"], (
        "costs, reservations, cannot; then the rest"
    )


def test_the_findings_leave_the_window_to_the_map(book: Path, visit) -> None:
    page = visit(book / ARGUMENT, **PHONE).page
    page.locator("#fig-argument-whatif .map-slim").evaluate("map => map.scrollIntoView({ block: 'start' })")
    page.wait_for_timeout(200)
    assert page.locator(".wi-now").bounding_box()["y"] + page.locator(".wi-now").bounding_box()["height"] <= 48
