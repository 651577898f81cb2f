"""What foreign programs find in a download, put into one set of terms, and what an entry says in the same terms."""

from __future__ import annotations

import html
import json
import re
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import rispy
from outside import node_package, program

from companion.references.entry import Entry, PageCount, PageRange
from companion.references.parsing.lexicon import LANGUAGES, MONTH_NAMES
from companion.references.writers.common import SEASON, caveats, note
from companion.references.writers.kinds import KINDS

HERE = Path(__file__).parent
BODIES = {"book", "techreport", "thesis"}
CODES = {name.lower(): code for name, code in LANGUAGES.items()}
SEASONS = {number: name for name, number in SEASON.items()}
ZOTERO = {
    "journalArticle": "article", "newspaperArticle": "newspaper", "magazineArticle": "magazine", "book": "book",
    "bookSection": "incollection", "report": "techreport", "thesis": "thesis", "webpage": "misc", "document": "misc",
}  # fmt: skip
CSL = {kind.csl: name for name, kind in KINDS.items()} | {"document": "misc", "": "misc", "article": "misc"}
BIB = {kind.bibtex: name for name, kind in KINDS.items() if not kind.subtype}
BIB |= {kind.biblatex: name for name, kind in KINDS.items() if not kind.subtype} | {
    "online": "misc",
    "collection": "book",
}


def said(entry: Entry) -> dict[str, object]:
    """Return what an entry says, in the terms in which readers are compared."""
    pages, names = entry.pages, ("title", "container", "publisher", "place", "series", "number", "volume", "doi", "url")
    day = [entry.get("year"), f"{entry.month_number:02}" if entry.month_number else "", entry.get("day").zfill(2)]
    return {
        **{name: plain(entry.get(name)) for name in names},
        **{name: entry.get(name) for name in ("issn", "isbn", "urldate", "season")},
        "type": entry.get("type"),
        "authors": [(who.family, who.given) for who in entry.people("author")],
        "editors": [(who.family, who.given) for who in entry.people("editor")],
        "date": "-".join(part for part in day if part.strip("0")),
        "pages": pages.joined("-") if isinstance(pages, PageRange) else "",
        "total": pages.total if isinstance(pages, PageCount) else "",
        "edition": number_of(entry.get("edition")),
        "language": LANGUAGES.get(entry.get("language"), ""),
        "note": plain(note(entry)),
        "caveats": plain(caveats(entry)),
    }


def plain(text: object) -> str:
    """Return a text without what readers set otherwise: marks of quotation, dashes, entities, braces, spans."""
    text = html.unescape(re.sub(r"</?(?:p|span|i|em)\b[^>]*>", "", str(text or "")))
    for old, new in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("--", "-"), ("\u00a0", " ")):
        text = text.replace(old, new)
    return re.sub(r"\s+", " ", re.sub(r"\\([&%#$_])", r"\1", text).replace("{", "").replace("}", "")).strip()


def series_of(text: str) -> str:
    """Return a series; the bare word for a kind, which BibLaTeX asks for and some readers add, is none."""
    return "" if text.lower() in {"report", "techreport", "newspaper", "magazine", "phd thesis", "phdthesis"} else text


def number_of(edition: object) -> str:
    return {"First": "1", "Second": "2"}.get(str(edition or ""), str(edition or ""))


def when(text: object) -> tuple[str, str]:
    """Return a date as 2021-09-14, and its season, from whatever a reader makes of it."""
    text = str(text or "").replace("/", "-")
    season = next((name for name in SEASON if name in text.lower()), "")
    if match := re.search(r"\b(\d{4})(?:-(\d\d))?(?:-(\d\d))?\b", text):
        year, month, day = match.groups("")
    else:
        year = month = day = ""
    if month and int(month) in SEASONS:
        season, month = SEASONS[int(month)], ""
    named = next((n for n, name in enumerate(MONTH_NAMES, 1) if re.search(rf"\b{name[:3]}", text, re.IGNORECASE)), 0)
    if named and not month:
        month = f"{named:02}"
        numbered = re.search(r"\b(\d{1,2})\b(?!\d)", text)
        day = numbered[1].zfill(2) if numbered else ""
    return "-".join(filter(None, (year, month, day))), season


def node(reader: str, file: Path) -> object:
    node_package("zotero-translators"), node_package("@citation-js/core"), node_package("@retorquere/bibtex-parser")
    command = [program("node"), str(HERE / "reference_readers.mjs"), reader, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=180, cwd=HERE)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout[done.stdout.index("[") if done.stdout.lstrip()[:1] != "{" else 0 :])


def zotero(file: Path) -> list[dict[str, object]]:
    """What Zotero's own import translators make of a file, in the order of the file.

    They are those of January 2019, the newest that npm has as a package.
    """
    items = node("zotero", file)
    notes: dict[str, str] = {}
    for item in items:
        if item["itemType"] == "note":
            notes[item["parentItem"]] = f"{notes.get(item['parentItem'], '')} {item['note']}"
    return [_zotero(item, notes.get(item["key"], "")) for item in items if item["itemType"] != "note"]


def coins(file: Path) -> dict[str, dict[str, object]]:
    """What Zotero's parser of OpenURL makes of the page's COinS: key → finding."""
    return {item["key"]: _zotero(item, "") for item in node("coins", file)}


def _zotero(item: dict, notes: str) -> dict[str, object]:
    kind = ZOTERO[item["itemType"]]
    people = {
        role: [
            (who.get("lastName") or who.get("name", ""), who.get("firstName") or "")
            for who in item["creators"]
            if who.get("creatorType", "author") == role
        ]
        for role in ("author", "editor", "contributor")
    }
    first = lambda *names: next((plain(item[name]) for name in names if item.get(name)), "")  # noqa: E731
    press = first("institution", "university", "publisher")
    date, season = when(item.get("date"))
    return {
        "type": kind,
        "title": first("title"),
        "authors": people["author"],
        "editors": people["editor"] or people["contributor"],
        "container": press if kind in BODIES else first("publicationTitle", "bookTitle", "websiteTitle"),
        "publisher": "" if kind in BODIES else press,
        "place": first("place"),
        "series": series_of(first("series", "reportType", "seriesTitle")),
        "number": first("issue", "reportNumber", "seriesNumber"),
        "volume": first("volume"),
        "pages": first("pages"),
        "total": first("numPages"),
        "edition": number_of(first("edition")),
        "doi": first("DOI"), "url": first("url"), "urldate": first("accessDate")[:10],
        "issn": first("ISSN"), "isbn": first("ISBN"),
        "language": CODES.get(first("language").lower(), first("language")),
        "date": date, "season": season,
        "noted": plain(" ".join((notes, item.get("extra", ""), item.get("abstractNote", "")))),
    }  # fmt: skip


def from_csl(item: dict) -> dict[str, object]:
    """Put an item of CSL, as pandoc and citation-js give it, into the terms of comparison."""
    kind = CSL[item.get("type", "")]
    first = lambda *names: next((plain(item[name]) for name in names if item.get(name)), "")  # noqa: E731
    body = kind in BODIES
    issued, read = item.get("issued", {}), item.get("accessed", {}).get("date-parts", [[]])[0]
    parts = [int(part) for part in issued.get("date-parts", [[]])[0]]
    season = str(issued.get("season", ""))
    if parts[1:] and parts[1] > 12:
        season, parts = SEASONS[parts[1]], parts[:1]
    return {
        "type": kind,
        "title": first("title"),
        "authors": _csl_people(item.get("author", [])),
        "editors": _csl_people(item.get("editor", [])),
        "container": first("publisher") if body else first("container-title", "publisher"),
        "publisher": "" if body or not item.get("container-title") else first("publisher"),
        "place": first("publisher-place", "event-place"),
        "series": series_of(first("collection-title", "genre")),
        "number": first("issue", "number", "collection-number"),
        "volume": first("volume"),
        "pages": first("page"),
        "total": first("number-of-pages"),
        "edition": number_of(first("edition")),
        "doi": first("DOI"), "url": first("URL"), "issn": first("ISSN"), "isbn": first("ISBN"),
        "urldate": "-".join(f"{int(part):02}" for part in read),
        "language": CODES.get(first("language").lower(), first("language")),
        "date": "-".join(f"{part:02}" for part in parts), "season": season,
        "noted": " ".join((first("note"), first("annote"), first("abstract"))),
    }  # fmt: skip


def _csl_people(people: list[dict]) -> list[tuple[str, str]]:
    names = []
    for who in people:
        family = who.get("family") or who.get("literal", "")
        particle = who.get("non-dropping-particle", "")
        names.append((f"{particle} {family}".strip(), who.get("given", "")))
    return names


def pandoc(file: Path, form: str) -> dict[str, dict[str, object]]:
    command = [program("pandoc"), "-f", form, "-t", "csljson", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=True)
    return {item["id"]: from_csl(item) for item in json.loads(done.stdout)}


def citation_js(file: Path) -> dict[str, dict[str, object]]:
    return {item["id"]: from_csl(item) for item in node("citation-js", file)}


def from_bib(kind: str, fields: dict[str, object], people: dict[str, list]) -> dict[str, object]:
    """Put fields by BibLaTeX's names, as biber and bibtex-parser give them, into the terms of comparison."""
    first = lambda *names: next((plain(fields[name]) for name in names if fields.get(name)), "")  # noqa: E731
    name = fields.get("entrysubtype") or BIB[kind]
    holder = {"book": ("publisher",), "techreport": ("institution",), "thesis": ("institution", "school")}
    other = ("journaltitle", "journal", "booktitle", "organization", "howpublished")
    date, season = when(fields.get("date") or fields.get("year"))
    if fields.get("month") and len(date) == 4:
        date, season = when(
            "-".join([date, *(str(fields[name]).zfill(2) for name in ("month", "day") if fields.get(name))])
        )
    return {
        "type": name,
        "title": first("title"), "authors": people.get("author", []), "editors": people.get("editor", []),
        "container": first(*holder.get(name, other)),
        "publisher": "" if name in BODIES else first("publisher"),
        "place": first("location", "address"),
        "series": series_of(first("type" if name == "techreport" else "series")),
        "number": first("number", "issue"),
        **{field: first(field) for field in ("volume", "pages", "doi", "url", "urldate", "issn", "isbn")},
        "total": first("pagetotal"),
        "edition": number_of(first("edition")),
        "language": CODES.get(first("language").lower(), first("language")),
        "date": date, "season": season or next((s for s in SEASON if s == fields.get("month")), ""),
        "noted": " ".join((first("note"), first("annotation", "annote"))),
    }  # fmt: skip


def bibtex_parser(file: Path) -> dict[str, dict[str, object]]:
    """What the importer of Better BibTeX finds."""
    found = {}
    for entry in node("bibtex-parser", file):
        fields = {name: " and ".join(map(str, value)) if isinstance(value, list) and name not in {"author", "editor"}
                  else value for name, value in entry["fields"].items()}  # fmt: skip
        people = {role: list(map(_parsed_name, fields.pop(role, []))) for role in ("author", "editor")}
        found[entry["key"]] = from_bib(entry["type"], fields, people)
    return found


def _parsed_name(who: dict) -> tuple[str, str]:
    return who.get("lastName") or who.get("name", ""), who.get("firstName", "")


def biber(file: Path, folder: Path) -> dict[str, dict[str, object]]:
    """What biber reads, from the XML that it writes: the items of a list stay apart."""
    command = [program("biber"), "--tool", "--output-format=biblatexml", "--output-file=read.bltxml", str(file)]
    subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=120)
    found = {}
    for entry in ET.parse(folder / "read.bltxml").getroot():
        fields: dict[str, object] = {}
        people: dict[str, list] = {}
        for child in entry:
            tag = child.tag.partition("}")[2]
            if tag == "names":
                people[child.get("type", "")] = [_biber_name(name) for name in child]
            elif tag == "date":
                fields[f"{child.get('type', '')}date"] = "".join(child.itertext()).strip()
            else:
                fields[tag] = _biber_value(child)
        found[entry.get("id", "")] = from_bib(entry.get("entrytype", ""), fields, people)
    return found


def _biber_value(child: ET.Element) -> str:
    items = [item for item in child.iter() if item.tag.endswith("}item")]
    if not items:
        return "".join(child.itertext()).strip()
    ends = [[part.text or "" for part in item if part.tag.endswith(("}start", "}end"))] for item in items]
    return " | ".join(
        "-".join(pair) if pair else "".join(item.itertext()).strip() for item, pair in zip(items, ends, strict=True)
    )


def _biber_name(name: ET.Element) -> tuple[str, str]:
    parts = {part.get("type"): plain(" ".join(part.itertext())) for part in name if part.get("type")}
    return parts.get("family", ""), parts.get("given", "")


def ris(file: Path) -> dict[str, dict[str, object]]:
    """What rispy finds."""
    return {record["id"]: _ris(record) for record in rispy.loads(file.read_text("utf-8"))}


def _ris(record: dict) -> dict[str, object]:
    kind = {kind.ris: name for name, kind in KINDS.items()}[record["type_of_reference"]]
    first = lambda *names: next((plain(record[name]) for name in names if record.get(name)), "")  # noqa: E731
    unknown = record.get("unknown_tag", {})
    names = lambda people: [(name.split(", ")[0].rstrip(","), name.partition(", ")[2]) for name in people]  # noqa: E731
    date, season = when(record.get("date") or record.get("year"))
    stamp, book = first("issn"), kind == "book"
    return {
        "type": kind, "title": first("title"),
        "authors": names(record.get("authors", [])),
        "editors": names(record.get("tertiary_authors" if book else "secondary_authors", [])),
        "container": first("publisher") if kind in BODIES else first("secondary_title"),
        "publisher": "" if kind in BODIES else first("publisher"),
        "place": first("place_published"),
        "series": first("secondary_title") if book else first("tertiary_title", "type_of_work"),
        "number": stamp if kind == "techreport" else first("number", "note", "custom", "section")
        or "".join(unknown.get("M1", []) + unknown.get("SV", [])),
        "volume": first("volume"), "doi": first("doi"),
        "url": plain("".join(record.get("urls", []))), "urldate": first("access_date").replace("/", "-"),
        "pages": f"{record['start_page']}-{record['end_page']}" if "end_page" in record else "",
        "total": first("start_page") if "end_page" not in record else "",
        "edition": number_of(first("edition")),
        "issn": stamp if KINDS[kind].is_periodical else "",
        "isbn": stamp if kind in {"book", "incollection"} else "",
        "language": CODES.get(first("language").lower(), ""),
        "date": date, "season": season,
        "noted": plain(" ".join(record.get("notes", []))),
    }  # fmt: skip
