"""Files of the data that are missing, empty, no text or of another shape: told by name, and nothing else hidden."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from companion import evidence
import places
from companion.dossier import read
from companion.errors import CompanionError, Problem
from companion.references import ledger, printed

DAMAGE: dict[str, Callable[[Path], object]] = {
    "missing": Path.unlink,
    "empty": lambda file: file.write_text(""),
    "no text": lambda file: file.write_bytes(b"keys: [a]\n\xff\xfe\x00"),
    "another shape": lambda file: file.write_text("- 1\n- 2\n"),
    "a folder": lambda file: (file.unlink(), file.mkdir()),
}


@pytest.fixture
def references(tmp_path: Path) -> Path:
    """A copy of the folder of the references."""
    return Path(shutil.copytree(places.PRINTED.parent, tmp_path / "references"))


def told_of(folder: Path) -> list[Problem]:
    """Return what reading the references of a folder tells; nothing if it succeeds."""
    try:
        ledger.load(folder / "printed.txt", folder / "repairs.yml", folder / "keys.yml")
    except CompanionError as error:
        return list(error.problems)
    return []


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("name", ["repairs.yml", "keys.yml"])
def test_a_damaged_file_of_the_references_is_named(name: str, damage: str, references: Path) -> None:
    DAMAGE[damage](references / name)
    problems = told_of(references)
    assert {problem.file for problem in problems} == {name}
    assert len(problems) < 4, "one damage is told, not what follows from it"
    assert all(problem.remedy for problem in problems)


@pytest.mark.parametrize("damage", ["missing", "empty", "a folder"])
def test_a_list_without_references_is_named(damage: str, references: Path) -> None:
    DAMAGE[damage](references / "printed.txt")
    assert [problem.file for problem in told_of(references)] == ["printed.txt"]


def test_damage_of_one_file_hides_none_of_another(references: Path) -> None:
    repairs = references / "repairs.yml"
    repairs.write_text(repairs.read_text(encoding="utf-8").replace("    status: certain", "    status: sure", 1))
    (references / "printed.txt").unlink()
    assert {problem.file for problem in told_of(references)} == {"repairs.yml", "printed.txt"}


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("repairs.yml", "    status: certain", "    status: certein", "[status]: unknown value (value: 'certein')"),
        ("repairs.yml", "numbers: [", "numbers: [one, ", "[numbers]: expected whole numbers in the list"),
        ("repairs.yml", "links:", "lnks:", "[lnks]: unknown field"),
        ("keys.yml", "proper_names:", "proper_nams:", "[proper_nams]: unknown field"),
        ("keys.yml", "- allison2021", "- allison2004", "repeated: ['allison2004']"),
    ],
)
def test_a_slip_is_told_with_its_line(name: str, old: str, new: str, told: str, references: Path) -> None:
    file = references / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    (problem, *_) = told_of(references)
    assert told in str(problem)
    assert problem.line
    if "repeated" not in told:
        assert new.split(":")[0].strip("- ") in file.read_text(encoding="utf-8").splitlines()[problem.line - 1]


def test_a_row_that_meets_another_value_is_told_with_its_line(references: Path) -> None:
    file = references / "repairs.yml"
    lines = file.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.strip().startswith("before:"))
    lines[at] = lines[at].partition("before:")[0] + "before: never printed"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (problem,) = told_of(references)
    assert problem.code == "ledger-mismatch"
    assert "number:" in lines[problem.line - 1]
    assert at - 3 <= problem.line - 1 <= at


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("name", [evidence.PACKAGE, "unsc_votes.csv"])
def test_a_damaged_file_of_the_evidence_is_named(name: str, damage: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(places.EVIDENCE, tmp_path / "evidence"))
    DAMAGE[damage](folder / name)
    problems = evidence.check(folder)
    assert {problem.file for problem in problems} == {name}
    assert all(problem.remedy for problem in problems)


@pytest.mark.parametrize(
    "edit",
    [('"type": "string"', '"typ": "string"'), ('"primaryKey"', '"key"'), ('"resources": [', '"resources": [5, ')],
)
def test_a_table_that_is_not_described_is_named(edit: tuple[str, str], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(places.EVIDENCE, tmp_path / "evidence"))
    package = folder / evidence.PACKAGE
    text = package.read_text(encoding="utf-8")
    assert edit[0] in text
    package.write_text(text.replace(*edit, 1), encoding="utf-8")
    (problem,) = evidence.check(folder)
    assert "table 1" in problem.message


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("name", ["references.bib", "book/sources.bib"])
def test_a_damaged_bibliography_is_named_and_no_key_called_unknown(name: str, damage: str, tmp_path: Path) -> None:
    for part in ("data", "book"):
        shutil.copytree(places.ROOT / part, tmp_path / part)
    shutil.copy(places.BIBLIOGRAPHY, tmp_path)
    DAMAGE[damage](tmp_path / name)
    problems = [problem for problem in read(tmp_path)[1] if problem.severity == "error"]
    assert [problem.file for problem in problems] == [name]


def test_a_printed_list_that_is_no_utf8_is_still_a_list(tmp_path: Path) -> None:
    file = tmp_path / "printed.txt"
    file.write_bytes(b"One\xff\nTwo\n")
    assert [line.text for line in printed.read(file)] == ["One\ufffd", "Two"]
