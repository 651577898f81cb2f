"""The YAML reader: lines, types, and no crash on any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st


from companion.yamlfile import did_you_mean, open_file

YAMLISH = st.lists(
    st.sampled_from(
        ["a", "id", ": ", "- ", "\n", "  ", "[", "]", "{", "}", '"', "#", "?", "|", "\t", "&x", "*x", "1", "é"]
    ),
    max_size=25,
).map("".join)


def opened(tmp_path, text):
    path = tmp_path / "made.yml"
    path.write_text(text, encoding="utf-8", newline="")
    problems = []
    return open_file(path, "data/made.yml", problems), problems


def test_places_know_the_line_of_each_field(tmp_path):
    file, problems = opened(tmp_path, "# note\nlist:\n  - id: A\n    text: |\n      one\n      two\n    last: end\n")
    (record,) = file.records("list")
    place = record.place
    assert (place.file, place.line) == ("data/made.yml", 3)
    assert [place.line_of(name) for name in ("id", "text", "last", "absent")] == [3, 4, 7, 3]
    assert problems == []


def test_getters_return_what_the_file_says(tmp_path):
    file, problems = opened(
        tmp_path, 'a: " x "\nb: true\nc: 12\nd: [u, "v"]\ne: finding\nf: {n: [m]}\ng:\nh: 2022-10\n'
    )
    assert file.text("a") == "x"
    assert file.flag("b") is True
    assert file.whole("c") == 12
    assert file.texts("d") == ("u", "v")
    assert file.choice("e", Role) is "finding"
    assert file.record("f").texts("n") == ("m",)
    assert file.text_or_none("g") is None
    assert file.rest() == {"h": "2022-10"}
    file.done()
    assert problems == []


def test_what_is_missing_is_told_once_and_replaced(tmp_path):
    file, problems = opened(tmp_path, "id: A\n")
    assert (file.text("a"), file.whole("b"), file.flag("c"), file.texts("d", required=True)) == ("", 0, False, ())
    assert [(problem.code, problem.field, problem.id) for problem in problems] == [
        ("missing-field", name, "A") for name in "abcd"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1.0\n", 'Put it in quotes: a: "1.0".'),
        ("a: no\n", 'Put it in quotes: a: "no".'),
        ("a: [x]\n", "Give text."),
    ],
)
def test_remedy_for_a_value_that_is_no_text(tmp_path, text, message):
    file, problems = opened(tmp_path, text)
    assert file.text("a") == ""
    assert message in problems[0].remedy


def test_items_of_a_list_are_texts(tmp_path):
    file, problems = opened(tmp_path, "a: [x, 1, [y]]\n")
    assert file.texts("a") == ("x",)
    assert [problem.message for problem in problems] == [
        "expected text in the list, found int",
        "expected text in the list, found a list",
    ]


def test_file_that_is_a_list_is_told(tmp_path):
    file, problems = opened(tmp_path, "- a\n- b\n")
    assert file.names() == []
    assert problems[0].message == "expected fields, found a list"


@given(YAMLISH | st.text(max_size=40))
def test_no_text_stops_the_reader(tmp_path_factory, text):
    file, problems = opened(tmp_path_factory.mktemp("made"), text)
    if file is None:
        assert [problem.severity for problem in problems] == ["error"]
        return
    for getter in (file.text, file.whole, file.texts, file.record, file.records, lambda name: file.choice(name, Role)):
        getter("id")
    file.done()


def test_allowed_values_come_with_the_nearest():
    assert did_you_mean("fnding", Role).startswith("Did you mean 'finding'? Allowed: background, ")
    assert did_you_mean("x", []) == "Allowed: none."
