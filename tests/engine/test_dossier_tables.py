"""Tables and counts: documented columns, and figures that do not move when a sentence is split."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from places import SOUND

from companion.dossier import counts, load, tables

DOCUMENTED = {
    "statements": tables.STATEMENTS,
    "codes": tables.CODES,
    "inferences": tables.INFERENCES,
    "conflicts": tables.CONFLICTS,
    "tensions": tables.TENSIONS,
    "questions": tables.QUESTIONS,
    "coverage": tables.COVERAGE,
}


@pytest.fixture(scope="module", params=["made", "real"])
def record(request):
    return load(SOUND if request.param == "made" else None)


@pytest.fixture(scope="module")
def made():
    return load(SOUND)


@pytest.mark.parametrize("name", DOCUMENTED)
def test_columns_and_types_are_as_documented(record, name):
    frame = getattr(tables, name)(record)
    assert frame.dtypes.astype(str).to_dict() == DOCUMENTED[name]


@pytest.mark.parametrize("name", DOCUMENTED)
def test_empty_dossier_gives_empty_tables_with_the_same_columns(made, name):
    paper = replace(made.paper, sections=(), main_findings=())
    empty = replace(made, paper=paper, statements=(), inferences=(), conflicts=(), tensions=(), questions=())
    frame = getattr(tables, name)(empty)
    assert (len(frame), frame.dtypes.astype(str).to_dict()) == (0, DOCUMENTED[name])


def test_rows_stand_in_the_papers_order(record):
    order = [section.key for section in record.paper.sections]
    sections = tables.statements(record)["section"].map(order.index)
    assert sections.is_monotonic_increasing
    for _, part in tables.statements(record).groupby("section"):
        assert part["sentence"].isna().is_monotonic_increasing, "supplied premises stand last"
        numbers = part["sentence"].dropna().str.extract(r"(\d+)")[0].astype(int)
        assert numbers.is_monotonic_increasing


def test_repetition_counts_as_the_first(made):
    rows = tables.statements(made).set_index("id")
    assert rows.loc["BET-1a", "counted_as"] == "ALP-1"
    assert rows.loc["BET-2a", "counted_as"] == "BET-2"
    assert rows.loc["ALP-i1", "counted_as"] is pd.NA


def test_repetition_of_a_repetition_counts_as_the_first(made):
    third = replace(made.statement("BET-2a"), repeats="BET-1a")
    chained = replace(made, statements=tuple(third if item.id == third.id else item for item in made.statements))
    assert tables.statements(chained).set_index("id").loc["BET-2a", "counted_as"] == "ALP-1"


def test_counts_are_of_sentences(made):
    rows = tables.codes(made)
    whole = tables.count(rows, "value").set_index("value")
    assert whole.loc["silt"].to_dict() == {"sentences": 1, "ids": ["ALP-1"]}
    by_section = tables.count(rows, ["section", "value"]).set_index(["section", "value"])
    assert by_section.loc[("BET", "silt")].to_dict() == {"sentences": 1, "ids": ["BET-1"]}


def test_splitting_a_sentence_moves_no_count(record):
    split = []
    for item in record.statements:
        split.append(item)
        if item.sentence:
            split.append(replace(item, id=f"{item.sentence}z{len(split)}"))
    doubled = replace(record, statements=tuple(split))
    for by in (["variable", "value"], ["section", "variable", "value"], ["voice", "value"]):
        pd.testing.assert_frame_equal(tables.count(tables.codes(doubled), by), tables.count(tables.codes(record), by))


def test_count_of_nothing_has_its_columns(made):
    rows = tables.codes(made)
    nothing = tables.count(rows[rows["variable"] == "none"], ["section", "value"])
    assert (len(nothing), list(nothing.columns)) == (0, ["section", "value", "sentences", "ids"])
    assert nothing["sentences"].dtype == "int64"


def test_count_keeps_groups_without_a_name(made):
    counted = tables.count(tables.statements(made), ["attributed_to"])
    assert counted["sentences"].sum() == 5
    assert counted["attributed_to"].isna().sum() == 1


def test_every_sentence_is_covered(record):
    assert (tables.coverage(record)["statements"] > 0).all()


def test_counts_agree_with_the_tables(record):
    found = counts(record)
    assert found["sentences"] == found["covered"] == sum(section.sentences for section in record.paper.sections)
    assert found["repeated"] == tables.statements(record).dropna(subset=["repeats"])["sentence"].nunique()
    for name in ("statements", "inferences", "conflicts", "tensions", "questions"):
        assert found[name] == len(getattr(tables, name)(record))


def test_links_lead_to_anchors(record):
    rows = tables.statements(record)
    assert rows["link"].str.fullmatch(r"#[a-z]+-(\d+[a-z]|i\d+)").all()
    assert rows["link"].is_unique
