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
from companion.evidence import tables
from companion.evidence.package import PACKAGE
from companion.figures import Cards, Listed, Period, Record, Verdicts, evidence_maps, record
from companion.figures import evidence as draw
from companion.figures import evidence_words as words

BAD = places.BAD_EVIDENCE
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


OWN = {"claims", "derived", "licences", "themes"}
"""Tables that hold the companion's own work, and so have no source."""


def test_every_row_says_where_it_comes_from_on_what_terms_and_how_far_to_trust_it() -> None:
    terms = set(evidence.load("licences")["licence"])
    for name in set(evidence.catalogue()) - OWN:
        frame = evidence.load(name)
        assert frame[["primary", "seen_at", "licence", "confidence"]].notna().all(axis=None), name
        assert set(frame["licence"]) <= terms, name


def test_a_page_is_named_by_its_address_or_in_words_that_say_why_not() -> None:
    for name in set(evidence.catalogue()) - OWN:
        for page in tables.pages(evidence.load(name)):
            assert page.startswith("http") or "abstract" in page or "was found" in page, f"{name}: {page}"


def test_what_may_not_be_copied_is_quoted_by_single_values() -> None:
    for name in set(evidence.catalogue()) - OWN:
        frame = evidence.load(name)
        assert (frame["licence"] == "non-commercial, values quoted").sum() <= 5, name


def test_blank_stays_blank() -> None:
    opium = evidence.load("opium_cultivation").set_index("year")
    assert opium.loc[[1995, 1996], "hectares"].isna().all()
    assert 1997 not in set(opium.index)
    assert (opium.loc[1995, "hectares_lower"], opium.loc[1995, "hectares_upper"]) == (53_000, 55_000)
    assert (opium.loc[1995, "tonnes_lower"], opium.loc[1995, "tonnes_upper"]) == (2200, 2400)
    assert (opium.loc[1996, "tonnes_lower"], opium.loc[1996, "tonnes_upper"]) == (2200, 2300)


def test_types_keep_numbers_numbers_and_dates_as_exact_as_they_are() -> None:
    events = evidence.load("events").set_index("id")
    assert str(evidence.load("troops")["troops"].dtype) == "Int64"
    assert events.loc["delisted-kazakhstan", "date"] == "2023"
    assert events.loc["delisted-kazakhstan", "date_end"] == pd.Timestamp("2023-12-31")
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
    with pytest.raises(CompanionError, match=r"datapackage\.json:2: error: is not JSON") as caught:
        evidence.catalogue(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["not-json"]


def test_a_table_without_a_row_is_told_by_its_code(tmp_path: Path) -> None:
    head = (BAD / "empty_day.csv").read_text("utf-8").splitlines()[0]
    (bad_project(tmp_path) / "rain.csv").write_text(f"{head}\n", encoding="utf-8")
    with pytest.raises(CompanionError) as caught:
        evidence.load("rain", tmp_path)
    assert [(problem.code, problem.message) for problem in caught.value.problems] == [("empty-table", "has no row")]


def test_the_provinces_add_up_to_the_printed_total() -> None:
    total = evidence.load("opium_cultivation").set_index("year")["hectares"]
    parts = evidence.load("opium_by_province").groupby("year")["hectares"].agg(["sum", "size"])
    for year in parts.index[parts["size"] == 34]:
        assert parts.loc[year, "sum"] == pytest.approx(total[year], rel=0.002)
    assert (parts["size"] == 34).sum() == 2


def test_the_months_add_up_to_nearly_the_year() -> None:
    months = evidence.load("deaths_by_month")
    kinds = evidence.load("organised_violence")
    years = kinds[kinds["kind"] == "all three kinds"].set_index("year")["deaths"]
    by = months.groupby(months["month"].str[:4].astype(int))["deaths"].sum()
    assert 0.95 < by[2022] / years[2022] < by[2021] / years[2021] < 1


def test_the_three_kinds_add_up() -> None:
    wide = evidence.load("organised_violence").pivot(index="year", columns="kind", values="deaths")
    three = wide["fighting with a government"] + wide["fighting between groups"] + wide["killing of civilians"]
    assert (three == wide["all three kinds"]).all()


# The claims


def test_every_claim_belongs_to_a_statement_and_to_tables_that_exist(claims: pd.DataFrame) -> None:
    judged = {s.id for s in load().statements if s.claim_type in ("empirical", "causal", "predictive")}
    assert set(claims["statement"]) == judged
    assert claims["statement"].is_unique
    named = {name for cell in claims["evidence"].dropna() for name in cell.split()}
    assert named <= set(evidence.catalogue())


def test_numbers_in_a_judgement_are_worked_out_or_stand_in_its_tables(claims: pd.DataFrame) -> None:
    for row in claims.dropna(subset=["evidence"]).itertuples():
        text = " ".join((places.EVIDENCE / f"{name}.csv").read_text(encoding="utf-8") for name in row.evidence.split())
        said = re.sub(r"\{[a-z0-9-]+\}", "", row.because)
        # Years without a comma are dates of the prose.
        numbers = [number.replace(",", "") for number in re.findall(r"\d+(?:,\d{3})+|\b\d{2,3}\b", said)]
        assert [number for number in numbers if not re.search(rf"(?<!\d){number}(?!\d)", text)] == [], row.claim


def test_only_what_was_checked_has_a_verdict_and_what_was_not_says_why(claims: pd.DataFrame) -> None:
    checked = claims["state"] == evidence.CHECKED
    assert claims.loc[checked, ["sits", "evidence", "would_change"]].notna().all(axis=None)
    assert claims.loc[~checked, ["sits", "afterwards", "evidence"]].isna().all(axis=None)
    assert claims.loc[claims["state"] == "no figure found", "looked"].notna().all()


def test_what_is_said_again_leads_to_a_judgement_of_its_own(claims: pd.DataFrame) -> None:
    state = claims.set_index("statement")["state"]
    repeats = {s.repeats: s.id for s in load().statements if s.repeats}
    for row in claims[claims["state"] == evidence.REPEATED].itertuples():
        assert repeats[row.statement] in row.because
        assert state[repeats[row.statement]] != evidence.REPEATED


def test_every_number_is_worked_out_and_used_or_refused() -> None:
    known = evidence.numbers()
    assert len(known) == len(evidence.load("derived"))
    filled = " ".join(evidence.claims()["because"])
    assert "{" not in filled
    assert evidence.shown(known["deaths-jul-2021"]) in filled
    with pytest.raises(CompanionError, match="no such number"):
        evidence.told("{tides}", known)


def test_a_number_follows_its_rows(tmp_path: Path) -> None:
    shutil.copytree(places.EVIDENCE, tmp_path / "data" / "evidence")
    file = tmp_path / "data" / "evidence" / "deaths_by_month.csv"
    file.write_text(
        file.read_text(encoding="utf-8").replace("2021-09,month,508,", "2021-09,month,608,"), encoding="utf-8"
    )
    assert evidence.numbers(tmp_path)["deaths-sep-dec-2021"] == evidence.numbers()["deaths-sep-dec-2021"] + 100
    assert "608 in September" in evidence.claims(tmp_path).set_index("claim")["because"]["less-fighting"]


def test_a_number_without_rows_is_told_with_its_line(tmp_path: Path) -> None:
    shutil.copytree(places.EVIDENCE, tmp_path / "data" / "evidence")
    file = tmp_path / "data" / "evidence" / "derived.csv"
    text = file.read_text(encoding="utf-8").replace("month == '2021-09'", "month == '1821-09'", 1)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CompanionError, match=r"derived\.csv:\d+: error: .*no row has a figure"):
        evidence.numbers(tmp_path)


CHAPTERS = ("10_evidence", "20_drugs", "14_revision", "15_claims", "16_neighbours")
_NO_FIGURE = re.compile(
    r"```.*?```|`[^`]*`|\b\d{1,2} (?:January|February|March|April|May|June)"
    r"|\b\d{1,2} (?:July|August|September|October|November|December)"
    r"|\bresolution \d+|\bR\d{3}\b|\b(?:1[89]|20)\d\d\b|^\d+\.", re.S | re.M
)  # fmt: skip
"""What stands in prose and is no figure: code, roles, days, resolutions, names of rows, years, numbers of a list."""


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_figure_in_the_prose_is_a_row(chapter: str) -> None:
    text = (places.ROOT / "notebooks" / f"{chapter}.md").read_text(encoding="utf-8")
    prose = _NO_FIGURE.sub(" ", text.partition("\n# ")[2])
    tables_text = " ".join(file.read_text(encoding="utf-8") for file in places.EVIDENCE.glob("*.csv"))
    numbers = {number.replace(",", "") for number in re.findall(r"\d+(?:,\d{3})+|\d{2,}", prose)}
    assert [n for n in sorted(numbers) if not re.search(rf"(?<!\d){n}(?!\d)", tables_text)] == []


def test_every_figure_in_a_title_of_a_chart_is_a_row() -> None:
    tables_text = " ".join(file.read_text(encoding="utf-8") for file in places.EVIDENCE.glob("*.csv")).replace(",", "")
    for chapter in CHAPTERS:
        text = (places.ROOT / "notebooks" / f"{chapter}.md").read_text(encoding="utf-8")
        for title in re.findall(r'title="([^"]+)"', text):
            for number in re.findall(r"\d+,\d{3}", title):
                assert number.replace(",", "") in tables_text, title


# The record


def test_the_period_of_a_row_agrees_with_its_date() -> None:
    rows = evidence.load("record")
    exact = rows[rows["date_precision"] == "day"]
    expected = exact["date"].map(
        lambda day: "before" if day < "2021-08-15" else "between" if day < "2022-11" else "after"
    )
    assert (exact["period"] == expected).all()


def test_rows_named_in_the_summary_and_in_the_judgements_exist() -> None:
    rows = set(evidence.load("record")["row"])
    themes = evidence.load("themes")
    named = set(re.findall(r"R\d{3}", " ".join(themes.astype(str).to_numpy().ravel())))
    assert named
    assert named <= rows


def test_a_date_known_by_its_month_implies_no_order() -> None:
    rows = record.in_order(evidence.load("record"))
    assert rows["date_end"].is_monotonic_increasing
    august = rows[rows["date"].str.startswith("2021-08")]
    assert august["date_precision"].tolist()[-1] == "month"
    strip = record.strip_rows(rows[rows["period"] == "before"], sorted(rows["kind"].unique()))
    assert (~strip["exact"]).sum() == (rows[rows["period"] == "before"]["date_precision"] != "day").sum()


PERIODS = [Period("before", "Before"), Period("between", "Between", open=True), Period("after", "After")]


def test_every_row_of_the_record_is_shown_once_and_can_be_linked_to() -> None:
    rows = evidence.load("record")
    shown = Record(rows, PERIODS, name="record")
    html = shown.html()
    assert all(html.count(f'id="{row.lower()}"') == 1 for row in rows["row"])
    assert {row.lower() for row in rows["row"]} <= set(shown.payload().anchors)
    known = {item.sentence for item in load().statements}
    assert set(evidence.bearing(rows, "row")) <= known
    for chart in specification(record.strip(rows, PERIODS, sorted(rows["kind"].unique())).chart)["vconcat"]:
        assert chart["title"] in ("Before", "Between", "After")


def test_a_card_leads_to_its_judgement_and_to_the_record() -> None:
    html = Cards(load(), "CON-5a").html()
    assert 'href="#check-no-recognition"' in html
    assert 'href="#record-con-5"' in html
    made = load(places.SOUND)
    assert "#check-" not in Cards(made, made.statements[0].id).html()


def test_a_verdict_is_printed_with_reason_and_limits() -> None:
    claims = evidence.claims()
    html = Verdicts(load(), claims, ["RES-5a"], home=True).html()
    for text in ("sits uneasily with it", "What would change this:", "What it cannot show:", 'id="check-smuggling"'):
        assert text in html
    assert 'id="check-smuggling"' not in Verdicts(load(), claims, ["RES-5a"]).html()


def test_the_listed_sources_are_the_papers_and_what_was_not_read_says_nothing() -> None:
    frame = evidence.load("listed_sources")
    keys = set(re.findall(r"^@\w+\{([^,]+),", places.BIBLIOGRAPHY.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert set(frame["key"]) == keys
    assert frame.loc[frame["read"] == "nothing", ["claim", "relation"]].isna().all(axis=None)
    html = Listed(frame, load(), turn="August 2021").html()
    assert html.count("<summary>") == len(load().paper.main_findings)
    impose = html[html.index("<b>Russia can impose policy</b>") :]
    assert "supports" not in impose[: impose.index("</details>")], (
        "what supports the bid does not support that it can impose"
    )


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
    assert status["CSTO", "Uzbekistan"] == "left or suspended"
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
    assert run[1998] == run[2019] == run[2025]
    groups = evidence.load("battle_deaths_by_group")
    state = groups[(groups["group"] == "Taliban")]
    run = draw.series_rows(state, "year", "deaths", breaks=[2021]).set_index("year")["run"]
    assert run[2020] != run[2021], "what is called the government changes in it"


def test_less_than_high_confidence_shows_as_a_hollow_mark() -> None:
    rows = draw.series_rows(evidence.load("opium_cultivation"), "year", "hectares").set_index("year")
    assert rows["trust"].loc[2021] == "medium"
    assert rows["trust"].loc[[1994, 2020, 2022]].eq("high").all()


def test_figures_are_said_as_they_are_printed() -> None:
    frame = pd.DataFrame(
        {"n": [5, None, None, None, 7], "n_lower": [None, 1000, 2, None, 6], "n_upper": [None, None, 3, 9, 8]}
    )
    assert words.printed(frame.astype("Int64"), "n") == ["5", "more than 1,000", "2 to 3", "up to 9", "7 (6 to 8)"]
    quoted = frame.astype("Int64").assign(note=[None, "'at least'; a claim", None, None, None])
    assert words.printed(quoted, "n")[1] == "at least 1,000", "as the page has it"


def test_what_is_later_than_the_paper_is_shaded_and_says_so() -> None:
    def said(frame: pd.DataFrame) -> str:
        return str(specification(draw.series(frame, "year", "deaths", unit="deaths", after=2022.5).chart))

    deaths = evidence.load("conflict_deaths")
    assert evidence.AFTER in said(deaths)
    assert evidence.AFTER not in said(deaths[deaths["year"] < 2022])


def test_a_zero_is_drawn_and_a_gap_is_not() -> None:
    frame = pd.DataFrame({"year": [2001, 2002, 2004], "n": [3, 0, 5], "confidence": ["high", "high", "low"]})
    drawn = draw.columns(frame, "year", "n", unit="boats", marks=[("2002-07-02", "flood")])
    spec = str(specification(drawn.chart))
    assert "datum.n === 0" in spec
    assert "flood" in spec
    assert "No figure for 2003." in drawn.description


def test_a_denial_is_a_cross_and_no_bar() -> None:
    contacts = evidence.load("contacts")
    drawn = draw.spans(
        contacts, begins="begins", who="who", what="what", until=CUTOFF, mark=("2012-10", "then"), first=2007
    )
    assert "1 of these begin before then" in drawn.description
    assert "denied for 2011" in drawn.description


def test_lines_stand_on_one_scale_under_their_names() -> None:
    kinds = evidence.load("organised_violence")
    names = ["killing of civilians", "fighting between groups"]
    drawn = draw.lines(kinds, "year", "deaths", "kind", unit="deaths", names=names, ticks=[0, 100])
    assert set(re.findall("killing of civilians|fighting with a government", drawn.description)) == {
        "killing of civilians"
    }
    assert "symlog" in str(specification(drawn.chart))


def test_a_map_tells_every_state_and_every_way() -> None:
    shapes = evidence.load("shapes")
    seats = pd.DataFrame({"set": ["Quay", "Pier"], "state": ["Iran", "Iran"]})
    kinds = ["the middle", "near, seated", "near", "far"]
    states = evidence_maps.neighbours(["Iran", "Pakistan"], seats, ["India"], "Afghanistan", kinds)
    assert states.set_index("name")["told"].to_dict() == {
        "Afghanistan": "",
        "Iran": "Quay, Pier",
        "Pakistan": "",
        "India": "",
    }
    ways = pd.DataFrame({"name": ["Iran"], "share": [30], "told": ["by Iran"]})
    drawn = evidence_maps.region(shapes, states, ways, kinds=kinds, centre="Afghanistan")
    assert "near, seated: Iran (Quay, Pier)." in drawn.description
    assert "by Iran, 30 per cent" in drawn.description
    assert specification(drawn.chart)["projection"]["type"] == "identity"


def test_outlines_cover_all_provinces_and_neighbours() -> None:
    shapes = evidence.load("shapes")
    provinces = set(evidence.load("opium_by_province")["province"])
    assert set(shapes.loc[shapes["set"] == "provinces", "name"]) == provinces
    assert set(evidence.load("borders")["state"]) <= set(shapes.loc[shapes["set"] == "countries", "name"])
    assert set(shapes.loc[shapes["set"] == "routes", "name"]) <= set(evidence.load("drug_flows")["of"])


def test_a_credit_names_source_place_and_licence() -> None:
    said = evidence.credit(evidence.load("uncertainty_index"))
    assert said.startswith("Source: World Uncertainty Index")
    assert "[github.com/luboRprojects](https://github.com/" in said
    assert said.endswith("Licence: [free with citation](https://worlduncertaintyindex.com/).")


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
    assert "No figure for 1995, 1996, 1997." in said
