"""The parts of figures and pages that need no browser: refusals, same bytes twice, one state one cache."""

from __future__ import annotations

import doctest
import importlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import altair as alt
import nbformat
import pandas as pd
import pytest
from docutils import nodes as docutils_nodes
from places import ROOT, TESTS
from sphinx.errors import ConfigError

from companion import digests
from companion.book import cells, freshness, nodes, private
from companion.book.citations import details
from companion.book.theme import pages, styles
from companion.display import live, render, standalone, theme
from companion.display.display import BUILDING
from companion.dossier import load
from companion.dossier.papertext import VARIABLE, Copy
from companion.errors import CompanionError
from companion.figures import Cards, Figure, Table
from companion.references.entry import Repair, from_parsed
from companion.references.parsing.line import parse

FRAME = pd.DataFrame({"kind": ["silt", "storm"], "sentences": [2, 1], "ids": [["RES-2", "RES-3"], ["RES-1"]],
                      "link": ["#row-1", "#res-1"]})  # fmt: skip
WORDS = {
    "name": "fig-tides",
    "title": "Dangers",
    "caption": "What {st}`RES-1` says.",
    "description": "Two bars: silt 2, storm 1.",
}
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in (ROOT / "companion").rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)
"""Every module with an example in a docstring."""


def chart() -> alt.Chart:
    return alt.Chart(FRAME).mark_bar().encode(x="sentences:Q", y="kind:N", href="link:N").properties(width=500)


@pytest.fixture(scope="module")
def record():
    return load()


def test_the_modules_with_examples_are_found() -> None:
    assert {"companion.html", "companion.templates", "companion.book.nodes", "companion.records.hints"} <= set(MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_examples_in_docstrings_hold(module: str) -> None:
    result = doctest.testmod(importlib.import_module(module))
    assert result.attempted
    assert not result.failed


@pytest.mark.parametrize("part", [*WORDS, "data"])
def test_a_chart_without_a_part_is_refused_with_its_name(part: str) -> None:
    given = {**WORDS, "data": FRAME, part: None if part == "data" else " "}
    with pytest.raises(CompanionError) as refused:
        Figure(chart(), **given)
    assert [problem.field for problem in refused.value.problems] == [part]
    assert f"the chart has no {part}" in str(refused.value)


def test_every_missing_part_is_told_at_once() -> None:
    with pytest.raises(CompanionError) as refused:
        Figure(chart())
    assert len(refused.value.problems) == 5


def test_unknown_cards_are_all_named(record) -> None:
    with pytest.raises(CompanionError, match=r"(?s)XYZ-1.*XYZ-2"):
        Cards(record, "XYZ-1", "RES-1", "XYZ-2")


PAYLOAD = "import test_book_parts; print(test_book_parts.payload())"


def payload() -> str:
    return json.dumps(Figure(chart(), **WORDS, data=FRAME).payload().as_json(), sort_keys=True)


def test_the_same_chart_gives_the_same_bytes_in_another_process() -> None:
    """Altair and vl-convert count what they have made; neither those counts nor the hash seed may show."""
    command = [sys.executable, "-W", "ignore", "-c", PAYLOAD]
    surroundings = {"PYTHONHASHSEED": "2", "PYTHONPATH": str(TESTS)}
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=Path(__file__).parent, env=surroundings
    )
    assert done.stdout.strip() == payload() == payload()


def test_ids_of_two_figures_never_meet() -> None:
    clipped = {"mark": {"type": "bar", "clip": True}, "width": 100, "data": {"values": [{"a": 1}]},
               "encoding": {"x": {"field": "a", "type": "quantitative"}}}  # fmt: skip
    ids = [set(re.findall(r'id="([^"]+)"', render.draw(render.specification(clipped), name))) for name in ("a", "b")]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_marks_lead_to_rows_of_their_own_figure() -> None:
    spec = Figure(chart(), **WORDS, data=FRAME).spec
    assert '"#fig-tides-row-1"' in json.dumps(spec)
    assert '"#row-1"' not in json.dumps(spec)


def test_a_wide_chart_has_a_narrow_twin_and_a_narrow_one_has_not() -> None:
    figure = Figure(chart(), **WORDS, data=FRAME)
    assert render.size(figure.drawings["slim"])[0] <= render.NARROW + 1
    small = Figure(chart().properties(width=150), **WORDS, data=FRAME)
    assert list(small.drawings) == ["wide"]


def test_colours_and_labels_come_from_the_codebook(record) -> None:
    scale = theme.scale(record.codebook, "threat")
    values = record.codebook.variable("threat").values
    assert scale["domain"] == [value.label for value in values]
    assert scale["range"] == [value.colour for value in values]


def test_outside_the_book_an_object_needs_nothing_else(record, monkeypatch) -> None:
    monkeypatch.delenv(BUILDING, raising=False)
    monkeypatch.setattr(standalone, "_sent", [])
    objects = [
        Figure(chart(), **WORDS, data=FRAME),
        Table(FRAME, name="tab-t", title="t", caption="c"),
        Cards(record, "RES-1"),
    ]
    for shown in objects:
        bundle = shown._repr_mimebundle_()
        html = re.sub(r"<script>.*?</script>", "", bundle["text/html"], flags=re.S)
        assert not re.search(r'(?:src|<link[^>]*href)="(?!data:)', html)
        assert "companion-file:" not in html
        # JupyterLab stops with an error at a link inside a drawing.
        assert not [svg for svg in re.findall(r"<svg.*?</svg>", html, flags=re.S) if "<a" in svg]
    again = Figure(chart(), **WORDS, data=FRAME).html()
    assert len(again) < 100_000, "the bundle is sent with every figure"


def test_in_the_book_the_fallback_is_left_out(monkeypatch) -> None:
    monkeypatch.setenv(BUILDING, "1")
    assert "text/html" not in Figure(chart(), **WORDS, data=FRAME)._repr_mimebundle_()


def test_bound_inputs_are_the_pages_own_controls() -> None:
    param = alt.param(name="least", value=1, bind=alt.binding_range(min=0, max=3, step=1, name="At least "))
    figure = Figure(chart().add_params(param), **WORDS, data=FRAME)
    assert '<label for="fig-tides-least">At least ' in figure.html()
    assert '"bind"' not in figure.payload().files["fig-tides.js"]


def test_the_bundle_is_wrapped() -> None:
    assert live.bundle().startswith("(function () {")


def test_pandas_tables_become_valid_ones() -> None:
    html = cells.frame_markup(FRAME._repr_html_())
    assert "<style" not in html
    assert "border=" not in html
    assert "<th></th>" not in html
    assert 'tabindex="0"' in html
    assert '<th scope="row">0</th>' in html


def test_links_lead_to_the_page_that_holds_the_card() -> None:
    html = nodes.resolve('<a href="#res-1">', "notebooks/08", {"res-1": "notebooks/05"}, lambda page: f"{page}.html")
    assert html == '<a href="notebooks/05.html#res-1">'
    assert nodes.resolve('<a href="#here">', "a", {}, str) == '<a href="#here">'


def test_addresses_move_up_with_the_first_page() -> None:
    page = '<html data-content_root="../"><a href="using.html"><a href="#x"><a href="https://example.org/a">'
    assert pages.moved_up(page, "book") == (
        '<html data-content_root="./"><a href="book/using.html"><a href="#x"><a href="https://example.org/a">'
    )


def test_unused_rules_go_and_used_ones_stay() -> None:
    css = ".a{color:red}.b,.a .c{top:0}@media print{.b{left:0}}@font-face{src:url(x)}p:not(.b){right:0}"
    kept = styles.purge(css, {"a"})
    assert ".a{" in kept
    assert "p:not(.b)" in kept
    assert ".c" not in kept
    assert "font-face" not in kept
    assert "print" not in kept


def state_files(root: Path) -> None:
    for name in ("companion/book/a.py", "companion/figures/b.py", "data/c.yml", "book/sources.bib", "book/d.md",
                 "references.bib", "requirements.txt", "tests/e.py", "README.md"):  # fmt: skip
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("a")


@pytest.mark.parametrize(
    ("edited", "cells_too"),
    [
        ("companion/figures/b.py", True),
        ("companion/figures/new.py", True),
        ("data/c.yml", True),
        ("book/sources.bib", True),
        ("references.bib", True),
        ("requirements.txt", True),
        ("companion/book/a.py", False),
        ("book/d.md", False),
        ("book/new.md", False),
    ],
)
def test_the_state_changes_with_what_a_page_or_a_cell_is_made_from(
    edited: str, cells_too: bool, tmp_path: Path, monkeypatch
) -> None:
    state_files(tmp_path)
    monkeypatch.setattr(digests, "PACKAGE", tmp_path / "companion")
    before = digests.pages(tmp_path), digests.cells(tmp_path)
    (tmp_path / edited).write_text("b")
    assert digests.pages(tmp_path) != before[0]
    assert (digests.cells(tmp_path) != before[1]) is cells_too


@pytest.mark.parametrize(
    "edited", ["tests/e.py", "README.md", ".hidden", "companion/__pycache__/b.pyc", "book/d.ipynb"]
)
def test_the_state_stays_where_no_page_is_made_from_the_file(edited: str, tmp_path: Path, monkeypatch) -> None:
    state_files(tmp_path)
    monkeypatch.setattr(digests, "PACKAGE", tmp_path / "companion")
    before = digests.pages(tmp_path), digests.cells(tmp_path)
    (tmp_path / edited).parent.mkdir(exist_ok=True)
    (tmp_path / edited).write_text("b")
    assert (digests.pages(tmp_path), digests.cells(tmp_path)) == before


def test_the_state_changes_with_the_installed_packages(tmp_path: Path, monkeypatch) -> None:
    state_files(tmp_path)
    before = digests.pages(tmp_path)
    monkeypatch.setattr(digests, "installed", lambda: "another altair")
    assert digests.pages(tmp_path) != before


def test_a_private_build_has_a_cache_and_a_folder_of_its_own(monkeypatch) -> None:
    assert digests.cache_folder(ROOT, private=True) != digests.cache_folder(ROOT, private=False)
    monkeypatch.setenv(VARIABLE, "paper.txt")
    with pytest.raises(ConfigError, match="public one"):
        private.guard(SimpleNamespace(outdir=ROOT / "_build" / "html"))
    private.guard(SimpleNamespace(outdir=ROOT / "_build" / "private" / "html"))


def test_an_original_sentence_is_shown_folded_in_a_private_build_alone(monkeypatch) -> None:
    domain = SimpleNamespace(copy=Copy({"RES-1": "A made-up <sentence>."}, {}))
    env = SimpleNamespace(get_domain={"companion": domain}.get)
    monkeypatch.delenv(VARIABLE, raising=False)
    assert private.original(env, "RES-1") == ""
    monkeypatch.setenv(VARIABLE, "paper.txt")
    shown = private.original(env, "RES-1")
    assert "A made-up &lt;sentence&gt;." in shown
    assert shown.startswith("<details")


def test_a_card_says_first_what_and_who_and_folds_the_rest(record) -> None:
    statement = next(s for s in record.statements if s.annotation and s.voice == "reported")
    html = Cards(record, statement.id).html()
    parts = ("The paper reports", f">{statement.id}<", 'class="card-says"', "<details>", "The companion:", "<dl>")
    order = [html.index(part) for part in parts]
    assert order == sorted(order)
    assert record.paper.url in html


def test_a_page_without_a_description_is_described_by_its_first_words() -> None:
    first = "The harbour silts up, and each winter a storm shuts it for days. " * 4
    page = docutils_nodes.section("", docutils_nodes.paragraph("", first), docutils_nodes.paragraph("", "More."))
    app = SimpleNamespace(env=SimpleNamespace(metadata={"told": {"description": "Given."}}))
    assert pages.description(app, "told", page) == "Given."
    shown = pages.description(app, "untold", page)
    assert shown.endswith(" …")
    assert first.startswith(shown.removesuffix(" …"))
    assert 120 < len(shown) <= 157


def test_marks_on_a_printed_line_join_where_they_overlap_and_part_where_they_do_not() -> None:
    entry = from_parsed(parse("Brand, A. (1841). On tides. Ebb 3, 1-9."), "brand1841")
    spans = [(0, 5), (3, 8), (10, 12), (14, 16)]
    change = {"number": 1, "field": "title", "before": "x", "after": "y", "kind": "a slip", "reason": "r"}
    repairs = tuple(Repair(**change, evidence="printed", status="certain", span=span) for span in spans)
    pieces = list(details.marked(replace(entry, repairs=repairs)))
    raw = entry.parsed.raw
    assert pieces == [
        (raw[:8], True), (raw[8:10], False), (raw[10:12], True), (raw[12:14], False), (raw[14:16], True),
        (raw[16:], False),
    ]  # fmt: skip


def test_of_the_caches_the_present_one_and_the_one_before_stay(tmp_path: Path, monkeypatch) -> None:
    caches = tmp_path / "caches"
    for age, name in enumerate(("oldest", "older", "before")):
        (caches / name).mkdir(parents=True)
        os.utime(caches / name, (1000 + age, 1000 + age))
    monkeypatch.setattr(freshness.digests, "cache_folder", lambda root, private: caches / "present")
    config = SimpleNamespace(nb_execution_cache_path="")
    freshness.configure(SimpleNamespace(srcdir=str(tmp_path)), config)
    assert config.nb_execution_cache_path == str(caches / "present")
    assert sorted(path.name for path in caches.iterdir()) == ["before", "present"]
    chosen = SimpleNamespace(nb_execution_cache_path="elsewhere")
    freshness.configure(SimpleNamespace(srcdir=str(tmp_path)), chosen)
    assert chosen.nb_execution_cache_path == "elsewhere"


def test_objects_show_in_nbconvert(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.delenv(BUILDING, raising=False)
    data = Figure(chart(), **WORDS, data=FRAME)._repr_mimebundle_()
    cell = nbformat.v4.new_code_cell("f", outputs=[nbformat.v4.new_output("display_data", data=data)])
    from nbconvert import HTMLExporter

    body, _ = HTMLExporter(template_name="basic").from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    assert "<svg" in body
    assert WORDS["title"] in body
