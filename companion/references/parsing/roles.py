"""Editors and translators who stand inside a reference, and the word that opens the name of a collection."""

from __future__ import annotations

import re
from typing import Any

from companion.references.parsing import people
from companion.references.parsing.draft import TAKEN, Draft
from companion.references.parsing.letters import (
    AND,
    CAP,
    FAMILY,
    GIVEN,
    INITIALS,
    INVERTED,
    ONE_FAMILY,
    SPOKEN,
    UP,
    WORD,
)

_SHORT = rf"[{UP}]{{1,2}}\s{FAMILY}"
_NAME = rf"(?:{INVERTED}|{SPOKEN}|{_SHORT}|{FAMILY}\s(?:[{UP}]{{1,3}}\b|(?:[{UP}]\.\s?){{1,3}}))"
NAMES = rf"{_NAME}(?:(?:,\s|;\s|\s?/\s?|,?\s{AND}\s){_NAME}){{0,7}}(?:,?\set\sal\.?)?"
_SAID = rf"(?:{SPOKEN}|{_SHORT}|{WORD})"
JOINED = rf"{_SAID}(?:(?:,\s{_SAID}){{0,6}},?\s{AND}\s{_SAID}|(?:\s/\s{_SAID}){{1,4}})?(?:,?\set\sal\.?)?"
"""Names that end where no 'and' follows: behind a comma stands the publisher."""
TURNED = (
    rf"{ONE_FAMILY},\s{GIVEN}(?:(?:;|,?\s{AND})\s{INVERTED})*(?=\s?[.;)])|{ONE_FAMILY},\s{GIVEN}(?:(?:;|,?\s{AND})\s{INVERTED})+(?=,)|"
    rf"{ONE_FAMILY},\s{GIVEN}(?=,\s{CAP})"
)
"""Names with the family's first: ``translated by: Moss, Dan and Vale Moor, Ann.``"""
EFFORT = (
    r"(?:[Bb]y|[Ww]ith|[Tt]hrough)\s(?:the\s)?efforts?\sof|[Uu]nder\sthe\s(?:supervision|direction|guidance|editorship)\sof|"
    r"[Cc]ompiled\s(?:and\sedited\s)?by|[Cc]ollected\s(?:and\sedited\s)?by|[Cc]ollector(?=\s?:)"
)
"""How other languages say 'edited by', word for word."""
TRANSLATED = (
    r"(?:[Tt]rans(?:lated|l?\.?)|[Rr]endered)(?:\sand\sannotated)?(?:\s(?:from|into|to)\s(?:the\s)?(?:[A-Z]\w+\s?){1,2}){0,2}\s?\bby|"
    r"(?:[A-Z][a-z]+\s)?[Tt]ranslation\s(?:by|of(?=\s[A-Z][\w'’-]+\s[A-Z]))|[Tt]ranslat(?:ors?|ion)(?=\s?:)|[Tt]ranslators?|[Tt]rans\.?(?=\s?:)|[Tt]rans\.|[Tt]r\.(?:\sby)?"
)
"""``translated from the Russian by``; ``translation of`` is said for it, word for word, before a translator's name."""
EDITOR_WORD = r"(?:Eds?\.\s&\sTrans|Eds?|eds?|EDS?|Editors?|editors?|Hrsg|Hg|dirs?|éds?|coords?|comps?|ред)\b\.?"
COLLECTION = (
    r"(?i:(?:(?:a|the)\s)?(?:(?:edited\s)?(?:collection|set)\s(?:of\s(?:the\s)?)?(?:articles|essays|papers|works)"
    r"(?:\s(?:of|from)(?:\sthe)?(?:\s(?:conference|congress|seminar|symposium))?)?|(?:articles|papers)\scollection|"
    r"(?:edited\s)?(?:book|volume))(?:\s(?:entitled|titled|called|named))?)\s?:?\s?(?=[“\"'‘«A-Z])"
)
"""``In the collection of articles "Tides"``: what the collection is, before its title."""
IN = re.compile(
    rf"(?:(?<=[.,;:?!”\"’»)\]])|(?<=\x1f))\s*(?:\b(?:In|in|En|en|Dans|dans)\b\s?:?\s)(?=[“\"'‘«\x1f]|{CAP}|(?:van|von|de|del|di|da)\s|{COLLECTION})"
)
"""Opens the name of a collection, where a mark stands before it."""
NAMED = re.compile(
    rf"(?P<names>{NAMES})(?:,?\s?[(\[]\s?{EDITOR_WORD}\s?[)\]]|,?\s{EDITOR_WORD}(?=[\s,:])(?!\s?(?:by|von)\b|\s{INITIALS}\s?{ONE_FAMILY}))\s?[.,:]*\s?"
)
TITLE_AND_EDITOR = re.compile(rf"(?!{INITIALS}|{FAMILY},\s{INITIALS})[^,]+(?:,[^,]+)*,\s{INITIALS}\s?{FAMILY}$")
"""``Computers and You, J. S. Brake``: what stands before the last name is the collection's title."""
LOOSE = re.compile(
    rf"(?P<names>[^\x1f?“”\"]{{3,200}}?),?\s*[(\[]\s?{EDITOR_WORD}\s?[)\]]\s?[.,:]*\s?|(?P<names2>[^\x1f?(“”\"]{{3,120}}?),\s(?:[Ee]ds?|editors?)\b\.?,?\s(?!by\b|{INITIALS}\s?{ONE_FAMILY})"
)
BY = re.compile(
    rf"(?:(?<=[.,;:?!”\"’»)\]/(])(?<![Rr]ev\.)(?<!exp\.)|(?<=\x1f))\s*(?P<role>[Ee]dited\sand\stranslated\sby|[Tt]ranslated\sand\sedited\sby|[Ee]dited\sby|"
    rf"{TRANSLATED}|[Ee]ditors?(?=\s?:)|{EFFORT}|[Ee]ds?\.?\sby|[Ee]ds?\.\sand\strans\.|[Ee]ds?\.|"
    rf"[Hh]rsg\.\svon|[Hh]erausgegeben\svon|[Üü]bers(?:etzt|\.)?\svon|[Aa]us\sdem\s\w+\s(?:übersetzt\s)?von|"
    rf"[Tt]raduit\s(?:de\sl[’'\s]\w+\s|du\s\w+\s|par\s)?(?:par\s)?|[Tt]rad(?:ucción|\.)\sde|[Tt]raducido\s(?:del\s\w+\s)?por|sous\sla\sdirection\sde|"
    rf"[Пп]од\sред\.|[Пп]ер\.\sс\s\w+\.|ترجمه|ترجمة|به\sکوشش|تحقیق|تحرير)\s?:?\s?(?:(?:Dr|Prof|Professor)\b\.?\s?)?(?P<names>{TURNED}|{JOINED})"
)
BEHIND = re.compile(
    rf",\s(?P<names>{INITIALS}\s?{FAMILY}(?:,?\s{AND}\s{INITIALS}\s?{FAMILY})?),"
    r"\s(?P<word>[Ee]ds?|[Tt]rans)\.(?=[,.\s])"
)
"""``Acoustics of Estuaries, vol. 2, J. Moss, Ed.,``"""
BRACKETED = re.compile(
    r"[(\[](?P<names>[^()\[\]\d]{3,120}?),\s?(?P<word>(?:[Tt]rans(?:lators?)?|[Tt]r|[Ee]ds?|[Ee]ditors?)\b)\.?[^()\[\]]{0,80}[)\]]"
)
"""``(L. Moore & P. Dunn, Trans.)``"""
RESPONSIBLE = re.compile(rf"\s/\s(?={CAP})(?P<names>[^/\x1f–—]{{3,150}}?)(?=\s?\x1f|\s//|\.?\s[–—]\s|\.\s[–—]|$)")
"""What GOST puts behind a slash: the authors again."""
ORIGINAL = re.compile(r"\(?\b(?:Original\s(?:work\s)?published|First\spublished)(?:\sin)?\s\d{4}\)?\.?", re.IGNORECASE)
HINT = re.compile(
    r"\bpp?\.\s?\d|\bpages?\s\d|\x1f|\b[Ee]dited\sby|\bed\.|\b(?:Proc|Proceedings|Handbook|Encyclopedia|Conference)\b|\bS\.\s\d"
)

EDITED = re.compile(r"[^.;\x1f“”]{3,120}?,\s(?:[Ee]dited\sby|[Ee]ds?\.\s(?:by\s)?[A-Z])")
"""``in Rivers and Tides, edited by``: the name of a collection up to its editor."""


def take(draft: Draft, start: int, values: dict[str, Any]) -> int | None:
    """Claim editors and translators behind ``start``; return where a collection's title begins, if one does."""
    if original := ORIGINAL.search(draft.view, start):
        draft.claim("boilerplate", *original.span())
    book = _collection(draft, start, values)
    for pattern in (BRACKETED, BEHIND, BY):
        for match in list(pattern.finditer(draft.view, start))[:4]:
            _claim(draft, match, values)
    if (again := RESPONSIBLE.search(draft.view, start)) and (
        values.get("slashes") or re.search(r"\s[–—]\s", draft.view)
    ):
        draft.claim("responsibility", *again.span())
    return book


def _claim(draft: Draft, match: re.Match[str], values: dict[str, Any]) -> None:
    groups = match.groupdict()
    word = (groups.get("role") or groups.get("word") or "").lower()
    named = people.read(match["names"])
    translated = re.search(r"trans|\btr\b|rendered|übers|aus dem|trad|пер\.|ترجم", word) is not None
    edited = not translated or "edited" in word or re.match(r"eds?\. and", word) is not None
    if translated:
        values.setdefault("translators", named)
    if edited:
        values.setdefault("edited_by", named)
    label = "translators" if translated else "editors"
    end = match.end()
    if draft.view[end : end + 2] == ".)":
        end += 1
    if draft.view[max(0, match.start() - 1)] == "(" and draft.view[end : end + 1] == ")":
        draft.claim(label, match.start() - 1, match.start())
        end += 1
    draft.claim(label, match.start(), end)


def _collection(draft: Draft, start: int, values: dict[str, Any]) -> int | None:
    """Claim 'In A. Editor (Ed.),' and return where the collection's title begins."""
    for match in IN.finditer(draft.view, start):
        before = draft.view[start : match.start()].strip(" .,;:" + TAKEN)
        rest = draft.view[match.end() : match.end() + 400]
        names = NAMED.match(rest) or _loose(rest)
        if names and TITLE_AND_EDITOR.match(_said(names)):
            names = None
        if not before and names:
            # 'In Russett, B. Ed, “Peace …': the editor stands where the title begins.
            draft.claim("editors", match.start(), match.end() + names.end())
            draft.mend("editor in the title", "authors", match.start(), match.end() + names.end(), "")
            values["edited_by"] = people.read(_said(names))
            continue
        said = re.match(COLLECTION, rest)
        if before and (names or said or _is_told(draft.view, match, rest)):
            break
    else:
        return None
    end = match.end() + (said.end() if said else 0)
    draft.claim("marker", match.start(), end)
    if names:
        text = _said(names)
        draft.claim("editors", end, end + names.end())
        values["edited_by"] = people.read(text)
        end += names.end()
    return end


def _said(match: re.Match[str]) -> str:
    return next((text for name, text in match.groupdict().items() if name.startswith("names") and text), "")


def _loose(rest: str) -> re.Match[str] | None:
    match = LOOSE.match(rest)
    words = re.findall(r"[^\W\d_][\w'’-]*", match["names"] or match["names2"]) if match else []
    small = [word for word in words if word[0].islower() and word.lower() not in people.PARTICLES | {"and", "et", "al"}]
    return match if words and not small else None


def _is_told(view: str, match: re.Match[str], rest: str) -> bool:
    """Whether 'in' without an editor opens a collection: behind a quotation mark, with a colon, or before its pages."""
    quoted = view[: match.start()].rstrip()[-1:] in {"”", '"', "’", "»"} or view[match.start() - 2 : match.start()] in {
        ",”",
        ".”",
    }
    capital = match[0].strip()[0].isupper()
    stopped = view[: match.start()].rstrip()[-1:] not in {"?", "!", ":"}
    if EDITED.match(rest) and stopped:
        return True
    return quoted or ":" in match[0] or (HINT.search(rest) is not None and stopped and (capital or "Proc" in rest[:12]))
