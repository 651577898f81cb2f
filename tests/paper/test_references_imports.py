"""Every value of every entry arrives in the programs that readers import it into, or is told here with the reason."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
import reference_readers as readers
from made_references import MADE
from outside import program

from companion.references import bibliography
from companion.references.writers import biblatex, bibtex, csl, ris, styled
from companion.references.writers.coins import coins

LIST = bibliography.load()
ENTRIES = (*LIST, *MADE)
"""The list, and what none of it has: bodies as authors, an "and" in every list, an ISBN, a thesis, signs of TeX."""
PRINTED = [entry.key for entry in ENTRIES]
SORTED = sorted(PRINTED)

PHRASES = {
    "total": ["{} pages"],
    "issn": ["ISSN {}"],
    "season": ["Issue of {}"],
    "publisher": ["Published by {}"],
    "container": ["Published by {}", "Published: {}"],
    "urldate": ["Read on {}"],
}
"""Field → the words by which a note may carry its value where a reader has no field for it."""

KIND = "of a newspaper, a magazine and a journal the reader makes one kind"
NO_ADDRESS = "the format has no type for a page without an address, and the reader takes what has none for a book"
LANGUAGE = "only `langid` is read, which would set an English title by the rules of another language; the note says it"
LOST = {
    ("Zotero", "references.bib"): {"type": f"{NO_ADDRESS}; {KIND}"},
    ("Zotero", "references.biblatex.bib"): {"type": f"{NO_ADDRESS}; {KIND}"},
    ("pandoc", "references.bib"): {"language": LANGUAGE},
    ("pandoc", "references.biblatex.bib"): {"language": LANGUAGE},
    ("citation-js", "references.bib"): {"type": KIND},
    ("citation-js", "references.biblatex.bib"): {"type": KIND},
}
"""Reader and file → field → why its value does not arrive. A reason that no longer holds fails like a loss."""

READERS = {
    "Zotero": lambda file: dict(zip(SORTED if file.suffix == ".bib" else PRINTED, readers.zotero(file), strict=True)),
    "Zotero COinS": readers.coins,
    "pandoc": lambda file: readers.pandoc(
        file, {"references.bib": "bibtex", "references.biblatex.bib": "biblatex"}.get(file.name, "csljson")
    ),
    "citation-js": readers.citation_js,
    "Better BibTeX": readers.bibtex_parser,
    "biber": lambda file: readers.biber(file, file.parent),
    "rispy": readers.ris,
}
BIBS = ("references.bib", "references.biblatex.bib")
FILES = {
    "Zotero": ("references.ris", "references.csl.json", *BIBS),
    "Zotero COinS": ("coins.json",),
    "pandoc": ("references.csl.json", *BIBS),
    "citation-js": ("references.csl.json", *BIBS),
    "Better BibTeX": BIBS,
    "biber": ("references.biblatex.bib",),
    "rispy": ("references.ris",),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("imports")
    texts = {
        "references.ris": ris.ris(ENTRIES),
        "references.csl.json": csl.csl_json(ENTRIES),
        "references.bib": bibtex.bibtex(ENTRIES, LIST.proper_names),
        "references.biblatex.bib": biblatex.biblatex(ENTRIES, LIST.proper_names),
        "coins.json": json.dumps({entry.key: coins(entry) for entry in ENTRIES}),
    }
    for name, text in texts.items():
        (path / name).write_text(text, encoding="utf-8", newline="\n")
    return path


def differing(meant, found):
    """Yield the fields of an entry whose value a reader has neither in its place nor, in words, in a note."""
    for field, value in meant.items():
        if field in {"note", "caveats"}:
            arrived = all(part in found["noted"] for part in value.split(". ")) if value else True
        else:
            noted = [readers.plain(words.format(value)) for words in PHRASES.get(field, ()) if value]
            # A value in a note only helps where the field is empty: a wrong one would be believed.
            arrived = alike(found[field]) == alike(value) or (
                not found[field] and any(words in found["noted"] for words in noted)
            )
        if not arrived:
            yield field


def alike(value):
    """A value without its capitals, which `test_capitals_survive` looks at."""
    return value.casefold() if isinstance(value, str) else [tuple(map(readers.plain, pair)) for pair in value]


def meant_by(entry, reader):
    meant = readers.said(entry)
    if reader == "Zotero COinS" and entry.get("type") in {"book", "incollection", "techreport"}:
        # OpenURL has no key for the number of a report or of a series: it stands behind the series.
        meant["series"], meant["number"] = f"{meant['series']} {meant['number']}".strip(), ""
    return meant


@pytest.mark.parametrize(("reader", "name"), [(reader, name) for reader, names in FILES.items() for name in names])
def test_every_value_arrives(folder, reader, name):
    found = READERS[reader](folder / name)
    assert set(found) == set(PRINTED)
    lost = {}
    for entry in ENTRIES:
        meant = meant_by(entry, reader)
        for field in differing(meant, found[entry.key]):
            lost.setdefault(field, []).append((entry.key, meant[field], found[entry.key].get(field)))
    allowed = LOST.get((reader, name), {})
    assert set(lost) == set(allowed), {field: lost.get(field, "arrives") for field in set(lost) ^ set(allowed)}


def cited(folder, name):
    """Return what pandoc's citation processor writes in its own style, the 17th Chicago: key → text."""
    command = [program("pandoc"), "--citeproc", "--bibliography", name, "-t", "html", "--wrap=none"]
    page = "---\nnocite: '@*'\n---\n"
    done = subprocess.run(command, cwd=folder, input=page, capture_output=True, text=True, encoding="utf-8", check=True)
    found = re.findall(r'id="ref-([^"]+)"[^>]*>(.*?)</div>', done.stdout, re.DOTALL)
    return {key: readers.plain(re.sub("<[^>]+>", "", text)) for key, text in found}


@pytest.mark.parametrize("name", BIBS)
def test_capitals_survive(folder, name):
    """Readers lower the capitals of titles that nothing protects: names and single letters are protected."""
    titles = [str(entry["fields"]["title"]) for entry in readers.node("bibtex-parser", folder / name)]
    for text in (" ".join(cited(folder, name).values()), readers.plain(" / ".join(titles))):
        words = re.sub(r"https?://\S+", "", text)
        assert re.search(r"\([Pp]art I\)", words)
        lowered = [word for word in LIST.proper_names if re.search(rf"\b{re.escape(word.lower())}(?=[\s:,?)])", words)]
        assert not lowered


def test_apa_is_what_a_citation_processor_makes(folder):
    found = readers.node("citation-js-apa", folder / "references.csl.json")
    for entry in LIST:
        mine = readers.plain(styled.apa(entry))
        # That processor leaves out the series of a chapter's collection, and reads a lone issue as a volume.
        mine = re.sub(r" \(ORF [^)]*\)\. Observer", ". Observer", mine).replace("(99)", "99")
        assert mine.lower() == readers.plain(found[entry.key]).lower(), entry.key


def test_chicago_is_what_pandoc_makes(folder):
    found = cited(folder, "references.csl.json")
    for entry in LIST:
        mine = readers.plain(styled.chicago(entry))
        # A list prints a rule where the author is the one before.
        text = found[entry.key].replace("———.", mine.partition(f" {entry.get('year')}")[0])
        assert mine.lower() == text.lower(), entry.key
