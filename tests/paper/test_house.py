"""The house around the companion: locks, commands, citation, and what may never stand in a committed file."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from datetime import datetime
from pathlib import Path

import pytest
import yaml
from outside import program
from places import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, flags=re.MULTILINE))
LOCKS = [ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt"]


def pins(lock: Path) -> dict[str, list[str]]:
    """Package with its marker -> its lines: the pin first, then the hashes."""
    blocks = re.findall(r"^([\w.-]+==[^\n]*)\n((?:    --hash[^\n]*\n)*)", lock.read_text(), flags=re.MULTILINE)
    return {head.removesuffix(" \\"): hashes.split("\n")[:-1] for head, hashes in blocks}


@pytest.mark.parametrize("lock", LOCKS, ids=["book", "tests"])
def test_every_package_is_pinned_with_hashes(lock: Path) -> None:
    pinned = pins(lock)
    assert len(pinned) > 20
    assert all(hashes for hashes in pinned.values())
    rest = [line for line in lock.read_text().splitlines() if line and line[0] not in " #"]
    assert len(rest) == len(pinned), "a line that is no pin"


@pytest.mark.parametrize("lock", LOCKS, ids=["book", "tests"])
def test_no_lock_says_where_its_packages_come_from(lock: Path) -> None:
    assert not re.search(r"^\s*-|://|@ file", re.sub(r"--hash=sha256:", "", lock.read_text()).replace("    \\", ""))


def test_both_locks_agree() -> None:
    book, tests = (
        {re.split("==| ;", head)[0] + head.partition(" ;")[2]: head for head in pins(lock)} for lock in LOCKS
    )
    assert {name: tests[name] for name in book.keys() & tests.keys()} == {
        name: book[name] for name in book.keys() & tests.keys()
    }


def test_the_locks_hold_what_the_project_asks_for() -> None:
    book, tests = ({re.split("[=; ]", head)[0] for head in pins(lock)} for lock in LOCKS)
    named = [re.split(r"[<>=;\[ ]", wish)[0].lower() for wish in PROJECT["project"]["dependencies"]]
    groups = PROJECT["dependency-groups"]
    assert set(named) | {re.split("[<>=]", wish)[0] for wish in groups["build"]} <= book
    assert {re.split("[<>=]", wish)[0].lower() for wish in groups["test"]} <= book | tests


def test_the_lock_of_the_node_tools_names_no_address() -> None:
    lock = json.loads((ROOT / "tests" / "package-lock.json").read_text())
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
    assert all("integrity" in package for name, package in lock["packages"].items() if name)


def test_every_command_of_the_readme_exists() -> None:
    assert (
        set(re.findall(r"\bmake ([a-z]+)\b", "\n".join(re.findall(r"`[^`]*`|^\$ .*", README, re.MULTILINE)))) <= TARGETS
    )
    shown = subprocess.run(
        [sys.executable, "-m", "companion", "--help"], capture_output=True, text=True, check=True
    ).stdout
    for command in {*re.findall(r"`companion (\w+)", README), *re.findall(r"bin/companion (\w+)", README), "watch"}:
        assert re.search(rf"\b{command}\b", shown), f"companion has no command {command}"


def test_everything_the_readme_points_to_exists() -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    places = re.findall(r"^\| `([\w/.]+)`", README, re.MULTILINE)
    assert links
    assert places
    assert [place for place in links + places if not (ROOT / place).exists()] == []


def test_help_lists_the_commands() -> None:
    shown = subprocess.run([program("make"), "-C", str(ROOT)], capture_output=True, text=True, check=True).stdout
    for target in ("book", "test", "serve", "lab", "lock", "clean", "help"):
        assert f"make {target}" in shown


def test_the_citation_file_says_what_is_known_and_no_more() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors", "version", "type"} <= citation.keys()
    assert citation["cff-version"] == "1.2.0"
    assert citation["authors"] == [{"name": "The companion's contributors"}]
    paper = yaml.safe_load((ROOT / "data" / "paper.yml").read_text(encoding="utf-8"))
    (reference,) = citation["references"]
    known = paper | paper["facts"]
    for field in ("title", "journal", "url"):
        assert reference[field] == known[field]
    assert not {"year", "volume", "issue", "doi", "pages", "date-published"} & reference.keys()


def test_version_and_date_agree() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    newest = re.search(r"^## (\S+) — (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest
    assert citation["version"] == PROJECT["project"]["version"] == newest[1]
    assert datetime.strptime(newest[2], "%d %B %Y").date().isoformat() == citation["date-released"]
    using = (ROOT / "book" / "using.md").read_text(encoding="utf-8")
    assert f"version {newest[1]}" in re.sub(r"[\s>]+", " ", using)


def committed() -> list[Path]:
    """Every text file that git knows."""
    names = subprocess.run(
        [program("git"), "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    files = [ROOT / name for name in names if name and (ROOT / name).is_file()]
    return [file for file in files if file.suffix not in {".png", ".ico", ".woff2"}]


def test_no_committed_file_depends_on_one_machine() -> None:
    # Written in pieces, or this file would be found.
    banned = ["/wo" + "rk/", "../sha" + "red", "py" + "pi.org", "registry.n" + "pmjs", "/ro" + "ot/", "deb.deb" + "ian"]
    found = [
        f"{file.relative_to(ROOT)}: {word}"
        for file in committed()
        for word in banned
        if word in file.read_text(encoding="utf-8")
        # The continuous check may use a copy of the paper that lies beside the repository.
        and not (file == ROOT / ".ci" / "run" and word == "../sha" + "red")
    ]
    assert found == []
