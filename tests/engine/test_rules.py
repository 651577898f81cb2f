"""Each rule breaks on a damaged file, with a message that names file, line, record, field, value and remedy.

``bad_data/sound`` is a small invented dossier without a fault. Every other file in ``bad_data`` says which one damage
to do to a copy of it, and gives the exact message that follows.
"""

from __future__ import annotations

import ast
import shutil
from dataclasses import replace
from pathlib import Path

import places
import pytest
import yaml
from places import BAD_DATA, SOUND

from companion.dossier import load, read
from companion.dossier.rules import warnings
from companion.errors import CompanionError

CASES = sorted(BAD_DATA.glob("*.yml"))


def damage(case: dict, folder: Path) -> Path:
    """Copy the sound dossier and do the case's damage to it; return the copy."""
    root = folder / "dossier"
    shutil.copytree(SOUND, root)
    file = root / case["file"]
    if case.get("remove"):
        file.unlink()
    elif "whole" in case:
        file.write_text(case["whole"], encoding="utf-8")
    else:
        text = file.read_text(encoding="utf-8")
        assert text.count(case["replace"]) == 1, "the damage must hit one place"
        file.write_text(text.replace(case["replace"], case["by"]), encoding="utf-8")
    return root


def test_sound_dossier_has_no_problem():
    assert read(SOUND)[1] == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_damage_is_told(path, tmp_path):
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    _, problems = read(damage(case, tmp_path))
    assert "\n".join(map(str, problems)) == case["message"].rstrip("\n")


def assigned_codes(node: ast.Assign) -> set[str]:
    """Return the text that an assignment calls ``code``: ``code, message = "missing-field", ...``."""
    (target,) = node.targets if len(node.targets) == 1 else (None,)
    pairs = [(target, node.value)]
    if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
        pairs = list(zip(target.elts, node.value.elts, strict=True))
    return {
        value.value
        for name, value in pairs
        if isinstance(name, ast.Name) and name.id == "code" and isinstance(value, ast.Constant)
    }


def codes_in_the_package() -> set[str]:
    """Return every code that the reader and the rules can give a problem."""
    found = set()
    package = places.ROOT / "companion"
    for path in [*(package / "dossier").rglob("*.py"), *(package / "records").glob("*.py"), package / "textfile.py"]:
        # The first two need the reader's copy: see test_papertext. A schema follows from the data: see test_schemas.
        if path.name in {"papertext.py", "ownwords.py", "schemas.py"}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign):
                found |= assigned_codes(node)
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                place = 1 if name == "about" else 0
                if name in {"Problem", "complain", "problem", "about", "warning"} and len(node.args) > place:
                    value = node.args[place]
                    found |= {value.value} if isinstance(value, ast.Constant) else set()
    assert {"missing-field", "wrong-type", "malformed-key", "wrong-header"} <= found, "codes are not found as they were"
    return found


def test_every_code_has_a_damaged_file():
    told = "".join(yaml.safe_load(path.read_text(encoding="utf-8"))["message"] for path in CASES)
    untold = {code for code in codes_in_the_package() if f"[{code}]" not in told}
    # A file that is no text cannot stand in a text: see the test below; what a cell asks for in vain is no damage.
    assert untold == {"unreadable-file", "not-found"}


def test_all_problems_of_a_run_are_listed(tmp_path):
    root = damage({"file": "data/whatif.yml", "replace": "kind: exception", "by": "kind: doubt"}, tmp_path)
    beta = root / "data/arguments/beta.yml"
    beta.write_text(beta.read_text(encoding="utf-8").replace("role: aim", "role: goal"), encoding="utf-8")
    with pytest.raises(CompanionError) as caught:
        load(root)
    assert [problem.id for problem in caught.value.problems] == ["BET-2a", "S-3", "S-3"]


def test_warnings_do_not_stop_loading(tmp_path):
    root = damage(yaml.safe_load((BAD_DATA / "unused_code.yml").read_text(encoding="utf-8")), tmp_path)
    assert len(load(root).statements) == len(load(SOUND).statements)


def test_without_paper_there_is_no_dossier(tmp_path):
    root = damage({"file": "data/paper.yml", "remove": True}, tmp_path)
    record, problems = read(root)
    assert record is None
    assert [problem.file for problem in problems] == ["data/paper.yml"]


def test_file_that_is_no_text_is_told(tmp_path):
    root = damage({"file": "data/whatif.yml", "whole": ""}, tmp_path)
    (root / "data/whatif.yml").write_bytes(b"\xff\xfe\x00")
    assert [problem.code for problem in read(root)[1]] == ["unreadable-file"]


def test_empty_section_leaves_its_sentences_uncovered(tmp_path):
    text = 'codebook: "1.0"\nsection: BET\nquestion: What?\nanswer: Nothing.\nmain_line: []\nstatements: []\n'
    root = damage({"file": "data/arguments/beta.yml", "whole": text}, tmp_path)
    uncovered = [problem.id for problem in read(root)[1] if problem.code == "uncovered-sentence"]
    assert uncovered == ["BET-1", "BET-2", "BET-3"]


def test_reason_for_a_repetition_is_one_for_what_it_repeats():
    made = load(SOUND)
    first, second = made.statement("ALP-1a"), made.statement("BET-1a")
    finding = replace(first, role="finding")
    statements = tuple(finding if item is first else item for item in made.statements)
    step = replace(made.inferences[1], premises=("BET-2a",), conclusion=second.id)
    record = replace(made, statements=statements, inferences=(*made.inferences, step))
    assert list(warnings.unsupported_findings(record)) == []
    unsupported = warnings.unsupported_findings(replace(record, inferences=made.inferences))
    assert [problem.id for problem in unsupported] == ["ALP-1a"]
