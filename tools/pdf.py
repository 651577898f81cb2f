"""Print the built book as one PDF: `pdf.py FILE`, by default `dist/companion-book-VERSION.pdf`.

The pages are put behind one another in one document, which the browser of the tests prints with bookmarks and tags.
Each chapter is printed by itself first: how many sheets it takes gives the numbers in the table of contents.
"""

from __future__ import annotations

import html
import os
import posixpath
import re
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml
from playwright.sync_api import Page, sync_playwright
from sphinx_external_toc.parsing import parse_toc_yaml

ROOT = Path(__file__).resolve().parent.parent
BOOK = ROOT / "_build" / "html"
sys.path.insert(0, str(ROOT / "tests"))
import browser  # noqa: E402

from companion.book.theme import colophon  # noqa: E402

ARTICLE = re.compile(r'<article class="bd-article">(.*)</article>', re.S)
HEADING = re.compile(r"<h1>(.*?)<a class=\"headerlink\"", re.S)
SCRIPT = re.compile(r"<script\b.*?</script>", re.S)
ID = re.compile(r'\b(id|for|aria-labelledby|aria-describedby|headers)="([^"]+)"')
HREF = re.compile(r'\bhref="([^"]*)"')
PART = re.compile(r"url\(#([^)]+)\)")
ADDRESS = "COMPANION_ADDRESS"
"""Variable that says where the book is published."""
SHEET = re.compile(rb"/Type\s*/Page\b")
OPENED = re.compile(
    r'<details class="(solution|verdict|record-period|codebook-more)"|<details class="(more)">(?=\s*<summary>Table: )'
)
"""Folds that are open on paper: what a chapter speaks of has to stand in it. Those of cards the style sheet shows."""
DATE = re.compile(rb"(/(?:Creation|Mod)Date \(D:)\d{14}")

TO_WHAT_IS_SHOWN = """() => {
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    let place = document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
    while (place && !(place.id && place.checkVisibility())) place = place.parentElement;
    if (place) link.setAttribute("href", "#" + place.id);
    else link.removeAttribute("href");
  }
}"""
"""A link into a shut fold would lead nowhere on paper: it leads to what the fold stands in."""


@dataclass(frozen=True)
class Chapter:
    """A page of the book, ready to stand behind others."""

    name: str
    """As in `_toc.yml`, e.g. `notebooks/05_results`."""
    title: str
    body: str


def chapters(names: Iterable[str]) -> list[Chapter]:
    """Return the pages of the book in their order."""
    made, known = [], list(names)
    for name in known:
        text = (BOOK / f"{name}.html").read_text(encoding="utf-8")
        article, heading = ARTICLE.search(text), HEADING.search(text)
        if not article or not heading:
            sys.exit(f"{name}.html: no article or no heading is found. Was the book built with this version?")
        title = html.unescape(re.sub(r"<[^>]+>", "", heading[1])).strip()
        made.append(Chapter(name, title, alone(article[1], name, known)))
    return made


def alone(body: str, name: str, known: list[str]) -> str:
    """Return a page's content with names of its own, links into the one document, and folds open that are content.

    Code, data of figures and sources of references stay folded, and are left to the website.
    """
    here = mark(name)

    def named(found: re.Match[str]) -> str:
        return f'{found[1]}="{" ".join(f"{here}-{word}" for word in found[2].split())}"'

    def led(found: re.Match[str]) -> str:
        path, _, anchor = html.unescape(found[1]).partition("#")
        if ":" in path or path.startswith("data:"):
            return found[0]
        target = (
            posixpath.normpath(posixpath.join(posixpath.dirname(name), path)).removesuffix(".html") if path else name
        )
        if target not in known:
            return beside(posixpath.normpath(posixpath.join(posixpath.dirname(name), path)), anchor)
        return f'href="#{mark(target)}{f"-{anchor}" if anchor else ""}"'

    body = SCRIPT.sub("", body)
    body = PART.sub(rf"url(#{here}-\1)", HREF.sub(led, ID.sub(named, body)))
    body = OPENED.sub(lambda found: found[0].replace("<details ", "<details open ", 1), body)
    # A drawing is one picture with its words, not a group of paths.
    return body.replace('role="group"', 'role="img"')


def beside(path: str, anchor: str) -> str:
    """Return what leads to a file that is not in the document: its published address, or nothing where none is known.

    A browser would make of anything else a link into the folder that the document was printed from.
    """
    published = os.environ.get(ADDRESS, "").rstrip("/")
    file = f"{published}/{path}{f'#{anchor}' if anchor else ''}"
    return f'href="{html.escape(file)}"' if published else ""


def mark(name: str) -> str:
    """Return the beginning of every name on a page.

    >>> mark("notebooks/05_results")
    'p05_results'
    """
    return "p" + posixpath.basename(name)


def document(parts: Iterable[str], running: Iterable[Chapter], about: dict[str, str]) -> str:
    """Return one HTML document of these parts, with a running head for each chapter."""
    heads = "".join(
        f'@page {mark(chapter.name)} {{ @top-left {{ content: "{css(chapter.title)}" }} }}'
        f" .{mark(chapter.name)} {{ page: {mark(chapter.name)} }}"
        for chapter in running
    )
    style = (ROOT / "tools" / "pdf.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html><html lang="en" data-theme="light" data-mode="light"><head><meta charset="utf-8">'
        f'<title>{html.escape(about["title"])}</title><meta name="author" content="{html.escape(about["author"])}">'
        f'<link rel="stylesheet" href="{(BOOK / "_static" / "book-all.css").as_uri()}">'
        f"<style>{style}{heads}</style></head>"
        f'<body><div class="bd-main"><div class="bd-content"><div class="bd-article-container">{"".join(parts)}'
        "</div></div></div></body></html>"
    )


def css(text: str) -> str:
    """Return a text as it stands between the quotation marks of a style sheet."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")


def chapter_html(chapter: Chapter) -> str:
    """Return a chapter as it stands in the document."""
    return (
        f'<article class="bd-article chapter {mark(chapter.name)}" id="{mark(chapter.name)}">{chapter.body}</article>'
    )


def title_page(about: dict[str, str]) -> str:
    """Return the first page."""
    return (
        f'<div class="title-page"><h1>{html.escape(about["title"])}</h1><p>{html.escape(about["author"])}</p>'
        f"<p>Version {about['version']}, {about['date']}</p><p>{html.escape(about['abstract'])}</p>"
        f"<p>The book itself, whose figures live and whose links show what they lead to, is a website: open "
        f"<code>index.html</code> of its folder. Code, tables behind figures, the sources of each reference and what "
        f"stands behind the first line of each dated entry are folded there and left out here. "
        f"{about['licence']}</p></div>"
    )


def contents(entries: Iterable[tuple[Chapter, int]]) -> str:
    """Return the table of contents."""
    rows = "".join(
        f'<li><a href="#{mark(chapter.name)}">{html.escape(chapter.title)}</a><span>{number}</span></li>'
        for chapter, number in entries
    )
    return f'<nav class="book-contents"><h1>Contents</h1><ol>{rows}</ol></nav>'


def printed(page: Page, text: str, folder: Path) -> bytes:
    """Return a document as PDF, printed once its typefaces are there."""
    file = folder / "book.html"
    file.write_text(text, encoding="utf-8")
    page.goto(file.as_uri(), timeout=120_000)
    page.evaluate("document.fonts.ready")
    page.emulate_media(media="print")
    page.evaluate(TO_WHAT_IS_SHOWN)
    return page.pdf(prefer_css_page_size=True, outline=True, tagged=True, print_background=True)


def main(target: Path) -> None:
    """Print the book into `target`."""
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    about = {"title": config["title"], "author": config["author"], "version": str(cited["version"])}
    about |= {
        "date": colophon.in_words(date.fromisoformat(str(cited["date-released"]))),
        "day": str(cited["date-released"]),
        "abstract": " ".join(cited.get("abstract", "").split()),
    }
    about["licence"] = f"Text and data: {cited['license'][-1]}. Code: {cited['license'][0]}."
    pages = chapters(parse_toc_yaml(ROOT / "_toc.yml"))
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser.executable(), args=browser.arguments())
        page, folder = started.new_page(), Path(name)

        def sheets(parts: list[str], running: list[Chapter]) -> int:
            return len(SHEET.findall(printed(page, document(parts, running, about), folder)))

        front = [title_page(about), contents((chapter, 0) for chapter in pages)]
        number, entries = 1 + sheets(front, []), []
        for chapter in pages:
            entries.append((chapter, number))
            number += sheets([chapter_html(chapter)], [chapter])
        parts = [title_page(about), contents(entries), *map(chapter_html, pages)]
        made = printed(page, document(parts, pages, about), folder)
        started.close()
    if len(SHEET.findall(made)) != number - 1:
        sys.exit(
            f"the book takes {len(SHEET.findall(made))} sheets and its parts {number - 1}: the contents would be wrong"
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    day = about["day"].replace("-", "").encode()
    target.write_bytes(DATE.sub(rb"\g<1>" + day + b"000000", made))
    sys.stdout.write(f"{target} ({number - 1} pages, {len(made) / 1e6:.1f} MB)\n")


if __name__ == "__main__":
    if not (BOOK / "index.html").is_file():
        sys.exit("There is no book yet: run `make book` first.")
    version = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["version"]
    try:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / f"companion-book-{version}.pdf")
    except browser.NoBrowser as none:
        sys.exit(str(none))
