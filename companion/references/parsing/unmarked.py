"""A title and what it appeared in that no mark parts, or only a colon."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from companion.references.parsing import lexicon as lex
from companion.references.parsing.boundary import imprint
from companion.references.parsing.segments import Segment, words_of

COLON = re.compile(r"^(?P<title>.{8,}):\s(?=(?P<rest>[^:]{5,70})$)")
"""``Theory after Hegemony: Politics Quarterly, Vol. 12``"""
TOWN = re.compile(rf"^(?P<title>.{{8,}}?)\s(?=(?P<rest>(?i:{'|'.join(sorted(lex.TOWNS))})\s?:\s.{{3,80}})$)")
"""``A Handbook of Policy Tehran: Sarv Publications``"""
RUN = re.compile(
    r"^(?P<title>.{12,}?[^\W\d_A-Z][\w’'-]*)\s(?=(?P<rest>[A-Z][\w’'-]*(?:\s(?:(?:of|and|the|for|on|in)\s){0,2}[A-Z][\w’'-]*){1,7})$)"
)
"""``the role of tribes in elections Geopolitics Quarterly, 4(2)``"""


def parted(parts: list[Segment], values: dict[str, Any]) -> list[Segment]:
    """Part the last of a title's segments where a serial or a town with its publisher begins inside it."""
    last = parts[-1]
    if len(last.text) > 400:
        return parts
    serial = "volume" in values or (values.get("number") and values.get("pages"))
    match = TOWN.match(last.text)
    if not match or not _press(match):
        match = next(
            (found for found in (COLON.match(last.text), RUN.match(last.text)) if found and _serial(found)), None
        )
        if not serial or not match:
            return parts
    begin = last.start + match.start("rest")
    title = replace(last, end=begin, text=match["title"].rstrip(" :"), after=".", follows=frozenset())
    return [
        *parts[:-1],
        replace(title, end=last.start + match.end("title")),
        replace(last, start=begin, text=match["rest"]),
    ]


def _press(match: re.Match[str]) -> bool:
    before = match["title"].split()[-1].lower()
    found = imprint(match["rest"])
    return before not in lex.FUNCTION_WORDS and found is not None and bool(_words(found["press"]) & lex.PRESS_WORDS)


def _serial(match: re.Match[str]) -> bool:
    words = match["rest"].split()
    small = [word for word in words if word[0].islower() and word not in lex.FUNCTION_WORDS]
    before = match["title"].split()[-1].lower()
    return not small and bool(_words(match["rest"]) & lex.JOURNAL_WORDS) and before not in lex.FUNCTION_WORDS


def _words(text: str) -> set[str]:
    return {word.lower() for word in words_of(text)}
