"""Everything that a reader can do on a page of a book, done once each."""

from __future__ import annotations

from playwright.sync_api import Page

OPEN = "document.querySelectorAll('details').forEach(fold => { fold.open = true; })"
STATE = "id => document.getElementById(id).dataset.state"
CONTROLS = """() => document.querySelectorAll('[data-param]').forEach(control => {
  if (control.options) control.selectedIndex = control.options.length - 1;
  else if (control.type === 'checkbox') control.checked = !control.checked;
  control.dispatchEvent(new Event('input', { bubbles: true }));
})"""


def all_of(page: Page) -> list[str]:
    """Do on a page whatever can be done there; return what was done."""
    page.wait_for_load_state("load")
    page.evaluate(OPEN)
    return [act.__name__ for act in (charts, maps, switches, filters, previews, citations, switch_of_code, own_copy,
                                     search) if act(page)]  # fmt: skip


def charts(page: Page) -> bool:
    """Wake each chart, then change what it lets one change."""
    names = page.locator("figure[data-script]").evaluate_all("figures => figures.map(figure => figure.id)")
    for name in names:
        page.locator(f"#{name} .cf-view").hover()
        page.wait_for_function(STATE, arg=name)
        assert page.evaluate(STATE, name) == "live", name
    page.evaluate(CONTROLS)
    return bool(names)


def maps(page: Page) -> bool:
    """Point at a box of each map, and walk a step."""
    boxes = page.locator(".map-wide")
    for number in range(boxes.count()):
        if boxes.nth(number).is_visible():
            boxes.nth(number).locator("[data-id]").first.hover()
    for button in page.locator('.map-walk button[data-go="1"]').all():
        button.click()
    assert page.locator(".map-walk:not(.is-walking)").count() == 0, "a walk is not awake"
    return boxes.count() > 0


def switches(page: Page) -> bool:
    """Throw every switch of a panel, and take them back."""
    boxes = page.locator(".whatif input[type=checkbox]").all()
    for box in boxes:
        box.click()
    if boxes:
        assert page.locator(".whatif output").inner_text()
        page.locator(".wi-line button").click()
    return bool(boxes)


def filters(page: Page) -> bool:
    """Filter the references and the record, and choose each lens."""
    for field in page.locator(".ref-filters input").all():
        field.fill("a")
    for choice in page.locator(".record-filter select, .ref-filters select").all():
        choice.select_option(index=1)
    for lens in page.locator(".lenses input").all():
        lens.evaluate("lens => lens.click()")
    return page.locator(".record-filter, .ref-filters, .lenses").count() > 0


def previews(page: Page) -> bool:
    """Point at the first link in the text that has a preview."""
    page.evaluate(OPEN)
    links = page.locator("article.bd-article p a.reference.internal[href*='#']")
    for link in links.all()[:8]:
        if link.is_visible():
            link.hover()
            page.wait_for_timeout(400)
            if page.locator("#preview:visible").count():
                page.mouse.move(0, 0)
                return True
    return False


def citations(page: Page) -> bool:
    """Open the first citation of a card or a figure, copy it and shut it."""
    buttons = [button for button in page.locator("button.cite").all() if button.is_visible()]
    for button in buttons[:1]:
        button.click()
        page.locator("dialog.cite-box button.copy").first.click()
        page.locator("dialog.cite-box .cite-close").click()
    return bool(buttons)


def switch_of_code(page: Page) -> bool:
    """Show all code, and the page in the other colours."""
    for button in page.locator("button.theme-switch-button:visible, button.code-switch:visible").all():
        button.click()
    return page.locator("button.code-switch").count() > 0


def own_copy(page: Page) -> bool:
    """Paste a text."""
    if not page.locator("#own-text").count():
        return False
    page.fill("#own-text", "Some words.\nOf another text.")
    page.click("#own-compare")
    page.wait_for_selector("#own-status p")
    return True


def search(page: Page) -> bool:
    """Look for a word."""
    if not page.locator("#search-words").count():
        return False
    page.fill("#search-words", "the paper")
    page.wait_for_selector("#search-results li")
    return True
