"""Every figure of the engine on an invented paper: its frame, where its marks stand, and what a reader is told of it."""

from __future__ import annotations

import json
from collections import Counter

import altair as alt
import pandas as pd
import pytest
from places import BEES

from companion.figures import Figure, bibliography, charts, coding
from companion.project import Project

PROJECT = Project(BEES)
DOSSIER, REFERENCES = PROJECT.dossier, PROJECT.bibliography


def drawn(made):
    """Return the specification that Altair writes of a chart."""
    return made.chart.to_dict()


def rows(spec, layer=None):
    """Return the rows that a chart, or one layer of it, shows."""
    part = spec if layer is None else spec["layer"][layer]
    return spec["datasets"][part.get("data", spec.get("data"))["name"]]


def named(make):
    return Figure(make, name="fig-x", title="t", caption="c")


# --- what is coded ---


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
    assert pressures.description == (
        "Sentences by value and voice: Sealed joints 3 (1 Reported, 2 The paper); Mowing 1 (1 The paper); "
        "Sweeping 1 (1 Reported)."
    )


def test_units_are_a_mark_a_sentence_the_papers_own_first(pressures):
    spec = drawn(pressures)
    marks = [(row["label"], row["voice"], row["place"], row["statement"], row["link"]) for row in rows(spec, 1)]
    assert marks == [
        ("Sealed joints", "The paper", 0.5, "S2-3", "#s2-3"),
        ("Mowing", "The paper", 0.5, "S2-4", "#s2-4"),
        ("Sealed joints", "The paper", 1.5, "S3-1", "#s3-1"),
        ("Sealed joints", "Reported", 2.5, "S1-4", "#s1-4"),
        ("Sweeping", "Reported", 0.5, "S2-6", "#s2-6"),
    ] or sorted(marks) == sorted(
        [
            ("Sealed joints", "The paper", 0.5, "S2-3", "#s2-3"),
            ("Sealed joints", "The paper", 1.5, "S3-1", "#s3-1"),
            ("Sealed joints", "Reported", 2.5, "S1-4", "#s1-4"),
            ("Mowing", "The paper", 0.5, "S2-4", "#s2-4"),
            ("Sweeping", "Reported", 0.5, "S2-6", "#s2-6"),
        ]
    )
    encoding = spec["layer"][1]["encoding"]
    assert encoding["shape"]["scale"] == {"domain": ["The paper", "Reported"], "range": ["square", "circle"]}
    # Filled is what the paper says itself, hollow what it reports.
    fill = encoding["fill"]
    assert (fill["value"], fill["condition"]["test"]) == (charts.HOLLOW, "(datum['voice'] === 'The paper')")
    assert encoding["href"]["field"] == "link"
    assert encoding["stroke"]["scale"]["domain"] == ["Sealed joints", "Mowing", "Sweeping"]
    assert encoding["stroke"]["scale"]["range"][:2] == ["#7a5c3e", "#2f7d4f"]
    assert encoding["y"]["scale"]["domain"] == ["Sealed joints", "Mowing", "Sweeping"]
