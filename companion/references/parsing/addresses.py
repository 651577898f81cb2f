"""Addresses: DOIs and URLs, also where the line breaks of a printed page have split them."""

from __future__ import annotations

import re
from itertools import islice

from companion.references.parsing.draft import Draft
from companion.references.parsing.lexicon import MONTHS

DOI = re.compile(
    r"(?:(?:[ht]{2,4}ps?\s*[:;]?\s*/\s*/?\s*)?(?:www\.|dx\.)?\s*doi\s*\.\s*org\s*/\s*|doi\s*[:.]?\s*)?"
    r"(?<![\d.])1\s?0\s?\.\s?\d(?:\s?\d){3,8}\s?/\s?(?=\S)",
    re.IGNORECASE,
)
_SCHEME = r"(?<![^\W_])[ht]{2,4}p{1,2}s?\s?(?:[:;.]\s?)?(?:[/\\]{1,3}\s?:?|(?=www\.))"
"""``http//``, ``http:/``, ``htttp://``, ``http;//``"""
URL = re.compile(
    rf"(?:{_SCHEME})?(?:h\s?t\s?t\s?p\s?s?|ftp)\s?:\s?/\s?/\s?(?=\S)|{_SCHEME}(?=\S)|(?<![\w@.])www\s?\.\s?(?=\w)|"
    r"(?<![\w@./-])(?=(?:[a-z\d-]{1,40}\.){1,4}[a-z]{2,4}/\w)",
    re.IGNORECASE,
)
OPENS = re.compile(r"https?\s?:|[ht]{2,4}p{1,2}s?[:;.]?[/\\]|ftp\s?:|www\s?\.", re.IGNORECASE)
"""Another address begins."""
HOST_PART = re.compile(r"[a-z\d-]+(?:\.[a-z\d-]+)*(?:-$|\.$|\.[a-z]{2,}(?:/|[.,;]?$))")
"""``watch.org/reports``"""
PIECE = re.compile(r"[^\s\x1f<>\"“”«»\[\]{}|\\^`]{1,1000}")
PAGES = re.compile(r"[.,;:)]+(?:pp?|PP?|[Pp]ages?)\.?\d+(?:[-–—−]\d+)?[.)]*$")
TRAILING = re.compile(r"[.,;:!?'’)]+$")
LEAD = re.compile(
    r"(?:\b(?:(?:also\s+)?avail?able\s*(?:online\s*)?(?:at|from|on|online|in)?|retrieved\s*(?:on\s[^,.:]{1,30})?,?\s*(?:from)?|"
    r"accessed\s*(?:at|from)|(?:see\s*)?online\s*(?:at)?|url|link|doi|from|at)\s*:?\s*)$",
    re.IGNORECASE,
)
_DAY = (
    r"(?:\w+\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}|\d{1,2}(?:st|nd|rd|th)?\.?\s(?:de\s|of\s)?\w+\.?,?\s(?:de\s)?\d{4}|\d{4}[-/.]\d\d?[-/.]\d\d?|\d{4}\s\w+\.?(?:\s\d{1,2})?|"
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4})"
)
ACCESSED = re.compile(
    r"[(\[]?\s?(?:(?:updated|revised|rev\.)\s[^;\]]{1,30};\s?)?\b(?:last\s+)?(?:access(?:ed)?(?:\s+(?:date|time|day)|(?=\s?:))|visit(?=\s?:)|accessed|retrieved|visited|viewed|consulted|cited|"
    r"(?:date|day)\s(?:of\s)?(?:last\s)?(?:access(?:ed)?|visit(?:ed)?|retriev(?:al|ed)|view(?:ing|ed))|(?:visit(?:ing)?|retrieval)\sdate|"
    r"consulté|zuletzt\s(?:geprüft|abgerufen|besucht)|abgerufen|Zugriff|дата\sобращения|consultado|recuperado|fecha\sde\sconsulta|دسترسی|تاریخ\sدسترسی)"
    rf"\b\s?:?\s*(?:(?:on|at|in|am|le|el|در)(?:\sthe)?\s?:?\s+)?(?P<day>{_DAY})\s?[)\]]?|\[(?P<iso>\d{{4}}-\d\d-\d\d)\]",
    re.IGNORECASE,
)
SIGNS = {
    "doi": ("/",),
    "url": ("/", "\\", "www"),
    "accessed": tuple(
        "access retriev visit view consult cited [ zuletzt abgerufen zugriff обращения recuperado دسترسی".split()
    ),
}
"""One of these stands in every such stretch: most lines are passed over at once."""
TRIED = 10
"""Beginnings of an address that are tried in one line."""
LONGEST = 40
"""Pieces of one address at most: the rest of a line without end is not searched again and again."""
PROSE = frozenset(
    "accessed retrieved last in and on at date viewed available from pp p vol no page pages visited see".split()
)


def take(draft: Draft) -> dict[str, str]:
    """Claim the first DOI and the first URL of the line; return their values."""
    found: dict[str, str] = {}
    lower = draft.view.lower()
    for label, pattern in (("doi", DOI), ("url", URL)):
        if not any(sign in lower for sign in SIGNS[label]):
            continue
        for match in islice(pattern.finditer(draft.view), TRIED):
            value, end = _extend(draft.view, match, label)
            if value:
                _record(draft, label, match.start(), end, value)
                found[label] = value
                break
    if any(sign in lower for sign in SIGNS["accessed"]) and (accessed := ACCESSED.search(draft.view)):
        draft.claim("accessed", *accessed.span())
        found["accessed"] = accessed["day"] or accessed["iso"]
    return found


def _record(draft: Draft, label: str, start: int, end: int, value: str) -> None:
    printed = draft.text[start:end]
    draft.claim(label, start, end)
    if re.search(r"\s", printed.removeprefix("doi: ").removeprefix("DOI: ")):
        draft.mend("split address", label, start, end, value)
    elif label == "url" and value not in printed:
        draft.mend("damaged address", label, start, end, value)
    # Only a short stretch before the address can be its introduction.
    offset = max(0, start - 60)
    if match := LEAD.search(draft.view[offset:start]):
        draft.claim("boilerplate", offset + match.start(), offset + match.end())


def _extend(view: str, head: re.Match[str], label: str) -> tuple[str, int]:
    """Read on from the head, over a space where the address plainly goes on behind it."""
    end = head.end()
    pieces: list[str] = []
    while len(pieces) < LONGEST and (match := PIECE.match(view, end)):
        piece = match[0]
        cut = PAGES.search(piece) if len(piece) < 400 else None
        pieces.append(piece[: cut.start()] if cut else piece)
        end = match.end() - (len(piece) - len(pieces[-1]))
        if cut or not (gap := _gap(view, end)) or not _continues("".join(pieces[-8:]), view, gap, label):
            break
        end = gap
    body = "".join(pieces)
    kept = _trimmed(body)
    end -= len(body) - len(kept)
    if label == "doi":
        prefix = re.search(r"10\.\d+/$", re.sub(r"\s", "", head[0]))
        return (prefix[0] + kept if prefix and kept else ""), end
    scheme = _upright(re.sub(r"\s", "", head[0]))
    return (scheme + kept if "." in kept else ""), end


def _upright(scheme: str) -> str:
    """Mend the beginning of an address.

    >>> _upright("htttp//"), _upright("https:/"), _upright("http://http://"), _upright("www.")
    ('http://', 'https://', 'http://', 'www.')
    """
    if scheme[:1].lower() not in {"h", "t"} or re.fullmatch(r"https?://", scheme, re.IGNORECASE):
        return scheme
    return "https://" if re.search(r"ps[^p]*$", scheme, re.IGNORECASE) else "http://"


def _trimmed(body: str) -> str:
    """Drop the sentence's own punctuation; a closing bracket stays where the address opened one."""
    while match := TRAILING.search(body):
        if body[-1] == ")" and body.count("(") >= body.count(")"):
            break
        body = body[: match.end() - 1]
    return body


def _gap(view: str, end: int) -> int | None:
    return end + 1 if end + 1 < len(view) and view[end] == " " and view[end + 1] != " " else None


def _continues(so_far: str, view: str, start: int, label: str) -> bool:
    match = PIECE.match(view, start)
    if not match:
        return False
    piece, after = match[0], view[match.end() : match.end() + 20].strip()
    if re.match(r"\(|(?:pp?\.?|pages?)\s?\d|[A-Z][a-z]+\b[^/_]*$", piece) or piece.lower().strip(".,;:") in PROSE:
        return False
    if OPENS.match(view, start) or DOI.match(view, start):
        return False
    if "/" not in so_far and so_far[-1] in ".-" and HOST_PART.match(piece):
        return True
    if re.search(r"[%/_=&?-]$|%[0-9A-Fa-f]$", so_far) or piece[0] in "/_%?&=#":
        return True
    if label == "doi":
        return _doi_goes_on(piece, after)
    if so_far[-1] in ".,;" and not re.search(r"\.\w{0,3}$", so_far.partition("/")[0]):
        return False
    return _url_goes_on(so_far, piece, after)


def _doi_goes_on(piece: str, after: str) -> bool:
    """A piece of a DOI has a digit, ends the line, or stands before another piece with a digit."""
    if not re.fullmatch(r"[\w.()/;:-]+", piece) or (re.match(r"\w+", after) and _month(after)):
        return False
    following = re.match(r"[\w.()/-]*", after)
    return bool(re.search(r"\d", piece) or not after or (following and re.search(r"\d", following[0])))


def _month(text: str) -> bool:
    word = re.match(r"\w+", text)
    return word is not None and word[0].lower() in MONTHS


def _url_goes_on(so_far: str, piece: str, after: str) -> bool:
    if re.match(r"[^\W_]+[/_%=]|[^/]*/\w|\d+(?:\.\d+)+", piece):
        return True
    if piece[0].isdigit():
        return not _month(after) and not after
    # A small word that ends the line cannot be prose: prose behind an address begins with a capital or a bracket.
    if so_far[-1] in ".,;" or not piece[0].islower():
        return False
    return not after or re.match(r"[a-z]+\.[a-z]", piece) is not None
