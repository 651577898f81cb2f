"""Set-up: the right Python, an interrupted run, and stamps that tell the truth."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from places import ROOT


@pytest.fixture
def prepare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The set-up script, pointed at an empty folder, with commands recorded instead of run."""
    spec = importlib.util.spec_from_file_location("prepare", ROOT / "tools" / "prepare.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    venv = tmp_path / ".venv"
    monkeypatch.setattr(module, "VENV", venv)
    monkeypatch.setattr(module, "READY", {"book": venv / ".book-ready", "test": venv / ".test-ready"})
    monkeypatch.setattr(module, "SECONDS", venv / ".set-up-seconds")
    monkeypatch.setattr(module, "PYTHON", venv / "python")
    monkeypatch.setattr(module, "usable_uv", lambda: "uv")
    monkeypatch.setattr(module, "install_judges", lambda: None)
    module.ran = []

    def run(command: list[str]) -> None:
        module.ran.append(" ".join(map(str, command[1:3])))
        if command[1] == "venv":
            venv.mkdir()
            (venv / "python").symlink_to(sys.executable)

    monkeypatch.setattr(module, "run", run)
    return module


def test_an_old_python_is_refused_with_what_to_do(prepare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "works", lambda python: False)
    with pytest.raises(SystemExit, match=r"Python 3\.11 or newer is needed, and .* make book PYTHON="):
        prepare.suitable_python()


def test_a_newer_python_on_the_path_is_taken(prepare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "works", lambda python: python == "/usr/bin/python3.12")
    monkeypatch.setattr(prepare.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert prepare.suitable_python() == "/usr/bin/python3.12"


def test_first_set_up_makes_an_environment_and_stamps_it(prepare: ModuleType) -> None:
    prepare.main("book")
    assert prepare.ran == ["venv --quiet", "pip sync", "pip install"]
    assert prepare.READY["book"].exists()
    assert not prepare.READY["test"].exists()


def test_a_changed_lock_keeps_the_environment(prepare: ModuleType) -> None:
    prepare.main("book")
    prepare.ran.clear()
    prepare.main("test")
    assert prepare.ran == ["pip sync", "pip install"]
    assert prepare.READY["test"].exists()


def test_the_book_leaves_what_the_tests_need(prepare: ModuleType, capsys) -> None:
    prepare.main("test")
    capsys.readouterr()
    prepare.main("book")
    assert "installing requirements.txt and tests/requirements.txt" in capsys.readouterr().out
    assert prepare.READY["test"].exists()


def test_an_interrupted_set_up_starts_afresh(prepare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare.main("book")
    with monkeypatch.context() as patch:
        patch.setattr(prepare, "install", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            prepare.main("test")
    assert not any(stamp.exists() for stamp in prepare.READY.values())
    prepare.ran.clear()
    prepare.main("book")
    assert prepare.ran == ["venv --quiet", "pip sync", "pip install"]


def test_a_moved_folder_is_set_up_anew(prepare: ModuleType, capsys) -> None:
    prepare.main("book")
    assert prepare.READY["book"].read_text() == str(prepare.ROOT)
    prepare.READY["book"].write_text("/elsewhere")
    prepare.ran.clear()
    prepare.main("book")
    assert prepare.ran == ["venv --quiet", "pip sync", "pip install"]
    assert "was moved" in capsys.readouterr().out


def test_make_sees_that_its_folder_was_moved(tmp_path: Path) -> None:
    """`make` goes by the stamp's time; a stamp that names another folder is taken away first."""
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "prepare.py").write_text("print('set up anew')")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    stamp = tmp_path / ".venv" / ".book-ready"
    for place, anew in ((str(tmp_path.resolve()), False), ("/elsewhere", True)):
        stamp.write_text(place)
        done = subprocess.run(["make", "wheel", "--dry-run"], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert ("tools/prepare.py book" in done.stdout) == anew, done.stdout


def test_the_script_runs_under_an_old_python() -> None:
    # It has to say that Python is too old, so it must be readable by one that is.
    compile_for = (3, 6)
    import ast

    ast.parse((ROOT / "tools" / "prepare.py").read_text(encoding="utf-8"), feature_version=compile_for)
