"""Undo what printing did to the line as a whole: odd spaces, control characters, words run together."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from companion.references.parsing.draft import TAKEN, Draft
from companion.references.parsing.glue import places as glue_places
from companion.references.parsing.letters import plain_mark
from companion.references.parsing.lexicon import MONTHS, PERSIAN_MONTHS, SEASONS

NUMBERED = frozenset("no nos vol vols iss issue volume number part pp chapter ch report paper series".split())
VENUE = frozenset(
    "affairs studies survey review quarterly journal politics relations policy security bulletin "
    "dialogue research conflict "
    "science history law economics development society".split()
)
"""Last words of journals' names, behind which a number is the volume; no site or body is called so with a number."""
LONGEST_WORD = 60
NOTHING = "\x1e"
"""Stands for an invisible character until it is passed over."""
ODD = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff]+|[\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"
)
CLOSING = re.compile(r"(?<=[\w,.?!…])“(?=[\s.,;:)]|$)")
STRAY = re.compile(r"[,;:]\s?[,;:]+|,\s?\.(?=\s|$)")
LETTER_DIGIT = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,})(?=\d)")
DIGIT_LETTER = re.compile(r"(?<![\w-])((?:1[6-9]|20)\d\d)(?=(?!s\b)[^\W\d_]{2,})")
HOST = re.compile(r"(?:[\w-]+\.)+(?:com|org|net|edu|gov|info|int|eu|io|[a-z]{2})", re.IGNORECASE)
"""A site's name."""
_L = r"[^\W\d_]"
TIGHT_MARK = re.compile(
    rf"[.,;:?!)\]](?=\w)(?:(?<={_L}{_L}.)(?={_L})|(?<=\d[;,])(?={_L})|(?<=[)\]])(?=\d)|(?<=\d\d\d\d[)\]])(?={_L}{_L})|"
    # A year, and a mark behind a stray space.
    rf"(?<={_L}{_L}[.,;])(?=(?:1[345]|1[89]|20)\d\d[.,;:]\s?[^\W\d])|(?<=[.,;\s]\d\d\d\d[.:])(?={_L}{_L})|"
    rf"(?<={_L}{_L}\s[:;,])(?={_L})|(?<={_L}{_L}\s\.)(?=[A-Z][a-z]))"
)
NUMBER_WORD = re.compile(r"(?:Vol(?:ume)?|No|Nr|Number|Iss(?:ue)?)\b\.?[\s,]{0,2}\d")
"""``StudiesVol. 4``, ``PaperNo. 9``, where letters or a digit stand before it."""
PAGE_MARK = re.compile(r"pp?\.?\s?\d{1,4}\s?[-–]")
"""``winterp51-73``, where the name of a month or a season stands before it."""
APART = re.compile(
    r"\b(?:(?:with|through)( )out|an( )other|how( )ever|there( )fore|where( )as|mean( )while)\b", re.IGNORECASE
)
"""Words of grammar that print parted in two."""
HALVES = (" out", " other", " ever", " fore", " as", " while")
TIGHT_AMPERSAND = re.compile(r"(?<=[.\w])&(?=\w)")


def characters(draft: Draft) -> None:
    """Exchange control and invisible characters, tabs and unusual spaces for plain spaces."""
    for match in ODD.finditer(draft.text):
        kind = "unusual space" if match[0].isspace() and not match[0][0] < " " else "control character"
        draft.mend(kind, None, *match.span(), " " * len(match[0]))
    draft.exchange(_plain)
    if "“" in draft.text:
        # An opening quotation mark that closes: 'Tides,“ in Rivers'.
        draft.put({match.start(): "”" for match in CLOSING.finditer(draft.text)})
    if NOTHING in draft.text or "  " in draft.text:
        draft.pass_over(lambda before, char: char == NOTHING or (char == " " and before == " "))


@cache
def _plain(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cf" and char != "\u200c":  # which Persian writes inside a word
        return NOTHING
    if char in {TAKEN, NOTHING} or char.isspace() or category in {"Cc", "Zs", "Zl", "Zp", "Cs", "Co"}:
        return " "
    return plain_mark(char)


def stray_marks(draft: Draft) -> None:
    """Put on record marks that follow another mark for no reason, and a bracket that nothing opened."""
    for match in STRAY.finditer(draft.text):
        draft.mend("stray mark", None, *match.span(), match[0].strip()[0])
    depth = 0
    for place, char in enumerate(draft.text):
        depth += (char == "(") - (char == ")")
        if depth < 0:
            draft.mend("stray mark", None, place, place + 1, "")
            depth = 0


def glue(draft: Draft, names_end: int = 0) -> None:
    """Part words that were run together; what a rule has claimed already (an address, a DOI) stays as it is.

    Before ``names_end`` only a capital inside a word parts it: a name need not be made of words.
    """
    view = draft.view
    places = {*_digits(view), *glue_places(view, names_end)}
    for place in sorted(places):
        start, end = _around(view, place)
        draft.mend("glued words", None, start, end, f"{view[start:place]} {view[place:end]}")
    marks = {match.end() for match in TIGHT_MARK.finditer(view) if not _dotted(view, match.start())}
    marks |= {place for match in TIGHT_AMPERSAND.finditer(view) for place in (match.start(), match.end())}
    for place in sorted(marks):
        draft.mend(
            "missing space", None, max(0, place - 1), min(len(view), place + 1), f"{view[place - 1]} {view[place]}"
        )
    draft.insert_spaces(places | marks)
    _apart(draft, names_end)


def _apart(draft: Draft, start: int) -> None:
    """Close the gap in a word that is parted."""
    if not any(half in draft.text for half in HALVES):
        return
    gaps: set[int] = set()
    for match in APART.finditer(draft.view, start):
        draft.mend("parted word", None, *match.span(), match[0].replace(" ", ""))
        gaps.add(match.start(match.lastindex or 0))
    draft.omit(gaps)


def _around(view: str, place: int) -> tuple[int, int]:
    start = end = place
    while start > max(0, place - LONGEST_WORD) and view[start - 1].isalnum():
        start -= 1
    while end < min(len(view), place + LONGEST_WORD) and view[end].isalnum():
        end += 1
    return start, end


def _dotted(view: str, place: int) -> bool:
    """Whether a mark belongs to what it joins: a site's name (Lenta.ru), a time, a contraction."""
    left = re.search(r"[\w.-]{0,60}$", view[max(0, place - 60) : place])
    right = re.match(r"[\w.-]{1,60}", view[place + 1 : place + 61])
    if view[place] == "." and left and right and HOST.fullmatch(f"{left[0]}.{right[0]}".rstrip(".")):
        return True
    tail = re.match(r"[a-z]{2,4}(?![\w'’])", view[place + 1 : place + 7])
    return (
        view[place] in ".:"
        and tail is not None
        and tail[0] in {"com", "org", "net", "ru", "ir", "edu", "gov", "info", "int", "eu", "uk", "io"}
    )


def _digits(view: str) -> set[int]:
    places = set()
    for match in LETTER_DIGIT.finditer(view):
        lower = match[1].lower()
        if lower in NUMBERED or lower in MONTHS or lower in PERSIAN_MONTHS or lower == "doi" or lower in VENUE:
            places.add(match.end())
    for match in NUMBER_WORD.finditer(view):
        if re.search(r"[a-z]{3}$|\d$", view[max(0, match.start() - 3) : match.start()]):
            places.add(match.start())
    for match in PAGE_MARK.finditer(view):
        word = re.search(r"[A-Za-z]{3,}$", view[max(0, match.start() - 12) : match.start()])
        if word and (word[0].lower() in SEASONS or word[0].lower() in MONTHS or word[0].lower() in PERSIAN_MONTHS):
            places.add(match.start())
    return places | {match.end() for match in DIGIT_LETTER.finditer(view)}
