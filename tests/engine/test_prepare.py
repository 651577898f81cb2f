"""Set-up: the right Python, an interrupted run, and stamps that tell the truth."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
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


STAND_IN = f"""#!{sys.executable}
import sys, time
from pathlib import Path

venv = Path(".venv").resolve()
step = "sync" if "sync" in sys.argv else "venv" if "venv" in sys.argv else "other"
if step == "venv":
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(sys.executable)
if "--version" not in sys.argv:
    with open("asked", "a") as asked:
        asked.write(step + "\\n")
    if Path("wait-in-" + step).exists():
        time.sleep(60)
"""
"""A program in place of uv: it makes an environment at once, and waits in the step that a file names."""


@pytest.mark.parametrize("step", ["venv", "sync", "other"])
@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGKILL])
def test_a_set_up_that_is_stopped_or_killed_begins_anew(step: str, way: signal.Signals, tmp_path: Path) -> None:
    for name in ("requirements.txt", "pyproject.toml", "tools/prepare.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    uv = tmp_path / "programs" / "uv"
    uv.parent.mkdir()
    uv.write_text(STAND_IN)
    uv.chmod(0o755)
    given = {**os.environ, "PATH": f"{uv.parent}:{os.environ['PATH']}"}
    command = [sys.executable, str(tmp_path / "tools" / "prepare.py"), "book"]
    wait = tmp_path / f"wait-in-{step}"
    wait.touch()
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=tmp_path, env=given, start_new_session=True, **pipes) as first:
        end = time.monotonic() + 30
        while step not in ((tmp_path / "asked").read_text() if (tmp_path / "asked").exists() else ""):
            assert time.monotonic() < end, "the step has not begun"
            time.sleep(0.02)
        os.killpg(first.pid, way)
        said = first.communicate(timeout=30)[0]
    assert first.returncode == (130 if way == signal.SIGINT else -way)
    assert ("the next make begins it anew" in said) == (way == signal.SIGINT)
    assert not (tmp_path / ".venv" / ".book-ready").exists()
    wait.unlink()
    again = subprocess.run(command, cwd=tmp_path, env=given, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert "removing a .venv that is unfinished" in again.stdout
    assert (tmp_path / ".venv" / ".book-ready").read_text() == str(tmp_path)


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
