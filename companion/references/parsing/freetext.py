"""The free text that is left when numbers and dates are gone: a title, and what it appeared in."""

from __future__ import annotations

import re
from typing import Any

from companion.references.parsing import container, journals, title, unmarked
from companion.references.parsing.boundary import cut, likeness
from companion.references.parsing.container import Reading
from companion.references.parsing.draft import Draft
from companion.references.parsing.lexicon import BODY_SIGNS, BODY_WORDS, REPORT_KINDS
from companion.references.parsing.segments import Segment, segments, words_of

BOILERPLATE = re.compile(
    r"(?:\barticle\s+in(?=\s[A-Z])|\b(?:first\s)?published\s+(?:online\s+)?(?:by|in|on|at)\b|\bpublished(?:\s+online)?(?=\s*[,.;:])|"
    r"\battribution\s*[:,]+|\bavail?able\s*(?:online\s*)?(?:at|from|on|online)\b\s*:?|\bretrieved\s+from\b\s*:?|\[online\]|"
    r"(?<=[.)]\s)(?:Print|Web)\.?\s*$|\b(?:translated|trans\.)\s+by\b|\bdownloaded\s+from\b|\baccessed\b\s*:?|\bPubMed\sPMID:?\s?\d+|"
    r"\brecuperado\s+de\b\s*:?|\bonline\s+verfügbar\s+unter\b\s*:?|قابل\sدسترس\sدر\s?:?|\bURL\s?:|"
    r"\b(?:senior|top|chief|leading)\s+(?:expert|analyst|fellow|researcher|adviser|advisor)\s+(?:at|in|of|for)\s+(?:the\s+)?)",
    re.IGNORECASE,
)
SERIES = re.compile(
    rf"(?:(?<=[.,;?!”\"])\s|\s?[(\[])(?P<series>(?:(?:{REPORT_KINDS})\s){{0,3}}"
    r"(?:reports?|rep\.|papers?|memo(?:randum)?|briefs?|comment(?:s|ary|aries)?|backgrounder|fact\s?sheet|notes?|analys[ei]s|alert|"
    r"dossier)|(?-i:[A-Z]{3,6})\s(?:analysis|insight|perspective))(?:\s(?=\x1f)|(?=[\s.,]*\x1f))[^()\w]{0,40}[)\]]?",
    re.IGNORECASE,
)

_KINDS = (
    rf"(?:(?:{REPORT_KINDS})\s){{1,3}}(?:reports?|papers?|memo(?:randum)?s?|briefs?|notes?|insights?|series|analys[ei]s|commentary|alert)|policy\smemo|"
    r"commentary|comment|backgrounder|fact\s?sheet|factsheet|analysis|dossier|white\s?paper|memo|report|brief|essay|interview|"
    r"op-ed|news\sanalysis|explainer|q\s?&\sa"
)
BETWEEN = re.compile(
    rf"(?<=[.,;?!”\"])\s(?P<series>{_KINDS})\s?[.,;:](?=\s(?P<behind>[A-Z][^.,;:\x1f]{{3,80}}))",
    re.IGNORECASE,
)
"""``Discussion Paper;`` between a title and the body that has issued it."""


def take(draft: Draft, start: int, values: dict[str, Any], book: int | None) -> None:
    """Claim title, container, publisher and place behind ``start``; ``values`` are the fields known so far."""
    found = Reading(kind="thesis" if values.get("type") == "thesis" else "misc")
    for match in BOILERPLATE.finditer(draft.view, start):
        draft.claim("boilerplate", *match.span())
        draft.mend("boilerplate", None, *match.span(), "")
    _series(draft, start, values, found)
    journals.describe(draft, start)
    whole = book if book is not None else values.get("whole")
    parts = title.without_repeats(draft, segments(draft, start))
    parts = title.without_blurb(draft, parts, whole)
    if parts:
        end = _title_length(parts, values, whole)
        if end == len(parts) and whole is None and "container" not in values and parts[-1].after != "”":
            parts = unmarked.parted(parts, values)
        found.title = title.take(draft, parts[:end])
        if "container" not in values:
            quoted = end > 0 and parts[end - 1].after == "”"
            container.take(draft, parts[end:], found, values, book=whole is not None, quoted=quoted)
    _settle(found, values, book=whole is not None)


def _series(draft: Draft, start: int, values: dict[str, Any], found: Reading) -> None:
    """Claim 'Working Paper' and its like before a number: it stands behind the title."""
    match = SERIES.search(draft.view, start)
    if match and "volume" in values and " " not in match["series"]:
        return  # a journal: Commentary, vol. 12
    if match is None and "volume" not in values:
        match = next((m for m in BETWEEN.finditer(draft.view, start) if _issues(words_of(m["behind"]))), None)
    if match and re.search(r"[^\W\d_]{2}", draft.view[start : match.start()]):
        draft.claim("series", *match.span())
        found.series = match["series"]
        values.setdefault("title_end", match.start())
        values["type"] = values.get("type") or "techreport"


def _issues(words: list[str]) -> bool:
    """Whether these are the name of a body: 'Institute of Tides', 'Tidal Energy Forum'."""
    last = words[-1].lower() if words else ""
    return bool({word.lower() for word in words if word[0].isupper()} & BODY_WORDS) or last in BODY_SIGNS


def _title_length(parts: list[Segment], values: dict[str, Any], whole: int | None) -> int:
    """Return how many segments the title has: as an arrangement says, else as the marks weigh."""
    told = [place for name in ("title_end", "imprint_start") if (place := values.get(name)) is not None]
    if whole is not None:
        told.append(whole)
    limit = min(told, default=None)
    if limit is None:
        return cut(parts, values)
    inside = next((i for i, part in enumerate(parts) if part.start >= limit), len(parts))
    if not inside:
        return cut(parts, values)
    quoted = next((i + 1 for i, part in enumerate(parts[:inside]) if part.after == "”"), None)
    if quoted:
        return quoted
    if values.get("slashes") or "container" in values or whole is not None or "imprint" in values:
        return inside
    # The thesis's words may stand behind the university, and a series behind the body that issues it.
    behind = inside == len(parts) or (values.get("type") == "techreport" and likeness(parts[inside - 1]) > 1.0)
    return min(inside, cut(parts, values)) if inside > 1 and behind else inside


def _settle(found: Reading, values: dict[str, Any], *, book: bool) -> None:
    """Put what was read in its fields; an imprint in brackets names the publisher."""
    kind = "incollection" if book and found.kind != "thesis" else found.kind
    values |= {"title": found.title, "kind": kind}
    imprint = values.get("imprint")
    if imprint and (book or found.container):
        found.publisher = found.publisher or imprint
    elif imprint:
        found.container = imprint
    for name in ("container", "place", "publisher", "series"):
        values.setdefault(name, getattr(found, name))
