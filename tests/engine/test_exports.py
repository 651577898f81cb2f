"""The exports, read back by ourselves and judged by the outside programs that others will read them with."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import frictionless
import outside
import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import SOUND

from companion.dossier import argdown as written
from companion.dossier import export, load
from companion.dossier.statements import Explicitness


@pytest.fixture(scope="module", params=["made", "real"])
def record(request):
    return load(SOUND if request.param == "made" else None)


@pytest.fixture(scope="module")
def folder(record, tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports")
    export.write(record, folder)
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_frictionless_finds_the_package_valid(folder):
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])
    assert len(report.tasks) == 3


def test_package_describes_every_column(folder):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        header = (folder / resource["path"]).read_text(encoding="utf-8").splitlines()[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_voices_are_kept_apart(record, folder):
    supplied = {item.id for item in record.statements if item.explicitness is Explicitness.IMPLICIT}
    found = rows(folder / "statements.csv")
    assert {row["id"] for row in found if row["voice"] == "companion"} == supplied
    assert all(bool(row["attributed_to"]) == (row["voice"] == "reported") for row in found)
    for row in found:
        item = record.statement(row["id"])
        assert (row["companion_annotation"], row["companion_note"]) == (item.annotation or "", item.note or "")


def test_relations_hold_every_edge(record, folder):
    found = sorted((row["relation"], row["from"], row["to"]) for row in rows(folder / "relations.csv"))
    expected = [("premise", premise, step.id) for step in record.inferences for premise in step.premises]
    expected += [("conclusion", step.id, step.conclusion) for step in record.inferences]
    expected += [("attack", conflict.source, conflict.target) for conflict in record.conflicts]
    expected += [("member", tension.id, member) for tension in record.tensions for member in tension.members]
    expected += [("question", question.id, question.target) for question in record.questions]
    expected += [("repeats", item.id, item.repeats) for item in record.statements if item.repeats]
    assert found == sorted(expected)
    two_way = {row["id"]: row["symmetric"] for row in rows(folder / "relations.csv") if row["relation"] == "attack"}
    assert two_way == {conflict.id: str(conflict.symmetric).lower() for conflict in record.conflicts}


def test_codes_are_in_the_codebook(folder):
    known = {(row["variable"], row["value"]) for row in rows(folder / "codebook.csv")}
    for row in rows(folder / "statements.csv"):
        for column, cell in row.items():
            if column.startswith("code_") and cell:
                assert {(column.removeprefix("code_"), value) for value in cell.split(export.JOINT)} <= known


# --- Argdown ---


def parsed(folder: Path) -> dict:
    """Let the outside program read the export; return what it understood."""
    package = outside.node_package("@argdown/cli")
    script = json.loads((package / "package.json").read_text(encoding="utf-8"))["bin"]["argdown"]
    command = [outside.program("node"), package / script, "json", "arguments.argdown", "read", "--silent"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return json.loads((folder / "read" / "arguments.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def argdown(folder):
    return parsed(folder)


def texts(members: list[dict]) -> list[str]:
    """Return what is said of a statement or an argument, without its tags."""
    return [member["text"].rsplit(" #", 1)[0] for member in members if member.get("text", "").strip()]


def test_argdown_reads_every_statement_word_for_word(record, argdown):
    expected = {item.id: [" ".join(item.proposition.split())] for item in record.statements}
    assert {id: texts(found["members"]) for id, found in argdown["statements"].items()} == expected


def test_argdown_reads_every_inference(record, argdown):
    expected = {step.id: ([*step.premises], step.conclusion) for step in record.inferences}
    found = {}
    for id, argument in argdown["arguments"].items():
        *premises, conclusion = [part["title"] for part in argument["pcs"]]
        found[id] = (premises, conclusion)
    assert found == expected
    warrants = {step.id: [" ".join(step.warrant.split())] for step in record.inferences}
    assert {id: texts(argument["members"]) for id, argument in argdown["arguments"].items()} == warrants


def test_argdown_reads_every_attack(record, argdown):
    names = {"attack": "one way", "contradictory": "both ways", "undercut": "step"}
    found = Counter((names[edge["relationType"]], edge["from"], edge["to"]) for edge in argdown["relations"])
    kinds = {(True, "undercut"): "step", (False, "undercut"): "step"}
    expected = Counter(
        (kinds.get((item.symmetric, item.kind), "both ways" if item.symmetric else "one way"), item.source, item.target)
        for item in record.conflicts
    )
    assert found == expected


def test_argdown_tags_tell_the_voice(record, argdown):
    for item in record.statements:
        voice = str(item.voice) if item.explicitness is Explicitness.EXPLICIT else "companion"
        assert argdown["statements"][item.id]["tags"] == [voice]


def test_hostile_texts_come_back_from_argdown(tmp_path):
    hostile = [
        "# one [two] <three> {four: five} *six* _seven_ @[eight] (9) \\ten",
        "a // b /* c */ d -- e --- f -> g +> h >< i ::j:: .k. U.S. i.e. #(l) #m",
        "[x]: y <z>: http://example.org/a_b#c [link](to) — “quoted” فارسی",
        "1. first - second * third === fourth",
    ]
    made = load(SOUND)
    changed = {item.id: replace(item, proposition=text) for item, text in zip(made.statements, hostile, strict=False)}
    made = replace(made, statements=tuple(changed.get(item.id, item) for item in made.statements))
    export.write(made, tmp_path)
    found = parsed(tmp_path)["statements"]
    assert [texts(found[id]["members"]) for id in changed] == [[text] for text in hostile]


@given(st.text())
def test_escaped_text_is_one_line_and_can_be_undone(text):
    escaped = written.escape(text)
    assert "\n" not in escaped
    undone, rest = "", iter(escaped)
    for character in rest:
        undone += next(rest) if character == "\\" else character
    assert undone == " ".join(text.split())


def test_the_codebook_is_there_for_programs_of_qualitative_analysis(folder, record):
    """As REFI-QDA's schema of codebooks has it: codes with a guid, a name and whether they are given."""
    space = "{urn:QDA-XML:codebook:1.0}"
    root = ElementTree.parse(folder / "codebook.qdc").getroot()
    assert root.tag == f"{space}CodeBook"
    assert [child.tag for child in root] == [f"{space}Codes"]
    codes = list(root.iter(f"{space}Code"))
    variables = (*record.codebook.variables, *record.codebook.attributes)
    assert len(codes) == len(variables) + sum(len(variable.values) for variable in variables)
    assert len({code.get("guid") for code in codes}) == len(codes)
    for code in codes:
        assert re.fullmatch(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", code.get("guid"))
        assert code.get("name")
        assert code.get("isCodable") in ("true", "false")
        assert re.fullmatch(r"#[0-9A-Fa-f]{6}", code.get("color", "#000000"))
        assert code.findtext(f"{space}Description")
