"""Where the title ends: every mark in the free text is weighed, and the heaviest ends it."""

from __future__ import annotations

import re
from typing import Any

from companion.references.parsing import lexicon as lex
from companion.references.parsing.draft import TAKEN
from companion.references.parsing.segments import Segment

PLACE = re.compile(
    r"^(?P<place>[^\W\d_][\w. ’'-]{1,30}(?:\s\([A-Z]{2}\)|,\s[A-Z]{2}|,\s\w+)?(?:,\s(?:USA|U\.S\.A\.|UK|\w+))?)\s?:\s(?P<press>\S.*)$"
)
"""A town, a colon, a publisher."""


def cut(parts: list[Segment], values: dict[str, Any]) -> int:
    """Return how many segments the title has: the split that scores best."""
    best, best_score = len(parts), TITLE_ALONE
    cost = 0.0
    for i in range(1, min(len(parts), 40)):
        if parts[i - 1].follows & HARD:
            # Nothing of a title stands behind these.
            best = i if best == len(parts) else best
            break
        if i > 1:
            cost += STOP_INSIDE.get(parts[i - 2].after, 0.0) + 0.6 * max(0.0, likeness(parts[i - 1]))
        score = BOUNDARY.get(parts[i - 1].after, 0.0) + likeness(parts[i]) + _position(parts, i, values) - cost
        if score > best_score + 1e-9:
            best, best_score = i, score
    return best


HARD = frozenset("url doi genre accessed edition editors translators responsibility isbn".split())
TITLE_ALONE = 0.6
"""What a boundary must be worth before the title is believed to end there."""
BOUNDARY = {":": -1.5, "”": 3.0, ".": 1.6, ";": 1.2, TAKEN: 0.7, ",": 0.3, "?": -0.4}
"""How readily a title ends at each mark."""
STOP_INSIDE = {"”": 2.5, ".": 0.8, ";": 0.2, TAKEN: 0.4}
"""What it costs a title to run over each mark."""


FOLLOWS = {"volume": 0.8, "number": 0.2, "pages": 0.2, "date": 0.2}
"""What it is worth to a container that this stands behind it."""


def likeness(part: Segment) -> float:
    """How much a segment looks like a journal, a body, a publisher or a site."""
    words = part.words
    if not words:
        return -3.0
    score = _case(words)
    telling = part.telling
    if telling & (lex.BODY_WORDS | lex.PRESS_WORDS):
        score += 1.3
    if telling & (lex.JOURNAL_WORDS | lex.WORK_WORDS):
        score += 1.0
    if len(words) > 9:
        score -= 0.25 * (len(words) - 9)
    if part.lower & lex.VERBS:
        score -= 2.0
    if part.lower & TITLE_PREPOSITIONS and words[0].lower() not in lex.JOURNAL_WORDS:
        score -= 0.6
    if PLACE.match(part.text) and _case(words) > 0.2:
        score += 1.5
    if part.text[:1] in "([" or part.after == "?":
        score -= 2.0
    return score


TITLE_PREPOSITIONS = frozenset("in on after before towards toward against from to with under between".split())
"""Frequent in titles, rare in the names of journals and bodies."""


def _case(words: list[str]) -> float:
    """Names have capitals; a lower-case beginning is the title going on."""
    if "." in words[0] and len(words) == 1:
        return 0.4  # a site's own name: lenta.ru
    if words[0][0].islower() and words[0].lower() not in lex.PARTICLES:
        return -2.5
    if not any(char.isupper() or char.islower() for char in words[0]):
        return 0.3 if words[0][0].isalpha() else -0.4
    long = [word for word in words if len(word) > 3 or word[0].isupper()]
    share = sum(word[0].isupper() or word[0].isdigit() for word in long) / max(1, len(long))
    return 0.8 * share - 0.4


def _position(parts: list[Segment], i: int, values: dict[str, Any]) -> float:
    """A container stands before its volume, and near the end; a title is seldom one or two words."""
    score = max((FOLLOWS.get(label, 0.0) for label in parts[i].follows), default=0.0)
    if "volume" in values and not any("volume" in part.follows for part in parts[i:]):
        score -= 1.0
    if "boilerplate" in parts[i - 1].follows:
        score += 0.6
    title_words = sum(len(part.words) for part in parts[:i])
    if title_words < 3 and parts[i - 1].after not in {"”", "."}:
        score -= 1.2 if title_words < 2 else 0.4
    return score - 0.2 * max(0, len(parts) - i - 3)
