"""The title, without what print put into it: headings, standfirsts, a second copy of itself."""

from __future__ import annotations

import re

from companion.references.parsing import lexicon as lex
from companion.references.parsing.boundary import likeness
from companion.references.parsing.draft import Draft
from companion.references.parsing.segments import Segment


def take(draft: Draft, parts: list[Segment]) -> str | None:
    """Claim the title and return it."""
    parts = _without_heading(draft, parts)
    if not parts:
        return None
    start, end = parts[0].start, parts[-1].end
    # A question mark or an exclamation mark that ended the last segment belongs to the title.
    end += draft.text[end : end + 1] in {"?", "!"}
    _wrong_quotes(draft, start, end)
    draft.claim("title", start, end)
    return tidy(draft.text[start:end], title=True)


def _wrong_quotes(draft: Draft, start: int, end: int) -> None:
    """Put on record a quotation that opens before the title and closes only behind what follows it."""
    rest = draft.view[end : end + 200]
    close = re.search(r"[\"”]", rest)
    if start and draft.text[start - 1] in '"“' and close and re.search(r"\w{2}", rest[: close.start()]):
        title, swallowed = draft.text[start:end], rest[: close.start()].strip(" ,.;")
        draft.mend(
            "quotation marks around the wrong span", "title", start - 1, end + close.end(), f"{title} | {swallowed}"
        )


def _without_heading(draft: Draft, parts: list[Segment]) -> list[Segment]:
    """A heading of the work ('Executive Summary') is not its title where a title follows."""
    if len(parts) > 1 and parts[0].text.strip().lower() in lex.HEADINGS and sum(len(p.words) for p in parts[1:]) > 1:
        draft.claim("heading", parts[0].start, parts[0].end)
        draft.mend("heading in the title", "title", parts[0].start, parts[1].start, "")
        return parts[1:]
    return parts


def without_blurb(draft: Draft, parts: list[Segment], book: int | None) -> list[Segment]:
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
    weight = likeness(part)
    return weight > 1.0 or (weight > 0.0 and bool(part.follows & {"volume", "number"}))


def _is_blurb(before: Segment, part: Segment) -> bool:
    words = part.words
    if before.after == "?" and len(words) > 1 and words[0][0].islower():
        return True
    if len(words) < 5:
        return False
    verbs = {word.lower() for word in words[1:]} & lex.VERBS
    return bool(verbs) and words[0][0].isupper() and before.after in {",", ".", ";"}


def without_repeats(draft: Draft, parts: list[Segment]) -> list[Segment]:
    """Drop a title printed a second time; where it stands again, the title has ended."""
    keys = [squeezed(part.text) for part in parts[:60]]
    for j in range(1, len(keys)):
        length = next((m for m in range(min(j, 6), 0, -1) if keys[:m] == keys[j : j + m]), 0)
        if len("".join(keys[:length])) < 12:
            continue
        draft.claim("repeated title", parts[j].start, parts[j + length - 1].end)
        draft.mend("title given twice", "title", parts[j].start, parts[j + length - 1].end, "")
        parts[length - 1].after = "”"
        return parts[:j] + parts[j + length :]
    return parts


def squeezed(text: str) -> str:
    """Return letters and digits alone, in one case, to compare what print may have set differently."""
    return re.sub(r"[\W_]+", "", text).lower()


def tidy(text: str, *, title: bool = False) -> str:
    """Trim marks; straighten the space before them; close a quotation mark that lost its partner."""
    text = re.sub(r"\s+", " ", text).strip(' .,;:-–—|"“”«»')
    text = re.sub(r"\s+([,;:?!])", r"\1", text)
    text = re.sub(r"^['‘](.+)['’]$", r"\1", text)
    if text.count("(") < text.count(")"):
        text = text.replace(")", "", 1)
    if text.count("(") > text.count(")"):
        text = text + ")" if title else text.replace("(", "", 1)
    return text.strip()
