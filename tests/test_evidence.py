"""Public figures: every row typed and sourced, every gap kept, every chart honest about what it does not know."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pandas as pd
import places
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion import evidence
from companion.display.render import specification
from companion.dossier import load
from companion.errors import CompanionError
from companion.evidence.package import PACKAGE
from companion.figures import evidence as draw
from companion.figures import evidence_words as words

BAD = Path(__file__).parent / "bad_evidence"
CUTOFF = "2022-10"


@pytest.fixture(scope="module")
def claims() -> pd.DataFrame:
    return evidence.load("claims")


# The tables


def test_every_table_is_sound() -> None:
    assert [str(problem) for problem in evidence.check()] == []


def bad_project(folder: Path) -> Path:
    """Make a project in ``folder`` whose evidence has the data package of the bad tables; return its evidence."""
    (folder / PACKAGE).parent.mkdir(parents=True)
    shutil.copy(BAD / "datapackage.json", folder / PACKAGE)
    return (folder / PACKAGE).parent


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_an_outside_reader_agrees() -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(str(places.ROOT / PACKAGE)).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])


def test_the_readme_names_every_table() -> None:
    text = (places.EVIDENCE / "README.md").read_text(encoding="utf-8")
    assert [name for name in evidence.catalogue() if f"`{name}.csv`" not in text] == []


def test_every_row_says_where_it_comes_from() -> None:
    for name in evidence.catalogue():
        frame = evidence.load(name)
        if "seen_at" in frame:
            assert (frame["primary"].notna() | frame["seen_at"].notna()).all(), name


def test_blank_stays_blank() -> None:
    opium = evidence.load("opium_cultivation").set_index("year")
    assert opium.loc[[1995, 1996], "hectares"].isna().all()
    assert not {1997, 2019} & set(opium.index)
    assert pd.isna(opium.loc[1995, "tonnes"])
    assert opium.loc[1995, "tonnes_lower"] == 2200
    assert (opium.loc[1996, "tonnes_lower"], opium.loc[1996, "tonnes_upper"]) == (2200, 2300)


def test_types_keep_numbers_numbers_and_dates_as_exact_as_they_are() -> None:
    events = evidence.load("events").set_index("id")
    assert str(evidence.load("troops")["troops"].dtype) == "Int64"
    assert events.loc["embassy-handed", "date"] == "2022-04"
    assert events.loc["embassy-handed", "date_end"] == pd.Timestamp("2022-04-30")
    assert events.loc["exercise-border", "until_end"] == pd.Timestamp("2021-08-10")


def test_a_fall_of_866_is_not_a_count_of_866() -> None:
    counts = evidence.load("violence_counts")
    assert 866 not in set(counts["value"].dropna())
    assert counts.loc[counts["derived"], "value"].tolist() == [1499]


@pytest.mark.parametrize("path", sorted(BAD.glob("*.csv")), ids=lambda path: path.stem)
def test_a_bad_table_is_told_with_its_place_and_remedy(path: Path, tmp_path: Path) -> None:
    shutil.copy(path, bad_project(tmp_path) / "rain.csv")
    with pytest.raises(CompanionError) as caught:
        evidence.load("rain", tmp_path)
    assert str(caught.value) == path.with_suffix(".txt").read_text(encoding="utf-8").strip()


def test_missing_unlisted_and_unknown_tables_are_named(tmp_path: Path) -> None:
    with pytest.raises(CompanionError, match=r"datapackage\.json: error: file is missing"):
        evidence.catalogue(tmp_path)
    folder = bad_project(tmp_path)
    (folder / "hail.csv").write_text("day\n", encoding="utf-8")
    assert [problem.code for problem in evidence.check(tmp_path)] == ["missing-file", "unlisted-table"]
    with pytest.raises(CompanionError, match=r"Use one of: rain\."):
        evidence.load("rian", tmp_path)


def test_a_data_package_that_is_not_json_is_told_with_its_line(tmp_path: Path) -> None:
    (bad_project(tmp_path) / "datapackage.json").write_text('{\n "resources": [,]\n}', encoding="utf-8")
    with pytest.raises(CompanionError, match=r"datapackage\.json:2: error: is not JSON"):
        evidence.catalogue(tmp_path)


# The claims


def test_every_claim_belongs_to_a_statement_and_to_tables_that_exist(claims: pd.DataFrame) -> None:
    known = {statement.id for statement in load().statements}
    assert sorted(set(claims["statement"]) - known) == []
    named = {name for cell in claims["evidence"].dropna() for name in cell.split()}
    assert named <= set(evidence.catalogue())


def test_numbers_in_a_judgement_stand_in_its_tables(claims: pd.DataFrame) -> None:
    for row in claims.dropna(subset=["evidence"]).itertuples():
        text = " ".join((places.EVIDENCE / f"{name}.csv").read_text(encoding="utf-8") for name in row.evidence.split())
        # Years without a comma are dates of the prose.
        numbers = [number.replace(",", "") for number in re.findall(r"\d+(?:,\d{3})+|\b\d{2,3}\b", row.because)]
        assert [number for number in numbers if not re.search(rf"(?<!\d){number}(?!\d)", text)] == [], row.claim


def test_no_figure_found_means_no_judgement_from_one(claims: pd.DataFrame) -> None:
    without = claims[claims["evidence"].isna()]
    assert set(without["sits"]) == {"no figure found"}
    assert without["afterwards"].isna().all()


# Time, runs, memberships


def test_a_period_is_placed_against_the_month_of_the_newest_reference() -> None:
    years = pd.DataFrame({"year": [2021, 2022, 2023]})
    assert evidence.placed(years, "year", CUTOFF).tolist() == [evidence.BEFORE, evidence.ACROSS, evidence.AFTER]
    events = evidence.load("events").set_index("id")
    where = evidence.placed(events, "date", CUTOFF)
    assert where["embassy-attack"] == evidence.BEFORE
    assert where["moscow-4"] == evidence.AFTER


@given(st.sets(st.integers(1900, 2100)), st.sets(st.integers(1900, 2100), max_size=3))
def test_no_run_crosses_a_gap_or_a_break(years: set[int], breaks: set[int]) -> None:
    ordered = sorted(years)
    numbers = evidence.runs(ordered, breaks)
    for (year, run), (later, after) in zip(
        zip(ordered, numbers, strict=True), list(zip(ordered, numbers, strict=True))[1:], strict=False
    ):
        joined = later == year + 1 and not {year, later} & breaks
        assert (run == after) == joined


def test_who_sat_where_when_kabul_fell() -> None:
    seats = evidence.standing(evidence.load("memberships"), on="2021-08-15")
    status = seats.set_index(["set", "state"])["status"]
    assert status["CSTO", "Uzbekistan"] == "left earlier"
    assert status["SCO", "Iran"] == status["SCO", "Belarus"] == "joined later"
    assert set(status["RIC"]) == {"undated"}
    assert set(status["Moscow Format"]) >= {"member"}
    near = set(evidence.load("borders")["state"])
    assert len(near) == 6
    assert near <= set(status["Moscow Format"].index)


# The charts


def test_no_line_is_drawn_through_a_year_without_a_figure() -> None:
    rows = draw.series_rows(evidence.load("opium_cultivation"), "year", "hectares")
    run = rows.dropna(subset=["hectares"]).set_index("year")["run"]
    assert run[1994] != run[1998]
    assert run[2018] != run[2020]
    assert run[1998] == run[2018]
    groups = evidence.load("battle_deaths_by_group")
    state = draw.series_rows(groups[groups["group"] == "Islamic State"], "year", "deaths", breaks=[2021])
    assert state.set_index("year")["run"].loc[2020:2022].nunique() == 3


def test_less_than_high_confidence_shows_as_a_hollow_mark() -> None:
    rows = draw.series_rows(evidence.load("opium_cultivation"), "year", "hectares").set_index("year")
    assert rows["trust"].loc[[1994, 2020, 2021]].eq("lower").all()
    assert rows["trust"].loc[2022] == "high"


def test_figures_are_said_as_they_are_printed() -> None:
    frame = pd.DataFrame(
        {"n": [5, None, None, None, 7], "n_lower": [None, 1000, 2, None, 6], "n_upper": [None, None, 3, 9, 8]}
    )
    assert words.printed(frame.astype("Int64"), "n") == ["5", "more than 1,000", "2 to 3", "up to 9", "7 (6 to 8)"]


def test_what_is_later_than_the_paper_is_shaded_and_says_so() -> None:
    def said(frame: pd.DataFrame) -> str:
        return str(specification(draw.series(frame, "year", "deaths", unit="deaths", after=2022.5).chart))

    deaths = evidence.load("conflict_deaths")
    assert evidence.AFTER in said(deaths)
    assert evidence.AFTER not in said(deaths[deaths["year"] < 2022])


def test_a_timeline_shows_every_event_once_in_order() -> None:
    events = evidence.load("events")
    rows = draw.timeline_rows(events, CUTOFF)
    assert rows["begin"].is_monotonic_increasing
    assert sorted(rows["label"]) == sorted(events["label"])
    assert rows["after"].is_monotonic_increasing
    doubtful = rows[rows["confidence"] != "high"]
    assert doubtful["words"].str.contains("confidence").all()
    lanes = list(events["lane"].unique())
    assert specification(draw.timeline(events, cutoff=CUTOFF, lanes=lanes).chart)["vconcat"]


def test_a_state_in_no_venue_keeps_its_row() -> None:
    seats = pd.DataFrame({"set": ["Quay"], "state": ["Brand"], "status": ["member"]})
    cells = draw.matrix_cells(seats, "state", "set", "status", ["Brand", "Cole"])
    assert cells["state"].tolist() == ["Brand", "Cole"]
    assert cells["status"].isna().tolist() == [False, True]
    said = words.describe_matrix(seats, "state", "set", {"Harbours": ["Brand", "Cole"]})
    assert said == "Quay: 1 of 2 under “Harbours” (Brand)."


def test_a_description_tells_span_extremes_and_gaps() -> None:
    said = words.describe_series(evidence.load("opium_cultivation"), "year", "hectares", "hectares")
    assert "1994 to 2025" in said
    assert "highest 328,000 in 2017" in said
    assert "No figure for 1995, 1996, 1997, 2019." in said
