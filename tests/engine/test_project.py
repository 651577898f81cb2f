"""A project: its parts by name, every problem of every part at once, and no part that it need not have."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from places import ROOT, SOUND

from companion import cli, files
from companion.analyses.summary import summary
from companion.book.facts import facts
from companion.dossier import counts, export, load
from companion.errors import CompanionError
from companion.project import Project

OPTIONAL = (files.DESIGN, files.RIVALS, files.WHATIF, files.SCHEMES, files.SOURCES, files.CODINGS, files.EVIDENCE,
            f"{files.ARGUMENTS}/across.yml")  # fmt: skip


@pytest.fixture
def root(tmp_path):
    """The small sound dossier with the references and the evidence of this project, and with schemas."""
    copy = Path(shutil.copytree(SOUND, tmp_path / "made"))
    for part in ("references", "evidence"):
        shutil.copytree(ROOT / "data" / part, copy / "data" / part)
    assert cli.main(["--root", str(copy), "schema"]) == 0
    return copy


def edited(root: Path, name: str, old: str, new: str) -> None:
    file = root / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(root: Path) -> set[tuple[str, str]]:
    """Return file and code of everything that checking a project tells."""
    return {(problem.file, problem.code) for problem in Project(root).check()}


DAMAGE = {
    ("data/arguments/beta.yml", "unknown-value"): ("role: aim", "role: goal"),
    ("data/references/repairs.yml", "unknown-value"): ("    status: certain", "    status: certein"),
    ("data/evidence/unsc_votes.csv", "wrong-header"): ("resolution", "resolutoin"),
    ("data/codings/pilot.csv", "wrong-header"): ("danger", "dangr"),
}
"""What is told, file and code → the edit that is told so."""


def test_a_sound_project_has_no_problem(root):
    assert told(root) == set()


@pytest.mark.parametrize("expected", DAMAGE, ids=lambda expected: expected[0])
def test_each_damage_by_itself_is_told_by_its_file(expected, root):
    edited(root, expected[0], *DAMAGE[expected])
    assert told(root) == {expected}


def test_problems_of_dossier_references_and_evidence_are_told_together(root, capsys):
    for (name, _), edit in DAMAGE.items():
        edited(root, name, *edit)
    assert told(root) == set(DAMAGE)
    capsys.readouterr()
    assert cli.main(["--root", str(root), "check"]) == 1
    shown = capsys.readouterr().err
    assert all(f"{name}:" in shown and f"[{code}]" in shown for name, code in DAMAGE)


def test_a_stale_schema_and_damaged_references_are_told_together(root):
    (root / files.SCHEMAS / "paper.json").write_text("{}\n", encoding="utf-8")
    (root / files.KEYS).unlink()
    assert told(root) == {("data/schema/paper.json", "stale-schema"), (files.KEYS, "missing-file")}


def test_without_a_dossier_the_other_parts_are_told_of_still(root):
    (root / files.CODEBOOK).unlink()
    (root / files.EVIDENCE / "unsc_votes.csv").unlink()
    assert told(root) == {(files.CODEBOOK, "missing-file"), ("data/evidence/unsc_votes.csv", "missing-file")}


def test_warnings_are_among_the_problems(root):
    edited(root, "data/arguments/beta.yml", "role: aim", "role: finding")
    (problem,) = Project(root).check()
    assert (problem.severity, problem.code) == ("warning", "finding-without-inference")


def test_parts_are_read_once_and_from_this_folder(root):
    project = Project(root)
    assert project.dossier is project.dossier
    assert project.bibliography is project.bibliography
    assert project.dossier == load(root)
    assert project.dossier.paper.title == "The tides of Brandhaven"
    edited(root, "data/paper.yml", "The tides of", "The sands of")
    assert Project(root).dossier.paper.title == "The sands of Brandhaven"


def test_a_part_that_is_not_sound_raises_with_every_problem_and_leaves_the_others(root):
    edited(root, "data/arguments/beta.yml", "role: aim", "role: goal")
    edited(root, "data/arguments/alpha.yml", "claim_type: causal", "claim_type: cause")
    project = Project(root)
    with pytest.raises(CompanionError) as caught:
        _ = project.dossier
    assert [problem.file for problem in caught.value.problems] == [
        "data/arguments/alpha.yml",
        "data/arguments/beta.yml",
    ]
    assert len(project.bibliography) == 31


def test_the_folder_is_found_from_any_folder_below_it(root, monkeypatch):
    monkeypatch.chdir(root / "data" / "arguments")
    assert Project().root == root.resolve()


# --- what may be absent ---


@pytest.fixture
def bare(root):
    """The same project without anything that a project need not have."""
    for name in OPTIONAL:
        path = root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    # What chooses from a file that is gone has to go with it: each step is of a scheme.
    edited(root, "data/arguments/alpha.yml", "    alternative_codes: {gales: {danger: [silt]}}\n", "")
    for name in ("alpha", "beta"):
        file = root / f"data/arguments/{name}.yml"
        file.write_text(file.read_text(encoding="utf-8").partition("inferences:")[0], encoding="utf-8")
    assert cli.main(["--root", str(root), "schema"]) == 0
    return root


def test_a_project_without_its_optional_files_is_sound(bare):
    problems = Project(bare).check()
    assert {problem.code for problem in problems} == {"orphan-statement", "finding-without-inference"}
    assert {problem.severity for problem in problems} == {"warning"}


def test_what_is_absent_is_an_absent_part(bare):
    made = Project(bare).dossier
    for part in ("schemes", "rivals", "debates", "switches", "promises", "unannounced", "design", "theory_checks",
                 "coding_rules", "tensions", "questions", "inferences", "conflicts", "codings", "settled"):  # fmt: skip
        assert getattr(made, part) == (), part
    assert len(made.statements) == len(load(SOUND).statements)


def test_analyses_exports_and_facts_survive_what_is_absent(bare, tmp_path):
    project = Project(bare)
    assert summary(project.dossier)["findings-only-asserted"] == 1
    assert counts(project.dossier)["tensions"] == 0
    known = facts(project)
    assert (known["statements"], known["tensions"], known["switches"], known["theories"]) == ("7", "0", "0", "0")
    export.write(project.dossier, tmp_path / "out")
    assert "BET-3a" in (tmp_path / "out" / "statements.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", OPTIONAL)
def test_an_absent_file_is_never_called_missing(name, root):
    path = root / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert not [problem for problem in Project(root).check() if problem.code in ("missing-file", "unreadable-file")]


@pytest.mark.parametrize(
    "name",
    [files.PAPER, files.CODEBOOK, files.PRINTED, files.KEYS, files.REPAIRS, files.BIBLIOGRAPHY,
     f"{files.ARGUMENTS}/alpha.yml"],
)  # fmt: skip
def test_any_other_file_is_told_where_it_is_absent(name, root):
    (root / name).unlink()
    assert (name, "missing-file") in told(root)
