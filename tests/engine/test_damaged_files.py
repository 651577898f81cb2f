"""Files of the data that are missing, empty, no text or of another shape: told by name, and nothing else hidden."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import places
import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import SOUND

from companion import evidence, files
from companion.dossier import read
from companion.errors import Problem
from companion.references import bibliography, printed

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
    shutil.copytree(places.PRINTED.parent, tmp_path / files.PRINTED.rpartition("/")[0])
    return tmp_path / files.PRINTED.rpartition("/")[0]


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    """A copy of the folder of the evidence."""
    return Path(shutil.copytree(places.EVIDENCE, tmp_path / files.EVIDENCE))


def told_of(folder: Path) -> list[Problem]:
    """Return what checking the references of a project tells, of which this is the folder."""
    return bibliography.check(folder.parent.parent)


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("name", ["repairs.yml", "keys.yml"])
def test_a_damaged_file_of_the_references_is_named(name: str, damage: str, references: Path) -> None:
    DAMAGE[damage](references / name)
    problems = told_of(references)
    assert {problem.file for problem in problems} == {f"data/references/{name}"}
    assert len(problems) < 4, "one damage is told, not what follows from it"
    assert all(problem.remedy for problem in problems)


@pytest.mark.parametrize("damage", ["missing", "empty", "a folder"])
def test_a_list_without_references_is_named(damage: str, references: Path) -> None:
    DAMAGE[damage](references / "printed.txt")
    assert [problem.file for problem in told_of(references)] == [files.PRINTED]


def test_damage_of_one_file_hides_none_of_another(references: Path) -> None:
    repairs = references / "repairs.yml"
    repairs.write_text(repairs.read_text(encoding="utf-8").replace("    status: certain", "    status: sure", 1))
    (references / "printed.txt").unlink()
    assert {problem.file for problem in told_of(references)} == {files.REPAIRS, files.PRINTED}


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


@pytest.mark.parametrize(
    ("name", "damage"),
    # A project need not have further codings.
    [(name, damage) for name in ("codings.yml", "clerk.csv", "pilot.csv") for damage in DAMAGE
     if (name, damage) != ("codings.yml", "missing")],
)  # fmt: skip
def test_a_damaged_file_of_the_codings_is_named_and_nothing_that_follows(
    name: str, damage: str, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(SOUND, tmp_path / "made"))
    DAMAGE[damage](root / files.CODINGS / name)
    problems = read(root)[1]
    assert [problem.file for problem in problems] == [f"data/codings/{name}"]
    assert problems[0].remedy


@pytest.mark.parametrize("name", ["data/codebook.yml", "data/arguments/alpha.yml", "data/arguments/beta.yml"])
def test_codings_are_not_blamed_for_a_file_that_cannot_be_read(name: str, tmp_path: Path) -> None:
    root = Path(shutil.copytree(SOUND, tmp_path / "made"))
    # Settled as storm: with the statements out of reach nobody can say that they are coded otherwise.
    settled, statements = root / files.CODINGS / "codings.yml", root / "data/arguments/alpha.yml"
    settled.write_text(settled.read_text(encoding="utf-8").replace("settled: []", "settled: [storm]"), "utf-8")
    text = statements.read_text(encoding="utf-8")
    old = "    attributed_to: the masters\n"
    assert old in text
    statements.write_text(text.replace(old, f"{old}    codes: {{danger: [storm]}}\n"), "utf-8")
    assert read(root)[1] == [], "this is sound as well"
    (root / name).write_text("a: [", encoding="utf-8")
    assert {problem.file for problem in read(root)[1]} == {name}


@given(
    text=st.text() | st.lists(st.sampled_from([*',;\n\r"\0', "sentence,danger,voice", "ALP-1", "silt"])).map("".join)
)
def test_no_text_of_a_coders_table_stops_the_reader(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = Path(shutil.copytree(SOUND, tmp_path_factory.mktemp("coded") / "made"))
    (root / files.CODINGS / "pilot.csv").write_text(text, encoding="utf-8", newline="")
    problems = read(root)[1]
    assert problems, "no such text is a sound table"
    assert {problem.file for problem in problems} == {"data/codings/pilot.csv"}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("name", ["datapackage.json", "unsc_votes.csv"])
def test_a_damaged_file_of_the_evidence_is_named(name: str, damage: str, figures: Path, tmp_path: Path) -> None:
    DAMAGE[damage](figures / name)
    problems = evidence.check(tmp_path)
    assert {problem.file for problem in problems} == {f"data/evidence/{name}"}
    assert all(problem.remedy for problem in problems)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"type": "string"', '"typ": "string"', "[type]: field is missing"),
        ('"primaryKey"', '"key"', "[primaryKey]: field is missing"),
        ('"resources": [', '"resources": [5, ', "[resources]: expected fields, found int (value: '5')"),
    ],
)
def test_a_table_that_is_not_described_is_named(old: str, new: str, told: str, figures: Path, tmp_path: Path) -> None:
    package = figures / "datapackage.json"
    text = package.read_text(encoding="utf-8")
    assert old in text
    package.write_text(text.replace(old, new, 1), encoding="utf-8")
    (problem,) = evidence.check(tmp_path)
    assert told in str(problem)
    assert (problem.file, bool(problem.remedy)) == ("data/evidence/datapackage.json", True)
    assert 1 < problem.line <= text[: text.index(old)].count("\n") + 1, "where what lacks the field begins"


@pytest.mark.parametrize(
    ("name", "damage"),
    # A project need not have further sources.
    [(name, damage) for name in ("references.bib", "book/sources.bib") for damage in DAMAGE
     if (name, damage) != ("book/sources.bib", "missing")],
)  # fmt: skip
def test_a_damaged_bibliography_is_named_and_no_key_called_unknown(name: str, damage: str, tmp_path: Path) -> None:
    for part in ("data", "book"):
        shutil.copytree(places.ROOT / part, tmp_path / part)
    shutil.copy(places.BIBLIOGRAPHY, tmp_path)
    DAMAGE[damage](tmp_path / name)
    problems = [problem for problem in read(tmp_path)[1] if problem.severity == "error"]
    assert [problem.file for problem in problems] == [name]


def test_without_further_sources_their_keys_are_unknown(tmp_path: Path) -> None:
    shutil.copytree(places.ROOT / "data", tmp_path / "data")
    shutil.copy(places.BIBLIOGRAPHY, tmp_path)
    problems = read(tmp_path)[1]
    assert {problem.code for problem in problems} == {"unknown-reference"}


def test_a_printed_list_that_is_no_utf8_is_still_a_list(tmp_path: Path) -> None:
    file = tmp_path / files.PRINTED
    file.parent.mkdir(parents=True)
    file.write_bytes(b"One\xff\nTwo\n")
    assert [line.text for line in printed.read(tmp_path)] == ["One\ufffd", "Two"]
