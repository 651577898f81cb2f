"""The JSON Schemas of the data files: valid, as strict as the reader, and stale when the codebook moves on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
import yaml
from places import ROOT, SOUND

from companion import cli, files, schemas
from companion.dossier import load, read
from companion.dossier.arguments import ACROSS

NAMED = {
    "paper": files.PAPER,
    "codebook": files.CODEBOOK,
    "schemes": files.SCHEMES,
    "rivals": files.RIVALS,
    "whatif": files.WHATIF,
    "design": files.DESIGN,
    "wording": files.WORDING,
    "answers": files.ANSWERS,
    "citable": files.CITABLE,
    "codings": f"{files.CODINGS}/codings.yml",
    "keys": files.KEYS,
    "repairs": files.REPAIRS,
    "across": f"{files.ARGUMENTS}/{ACROSS}",
}
"""Schema → the one file it describes; the schema ``section`` describes every other file of the arguments."""


@pytest.fixture
def root(tmp_path):
    """A copy of the small sound dossier, with its schemas."""
    copy = Path(shutil.copytree(SOUND, tmp_path / "made"))
    assert cli.main(["--root", str(copy), "schema"]) == 0
    return copy


def validators(folder: Path | None) -> dict[str, jsonschema.Draft202012Validator]:
    """Return schema → what holds a value against it."""
    texts = schemas.schemas(load(folder)).items()
    return {name.removesuffix(".json"): jsonschema.Draft202012Validator(json.loads(text)) for name, text in texts}


def described(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield each YAML file of a project with the name of its schema."""
    for path in sorted((root / "data").rglob("*.yml")):
        name = path.relative_to(root).as_posix()
        yield next((schema for schema, file in NAMED.items() if file == name), "section"), path


def faults(folder: Path, schema: str, file: str, old: str, new: str) -> set[str]:
    """Return where a file, damaged in one place, is refused: the names and positions that lead there."""
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, "the damage must hit one place"
    found = validators(folder)[schema].iter_errors(yaml.safe_load(text.replace(old, new)))
    return {"/".join(map(str, fault.absolute_path)) for fault in found}


# --- what they are ---


@pytest.mark.parametrize("folder", [SOUND, ROOT], ids=["made", "real"])
def test_every_schema_is_one(folder):
    found = validators(folder)
    assert found.keys() == NAMED.keys() | {"section"}
    for validator in found.values():
        assert validator.schema["$schema"] == validator.META_SCHEMA["$id"]
        validator.check_schema(validator.schema)


@pytest.mark.parametrize("folder", [SOUND, ROOT], ids=["made", "real"])
def test_the_projects_own_files_are_accepted(folder):
    found = validators(folder)
    files_ = list(described(folder))
    assert len(files_) > 8, "hardly a file is looked at"
    refused = [
        f"{path.name}: {fault.message}"
        for schema, path in files_
        for fault in found[schema].iter_errors(yaml.safe_load(path.read_text(encoding="utf-8")))
    ]
    assert refused == []


def test_every_file_of_the_project_has_a_schema_of_its_own_and_names_it_to_editors():
    assert {schema for schema, _ in described(ROOT)} == NAMED.keys() | {"section"}
    for schema, path in described(ROOT):
        named = path.read_text(encoding="utf-8").partition("$schema=")[2].partition("\n")[0]
        assert (path.parent / named).resolve() == ROOT / files.SCHEMAS / f"{schema}.json", path


def test_the_projects_own_schemas_are_up_to_date():
    assert schemas.check(ROOT) == []
    written = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / files.SCHEMAS).iterdir()}
    assert written == schemas.schemas(load(ROOT))


# --- what they refuse ---


@pytest.mark.parametrize(
    ("schema", "file", "old", "new", "place"),
    [
        ("section", "arguments/beta.yml", "role: aim", "role: goal", "statements/1/role"),
        ("section", "arguments/beta.yml", "role: aim", "role: [aim]", "statements/1/role"),
        ("section", "arguments/alpha.yml", "claim_type: predictive", "claim_type: guess", "statements/2/claim_type"),
        ("section", "arguments/alpha.yml", "qualifier: each winter", "qualifer: each winter", "statements/1"),
        ("section", "arguments/alpha.yml", "codes: {danger: [storm]}", "codes: {danger: [strom]}",
         "statements/1/codes/danger/0"),
        ("section", "arguments/alpha.yml", "codes: {danger: [storm]}", "codes: {dangr: [storm]}", "statements/1/codes"),
        ("section", "arguments/alpha.yml", "scheme: sign\n    structure", "scheme: sing\n    structure",
         "inferences/0/scheme"),
        ("section", "arguments/alpha.yml", "scheme: sign\n    asks", "scheme: sing\n    asks",
         "critical_questions/0/scheme"),
        ("across", "arguments/across.yml", "reading: real", "reading: true", "tensions/0/reading"),
        ("across", "arguments/across.yml", "kind: scope_shift", "kind: scope", "tensions/1/kind"),
        ("across", "arguments/across.yml", "symmetric: true", "symmetric: both", "tensions/0/conflicts/0/symmetric"),
        ("design", "design.yml", "verdict: partly", "verdict: party", "promises/0/verdict"),
        ("design", "design.yml", "fidelity: faithful", "fidelity: true", "theory_checks/0/fidelity"),
        ("rivals", "rivals.yml", "stance: expects", "stance: hopes", "debates/0/positions/0/stance"),
        ("whatif", "whatif.yml", "kind: exception", "kind: doubt", "switches/2/kind"),
        ("paper", "paper.yml", "main_findings: [BET-3a]", "main_findings: BET-3a", "main_findings"),
        ("codings", "codings/codings.yml", "    made_by: A pilot, a year later.\n", "", "coders/1"),
    ],
)  # fmt: skip
def test_a_slip_is_refused_where_it_is_and_by_the_reader_too(schema, file, old, new, place, tmp_path):
    assert faults(SOUND, schema, f"data/{file}", old, new) == {place}
    copy = Path(shutil.copytree(SOUND, tmp_path / "made"))
    path = copy / "data" / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert [problem.file for problem in read(copy)[1] if problem.severity == "error"].count(f"data/{file}")


def test_each_closed_set_of_the_codebook_is_filled_in_somewhere():
    codebook = load(SOUND).codebook
    held = [validator.schema for validator in validators(SOUND).values()]
    for (record, field), closed_set in schemas.CHOICES.items():
        found = [schema["$defs"][record]["properties"][field] for schema in held if record in schema.get("$defs", {})]
        assert found, f"no file has a {record}"
        assert all(each["enum"] == codebook.allowed(closed_set) for each in found), f"{record}.{field}"
        assert codebook.allowed(closed_set)


def test_where_a_record_stands_is_no_field_of_a_file():
    for validator in validators(SOUND).values():
        assert '"@place"' not in json.dumps(validator.schema)
        assert "place" not in validator.schema["properties"]


# --- when they are stale ---


def stale(root: Path) -> set[str]:
    """Return the schemas of a project that are told to be stale, each with its remedy."""
    problems = schemas.check(root)
    assert all((problem.code, problem.remedy) == ("stale-schema", "Run `companion schema`.") for problem in problems)
    return {problem.file for problem in problems}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("fragment: fragment}", "fragment: fragment, remark: remark}", {"section"}),
        ("scope_shift: scope shift}", "scope_shift: scope shift, slip: slip}", {"section", "across"}),
        ("dropped: dropped}", "dropped: dropped, kept: kept}", {"design"}),
        ("silent: says nothing}", "silent: says nothing, doubts: doubts it}", {"rivals"}),
    ],
)
def test_a_codebook_that_moves_on_leaves_the_schemas_that_choose_from_it_stale(root, old, new, told):
    assert stale(root) == set()
    codebook = root / files.CODEBOOK
    text = codebook.read_text(encoding="utf-8")
    assert text.count(old) == 1
    codebook.write_text(text.replace(old, new), encoding="utf-8")
    assert stale(root) == {f"data/schema/{name}.json" for name in told}
    assert cli.main(["--root", str(root), "schema"]) == 0
    assert stale(root) == set()


def test_a_missing_and_an_edited_schema_are_told_and_written_again(root):
    (root / files.SCHEMAS / "paper.json").unlink()
    (root / files.SCHEMAS / "design.json").write_text("{}\n", encoding="utf-8")
    assert stale(root) == {"data/schema/paper.json", "data/schema/design.json"}
    assert cli.main(["--root", str(root), "schema"]) == 0
    assert stale(root) == set()


def test_a_project_need_not_have_schemas(root):
    shutil.rmtree(root / files.SCHEMAS)
    assert schemas.check(root) == []


def test_of_a_damaged_dossier_the_damage_comes_first(root, capsys):
    (root / files.SCHEMAS / "paper.json").unlink()
    damaged = root / "data/arguments/beta.yml"
    damaged.write_text(damaged.read_text(encoding="utf-8").replace("role: aim", "role: goal"), encoding="utf-8")
    assert schemas.check(root) == []
    capsys.readouterr()
    assert cli.main(["--root", str(root), "schema"]) == 1
    assert "unknown value (value: 'goal')" in capsys.readouterr().err
    assert not (root / files.SCHEMAS / "paper.json").exists(), "nothing is written from it"
