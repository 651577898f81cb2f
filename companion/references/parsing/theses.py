"""A thesis: the words that say so, and who supervised it, which no field records."""

from __future__ import annotations

import re
from typing import Any

from companion.references.parsing.draft import Draft
from companion.references.parsing.letters import CAP, INITIALS, SPOKEN

_DEGREE = (
    r"(?:ph\.?\s?d\.?|doctoral|doctorate|master(?:[’']?s)?(?:\sdegree)?|bachelor[’']?s?|m\.?\s?a\.?|m\.?\s?sc?\.?|m\.?\s?phil\.?|"
    r"d\.?phil\.?|candidate(?:[’']?s)?|postgraduate|graduate|diploma)"
)
_WORK = r"(?:thesis|dissertation|diss\.)"
_SUBJECT = r"(?:\s(?:in|on|of|for|submitted\sto)\s[^.,;:()\[\]\x1f“”\"\d]{3,70}?(?=[.,;)\]]|\s?\x1f|$))?"
SAID = re.compile(
    rf"[\[(]?(?:\b(?:(?:unpublished\s)?{_DEGREE}\s{_WORK}(?:\s(?:in|of)\s(?!the\b)(?!\w+\sUniversity|University)[^.,;:()\[\]\x1f\d]{{3,60}}?(?=[.,;)\]]))?|"
    rf"(?:thesis|dissertation)\s(?:of\s(?:the\s)?candidate|(?:submitted\s)?(?:for|to)\s(?:[\w’']+\s){{0,5}}degree|abstract)\b{_SUBJECT}|candidate\sof\s[\w\s]{{3,40}}?\s{_WORK}|"
    r"diss\.(?=,?\s[A-ZÄÖÜ])|th[eè]se\sde\sdoctorat|tesis\s(?:doctoral|de\s\w+)|дис\.\s?…?[^\x1f–—]{0,30}наук|پایان‌?\s?نامه(?:\s\w+)?|رساله\s\w+|"
    r"رسالة\s\w+)|(?<=\[)(?:dissertation|master[’']s\sthesis)(?=\])|(?<=[.,;]\s)(?:unpublished\s)?(?:thesis|dissertation)(?=[.,;]\s))"
    r"[,:\])]{0,2}\.?\s?(?=[\w,.;\])(–—\x1f]|$)",
    re.IGNORECASE,
)
SIGNS = ("thes", "diss", "tesis", "thès", "дис.", "پایان", "رسال")
"""One of these stands in every such phrase: most lines are passed over at once."""
SUPERVISED = re.compile(
    rf"(?i:\b(?:supervis(?:ors?|ed\sby|ion)|advis(?:ors?|ers?|ed\sby)|under\sthe\s(?:supervision|guidance)\sof|guided\sby)\b\s?:?\s*"
    rf"(?:(?:Dr|Prof|Professor)\b\.?\s?)?)(?:{SPOKEN}|{INITIALS}\s?{CAP}\w+)(?:\s(?:and|&)\s(?:(?:Dr|Prof)\.?\s?)?{SPOKEN})?"
)


def take(draft: Draft, start: int, values: dict[str, Any]) -> None:
    """Claim the words that say of a work that it is a thesis, and its supervisor."""
    lower = draft.view.lower()
    match = SAID.search(draft.view, start) if any(sign in lower for sign in SIGNS) else None
    if not match:
        return
    draft.claim("boilerplate", *match.span())
    values |= {"type": "thesis"}
    end = match.start()
    if supervised := SUPERVISED.search(draft.view, start):
        draft.claim("supervisor", *supervised.span())
        end = min(end, supervised.start())
    values.setdefault("title_end", end)
