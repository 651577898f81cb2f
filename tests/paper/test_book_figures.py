"""Figures in a real browser: there before any script, live when touched, with no network."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from companion.html import escape

BOX = "e => { const r = e.getBoundingClientRect(); return [r.width, r.height]; }"
COLOUR = "e => getComputedStyle(e).color"


@pytest.fixture(scope="session")
def pages_with_charts(pages: list[Path]) -> list[Path]:
    found = [page for page in pages if "data-script=" in page.read_text(encoding="utf-8") and page.name != "index.html"]
    assert found, "no page has a chart"
    return found


def test_every_figure_is_seen_without_javascript(pages, tour) -> None:
    seen = 0
    for path, visited in tour(pages, java_script_enabled=False):
        for figure in visited.page.query_selector_all("figure.cf-chart, figure.cf-map"):
            drawings = [drawing for drawing in figure.query_selector_all("svg") if drawing.is_visible()]
            assert drawings, f"{path.name}: {figure.get_attribute('id')} shows no drawing"
            box = drawings[0].bounding_box()
            assert box, figure.get_attribute("id")
            assert min(box["width"] / 100, box["height"] / 40) > 1, f"{path.name}: {figure.get_attribute('id')}"
            seen += 1
    assert seen > 5


def test_every_chart_is_live_when_pointed_at_and_nothing_moves(pages_with_charts, tour) -> None:
    for path, visited in tour(pages_with_charts):
        page = visited.page
        for figure in page.query_selector_all("figure[data-script]"):
            name = figure.get_attribute("id")
            before = figure.evaluate(BOX)
            figure.query_selector(".cf-view").hover()
            page.wait_for_function("id => document.getElementById(id).dataset.state", arg=name)
            assert figure.get_attribute("data-state") == "live", f"{path.name}: {name}: {visited.errors}"
            assert figure.evaluate(BOX) == before, f"{path.name}: {name} moved the page"
            assert figure.query_selector(".cf-pane[data-live] svg"), name
        assert not visited.foreign
        assert not visited.errors, path.name
        assert not visited.missing, path.name


def test_a_chart_wakes_by_keyboard(pages_with_charts, visit) -> None:
    page = visit(pages_with_charts[0]).page
    page.locator("figure[data-script] .cf-view").first.focus()
    page.wait_for_selector("figure[data-state=live]")


def test_a_chart_wakes_on_a_phone_in_its_narrow_drawing(pages_with_charts, tour) -> None:
    phone_like = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
    for path, visited in tour(pages_with_charts, **phone_like):
        phone = visited.page
        for figure in phone.query_selector_all("figure[data-script]"):
            shown = [pane for pane in figure.query_selector_all(".cf-pane") if pane.is_visible()]
            assert len(shown) == 1, f"{path.name}: {figure.get_attribute('id')} shows {len(shown)} drawings"
        first = phone.locator("figure[data-script] .cf-view").first
        first.scroll_into_view_if_needed()
        first.tap()
        phone.wait_for_selector("figure[data-state=live]")


def test_text_in_drawings_is_never_shrunk(pages_with_charts, tour) -> None:
    """A drawing scrolls or has a narrow twin; it is hardly scaled down, so its 13 px stay 13 px."""
    for path, visited in tour(pages_with_charts, viewport={"width": 390, "height": 800}):
        scales = visited.page.eval_on_selector_all(
            ".cf-pane svg:not(.story)",
            "all => all.filter(s => s.getBoundingClientRect().width)"
            ".map(s => s.getBoundingClientRect().width / Number(s.getAttribute('width')))",
        )
        assert all(scale > 0.97 for scale in scales), path.name


def test_choosing_a_mark_lists_and_highlights_its_statements(book, visit) -> None:
    page = visit(book / "notebooks" / "05_results.html").page
    figure = page.locator("figure[data-script]:has(.cf-choice)").first
    figure.locator(".cf-view").hover()
    name = figure.get_attribute("id")
    page.wait_for_selector(f"#{name}[data-state=live]")
    picture = figure.locator(".cf-pane[data-live] svg").inner_html()
    choose_first(page, name)
    page.wait_for_function("id => document.getElementById(id).querySelector('.cf-choice a')", arg=name)
    links = figure.locator(".cf-choice a.st").all_inner_texts()
    assert links
    assert figure.locator("tr.is-chosen").count()
    assert page.locator(".sentence.is-chosen, .card.is-chosen").count(), "no card is highlighted"
    assert figure.locator(".cf-pane[data-live] svg").inner_html() != picture, "the chosen row looks as before"
    figure.locator(".cf-choice a.st").first.click()
    assert page.locator(":target").count() == 1, "the link leads to no card"


def choose_first(page, name: str) -> None:
    """Put the first row of the data table into the chart's selection, as a click on its mark does."""
    page.evaluate(
        """id => {
            const view = document.getElementById(id).view;
            const row = window.companion.charts[id].rows[0];
            const item = find(view.scenegraph().root);
            function find(node) {
                if (node.datum && Object.keys(row).some(k => node.datum[k] === row[k]) && node.mark.marktype !== 'text'
                    && node.mark.role === 'mark') return node;
                for (const child of node.items || []) { const hit = find(child); if (hit) return hit; }
                return null;
            }
            const box = view.container().querySelector('svg').getBoundingClientRect();
            let x = 0, y = 0;
            for (let node = item; node; node = node.mark && node.mark.group) { x += node.x || 0; y += node.y || 0; }
            window.hit = [box.left + view.origin()[0] + (item.bounds.x1 + item.bounds.x2) / 2,
                          box.top + view.origin()[1] + (item.bounds.y1 + item.bounds.y2) / 2];
        }""",
        name,
    )
    page.locator(f"#{name}").scroll_into_view_if_needed()
    page.mouse.click(*page.evaluate("window.hit"))


MARK = """([id, place]) => {
    const seen = width => shape => shape.getBoundingClientRect().width > width;
    const svg = Array.from(document.querySelectorAll('#' + id + ' .cf-pane svg')).find(seen(0));
    const marks = Array.from(svg.querySelectorAll('.mark-symbol path')).filter(seen(4));
    marks[place].scrollIntoView({block: 'center', behavior: 'instant'});
    const box = marks[place].getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
}"""


@pytest.mark.parametrize("awake", [False, True])
@pytest.mark.parametrize("width", [390, 1024])
def test_a_first_touch_of_a_mark_shows_and_a_second_leads_on(book, visit, width, awake) -> None:
    phone = {"viewport": {"width": width, "height": 844}, "has_touch": True}
    page = visit(book / "notebooks" / "08_threats.html", **phone).page
    name = "fig-threats-voice"
    if awake:
        page.locator(f"#{name} .cf-view").tap(position={"x": 3, "y": 3})
        page.wait_for_selector(f"#{name}[data-state=live]")
    page.evaluate(MARK, [name, 2])
    page.touchscreen.tap(*page.evaluate(MARK, [name, 2]))
    page.wait_for_selector("#preview:not([hidden]) .pv-says")
    page.wait_for_selector(f"#{name}[data-state=live]")
    assert page.url.endswith("08_threats.html"), "the first touch leaves the page"
    page.touchscreen.tap(*page.evaluate(MARK, [name, 3]))
    page.wait_for_timeout(300)
    assert page.url.endswith("08_threats.html"), "another mark's first touch leaves the page"
    page.touchscreen.tap(*page.evaluate(MARK, [name, 3]))
    page.wait_for_url("**/05_results.html#res-*")


def test_a_mouse_follows_a_mark_at_once(book, visit) -> None:
    page = visit(book / "notebooks" / "08_threats.html").page
    page.locator("#fig-threats-voice .cf-view").hover()
    page.wait_for_selector("#fig-threats-voice[data-state=live]")
    page.evaluate(MARK, ["fig-threats-voice", 2])
    page.mouse.click(*page.evaluate(MARK, ["fig-threats-voice", 2]))
    page.wait_for_url("**/05_results.html#res-*")


def test_figures_follow_the_theme_without_redrawing(book, visit) -> None:
    page = visit(book / "notebooks" / "08_threats.html").page
    view = page.locator(".cf-view").first
    label = view.locator("svg text").first
    light = label.evaluate("e => getComputedStyle(e).fill")
    switch = page.locator(".theme-switch-button")
    for _ in range(3):
        switch.click()
        if page.evaluate("document.documentElement.dataset.theme") == "dark":
            break
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert label.evaluate("e => getComputedStyle(e).fill") != light


def test_without_javascript_the_page_follows_the_systems_theme(book, visit) -> None:
    path = book / "notebooks" / "08_threats.html"
    grounds = {
        scheme: visit(path, java_script_enabled=False, color_scheme=scheme)
        .page.locator("body")
        .evaluate("e => getComputedStyle(e).backgroundColor")
        for scheme in ("light", "dark")
    }
    assert grounds["light"] != grounds["dark"]


def test_every_figure_brings_number_title_caption_description_and_files(pages) -> None:
    for path in pages:
        if path.name == "index.html":
            continue
        html = path.read_text(encoding="utf-8")
        for figure in re.findall(r'<figure class="cf [^>]*>.*?</figure>', html, flags=re.S):
            name = re.search(r'id="([^"]+)"', figure)[1]
            assert re.search(r'caption-number">(Figure|Table) [\d.]+ </span>', figure), f"{name} has no number"
            assert 'class="cf-caption"' in figure, f"{name} has no caption"
            for address in re.findall(r'(?:href|data-script)="([^"]*_figures/[^"]+)"', figure):
                assert (path.parent / address).resolve().is_file(), f"{name} links to no file: {address}"
            if "cf-chart" in figure:
                assert re.search(r'role="group"[^>]*aria-label="Chart\. [^"]{20,}"', figure), f"{name} is not described"
                assert ".csv" in figure
                assert ".vl.json" in figure


def sources(node) -> list[dict]:
    """Return every ``data`` of a specification."""
    if isinstance(node, list):
        return [found for item in node for found in sources(item)]
    if not isinstance(node, dict):
        return []
    own = [node["data"]] if isinstance(node.get("data"), dict) else []
    return own + [found for key, item in node.items() if key != "datasets" for found in sources(item)]


def test_specifications_are_complete(book) -> None:
    specs = list((book / "_figures").rglob("*.vl.json"))
    assert specs
    for path in specs:
        spec = json.loads(path.read_text(encoding="utf-8"))
        assert "vega-lite" in spec["$schema"]
        assert len(spec["description"]) > 20
        assert not [node for node in sources(spec) if "url" in node], f"{path.name}: its data are not inside"


def test_marks_lead_to_cards_or_rows_of_this_book(pages_with_charts) -> None:
    for path in pages_with_charts:
        marks = re.findall(r'<a tabindex="-1"[^>]*?href="([^"]*)"', path.read_text(encoding="utf-8"))
        outside = {address for address in marks if re.match(r"[a-z]+:|//", address)}
        assert not outside, f"{path.name}: {sorted(outside)[:3]}"
    assert any("05_results" in path.name for path in pages_with_charts)


def test_a_living_mark_leads_to_the_page_of_its_card(book, visit) -> None:
    page = visit(book / "notebooks" / "08_threats.html").page
    page.locator("figure[data-script] .cf-view").first.hover()
    page.wait_for_selector("figure[data-state=live]")
    page.locator("figure[data-state=live] .cf-pane[data-live] svg .mark-symbol.role-mark path").first.click(force=True)
    page.wait_for_url(re.compile(r"0[1-6]_\w+\.html#"))
    assert page.locator(":target").count() == 1


def test_ids_are_unique_on_every_page(pages) -> None:
    for path in pages:
        ids = re.findall(r'\sid="([^"]+)"', path.read_text(encoding="utf-8"))
        assert len(ids) == len(set(ids)), f"{path.name}: {sorted({i for i in ids if ids.count(i) > 1})}"


def test_escape_covers_attributes() -> None:
    assert escape('<a "b">') == "&lt;a &quot;b&quot;&gt;"
