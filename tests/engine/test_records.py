"""The reader of data files: lines, types, every slip told in one run, and no crash on any text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from companion.records import UNPLACED, Flag, Item, OptionalText, Placed, Text, Texts, Whole, named, read_file
from companion.records.hints import did_you_mean
from companion.records.schemas import schema_text

YAMLISH = st.lists(
    st.sampled_from(
        ["a", "id", ": ", "- ", "\n", "  ", "[", "]", "{", "}", '"', "#", "?", "|", "\t", "&x", "*x", "1", "é"]
    ),
    max_size=25,
).map("".join)


class Tide(StrEnum):
    """A closed set."""

    EBB = "ebb"
    FLOOD = "flood"


@dataclass(frozen=True, slots=True)
class Gauge(Item):
    """A record inside a record."""

    id: Text
    tide: Tide
    """Which way the water goes."""
    marks: tuple[Whole, ...] = ()
    source: Annotated[OptionalText, named("from")] = None
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Harbour(Item):
    """A file."""

    id: Text
    open: Flag
    depth: Whole = 0
    masters: Texts = ()
    gauges: tuple[Gauge, ...] = ()
    words: Mapping[str, Text] = field(default_factory=dict)
    place: Placed = UNPLACED


@pytest.fixture
def opened(tmp_path):
    """Read a text as a harbour; return the record and what is told of it."""

    def read(text):
        path = tmp_path / "made.yml"
        path.write_text(text, encoding="utf-8", newline="")
        problems = []
        return read_file(path, "data/made.yml", Harbour, problems), problems

    return read


SOUND = """\
# note
id: " Brandhaven "
open: true
depth: 12
masters: [u, "v"]
gauges:
  - id: A
    tide: ebb
    from: |
      one
      two
    marks: [1, 2]
words: {n: m}
"""


def test_a_sound_file_is_read_as_it_says(opened):
    record, problems = opened(SOUND)
    assert problems == []
    assert (record.id, record.open, record.depth, record.masters) == ("Brandhaven", True, 12, ("u", "v"))
    (gauge,) = record.gauges
    assert (gauge.tide, gauge.source, gauge.marks) == (Tide.EBB, "one\ntwo", (1, 2))
    assert record.words == {"n": "m"}


def test_places_know_the_line_of_each_field(opened):
    (gauge,) = opened(SOUND)[0].gauges
    assert (gauge.place.file, gauge.place.line) == ("data/made.yml", 7)
    assert [gauge.place.line_of(name) for name in ("id", "tide", "marks", "absent")] == [7, 8, 12, 7]


def test_all_slips_of_a_file_are_told_at_once_each_with_its_line(opened):
    text = SOUND.replace("tide: ebb", "tide: eb").replace("depth: 12", "depht: 12").replace("open: true\n", "")
    record, problems = opened(text.replace("[1, 2]", "[1, two]"))
    told = {(problem.code, problem.field, problem.line, problem.id) for problem in problems}
    assert told == {
        ("missing-field", "open", 2, None),
        ("unknown-field", "depht", 3, None),
        ("unknown-value", "tide", 7, "A"),
        ("wrong-type", "marks", 11, "A"),
    }
    assert "Did you mean 'depth'?" in " ".join(problem.remedy for problem in problems)
    assert record.gauges[0].tide is Tide.EBB, "a misspelt value is taken for the nearest, so that the rest is checked"


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("id: 1.0\n", 'Put it in quotes: id: "1.0".'),
        ("id: no\n", 'Put it in quotes: id: "no".'),
        ("id: [x]\n", "Give text."),
    ],
)
def test_remedy_for_a_value_that_is_no_text(opened, line, remedy):
    _, problems = opened(f"{line}open: true\n")
    assert [problem.code for problem in problems] == ["wrong-type"]
    assert remedy in problems[0].remedy


def test_items_of_a_list_are_texts(opened):
    record, problems = opened("id: A\nopen: true\nmasters: [x, 1, [y]]\n")
    assert record.masters == ("x",)
    assert [problem.message for problem in problems] == [
        "expected text in the list, found int",
        "expected text in the list, found a list",
    ]


def test_an_empty_field_is_a_missing_one(opened):
    _, problems = opened("id:\nopen: true\n")
    assert [(problem.code, problem.field, problem.message) for problem in problems] == [
        ("missing-field", "id", "field is empty")
    ]


def test_a_file_that_is_a_list_is_told(opened):
    record, problems = opened("- a\n- b\n")
    assert problems[0].message == "expected fields, found a list"
    assert (record.id, record.gauges) == ("", ()), "the rest can still be checked"


def test_what_is_missing_is_told_once_each_by_name_and_replaced(opened):
    record, problems = opened("id: A\ngauges:\n  - source: x\n")
    assert {(problem.code, problem.field, problem.line) for problem in problems} == {
        ("missing-field", "open", 1),
        ("missing-field", "id", 3),
        ("missing-field", "tide", 3),
        ("unknown-field", "source", 3),
    }
    assert len(problems) == 4
    (gauge,) = record.gauges
    assert (record.open, record.depth, record.masters) == (False, 0, ())
    assert (gauge.id, gauge.source, gauge.place.line) == ("", None, 3)


def test_problems_call_a_record_by_its_id_or_by_what_it_stands_in(opened):
    _, problems = opened(
        "id: A\nopen: true\ngauges:\n  - {id: G-1, tide: eb}\n  - {tide: eb}\n  - {id: 5, tide: ebb}\n"
    )
    assert [(problem.id, problem.field) for problem in problems] == [
        ("G-1", "tide"),
        ("eb", "id"),
        ("eb", "tide"),
        ("id 5", "id"),
    ]


@pytest.mark.parametrize(
    ("line", "told", "mended"),
    [
        ("open: yes please\n", "expected true or false, found text", ("open", False)),
        ("open: 1\n", "expected true or false, found int", ("open", False)),
        ("open: true\ndepth: deep\n", "expected a whole number, found text", ("depth", 0)),
        ("open: true\ndepth: 1.5\n", "expected a whole number, found float", ("depth", 0)),
        ("open: true\ndepth: true\n", "expected a whole number, found true or false", ("depth", 0)),
        ("open: true\nmasters: u\n", "expected a list, found text", ("masters", ())),
        ("open: true\nmasters: {u: v}\n", "expected a list, found fields", ("masters", ())),
        ("open: true\ngauges: 3\n", "expected a list, found int", ("gauges", ())),
        ("open: true\ngauges: [x]\n", "expected fields, found text", ("gauges", ())),
        ("open: true\nwords: [x]\n", "expected fields, found a list", ("words", {})),
        ("open: 2022-10-01\n", "expected true or false, found timestamp", ("open", False)),
    ],
)
def test_a_wrong_type_is_told_and_taken_for_nothing(opened, line, told, mended):
    record, problems = opened(f"id: A\n{line}")
    assert [(problem.code, problem.message) for problem in problems] == [("wrong-type", told)]
    assert problems[0].line == 1 + line.count("\n")
    field, value = mended
    assert getattr(record, field) == value
    assert record.id == "A"


def test_a_month_is_a_text_and_a_number_is_as_yaml_spells_it(opened):
    record, problems = opened('id: 2022-10\nopen: true\ndepth: 0x1f\nmasters: ["1"]\n')
    assert (record.id, record.depth, record.masters, problems) == ("2022-10", 31, ("1",), [])


def test_a_field_given_twice_is_told_and_the_later_counts(opened):
    record, problems = opened("id: A\nopen: true\nid: B\n")
    assert [(problem.code, problem.field, problem.line) for problem in problems] == [("duplicate-field", "id", 3)]
    assert record.id == "B"


@pytest.mark.parametrize("value", ["x", "{}", "{file: a, line: 1}", "[]"])
def test_what_the_program_fills_in_is_no_field_of_a_file(opened, value):
    text = SOUND.replace("    tide: ebb\n", f'    tide: ebb\n    "@place": {value}\n')
    record, problems = opened(text)
    assert [(problem.code, problem.field, problem.line) for problem in problems] == [("unknown-field", '"@place"', 9)]
    assert (record.gauges[0].place.file, record.gauges[0].place.line) == ("data/made.yml", 7)


def test_an_alias_to_what_is_around_it_ends(opened):
    record, problems = opened("&a\nid: A\nopen: true\ngauges: [*a]\nmasters: &b [u, *b]\n")
    assert [(problem.message, problem.line) for problem in problems] == [
        ("expected text in the list, found an alias to what it stands in", 5),
        ("expected fields, found an alias to what it stands in", 4),
    ]
    assert (record.gauges, record.masters) == ((), ("u",))


@given(YAMLISH | st.text(max_size=40))
def test_no_text_stops_the_reader(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("made") / "made.yml"
    path.write_text(text, encoding="utf-8", newline="")
    problems = []
    record = read_file(path, "data/made.yml", Harbour, problems)
    assert problems, "no such text is a sound harbour"
    assert all(problem.severity == "error" and problem.remedy for problem in problems)
    assert record is None or isinstance(record.id, str)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["ebb", "flood"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "open", "depth", "masters", "gauges", "words", "tide", "marks", "from", "place",
                             "@place", "1", "x"]), inner, max_size=5,
        )
    ),
    max_leaves=12,
)  # fmt: skip


@given(VALUES)
def test_no_value_stops_the_reader_and_what_it_mends_is_a_record(tmp_path_factory, value):
    path = tmp_path_factory.mktemp("made") / "made.yml"
    path.write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")
    problems = []
    record = read_file(path, "data/made.yml", Harbour, problems)
    if record is None:
        assert {problem.code for problem in problems} <= {"empty-file", "unseen-character", "yaml-syntax"}
        return
    assert all(problem.line and problem.remedy and str(problem) for problem in problems)
    assert isinstance(record, Harbour)
    assert isinstance(record.open, bool)
    assert isinstance(record.depth, int)
    assert all(isinstance(master, str) for master in record.masters)
    assert all(isinstance(gauge, Gauge) and isinstance(gauge.tide, Tide) for gauge in record.gauges)
    if not problems:
        assert record.id


def test_allowed_values_come_with_the_nearest():
    assert did_you_mean("eb", Tide) == "Did you mean 'ebb'? Allowed: ebb, flood."
    assert did_you_mean("x", []) == "Allowed: none."


def test_the_schema_says_what_the_records_say():
    text = schema_text(Harbour)
    assert '"Which way the water goes."' in text
    assert '"ebb"' in text
    assert '"from"' in text
    assert "place" not in text, "where a record stands is no field of the file"
