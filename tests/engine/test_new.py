"""``companion new``: the frame for another paper passes the check, knows its text again, and builds."""

from __future__ import annotations

import subprocess
import sys
import zipfile

import projects
import pytest
from places import BEES, ROOT

from companion import cli
from companion.errors import CompanionError
from companion.new import new
from companion.project import Project

TEXT = """The tides

First part

Depth is lost. Is it so?

A second part

Gales shut the port.

References

Brand, A. (1841). On tides. Ebb 3, 4-9.
Cole, I. (1846). On gales. Hull: Weir.
"""


def test_the_frame_of_an_invented_paper_is_sound_and_knows_its_text(tmp_path, capsys):
    folder = tmp_path / "made"
    assert cli.main(["new", str(folder), "--paper", str(BEES / "paper.txt")]) == 0
    written = capsys.readouterr().out.splitlines()
    assert f"{folder}/data/paper.yml" in written
    assert cli.main(["--root", str(folder), "check"]) == 0
    assert capsys.readouterr().out.startswith("sound: 16 sentences, 16 covered, ")
    assert cli.main(["--root", str(folder), "verify", str(BEES / "paper.txt")]) == 0
    assert cli.main(["--root", str(folder), "bibliography", "--check"]) == 0


def test_the_list_below_the_last_heading_is_the_bibliography(tmp_path):
    (tmp_path / "paper.txt").write_text(TEXT, encoding="utf-8")
    new(tmp_path / "made", tmp_path / "paper.txt")
    project = Project(tmp_path / "made")
    assert [problem.code for problem in project.check()] == []
    assert [(section.key, section.heading, section.sentences) for section in project.dossier.paper.sections] == [
        ("S1", "First part", 2), ("S2", "A second part", 1),
    ]  # fmt: skip
    assert project.dossier.paper.end_heading == "References"
    assert [entry.get("title") for entry in project.bibliography] == ["On tides", "On gales"]


def test_no_sentence_of_the_text_is_written(tmp_path):
    (tmp_path / "paper.txt").write_text(TEXT, encoding="utf-8")
    files = new(tmp_path / "made", tmp_path / "paper.txt")
    assert not [file for file in files if "Depth is lost" in file.read_text("utf-8")]


@pytest.mark.parametrize(
    ("text", "code"),
    [("One line of nothing but words.\n", "copy-heading"), ("", "copy-heading"), (None, "missing-file")],
)
def test_a_text_without_headings_is_refused(tmp_path, text, code):
    if text is not None:
        (tmp_path / "paper.txt").write_text(text, encoding="utf-8")
    with pytest.raises(CompanionError) as refused:
        new(tmp_path / "made", tmp_path / "paper.txt")
    assert [problem.code for problem in refused.value.problems] == [code]
    assert not (tmp_path / "made").exists()


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path):
    (tmp_path / "paper.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(CompanionError, match="holds something already"):
        new(tmp_path, tmp_path / "paper.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["paper.txt"]


@pytest.mark.book
def test_the_frame_builds(tmp_path):
    new(tmp_path / "made", BEES / "paper.txt")
    assert "is the book" in projects.closing(projects.run(ROOT, "--root", str(tmp_path / "made"), "build"))


def test_the_wheel_holds_the_whole_package_and_makes_a_frame(tmp_path):
    """The skeleton's pages and data are no modules: without a word in pyproject.toml they stay behind."""
    wheel, unpacked = tmp_path / "dist", tmp_path / "unpacked"
    subprocess.run([sys.executable, ROOT / "tools" / "wheel.py", wheel], check=True, capture_output=True)
    with zipfile.ZipFile(next(wheel.glob("*.whl"))) as archive:
        held = {name for name in archive.namelist() if name.startswith("companion/")}
        archive.extractall(unpacked)
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "companion").rglob("*") if path.is_file()}
    assert {name for name in files if "__pycache__" not in name} == {name for name in held if "/given/" not in name}
    made = [sys.executable, "-c", "import sys; from companion import cli; sys.exit(cli.main(sys.argv[1:]))"]
    paper, folder = BEES / "paper.txt", tmp_path / "made"
    done = subprocess.run([*made, "new", folder, "--paper", paper], cwd=unpacked, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    done = subprocess.run([*made, "--root", folder, "check"], cwd=unpacked, capture_output=True, text=True)
    assert done.stdout.startswith("sound: 16 sentences")
