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
SHOWN = "items => items.map(item => [item.querySelector('a.st').textContent, item.dataset.outcome])"


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
    page.locator(".whatif button").click()
    assert outcomes(page) == start
    assert first.is_checked()


def test_without_javascript_the_start_and_each_switch_are_readable(book: Path, visit, record) -> None:
    page = visit(book / PAGE, java_script_enabled=False).page
    assert not page.locator(".whatif form").is_visible()
    assert len(outcomes(page)) == len(record.paper.main_findings)
    page.locator(".wi-each summary").click()
    assert page.locator(".wi-each tbody tr").count() == len(record.switches) + 1
