"""Who wrote it: names in the orders and with the damage that printed lists have."""

from __future__ import annotations

import re
from dataclasses import dataclass

from companion.references.parsing.draft import Draft
from companion.references.parsing.letters import CJK, PARTICLE, UP, WORD
from companion.references.parsing.lexicon import BODY_SIGNS, PARTICLES, PRESS_WORDS, SUFFIXES


@dataclass(frozen=True, slots=True)
class Person:
    """One author or editor; a body has no given name."""

    family: str
    given: str = ""

    def __str__(self) -> str:
        return f"{self.family}, {self.given}" if self.given else self.family


AND = re.compile(r"\s*,?\s*(?:&|\b(?:and|und|et|with|y|и|و)\b)\s+(?=\S)|\s*;\s*|\s/\s|(?<=\.)\s?/\s?", re.IGNORECASE)
EDITOR = re.compile(
    r"[\s,]*[(\[]?\s?\b(?:eds?|editors?|hrsg|hg|dirs?|coords?|éds?|\(?ed\. by)\b\.?\s?[)\]]?[.,]?\s*$", re.IGNORECASE
)
EDITOR_HEAD = re.compile(
    r"^[\s.,:;]*(?:\(\s?eds?\.?\s?\)|\[\s?eds?\.?\s?\]|eds?\b\.?|editors?\b|edited\sby\b)[.,]?\s*", re.IGNORECASE
)
ET_AL = re.compile(
    r"[\s,]*\b(?:et\s?al\b\.?|(?:and|&)\s(?:others|(?:his\s|her\s)?colleagues)|и\sдр\b\.?|u\.\sa\.|و\sهمکاران)\s*$",
    re.IGNORECASE,
)
GROUP = re.compile(r"[\s,]*\([^()\d]{2,60}(?:Collaboration|Group|Consortium|Team)\)\s*$")
INITIALS = re.compile(r"(?:[^\W\d_a-z]\s?[.]?[\s-]?){1,4}|(?:(?:Yu|Ya|Ye|Ch|Sh|Zh|Kh|Th)\.[\s-]?[^\W\d_a-z]?\.?)")
LEADING = re.compile(rf"(?:[{UP}]\.[\s-]?){{1,4}}(?:{PARTICLE}\s){{0,3}}[{UP}][\w'’-]+(?:\s[{UP}][\w'’-]+)?$")
"""``J. K. Arden``: initials first, so the name is whole."""
CJK_NAME = re.compile(rf"[{CJK}]{{2,4}}")
ALIAS = re.compile(r"[(\[]\s?([^()\[\]]{1,40}?)\s?[)\]]")
POSSESSIVE = re.compile(r"(?<=\w)['’`]s$")
OTHERS = "others"
"""Stands in the list of names for those that the line does not name, as in BibTeX."""
TITLE = re.compile(
    r"(?<![\w.])(?:Drs?|Prof|Professor|Mrs?|Ms|Miss|Eng|Gen|Col|Maj|Amb|Hon|Ayatollah|Ph\.?\s?D)\b(?:\.\s?|\s)(?=[^\W\d_]{2}|[^\W\d_]\.)|"
    r",\s?(?:Ph\.?\s?D|M\.?\s?D|M\.?\s?A)\b\.?(?=\s*(?:,|;|&|\band\b|$))"
)
"""What a person is called by and is not named: ``Dr.``, ``, PhD``."""
STOPPED = re.compile(
    rf"(?<=[^\W\d_A-Z]{{2}})\.\s?(?={WORD}(?:[\s-]{WORD}){{0,2}},\s?[^\W\d_])|(?<=\b[{UP}])\.\s(?={WORD}(?:\s{WORD})?,\s?[^\W\d_])"
)
"""A full stop where one name ends and the next begins with its family's: ``Moss, Dan. Vale, Ann``."""


def take(draft: Draft, end: int) -> tuple[tuple[Person, ...], bool]:
    """Claim everything before ``end`` as names; return them and whether they are editors."""
    block = draft.text[:end]
    names = block.rstrip(" .,:;([-–")
    run_on = re.search(rf"[\w’'-]{{2}}\s[{UP}]{{1,3}},\s", names) and not re.search(rf"\b[{UP}]\.", names)
    if not run_on and re.search(r"(?:^|[\s.,-])[^\W\d_]{1,2}$", names) and block[len(names) : len(names) + 1] == ".":
        names += "."  # the full stop of an initial
    editors = EDITOR.search(names)
    if editors:
        names = names[: editors.start()]
        draft.claim("role", editors.start(), editors.end())
    if group := GROUP.search(names):
        names = names[: group.start()]
    others = ET_AL.search(names)
    if others:
        names = names[: others.start()]
    people = read(names)
    if others and re.search(r"others|colleagues", others[0], re.IGNORECASE):
        people += (Person(OTHERS),)
        draft.claim("authors", *others.span())
    offset = len(names) - len(names.lstrip())
    draft.claim("authors", offset, len(names))
    _record(draft, names, people)
    return people, editors is not None


def _record(draft: Draft, names: str, people: tuple[Person, ...]) -> None:
    for match in re.finditer(r"\w['’`]s(?=\s*,)", names):
        family = next((p.family for p in people if names[: match.start() + 1].endswith(p.family)), None)
        if family:
            start = match.start() + 1 - len(family)
            draft.mend("possessive name", "authors", start, match.end(), family)
    for match in ALIAS.finditer(names):
        draft.mend("doubled name", "authors", *match.span(), "")
    for match in TITLE.finditer(names):
        draft.mend("title before a name", "authors", *match.span(), "")


def read(text: str) -> tuple[Person, ...]:
    """Read a list of names.

    >>> [str(person) for person in read("García Márquez, G., & van der Berg, J. P.")]
    ['García Márquez, G.', 'van der Berg, J. P.']
    >>> [str(person) for person in read("Ada G. Marlow and Ann Brown")]
    ['Marlow, Ada G.', 'Brown, Ann']
    """
    text = TITLE.sub("", ALIAS.sub(" ", text)).strip()
    text = re.sub(r"(?<=[a-z]{3})\.\s?(?=[A-Z][a-z]+\s*$)", ", ", text)
    if not re.search(r"[^\W\d_]", text):
        return ()
    if _is_body(text):
        return (Person(_tidy(text)),)
    text = parted(text)
    groups = [[_tidy(part) for part in group.split(",")] for group in AND.split(text)]
    groups = [[part for part in group if re.search(r"\w", part)] for group in groups]
    groups = [group for group in groups if group]
    return tuple(upright(person) for person in _people(groups))


def parted(text: str) -> str:
    """Put 'and' for a full stop between two names of which the first has its given name."""
    for match in reversed(list(STOPPED.finditer(text)) if "." in text else []):
        family, comma, _ = AND.split(text[: match.start()])[-1].partition(",")
        if comma and not LEADING.match(family.strip()):
            stop = "." if match.start() and text[match.start() - 1].isupper() else ""
            text = f"{text[: match.start()]}{stop} and {text[match.end() :]}"
    return text


def _is_body(text: str) -> bool:
    tokens = {word.lower() for word in re.findall(r"[^\W\d_]+", text)}
    if tokens & {"of", "for"} and "," not in text:
        return True
    return bool(tokens & (BODY_SIGNS | PRESS_WORDS)) and not re.search(r",\s*[A-Z]\.", text)


def _tidy(part: str) -> str:
    part = re.sub(r"\s+", " ", part).strip(" ;:-–'\"“”*")
    return part if _ends_in_initial(part) else part.rstrip(". ")


def _ends_in_initial(part: str) -> bool:
    return re.search(r"(?:^|[\s.-])[^\W\d_]{1,2}\.$|\b[JS]r\.$", part) is not None


def _is_initials(part: str) -> bool:
    return INITIALS.fullmatch(part) is not None


def _people(groups: list[list[str]]) -> list[Person]:
    given_first = _given_first(groups)
    people: list[Person] = []
    for group in groups:
        people += _group(group, given_first=given_first, first=not people)
    return people


def _given_first(groups: list[list[str]]) -> bool:
    """Whether names stand as they are spoken ('John Jones, Mary Brown and Peter Green')."""
    if len(groups[0]) == 1 and " " in groups[0][0] and not _trailing_initials(groups[0][0]):
        return True
    multi = [" " in part and not _is_initials(part) for part in groups[0]]
    return len(multi) > 1 and all(multi) and (len(multi) > 2 or any(len(group) == 1 for group in groups[1:]))


def _group(parts: list[str], *, given_first: bool, first: bool) -> list[Person]:
    people: list[Person] = []
    place = 0
    while place < len(parts):
        part = parts[place]
        rest = parts[place + 1 :]
        if _is_suffix(part) and people:
            people[-1] = Person(people[-1].family, f"{people[-1].given}, {part}".strip(", "))
            place += 1
        elif not rest or _stands_whole(
            part, rest, given_first=given_first, first=first and place == 0, alone=place == 0
        ):
            people.append(_spoken(part))
            place += 1
        else:
            taken = 2 if len(rest) > 1 and _adds_initials(rest) else 1
            people.append(Person(part, " ".join(rest[:taken])))
            place += 1 + taken
    return people


def _is_suffix(part: str) -> bool:
    return part.lower().strip(".") in SUFFIXES


def _adds_initials(rest: list[str]) -> bool:
    """'Family, John, J.': the middle initial behind a comma of its own."""
    return _is_initials(rest[1]) and not _is_initials(rest[0]) and " " not in rest[0]


def _stands_whole(part: str, rest: list[str], *, given_first: bool, first: bool, alone: bool) -> bool:
    if _trailing_initials(part) or LEADING.match(part) or CJK_NAME.fullmatch(part):
        return True
    if _is_initials(rest[0]) or (not given_first and _in_pairs(rest, alone=alone)):
        return False
    return (given_first or not first) and " " in part and not _only_particles(part)


def _in_pairs(rest: list[str], *, alone: bool) -> bool:
    """Whether family and given names alternate: 'Vale Moor, Ann Mary' between two 'and' (``alone``), or before 'Ann'.

    No one behind an inverted name is called 'Ann' alone.
    """
    words = [len(other.split()) for other in rest if not _is_suffix(other)]
    return (alone and len(words) == 1) or (len(words) % 2 == 1 and 1 in words[::2])


def _only_particles(part: str) -> bool:
    *lead, _ = part.split()
    return all(word.lower() in PARTICLES for word in lead)


def _trailing_initials(part: str) -> bool:
    """'Jones JA' or 'Jones J. A.': family name first without a comma."""
    return (
        re.fullmatch(
            rf"(?:{PARTICLE}\s){{0,3}}[^\W\d_][\w'’-]+(?:\s[^\W\d_][\w'’-]{{2,}})?\s(?:[{UP}]{{1,3}}|(?:[{UP}][^\W\d_{UP}]?\.\s?-?){{1,4}})",
            part,
        )
        is not None
    )


def _spoken(part: str) -> Person:
    """Read 'Ada G. Marlow', 'Jaap de Wilde', 'Marlow AG' or a single name."""
    words = part.split()
    if len(words) == 1:
        return Person(part)
    if _trailing_initials(part):
        cut = next(
            i
            for i, word in enumerate(words)
            if i and re.fullmatch(rf"[{UP}]{{1,3}}|(?:[{UP}][^\W\d_{UP}]?\.-?){{1,4}}", word)
        )
        return Person(" ".join(words[:cut]), " ".join(words[cut:]))
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].lower() in PARTICLES:
        cut -= 1
    return Person(" ".join(words[cut:]), " ".join(words[:cut]))


def upright(person: Person) -> Person:
    """Drop a possessive; put initials that stand in the family name's place where they belong."""
    family = POSSESSIVE.sub("", person.family)
    if (
        _is_initials(family)
        and person.given
        and not _is_initials(person.given)
        and re.search(r"[a-z]{2}", person.given)
    ):
        return Person(person.given, family)
    return Person(family, POSSESSIVE.sub("", person.given))
