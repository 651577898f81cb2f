"""Mistakes in every file that a person edits: told by name within seconds, with a remedy; nothing is written."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import damages
import projects
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion import cli, evidence, references
from companion.build import inputs
from companion.dossier import load, read
from companion.errors import Problem

LIMIT = 30
"""Seconds after which a case has hung; on a quiet machine the slowest takes less than one."""
DATA, PAGES = list(damages.of_data()), list(damages.of_pages())


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, put right again after each case."""
    return projects.copied(tmp_path_factory.mktemp("damaged"))


@pytest.fixture(scope="module")
def anchors() -> set[str]:
    return {statement.anchor for statement in load().statements}


@contextmanager
def damaged(project: Path, case: damages.Case) -> Iterator[None]:
    """Damage a file for a while."""
    file = project / case.file
    sound = file.read_bytes()
    try:
        case.damage(file)
        yield
    finally:
        if file.is_dir():
            file.rmdir()
        else:
            file.unlink(missing_ok=True)
        file.write_bytes(sound)


@contextmanager
def in_time() -> Iterator[None]:
    """Fail what hangs."""

    def rung(*_: object) -> None:
        raise TimeoutError(f"no answer in {LIMIT} s")

    before = signal.signal(signal.SIGALRM, rung)
    signal.alarm(LIMIT)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def check_of(file: str) -> Callable[[Path], list[Problem]]:
    """Return the part of `companion check` that reads a file."""
    if file.startswith("data/evidence"):
        return evidence.check
    if file.startswith("data/references"):
        return references.check
    return lambda root: read(root)[1]


def assert_told(problems: list[Problem], case: damages.Case) -> None:
    """Assert that the damage was told, of this file, with a remedy, and in few words."""
    errors = [problem for problem in problems if problem.severity == "error"]
    assert errors, "it was accepted"
    own = [problem for problem in errors if problem.file == case.file]
    assert own, f"told of another file: {errors[0]}"
    assert case.told in "\n".join(map(str, own)), str(own[0])
    assert all(problem.remedy.strip() for problem in own)
    assert max(len(problem.message) for problem in own) < 600, "a message that nobody reads"


def test_there_are_many_mistakes() -> None:
    assert len(DATA) + len(PAGES) >= 250
    assert len({case.id for case in (*DATA, *PAGES)}) == len(DATA) + len(PAGES)


@pytest.mark.parametrize("case", DATA, ids=lambda case: case.id)
def test_a_mistake_in_the_data_is_told(case: damages.Case, project: Path) -> None:
    with damaged(project, case), in_time():
        assert_told(check_of(case.file)(project), case)


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.id)
def test_a_mistake_in_contents_settings_or_a_page_is_told(case: damages.Case, project: Path, anchors: set[str]) -> None:
    with damaged(project, case), in_time():
        assert_told(inputs.check(project, anchors), case)


def test_the_copy_is_sound_when_all_is_done(project: Path, anchors: set[str]) -> None:
    assert [problem for problem in read(project)[1] if problem.severity == "error"] == []
    assert evidence.check(project) == references.check(project) == inputs.check(project, anchors) == []


@pytest.mark.parametrize(
    "case",
    [
        damages.Case("_toc.yml", "a page that is not there", *damages.TOC["a page that is not there"]),
        damages.Case("data/codebook.yml", "a pipe", *damages.FILES["a pipe"]),
        damages.Case("notebooks/05_results.md", "a cell left open", *damages.PAGE["a cell left open"]),
        damages.Case("book/sources.bib", "a field twice", *damages.BIB["a field twice"]),
    ],
    ids=lambda case: case.id,
)
def test_a_build_stops_before_a_notebook_runs_and_writes_nothing(case: damages.Case, project: Path) -> None:
    with damaged(project, case):
        done = projects.run(project, "build")
    assert done.returncode == 1
    assert case.file in done.stderr
    assert "Traceback" not in done.stderr
    assert "step 'check' ended with 1" in done.stderr
    assert not list((project / "_build").glob(".jupyter_cache*"))
    assert not (project / "_build" / "html").exists()


def test_a_fault_of_the_program_says_that_it_is_one(monkeypatch, capsys) -> None:
    monkeypatch.setattr(evidence, "check", lambda _: 1 / 0)
    assert cli.main(["check"]) == 1
    said = capsys.readouterr().err
    assert "bug of the companion" in said
    assert "ZeroDivisionError" in said
    assert "COMPANION_TRACEBACK=1" in said
    assert "Traceback" not in said
    monkeypatch.setenv("COMPANION_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        cli.main(["check"])


# --- whatever anybody writes ---

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FUZZED = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("file", ["data/paper.yml", "data/codebook.yml", "data/references/repairs.yml", "_toc.yml",
                                  "_config.yml", "data/evidence/datapackage.json"])  # fmt: skip
@given(value=ANYTHING)
@FUZZED
def test_any_value_in_place_of_a_file_is_told(file: str, value: object, project: Path) -> None:
    case = damages.Case(file, "anything", damages.holding(json.dumps(value)))
    with damaged(project, case), in_time():
        told = inputs.check(project) if file.startswith("_") else check_of(file)(project)
    empty_ledger = file.endswith("repairs.yml") and value == {}
    assert told or empty_ledger, "it was accepted"


@pytest.mark.parametrize("file", ["data/arguments/results.yml", "data/codings/second.csv", "data/evidence/borders.csv",
                                  "book/sources.bib", "notebooks/05_results.md", "_toc.yml"])  # fmt: skip
@given(at=st.floats(0, 1), cut=st.integers(0, 40), put=st.binary(max_size=12) | st.text(max_size=6).map(str.encode))
@FUZZED
def test_bytes_taken_out_or_put_in_anywhere_raise_nothing(file, at, cut, put, project: Path) -> None:
    def damage(path: Path) -> None:
        whole = path.read_bytes()
        place = int(at * len(whole))
        path.write_bytes(whole[:place] + put + whole[place + cut :])

    with damaged(project, damages.Case(file, "bytes", damage)), in_time():
        told = inputs.check(project) if not file.startswith("data") else []
        told += [] if file.startswith(("_", "notebooks")) else check_of(file)(project)
    assert all(problem.remedy for problem in told)
