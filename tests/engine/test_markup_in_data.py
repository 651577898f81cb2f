"""A made paper whose every free text is markup: shown as text, it runs nothing, asks for nothing, stays in its box.

What is read and refused has tests of its own (``tests/damages.py``); here is what is let in.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import acts
import markup
import projects
import pytest
from places import BEES, ROOT

from companion.html import typographic

pytestmark = pytest.mark.book

MORE = f"""{projects.HEADER}# More

```{{code-cell}} python
import json
import altair as alt
import pandas as pd
from companion.display import Choice
from companion.figures import Figure, Table
from companion.figures.record import Period, Record

texts = json.loads({json.dumps(json.dumps(markup.TEXTS))})
rows = pd.DataFrame([
    dict(row=f"R{{n:03}}", period="all", side="north", date="2001-01-01", date_precision="day", actor=f"Ash {{text}}",
         partner=text, kind="word", what=text, stated_reason=text, quote=text, bears_on="S2-1", primary=text,
         seen_at="https://example.org/a", licence="none needed", confidence="low", note=text)
    for n, text in enumerate(texts, 1)
])
rows["date_start"] = rows["date_end"] = pd.to_datetime(rows["date"])
Record(rows, [Period("all", texts[0], open=True)], name="record-all", names={{"S2-1": texts[1]}})
```

```{{code-cell}} python
frame = pd.DataFrame({{"word": texts, "count": range(len(texts))}})
bars = alt.Chart(frame).mark_bar().encode(x="count", y="word", tooltip=["word", "count"])
head = dict(title="T " + texts[0] + texts[1], caption="C " + " ".join(texts[:10]), description=texts[0])
Figure(bars, name="fig-texts", data=frame, **head)
```

```{{code-cell}} python
Table(frame, markdown=["word"], name="tab-texts", title="T " + texts[6], caption="C " + texts[8])
```

```{{code-cell}} python
Choice({{"A " + texts[0]: texts[1], "B": frame}}, name="choice-texts", question="Q " + texts[2])
```
"""
WIDE = """() => {
  const width = document.documentElement.clientWidth, out = [];
  if (document.documentElement.scrollWidth > width) out.push(`the page: ${document.documentElement.scrollWidth}`);
  const held = element => {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement)
      if (getComputedStyle(box).overflowX !== "visible") return true;
    return element.closest("svg svg, svg g, .bd-sidebar-primary, .bd-sidebar-secondary, .skip-link");
  };
  document.querySelectorAll("main *").forEach(element => {
    const box = element.getBoundingClientRect();
    if (box.width && (box.right > width + 1 || box.left < -1) && !held(element))
      out.push(`${element.tagName}.${element.className}: ${element.textContent.slice(0, 40)}`);
  });
  return out;
}"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """The folder of the project, its book being built strictly."""
    project = Path(shutil.copytree(BEES, tmp_path_factory.mktemp("filled") / "bees",
                                   ignore=shutil.ignore_patterns("_build", "*.ipynb")))  # fmt: skip
    shutil.copy(ROOT / "requirements.txt", project)
    filler = markup.Filler()
    filler.project(project)
    assert filler.count > 150
    toc = project / "_toc.yml"
    toc.write_text(
        toc.read_text("utf-8").replace("04_references", "04_references\n  - file: notebooks/05_more"), "utf-8"
    )
    (project / "notebooks" / "05_more.md").write_text(MORE, encoding="utf-8")
    projects.run(ROOT, "--root", str(project), "bibliography")
    projects.closing(projects.run(ROOT, "--root", str(project), "build"))
    return project


@pytest.fixture(scope="module")
def html(filled):
    return filled / "_build" / "html"


@pytest.fixture(scope="module")
def pages(html):
    return sorted(path for path in html.rglob("*.html") if "_static" not in path.parts)


def test_nothing_of_it_runs_or_leaves_whatever_a_reader_does(pages, tour):
    done, dialogs = set(), []
    for path, visited in tour(pages):
        if not done:
            visited.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        done.update(acts.all_of(visited.page))
        assert visited.page.evaluate("window.ran") is None, path.name
        assert (visited.errors, visited.foreign, visited.missing) == ([], [], []), path.name
    assert not dialogs
    assert {"charts", "maps", "filters", "previews", "search"} <= done


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_of_it_breaks_out_of_its_box(width, pages, tour):
    wide = {}
    for path, visited in tour(pages, viewport={"width": width, "height": 800}):
        visited.page.evaluate(acts.OPEN)
        if found := visited.page.evaluate(WIDE):
            wide[path.name] = found[:5]
    assert not wide


def test_it_is_shown_as_it_was_written(html, visit):
    shown = visit(html / "notebooks" / "05_more.html").page.evaluate(
        f"() => {{ ({acts.OPEN}); return document.body.innerText; }}"
    )
    flat = " ".join(shown.split())
    missing = [text for text in markup.TEXTS if typographic(" ".join(text.split())) not in flat]
    assert not missing


def test_no_file_was_taken_for_it(html):
    assert not list(html.rglob("paper.yml"))
    assert not (html / "_downloads").exists()


ADDRESS = re.compile(r"""\b(?:href|src|action|formaction|data)\s*=\s*["']?\s*([a-z][a-z0-9+.-]*):""", re.I)
LIVE = re.compile(r"<[a-z][^<>]*>", re.I)


def test_only_addresses_that_a_reader_may_follow_are_written(html):
    wrong = []
    for file in [*html.rglob("*.html"), *html.rglob("*.ipynb")]:
        text = file.read_text("utf-8")
        known = {"http", "https", "mailto", "doi"}
        if file.suffix == ".ipynb":
            known.add("data")  # drawings are pictures there
            text = "\n".join(json.dumps(cell.get("outputs", [])) for cell in json.loads(text)["cells"]).replace(
                '\\"', '"'
            )
        schemes = {found.lower() for tag in LIVE.findall(text) for found in ADDRESS.findall(tag)}
        wrong += [f"{file.name}: {scheme}" for scheme in schemes - known]
    assert not wrong
