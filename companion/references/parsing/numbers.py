"""The numbers of a reference: pages, volume, issue, report number, ISSN, edition."""

from __future__ import annotations

import re
from typing import Any

from companion.references.parsing.draft import TAKEN, Draft
from companion.references.parsing.lexicon import (
    LANGUAGES,
    NUMBER_WORDS,
    ORDINAL_WORDS,
    ORDINALS,
    REPORT_KINDS,
    number_from,
)

DASH = r"(?:\s?[-–—−‐‑‒―]{1,2}\s?)"
WORDED = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
ORDINAL = rf"(?:\d{{1,4}}(?:st|nd|rd|th)|{'|'.join(sorted(ORDINAL_WORDS, key=len, reverse=True))})"
COUNT = rf"(?:\d{{1,5}}(?:st|nd|rd|th)?\b|(?:{WORDED})\b|[ivxl]{{1,7}}\b)"
LETTERED = r"[A-Z]{1,3}-?\d{1,4}\b"
VOLUME_WORD = r"(?:volume|vol|tome|term|year|period|course|jahrgang|jg|band|bd|т|t|سال|دوره|المجلد|مجلد|مج|السنة)"
NUMBER_WORD = r"(?:numbers?|nos?|num|núm|numéro|n[rº°]|№|issue|iss|heft|вып|fasc|شماره|العدد|عدد|ع)"

PAGES = re.compile(
    rf"(?<![^\W\d_])\(?(?:from\s)?(?:p\.\s?p|pp?|pages?|págs?|pgs?|seiten?|s|с|صص|ص\sص|ص)[\s.:;,]{{0,3}}([a-z]?\d{{1,5}}|[ivxl]{{1,7}})(?:(?:{DASH}|\s(?:to|until|till)\s)(?:(?:pages?|pp?)[\s.]{{1,2}})?([a-z]?\d{{1,5}}|[ivxl]{{1,7}}))?\b(?!\s?[-–]\d)\)?",
    re.IGNORECASE,
)
PAGE_LAST = re.compile(r"(?:(?<=\x1f)[)\s]*[:,]\s|(?<=\x1f\x1f\x1f\x1f\x1f\x1f\x1f)\s)(\d{1,5})(?=[\s.,]*(?:\x1f|$))")
"""A single page behind the imprint or the year of a note."""
SHEET = re.compile(r"(?<=[,;]\s)(?:p\.?\s?)?([A-Z]\d{1,3})(?=[\s.,]*(?:\x1f|$))")
"""The page of a newspaper: ``A3``."""
TOTAL = re.compile(r"(?<=[.,–—\s\x1f])\s?\d{1,4}\s?(?:p|pp|s|с|S|pages|Seiten)\.?(?=[\s.,]*(?:\x1f|$))")
"""How many pages a book has: ``312 с.``"""
RANGE = re.compile(rf"(?<![\w-])(\d{{1,5}}){DASH}(\d{{1,5}})(?![\w-])")
SERIAL = re.compile(r"\(?\bserial\s(?:(?:no\b\.?|number)\s?)?\d{1,5}\b\)?", re.IGNORECASE)
"""A journal's running number, behind the issue of the year."""
ARTICLE = re.compile(r"(?<!\w)(?:article\s(?:no\.?\s?|id\s?)?|art\.\s?)(e?\d{2,9})\b", re.IGNORECASE)
ISSN = re.compile(r"\b(?:e-?|p-?)?ISSN\s*:?\s*(\d{4})\s?[-–—‐‑−]?\s?(\d{3}[\dXx])\b")
ISBN = re.compile(r"\bISBN(?:-1[03])?\s*:?\s*((?:97[89][-\s]?)?\d[\d\s-]{7,14}[\dXx])")
VOLUME = re.compile(
    rf"\b{VOLUME_WORD}\b[\s.:;,]{{0,3}}({COUNT}|{LETTERED})|\b({ORDINAL})\s(?:volume|vol|term|year|period|course)\b\.?|\b(\d{{1,3}})\.\s?(?:Jg|Jahrgang)\b\.?",
    re.IGNORECASE,
)
NUMBER = re.compile(
    rf"(?<!\w)(?:serial\s)?{NUMBER_WORD}(?:\b|(?=[\s\d]))[\s.:;,]{{0,3}}({COUNT}(?:{DASH}\d{{1,4}}|/\d{{1,4}})?|{LETTERED})|\b({ORDINAL})\s(?:issue|number)\b|#\s?(\d{{1,5}})",
    re.IGNORECASE,
)
REPORT_NUMBER = re.compile(
    rf"\b(?i:(?:(?:{REPORT_KINDS})\s){{0,2}}(?:report|rep\.|papers?|briefs?|memo|(?:research|policy|briefing)\snote|"
    r"note(?=\s\d+/)|(?-i:[A-Z]{3,6})\s(?:notes?|analysis|insight)|comments?|commentary|"
    r"backgrounder|fact\ssheet|analysis(?=\s\d+/))\s(?:n[or°º]\.?\s?)?)"
    r"((?!(?:19|20)\d\d\b(?![/:-]\d))(?:[A-Za-z]{0,4}-?\d{1,6}(?:[/:-]\d{1,4})?|[A-Z]{2,4}(?:/\d{1,4}){1,2}))\b|"
    r"(?<=[.,;]\s)([A-Z]{2,4}/\d{2,4}/\d{1,4})(?=\s?[.,;)])",
)
REPORT_BEFORE = re.compile(r"\b(?:rep|no|nr|report|paper)\b\.?\s*$", re.IGNORECASE)
CHAPTER = re.compile(r"\b(?:chapter|chap\.|ch\.|kap\.)\s\d{1,3}\b|\bsec\.\s[A-Z]\b", re.IGNORECASE)
MORE_PAGES = re.compile(r"(?:,\s?\d{1,4})+(?=[\s.]*$)")
HEFT = re.compile(r"(?<=[,)\x1f]\s)H\.\s(\d{1,3})\b")
YEAR_ISSUE = re.compile(r"(?:(?<=\x1f)\s?|(?<=[,.]\s))\((\d{1,3}(?:[-–/]\d{1,3})?)\)")
"""``2009(4)``: an issue with no volume."""
VOLUME_ISSUE = re.compile(
    rf"(?<![\w(–-])(\d{{1,4}}|[IVXL]{{2,7}})(?:\s?,)?\s?\(\s?(\d{{1,4}}(?:{DASH}\d{{1,4}})?)\s?(?:\)|[,:;]\s?(?=\x1f))"
)
VOLUME_ALONE = re.compile(
    r"(?<=[^\W\d_]|\x1f)[\s,.;:]{1,4}(\d{1,3})(?=[\s,.;:]{0,4}(?:\x1f|$)|[,:]\s?e?\d|[;,]\s?\(?(?:no|iss))"
)
DOTTED = re.compile(r"(?<=[^\W\d_])[.,]?\s(\d{1,3})[.:/](\d{1,3})(?=\s?[\x1f,:;(]|$)")
EDITION = re.compile(
    rf"\(?\b(?:((?:\d{{1,2}}(?:st|nd|rd|th|d|e|ème|ª)|{'|'.join(ORDINALS[1:])}|rev(?:ised|\.)|updated|new|expanded|\d{{1,2}}\.|\d{{1,2}}-е|\d{{1,2}}\.?ª)(?:,?\s(?:and|&|revised|updated|enlarged|expanded|corrected|international)){{0,3}}\s(?:edition|éd\.|edn?\b\.?|aufl(?:age|\.)|изд\.))|"
    r"(?:edition|edn)\s(\d{1,2}))\)?\.?",
    re.IGNORECASE,
)
PRINT = re.compile(
    rf"(?:(?<=[.,;:?!)\]\x1f])\s?|\()(?:the\s)?(?:({ORDINAL})\s(?:re-?)?(?:print(?:ing)?|impression|publication|reprint)|"
    r"(?:re)?print(?:ing)?\s?:?\s(?:no\.?\s|number\s)?(\d{1,2}(?:st|nd|rd|th)?)|re-?print(?:ed|ing)?(?:\s(?:in\s)?(?:\d{4}|\x1f{4}))?)(?=\s?(?:[.,;:)\x1f]|$))\)?",
    re.IGNORECASE,
)
"""How other languages call an edition: ``second print``; a mark stands on both sides."""
PRINT_SIGNS = ("print", "impression", "th publication", "d publication", "st publication")
LANGUAGE = re.compile(
    rf"[\[(]\s?(?:(?:text|original)\s)?(?:in\s)?({'|'.join(LANGUAGES)})(?:\slanguage)?\s?[\])]", re.IGNORECASE
)
LANGUAGE_BARE = re.compile(rf"(?<=[.,;])\s*\bin\s({'|'.join(LANGUAGES)})\.?\s*$", re.IGNORECASE)


def language(draft: Draft) -> str | None:
    """Claim a language note such as ``[In Persian]``."""
    match = LANGUAGE.search(draft.view) or LANGUAGE_BARE.search(draft.view)
    if not match:
        return None
    draft.claim("language", *match.span())
    name = match[1].capitalize()
    return "Persian" if name == "Farsi" else name


def serial(draft: Draft) -> dict[str, str | None]:
    """Claim an ISSN and an ISBN."""
    found: dict[str, str | None] = {}
    if match := ISBN.search(draft.view):
        draft.claim("isbn", *match.span())
        found["isbn"] = re.sub(r"[\s-]", "", match[1]).upper()
    if match := ISSN.search(draft.view):
        draft.claim("issn", *match.span())
        found["issn"] = f"{match[1]}-{match[2].upper()}"
    return found


def pages(draft: Draft, start: int) -> str | None:
    """Claim the page range behind ``start``: the last one with a ``p``, else a bare range near the end."""
    if chapter := CHAPTER.search(draft.view, start):
        draft.claim("chapter", *chapter.span())
    if total := TOTAL.search(draft.view, start):
        draft.claim("page total", *total.span())
    matches = list(PAGES.finditer(draft.view, start))
    if matches:
        match = next((m for m in reversed(matches) if m[2]), matches[-1])
        if match[2] or match[1].isdigit():
            return _claim_pages(draft, match)
    bare = [match for match in RANGE.finditer(draft.view, start) if _tail(draft.view, match)]
    if bare:
        return _claim_pages(draft, bare[-1])
    for pattern in (ARTICLE, PAGE_LAST, SHEET):
        if alone := pattern.search(draft.view, start):
            draft.claim("pages", *alone.span())
            return alone[1]
    return None


def _tail(view: str, match: re.Match[str]) -> bool:
    """Whether a bare range can be pages: behind a mark or a number, before the end or a mark, and no pair of years."""
    before, after = view[: match.start()].rstrip()[-1:], view[match.end() :].lstrip()[:1]
    years = all(re.fullmatch(r"1[5-9]\d\d|20\d\d", match[i]) for i in (1, 2))
    if REPORT_BEFORE.search(view[max(0, match.start() - 12) : match.start()]):
        return False
    if re.search(r"\)\s?:\s?$", view[max(0, match.start() - 4) : match.start()]):
        return True
    return before in {",", ":", ";", ")", TAKEN, "."} and after in {"", ".", ",", ";", ")", TAKEN} and not years


def _claim_pages(draft: Draft, match: re.Match[str]) -> str:
    more = MORE_PAGES.match(draft.view, match.end())
    draft.claim("pages", match.start(), more.end() if more else match.end())
    first, last = match[1], match[2]
    if more:
        return f"{first}-{last}{more[0]}" if last else f"{first}{more[0]}"
    return f"{first}-{last}" if last else first


def notes(draft: Draft) -> dict[str, str | None]:
    """Claim what may stand anywhere: a note of the language, ISSN and ISBN."""
    return {"language": language(draft), **serial(draft)}


def volume_and_number(draft: Draft, start: int, known: dict[str, Any]) -> dict[str, str]:
    """Claim volume and issue behind ``start``, in digits, words or ordinals; what is ``known`` is not looked for."""
    if "volume" in known or "number" in known:
        return {}
    found: dict[str, str] = {}
    for match in VOLUME_ISSUE.finditer(draft.view, start):
        if not re.fullmatch(r"1[89]\d\d|20\d\d", match[2]) and _stands_last(draft.view, match.end()):
            return _claim(draft, match, {"volume": number_from(match[1]) or match[1], "number": _range(match[2])})
    _take(draft, "volume", VOLUME, start, found)
    _take(draft, "number", NUMBER, start, found)
    _lesser_numbers(draft, start, found)
    if "number" not in found and "volume" not in found:
        _take(draft, "number", REPORT_NUMBER, start, found, group_only=True)
        if "number" not in found and (dotted := DOTTED.search(draft.view, start)):
            return _claim(draft, dotted, {"volume": dotted[1], "number": dotted[2]})
    if "volume" not in found:
        alone = VOLUME_ALONE.search(draft.view, start)
        told = known.get("pages") or "number" in found or known.get("issn") or known.get("doi")
        if alone and (told or draft.view[alone.end() :].strip(" .")):
            draft.claim("volume", *alone.span(1))
            found["volume"] = alone[1]
    return found


def _lesser_numbers(draft: Draft, start: int, found: dict[str, str]) -> None:
    """Claim a running number beside an issue, or an issue told by its place alone."""
    if "number" in found:
        if running := SERIAL.search(draft.view, start):
            draft.claim("other number", *running.span())
        return
    for pattern in (HEFT, YEAR_ISSUE):
        if issue := pattern.search(draft.view, start):
            draft.claim("number", *issue.span())
            found["number"] = _range(issue[1])
            return


def _stands_last(view: str, place: int) -> bool:
    return view[place : place + 2].strip()[:1] in {"", ",", ":", ";", ".", TAKEN, "p", "P"}


def _range(text: str) -> str:
    return re.sub(DASH, "-", text.strip())


def _claim(draft: Draft, match: re.Match[str], values: dict[str, str]) -> dict[str, str]:
    for group, (label, _) in enumerate(values.items(), start=1):
        draft.claim(label, *match.span(group))
    return values


def _take(
    draft: Draft, label: str, pattern: re.Pattern[str], start: int, found: dict[str, str], *, group_only: bool = False
) -> None:
    """Claim the first match whose number can be read; words and ordinals are put on record as a change."""
    for match in pattern.finditer(draft.view, start):
        index, printed = next((i, group) for i, group in enumerate(match.groups(), start=1) if group)
        as_printed = re.search(rf"{DASH}\d|/\d|^[A-Z]+-?\d", printed)
        value = _range(printed) if as_printed else number_from(printed)
        if value is None or (label == "volume" and re.fullmatch(r"(?:1[5-9]|20)\d\d", value)):
            continue
        draft.claim(label, *(match.span(index) if group_only else match.span()))
        if not printed.isdigit() and not as_printed:
            draft.mend("number in words", label, *match.span(), value)
        found[label] = value
        return


def edition(draft: Draft, start: int) -> str | None:
    """Claim an edition or a print behind ``start``."""
    if not (match := EDITION.search(draft.view, start)):
        return _print(draft, start)
    draft.claim("edition", *match.span())
    return re.sub(
        r",?\s(?:(?:and|&|revised|updated|enlarged|expanded|corrected|international)\b.*|edition|edn?\b\.?)$",
        "",
        match[1] or match[2],
        flags=re.IGNORECASE,
    ).capitalize()


def _print(draft: Draft, start: int) -> str | None:
    """Claim a print; a reprint has no number."""
    lower = draft.view.lower()
    if not any(sign in lower for sign in PRINT_SIGNS) or not (match := PRINT.search(draft.view, start)):
        return None
    draft.claim("edition", *match.span())
    number = match[1] or match[2]
    return number.capitalize() if number else None
