"""Code on a page: one switch that is remembered, and what makes a figure in the foot of that figure."""

from __future__ import annotations

import re

BLOCKED = """Object.defineProperty(window, "localStorage", {
    configurable: true, get() { throw new DOMException("no", "SecurityError"); }})"""
REST = "details.code:not(.foot)"


def test_a_page_has_at_most_one_switch(pages) -> None:
    for path in pages:
        html = path.read_text(encoding="utf-8")
        assert html.count('class="btn btn-sm code-switch') == ('<details class="code">' in html), path.name


def test_the_switch_opens_the_code_of_the_page_and_is_remembered(book, visit) -> None:
    visited = visit(book / "notebooks" / "05_results.html")
    page = visited.page
    assert page.locator(f"{REST}:visible").count() == 0
    page.locator(".code-switch").click()
    assert page.locator(".code-switch").get_attribute("aria-pressed") == "true"
    assert page.locator(f"{REST} pre").first.is_visible()
    visited.go(book / "notebooks" / "06_conclusions.html")
    assert page.locator(f"{REST} pre").first.is_visible()
    page.locator(".code-switch").click()
    visited.go(book / "notebooks" / "05_results.html")
    assert page.locator(f"{REST}:visible").count() == 0
    assert not visited.errors


def test_the_switch_works_where_nothing_may_be_kept(book, chrome) -> None:
    context = chrome.new_context()
    context.add_init_script(BLOCKED)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("warning", "error") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((book / "notebooks" / "05_results.html").as_uri())
    page.locator(".code-switch").click()
    assert page.locator(f"{REST} pre").first.is_visible()
    assert said == []
    context.close()


def test_without_script_each_fold_has_a_line_of_its_own(book, visit) -> None:
    page = visit(book / "notebooks" / "05_results.html", java_script_enabled=False).page
    fold = page.locator(REST).first
    assert fold.is_visible()
    assert not page.locator(".code-switch").is_visible()
    fold.locator("summary").click()
    assert fold.locator("pre").is_visible()


def test_what_makes_a_figure_lies_in_its_foot(book, visit) -> None:
    html = (book / "notebooks" / "05_results.html").read_text(encoding="utf-8")
    figures = re.findall(r'<figure class="cf .*?</figure>', html, flags=re.S)
    assert figures
    assert all(figure.count('<details class="code foot">') == 1 for figure in figures)
    for chapter, name in (("05_results", "fig-results-threats"), ("06_conclusions", "tab-conclusions-tightrope")):
        page = visit(book / "notebooks" / f"{chapter}.html").page
        code = page.locator(f"#{name} .cf-tail > details.code")
        data = page.locator(f"#{name} .cf-files")
        assert abs(code.bounding_box()["y"] - data.bounding_box()["y"]) < 12
        code.locator("summary").click()
        assert name in code.locator("pre").inner_text()
