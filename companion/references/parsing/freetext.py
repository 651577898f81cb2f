"""The free text that is left when numbers and dates are gone: a title, and what it appeared in."""

from __future__ import annotations

import re
from typing import Any

from companion.references.parsing import container, title
from companion.references.parsing.boundary import cut
from companion.references.parsing.container import Reading
from companion.references.parsing.draft import TAKEN, Draft
from companion.references.parsing.segments import Segment, segments

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
EDITED = re.compile(
    r"^(?P<names>[^\x1f?]{3,200}?),?\s*[(\[]\s?eds?\.?\s?[)\]]\s?[.,:]?\s?|^(?P<names2>[^\x1f?(]{3,120}?),\seds?\.,?\s",
    re.IGNORECASE,
)


def take(draft: Draft, start: int, values: dict[str, Any]) -> dict[str, Any]:
    """Claim title, container, publisher and place behind ``start``; ``values`` are the fields known so far."""
    found = Reading()
    thesis = THESIS.search(draft.view, start)
    if thesis:
        draft.claim("boilerplate", *thesis.span())
        found.kind = "thesis"
    _boilerplate(draft, start)
    book = _in_book(draft, start)
    parts = title.without_repeats(draft, segments(draft, start))
    parts = title.without_blurb(draft, parts, book)
    if not parts:
        return _as_values(found, values)
    end = _book_cut(parts, book) if book else cut(parts, values)
    found.title = title.take(draft, parts[:end])
    container.take(draft, parts[end:], found, values, book=book is not None)
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


def _as_values(found: Reading, values: dict[str, Any], *, book: bool = False) -> dict[str, Any]:
    kind = "incollection" if book and found.kind != "thesis" else found.kind
    return {
        "title": found.title,
        "container": found.container,
        "kind": kind,
        "place": found.place,
        "publisher": found.publisher,
        "series": found.series,
    }
