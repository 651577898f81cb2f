"""Letters and the shapes of names, in any script that has capitals and in those that have none."""

from __future__ import annotations

import unicodedata

from companion.references.parsing.lexicon import PARTICLES

_CASED = range(0x41, 0x587)
UP = "".join(char for char in map(chr, _CASED) if char.isupper())
"""Capitals of the Latin, Greek, Cyrillic and Armenian alphabets."""
NO_CASE = "\u0590-\u08ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af"
"""Hebrew, Arabic and the scripts of East Asia, where any letter may open a name."""
CJK = "\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af"
CAP = f"[{UP}{NO_CASE}]"
PARTICLE = f"(?:{'|'.join(sorted(PARTICLES - {'e', 'y'}, key=len, reverse=True))})"
WORD = rf"(?:[dDLO][’'])?{CAP}[\w’'`\u200c-]*"
"""One word of a name."""
INITIALS = rf"(?:[{UP}][^\W\d_A-Z]?\.(?:\s?-?))(?:-?[{UP}][^\W\d_A-Z]?\.\s?){{0,3}}"
"""``J.``, ``J. K.``, ``Y.-H.``, ``Yu. A.``"""
FAMILY = rf"(?:{PARTICLE}\s){{0,3}}{WORD}(?:\s(?:{PARTICLE}\s)?{WORD}){{0,2}}"
ONE_FAMILY = rf"(?:{PARTICLE}\s){{0,3}}{WORD}"
GIVEN = rf"{CAP}[\w’'\u200c-]*(?:\s(?:{INITIALS}|{PARTICLE}\b|{WORD})){{0,3}}"
INVERTED = rf"{FAMILY},\s(?:{INITIALS}|{GIVEN})"
SPOKEN = rf"(?:{INITIALS}\s?|{WORD}\s)(?:(?:{INITIALS}|{PARTICLE}|{WORD})\s){{0,3}}{WORD}"
AND = r"(?:and|&|und|et|y|e|и|و|with)"

MARKS = {"،": ",", "؛": ";", "，": ",", "。": ".", "：": ":", "；": ";", "（": "(", "）": ")", "［": "[", "］": "]"}
"""Marks of other scripts → what the rules read in their place."""


def plain_mark(char: str) -> str:
    """Return the mark or digit that the rules read for one of another script, or the character itself.

    >>> plain_mark("۵"), plain_mark("،"), plain_mark("a")
    ('5', ',', 'a')
    """
    if char.isdecimal() and char > "\x7f":
        return str(unicodedata.decimal(char))
    return MARKS.get(char, char)
