"""How well a reading agrees with a table of expected values: F1 by field, and references right as a whole."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from reference_corpus import comparable

FIELDS = ("authors", "year", "title", "container", "volume", "number", "pages", "doi", "url", "issn", "language")
EXACT = {"doi", "url", "issn", "year", "volume", "number"}
GOLD: list[dict] = json.loads((Path(__file__).parent / "gold" / "printed.json").read_text("utf-8"))
"""The values printed in the strings, tabled by hand from the strings before any rule was tuned."""

Reader = Callable[[str], Mapping[str, object]]


def values(reading: Mapping[str, object], field: str) -> list[str]:
    """Return a field's values as they are compared: addresses to the letter, words without marks and case."""
    value = reading.get(field)
    if field == "authors":
        return [comparable(f"{who['family']} {who.get('given', '')}") for who in value or ()]
    if not value:
        return []
    return [str(value)] if field in EXACT else [comparable(value)]


def score(read: Reader, lines: Sequence[str], gold: Sequence[Mapping[str, object]] = GOLD) -> dict[str, float]:
    """Return F1 by field and overall (``all``), how many ``values`` there are and how many references are ``whole``."""
    right, read_, expected = Counter(), Counter(), Counter()
    whole = 0
    for line, wanted in zip(lines, gold, strict=True):
        reading = read(line)
        pairs = {field: (values(reading, field), values(wanted, field)) for field in FIELDS}
        whole += all(one == two for one, two in pairs.values())
        for field, (one, two) in pairs.items():
            right[field] += sum(a == b for a, b in zip(one, two, strict=False))
            read_[field] += len(one)
            expected[field] += len(two)
    scores = {field: 2 * right[field] / max(1, read_[field] + expected[field]) for field in FIELDS}
    overall = 2 * right.total() / (read_.total() + expected.total())
    return {**scores, "all": overall, "values": expected.total(), "whole": whole}
