"""The head of a reference: its number in a list, the names it opens with, and the year beside them."""

from __future__ import annotations

import re
from typing import Any

from companion.references.parsing import dates, people
from companion.references.parsing.draft import Draft
from companion.references.parsing.letters import AND, CAP, CJK, FAMILY, INITIALS, INVERTED, ONE_FAMILY, SPOKEN, UP, WORD
from companion.references.parsing.lexicon import BODY_SIGNS, FUNCTION_WORDS

LIST_NUMBER = re.compile(
    rf"\s*(?:\[\s?\d{{1,4}}\s?\]|\(\d{{1,3}}\)|\d{{1,3}}[.)]|[•·●▪*])\s+(?=\S)|\s*\d{{1,3}}\s(?={FAMILY},\s?[{UP}]\.)|\s*\[\d{{1,4}}\](?=\S)"
)
OPENING_QUOTE = re.compile(r"\s*[“\"‘'«„]")
CASE = re.compile(rf"\s*(?:[{UP}][\w.&’'-]*\s(?:[\w.&’'-]+\s){{0,7}})(?:vs?\.?)\s(?=[{UP}])")
"""``Marlow v. Quayside Ltd``: the parties of a case."""
NO_DATE = re.compile(r"[(\[]\s?(?:n\.\s?d\.?|s\.\s?[fd]\.|o\.\s?J\.|б\.\s?г\.|بی‌تا)\s?[)\]]", re.IGNORECASE)
NAME_END = re.compile(r"(?<![\s.][^\W\d_])(?<!^[^\W\d_])(?<!\bal)\.\s|[.,]\s?(?=[“\"])")
LONGEST = 600
"""Characters within which the names of a reference end."""

_FAMILY_FIRST = rf"{ONE_FAMILY}(?:\s{WORD})?\s[{UP}]{{1,3}}\b(?!\.\s?[{UP}]\.)"
_CLOSED_INITIALS = rf"(?>[{UP}][^\W\d_{UP}]?\.(?:\s?-?[{UP}][^\W\d_{UP}]?\.){{0,3}})"
_ET_AL = r"(?:,?\s(?:et\sal\.?|и\sдр\.|и\sдругие))?"
_ROLE = r"(?:\s?[,(]\s?(?:Hrsg|Hg|[Ee]ds?|editors?|dirs?|coords?)\b\.?\s?\)?)?"
_STOP = r"(?=[.,:;]\s|\s[(“\"«‘])"
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # Ekström LM, Rao P.
        rf"{_FAMILY_FIRST}(?:,\s{_FAMILY_FIRST})*{_ET_AL}(?:,\s(?:editors?|eds?))?(?=[.:]\s)",
        # Громов А. В., Орлова Т. И. / Graf L., Moy W.
        rf"{ONE_FAMILY}\s{_CLOSED_INITIALS}(?:,\s{ONE_FAMILY}\s{_CLOSED_INITIALS})*{_ET_AL}(?=\s)(?!\s{WORD}(?:,|\s(?:and|&)\s|\s\())",
        # A. Ekman, B. Perl, and N. Rosa,
        rf"{INITIALS}\s?{FAMILY}(?:,\s{INITIALS}\s?{FAMILY})*(?:,?\s{AND}\s{INITIALS}\s?{FAMILY})?{_ET_AL}{_ROLE}(?=[,.:]\s)",
        # L Castell, ‘
        rf"[{UP}]{{1,2}}\s{FAMILY}(?:,\s[{UP}]{{1,2}}\s{FAMILY})*(?:\s{AND}\s[{UP}]{{1,2}}\s{FAMILY})?(?=,\s[‘“])",
        # Brandt, Uwe: / Maier, Otto / Lenz, Karin (Hrsg.): / Osei, K., Lund, P.:
        rf"{INVERTED}(?:(?:\s?[/;]\s?|,?\s{AND}\s){INVERTED})*{_ROLE}(?=:\s)",
        rf"{FAMILY},\s{INITIALS}(?:,\s?{FAMILY},\s{INITIALS})*{_ROLE}(?=:\s)",
        # Norris, Frank L. Avalanche … / Brewer, Alan, et al. The …
        rf"{FAMILY},\s{WORD}(?:\s{WORD})?\s{_CLOSED_INITIALS}(?=\s{CAP}|\s[“\"])",
        rf"{INVERTED},?\set\sal\.(?=\s)",
        # Лебедева, Н. П. / Norris, F., and Moss, D.
        rf"{FAMILY},\s{_CLOSED_INITIALS}(?:(?:,|;)?\s(?:{AND}\s)?{FAMILY},\s{_CLOSED_INITIALS})*{_ET_AL}{_ROLE}(?=[\s,])(?!,?\s{AND}\s)",
    )
)
"""Shapes of names that end before a title, in the order tried."""
BEFORE_QUOTE = re.compile(r"[^“”\"«‘\d]{2,200}?(?:[.,:]\s?|\s)(?=[“\"«‘„])")
SPOKEN_LIST = re.compile(rf"{SPOKEN}(?:,\s{SPOKEN}){{0,8}},?\s{AND}\s{SPOKEN}(?=,\s)")
SPOKEN_ONE = re.compile(rf"{SPOKEN}{_ET_AL}(?=,\s)")
INVERTED_REST = re.compile(
    rf"(?:{WORD}|{INITIALS})(?:\s(?:{WORD}|{INITIALS})){{0,2}}(?:[.,:]\s?|\s(?:{AND})\s|\s?\()|{INITIALS}"
)
INVERTED_LIST = re.compile(rf"{INVERTED}(?:;\s{INVERTED})*(?:,?\s{AND}\s{INVERTED})?{_ROLE}(?=,\s)")
ARTICLE = re.compile(r"(?:The|An?|On|Of|Le|La|Les|El|Los|Las|Der|Die|Das|Il|Lo)\s")
"""Opens a title, and no given name."""
COLLABORATION = re.compile(r",?\s\([^()\d]{2,60}(?:Collaboration|Group|Consortium|Team)\)")
CJK_NAMES = re.compile(rf"[{CJK}]{{2,4}}(?:,\s?[{CJK}]{{2,4}})*(?=\.\s)")
GOES_ON = re.compile(rf"\.\s{WORD}(?:,\s|\s(?:and|&)\s)")
"""``Frank L. Norris, …``: what looked like initials behind a family name stands inside a name."""
BODY = re.compile(r"[^\d“”\"«‘:;()]{3,120}?(?=,\s[“‘«A-ZÀ-Ý])")


def opens_reference(line: str) -> bool:
    """Whether a line begins as references do: with a number, with names, or with names before a year."""
    if LIST_NUMBER.match(line):
        return True
    year = re.search(r"[(\[]?\b(?:1[3-9]|20)\d\d[a-z]?\b", line[:LONGEST])
    named = year is not None and "," in line[: year.start()] and _names_before(line[: year.start()].rstrip("(["))
    return named or block_end(line) > 0


def list_number(draft: Draft) -> None:
    """Leave out the number or the bullet that a list puts before its entry."""
    if match := LIST_NUMBER.match(draft.text):
        draft.leave_out("list number", match.end())


def take(draft: Draft, values: dict[str, Any]) -> int:
    """Claim names and year; return where the rest begins."""
    if OPENING_QUOTE.match(draft.text) or CASE.match(draft.text[:LONGEST]):
        return _year_anywhere(draft, values, 0)
    match, beside = dates.parenthesised_year(draft)
    if match and _names_before(draft.text[: match.start()]):
        if beside:
            values["when"] = dates.read(beside, match[1])
        return _beside(draft, values, match.start(), match, 0)
    if (none := NO_DATE.search(draft.view[:LONGEST])) and _names_before(draft.text[: none.start()]):
        draft.claim("year", *none.span())
        values["authors"], values["editors"] = people.take(draft, none.start())
        return _after(draft, none.end(), values)
    bare = dates.first_bare_year(draft)
    if bare and _only_names(draft.text[: bare.start()]) and _closes(draft.text, bare):
        return _beside(draft, values, bare.start(), bare, 1)
    end = block_end(draft.text)
    if end:
        values["authors"], values["editors"] = people.take(draft, end)
        values["stopped"] = draft.text[:end].rstrip().endswith(".")
    return _year_anywhere(draft, values, end)


def names_end(draft: Draft) -> int:
    """Guess where the names end, before anything is claimed: names are not words to be parted."""
    match, _ = dates.parenthesised_year(draft)
    match = match or dates.first_bare_year(draft)
    return match.start() if match and _names_before(draft.text[: match.start()]) else block_end(draft.text)


def _beside(draft: Draft, values: dict[str, Any], end: int, match: re.Match[str], group: int) -> int:
    values["year"] = match[1]
    draft.claim("year", *match.span(group))
    values["authors"], values["editors"] = people.take(draft, end)
    return _after(draft, match.end(), values)


def _year_anywhere(draft: Draft, values: dict[str, Any], start: int) -> int:
    """Take the year in brackets, else the last one printed, where names and year do not stand side by side."""
    match, _ = dates.parenthesised_year(draft)
    match = match or dates.last_bare_year(draft, start)
    if match:
        values["year"] = match[1]
        draft.claim("year", *match.span())
    return start


def _after(draft: Draft, end: int, values: dict[str, Any]) -> int:
    if match := people.EDITOR_HEAD.match(draft.view[end:]):
        draft.claim("role", end, end + match.end())
        draft.mend("editor in the title", "authors", end, end + match.end(), "")
        values["editors"] = True
        return end + match.end()
    return end


def _closes(text: str, match: re.Match[str]) -> bool:
    return text[match.end() : match.end() + 1] in {".", ",", ";", ":", ")"}


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_][\w'’-]*", text)


SMALL_NAME = re.compile(
    rf"\s*(?!.*\b(?:{'|'.join(FUNCTION_WORDS)})\b)[^\W\d_]+(?:[\s-][^\W\d_]+){{0,2}},\s?[^\W\d_]+(?:\s[^\W\d_]+){{0,2}}[\s.,]*"
)
"""``moss vale, ann mary.``: one name, inverted, without capitals."""
CONNECTING = people.PARTICLES | {"and", "et", "al", "eds", "ed", "editors", "editor", "und", "hrsg", "dir", "и", "و"}


def _small(words: list[str]) -> list[str]:
    return [word for word in words if word.islower() and word not in CONNECTING]


def _names_before(text: str) -> bool:
    """Whether the text before a year can be names: short, without quotation marks, nearly all words with a capital."""
    if not text.strip(" ,.;:"):
        return True
    if len(text) > 400 or re.search(r"[“”\"‘?!«»\d:]|\s-\s", text):
        return False
    words = _words(text)
    if {word.lower() for word in words} & BODY_SIGNS and not re.search(r"\.\s", text.rstrip()):
        return True
    return bool(words) and (len(_small(words)) <= max(1, len(words) // 3) or SMALL_NAME.fullmatch(text) is not None)


def _only_names(text: str) -> bool:
    """Whether the text before a year without brackets is names alone: no word in small letters, and no third part."""
    if not _names_before(text) or not text.strip(" ,.;:") or "(" in text.replace("(ed", ""):
        return False
    text = people.parted(text)
    inner = re.sub(rf"\b[{UP}]\.|\bal\.|\beds?\.|\b(?:Dr|Prof)\.", "", text.rstrip(" .,"))
    if re.search(r"\.\s", inner):
        return False
    words = _words(text)
    if {word.lower() for word in words} & BODY_SIGNS:
        return "," not in text.rstrip(" ,")
    parts = [part for part in re.split(rf",|\s{AND}\s|&|;", text) if part.strip(" .")]
    plain = [part for part in parts if not re.search(rf"\b[{UP}]\.|\b[{UP}]{{1,2}}\s*$", part)]
    joined = re.search(rf"\s(?:{AND})\s|&|;|\bal\b", text) is not None
    return not _small(words) and (len(plain) <= 2 or joined or len(plain) <= len(parts) // 2)


def block_end(text: str) -> int:
    """Return the end of the names that open a line whose year stands elsewhere; 0 if it opens with something else."""
    text = text[:LONGEST]
    lead = len(text) - len(text.lstrip())
    if (match := BODY.match(text, lead)) and _is_body_name(match[0]):
        return match.end()
    for pattern in (CJK_NAMES, *PATTERNS[:4], SPOKEN_LIST, *PATTERNS[4:]):
        match = pattern.match(text, lead)
        if match and not (pattern is PATTERNS[0] and "," not in match[0] and GOES_ON.match(text, match.end())):
            return _past_stop(text, match.end())
    if (match := BEFORE_QUOTE.match(text, lead)) and _can_be_names(match[0]):
        return match.end()
    if end := _up_to_stop(text):
        return end
    return _up_to_comma(text, lead)


def _past_stop(text: str, end: int) -> int:
    if match := COLLABORATION.match(text, end):
        end = match.end()
    return end + 1 if text[end : end + 1] in {".", ",", ":"} else end


def _can_be_names(block: str) -> bool:
    words = _words(block)
    inner = re.sub(rf"\b[{UP}]\w?\.|\bal\.|\beds?\.", "", block.rstrip(" .,:"))
    named = {word.lower() for word in words} & BODY_SIGNS
    grammar = len(words) <= 8 and set(_small(words)) <= FUNCTION_WORDS
    return bool(words) and not (re.search(r"\.\s", inner) or (_small(words) and not named and not grammar))


def _up_to_stop(text: str) -> int:
    for match in NAME_END.finditer(text[:400]):
        block = text[: match.start()]
        words = _words(block)
        small = _small(words)
        if small and set(small) <= FUNCTION_WORDS and {word.lower() for word in words} & BODY_SIGNS:
            return match.start() + 1
        named = "," in block or "&" in block or " and " in block or match[0][0] == ","
        sound = words and not small and not re.search(r"[?\d]", block)
        return match.start() + 1 if sound and (named or len(words) <= 3) else 0
    return 0


def _up_to_comma(text: str, lead: int) -> int:
    """Names that only a comma parts from the title: 'Simon Grey, Principles …', 'Lambert, Claire, Les phares …'."""
    spoken = SPOKEN_ONE.match(text, lead)
    rest = text[spoken.end() + 2 :] if spoken else ""
    if spoken and not spoken[0].split()[-1].isupper() and (ARTICLE.match(rest) or not INVERTED_REST.match(rest)):
        return spoken.end()
    match = INVERTED_LIST.match(text, lead)
    if match and re.match(rf",\s(?:{CAP}|[“‘«\"])", text[match.end() :]):
        return match.end()
    return spoken.end() if spoken and rest[:1].isupper() else 0


def _is_body_name(text: str) -> bool:
    words = [word.lower() for word in _words(text)]
    return len(words) > 1 and bool(set(words) & BODY_SIGNS) and not re.search(r"[.,]", text)
