"""Writing the locks: what is said of them, and that one that fails leaves every lock as it was."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest
from places import ROOT

STAND_IN = f"""#!{sys.executable}
import sys
from pathlib import Path

if "--output-file" in sys.argv:
    lock = Path(sys.argv[sys.argv.index("--output-file") + 1])
    lock.write_text(lock.read_text().replace(OLD, NEW))
sys.exit(CODE)
"""
"""A program in place of uv and npm: it replaces a piece of a lock and ends with a code."""


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, at work on a copy of the locks and their sources."""
    spec = importlib.util.spec_from_file_location("lock", ROOT / "tools" / "lock.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "tests").mkdir()
    for name in [*module.SOURCES, *module.LOCKS]:
        shutil.copy(ROOT / name, tmp_path / name)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    return module


def with_programs(module: ModuleType, monkeypatch: pytest.MonkeyPatch, old: str, new: str, npm: int = 0) -> None:
    """Have uv replace one piece of text by another, and npm end with a code."""
    paths = {}
    for name, code in (("uv", 0), ("npm", npm)):
        file = module.ROOT / name
        file.write_text(STAND_IN.replace("OLD", repr(old)).replace("NEW", repr(new)).replace("CODE", str(code)))
        file.chmod(0o755)
        paths[name] = str(file)
    monkeypatch.setattr(module, "tool", paths.get)


def texts(module: ModuleType) -> dict[str, str]:
    return {name: (module.ROOT / name).read_text(encoding="utf-8") for name in module.LOCKS}


def test_what_changed_is_said_and_written(lock: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    pinned = lock.pins(texts(lock)["requirements.txt"])["altair"]
    with_programs(lock, monkeypatch, f"altair=={pinned}", "altair==99.0")
    assert lock.main(upgrade=False) == 0
    said = capsys.readouterr().out.splitlines()
    assert f"requirements.txt: altair {pinned} -> 99.0" in said
    assert "tests/package-lock.json: nothing changed" in said
    assert "altair==99.0" in texts(lock)["requirements.txt"]


def test_a_second_run_changes_nothing(lock: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    before = texts(lock)
    with_programs(lock, monkeypatch, "", "")
    assert lock.main(upgrade=False) == 0
    assert capsys.readouterr().out.splitlines() == [f"{name}: nothing changed" for name in lock.LOCKS]
    assert texts(lock) == before


def test_a_program_that_fails_leaves_every_lock(lock: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    before = texts(lock)
    with_programs(lock, monkeypatch, "altair==", "altair==99.", npm=7)
    assert lock.main(upgrade=True) == 1
    assert "No lock was written: `npm update" in capsys.readouterr().out
    assert texts(lock) == before


def test_a_missing_program_is_named(lock: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr(lock, "tool", lambda name: None)
    assert lock.main(upgrade=False) == 1
    assert "make lock needs uv and npm" in capsys.readouterr().out


def test_versions_that_depend_on_the_system_are_told_together(lock: ModuleType) -> None:
    text = "a==1 ; sys_platform == 'win32' \\\n    --hash=sha256:0\na==2 ; sys_platform != 'win32'\n"
    assert lock.told("lock", text, text.replace("a==2", "a==3")) == ["lock: a 1 and 2 -> 1 and 3"]


UV = f"""#!{sys.executable}
import sys

windows = "x86_64-pc-windows-msvc" in sys.argv and "3.14" in sys.argv
print("no wheel of a\\nfor Windows" if windows else "", file=sys.stderr)
sys.exit(int(windows or "--require-hashes" not in sys.argv))
"""


def test_what_cannot_be_had_for_a_system_is_told(lock: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    before = texts(lock)
    file = lock.ROOT / "uv"
    file.write_text(UV)
    file.chmod(0o755)
    monkeypatch.setattr(lock, "tool", lambda name: str(file))
    assert lock.tried() == 1
    said = capsys.readouterr().out.splitlines()
    assert len(said) == len(lock.PYTHONS) * len(lock.SYSTEMS)
    assert [line for line in said if not line.endswith("all there")] == [
        "Python 3.14, Windows: cannot be installed: no wheel of a for Windows"
    ]
    assert texts(lock) == before


def test_the_pythons_that_are_tried_are_those_that_the_project_asks_for(lock: ModuleType) -> None:
    assert f'requires-python = ">={lock.PYTHONS[0]}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    workflow = (ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8")
    assert f'python: ["{lock.PYTHONS[0]}", "{lock.PYTHONS[-1]}"]' in workflow
