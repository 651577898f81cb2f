"""`companion clean`: an existing BibTeX file by the rules for printed references, with a ledger beside it."""

from __future__ import annotations

import csv

import pytest
from places import BIBLIOGRAPHY, SOURCES

from companion import cli
from companion.errors import CompanionError
from companion.references import cleaning

DAMAGED = r"""% kept
@string{ebb = "Journal of Ebb"}

@article{brand2004,
  author = {Brand's, Roy and R., Cole and {Board of Tides and Ebbs}},
  title = "Tides inHarbours  and Quays:a study",
  journal = ebb,
  volume = {Twelfth},
  number = 3,
  pages = {p.277-293},
  doi = {https://doi.org/10.1080/03 0506209 02864493},
  url = {Available at: https://example.org/a b},
  year = 2004,
}
"""
CLEAN = {
    "author": "{Brand, Roy and Cole, R. and {Board of Tides and Ebbs}}",
    "title": '"Tides in Harbours and Quays: a study"',
    "journal": "ebb",
    "volume": "{12}",
    "number": "3",
    "pages": "{277--293}",
    "doi": "{10.1080/03050620902864493}",
    "url": "{https://example.org/ab}",
    "year": "2004",
}


@pytest.fixture
def damaged(tmp_path):
    file = tmp_path / "mine.bib"
    file.write_text(DAMAGED, encoding="utf-8")
    return file


def test_each_value_is_set_right_and_the_rest_stays():
    text, changes = cleaning.cleaned(DAMAGED, "mine.bib")
    for name, value in CLEAN.items():
        assert f"{name} = {value}" in text
    assert "% kept" in text
    assert '@string{ebb = "Journal of Ebb"}' in text
    assert {change.field for change in changes} == set(CLEAN) - {"journal", "number", "year"}


def test_the_ledger_says_what_was_there_and_why(damaged, capsys):
    assert cli.main(["clean", str(damaged)]) == 0
    assert capsys.readouterr().out.endswith("6 values changed in 1 entry\n")
    assert damaged.read_text(encoding="utf-8") == DAMAGED
    with damaged.with_suffix(".clean.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 6
    assert all(row["before"] in DAMAGED and row["reason"] for row in rows)
    title = next(row for row in rows if row["field"] == "title")
    assert title["kind"] == "glued words; missing space"


def test_a_clean_file_stays_as_it_is():
    text, _ = cleaning.cleaned(DAMAGED, "mine.bib")
    assert cleaning.cleaned(text, "mine.bib") == (text, [])
    for file in (BIBLIOGRAPHY, SOURCES):
        assert not cleaning.cleaned(file.read_text("utf-8"), file.name)[1], "what is right is not touched"


@pytest.mark.parametrize("field", [
    r"title = {The {\"U}ber-theory inWork}", "publisher = {HarperCollins}", "pages = {xii--30}", "pages = {e1234}",
    'title = {Tides} # " inWork"', "author = {{Board of Tides and Ebbs}}", "author = {Ann Brand and others}",
    "number = {V}", "title = {}", "title = {$x$inWork}", "url = {https://example.org/a_b%20c}", "doi = {none}",
])  # fmt: skip
def test_what_no_rule_is_sure_of_is_left_alone(field):
    assert not cleaning.cleaned(f"@book{{k, {field}}}", "mine.bib")[1]


@pytest.mark.parametrize("ending", [".clean.bib", ".clean.csv"])
def test_nothing_is_overwritten(damaged, ending, capsys):
    taken = damaged.with_suffix(ending)
    taken.write_text("mine", encoding="utf-8")
    assert cli.main(["clean", str(damaged)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert taken.read_text(encoding="utf-8") == "mine"
    assert len(list(damaged.parent.iterdir())) == 2


def test_a_file_that_cannot_be_read_is_named_with_the_line(tmp_path, capsys):
    with pytest.raises(CompanionError, match=r"mine\.bib:3: .*Unexpectedly reached end of file"):
        cleaning.cleaned("@book{a, title={x}}\n\n@book{b, title={x", "mine.bib")
    assert cli.main(["clean", str(tmp_path / "none.bib")]) == 1
    assert "cannot be read" in capsys.readouterr().err
