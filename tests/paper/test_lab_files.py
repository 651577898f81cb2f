"""Opening a chapter in JupyterLab and letting it save changes no byte of it."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest
from places import ROOT


@pytest.fixture(scope="module")
def as_saved() -> ModuleType:
    spec = importlib.util.spec_from_file_location("as_saved", ROOT / "tools" / "as_saved.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The notebooks, to be saved where nothing is lost."""
    for folder in ("notebooks", "book"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("*.ipynb"))
    shutil.copy(ROOT / "jupytext.toml", tmp_path)
    return tmp_path


def test_no_notebook_changes_when_it_is_saved(as_saved: ModuleType, copy: Path) -> None:
    notebooks = as_saved.notebooks(copy)
    assert len(notebooks) > 15
    assert [path.name for path in notebooks if as_saved.saved(path, copy)] == [], "run tools/as_saved.py"
    for path in notebooks:
        assert path.read_bytes() == (ROOT / path.relative_to(copy)).read_bytes()


def test_a_notebook_stored_otherwise_is_found_and_mended(as_saved: ModuleType, copy: Path) -> None:
    path = copy / "notebooks" / "05_results.md"
    kept = path.read_bytes()
    path.write_bytes(kept.replace(b"ipython3", b"python"))
    assert as_saved.saved(path, copy, keep=False)
    assert b"ipython3" not in path.read_bytes()
    assert as_saved.saved(path, copy)
    assert path.read_bytes() == kept
