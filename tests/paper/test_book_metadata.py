"""What pages tell programs of themselves, read as those programs do; and what only a published book has."""

from __future__ import annotations

import json
import re
import struct
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import projects
import pytest
import yaml
from places import ROOT

from companion.book.citing.metadata import PICTURE, SIZE

ADDRESS = "https://example.org/companion/"
REPOSITORY = "https://github.com/brand/companion"
MADE = {"go.html", "search.html", "404.html"}
"""Pages that programs make: they say nothing of themselves."""


class Head(HTMLParser):
    """Reads meta tags, links and JSON-LD of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.meta: dict[str, list[str]] = {}
        self.links: dict[str, str] = {}
        self.base = ""
        self.data: list[dict] = []
        self._script = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "meta" and (name := values.get("name") or values.get("property")):
            self.meta.setdefault(name, []).append(values.get("content", ""))
        elif tag == "link":
            self.links[values["rel"]] = values["href"]
        elif tag == "base":
            self.base = values["href"]
        self._script = tag == "script" and values.get("type") == "application/ld+json"

    def handle_endtag(self, tag):
        self._script = False

    def handle_data(self, text):
        if self._script:
            told = json.loads(text)
            self.data += told.get("@graph", [told])


def head(path: Path) -> Head:
    return Head(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def cited() -> dict:
    return yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def test_reference_managers_read_a_page_as_a_part_of_the_book(pages, cited) -> None:
    """Zotero takes ``citation_title`` with ``citation_inbook_title`` for a chapter, and without one for an article."""
    for path in pages:
        meta = head(path).meta
        if path.name in MADE:
            assert "citation_title" not in meta
            continue
        assert meta["citation_author"] == [author["name"] for author in cited["authors"]]
        assert meta["citation_publication_date"] == [str(cited["date-released"]).replace("-", "/")]
        first = path.name in ("index.html", "intro.html")
        whole = meta["citation_title"] if first else meta["citation_inbook_title"]
        assert whole == [f"{cited['title']} (version {cited['version']})"]
        assert first == ("citation_inbook_title" not in meta)
        assert meta["og:type"] == ["book" if first else "website"]
        assert meta["og:description"] == meta["description"]
        assert len(meta["og:title"]) == 1


def test_each_page_says_what_it_is_and_what_the_book_is_about(pages) -> None:
    paper = yaml.safe_load((ROOT / "data" / "paper.yml").read_text(encoding="utf-8"))
    for path in pages:
        found = [item for item in head(path).data if item.get("@type") in ("Book", "Chapter", "WebPage")]
        own = [item for item in found if "isPartOf" in item or "about" in item]
        if path.name in MADE:
            assert not own
            continue
        page = own[0]
        book = page if page["@type"] == "Book" else page["isPartOf"]
        about = book["about"]
        assert about["@type"] == "ScholarlyArticle"
        assert (about["name"], about["url"]) == (paper["title"], paper["url"])
        assert not {"author", "datePublished", "pagination"} & about.keys(), "the page as supplied does not give them"


def test_the_data_are_described_as_data_sets_whose_files_are_there(book) -> None:
    path = book / "book" / "data.html"
    sets = [item for item in head(path).data if item["@type"] == "Dataset"]
    assert len(sets) >= 2
    for item in sets:
        assert item["description"]
        assert item["license"] == "https://creativecommons.org/licenses/by/4.0/"
        for file in item["distribution"]:
            assert (path.parent / unquote(file["contentUrl"])).is_file()


def test_a_book_that_does_not_know_its_address_gives_none(book, pages) -> None:
    for path in pages:
        told = head(path)
        assert "canonical" not in told.links
        assert not {"og:url", "og:image", "citation_public_url"} & told.meta.keys()
    assert not (book / "sitemap.xml").exists()
    assert not (book / "robots.txt").exists()


def test_the_picture_has_the_size_that_is_asked_for() -> None:
    data = (ROOT / PICTURE).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == SIZE
    assert len(data) < 300_000


# --- published ---


@pytest.fixture(scope="module")
def published(builder, tmp_path_factory) -> Path:
    """Two pages of the book as the publishing workflow builds it."""
    project = projects.shortened(projects.copied(tmp_path_factory.mktemp("published")), "book/changelog")
    (project / "book" / "intro.md").write_text("(intro)=\n# Tides\n\nOf tides.\n", encoding="utf-8")
    (project / "book" / "changelog.md").write_text("# Changes\n\nNone.\n", encoding="utf-8")
    done = builder.run(project, "build", COMPANION_ADDRESS=ADDRESS, COMPANION_REPOSITORY=REPOSITORY)
    projects.closing(done)
    return project / "_build" / "html"


def test_a_published_page_names_its_address_everywhere(published) -> None:
    for name, address in {"index.html": ADDRESS, "book/changelog.html": f"{ADDRESS}book/changelog.html"}.items():
        told = head(published / name)
        assert told.links["canonical"] == address
        assert told.meta["og:url"] == told.meta["citation_public_url"] == [address]
        assert told.meta["og:image"] == [f"{ADDRESS}_static/share.png"]
        assert told.data[0]["url"] == address
    assert (published / "_static" / "share.png").read_bytes() == (ROOT / PICTURE).read_bytes()


def test_a_published_page_is_cited_by_its_permanent_address(published) -> None:
    html = (published / "book" / "changelog.html").read_text(encoding="utf-8")
    assert f"{ADDRESS}go.html#changelog" in re.search(r'id="page-apa">([^<]+)', html)[1]
    assert f"{REPOSITORY}/issues/new?title=Correction%3A%20Changes" in html


def test_a_published_page_keeps_its_switches_on_a_phone(published, visit) -> None:
    """Links to the repository stand at the head in a wide window, and at the foot on a phone."""
    page = visit(published / "book" / "changelog.html", viewport={"width": 390, "height": 800}).page
    right = "e => e.getBoundingClientRect().right"
    assert page.locator(".article-header-buttons .search-link").evaluate(right) <= 390
    assert page.locator(".launch-foot a:visible").count() > 0
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.locator(".launch-foot a:visible").count() == 0
    assert page.locator(".launch-link:visible").count() > 0


def test_the_map_of_the_site_lists_every_page_once(published) -> None:
    root = ElementTree.parse(published / "sitemap.xml").getroot()
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = [place.text for place in root.iter(f"{space}loc")]
    assert found == [ADDRESS, f"{ADDRESS}book/changelog.html"]
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (published / "robots.txt").read_text(encoding="utf-8")


def test_the_page_for_what_is_missing_works_at_any_depth(published) -> None:
    told = head(published / "404.html")
    assert told.base == ADDRESS
