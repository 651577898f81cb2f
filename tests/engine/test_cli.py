"""The commands: what they print, what they write, and their exit codes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from places import ROOT, SOUND

from companion import cli
from companion.dossier import load


@pytest.fixture
def root(tmp_path, monkeypatch):
    """Let the commands work in a copy of the small sound dossier, with the references of this one."""
    copy = tmp_path / "root"
    shutil.copytree(SOUND, copy)
    shutil.copytree(ROOT / "data" / "references", copy / "data" / "references")
    monkeypatch.chdir(copy)
    return copy


def damage(root: Path) -> None:
    file = root / "data/arguments/beta.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("role: aim", "role: goal"), encoding="utf-8")


def test_help_lists_the_commands():
    run = subprocess.run(
        [sys.executable, "-m", "companion", "--help"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    listed = [line.split()[0] for line in run.stdout.splitlines() if line.startswith("    ") and line.strip()]
    assert {"build", "watch", "check", "bibliography", "parse", "verify", "export", "schema"} <= set(listed)


def test_real_data_is_sound(capsys):
    assert cli.main(["check"]) == 0, capsys.readouterr().err
    assert capsys.readouterr().out.startswith("sound: ")


def test_check_lists_every_problem(root, capsys):
    damage(root)
    assert cli.main(["check"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "data/arguments/beta.yml:23: error: BET-2a [role]: unknown value (value: 'goal')" in told.err
    assert told.err.endswith("1 error, 0 warnings\n")


def test_check_leaves_warnings_out_on_request(root, capsys):
    file = root / "data/arguments/beta.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("role: aim", "role: finding"), encoding="utf-8")
    assert cli.main(["check"]) == 0
    assert "0 errors, 1 warning" in capsys.readouterr().err
    assert cli.main(["check", "--errors"]) == 0
    assert capsys.readouterr().err == ""


def test_verify_accepts_the_same_text(root, capsys):
    assert cli.main(["verify", str(root / "paper.txt")]) == 0
    assert "2 sections, 6 sentences" in capsys.readouterr().out


def test_verify_refuses_another_text(root, capsys):
    paper = root / "paper.txt"
    paper.write_text(paper.read_text(encoding="utf-8").replace("3.5 m", "4 m"), encoding="utf-8")
    assert cli.main(["verify", str(paper)]) == 1
    assert "section 'Results' is worded differently" in capsys.readouterr().err


def test_verify_tells_shared_words(root, capsys):
    file = root / "data/arguments/beta.yml"
    text = file.read_text(encoding="utf-8")
    copied = "Soundings show 3.5 m less water than before."
    file.write_text(text.replace("The water has become 3.5 m shallower.", copied), encoding="utf-8")
    assert cli.main(["verify", str(root / "paper.txt")]) == 1
    assert "BET-1a [proposition]: 9 words in a row are the paper's" in capsys.readouterr().err


def test_fingerprint_is_what_the_data_says(root, capsys):
    assert cli.main(["verify", "--fingerprint", str(root / "paper.txt")]) == 0
    said = capsys.readouterr().out
    for section in load(root).paper.sections:
        assert f'{section.key}: sentences: {section.sentences}, sha256: "{section.sha256}"' in said


def test_exports_are_written_and_named(root, tmp_path, capsys):
    assert cli.main(["export", str(tmp_path / "out")]) == 0
    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert written == [
        "arguments.argdown", "codebook.csv", "codebook.qdc", "datapackage.json", "relations.csv", "statements.csv"
    ]  # fmt: skip
    assert sorted(Path(line).name for line in capsys.readouterr().out.splitlines()) == written


def test_nothing_is_exported_from_a_damaged_dossier(root, tmp_path, capsys):
    damage(root)
    assert cli.main(["export", str(tmp_path / "out")]) == 1
    assert not (tmp_path / "out").exists()
    assert "[unknown-value]" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["chek"], ["verify"], ["check", "--all"]])
def test_command_not_understood(arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    assert caught.value.code == 2
    assert "usage: companion" in capsys.readouterr().err


def test_the_bibliography_is_up_to_date(capfd):
    assert cli.main(["bibliography", "--check"]) == 0
    assert "up to date" in capfd.readouterr().out


def test_parse_prints_json(tmp_path, capfd):
    file = tmp_path / "printed.txt"
    file.write_text("Brand, A. (1841). On tides. Harbour Letters 3, p. 1-9.\n", encoding="utf-8")
    assert cli.main(["parse", str(file)]) == 0
    (reference,) = json.loads(capfd.readouterr().out)
    assert (reference["n"], reference["year"]) == (1, "1841")


def test_parse_of_nothing_is_told(tmp_path, capfd):
    assert cli.main(["parse", str(tmp_path / "none.txt")]) == 1
    assert "cannot be read" in capfd.readouterr().err


def test_a_folder_that_is_no_project_is_told(tmp_path, capsys):
    assert cli.main(["--root", str(tmp_path), "check"]) == 1
    told = capsys.readouterr().err
    assert "is no project's folder" in told
    assert "remedy: " in told


def test_a_project_may_lie_anywhere(root, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["--root", str(root), "check"]) == 0
    assert "7 statements" in capsys.readouterr().out


def test_schemas_are_written_and_a_stale_one_is_told(root, capsys):
    assert cli.main(["schema"]) == 0
    written = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert {"codebook.json", "section.json", "whatif.json"} <= {path.name for path in written}
    # What an editor offers for a code is what the codebook has.
    assert '"silt"' in (root / "data/schema/section.json").read_text(encoding="utf-8")
    assert cli.main(["check"]) == 0
    capsys.readouterr()
    written[0].write_text("{}\n", encoding="utf-8")
    assert cli.main(["check"]) == 1
    told = capsys.readouterr().err
    assert f"data/schema/{written[0].name}: error: is not up to date" in told
    assert "[stale-schema]" in told
