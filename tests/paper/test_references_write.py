"""What is written: stable, never over a hand edit, and read without complaint by programs that are not ours."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import bibtexparser
import pytest
import rispy
from outside import node_package, program, tex_file
from places import BIBLIOGRAPHY, ROOT

from companion.cli import main
from companion.references import bibliography, formats
from companion.references.entry import PageCount
from companion.references.writers import bibtex
from companion.references.writers.coins import coins

ENTRIES = bibliography.load()
KEYS = {entry.key for entry in ENTRIES}


@pytest.fixture(scope="module")
def downloads(tmp_path_factory):
    folder = tmp_path_factory.mktemp("downloads")
    for name, text in formats.downloads(ENTRIES).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder


@pytest.fixture
def target(tmp_path):
    """A project with the references of this one, whose `references.bib` the command writes."""
    shutil.copytree(ROOT / "data" / "references", tmp_path / "data" / "references")
    shutil.copy(ROOT / "data" / "paper.yml", tmp_path / "data")
    return tmp_path / "references.bib"


def write(target, *options):
    """Run the command that writes `references.bib`; return its exit code."""
    return main(["--root", str(target.parent), "bibliography", *options])


def run(*command, cwd, text=None):
    return subprocess.run(command, cwd=cwd, input=text, capture_output=True, text=True, encoding="utf-8", timeout=120)


def test_references_bib_is_up_to_date():
    assert BIBLIOGRAPHY.read_text("utf-8") == formats.sealed(ENTRIES)


def test_writing_again_changes_nothing(target, capsys):
    assert write(target) == 0
    written = target.read_bytes()
    assert write(target) == 0
    assert target.read_bytes() == written
    assert "up to date" in capsys.readouterr().out


def test_a_hand_edit_is_told_and_kept(target, capsys):
    write(target)
    edited = target.read_text("utf-8").replace("{277--293}", "{277--294}") + "\n@misc{mine, title = {My own}}\n"
    target.write_text(edited, "utf-8")
    assert write(target) == 1
    told = capsys.readouterr().err
    assert "allison2004, pages: '277--294' (would be '277--293')" in told
    assert "entry mine" in told
    assert target.read_text("utf-8") == edited
    assert write(target, "--discard-edits") == 0
    assert f"as it was edited, it is kept as {target.name}~" in capsys.readouterr().out
    assert target.read_text("utf-8") == formats.sealed(ENTRIES)
    assert target.with_name(f"{target.name}~").read_text("utf-8") == edited


def test_what_was_set_aside_before_is_not_overwritten(target):
    for number, edit in enumerate((b"% one\n", b"% two \xe4 and no UTF-8\n", b"% three\n"), start=1):
        target.write_bytes(edit)
        assert write(target, "--discard-edits") == 0
        assert target.with_name(f"{target.name}{'~' * number}").read_bytes() == edit


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_where_it_cannot_be_written_the_old_one_stays_whole(number, target, capsys, monkeypatch):
    older = formats.sealed(replace(ENTRIES, entries=ENTRIES.entries[:3]))
    target.write_text(older, "utf-8")

    def refused(file: Path, text: str, **given: str) -> None:
        with file.open("w", encoding="utf-8") as unfinished:
            unfinished.write(text[:100])
        raise OSError(number, os.strerror(number), str(file))

    monkeypatch.setattr(Path, "write_text", refused)
    assert write(target) == 1
    told = capsys.readouterr().err
    assert "[refused-by-machine]" in told
    assert "bug" not in told
    assert target.read_text("utf-8") == older
    assert [path.name for path in target.parent.iterdir() if "unfinished" in path.name] == []


def test_a_comment_written_by_hand_is_not_lost(target, capsys):
    write(target)
    target.write_text(target.read_text("utf-8") + "% remember this\n", "utf-8")
    assert write(target) == 1
    assert "comment" in capsys.readouterr().err
    assert target.read_text("utf-8").endswith("% remember this\n")


def test_check_tells_what_is_stale_and_writes_nothing(target, capsys):
    target.write_text("@misc{old, title = {Old}}\n", "utf-8")
    assert write(target, "--check") == 1
    assert "stale-bibliography" in capsys.readouterr().err
    assert target.read_text("utf-8") == "@misc{old, title = {Old}}\n"


def test_an_older_version_that_nobody_touched_is_replaced(target):
    older = replace(ENTRIES, entries=ENTRIES.entries[:3])
    target.write_text(formats.sealed(older), "utf-8")
    assert write(target) == 0
    assert target.read_text("utf-8") == formats.sealed(ENTRIES)


def test_bibtexparser_reads_back_what_was_written(downloads):
    text = (downloads / "references.bib").read_text("utf-8")
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    assert {entry.key for entry in library.entries} == KEYS
    for entry in ENTRIES:
        fields = {item.key: item.value for item in library.entries_dict[entry.key].fields}
        assert bibtex.plain(fields["title"]) == entry.get("title")
        assert fields["year"] == entry.get("year")


def test_write_parse_write_is_a_fixed_point(downloads):
    text = (downloads / "references.bib").read_text("utf-8")
    layout = bibtexparser.BibtexFormat()
    layout.indent, layout.value_column, layout.trailing_comma, layout.block_separator = "  ", 18, True, "\n"
    assert bibtexparser.write_string(bibtexparser.parse_string(text), bibtex_format=layout).strip() == text.strip()


def test_unbalanced_braces_cannot_be_written():
    broken = ENTRIES[0].with_field("title", "A {brace} too { many")
    text = bibtex.bibtex([broken])
    assert text.count("{") == text.count("}")


def test_biber_finds_nothing_against_the_data_model(downloads):
    out = run(program("biber"), "--tool", "--validate-datamodel", "references.biblatex.bib", cwd=downloads)
    assert not re.findall(r"^(?:WARN|ERROR).*", out.stdout + out.stderr, re.MULTILINE), out.stdout


BIBTEX_WARNINGS = {
    "there's a number but no volume in sajjadpour2018": "no volume is printed, and no source gave one",
}
"""What BibTeX may say, and why it stays."""


def test_bibtex_finds_nothing_unexpected(downloads):
    tex_file("plain.bst")
    tex = "\\relax\n\\citation{*}\n\\bibstyle{plain}\n\\bibdata{references}\n"
    (downloads / "all.aux").write_text(tex)
    out = run(program("bibtex"), "all", cwd=downloads)
    assert out.returncode == 0, out.stdout
    assert set(re.findall(r"Warning--(.*)", out.stdout)) <= set(BIBTEX_WARNINGS), out.stdout


@pytest.mark.parametrize(("name", "kind"), [("references.bib", "bibtex"), ("references.biblatex.bib", "biblatex")])
def test_pandoc_reads_every_entry(downloads, name, kind):
    out = run(program("pandoc"), "-f", kind, "-t", "csljson", name, cwd=downloads)
    assert out.returncode == 0
    assert not out.stderr, out.stderr
    items = {item["id"]: item for item in json.loads(out.stdout)}
    assert set(items) == KEYS
    assert not [key for key, item in items.items() if not item.get("title") or not item.get("issued")]


@pytest.mark.parametrize("name", ["references.csl.json", "references.bib", "references.biblatex.bib"])
def test_citeproc_formats_every_entry(downloads, name):
    page = '---\nnocite: "@*"\n---\n'
    out = run(program("pandoc"), "--citeproc", "--bibliography", name, "-t", "html", cwd=downloads, text=page)
    assert out.returncode == 0
    assert not out.stderr, out.stderr
    assert {entry.key for entry in ENTRIES} == set(re.findall(r'id="ref-([^"]+)"', out.stdout))


def test_ris_survives_a_round_trip(downloads):
    text = (downloads / "references.ris").read_text("utf-8")
    records = rispy.loads(text)
    assert [record["id"] for record in records] == [entry.key for entry in ENTRIES]
    assert rispy.loads(rispy.dumps(records)) == records
    # Number and series of a book stand where Zotero reads them.
    assert {tag for record in records for tag in record.get("unknown_tag", ())} <= {"M1", "SV"}
    for record, entry in zip(records, ENTRIES, strict=True):
        assert record["title"] == entry.get("title")


def test_the_number_of_pages_is_never_a_place(downloads):
    """Where a work's pages are counted, no format sends a reader to page 1."""
    records = {record["id"]: record for record in rispy.loads((downloads / "references.ris").read_text("utf-8"))}
    items = {item["id"]: item for item in json.loads((downloads / "references.csl.json").read_text("utf-8"))}
    counted = [entry for entry in ENTRIES if isinstance(entry.pages, PageCount)]
    assert len(counted) > 10
    for entry in counted:
        record, item, total = records[entry.key], items[entry.key], entry.pages.total
        assert "end_page" not in record, entry.key
        whole = entry.get("type") in {"book", "thesis"}
        assert (record.get("start_page") == total) if whole else f"{total} pages" in "".join(record["notes"]), entry.key
        assert (item["number-of-pages"], "page" in item) == (total, False)
        assert "rft.spage" not in parse_qs(coins(entry))


ZOTERO = """
import { parse } from "@retorquere/bibtex-parser";
import { readFileSync } from "fs";
const library = parse(readFileSync(process.argv[1], "utf-8"), { unsupported: "ignore" });
const entries = library.entries.map(entry => ({ key: entry.key, type: entry.type, title: entry.fields.title }));
console.log(JSON.stringify({ errors: library.errors, entries }));
"""


@pytest.mark.parametrize("name", ["references.bib", "references.biblatex.bib"])
def test_the_importer_of_better_bibtex_reads_every_entry(downloads, name):
    node, package = program("node"), node_package("@retorquere/bibtex-parser")
    # From the folder that holds node_modules, because an import is looked up from there.
    out = run(node, "--input-type=module", "-e", ZOTERO, str(downloads / name), cwd=package.parents[2])
    assert out.returncode == 0, out.stderr
    found = json.loads(out.stdout)
    assert not found["errors"]
    assert {entry["key"] for entry in found["entries"]} == KEYS
    assert not [entry for entry in found["entries"] if not entry["title"]]
