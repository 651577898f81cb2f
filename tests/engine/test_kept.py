"""What is kept beside the packages: made once, made anew when it is damaged, done without where it cannot be kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion import kept


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that had to be made; they are kept in a folder of the test's own."""
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "share")
    return []


def ask(made: list[str], text: str = "two\r\nlines, ü") -> str:
    def make() -> str:
        made.append(text)
        return text

    return kept.kept("thing.txt", make)


def test_it_is_made_once(made: list[str]) -> None:
    assert ask(made) == ask(made) == "two\r\nlines, ü"
    assert len(made) == 1


@pytest.mark.parametrize("damage", [b"", b"no seal", b"\xff\xfe", None])
def test_a_damaged_file_is_made_anew(damage: bytes | None, made: list[str]) -> None:
    ask(made)
    file = kept.FOLDER / "thing.txt"
    file.write_bytes(file.read_bytes()[:-1] if damage is None else damage)
    assert ask(made) == "two\r\nlines, ü"
    assert len(made) == 2


def test_where_nothing_can_be_written_it_is_made_each_time(made: list[str]) -> None:
    kept.FOLDER.write_text("a file where the folder would be")
    assert ask(made) == ask(made)
    assert len(made) == 2
