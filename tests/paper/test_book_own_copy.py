"""The reader's own copy in the page: judged as the command judges it, shown, sent nowhere, taken away."""

from __future__ import annotations

import dataclasses
import json
import re

import copies
import outside
import pytest
from places import SOUND

from companion.book import own
from companion.dossier import load, ownwords, papertext

PAGE, CHAPTER = "book/copy.html", "notebooks/05_results.html"
KEPT = "Object.keys(sessionStorage).concat(Object.keys(localStorage)).filter(key => key.startsWith('companion-own'))"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> dict:
    """What a book of the made paper would know, its sections being those of this book's Results and Conclusions."""
    paper = load(SOUND).paper
    file = tmp_path_factory.mktemp("copy") / "paper.txt"
    file.write_text(copies.MADE, encoding="utf-8")
    told = papertext.fingerprint(file, paper)
    sections = tuple(dataclasses.replace(section, **told[section.key]) for section in paper.sections)
    known = own.known(dataclasses.replace(paper, sections=sections))
    for section, key in zip(known["sections"], ("RES", "CON"), strict=True):
        section["key"] = key
    return known


@pytest.fixture
def form(book, visit, made):
    """The page for copies, taking the made text for the paper's; at the end nothing was asked for beyond the folder."""
    visited = visit(book / PAGE)
    visited.page.wait_for_function("() => !!window.companionJudged")
    visited.page.evaluate("known => { Object.assign(companionPaper, known); }", made)
    yield visited.page
    assert not visited.foreign
    assert not visited.errors


def test_copies_of_the_same_text_are_judged_so(form) -> None:
    assert len(copies.SAME) >= 20
    judged = "async text => (await companionJudged(text)).map(part => part.differs || part.sentences.length)"
    wrong = {name: found for name, change in copies.SAME.items()
             if (found := form.evaluate(judged, change(copies.MADE))) != [3, 3]}  # fmt: skip
    assert not wrong


def test_other_texts_are_judged_as_the_command_judges_them(form) -> None:
    judged = """text => companionJudged(text).then(
        parts => parts.filter(part => part.differs).map(part => `'${part.section.title}' ${part.differs}`).join('; '),
        wrong => wrong.join('; '))"""
    for name, (change, words) in copies.OTHER.items():
        said = form.evaluate(judged, change(copies.MADE)).replace("“", "'").replace("”", "'")
        wanted = words.replace("the heading ", "").replace("is worded differently", "differs first in sentence")
        assert wanted in said, name


@pytest.mark.parametrize(("old", "new", "place"), [("3.5", "3.6", "1"), ("help?", "aid?", "2"), ("after", "in", "3")])
def test_the_place_of_the_first_difference_is_told(old, new, place, form) -> None:
    form.fill("#own-text", copies.MADE.replace(old, new))
    form.click("#own-compare")
    form.wait_for_selector("#own-status li")
    said = form.locator("#own-status").inner_text()
    assert f"Results: differs first in sentence {place}." in said
    assert "Part of it is the text" in said


def given(form, text: str, lasting: bool = False) -> None:
    if lasting:
        form.check("#own-lasting")
    form.fill("#own-text", text)
    form.click("#own-compare")
    form.wait_for_selector("#own-status li")


def test_a_copy_is_shown_below_its_cards_on_every_page_until_it_is_taken_away(form, book) -> None:
    asked: list[str] = []
    form.on("request", lambda request: asked.append(request.url))
    given(form, copies.ligatures(copies.MADE))
    assert asked == [], "nothing is sent, and nothing fetched"
    form.goto((book / CHAPTER).as_uri())
    assert form.locator(".own-sentence").count() == 3
    assert "The office first offers its flat staff" in form.locator("#res-1 .own-sentence blockquote").inner_text()
    form.goto((book / "notebooks" / "06_conclusions.html").as_uri())
    assert form.locator(".own-sentence").count() == 3
    form.locator(".own-bar button").first.click()
    assert form.locator(".own-sentence, .own-bar").count() == 0
    form.goto((book / CHAPTER).as_uri())
    assert form.locator(".own-sentence, .own-bar").count() == 0
    assert form.evaluate(KEPT) == []


def test_the_fold_of_a_card_leads_to_the_page_for_copies(form, book) -> None:
    given(form, copies.MADE)
    form.goto((book / CHAPTER).as_uri())
    form.locator("#res-1a summary").click()
    assert not form.locator("#res-1a .own-offer").is_visible(), "the copy stands there already"
    form.locator(".own-bar button").first.click()
    form.locator("#res-1a .own-offer").click()
    form.wait_for_url("**/book/copy.html")


def test_a_copy_is_kept_for_the_visit_alone_unless_the_reader_asks(form, book) -> None:
    given(form, copies.MADE)
    assert form.evaluate("localStorage.getItem('companion-own-copy')") is None
    other = form.context.new_page()
    other.goto((book / CHAPTER).as_uri())
    assert other.locator(".own-sentence").count() == 0
    given(form, copies.MADE, lasting=True)
    assert form.evaluate("sessionStorage.getItem('companion-own-copy')") is None
    other.reload()
    assert other.locator(".own-sentence").count() == 3
    form.click("#own-away")
    assert form.evaluate(KEPT) == []


def test_another_text_is_refused_and_nothing_of_it_is_kept(form) -> None:
    for text in (
        "Two masters and a port",
        copies.MADE.replace("storm", "gale").replace("3.5", "3.6"),
        "%PDF-1.7 x",
        "",
    ):
        form.fill("#own-text", text)
        form.click("#own-compare")
        form.wait_for_function("() => document.querySelector('#own-status').textContent")
        assert form.evaluate(KEPT) == []
        form.evaluate("document.querySelector('#own-status').textContent = ''")


def test_a_section_that_differs_is_not_shown_and_the_others_are(form, book) -> None:
    given(form, copies.MADE.replace("storm", "gale"))
    form.goto((book / CHAPTER).as_uri())
    assert form.locator(".own-sentence").count() == 0
    form.goto((book / "notebooks" / "06_conclusions.html").as_uri())
    assert form.locator(".own-sentence").count() == 3


def test_a_file_is_chosen_by_the_keyboard_and_read(form, tmp_path) -> None:
    file = tmp_path / "copy.txt"
    file.write_bytes(b"\xef\xbb\xbf" + copies.MADE.replace("\n", "\r\n").encode())
    form.locator("#own-file").focus()
    form.set_input_files("#own-file", file)
    form.wait_for_selector("#own-status li")
    assert form.locator("#own-status").inner_text().startswith("It is the text.")


def test_without_scripts_the_page_says_what_else_there_is(book, visit) -> None:
    page = visit(book / PAGE, java_script_enabled=False).page
    assert "COMPANION_PAPER=paper.txt make book" in page.locator("#own-copy").inner_text()


def test_a_visit_without_a_copy_is_as_before(book, visit) -> None:
    page = visit(book / CHAPTER).page
    assert page.locator(".own-sentence, .own-bar").count() == 0
    assert page.evaluate(KEPT) == []


# --- with the real copy, where there is one ---


def test_the_real_copy_is_recognised_and_no_file_of_the_book_holds_a_sentence_of_it(book, visit) -> None:
    file = outside.paper()
    page = visit(book / PAGE).page
    page.wait_for_function("() => !!window.companionJudged")
    page.set_input_files("#own-file", file)
    page.wait_for_selector("#own-status li")
    assert page.locator("#own-status").inner_text().startswith("It is the text.")
    paper = load().paper
    comparison = ownwords.Comparison(papertext.verify(file, paper), paper.proper_names)
    for name in ("own.js", "own-check.js"):
        text = (book / "_static" / name).read_text(encoding="utf-8")
        assert comparison.shared(text) == []


def test_the_book_knows_digests_and_headings_alone(book) -> None:
    text = (book / "_static" / "own-check.js").read_text(encoding="utf-8")
    known = json.loads(re.match(r"var companionPaper = (\{.*\});\n", text)[1])
    assert set(known["sections"][0]) == {"key", "title", "heading", "sentences", "letters", "marks"}
    for section in known["sections"]:
        assert re.fullmatch(r"[0-9a-f]{64}", section["letters"])
        assert all(re.fullmatch(r"[0-9a-f]{8}", mark) for mark in section["marks"])
        assert len(section["marks"]) == section["sentences"]
