"""What kind of work a reference is, from the words and marks that kinds of work have."""

from __future__ import annotations

import re
from typing import Any

from companion.references.parsing import lexicon as lex
from companion.references.parsing.draft import Draft
from companion.references.parsing.people import Person

CONFERENCE = re.compile(
    r"\b(?:Proceedings|Proc\.|Conference|Conf\.|Symposium|Symp\.|Workshop|Congress\b|(?:Annual|General)\sMeeting|Colloquium)"
)
REPORT = re.compile(
    r"\b(?:Working|Discussion|Research|Occasional|Policy|White|Special|Technical|Tech\.)\s(?:Research\s)?(?:Paper|Report|Brief|Memo|Rep\.)|"
    r"\b(?:WORKING|DISCUSSION|RESEARCH|OCCASIONAL|POLICY|SPECIAL|BRIEFING)\s(?:PAPER|REPORT|BRIEF|MEMO|NOTE)\b|"
    r"\b(?:Briefing|Background|Issue)\s(?:Paper|Brief|Note)|"
    r"\bRep(?:\.|ort)\s(?:[Nn]o\b|[Nn]r\b|[A-Z]{0,3}[\d-]+)|\bFinal\sReport\b",
)
NEWS_WORDS = frozenset(
    "times post herald gazette guardian tribune news newspaper chronicle telegraph courier messenger observer standard "
    "independent daily mail sun age sentinel examiner dispatch echo press zeitung allgemeine figaro monde dépêche país "
    "mundo quotidien courrier evening morning weekly record monitor chronicle magazine".split()
)
SITE_WORDS = frozenset("website site portal blog weblog tank hub club".split())
SHORT = 60
"""Pages up to which what an institute issues is a paper rather than a book."""
BIBTEX = {
    "newspaper": "article", "inproceedings": "incollection", "preprint": "misc", "case": "misc",
}  # fmt: skip
"""Type → the type of entry, of the six that the bibliography writes, that it goes as."""


def of(draft: Draft, values: dict[str, Any], *, book: bool) -> dict[str, str]:
    """Return ``type`` and, where an arrangement says more than the container's words did, ``kind``."""
    told = values.get("type")
    kind = values["kind"]
    found = told or _found(draft, values, kind, book=book)
    if told in {"article", "newspaper", "inproceedings", "preprint", "case", "thesis", "book", "incollection"}:
        kind = BIBTEX.get(told, told)
    return {"type": found, "kind": kind}


def _found(draft: Draft, values: dict[str, Any], kind: str, *, book: bool) -> str:
    container = str(values.get("container") or "")
    words = set(re.findall(r"[^\W\d_]+", container.lower()))
    if words & lex.ARCHIVES:
        return "preprint"
    if kind == "thesis":
        return "thesis"
    if CONFERENCE.search(container) or lex.CONFERENCE.match(container):
        return "inproceedings"
    if book or values.get("whole") is not None:
        serial = words & lex.JOURNAL_WORDS or "volume" in values or values.get("number")
        return "article" if serial and not values.get("edited_by") and not values.get("place") else "incollection"
    if values.get("edited_by") and values.get("pages") and container:
        return "incollection"
    if REPORT.search(draft.text) and "volume" not in values:
        return "techreport"
    return _alone(draft, values, words, container) or ("misc" if values.get("url") else kind)


def _alone(draft: Draft, values: dict[str, Any], words: set[str], container: str) -> str | None:
    """The kind of what stands in no collection: by imprint, by volume, by day; None where nothing tells."""
    printed = values.get("place") or values.get("imprint")
    if words & SITE_WORDS and not printed and "volume" not in values:
        return "misc"
    of_book = "techreport" if _own_press(values, container) or _issued(draft, values, words) else "book"
    if printed and not values.get("number") and not (values.get("pages") and words & lex.JOURNAL_WORDS):
        return of_book
    if "volume" in values or values.get("issn") or (values.get("doi") and values.get("pages")):
        return "article"
    if _is_news(values, words):
        return "newspaper"
    if printed or words & lex.PRESS_WORDS or values.get("edition"):
        return of_book
    if _excerpt(values, words):
        return "article"
    if values.get("editors") or _unsaid(values, words):
        return "book"
    return None


def _is_news(values: dict[str, Any], words: set[str]) -> bool:
    """Something printed on a day, in what is no body's name and, if it has an address, is a newspaper's."""
    when = values.get("when")
    dated = when is not None and when.day and words and not words & lex.BODY_WORDS
    return bool(dated and words & NEWS_WORDS)


def _excerpt(values: dict[str, Any], words: set[str]) -> bool:
    """Pages from the middle of what is no body, without town or editor: a serial that tells no volume."""
    pages = re.fullmatch(r"(\d+)-\d+", values.get("pages") or "")
    beside = any(values.get(name) for name in ("place", "edited_by", "editors", "url"))
    return bool(pages and int(pages[1]) > 1 and words and not words & lex.BODY_WORDS and not beside)


def _unsaid(values: dict[str, Any], words: set[str]) -> bool:
    """A name behind the title and nothing more is most often a publisher's: 'Tides. Pilot House.'."""
    more = ("when", "url", "number", "pages", "doi")
    return (
        bool(words) and not words & (lex.BODY_WORDS | lex.JOURNAL_WORDS) and not any(values.get(name) for name in more)
    )


def _issued(draft: Draft, values: dict[str, Any], words: set[str]) -> bool:
    """A paper that an institute issues: numbered, dated within the year, short, or with the town behind the institute.

    A university prints books, and so does whoever has an edition, a translator or 'Publications' beside its name.
    """
    bookish = any(values.get(name) for name in ("edition", "translators", "edited_by", "editors", "isbn"))
    if bookish or "volume" in values or words & (lex.PRESS_WORDS | {"university"}) or not words & lex.BODY_WORDS:
        return False
    pages = re.fullmatch(r"1-(\d+)", values.get("pages") or "")
    when = values.get("when")
    dated = when is not None and (when.month or when.persian)
    text = draft.text
    behind = text.rfind(str(values.get("place"))) > text.rfind(str(values.get("container")))
    return bool(values.get("number") or dated or (pages and int(pages[1]) <= SHORT) or behind)


def _own_press(values: dict[str, Any], container: str) -> bool:
    """A body that issues its own work: author and publisher are one."""
    authors: tuple[Person, ...] = values.get("authors") or ()
    return bool(authors) and not authors[0].given and container in authors[0].family and not values.get("url")
