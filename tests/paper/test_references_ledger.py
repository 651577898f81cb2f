"""The ledger: rows that do not match are told, every value can be traced, the package names no one."""

from __future__ import annotations

import hashlib
import re
import shutil

import pytest
import yaml
from places import PRINTED, ROOT

from companion import files
from companion.errors import CompanionError
from companion.references import audit, bibliography, frames, ledger
from companion.references.entry import FIELDS, from_parsed
from companion.references.parsing.line import parse

ENTRIES = bibliography.load()
AS_SUPPLIED = "825419f1a8143a7b6955f89b1770ccad78ce4f4669f113fe40ca21da3eda746e"
"""Digest of the printed list as it was supplied."""
RAW = bibliography.load(by_hand=False)

ROW = {"number": 1, "field": "volume", "before": "3", "after": "4", "kind": "misprint", "reason": "Why.",
       "evidence": "printed", "status": "certain"}  # fmt: skip


@pytest.fixture
def project(tmp_path):
    """A list of two printed references with a ledger that the test writes."""
    (tmp_path / files.PRINTED).parent.mkdir(parents=True)
    (tmp_path / files.PRINTED).write_text(
        "Brand, A. (2014). Tides. Journal of Harbours, 3(2), 4-9.\nCole, B. (2015). Ebb. Journal of Harbours, 4.\n"
    )
    (tmp_path / files.KEYS).write_text("keys: [brand2014, cole2015]\n")

    def load(rows, links=()):
        (tmp_path / files.REPAIRS).write_text(yaml.safe_dump({"repairs": rows, "links": list(links)}))
        return bibliography.load(tmp_path)

    return load


def test_a_row_changes_its_field_and_nothing_else(project):
    first, second = project([ROW])
    assert first.get("volume") == "4"
    assert {**first.fields, "volume": "3"} == RAWS["first"]
    assert second.repairs == tuple(row for row in second.repairs if row.origin == "rule")


RAWS = {
    "first": dict(from_parsed(parse("Brand, A. (2014). Tides. Journal of Harbours, 3(2), 4-9."), "brand2014").fields)
}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"before": "5"}, ["reference 1", "[volume]", "expected '5'", "found '3'"]),
        ({"number": 9}, ["reference 9", "no such reference", "1 to 2"]),
        ({"field": "volum"}, ["'volum'", "Did you mean 'volume'?"]),
        ({"status": "sure"}, ["'sure'", "certain, probable, unverified"]),
        ({"evidence": "source"}, ["needs its address"]),
        ({"evidence": "source", "source": "javascript:alert(1)"}, ["needs its address"]),
        ({"evidence": "source", "source": "https://x.org/"}, ["bare host", "'https://x.org/'", "page that shows it"]),
        ({"field": "type", "before": "article", "after": "blog"}, ["unknown kind", "'blog'", "newspaper"]),
        ({"evidnce": "printed"}, ["[evidnce]", "unknown field", "Did you mean 'evidence'?"]),
        ({"number": "one"}, ["[number]", "whole number", "'one'"]),
    ],
)
def test_a_row_that_does_not_fit_is_told(project, change, told):
    with pytest.raises(CompanionError) as error:
        project([ROW | change])
    assert all(part in str(error.value) for part in told), str(error.value)


def test_all_faults_are_told_at_once(project):
    with pytest.raises(CompanionError) as error:
        project([ROW | {"before": "5"}, ROW | {"number": 9}, {"number": 2}], [{"numbers": [1]}])
    assert len(error.value.problems) >= 4


@pytest.mark.parametrize("text", ["repairs: [", "repairs: [5]", "- a\n- b", ""])
def test_a_broken_file_is_told_and_not_raised(tmp_path, text):
    file = tmp_path / files.REPAIRS
    file.parent.mkdir(parents=True)
    file.write_text(text)
    problems = []
    ledger.read(tmp_path, problems)
    assert problems
    assert all(problem.file == files.REPAIRS for problem in problems)


def test_keys_must_fit_the_list(tmp_path):
    shutil.copytree(ROOT / "data" / "references", tmp_path / "data" / "references")
    (tmp_path / files.KEYS).write_text("keys: [one, one]\n")
    with pytest.raises(CompanionError, match=r"31 references are printed, 2 keys are given; repeated: \['one'\]"):
        bibliography.load(tmp_path)


FROZEN = """
allison2004 allison2021 halbach2013 hojatzadeh2018 hosseinpour2022 janse2021 jokar2021 kazantsev2016 khoshaind2022
karmi2014 khaleghinejad2021 kapoor2021 khadimshirazi2022 kulai2011 lewis2020 lang2014 mearsheimer2006 mearsheimer2014
najam2021 pawar2011 ramani2021 stepanova2021 smith2016 shafiei2014 selahshor2016 sajjadpour2018 shweta2022 taneja2021
taieb2021 valeriano2009 weitz2010
""".split()


def test_keys_are_frozen():
    """They are the address of each entry in the page, and what documents that cite it have in them."""
    assert [entry.key for entry in ENTRIES] == FROZEN


def test_every_value_is_printed_or_traced_to_a_row():
    """Words of a value stand in the printed line, or a row of the ledger about that reference brings them in."""
    for entry in ENTRIES:
        brought = " ".join([entry.parsed.raw, *(row.after or "" for row in entry.repairs)])
        known = set(re.findall(r"\w+", brought.casefold()))
        glued = re.sub(r"\W+", "", brought.casefold())
        for name in FIELDS[1:]:
            for word in re.findall(r"\w+", entry.get(name).casefold()):
                traced = word in known or word in glued or name in {"month", "day", "language"}
                assert traced, (entry.n, name, word)


def test_facts_from_outside_have_an_address():
    for entry in ENTRIES:
        for row in entry.repairs:
            assert (row.evidence == "source") == bool(row.source), row


def test_doubts_change_nothing():
    for entry in ENTRIES:
        assert not [row for row in entry.repairs if row.status == "unverified" and row.after is not None]


def test_two_references_are_one_work():
    assert ENTRIES.works == frames.numbers(ENTRIES)["reference-works"] == 30
    by_number = {entry.n: entry for entry in ENTRIES}
    assert by_number[2].related == (by_number[6].key,)
    assert by_number[12].related == (by_number[28].key,)


def test_nothing_read_is_dropped_in_silence():
    """What the parse stage reads and puts into no field stands in a row, by rule or by hand."""
    fields = {"authors", "date", "punctuation", "role", "other year", "marker", *FIELDS}
    for entry in RAW:
        for span in entry.parsed.spans:
            told = [row for row in entry.repairs if row.span and row.span[0] < span.end and span.start < row.span[1]]
            boilerplate = span.label == "boilerplate"
            assert span.label in fields or told or boilerplate, (entry.n, span.label, span.text)
    left_out = [row for entry in RAW for row in entry.repairs if row.kind == "words left out"]
    assert [(row.number, row.before) for row in left_out] == [(10, "scientific research quarterly of world politics")]


def test_a_guess_of_a_rule_is_no_certainty():
    rows = {row.kind: row.status for entry in RAW for row in entry.repairs}
    assert rows["standfirst in the title"] == rows["doubled name"] == "probable"
    assert rows["missing space"] == "certain"


def test_what_is_checked_has_a_page_and_no_doubt():
    by_key = {entry.key: entry for entry in ENTRIES}
    assert {"pages", "doi", "volume"} <= set(audit.checked(by_key["valeriano2009"]))
    assert "number" not in audit.checked(by_key["lewis2020"])
    assert audit.checked(by_key["khoshaind2022"]) == ()
    assert audit.field_status(by_key["khoshaind2022"], "title") == "present"


def test_one_work_is_typed_one_way():
    by_key = {entry.key: entry for entry in ENTRIES}
    part, whole = by_key["kapoor2021"], by_key["taneja2021"]
    assert (part.get("type"), whole.get("type")) == ("incollection", "book")
    assert part.get("container") == whole.get("title")
    assert [part.get(name) for name in ("series", "number", "editor")] == [
        whole.get(name) for name in ("series", "number", "editor")
    ]
    assert all(remark for entry in (part, whole) for remark in entry.remarks)


def test_audit_finds_what_the_list_repeats():
    found = {(finding.number, finding.kind) for finding in audit.audit(ENTRIES)}
    assert {(6, "same title"), (28, "same title"), (26, "one person, two spellings"), (3, "years disagree")} <= found


@pytest.mark.parametrize(
    ("line", "kind"),
    [("", "empty line"), (" \u00a0", "empty line"), ("x" * 10_000, "line too long"),
     ("Just some words.", "no reference"), ("Brand, A. (2014). Ti\x07des.", "control characters"),
     ("Brand, A. (2014). <b>Tides</b>.", "markup"),
     ("Brand, A. (2014). Tides. javascript:alert(1)", "markup")],
)  # fmt: skip
def test_bad_lines_get_a_clear_row(line, kind):
    found = audit.audit([from_parsed(parse(line), "key")])
    assert kind in {finding.kind for finding in found}


def test_frames_have_a_row_for_what_they_say():
    assert len(frames.as_printed()) == len(frames.as_read(ENTRIES)) == 31
    assert set(frames.grid(ENTRIES)["state"]) <= set(frames.STATES)
    assert len(frames.repairs(ENTRIES)) == sum(len(entry.repairs) for entry in ENTRIES)
    gains = frames.completeness(RAW, ENTRIES)
    assert (gains["after repair"] >= gains["as printed"]).all()


def test_package_names_no_reference():
    """No family name, and no title, of the list stands in the package's rules."""
    text = "\n".join(file.read_text("utf-8") for file in (ROOT / "companion" / "references").rglob("*.py"))
    families = {person.family for entry in ENTRIES for person in entry.people("author")}
    titles = {entry.get("title") for entry in ENTRIES}
    assert not [name for name in families | titles if re.search(rf"\b{re.escape(name)}\b", text)]


def test_printed_lines_are_unchanged():
    """What print gave is mended in the ledger, never here: not a space of it may change."""
    printed = PRINTED.read_bytes()
    assert hashlib.sha256(printed).hexdigest() == AS_SUPPLIED
    assert printed.count(b"\n") == 31
