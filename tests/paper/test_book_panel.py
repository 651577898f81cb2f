"""The what-if panel in a real browser: what it shows is what the analysis says, setting by setting."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from playwright.sync_api import Page

from companion.analyses.argument import Argument
from companion.analyses.whatif import choices
from companion.dossier import load
from companion.dossier.dossier import Dossier

PAGE = "notebooks/09_argument.html"
SHOWN = "items => items.map(item => [item.dataset.id, item.dataset.outcome])"
BOXES = """boxes => boxes.map(box => [box.dataset.id, box.dataset.outcome,
  box.querySelector('.map-state')?.textContent ?? null, box.classList.contains('is-moved')])"""
LINES = "lines => lines.map(line => [line.dataset.relation, line.dataset.state])"


@pytest.fixture(scope="module")
def record() -> Dossier:
    return load()


def outcomes(page: Page) -> dict[str, str]:
    return dict(page.locator(".whatif [data-finding]").evaluate_all(SHOWN))


def test_the_panel_shows_what_the_analysis_says(book: Path, visit, record) -> None:
    visited = visit(book / PAGE)
    boxes = visited.page.locator(".whatif input[type=checkbox]")
    assert boxes.count() == len(record.switches) <= 8
    chance = random.Random(5)
    for _ in range(12):
        on = [switch.id for switch in record.switches if chance.random() < 0.5]
        for place, switch in enumerate(record.switches):
            boxes.nth(place).set_checked(switch.id in on)
        argument = Argument(record, choices(record, on))
        expected = {finding: str(argument.outcome(finding)) for finding in record.paper.main_findings}
        assert outcomes(visited.page) == expected, on
    assert not visited.errors


def test_a_switch_is_thrown_by_keyboard_and_taken_back(book: Path, visit) -> None:
    page = visit(book / PAGE).page
    start = outcomes(page)
    first = page.locator(".whatif input[type=checkbox]").first
    said = page.locator(".whatif output").inner_text()
    # Whatever the first switch does by itself, all of them thrown must move something.
    for box in page.locator(".whatif input[type=checkbox]").all():
        box.focus()
        page.keyboard.press("Space")
    assert outcomes(page) != start
    assert page.locator(".whatif output").inner_text() != said
    assert page.locator(".whatif output").get_attribute("aria-live") == "polite"
    page.locator(".whatif button").click()
    assert outcomes(page) == start
    assert first.is_checked()


def test_the_map_shows_what_the_panel_says_and_marks_what_moved(book: Path, visit, record) -> None:
    visited = visit(book / PAGE)
    page = visited.page
    map_ = page.locator(".whatif .map-wide")
    steps = {step.id: step for step in record.inferences}
    for place in range(len(record.switches)):
        box = page.locator(".whatif input[type=checkbox]").nth(place)
        box.click()
        checked = page.locator(".whatif input[type=checkbox]:checked").evaluate_all(
            "boxes => boxes.map(box => box.name)"
        )
        on = [switch.id for switch in record.switches if switch.id in checked]
        argument, start = Argument(record, choices(record, on)), Argument(record)
        for id, outcome, told, moved in map_.locator(".map-box").evaluate_all(BOXES):
            assert outcome == str(argument.outcome(id)), (id, on)
            assert told in (outcome, "", None)
            assert moved is (argument.outcome(id) != start.outcome(id))
        lines = dict(map_.locator("g[data-relation]").evaluate_all(LINES))
        for id, state in lines.items():
            if id in steps:
                counts = argument.choices.carries(steps[id])
                assert state == (str(argument.state(id)).replace("stands", "holds") if counts else "idle")
    moved = page.locator(".whatif .wi-now .is-moved")
    assert moved.count()
    assert all("was: " in words for words in moved.all_inner_texts())
    assert not visited.errors


def test_the_setting_is_kept_in_the_address_with_the_place_and_restored(book: Path, visit) -> None:
    first = visit(book / PAGE, "#fig-argument-whatif").page
    start = outcomes(first)
    for box in first.locator(".whatif input[type=checkbox]").all():
        box.click()
    assert first.url.endswith("#fig-argument-whatif")
    again = visit(book / PAGE, first.url.partition(".html")[2]).page
    assert outcomes(again) == outcomes(first) != start
    assert (
        again.locator(".whatif [data-finding].is-moved").count()
        == first.locator(".whatif .wi-now .is-moved").count()
        > 0
    )
    again.locator(".whatif button").click()
    assert outcomes(again) == start
    assert "?" not in again.url
    assert again.url.endswith("#fig-argument-whatif")


@pytest.mark.parametrize("size", [(1280, 900), (390, 844)])
def test_the_outcomes_are_in_sight_while_a_switch_is_thrown(book: Path, visit, size) -> None:
    page = visit(book / PAGE, viewport={"width": size[0], "height": size[1]}).page
    for box in page.locator(".whatif input[type=checkbox]").all():
        box.click()
        for finding in page.locator(".whatif [data-finding]").all():
            place = finding.bounding_box()
            assert place["y"] >= 0
            assert place["y"] + place["height"] <= size[1]


def test_without_javascript_the_start_and_each_switch_are_readable(book: Path, visit, record) -> None:
    page = visit(book / PAGE, java_script_enabled=False).page
    assert not page.locator(".whatif form").is_visible()
    assert len(outcomes(page)) == len(record.paper.main_findings)
    page.locator(".wi-each summary").click()
    assert page.locator(".wi-each tbody tr").count() == len(record.switches) + 1
