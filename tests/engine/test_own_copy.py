"""A reader's own copy in thirty forms, and other texts: what `companion verify` says of them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import copies
import pytest
from places import SOUND

from companion.dossier import copytext, load, papertext
from companion.dossier.paper import Paper
from companion.errors import CompanionError


@pytest.fixture(scope="module")
def paper(tmp_path_factory) -> Paper:
    """The made paper, with the digests of a text that has what copies change."""
    plain = load(SOUND).paper
    file = tmp_path_factory.mktemp("copy") / "paper.txt"
    file.write_text(copies.MADE, encoding="utf-8")
    told = papertext.fingerprint(file, plain)
    sections = [dataclasses.replace(section, **told[section.key]) for section in plain.sections]
    return dataclasses.replace(plain, sections=tuple(sections))


def verified(text: str, paper: Paper, tmp_path: Path) -> papertext.Copy:
    file = tmp_path / "copy.txt"
    file.write_bytes(text.encode("utf-8"))
    return papertext.verify(file, paper)


@pytest.mark.parametrize("name", copies.SAME)
def test_a_copy_that_is_the_same_text_is_recognised(name, paper, tmp_path) -> None:
    copy = verified(copies.SAME[name](copies.MADE), paper, tmp_path)
    assert len(copy.sentences) == 6
    original = verified(copies.MADE, paper, tmp_path)
    for locator, sentence in copy.sentences.items():
        assert copytext.letters(sentence) == copytext.letters(original.sentences[locator])
        assert "\u00ad" not in sentence


def test_what_is_shown_of_a_parted_word_is_the_word(paper, tmp_path) -> None:
    copy = verified(copies.hyphenated(copies.MADE), paper, tmp_path)
    assert "Soundings show 3.5 m less water than before" in copy.sentences["BET-1"]
    assert copies.HEADER not in verified(copies.with_pages(copies.MADE), paper, tmp_path).sections["BET"]


@pytest.mark.parametrize("name", copies.OTHER)
def test_another_text_is_refused_with_what_is_wrong(name, paper, tmp_path) -> None:
    change, words = copies.OTHER[name]
    with pytest.raises(CompanionError) as caught:
        verified(change(copies.MADE), paper, tmp_path)
    assert words in str(caught.value)


@pytest.mark.parametrize(("old", "new", "place"), [("3.5", "3.6", "1"), ("help?", "aid?", "2"), ("after", "in", "3")])
def test_the_first_sentence_that_differs_is_named(old, new, place, paper, tmp_path) -> None:
    with pytest.raises(CompanionError, match=f"it differs first in sentence {place}"):
        verified(copies.MADE.replace(old, new), paper, tmp_path)


def test_a_paper_without_the_new_digests_is_held_to_the_old_one(paper, tmp_path) -> None:
    sections = tuple(dataclasses.replace(section, letters=None, marks=()) for section in paper.sections)
    older = dataclasses.replace(paper, sections=sections)
    assert len(verified(copies.MADE.replace(" ", "  "), older, tmp_path).sentences) == 6
    with pytest.raises(CompanionError, match="worded differently"):
        verified(copies.MADE.replace("’", "'"), older, tmp_path)
