"""Arrangements that a reference of one kind of list always has, and that no other has.

Law (volume, journal, page), physics (journal volume, page), notes with the imprint in brackets, the double slash of
GOST R 7.0.5 and the type marks of GB/T 7714. Each says outright where title and container end, so nothing is weighed.
"""

from __future__ import annotations

import re
from typing import Any

from companion.references.parsing.dates import DATE, YEAR
from companion.references.parsing.draft import TAKEN, Draft
from companion.references.parsing.letters import CAP, UP
from companion.references.parsing.title import tidy

_PAGE = r"(?P<pages>[A-Z]{0,2}\d{1,6}(?:[-–—]\d{1,6})?)"
_VOLUME = r"(?P<volume>[A-Z]?\d{1,4})"
_ABBREVIATED = rf"(?:{CAP}[\w’']*\.?(?:\s|(?<=\.)))+?"
_SERIAL = rf"(?P<container>{CAP}[^,;:“”\"‘\x1f\d]{{1,70}}?(?:\s\([A-Z.]{{2,8}}\))?)"
_IN_BRACKETS = rf"\(\s?(?:[^()\d]{{0,30}}\d?[^()\d]{{0,30}}\s)?(?P<year>{YEAR}|\x1f{{4}})\s?\)"
TAILS = (
    # 55 STAN. L. REV. 1821, 1830 (2003) / 347 U.S. 483 (1954)
    re.compile(
        rf"(?<=[,.?!”\"’])\s*{_VOLUME}\s(?P<container>(?:[A-Z][\w.’'&]*\s)(?:(?:&|of|[A-Z(][\w.’'&)]*)\s){{0,8}}?|[A-Z][\w.]+\s){_PAGE}"
        rf"(?:,\s?\d[\d–-]{{0,9}})*\s(?:\(\s?[^()]{{0,30}}?(?P<year>{YEAR}|\x1f{{4}})\s?\)|\x1f+)"
    ),
    # (2008) 28 Oxford J Legal Studies 73 / [1998] 2 AC 605
    re.compile(rf"\x1f+\s(?P<volume>\d{{1,3}})\s(?P<container>[A-Z][^,;:\d\x1f]{{1,70}}?)\s{_PAGE}(?=[\s.,]*$)"),
    # Phys. Rev. 47, 777 (1935)
    re.compile(rf"(?:^|(?<=[,.”\"]))\s*{_SERIAL},?\s{_VOLUME},\s{_PAGE}\s(?:{_IN_BRACKETS}|\x1f+)"),
    # Nucl. Phys. B 400 (1993) 37–62
    re.compile(
        rf"(?:^|(?<=[,.”\"]))\s*{_SERIAL},?\s{_VOLUME}\s(?:\(\s?(?P<year>{YEAR})\s?\)|\x1f+)\s{_PAGE}(?=[\s.,]*(?:\x1f|\[|$))"
    ),
    # 2011, MNRAS, 412, 1441
    re.compile(rf"(?<=\x1f)[,.]?\s{_SERIAL},\s{_VOLUME},\s{_PAGE}(?=[\s.,]*$)"),
)
IMPRINT = re.compile(
    rf"(?:\(\s?(?:\x1f+[\s,;]*)?|\x1f[\s,;]+)(?:(?P<place>{CAP}[^():\x1f“”\"]{{1,60}}?)\s?:\s)?(?P<press>{CAP}[^():;\x1f“”\"\d]{{1,90}}?),?\s(?:(?P<year>{YEAR})|\x1f+)\s?\)"
)
"""``(Oxford: Gannet Press, 2013)``"""
TYPES = {
    "J": "article", "M": "book", "D": "thesis", "C": "inproceedings", "R": "techreport", "N": "newspaper", "EB": "misc",
    "S": "techreport", "P": "misc", "G": "book", "A": "incollection", "Z": "misc", "DB": "misc", "CP": "misc",
}  # fmt: skip
TYPE_MARK = re.compile(rf"\s?\[(?P<type>{'|'.join(TYPES)})(?:/OL)?\]\s?[.,:]?\s?(?P<whole>//\s?)?")
SLASHES = re.compile(r"\s?//\s?(?!\w+[./])")
GENRE = re.compile(
    r"\s?[\[(](?:Internet|[Oo]nline|En ligne|Электронный ресурс|[Bb]log(?: post)?|[Pp]aper presentation|"
    r"Conference (?:session|presentation)|"
    r"Computer software|Data ?set|Video|Audio podcast|Review of [^\[\]]{1,80}|"
    r"Текст|Preprint|Manuscript submitted for publication)[\])]"
)
PRESENTED = re.compile(
    r"(?:(?<=[.,;]\s)[Cc]ollection of (?:the )?(?:articles|papers) (?:of|from|presented (?:at|to)) |"
    r"(?:(?:[Pp]aper|[Pp]oster|[Aa]rticle|[Ll]ecture|[Ss]peech|[Tt]alk)\s)?(?:was\s)?"
    r"[Pp]resented (?:at|to)(?: the)?:?\s)(?:the\s)?(?=\S)"
)
ARXIV = re.compile(
    r"(?:(?P<name>arXiv|CoRR)(?:\s(?:preprint|e-prints))?[\s,.:]*)(?:arXiv\s?:|abs/|:)?\s?(?P<number>\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7})"
    r"(?:\s?\[[\w.-]+\])?",
    re.IGNORECASE,
)
EPRINT = re.compile(r"\[?(?:arXiv:\d{4}\.\d{4,5}|[a-z-]+/\d{7})\]?")
"""A copy of what has appeared in a journal."""
PINPOINT = re.compile(r"(?<=[^\W\d_])\s(\d{1,3})(?=\s\(?\x1f)")


def take(draft: Draft, start: int, values: dict[str, Any]) -> None:
    """Claim what such an arrangement says; ``values`` may take fields, ``type`` and ``title_end``."""
    for match in GENRE.finditer(draft.view, start):
        draft.claim("genre", *match.span())
        if "log" in match[0]:
            values["type"] = "misc"
        if "resent" in match[0] or "onference" in match[0]:
            values["type"] = "inproceedings"
    _marks(draft, start, values)
    _tail(draft, start, values)
    _preprint(draft, start, values)
    if said := PRESENTED.search(draft.view, start):
        draft.claim("boilerplate", *said.span())
        values |= {"type": "inproceedings", "title_end": said.start(), "whole": said.end()}


def _marks(draft: Draft, start: int, values: dict[str, Any]) -> None:
    if match := TYPE_MARK.search(draft.view, start):
        draft.claim("marker", *match.span())
        values |= {"type": TYPES[match["type"]], "title_end": match.start()}
        if match["whole"]:
            values["whole"] = match.end()
    elif match := SLASHES.search(draft.view, start):
        draft.claim("marker", *match.span())
        values |= {"title_end": match.start(), "whole": match.end(), "slashes": True}


def _preprint(draft: Draft, start: int, values: dict[str, Any]) -> None:
    if "container" in values:
        if match := EPRINT.search(draft.view, start):
            draft.claim("eprint", *match.span())
        return
    match = ARXIV.search(draft.view, start)
    if not match:
        return
    draft.claim("container", *match.span("name"))
    draft.claim("number", *match.span("number"))
    draft.claim("marker", *match.span())
    values |= {"container": match["name"], "number": match["number"], "type": "preprint", "title_end": match.start()}


def _tail(draft: Draft, start: int, values: dict[str, Any]) -> None:
    view = draft.view
    for pattern in TAILS:
        if "year" not in values and "\x1f" in pattern.pattern[:3]:
            continue
        match = pattern.search(view, start) if len(view) < 2000 else None
        if match and _is_serial(match["container"]):
            _claim_tail(draft, match, values, start)
            return


def _is_serial(name: str) -> bool:
    """An abbreviation, an acronym, or at most five words of which each but the small has a capital."""
    words = name.split()
    small = [word for word in words if word[0].islower() and word not in {"of", "and", "the", "for", "de"}]
    return not small and len(words) <= 8 and any(word[0].isupper() for word in words)


def _claim_tail(draft: Draft, match: re.Match[str], values: dict[str, Any], start: int) -> None:
    found = match.groupdict()
    for name in ("volume", "container", "pages", "year"):
        if found.get(name) and not (name == "year" and TAKEN in found[name]):
            values[name] = re.sub(r"[–—]", "-", found[name]) if name == "pages" else tidy(found[name], title=False)
            draft.claim(name, *match.span(name))
    if found["container"].rstrip().endswith("."):
        values["container"] = found["container"].rstrip()
    draft.claim("punctuation", *match.span())
    values["type"] = "article" if values.get("authors") else "case"
    values["title_end"] = match.start()


def imprint(draft: Draft, start: int, values: dict[str, Any]) -> None:
    """Claim the imprint that notes have in brackets; ``values`` takes publisher, place and year."""
    if values.get("edition") and (match := PINPOINT.search(draft.view, start)):
        draft.claim("pinpoint", *match.span(1))
    for match in IMPRINT.finditer(draft.view, start):
        if match["year"] is None and TAKEN not in match[0][-8:]:
            continue
        press, place = match["press"], match["place"]
        if DATE.fullmatch(press):
            continue
        behind = re.fullmatch(rf"(?P<press>.+?),\s(?P<place>[{UP}][\w .’'-]{{2,25}})", press)
        span, town = match.span("press"), match.span("place")
        if not place and behind:
            press, place = behind["press"], behind["place"]
            span, town = (match.start("press"), match.start("press") + len(press)), (0, 0)
        if place:
            values["place"] = tidy(place)
        draft.claim("place", *town)
        draft.claim("publisher", *span)
        if match["year"]:
            values["year"] = match["year"]
            draft.claim("year", *match.span("year"))
        draft.claim("place", *match.span("press"))
        draft.claim("punctuation", *match.span())
        values |= {"imprint": tidy(press), "imprint_at": span, "imprint_start": match.start()}
        return
