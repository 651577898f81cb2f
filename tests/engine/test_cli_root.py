"""``--root``: every command works on the project it names, whatever project the working directory lies in."""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import projects
import pytest
from places import ROOT, SOUND

from companion import cli, files, schemas
from companion.project import Project

PRINTED = "Brand, A. (1841). On tides. Journal of Harbours, 3(2), 4-9.\n"
PAGE = "# The tides\n\nThere are {fact}`statements` statements, and {fact}`references` reference.\n"
HERE = {"build", "watch", "zip", "lab", "check", "parse", "clean", "verify", "export", "bibliography", "schema"}
"""The commands that are tried here."""
ELSEWHERE = {"new", "lab", "zip"}
"""Those that make a project, open the notebooks and pack the book have tests of their own."""


@pytest.fixture
def made(tmp_path, monkeypatch):
    """The small sound dossier as a project of its own, while the working directory lies in this one."""
    root = Path(shutil.copytree(SOUND, tmp_path / "made"))
    (root / files.PRINTED).parent.mkdir()
    (root / files.PRINTED).write_text(PRINTED, encoding="utf-8")
    (root / files.KEYS).write_text("keys: [brand1841]\n", encoding="utf-8")
    (root / files.REPAIRS).write_text("repairs: []\nlinks: []\n", encoding="utf-8")
    monkeypatch.chdir(ROOT)
    return root


@pytest.fixture
def book_of_it(made):
    """The same with a book of one page."""
    assert cli.main(["--root", str(made), "bibliography", "--discard-edits"]) == 0
    for name in ("_config.yml", "requirements.txt"):
        shutil.copy(ROOT / name, made)
    (made / "_toc.yml").write_text("format: jb-book\nroot: book/intro\n", encoding="utf-8")
    (made / "book" / "intro.md").write_text(PAGE, encoding="utf-8")
    return made


def contents(root: Path) -> dict[str, str]:
    """Return the digest of every file of this project that a command could write."""
    names = ("data", "references.bib", "book", "notebooks")
    found = (
        path for name in names for path in ([root / name] if (root / name).is_file() else (root / name).rglob("*"))
    )
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(found) if path.is_file()}


@pytest.fixture(autouse=True)
def this_project_stays():
    """Whatever a command does to the project it names, it leaves this one alone."""
    before = contents(ROOT)
    yield
    assert contents(ROOT) == before


def test_no_command_is_left_out():
    parser = cli._parser()
    (commands,) = [part for part in parser._actions if isinstance(part, argparse._SubParsersAction)]
    assert set(commands.choices) == HERE | ELSEWHERE


def test_check(made, capsys):
    assert cli.main(["--root", str(made), "check"]) == 0
    assert capsys.readouterr().out.startswith("sound: 6 sentences, ")
    beta = made / "data/arguments/beta.yml"
    beta.write_text(beta.read_text(encoding="utf-8").replace("role: aim", "role: goal"), encoding="utf-8")
    assert cli.main(["--root", str(made), "check"]) == 1
    assert "data/arguments/beta.yml:23: error: BET-2a [role]" in capsys.readouterr().err


def test_verify(made, capsys):
    assert cli.main(["--root", str(made), "verify", str(made / "paper.txt")]) == 0
    assert "2 sections, 6 sentences" in capsys.readouterr().out
    assert cli.main(["--root", str(made), "verify", "--fingerprint", str(made / "paper.txt")]) == 0
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == ["ALP", "BET"]


def test_export(made, tmp_path, capsys):
    assert cli.main(["--root", str(made), "export", str(tmp_path / "out")]) == 0
    with (tmp_path / "out" / "statements.csv").open(encoding="utf-8", newline="") as file:
        assert {row["id"] for row in csv.DictReader(file)} == {item.id for item in Project(made).dossier.statements}
    assert not (made / "out").exists()


def test_zip(made, capsys):
    (made / "_build" / "html").mkdir(parents=True)
    (made / "_build" / "html" / "index.html").write_text("<p>The tides</p>", encoding="utf-8")
    (made / "_config.yml").write_text("title: The tides\n", encoding="utf-8")
    assert cli.main(["--root", str(made), "zip"]) == 0
    (packed,) = (made / "dist").iterdir()
    assert str(packed) in capsys.readouterr().out


def test_lab(made, capsys, monkeypatch):
    started = []
    monkeypatch.setattr(cli.os, "execve", lambda program, words, variables: started.append((words, variables)))
    (made / "notebooks").mkdir()
    (made / "notebooks" / "a.md").write_text("# A\n", encoding="utf-8")
    for words, shown in ([], "notebooks"), (["notebooks/a.md", "--no-browser"], "notebooks/a.md"):
        monkeypatch.chdir(made if words else ROOT)
        cli.main(["--root", str(made), "lab", *words])
        command, variables = started.pop()
        assert f"--ServerApp.root_dir={made.resolve()}" in command
        assert f"--LabApp.default_url=/lab/tree/{shown}" in command
        assert ("--no-browser" in command) == bool(words)
        assert variables["JUPYTER_PATH"].startswith(str(made.resolve() / "_build" / "lab"))
    assert "There is no book yet" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        cli.main(["--root", str(made), "check", "--no-browser"])


def test_bibliography(made, tmp_path, capfd):
    command = ["--root", str(made), "bibliography"]
    assert cli.main([*command, "--check"]) == 1
    assert "[stale-bibliography]" in capfd.readouterr().err
    assert cli.main([*command, "--discard-edits", "--downloads", str(tmp_path / "out")]) == 0
    assert "written, 1 references" in capfd.readouterr().out
    assert "Journal of Harbours" in (made / files.BIBLIOGRAPHY).read_text(encoding="utf-8")
    assert len(list((tmp_path / "out").iterdir())) == 4
    assert cli.main([*command, "--check"]) == 0


def test_schema(made, capsys):
    assert cli.main(["--root", str(made), "schema"]) == 0
    written = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert {path.parent for path in written} == {made / files.SCHEMAS}
    assert {path.name: path.read_text(encoding="utf-8") for path in written} == schemas.schemas(Project(made).dossier)


def test_parse_needs_no_project(made, tmp_path, capfd):
    for root in (made, tmp_path / "nowhere"):
        assert cli.main(["--root", str(root), "parse", str(made / files.PRINTED)]) == 0
        (reference,) = json.loads(capfd.readouterr().out)
        assert reference["year"] == "1841"


@pytest.mark.parametrize("command", sorted(HERE - {"parse", "clean"}))
def test_a_folder_that_is_no_project_is_told_by_every_command(command, tmp_path, capsys):
    rest = {"verify": ["paper.txt"], "export": [str(tmp_path / "out")]}.get(command, [])
    # This project lies around the working directory and must not be taken for it.
    assert cli.main(["--root", str(tmp_path / "nowhere"), command, *rest]) == 1
    told = capsys.readouterr()
    assert f"{tmp_path / 'nowhere'}: error: is no project's folder" in told.err
    assert "[no-project]" in told.err
    assert not list(tmp_path.iterdir())


def test_a_folder_below_a_project_is_not_the_project(made, capsys):
    assert cli.main(["--root", str(made / "data"), "check"]) == 1
    assert "[no-project]" in capsys.readouterr().err


def test_a_root_may_be_relative(made, monkeypatch, capsys):
    monkeypatch.chdir(made.parent)
    assert cli.main(["--root", "made", "check"]) == 0
    assert capsys.readouterr().out.startswith("sound: 6 sentences, ")


@pytest.mark.book
def test_build(book_of_it):
    done = projects.run(ROOT, "--root", str(book_of_it), "build")
    assert projects.closing(done).startswith(f"{book_of_it / '_build' / 'html' / 'index.html'} is the book")
    html = (book_of_it / "_build" / "html" / "index.html").read_text(encoding="utf-8")
    assert "There are 7 statements, and 1 reference." in html
    assert "is up to date" in projects.closing(projects.run(ROOT, "--root", str(book_of_it), "build"))


@pytest.mark.book
def test_build_of_a_relative_root(book_of_it):
    done = projects.run(book_of_it.parent, "--root", "made", "build")
    assert projects.closing(done).startswith(f"{book_of_it / '_build' / 'html' / 'index.html'} is the book")


@pytest.mark.book
def test_watch(book_of_it):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = projects.command("--root", str(book_of_it), "watch", "--port", str(port))
    said = book_of_it.parent / "said.txt"
    with said.open("w") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=projects.environment(ROOT), stdout=out, stderr=out)
    try:
        assert "There are 7 statements" in served(f"http://127.0.0.1:{port}/index.html", process, said)
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=20)
    assert code == 0, said.read_text(encoding="utf-8")


def served(address: str, process: subprocess.Popen, said: Path) -> str:
    """Return a page as soon as it is the book's."""
    for _ in range(600):
        assert process.poll() is None, said.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                text = answer.read().decode()
        except (urllib.error.URLError, ConnectionError):
            text = ""
        if "There are" in text:
            return text
        time.sleep(0.1)
    pytest.fail(f"no book is served: {said.read_text(encoding='utf-8')}")
