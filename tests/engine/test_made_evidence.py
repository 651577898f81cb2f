"""Figures from outside, on tables made for the test: periods, numbers worked out, what bears on what, credits."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from golden import chart, frame, golden, markup, several
from places import SOUND

from companion import evidence
from companion.dossier import load
from companion.errors import CompanionError
from companion.evidence import derived, periods, tables
from companion.figures import Listed, Period, Record, Verdicts, record, verdicts
from companion.figures import evidence as draw
from companion.figures import evidence_words as words

DOSSIER = load(SOUND)
TEXT = {"type": "string"}
TABLES = {
    "depth": (
        {"year": "integer", "depth": "number", "depth_lower": "number", "depth_upper": "number", "confidence": "string",
         "note": "string", "source": "string", "seen_at": "string"},
        "1838,4.5,,,high,,Harbour office,https://example.org/a\n"
        "1839,4,3.5,4.25,high,a range,Harbour office,https://example.org/a\n"
        "1841,,2,,low,more than,A pilot,https://example.org/b\n"
        "1842,0,,,medium,dry,A pilot,https://example.org/b\n",
    ),
    "record": (
        {"row": "string", "period": "string", "side": "string", "actor": "string", "partner": "string",
         "date": "string", "date_precision": "string", "kind": "string", "what": "string",
         "stated_reason": "string", "quote": "string",
         "bears_on": "string", "confidence": "string", "primary": "string", "seen_at": "string", "note": "string"},
        "R1,old,Port,Office; Pilots,Town,1838-05-02,day,word,Depth is told.,,,ALP-1 BET-1,high,Letters,"
        "https://example.org/a ; shelf 4,\n"
        "R2,old,Port,Office,,1838-06,month,act,A dredger comes.,To dig.,It digs,BET-2a,low,Letters,"
        "https://www.example.org/b,once\n"
        "R3,new,Sea,Pilots,,1841-01-09,day,word,Ships turn away.,,,,high,Letters,https://example.org/a,\n",
    ),
    "claims": (
        {"claim": "string", "statement": "string", "state": "string", "sits": "string", "because": "string",
         "would_change": "string", "cannot_show": "string", "afterwards": "string", "tables": "string",
         "confidence": "string", "looked": "string", "about": "string"},
        "shallow,BET-1a,checked,with,It fell from {deepest} to {shallowest}.,A new sounding.,Why it fell.,"
        "uneasily with,depth,high,,The water\n"
        "trade,ALP-3a,not testable,,No table has the trade.,,,,,high,the tolls,The trade\n",
    ),
    "derived": (
        {"name": "string", "table": "string", "where": "string", "column": "string", "how": "string"},
        "deepest,depth,year > 0,depth,max\nshallowest,depth,year > 0,depth,min\nyears,depth,year > 1838,year,count\n"
        "pages,depth,year > 0,seen_at,distinct\nrows,depth,year > 0,seen_at,count\nmean,depth,year < 1840,depth,mean\n",
    ),
    "tolls": (
        {"n": "integer", "primary": "string", "licence": "string", "confidence": "string", "seen_at": "string"},
        "1,Harbour office,CC BY,high,https://example.org/a(1) ; https://github.com/port/tolls\n"
        "2,A pilot,own terms,low,https://example.org/b ; https://github.com\n"
        "3,A clerk,CC BY,high,https://example.org/c ; a shelf\n"
        "4,A mate,,high,\n"
        "5,Harbour office,CC BY,high,https://example.org/d\n",
    ),
    "licences": ({"licence": "string", "address": "string"}, "CC BY,https://example.org/cc-by\nown terms,\n"),
}  # fmt: skip
"""Name → types of its columns, and its rows."""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A project with these tables beside the sound dossier."""
    folder = tmp_path_factory.mktemp("project")
    place = folder / "data" / "evidence"
    place.mkdir(parents=True)
    (folder / "data" / "paper.yml").write_text("title: x\n")
    resources = []
    for name, (columns, rows) in TABLES.items():
        (place / f"{name}.csv").write_text(f"{','.join(columns)}\n{rows}", encoding="utf-8")
        fields = [{"name": column, "type": kind, "description": column} for column, kind in columns.items()]
        schema = {"fields": fields, "primaryKey": [next(iter(columns))]}
        resources.append({"name": name, "path": f"{name}.csv", "title": name.title(), "schema": schema})
    (place / "datapackage.json").write_text(json.dumps({"name": "made", "resources": resources}), encoding="utf-8")
    return folder


def test_the_tables_are_sound(root):
    assert [str(problem) for problem in tables.check(root)] == []
    assert tables.names(root) == list(TABLES)


def test_each_row_is_read_with_its_types(root):
    golden("made-evidence-tables.txt", several((name, frame(tables.load(name, root))) for name in TABLES))


@pytest.mark.parametrize(
    ("cutoff", "where"),
    [
        ("1840", [periods.BEFORE, periods.BEFORE, periods.AFTER]),
        ("1838-12-31", [periods.BEFORE, periods.AFTER, periods.AFTER]),
        ("1838-06", [periods.ACROSS, periods.AFTER, periods.AFTER]),
        ("1837-12-31", [periods.AFTER] * 3),
    ],
)
def test_a_year_ends_on_its_last_day(cutoff, where):
    rows = pd.DataFrame({"year": [1838, 1839, 1841]})
    assert periods.placed(rows, "year", cutoff).tolist() == where


def test_a_date_counts_by_as_much_as_is_known_of_it(root):
    rows = tables.load("record", root)
    assert periods.placed(rows, "date", "1838-05-02").tolist() == [periods.BEFORE, periods.AFTER, periods.AFTER]
    assert periods.placed(rows, "date", "1838-06-15").tolist() == [periods.BEFORE, periods.ACROSS, periods.AFTER]
    assert periods.placed(rows, "date", "1838-06-30").tolist() == [periods.BEFORE, periods.BEFORE, periods.AFTER]


def test_who_sits_where_on_a_day():
    day = pd.Timestamp
    seats = pd.DataFrame(
        {"set": ["A", "A", "B", "B", "B"], "state": list("vwxyz"),
         "since": ["1838", "1840-05-01", None, "1830", "1839"],
         "since_start": [day("1838-01-01"), day("1840-05-01"), None, day("1830-01-01"), day("1839-01-01")],
         "until_start": [None, None, None, day("1839-06-01"), day("1839-06-02")]}
    )  # fmt: skip
    shown = periods.standing(seats, "1839-06-01")
    assert shown["status"].tolist() == ["member", "joined later", "undated", "left or suspended", "member"]
    assert shown.columns.tolist() == ["set", "state", "status"]
    assert periods.standing(seats, "1840-05-01")["status"].tolist()[1] == "member"


def test_numbers_are_worked_out_as_their_rows_say(root):
    assert derived.numbers(root) == {"deepest": 4.5, "shallowest": 0, "years": 3, "pages": 2, "rows": 4, "mean": 4.25}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("x,depth,year > 1900,depth,max", "no row has a figure"),
        ("x,depth,year > 0,width,max", "'width'"),
        ("x,depth,yaer > 0,depth,max", "yaer"),
    ],
)
def test_what_cannot_be_worked_out_is_told_with_its_line(root, tmp_path, row, said):
    copy = Path(shutil.copytree(root, tmp_path / "copy"))
    file = copy / "data" / "evidence" / "derived.csv"
    file.write_text(file.read_text("utf-8") + row + "\n", encoding="utf-8")
    with pytest.raises(CompanionError) as refused:
        derived.numbers(copy)
    (problem,) = refused.value.problems
    assert (problem.file, problem.line, problem.value) == ("data/evidence/derived.csv", 8, "x")
    assert problem.remedy == "Compare `where` and `column` with the table depth."
    assert said in problem.message


def test_an_unknown_number_in_a_text_is_told():
    with pytest.raises(CompanionError, match=r"nothing-so.*\n.*Add it to derived.csv."):
        derived.told("From {nothing-so}.", {"a": 1})


def test_judgements_have_their_numbers_filled_in(root):
    shown = evidence.claims(root).set_index("claim")
    assert shown.loc["shallow", "because"] == "It fell from 4.5 to 0."
    assert shown["verdict"].tolist() == ["with", "not testable"]


def test_statements_and_sentences_know_what_stands_beside_them(root):
    judged = evidence.judged(root)
    assert {id: (beside.verdict, beside.anchor) for id, beside in judged.items()} == {
        "BET-1a": ("with", "check-shallow"), "ALP-3a": ("not testable", "check-trade"),
    }  # fmt: skip
    assert evidence.recorded(root) == {"ALP-1": ["R1"], "BET-1": ["R1"], "BET-2a": ["R2"]}


def test_a_project_without_tables_has_nothing_beside_its_statements(tmp_path):
    (tmp_path / "data" / "evidence").mkdir(parents=True)
    (tmp_path / "data" / "paper.yml").write_text("title: x\n")
    assert (evidence.judged(tmp_path), evidence.recorded(tmp_path), derived.numbers(tmp_path)) == ({}, {}, {})
    (tmp_path / "data" / "evidence").rmdir()
    assert (evidence.judged(tmp_path), evidence.recorded(tmp_path), derived.numbers(tmp_path)) == ({}, {}, {})


def test_every_source_is_credited_with_its_pages_and_terms(root):
    rows = tables.load("tolls", root)
    assert tables.credit(rows, root) == (
        "Source: Harbour office; A pilot; A clerk; and 1 more. Seen at [example.org](https://example.org/a%281%29), "
        "[github.com](https://github.com), a shelf and 1 more. "
        "Licence: [CC BY](https://example.org/cc-by), own terms."
    )
    assert tables.credit(rows[:1], root) == (
        "Source: Harbour office. Seen at [example.org](https://example.org/a%281%29), "
        "in a copy at [github.com/port](https://github.com/port/tolls). Licence: [CC BY](https://example.org/cc-by)."
    )
    copied = rows[:1].assign(seen_at="https://github.com/port/tolls")
    assert ". Seen in a copy at [github.com/port](https://github.com/port/tolls). Licence" in tables.credit(
        copied, root
    )
    shown = [("origins", tables.origins("tolls", "depth", root=root)), ("columns", tables.columns("tolls", root))]
    golden("made-evidence-sources.txt", several((name, frame(made)) for name, made in shown))


PERIODS = (
    Period("old", "Before", until=("1838-12-31", "the storm")),
    Period("new", "After", since=("1840-01-01", "the dredger")),
)


def test_what_is_drawn_of_the_record(root):
    rows = tables.load("record", root)
    shown = [
        ("strip", chart(record.strip(rows, PERIODS, ["word", "act"]))),
        ("list", markup(Record(rows, PERIODS, name="record", names={"ALP-1": "Depth lost"}).html())),
    ]
    golden("made-record.txt", several(shown))


def test_what_is_drawn_of_the_figures(root):
    rows = tables.load("depth", root)
    by = pd.concat([rows.assign(pier="east"), rows.assign(pier="west", depth=rows["depth"] + 1)], ignore_index=True)
    seats = pd.DataFrame(
        {"state": ["v", "w", "x"], "set": ["A", "A", "B two"], "status": ["member", "left or suspended", "undated"]}
    )
    since = rows.assign(
        begins="1838-03", begins_start=pd.Timestamp("1838-03-01"), who="A pilot", what="shallow", kind="claim"
    )
    since.loc[1, "kind"] = "denial"
    made = [
        ("series", draw.series(rows, "year", "depth", unit="metres", after=1840.5, breaks=[1839], ends=[1838, 1842],
                               marks=[("1839-06", "a storm")])),
        ("lines", draw.lines(by, "year", "depth", "pier", unit="metres", ticks=[0, 5],
                             names=["east", "west"], after=1840.5)),
        ("columns", draw.columns(rows.assign(at=rows["year"].astype(float)), "at", "depth", unit="metres",
                                 ends=[1842.0])),
        ("matrix", draw.matrix(seats, rows="state", columns="set", groups={"Ports": ["v", "w"], "Towns": ["x", "y"]})),
        ("spans", draw.spans(since, begins="begins", who="who", what="what", until="1842-12", mark=("1840-06", "storm"),
                             first=1836)),
    ]  # fmt: skip
    golden("made-evidence-figures.txt", several((name, chart(drawn)) for name, drawn in made))


def test_what_is_said_of_judgements_and_sources(root):
    claims = evidence.claims(root)
    sources = pd.DataFrame(
        {"key": ["brand1841", "cole1846", "ash1850"], "claim": ["It helps.", "It may.", "Of something else."],
         "relation": ["qualifies", "supports", "none"], "written": ["before", "after", "unknown"],
         "bears_on": ["BET-3", "BET-3a", "BET-3"], "locator": ["p. 3", pd.NA, pd.NA],
         "confidence": ["high", "low", "high"], "read": ["part", "part", "nothing"]}
    )  # fmt: skip
    shown = [
        ("verdicts at home", markup(Verdicts(DOSSIER, claims, home=True).html())),
        ("one verdict", markup(Verdicts(DOSSIER, claims, ["ALP-3a"]).html())),
        ("overview", chart(verdicts.overview(claims, [("ALP", "Abstract"), ("BET", "Results")]))),
        ("listed", markup(Listed(sources, DOSSIER, turn="May 1840").html())),
    ]
    golden("made-verdicts.txt", several(shown))


def test_a_figure_is_said_as_it_is_known(root):
    rows = tables.load("depth", root)
    assert words.printed(rows, "depth") == ["4.5", "4 (3.5 to 4.25)", "more than 2", "0"]
    assert words.describe_series(rows, "year", "depth", "metres") == (
        "Series by year, 1838 to 1842, 3 figures in metres: 4.5 in 1838, 0.0 in 1842; highest 4.5 in 1838, "
        "lowest 0.0 in 1842. No figure for 1840, 1841."
    )
