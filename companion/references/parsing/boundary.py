"""Where the title ends: every mark in the free text is weighed, and the heaviest ends it.

A sum of signs that is greatest at one of the cuts is a linear model such as ParsCit's conditional random field
(Councill, Giles and Kan 2008) and AnyStyle's train from labelled lines; here each sign has a name and a weight that can
be read.
"""

from __future__ import annotations

import re
from typing import Any

from companion.references.parsing import lexicon as lex
from companion.references.parsing.draft import TAKEN
from companion.references.parsing.segments import Segment

PLACE = re.compile(
    r"^(?P<place>[^\W\d_][\w. ’'&-]{1,30}(?:\s\([A-Z]{2}\)|,\s[A-Z]{2}|,\s\w+)?(?:,\s(?:USA|U\.S\.A\.|UK|\w+))?)\s?:\s"
    r"(?P<press>\S.*)$"
)


def imprint(text: str) -> re.Match[str] | None:
    """Match a town, a colon and a publisher, but no title with its subtitle: 'Turkey and Iran: A New Page'."""
    match = PLACE.match(text)
    if not match:
        return None
    place, words = match["place"].lower(), match["press"].lower().split()
    if re.search(r"\s(?:of|in|on|to|for)\s", place):
        return None
    if {"journal", "quarterly", "review"} & set(words) and not lex.PRESS_WORDS & set(words):
        return None
    towns = re.split(r"\s(?:and|&)\s", place)
    if len(towns) > 1 and not lex.TOWNS.issuperset(towns):
        return None
    if words[0] in {"a", "an", "the"} and not lex.PRESS_WORDS & set(words):
        return (
            match
            if words[0] == "the" and towns[0] in lex.TOWNS and not {"of", *TITLE_PREPOSITIONS} & set(words)
            else None
        )
    return match


def cut(parts: list[Segment], values: dict[str, Any]) -> int:
    """Return how many segments the title has: the split that scores best."""
    best, best_score = len(parts), WEIGHTS["title alone"]
    cost = 0.0
    for i in range(1, min(len(parts), 40)):
        if parts[i - 1].follows & HARD:
            # Nothing of a title stands behind these.
            best = i if best == len(parts) else best
            break
        if i > 1:
            if parts[i - 1].text.lower() in lex.TOWNS and parts[i - 1].after != ",":
                cost += WEIGHTS["over a town"]
            cost += WEIGHTS.get(f"over {parts[i - 2].after}", 0.0) + WEIGHTS["over a likeness"] * max(
                0.0, likeness(parts[i - 1])
            )
        comma = WEIGHTS["comma among stops"] if values.get("stopped") and parts[i - 1].after == "," else 0.0
        score = (
            comma
            + _enumeration(parts, i)
            + WEIGHTS.get(f"ends at {parts[i - 1].after}", 0.0)
            + likeness(parts[i])
            + _position(parts, i)
            - cost
        )
        if score > best_score + 1e-9:
            best, best_score = i, score
    return best


HARD = frozenset("url doi genre accessed edition editors translators responsibility isbn".split())
WEIGHTS = {
    # What a boundary must be worth before the title is believed to end there.
    "title alone": 0.6,
    # How readily a title ends at each mark.
    "ends at ”": 3.0,
    "ends at .": 1.6,
    "ends at ;": 1.2,
    f"ends at {TAKEN}": 0.7,
    "ends at ,": 0.3,
    "ends at ?": -0.4,
    # Less for a comma where a full stop has ended the names: there it parts no title from a container.
    "comma among stops": -1.0,
    # What it costs a title to run over each mark, and over what looks like a container.
    "over .": 0.8,
    "over a likeness": 0.6,
    "over a town": 1.0,
    # What it is worth to a container that this stands behind it, or that words of a web page stand before it.
    # What it costs to end a title inside an enumeration: 'Kabul, Delhi, and the Corridor'.
    "inside a list": -1.5,
    "before volume": 0.8,
    "before number": 0.2,
    "before pages": 0.2,
    "before date": 0.2,
    "behind boilerplate": 0.6,
    # Signs of a container in its words.
    "body or press": 1.3,
    "journal or report": 1.0,
    "town and press": 1.5,
    "town": 1.0,
    "conference": 2.5,
    "capitals": 0.8,
    "no capitals": -0.4,
    "begins small": -2.5,
    "preposition": -0.6,
}
"""What each sign weighs.

Set by hand on the printed list, then tried: ``python benchmarks/calibrate.py`` halves and doubles each of them, and
leaves it out, over every line of the development sets. What it finds is in ``benchmarks/calibrate.md``.
"""


def likeness(part: Segment) -> float:
    """How much a segment looks like a journal, a body, a publisher or a site."""
    words = part.words
    if not words:
        return -3.0
    score = _case(words)
    telling = part.telling
    if telling & (lex.BODY_WORDS | lex.PRESS_WORDS):
        score += WEIGHTS["body or press"]
    if telling & (lex.JOURNAL_WORDS | lex.WORK_WORDS | SITES) and not _voice(part, telling):
        score += WEIGHTS["journal or report"]
    if part.lower & TITLE_PREPOSITIONS and words[0].lower() not in lex.JOURNAL_WORDS - VOICES:
        score += WEIGHTS["preposition"]
    if imprint(part.text) and _case(words) > 0.2:
        score += WEIGHTS["town and press"]
    if part.text.lower() in lex.TOWNS:
        score += WEIGHTS["town"]
    if lex.CONFERENCE.match(part.text):
        score += WEIGHTS["conference"]
    return score


SITES = frozenset("website site portal".split())
VOICES = frozenset("notes comments letters memos papers".split())
"""Words of journals that a title also begins with: 'Notes from the Pass'."""
TELLING = lex.BODY_WORDS | lex.PRESS_WORDS | lex.JOURNAL_WORDS | lex.WORK_WORDS
TITLE_PREPOSITIONS = frozenset("in on after before towards toward against from to with under between".split())
"""Frequent in titles, rare in the names of journals and bodies."""


def _voice(part: Segment, telling: set[str]) -> bool:
    """'Notes from Termez' has no word of a journal but the one that it begins with, and goes on as titles do."""
    words = [word.lower() for word in part.words[:2]]
    return words[0] in VOICES and words[-1] in TITLE_PREPOSITIONS and not telling & (TELLING - VOICES)


def _case(words: list[str]) -> float:
    """Names have capitals; a lower-case beginning is the title going on."""
    if len(words) == 1 and ("." in words[0] or words[0].lower() in lex.ARCHIVES):
        return 0.4  # a site's own name: lenta.ru
    if words[0][0].islower() and words[0].lower() not in lex.PARTICLES:
        return WEIGHTS["begins small"]
    if not any(char.isupper() or char.islower() for char in words[0]):
        return 0.3 if words[0][0].isalpha() else -0.4
    long = [word for word in words if len(word) > 3 or word[0].isupper()]
    share = sum(word[0].isupper() or word[0].isdigit() for word in long) / max(1, len(long))
    return WEIGHTS["capitals"] * share + WEIGHTS["no capitals"]


def _enumeration(parts: list[Segment], i: int) -> float:
    """Behind 'A, B' an 'and' goes on with the title, and so does 'B and C' that names nothing a work appears in."""
    if parts[i - 1].after != ",":
        return 0.0
    listed = parts[i].after == "," and i + 1 < len(parts) and parts[i + 1].text.startswith(("and ", "or ", "& "))
    pair = i > 1 or "between " in f"{parts[0].text.lower()} "
    last = pair and re.match(r"\w+\sand\s\w+", parts[i].text) and not parts[i].telling & TELLING and len(parts) > i + 1
    return WEIGHTS["inside a list"] if listed or last else 0.0


def _position(parts: list[Segment], i: int) -> float:
    """A container stands before its volume, and behind words that a web page puts before it."""
    score = max((WEIGHTS.get(f"before {label}", 0.0) for label in parts[i].follows), default=0.0)
    return score + (WEIGHTS["behind boilerplate"] if "boilerplate" in parts[i - 1].follows else 0.0)
