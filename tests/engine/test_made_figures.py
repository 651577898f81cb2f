"""Every figure of the engine on an invented paper: its frame, where its marks stand, what a reader is told of it.

``test_golden`` holds the whole of each; here stands what each is for.
"""

from __future__ import annotations

import json

import pytest
from places import BEES

from companion.figures import Figure, charts, coding
from companion.figures import bibliography as references
from companion.project import Project

PROJECT = Project(BEES)
DOSSIER, REFERENCES = PROJECT.dossier, PROJECT.bibliography


def spec_of(drawn):
    """Return the specification that Altair writes of a chart."""
    return drawn.chart.to_dict()


def rows_of(spec, layer=None):
    """Return the rows that a chart, or one layer of it, shows."""
    part = spec if layer is None else spec["layer"][layer]
    return spec["datasets"][part.get("data", spec.get("data"))["name"]]


@pytest.fixture(scope="module")
def pressures():
    return coding.units(DOSSIER, "pressure")


def test_units_count_sentences_by_value_and_voice(pressures):
    assert pressures.data.to_dict("records") == [
        {"label": "Sealed joints", "voice": "Reported", "sentences": 1, "ids": ["S1-4"]},
        {"label": "Sealed joints", "voice": "The paper", "sentences": 2, "ids": ["S2-3", "S3-1"]},
        {"label": "Mowing", "voice": "The paper", "sentences": 1, "ids": ["S2-4"]},
        {"label": "Sweeping", "voice": "Reported", "sentences": 1, "ids": ["S2-6"]},
    ]


def test_a_unit_is_a_mark_that_leads_to_its_sentence_the_papers_own_first(pressures):
    marks = {row["statement"]: (row["label"], row["place"], row["link"]) for row in rows_of(spec_of(pressures), 1)}
    assert marks == {
        "S2-3": ("Sealed joints", 0.5, "#s2-3"),
        "S3-1": ("Sealed joints", 1.5, "#s3-1"),
        "S1-4": ("Sealed joints", 2.5, "#s1-4"),
        "S2-4": ("Mowing", 0.5, "#s2-4"),
        "S2-6": ("Sweeping", 0.5, "#s2-6"),
    }


def test_filled_squares_are_the_papers_and_hollow_circles_are_reported(pressures):
    encoding = spec_of(pressures)["layer"][1]["encoding"]
    assert encoding["shape"]["scale"] == {"domain": ["The paper", "Reported"], "range": ["square", "circle"]}
    filled, hollow = encoding["fill"]["condition"], encoding["fill"]["value"]
    assert (filled["test"], filled["field"], hollow) == ("(datum['voice'] === 'The paper')", "label", charts.HOLLOW)


def test_the_number_at_the_end_of_a_row_is_its_total(pressures):
    ends = {row["label"]: (row["total"], row["place"]) for row in rows_of(spec_of(pressures), 2)}
    assert ends == {"Sealed joints": ("3", 3.7), "Mowing": ("1", 1.7), "Sweeping": ("1", 1.7)}


def test_a_value_has_the_colour_of_the_codebook(pressures):
    scale = spec_of(pressures)["layer"][1]["encoding"]["stroke"]["scale"]
    assert dict(zip(scale["domain"], scale["range"], strict=True)) | {"Sweeping": ""} == {
        "Sealed joints": "#7a5c3e", "Mowing": "#2f7d4f", "Sweeping": "",
    }  # fmt: skip


def test_through_the_text_every_sentence_stands_under_its_section_a_repetition_smaller():
    drawn = coding.through_the_text(DOSSIER, "pressure")
    shown = [(row.section, row.sentence, row.label, row.repeat) for row in drawn.data.itertuples()]
    assert shown == [
        ("Purpose", "S1-4", "Sealed joints", False), ("Counts", "S2-3", "Sealed joints", False),
        ("Counts", "S2-4", "Mowing", False), ("Counts", "S2-6", "Sweeping", False),
        ("What follows", "S3-1", "Sealed joints", False), ("What follows", "S3-3", "Mowing", True),
    ]  # fmt: skip
    size = spec_of(drawn)["layer"][0]["encoding"]["size"]
    assert size["condition"] == {"test": "datum['repeat']", "value": 30}
    assert size["value"] > 30


@pytest.mark.parametrize("make", [coding.units, coding.through_the_text, coding.rule_ranges])
def test_a_variable_that_no_sentence_carries_has_a_figure_that_says_so(make):
    drawn = make(DOSSIER, "plant")
    assert "Clover" in drawn.description
    figure = Figure(drawn, name="fig-x", title="t", caption="c")
    assert "<svg" in figure.html()
    assert make is coding.rule_ranges or "Choose a mark" not in figure.html()


def test_a_range_is_a_point_where_no_rule_moves_a_count():
    data = coding.rule_ranges(DOSSIER, "pressure").data
    assert data.columns.tolist() == ["Pressure", "as coded", "fewest", "most"]
    assert (data["as coded"] == data["fewest"]).all()
    assert (data["as coded"] == data["most"]).all()


def test_every_reference_has_its_year_and_leads_to_its_entry():
    spec = spec_of(references.years(REFERENCES))
    shown = {row["key"]: (row["year"], row["type"], row["link"]) for row in rows_of(spec)}
    assert shown == {
        "ash1998": (1998, "article", "#ref-ash1998"), "weaver2003": (2003, "book", "#ref-weaver2003"),
        "moss2011": (2011, "chapter", "#ref-moss2011"), "board2019": (2019, "report", "#ref-board2019"),
    }  # fmt: skip


def test_a_field_that_a_reference_lacks_is_a_mark_of_its_own():
    drawn = references.states(REFERENCES, ["volume", "doi"])
    marks = {(row["key"], row["field"]): row["state"] for row in rows_of(spec_of(drawn))}
    assert set(marks) == {("ash1998", "volume"), ("ash1998", "doi")}
    assert set(marks.values()) == {"undamaged, unchecked"}


def test_nothing_is_damaged_and_nothing_gained():
    assert references.defects(REFERENCES).description == "Bars, one a kind, longest first: none."
    assert references.completeness(REFERENCES, REFERENCES).description == "No field gains."


def test_the_data_that_a_figure_offers_are_those_that_it_shows(pressures):
    files = Figure(pressures, name="fig-x", title="t", caption="c").payload().files
    assert files["fig-x.csv"].splitlines()[:3] == [
        "label,voice,sentences,ids", "Sealed joints,Reported,1,S1-4", "Sealed joints,The paper,2,S2-3 S3-1",
    ]  # fmt: skip
    assert json.loads(files["fig-x.vl.json"])["description"] == pressures.description
