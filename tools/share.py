"""Draw what stands beside a link to the book elsewhere: `.venv/bin/python tools/share.py` after `make book`.

The start page's picture with the book's title, in the book's own styles and letters, 1200 by 630 pixels, into
book/images/share.png. Needs what `make test` installs.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import browser  # noqa: E402, the tests know where a browser is

WIDTH, HEIGHT = 1200, 630
COMPOSED = """() => {
  const story = document.querySelector('.cf-wide svg.story');
  const title = document.querySelector('h1').firstChild.textContent;
  document.body.innerHTML = '<div class="share"><p></p><p></p></div>';
  document.querySelector('.share p').textContent = title;
  document.querySelector('.share p + p').textContent = 'A research companion: every claim restated, mapped and tested';
  document.querySelector('.share').append(story);
  const style = document.createElement('style');
  style.textContent = `
    html, body { margin: 0; padding: 0; background: #fff; width: 1200px; height: 630px; overflow: hidden; }
    .share { padding: 46px 60px 0; color: var(--ink); font-family: var(--serif); }
    .share p { margin: 0; font-size: 27px; line-height: 1.3; color: var(--soft); font-family: var(--sans); }
    .share p:first-child { font-size: 43px; line-height: 1.15; color: var(--ink); font-family: var(--serif);
      font-weight: 600; white-space: nowrap; }
    .share a, .share text { text-decoration: none !important; }
    .share svg { display: block; width: 1040px; height: 433px; margin: 30px auto 0; font-family: var(--sans); }`;
  document.head.append(style);
}"""


def main() -> None:
    """Draw it."""
    page_file = ROOT / "_build" / "html" / "index.html"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser.executable(), args=browser.arguments())
        page = started.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(page_file.as_uri())
        page.evaluate(COMPOSED)
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(300)
        page.screenshot(path=ROOT / "book" / "images" / "share.png")
        started.close()


if __name__ == "__main__":
    try:
        main()
    except browser.NoBrowser as none:
        sys.exit(str(none))
