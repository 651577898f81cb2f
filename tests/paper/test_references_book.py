"""How references look in the book: names and year alike in text and list, and nothing printed comes alive."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from html import unescape
from html.parser import HTMLParser

import pytest
from places import BIBLIOGRAPHY, ROOT, SOURCES
from pybtex.database import parse_string
from pybtex.plugin import find_plugin

from companion.book.citations import details, style
from companion.references import bibliography
from companion.references.bibliography import Bibliography
from companion.references.entry import from_parsed
from companion.references.parsing.line import parse
from companion.references.writers import bibtex
from companion.references.writers.linked import linked_data

CONF = """
extensions = ["sphinxcontrib.bibtex", "myst_parser", "extension"]
bibtex_bibfiles = ["references.bib", "book/sources.bib"]
bibtex_default_style = bibtex_reference_style = "companion"
"""
EXTENSION = """
from companion.book import domain, downloads, nodes
from companion.book.citations import lists
def setup(app):
    app.add_node(nodes.markup, html=(nodes.visit_markup, None))
    for part in (domain, downloads, lists):
        part.setup(app)
"""
FIRST = """# First

{cite:t}`taieb2021`, {cite:t}`karmi2014` and {cite:p}`lewis2020`; {cite:t}`taneja2021` and {cite:t}`buzan1998`.

```{toctree}
second
references
sources
```
"""
SECOND = "# Second page\n\n{cite:t}`lewis2020`\n"
LISTS = """# References

```{bibliography} references.bib
:all:
```
"""
OWN = """# Sources

```{bibliography} book/sources.bib
:all:
```
"""


def formatted(bib: str) -> str:
    style.register()
    written = find_plugin("pybtex.style.formatting", "companion")()
    backend = find_plugin("pybtex.backends", "plaintext")()
    return next(iter(written.format_bibliography(parse_string(bib, "bibtex")))).text.render(backend)


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ("@article{k, author={Brand, Ann and Cole, B.}, title={On {TIDES} in May?}, journal={Ebb}, volume=3, number=2,"
         " pages={4--9}, year=2014}",
         "Brand, Ann and Cole, B. (2014). On TIDES in May? Ebb, 3(2), 4–9."),
        ("@techreport{k, author={Brand, A.}, title={Tides}, institution={Harbour Board}, type={Board Report}, number=7,"
         " month={June}, year=2014}", "Brand, A. (2014). Tides. Harbour Board, Board Report 7, June."),
        ("@techreport{k, author={Brand, A.}, title={Tides}, institution={Harbour Board}, number=7, year=2014}",
         "Brand, A. (2014). Tides. Harbour Board, no. 7."),
        ("@book{k, editor={Brand, A. and Cole, B.}, title={Tides}, publisher={Quay \\& Sons},"
         " address={Hull}, year=2014, note={In Persian}}",
         "Brand, A. and Cole, B. (eds.) (2014). Tides. Quay & Sons, Hull. In Persian."),
        ("@misc{k, title={Tides}, howpublished={Quay}, day=13, month=oct, year=2014}",
         "(2014). Tides. Quay, 13 October."),
        ("@misc{k, title={Tides}, url={javascript:alert(1)}}", "(no year). Tides."),
        ("@misc{k, author={Brand, A.}, title={Tides}, pagetotal=5, year=2014, doi={10.1/a_b}}",
         "Brand, A. (2014). Tides. 5 pages. doi:10.1/a_b."),
    ],
)  # fmt: skip
def test_an_entry_is_written_out(fields, text):
    assert formatted(fields).replace("<nbsp>", " ").replace("\u00a0", " ") == text


def test_labels_tell_works_of_one_year_apart():
    bib = "".join(f"@misc{{k{n}, author={{Brand, A.}}, title={{T{n}}}, year=2014}}\n" for n in range(2))
    entries = parse_string(bib, "bibtex").entries.values()
    assert list(style.LabelStyle().format_labels(entries)) == ["Brand, 2014a", "Brand, 2014b"]


def test_no_two_entries_of_the_book_are_cited_alike():
    files = (parse_string(file.read_text("utf-8"), "bibtex") for file in (BIBLIOGRAPHY, SOURCES))
    entries = [entry for file in files for entry in file.entries.values()]
    labels = list(style.LabelStyle().format_labels(entries))
    assert len(set(labels)) == len(labels)
    assert not [label for label in labels if re.search(r"\d{4}[a-z]$", label)]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """A small book with a citation on two pages and both lists."""
    folder = tmp_path_factory.mktemp("book")
    files = {
        "conf.py": CONF,
        "extension.py": EXTENSION,
        "index.md": FIRST,
        "second.md": SECOND,
        "references.md": LISTS,
        "sources.md": OWN,
        "references.bib": BIBLIOGRAPHY.read_text("utf-8"),
        "book/sources.bib": SOURCES.read_text("utf-8"),
        "book/sources-read.csv": (SOURCES.parent / "sources-read.csv").read_text("utf-8"),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    shutil.copytree(ROOT / "data", folder / "data", ignore=shutil.ignore_patterns("*.md"))
    command = [sys.executable, "-m", "sphinx", "-W", "-n", "-q", str(folder), str(folder / "out")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=None)
    assert done.returncode == 0, done.stderr
    out = folder / "out"
    found = [*out.glob("*.html"), *out.glob("downloads/references.*"), *out.glob("downloads/references/*")]
    return {path.relative_to(out).as_posix(): path.read_text("utf-8") for path in found}


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_text_and_list_give_the_same_names_and_year(pages):
    said = "Taieb et al. (2021), Karmi and Jahanbakhsh (2014) and (Lewis, 2020); Taneja (2021)"
    assert said in plain(pages["index.html"])
    assert "Karmi, Jahangir and Jahanbakhsh, Mohammad Taqi (2014)." in plain(pages["references.html"])


def test_a_citation_tells_its_reference_and_leads_to_it(pages):
    told = r'<a class="reference internal" href="([^"]+)" title="Lewis, David G\. \(2020\)\. Return to Kabul\?'
    link = re.search(told, pages["index.html"])
    assert link
    page, _, anchor = link[1].partition("#")
    assert f'id="{anchor}"' in pages[page]


def test_an_entry_leads_back_to_every_page_that_cites_it(pages):
    entry = re.search(r'<li class="ref"[^>]*id="ref-lewis2020".*?</li>\n', pages["references.html"], re.DOTALL)[0]
    used = entry[entry.rindex("Used (2)") :]
    assert re.findall(r'href="([^"]+)"', used) == ["index.html", "second.html"]
    other = re.search(r'<li class="ref"[^>]*id="ref-weitz2010".*?</li>\n', pages["references.html"], re.DOTALL)[0]
    assert "Not cited in this book." in other


def test_the_page_has_all_entries_with_copies_filters_and_coins(pages):
    page, sources = pages["references.html"], len(parse_string(SOURCES.read_text("utf-8"), "bibtex").entries)
    assert len(re.findall(r'<li class="ref"', page)) == 31
    assert len(re.findall(r'<li class="ref"', pages["sources.html"])) == sources
    assert "Z3988" not in pages["sources.html"]
    assert len(re.findall(r'class="Z3988"', page)) == 31
    assert len(re.findall(r'data-copy="ref-bibtex-', page)) == 31
    assert set(re.findall(r'<select name="(\w+)"', page)) == {"type", "language", "standing", "doubt"}
    assert '<input type="search" name="find"' in page
    assert not re.search("Z3988", pages["index.html"])
    assert "references.js" in page
    assert "references.js" not in pages["index.html"]


def test_the_list_has_the_order_and_the_numbers_of_the_printed_one(pages):
    ours = re.search(r'<ol class="refs">.*?</ol>', pages["references.html"], re.DOTALL)[0]
    held = bibliography.load()
    listed = re.findall(r'<li class="ref"[^>]*id="ref-([^"]+)" value="(\d+)"', ours)
    assert listed == [(entry.key, str(entry.n)) for entry in held]
    shown = re.findall(r'<a class="ref-address" href="#(ref-[^"]+)"[^>]*>#(ref-[^<]+)</a>', ours)
    assert shown == [(f"ref-{entry.key}", f"ref-{entry.key}") for entry in held]


def test_a_source_of_the_companions_own_says_where_its_fields_were_seen(pages):
    entry = re.search(r'<li class="ref"[^>]*id="ref-buzan1998".*?</li>\n', pages["sources.html"], re.DOTALL)[0]
    assert "Security: A New Framework" in entry
    assert "seen on a page: place, author, ISBN, publisher, year" in plain(entry)
    assert "not verified: title" in plain(entry)
    assert '<a class="reference internal" href="index.html">First</a>' in entry


def test_a_reference_tells_each_field_and_what_it_rests_on(pages):
    entry = re.search(r'<li class="ref"[^>]*id="ref-taieb2021".*?</li>\n', pages["references.html"], re.DOTALL)[0]
    told = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", entry))
    assert plain(told["author"]).startswith("Taieb, ")
    assert plain(told["address"]) == "missing; looked for in vain"
    assert "undamaged, not checked" in plain(told["year"])


def test_every_copy_button_has_something_to_copy(pages):
    page = pages["references.html"]
    targets = re.findall(r'data-copy="([^"]+)"', page)
    assert len(targets) == 3 * 31
    assert not [target for target in targets if f'id="{target}"' not in page]


def test_downloads_are_written(pages):
    names = ("references.bib", "references.biblatex.bib", "references.csl.json", "references.ris")
    assert all(pages[f"downloads/{name}"] for name in names)


def test_every_entry_has_its_own_files(pages):
    linked = re.findall(r'href="(downloads/references/[^"]+)"', pages["references.html"])
    assert len(linked) == 2 * 31
    assert all(pages[address] for address in linked)
    assert json.loads(pages["downloads/references/lewis2020.csl.json"])[0]["number"] == "60"
    assert "SN  - 60" in pages["downloads/references/lewis2020.ris"]


def test_the_page_has_its_list_for_programs(pages):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', pages["references.html"], re.DOTALL)
    graph = {item["@id"]: item for item in json.loads(found[1])["@graph"]}
    assert len(graph) == 31
    assert graph["#ref-smith2016"]["@type"] == "NewsArticle"
    assert graph["#ref-kapoor2021"]["editor"][0]["familyName"] == "Taneja"
    assert graph["#ref-valeriano2009"]["isPartOf"]["volumeNumber"] == "35"
    assert all(f'id="{anchor[1:]}"' in pages["references.html"] for anchor in graph)


def test_nothing_in_a_value_ends_the_script():
    entry = from_parsed(parse("Brand, A. (2014). Tides</script><b>. Ebb Press."), "key")
    assert "<" not in linked_data([entry])


def test_what_was_checked_is_told_from_what_was_not(pages):
    def shown(key):
        return re.search(rf'id="ref-{key}".*?</li>\n', pages["references.html"], re.DOTALL)[0]

    assert "checked against a source: publisher, volume, number, pages, DOI, ISSN" in plain(shown("valeriano2009"))
    assert "repaired from the print alone" in shown("taieb2021")
    assert "merely undamaged" in shown("najam2021")


class Living(HTMLParser):
    """Collects tags and addresses, as a browser would see them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


@pytest.mark.parametrize(
    "line",
    ["<script>alert(1)</script>, A. (2014). <img src=x onerror=alert(1)>. <b>Journal</b> of Tides, 3(2), 4-9.",
     "Brand, A. (2014). Tides. Available at: javascript:alert(1)",
     "Brand, A. (2014). Tides. Available at: https://x.org/\"onmouseover=\"alert(1)",
     "Brand, A. (2014). {Tides} \\input{x} \\href{javascript:alert(1)}{y}. Journal of Ebb, 3, 4-9.",
     "Brand, A. (2014). Tides & <ebb>. https://x.org/<script>alert(1)</script>", "", "\x00\x1f", "‮(2014)‬"],
)  # fmt: skip
def test_what_is_printed_never_comes_alive(line):
    entry = from_parsed(parse(line), "key2014")
    seen = Living()
    seen.feed(details.details(entry, Bibliography((entry,), (), (), "English")))
    # Our own markup has neither; a bold word of ours says the kind of a repair.
    assert not seen.tags & {"script", "img", "ebb", "iframe"}
    assert not seen.handlers
    own = ("http://", "https://", "#", "../downloads/references/key2014.")
    assert not [address for address in seen.addresses if not address.startswith(own)]
    rendered = formatted(bibtex.bibtex([entry])) if entry.get("title") else ""
    assert "\\input" not in rendered


def test_marks_follow_the_printed_line():
    held = bibliography.load()
    entry = held[29]
    shown = list(details.marked(entry))
    assert "".join(text for text, _ in shown) == entry.parsed.raw
    assert ("DOI: 10.1080/03 0506209 02864493", True) in shown
    printed = re.search(r'<p class="ref-printed">(.*?)</p>', details.details(entry, held))[1]
    assert "<mark>DOI: 10.1080/03 0506209 02864493</mark>" in printed
    assert unescape(re.sub("</?mark>", "", printed)) == entry.parsed.raw
