"""Previews, lenses and questions answered beforehand, in a real browser and from a folder."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pandas as pd
import pytest

from companion.book.preview import files
from companion.dossier import load
from companion.errors import CompanionError
from companion.figures import Cards, Choice, Picture

CHAPTER = "notebooks/05_results.html"
SHOWN = "#preview:not([hidden])"


@pytest.fixture(scope="module")
def data(book) -> dict[str, dict]:
    """What the previews' file hands over."""
    text = (book / "_static" / "previews.js").read_text(encoding="utf-8")
    return json.loads(re.fullmatch(r"companionPreviews\((.*)\);\n", text, re.S)[1])


@pytest.fixture(scope="module")
def record():
    return load()


def prose_link(page, anchor: str = ""):
    """Return the first visible link of the prose to a statement of the main line, or to ``anchor``."""
    links = page.locator(f"article.bd-article :is(p, li) a.st-link[href*='#{anchor}']:visible")
    links.first.scroll_into_view_if_needed()
    return links.first


# --- what they say ---


def test_every_statement_tension_and_term_has_a_preview(data, record) -> None:
    wanted = {statement.anchor for statement in record.statements} | {t.id.lower() for t in record.tensions}
    assert wanted <= data["shown"].keys()
    assert wanted <= data["at"].keys(), "a link in a preview must know its page"
    assert sum(anchor.startswith("term-") for anchor in data["shown"]) > 20
    assert sum(anchor.startswith("fig-") for anchor in data["shown"]) > 10


def test_a_preview_says_who_speaks_what_is_said_and_where_it_stands(data, record) -> None:
    for statement in record.statements:
        html = data["shown"][statement.anchor]
        assert f"<b>{statement.id}</b>" in html
        if statement.attributed_to:
            assert "the paper reports" in html
    assert "Only asserted" in data["shown"]["res-8b"]
    assert 'href="#res-9a"' in data["shown"]["res-8b"], "what speaks against it is named"


def test_all_previews_together_are_small(book) -> None:
    assert len(gzip.compress((book / "_static" / "previews.js").read_bytes(), 6)) < 45_000


def test_places_are_counted_in_prose_alone() -> None:
    link = '<a class="st-link reference internal" href="{}#res-1">x</a>'
    inside = f'{link.format("")}<svg>{link.format("")}</svg><a class="st" href="#res-1">x</a>'
    page = f'<article class="bd-article">{inside}</article>'
    outside = f"<nav>{link.format('')}</nav>"
    assert files.places([page, outside, page + outside], ["res-1"]) == {"res-1": [[0, 1], [2, 1]]}


# --- how they are shown ---


def test_hover_shows_a_preview_and_escape_takes_it_away(book, visit) -> None:
    visited = visit(book / CHAPTER)
    page = visited.page
    prose_link(page, "res-8b").hover()
    page.wait_for_selector(SHOWN)
    assert "RES-8b" in page.locator("#preview").inner_text()
    page.keyboard.press("Escape")
    page.wait_for_selector("#preview", state="hidden")
    assert not visited.foreign
    assert not visited.errors


def test_the_first_touch_shows_and_the_second_follows(book, visit) -> None:
    page = visit(book / CHAPTER, viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True).page
    link = prose_link(page, "res-8b")
    before = page.url
    link.tap()
    page.wait_for_selector(SHOWN)
    assert page.url == before
    link.tap()
    page.wait_for_function("() => location.hash === '#res-8b'")


def test_focus_by_keyboard_shows_a_preview_and_arrows_lead_to_the_next_place(book, visit) -> None:
    page = visit(book / CHAPTER).page
    link = prose_link(page, "res-8b")
    page.keyboard.press("Tab")
    link.focus()
    page.wait_for_selector(SHOWN)
    assert link.get_attribute("aria-describedby") == "preview"
    found = re.search(r"(\d+) of (\d+) places", page.locator("#preview").inner_text())
    assert found, "where else the book speaks of it is told"
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => location.hash.startsWith('#at-res-8b-')")
    page.wait_for_selector(SHOWN)
    then = re.search(r"(\d+) of (\d+) places", page.locator("#preview").inner_text())
    assert then
    assert (int(then[1]), then[2]) == (int(found[1]) % int(found[2]) + 1, found[2])
    assert page.evaluate("document.activeElement.getAttribute('href')").endswith("#res-8b")


def test_a_citation_shows_what_is_cited(book, visit) -> None:
    page = visit(book / "notebooks" / "03_theory.html").page
    link = page.locator("article.bd-article p a[href*='07_references.html#']:visible").first
    said = link.get_attribute("title")
    link.hover()
    page.wait_for_selector(SHOWN)
    assert said in page.locator("#preview").inner_text()
    assert link.get_attribute("title") is None, "the browser's own tip would cover the preview"


def test_without_the_file_of_previews_a_touch_follows_the_link(book, visit) -> None:
    page = visit(book / CHAPTER, viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True).page
    page.route("**/previews.js", lambda route: route.abort())
    prose_link(page, "res-8b").tap()
    page.wait_for_function("() => location.hash === '#res-8b'")


# --- lenses ---


def test_a_lens_leaves_only_what_it_names_and_the_address_keeps_it(book, visit, record) -> None:
    page = visit(book / CHAPTER).page
    findings = [s.id for s in record.statements if s.section == "RES" and s.role == "finding"]
    page.locator(".lenses label:has([value=findings])").click()
    seen = page.locator(".card:visible .card-id").all_inner_texts()
    assert seen == findings
    assert page.url.endswith("?show=findings")
    page.reload()
    assert page.locator(".card:visible .card-id").all_inner_texts() == findings
    hidden = next(s for s in record.statements if s.section == "RES" and s.role != "finding")
    page.evaluate("anchor => { location.hash = anchor; }", hidden.anchor)
    page.wait_for_selector(f"#{hidden.anchor}:visible")


def test_a_lens_works_without_scripts(book, visit) -> None:
    page = visit(book / CHAPTER, java_script_enabled=False).page
    page.locator(".lenses label:has([value=reported])").click()
    assert page.locator(".card.author:visible").count() == 0
    assert page.locator(".card.reported:visible").count() > 0


def test_only_a_section_has_lenses(record) -> None:
    assert 'class="lenses"' in Cards(record, "RES").html()
    assert 'class="lenses"' not in Cards(record, "RES-8").html()
    assert 'class="lenses"' not in Cards(record, "RES", "CON").html()


# --- questions with answers, pictures ---


def test_a_choice_shows_the_outcome_of_one_answer_and_begins_with_the_first() -> None:
    frame = pd.DataFrame({"kind": ["storm"], "sentences": [3]})
    html = Choice({"As read": "Two <b> stand.", "Otherwise": frame}, name="try-tides", question="Silt?").html()
    assert html.count('type="radio"') == 2
    assert re.findall(r'id="(try-tides-\d)"( checked)?', html) == [("try-tides-0", " checked"), ("try-tides-1", "")]
    assert "Two &lt;b&gt; stand." in html
    assert "<td>storm</td>" in html


@pytest.mark.parametrize("given", [{"name": ""}, {"question": " "}, {"outcomes": {}}])
def test_a_choice_without_a_part_is_refused(given) -> None:
    parts = {"outcomes": {"As read": "x"}, "name": "try", "question": "Which?"} | given
    with pytest.raises(CompanionError, match="incomplete-figure"):
        Choice(parts.pop("outcomes"), **parts)


def drawn(folder: Path, text: str) -> Path:
    path = folder / "picture.svg"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_picture_whose_box_leads_nowhere_or_that_is_none_is_refused(record, tmp_path) -> None:
    words = {"name": "fig-x", "title": "T", "caption": "C", "description": "D"}
    wrong = drawn(tmp_path, '<svg xmlns="http://www.w3.org/2000/svg"><a href="#res-99z"><text>x</text></a></svg>')
    with pytest.raises(CompanionError) as told:
        Picture(record, wrong, tmp_path / "none.svg", **words)
    assert {problem.code for problem in told.value.problems} == {"unknown-statement", "unreadable-picture"}
    assert "#res-99z" in str(told.value)
