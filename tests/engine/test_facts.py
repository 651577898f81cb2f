"""Numbers for the prose: named, complete, and equal to what the tables say."""

from __future__ import annotations

import shutil

import pytest
from places import ROOT, SOUND

from companion.book import facts as module
from companion.dossier import counts, load, tables
from companion.project import Project


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A made-up dossier with the references of this one."""
    folder = tmp_path_factory.mktemp("project") / "made"
    shutil.copytree(SOUND, folder)
    shutil.copytree(ROOT / "data" / "references", folder / "data" / "references")
    return Project(folder)


@pytest.fixture(scope="module")
def made(project):
    return module.facts(project)


def test_made_dossier(made):
    expected = {
        "sentences": "6",
        "sentences-bet": "3",
        "statements": "7",
        "statements-alp": "4",
        "statements-reported": "2",
        "statements-alp-implicit": "1",
        "repeated": "1",
        "repeated-in-words": "one",
        "distinct-sentences": "5",
        "danger": "2",
        "danger-silt": "1",
        "danger-silt-bet": "1",
        "danger-storm-reported": "0",
        "danger-storm-reported-in-words": "no",
        "inferences-companion": "1",
        "conflicts-tension": "1",
        "tensions-real": "1",
        "tensions-across": "2",
        "questions-open": "1",
        "main-findings": "1",
        "main-findings-asserted": "1",
        "labellings": "8",
        "rivals": "1",
    }
    assert {name: made[name] for name in expected} == expected


def test_names_are_plain(made):
    assert all(name == name.lower() and "_" not in name and " " not in name for name in made)


def test_real_facts_agree_with_the_tables():
    record = load()
    found = module.facts(Project())
    assert {name: found[name] for name in counts(record)} == {k: str(v) for k, v in counts(record).items()}
    for row in tables.count(tables.codes(record), ["variable", "value"]).itertuples():
        assert found[f"{row.variable}-{row.value}".replace("_", "-")] == str(row.sentences)


def test_two_sources_may_not_claim_one_name(project, monkeypatch):
    monkeypatch.setattr(module, "SOURCES", [lambda project: {"a": 1}, lambda project: {"a": 2}])
    with pytest.raises(ValueError, match="two facts are named 'a'"):
        module.facts(project)
