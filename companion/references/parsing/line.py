"""Read one printed reference: each rule claims its part of the line, and what no rule claims is residue.

The tasks are those of the literature on reading references (Councill, Giles and Kan 2008, *ParsCit*; Lopez 2009,
*GROBID*): a line is cut into labelled stretches. There a model is trained on labelled lines; here rules say why a
stretch is read as it is, so that each change can be shown beside the line. Only the end of a title is weighed (see
``boundary``).
"""

from __future__ import annotations

from typing import Any

from companion.references import printed
from companion.references.parsing import (
    addresses,
    clean,
    dates,
    freetext,
    heads,
    kinds,
    layouts,
    numbers,
    roles,
    theses,
)
from companion.references.parsing.draft import Draft
from companion.references.parsing.parsed import Parsed

__all__ = ["Parsed", "parse", "parse_lines"]


def parse(raw: str, n: int = 1) -> Parsed:
    """Read one printed reference; any line is accepted, and none raises an error."""
    draft = Draft.of(raw)
    clean.characters(draft)
    heads.list_number(draft)
    clean.stray_marks(draft)
    values: dict[str, Any] = dict(addresses.take(draft))
    clean.glue(draft, heads.names_end(draft))
    values |= numbers.notes(draft)
    start = heads.take(draft, values)
    layouts.take(draft, start, values)
    theses.take(draft, start, values)
    book = roles.take(draft, start, values)
    values["edition"] = numbers.edition(draft, start)
    layouts.imprint(draft, start, values)
    if "pages" not in values:
        values["pages"] = numbers.pages(draft, start)
    year = values.get("year")
    values["when"] = dates.take_dates(draft, start, year) or values.get("when")
    if year is None and values["when"] is not None and values["when"].year:
        values["year"] = values["when"].year
    values |= numbers.volume_and_number(draft, start, values)
    freetext.take(draft, start, values, book)
    values |= kinds.of(draft, values, book=book is not None)
    fields = {name: values[name] for name in Parsed.__dataclass_fields__ if name in values}
    return Parsed(n=n, raw=raw, spans=draft.spans(), mends=tuple(draft.mends), **fields)


def parse_lines(text: str) -> list[Parsed]:
    """Read a text with one printed reference a line; a line of white space is numbered but holds nothing."""
    return [parse(line.text, line.n) for line in printed.lines(text)]
