"""A real JupyterLab: what is opened, run, changed, followed and saved there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import jupytext
import lab_server
import pytest
from places import ROOT
from playwright.sync_api import Browser, Page

from companion.build import lab as opening

RESULTS = "05_results"
CONTROL = 'grants = {"Only the refusal'


@pytest.fixture(scope="module")
def lab(book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[lab_server.Lab]:
    """One server for the module; its port is taken when it starts, and the home cannot be written to."""
    folder = tmp_path_factory.mktemp("lab")
    home = folder / "gone"
    with (
        lab_server.busy_port() as port,
        lab_server.running(book, folder, f"--ServerApp.port={port}", HOME=str(home)) as running,
    ):
        assert f":{port}/" not in running.address
        yield running
    assert [path.name for path in home.rglob("*")] == [], "something was written into a home that is not there"


@pytest.fixture
def page(chrome: Browser) -> Iterator[Page]:
    context = chrome.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.said = []
    page.on("console", lambda said: page.said.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: page.said.append(str(error)))
    yield page
    context.close()


def call(lab: lab_server.Lab, path: str, body: object = None) -> dict:
    """Ask the server's contents interface, as any front end does."""
    request = Request(f"{lab.address}api/contents/{path}", headers={"Authorization": f"token {lab_server.TOKEN}"})
    if body is not None:
        request.method, request.data = "PUT", json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    with urlopen(request, timeout=60) as answer:
        return json.load(answer)


def test_every_chapter_is_saved_as_it_was(lab) -> None:
    chapters = sorted((lab.project / "notebooks").glob("*.md"))
    assert len(chapters) > 15
    for path in [*chapters, lab.project / "book" / "intro.md"]:
        name = path.relative_to(lab.project).as_posix()
        model = call(lab, f"{name}?type=notebook&content=1")
        # What JupyterLab adds once the kernel has told what it is.
        model["content"]["metadata"] |= {
            "kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"},
            "language_info": {"name": "python", "version": "3.99.0", "pygments_lexer": "ipython3"},
        }
        call(lab, name, {"type": "notebook", "format": "json", "content": model["content"]})
        assert path.read_bytes() == (ROOT / name).read_bytes(), name


def test_a_chapter_lives_there(lab, page: Page) -> None:
    lab_server.opened(page, lab, RESULTS)
    prose = page.locator(".jp-MarkdownOutput")
    text = " ".join(prose.all_inner_texts())
    assert not re.search(r"\{[a-z:]+\}`|:::|\)=", text), "a raw role or fence"
    assert re.search(r"Of \d+ sentences two repeat the abstract", text)
    lab_server.run_all(page)
    assert not page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count()
    for part in ("figure#fig-results-threats", "article#res-7b", "figure#fig-results-map .map-box", "fieldset.choice"):
        assert page.locator(part).count(), part

    # A chart wakes where it stands, also when the page was loaded anew and the kernel is the old one.
    for again in (False, True):
        if again:
            page.reload()
            page.wait_for_selector(".jp-Notebook .jp-MarkdownOutput h1", timeout=120_000)
            page.wait_for_selector(
                ".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached", timeout=120_000
            )
            lab_server.run_all(page)
        chart = page.locator("figure#fig-results-threats .cf-view")
        chart.scroll_into_view_if_needed()
        chart.hover()
        page.wait_for_selector("figure#fig-results-threats[data-state=live]", timeout=60_000)

    # Answers show what follows from them alone, lenses narrow the rows.
    answers = page.locator("fieldset.choice .choice-answer")
    answers.nth(1).locator("label").click()
    assert [answers.nth(i).locator(".choice-outcome").is_visible() for i in range(3)] == [False, True, False]
    rows = page.locator("article.card:visible").count()
    page.locator(".lenses label", has_text="Findings").click()
    assert 0 < page.locator("article.card:visible").count() < rows
    page.locator(".lenses label", has_text="All").click()

    # Boxes of the map lead to the rows, links in the text too.
    page.locator("[data-to='#res-8b']:visible, .map-wide [data-id='RES-8b']").first.click()
    page.wait_for_function("() => { const b = document.querySelector('#res-8b').getBoundingClientRect();"
                           " return b.top > 0 && b.top < innerHeight; }")  # fmt: skip

    # Another decision: the figure is another; a name that nothing has is told with those near it.
    cells = jupytext.read(ROOT / "notebooks" / f"{RESULTS}.md").cells
    (source,) = (cell.source for cell in cells if CONTROL in cell.source)
    change(page, source.replace('"Neither": []', '"None at all": []'))
    assert "None at all" in page.locator("fieldset.choice").inner_text()
    change(page, source.replace('["S-3"]', '["S-33"]'))
    told = page.locator("[data-mime-type='application/vnd.jupyter.stderr']").inner_text()
    assert "no switch is called so (value: 'S-33')" in told
    assert "Did you mean S-3" in told
    assert page.said == []


def change(page: Page, source: str, marked: str = CONTROL) -> None:
    """Write the cell that has these words anew as a reader does who types, and run it."""
    cell = page.locator(".jp-CodeCell", has=page.locator(f".cm-content:has-text('{marked}')")).first
    cell.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(source)
    before = cell.locator(".jp-InputPrompt").inner_text()
    page.keyboard.press("Shift+Enter")
    page.wait_for_function(
        "([cell, before]) => /\\d/.test(cell.querySelector('.jp-InputPrompt').textContent)"
        " && cell.querySelector('.jp-InputPrompt').textContent !== before",
        arg=[cell.element_handle(), before],
        timeout=60_000,
    )


@pytest.mark.parametrize(
    ("chapter", "marked", "old", "new", "answer", "wrong", "near"),
    [
        (
            "09_argument", "offered = [", '("INT-2b",)]', '("INT-2b",), ("CON-2a",)]',
            "Taliban consolidation preferred", '("INT-2z",)]', "Did you mean INT-2c",
        ),
        (
            "08_threats", "rules = {", '"Every withdrawal', '"No theory": ["theory"], "Every withdrawal',
            "No theory", '"No theory": ["theorie"], "Every withdrawal', "Did you mean theory",
        ),
    ],
)  # fmt: skip
def test_another_decision_is_drawn_and_an_unknown_name_told(
    lab, page: Page, chapter, marked, old, new, answer, wrong, near
) -> None:
    lab_server.opened(page, lab, chapter)
    lab_server.run_all(page)
    assert not page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count()
    cells = jupytext.read(ROOT / "notebooks" / f"{chapter}.md").cells
    (source,) = (cell.source for cell in cells if marked in cell.source)
    answers = page.locator("fieldset.choice .choice-answer").count()
    change(page, source.replace(old, new), marked)
    assert page.locator("fieldset.choice .choice-answer").count() == answers + 1
    assert answer in page.locator("fieldset.choice").inner_text()
    change(page, source.replace(old, wrong), marked)
    assert near in page.locator("[data-mime-type='application/vnd.jupyter.stderr']").inner_text()
    assert page.said == []


def test_the_switches_of_the_whole_argument_work_there(lab, page: Page) -> None:
    lab_server.opened(page, lab, "09_argument")
    lab_server.run_all(page)
    found = page.locator(".whatif [data-finding]")
    shown = "items => items.map(item => item.dataset.outcome)"
    start = found.evaluate_all(shown)
    for box in page.locator(".whatif input[type=checkbox]").all():
        box.click()
    assert found.evaluate_all(shown) != start
    assert page.said == []


def test_a_link_leads_to_the_other_notebook(lab, page: Page) -> None:
    lab_server.opened(page, lab, RESULTS)
    page.locator(".jp-MarkdownOutput a", has_text="does see drugs as a danger").click()
    page.wait_for_selector(".lm-DockPanel-tabBar .lm-mod-current:has-text('02_introduction.md')", timeout=60_000)
    page.wait_for_selector(".jp-MarkdownOutput h1:has-text('near by way of Central Asia')", timeout=60_000)
    assert page.locator(".jp-NotebookPanel").count() >= 2


def test_a_chapter_that_was_looked_at_in_a_browser_is_as_it_was(lab, page: Page) -> None:
    path = lab.project / "notebooks" / "09_argument.md"
    before = path.stat().st_mtime_ns
    lab_server.opened(page, lab, path.stem)
    page.locator(".jp-Notebook").first.press("Escape")
    page.keyboard.press("ControlOrMeta+s")
    for _ in range(100):
        if path.stat().st_mtime_ns != before:
            break
        page.wait_for_timeout(200)
    assert path.stat().st_mtime_ns != before, "it was not saved"
    assert path.read_bytes() == (ROOT / "notebooks" / path.name).read_bytes()


def test_root_is_let_in_and_nobody_else_is_asked_to_be_root(tmp_path: Path) -> None:
    assert "--allow-root" in opening.arguments(tmp_path, [], as_root=True)
    assert "--allow-root" not in opening.arguments(tmp_path, [], as_root=False)


def test_without_a_book_the_text_shows_names(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    assert not opening.prepare(tmp_path, tmp_path / "made")
    words = json.loads((tmp_path / "made" / opening.EXTENSION / "static" / "words.json").read_text())
    assert words == opening.NO_WORDS
