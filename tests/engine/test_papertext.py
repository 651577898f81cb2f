"""The reader's own copy: sections, sentences, digests, refusals, and the rule of own words."""

from __future__ import annotations

import subprocess
from pathlib import Path

import outside
import places
import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import SOUND

from companion.dossier import load, ownwords, papertext
from companion.errors import CompanionError

COPY = SOUND / "paper.txt"

TEXTS = st.text(st.sampled_from("abZ .;?!()5\n\té"), max_size=60) | st.text(max_size=60)


@pytest.fixture(scope="module")
def made():
    return load(SOUND)


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """Write a copy with one change."""
    text = COPY.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "paper.txt"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def refusal(path: Path, record) -> str:
    """Return what is said of a copy that is refused."""
    with pytest.raises(CompanionError) as caught:
        papertext.verify(path, record.paper)
    return "\n".join(problem.message for problem in caught.value.problems)


# --- splitting ---


@given(TEXTS)
def test_sentences_put_together_are_the_text(text):
    sentences = papertext.split_sentences(text)
    assert "".join(sentences).replace(" ", "") == "".join(text.split())
    assert all(sentence and sentence == sentence.strip() for sentence in sentences)


@given(TEXTS)
def test_sentences_are_not_split_again(text):
    for sentence in papertext.split_sentences(text):
        assert papertext.split_sentences(sentence) == [sentence]


@given(TEXTS)
def test_each_break_follows_a_stop_and_precedes_a_letter(text):
    sentences = papertext.split_sentences(text)
    assert all(sentence[-1] in papertext.STOPS for sentence in sentences[:-1])
    assert all(sentence[0].isalpha() for sentence in sentences[1:])


@given(TEXTS, st.sampled_from(["\n", "  ", "\t", "\r\n", "\u00a0"]))
def test_white_space_makes_no_difference(text, space):
    spaced = text.replace(" ", space)
    assert papertext.split_sentences(spaced) == papertext.split_sentences(text)
    assert papertext.digest(spaced) == papertext.digest(text)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        ("One", ["One"]),
        ("One;two", ["One;", "two"]),
        ("It is 3.5 m. So?  yes", ["It is 3.5 m.", "So?", "yes"]),
        ("An end (here). ) and on.", ["An end (here). ) and on."]),
        ("Is it! No", ["Is it! No"]),
    ],
)
def test_rule_of_splitting(text, sentences):
    assert papertext.split_sentences(text) == sentences


# --- verifying ---


def test_made_copy_is_verified(made):
    copy = papertext.verify(COPY, made.paper)
    assert list(copy.sentences) == ["ALP-1", "ALP-2", "ALP-3", "BET-1", "BET-2", "BET-3"]
    assert copy.sentences["BET-2"] == "Would dredging help?"


def test_other_white_space_and_a_byte_order_mark_are_accepted(made, tmp_path):
    path = tmp_path / "paper.txt"
    text = COPY.read_text(encoding="utf-8").replace(" ", "  ").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode("utf-8"))
    assert len(papertext.verify(path, made.paper).sentences) == 6


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Abstract\n", "Summary\n", "the heading 'Abstract' is missing"),
        ("silts up;each", "silts up and each", "section 'Abstract' has 2 sentences, not 3"),
        ("3.5 m", "3.6 m", "section 'Results' is worded differently (digest "),
    ],
)
def test_copy_that_differs_is_refused(made, tmp_path, old, new, message):
    assert message in refusal(changed(tmp_path, old, new), made)


def test_every_section_that_differs_is_named(made, tmp_path):
    path = changed(tmp_path, "3.5 m", "3.6 m")
    path.write_text(path.read_text(encoding="utf-8").replace("storm", "gale"), encoding="utf-8")
    said = refusal(path, made)
    assert "'Abstract'" in said
    assert "'Results'" in said


def test_headings_in_another_order_are_refused(made, tmp_path):
    path = changed(tmp_path, "Abstract\n", "Swap\n")
    text = path.read_text(encoding="utf-8").replace("Results & Discussion\n", "Abstract\n")
    path.write_text(text.replace("Swap\n", "Results & Discussion\n"), encoding="utf-8")
    assert "the headings stand in another order" in refusal(path, made)


def test_emptied_section_is_refused(made, tmp_path):
    lines = COPY.read_text(encoding="utf-8").splitlines(keepends=True)
    path = tmp_path / "paper.txt"
    path.write_text("".join(line for line in lines if "silts" not in line), encoding="utf-8")
    assert "section 'Abstract' is empty" in refusal(path, made)


def test_missing_and_unreadable_copies_are_refused(made, tmp_path):
    assert "cannot be read" in refusal(tmp_path / "none.txt", made)
    path = tmp_path / "paper.txt"
    path.write_bytes(b"\xff\xfe\x00")
    assert "is not UTF-8 text" in refusal(path, made)


def test_refusal_quotes_nothing_of_the_copy(made, tmp_path):
    assert "sounding" not in refusal(changed(tmp_path, "3.5 m", "3.6 m"), made).lower()


def test_variable_points_to_the_copy(made, monkeypatch):
    monkeypatch.delenv(papertext.VARIABLE, raising=False)
    assert papertext.reader_copy(made.paper) is None
    monkeypatch.setenv(papertext.VARIABLE, str(COPY))
    assert papertext.reader_copy(made.paper) == papertext.verify(COPY, made.paper)


# --- own words ---


@pytest.fixture(scope="module")
def comparison(made):
    return ownwords.Comparison(papertext.verify(COPY, made.paper), ["Ines Cole", "Aldous Brand", "Brandhaven"])


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Each winter a storm shuts it. Therefore the masters", ["Each winter a storm shuts it Therefore the masters"]),
        ("each winter a storm shuts it, so the masters fear", []),
        (
            "EACH WINTER, a storm-shuts it: therefore the masters!",
            ["EACH WINTER a storm shuts it therefore the masters"],
        ),
        ("Soundings show 3.5 m less water than", []),
        ("Soundings show 3.5 m less water than before", ["Soundings show 3 5 m less water than before"]),
    ],
)
def test_nine_shared_words_are_found(comparison, text, runs):
    assert comparison.shared(text) == runs


def test_words_run_together_are_found(comparison):
    assert comparison.shared("the harbour silts upeach winter a storm shuts it therefore") != []


def test_long_run_is_told_once(comparison):
    text = papertext.read_sections(COPY, load(SOUND).paper)["BET"]
    assert len(comparison.shared(f"It says: {text} That is all.")) == 1


def test_list_of_names_is_excepted():
    names = "Aldous Brand, Ines Cole, Aldous Brand, Ines Cole, Brandhaven"
    copy = papertext.Copy({}, {"ALP": f"They are {names} and others."})
    assert ownwords.Comparison(copy).shared(names) != []
    assert ownwords.Comparison(copy, ["Aldous Brand", "Ines Cole", "Brandhaven"]).shared(names) == []


@pytest.mark.parametrize(("names", "told"), [(4, True), (5, False)])
def test_a_run_is_excepted_where_names_are_the_greater_part(names, told):
    text = " ".join([*["Brandhaven"] * names, *"lies where the river meets the tide".split()][:9])
    copy = papertext.Copy({}, {"ALP": f"They say {text} today."})
    assert bool(ownwords.Comparison(copy, ["Brandhaven"]).shared(text)) is told


def test_shared_words_are_told_with_their_place(made, tmp_path):
    copy = papertext.Copy({}, {"ALP": "x. A port that ships cannot enter loses its commerce. y"})
    (problem,) = ownwords.check(made, copy)
    assert str(problem) == (
        "data/arguments/alpha.yml:38: error: ALP-i1 [proposition]: 9 words in a row are the paper's "
        "(value: 'A port that ships cannot enter loses its commerce')\n"
        "    remedy: Say it in other words; a quotation is a key phrase of at most eight words. [shared-words]"
    )


# --- the real copy, where there is one ---


@pytest.fixture(scope="module")
def copy():
    return papertext.verify(outside.paper(), load().paper)


def test_real_copy_has_the_sentences_the_dossier_knows(copy):
    assert len(copy.sentences) == sum(section.sentences for section in load().paper.sections)


def test_dossier_is_in_own_words(copy):
    assert list(map(str, ownwords.check(load(), copy))) == []


def test_no_file_of_the_repository_holds_a_sentence(copy):
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=places.ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        outside.missing("this is no git checkout")
    comparison = ownwords.Comparison(copy, load().paper.proper_names)
    found = {}
    for name in listed.stdout.splitlines():
        try:
            text = (places.ROOT / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        if runs := comparison.shared(text):
            found[name] = runs
    assert found == {}
