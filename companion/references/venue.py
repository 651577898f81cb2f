"""Where the title ends and what it appeared in: the free text that is left when numbers and dates are gone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from companion.references import lexicon as lex
from companion.references.segments import Segment, segments, words_of
from companion.references.text import TAKEN, Draft

BOILERPLATE = re.compile(
    r"(?:\barticle\s+in(?=\s[A-Z])|\b(?:first\s)?published\s+(?:online\s+)?(?:by|in|on|at)\b|\bpublished(?:\s+online)?(?=\s*[,.;:])|"
    r"\battribution\s*[:,]+|\bavail?able\s*(?:online\s*)?(?:at|from|on|online)\b\s*:?|\bretrieved\s+from\b\s*:?|\[online\]|"
    r"(?<=[.)]\s)(?:Print|Web)\.?\s*$|\b(?:translated|trans\.)\s+by\b|\bdownloaded\s+from\b|\baccessed\b\s*:?|"
    r"\b(?:senior|top|chief|leading)\s+(?:expert|analyst|fellow|researcher|adviser|advisor)\s+(?:at|in|of|for)\s+(?:the\s+)?)",
    re.IGNORECASE,
)
THESIS = re.compile(
    r"[\[(]?\b(?:(?:unpublished\s)?(?:ph\.?\s?d\.?|doctoral|master[’']?s?|m\.?a\.?|m\.?sc\.?|d\.?phil\.?)\s(?:thesis|dissertation)|"
    r"(?:doctoral|phd)\sdiss\.)[,:]?\s?(?=[\w,.\])]|$)",
    re.IGNORECASE,
)
IN_BOOK = re.compile(r"(?:(?<=[.,;:?!”\")])|(?<=\x1f))\s*\bIn\s?:?\s(?=[A-Z“\"'‘])")
EDITED = re.compile(r"^(?P<names>[^\x1f?]{3,200}?),?\s*[(\[]\s?eds?\.?\s?[)\]]\s?[.,:]?\s?|^(?P<names2>[^\x1f?(]{3,120}?),\seds?\.,?\s", re.IGNORECASE)
SERIES = re.compile(
    r"^(?P<body>.*?)\s?(?P<series>(?:(?:special|working|policy|occasional|discussion|research|technical|annual|country|briefing)\s)*"
    r"(?:reports?|papers?|memos?|briefs?))$",
    re.IGNORECASE,
)
OF_BODY = re.compile(r"\s(?:of|at)\s(?:the\s)?(?=(?:\w+\s){0,3}?Universit)", re.IGNORECASE)
PLACE = re.compile(r"^(?P<place>[^\W\d_][\w. ’'-]{1,30}(?:,\s[A-Z]{2}|,\s\w+)?)\s?:\s(?P<press>\S.*)$")


@dataclass
class Reading:
    """What the free text was read as."""

    title: str | None = None
    container: str | None = None
    kind: str = "misc"
    place: str | None = None
    publisher: str | None = None
    series: str | None = None


def take(draft: Draft, start: int, values: dict[str, object]) -> dict[str, object]:
    """Claim title, container, publisher and place behind ``start``; ``values`` are the fields known so far."""
    found = Reading()
    thesis = THESIS.search(draft.view, start)
    if thesis:
        draft.claim("boilerplate", *thesis.span())
        found.kind = "thesis"
    _boilerplate(draft, start)
    book = _in_book(draft, start)
    parts = _without_repeats(draft, segments(draft, start))
    parts = _without_blurb(draft, parts, book)
    if not parts:
        return _as_values(found, values)
    cut = _book_cut(parts, book) if book else _cut(parts, values)
    _take_title(draft, parts[:cut], found)
    _take_container(draft, parts[cut:], found, values, book=book is not None)
    return _as_values(found, values, book=book is not None)


def _boilerplate(draft: Draft, start: int) -> None:
    for match in BOILERPLATE.finditer(draft.view, start):
        draft.claim("boilerplate", *match.span())
        draft.mend("boilerplate", None, *match.span(), "")


def _in_book(draft: Draft, start: int) -> int | None:
    """Claim 'In A. Editor (Ed.),' and return where the collection's title begins."""
    match = IN_BOOK.search(draft.view, start)
    if not match or not draft.view[start : match.start()].strip(" .,;:" + TAKEN):
        return None
    draft.claim("marker", *match.span())
    end = match.end()
    if names := EDITED.match(draft.view[end:]):
        draft.claim("editors", end, end + names.end())
        end += names.end()
    return end


def _book_cut(parts: list[Segment], book: int) -> int:
    return next((i for i, part in enumerate(parts) if part.start >= book), len(parts))


def _cut(parts: list[Segment], values: dict[str, object]) -> int:
    """Return how many segments the title has: the split that scores best."""
    best, best_score = len(parts), TITLE_ALONE
    cost = 0.0
    for i in range(1, min(len(parts), 40)):
        if i > 1:
            cost += STOP_INSIDE.get(parts[i - 2].after, 0.0) + 0.6 * max(0.0, _likeness(parts[i - 1]))
        score = BOUNDARY.get(parts[i - 1].after, 0.0) + _likeness(parts[i]) + _position(parts, i, values) - cost
        if score > best_score + 1e-9:
            best, best_score = i, score
    return best


TITLE_ALONE = 0.6
"""What a boundary must be worth before the title is believed to end there."""
BOUNDARY = {":": -1.5, "”": 3.0, ".": 1.6, ";": 1.2, TAKEN: 0.7, ",": 0.3, "?": -0.4}
"""How readily a title ends at each mark."""
STOP_INSIDE = {"”": 2.5, ".": 0.8, ";": 0.2, TAKEN: 0.4}
"""What it costs a title to run over each mark."""


FOLLOWS = {"volume": 0.8, "number": 0.2, "pages": 0.2, "date": 0.2}
"""What it is worth to a container that this stands behind it."""


def _likeness(part: Segment) -> float:
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
    if words[0][0].islower() and words[0].lower() not in lex.PARTICLES:
        return -2.5
    long = [word for word in words if len(word) > 3 or word[0].isupper()]
    share = sum(word[0].isupper() or word[0].isdigit() for word in long) / max(1, len(long))
    return 0.8 * share - 0.4


def _position(parts: list[Segment], i: int, values: dict[str, object]) -> float:
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


def _take_title(draft: Draft, parts: list[Segment], found: Reading) -> None:
    parts = _without_heading(draft, parts)
    if not parts:
        return
    start, end = parts[0].start, parts[-1].end
    # A question mark or an exclamation mark that ended the last segment belongs to the title.
    end += draft.text[end : end + 1] in {"?", "!"}
    _wrong_quotes(draft, start, end)
    draft.claim("title", start, end)
    found.title = _clean(draft.text[start:end], title=True)


def _wrong_quotes(draft: Draft, start: int, end: int) -> None:
    """Put on record a quotation that opens before the title and closes only behind what follows it."""
    rest = draft.view[end : end + 200]
    close = re.search(r"[\"”]", rest)
    if start and draft.text[start - 1] in "\"“" and close and re.search(r"\w{2}", rest[: close.start()]):
        title, swallowed = draft.text[start:end], rest[: close.start()].strip(" ,.;")
        draft.mend("quotation marks around the wrong span", "title", start - 1, end + close.end(), f"{title} | {swallowed}")


def _without_heading(draft: Draft, parts: list[Segment]) -> list[Segment]:
    """A heading of the work ('Executive Summary') is not its title where a title follows."""
    if len(parts) > 1 and parts[0].text.strip().lower() in lex.HEADINGS and sum(len(p.words) for p in parts[1:]) > 1:
        draft.claim("heading", parts[0].start, parts[0].end)
        draft.mend("heading in the title", "title", parts[0].start, parts[1].start, "")
        return parts[1:]
    return parts


def _without_blurb(draft: Draft, parts: list[Segment], book: int | None) -> list[Segment]:
    """Cut off a standfirst: a sentence of its own behind the title, with a finite verb or in lower case."""
    for i, part in enumerate(parts):
        if i and _is_blurb(parts[i - 1], part):
            last = next((j for j in range(i + 1, len(parts)) if _ends_blurb(parts[j], book)), len(parts))
            draft.claim("blurb", part.start, parts[last - 1].end)
            draft.mend("standfirst in the title", "title", part.start, parts[last - 1].end, "")
            parts[i - 1].after = "”"
            return parts[:i] + parts[last:]
    return parts


def _ends_blurb(part: Segment, book: int | None) -> bool:
    if book is not None:
        return part.start >= book
    likeness = _likeness(part)
    return likeness > 1.0 or (likeness > 0.0 and bool(part.follows & {"volume", "number"}))


def _is_blurb(before: Segment, part: Segment) -> bool:
    words = part.words
    if before.after == "?" and len(words) > 1 and words[0][0].islower():
        return True
    if len(words) < 5:
        return False
    verbs = {word.lower() for word in words[1:]} & lex.VERBS
    return bool(verbs) and words[0][0].isupper() and before.after in {",", ".", ";"}


def _take_container(
    draft: Draft, parts: list[Segment], found: Reading, values: dict[str, object], *, book: bool
) -> None:
    parts = [part for part in parts if part.words]
    if not parts:
        return
    for part in parts[1:] if book else parts:
        _place_and_press(draft, part, found)
    free = [part for part in parts if not part.used]
    if not free:
        return
    main = free[0] if book else _main(free, found, values)
    _name(draft, main, found, values)
    for part in free:
        if part is not main and not part.used:
            _lesser(draft, part, main, found)


def _without_repeats(draft: Draft, parts: list[Segment]) -> list[Segment]:
    """Drop a title printed a second time; where it stands again, the title has ended."""
    keys = [_key(part.text) for part in parts[:60]]
    for j in range(1, len(keys)):
        length = next((m for m in range(min(j, 6), 0, -1) if keys[:m] == keys[j : j + m]), 0)
        if len("".join(keys[:length])) < 12:
            continue
        draft.claim("repeated title", parts[j].start, parts[j + length - 1].end)
        draft.mend("title given twice", "title", parts[j].start, parts[j + length - 1].end, "")
        parts[length - 1].after = "”"
        return parts[:j] + parts[j + length :]
    return parts


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _place_and_press(draft: Draft, part: Segment, found: Reading) -> None:
    match = PLACE.match(part.text)
    if match and len(match["place"].split()) <= 3 and len(words_of(match["press"])) <= 7:
        draft.claim("place", part.start, part.start + match.end("place"))
        found.place = match["place"]
        part.start += match.start("press")
        part.text = match["press"]


def _main(parts: list[Segment], found: Reading, values: dict[str, object]) -> Segment:
    """The container proper: a serial before a body, a body before a series, else what stands first."""
    serial = next((p for p in parts if p.telling & lex.JOURNAL_WORDS and not p.telling & lex.WORK_WORDS), None)
    body = next((p for p in parts if p.telling & (lex.BODY_WORDS | lex.PRESS_WORDS)), None)
    if serial and parts[0] is not serial and _key(parts[0].text) in _key(serial.text):
        return parts[0]
    if serial and not (body and parts.index(body) < parts.index(serial) and "volume" not in values):
        return serial
    if body and (parts[0] is body or parts[0].lower & lex.WORK_WORDS or _is_place(parts[0])):
        return body
    return parts[0]


def _is_place(part: Segment) -> bool:
    return len(part.words) <= 2 and not part.lower & (lex.JOURNAL_WORDS | lex.BODY_WORDS | lex.PRESS_WORDS)


def _name(draft: Draft, part: Segment, found: Reading, values: dict[str, object]) -> None:
    start, end = part.start, part.end
    start = _without_author(draft, start, end, values)
    if match := OF_BODY.search(draft.text, start, end):
        if {word.lower() for word in words_of(draft.text[start : match.start()])} & lex.JOURNAL_WORDS:
            draft.claim("organisation", match.start(), end)
            draft.mend("university inside the journal's name", "container", match.start(), end, "")
            end = match.start()
    crumb = re.search(r"\s[|»›>]\s", draft.text[start:end])
    if crumb:
        draft.claim("breadcrumb", start + crumb.start(), end)
        draft.mend("site breadcrumb", "container", start + crumb.start(), end, "")
        end = start + crumb.start()
    if match := _series(draft.text[start:end]):
        draft.claim("series", start + match.start("series"), end)
        found.series = _clean(draft.text[start:end])
        end = start + match.end("body")
    draft.claim("container", start, end)
    part.used = True
    found.container = _clean(draft.text[start:end])
    found.kind = found.kind if found.kind == "thesis" else _kind(part, found, values)


def _series(text: str) -> re.Match[str] | None:
    """Split 'ABC Special Report' into body and series; the body must be an acronym or say what it is."""
    match = SERIES.match(text.rstrip(" .,;:"))
    if not match or not match["body"].strip():
        return None
    body = match["body"].split()
    told = {word.lower() for word in body} & lex.BODY_WORDS
    return match if told or all(re.fullmatch(r"[A-Z]{2,}[a-z]?", word) for word in body) else None


def _without_author(draft: Draft, start: int, end: int, values: dict[str, object]) -> int:
    """A serial's name does not begin with the author's: that is a name printed again."""
    authors = values.get("authors") or ()
    first = re.match(r"(\w[\w'’-]*)\s+(?=[A-Z])", draft.text[start:end])
    if first and any(first[1] == getattr(author, "family", None) for author in authors):
        draft.claim("repeated author", start, start + first.end())
        draft.mend("author in the container", "container", start, start + first.end(), "")
        return start + first.end()
    return start


def _kind(part: Segment, found: Reading, values: dict[str, object]) -> str:
    if part.lower & lex.PRESS_WORDS or found.place:
        return "book"
    if "volume" in values or (part.lower & lex.JOURNAL_WORDS and not part.lower & lex.BODY_WORDS):
        return "article"
    if found.series or values.get("number"):
        return "techreport"
    return "misc"


def _lesser(draft: Draft, part: Segment, main: Segment, found: Reading) -> None:
    """Label what stands beside the container."""
    if _key(part.text) and _key(main.text) in _key(part.text):
        draft.claim("repeated container", part.start, part.end)
    elif part.lower & lex.PRESS_WORDS and not found.publisher:
        draft.claim("publisher", part.start, part.end)
        found.publisher = _clean(part.text)
    elif _series(part.text) and not found.series:
        draft.claim("series", part.start, part.end)
        found.series = _clean(part.text)
        found.kind = "techreport"
    elif part.start > main.end and _is_place(part) and not found.place and part.words[0][0].isupper():
        draft.claim("place", part.start, part.end)
        found.place = _clean(part.text)
    part.used = True


def _clean(text: str, *, title: bool = False) -> str:
    """Trim marks; straighten the space before them; close a quotation mark that lost its partner."""
    text = re.sub(r"\s+", " ", text).strip(" .,;:-–—|\"“”«»")
    text = re.sub(r"\s+([,;:?!])", r"\1", text)
    if text.count("(") < text.count(")"):
        text = text.replace(")", "", 1)
    if text.count("(") > text.count(")"):
        text = text + ")" if title else text.replace("(", "", 1)
    return text


def _as_values(found: Reading, values: dict[str, object], *, book: bool = False) -> dict[str, object]:
    kind = "incollection" if book and found.kind != "thesis" else found.kind
    return {
        "title": found.title,
        "container": found.container,
        "kind": kind,
        "place": found.place,
        "publisher": found.publisher,
        "series": found.series,
    }
