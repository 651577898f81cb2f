"""Data files → frozen records: composed with their lines, validated by their types, every slip told together.

A record is a frozen dataclass that derives from :class:`Item`; its annotations are the schema, said once: they read the
file (``reader``), word the messages, and write the JSON Schema that editors use (``schemas``).
"""

from companion.records.hints import did_you_mean, nearest
from companion.records.nodes import Place
from companion.records.reader import read_file
from companion.records.types import (
    UNPLACED,
    Address,
    Colour,
    Count,
    Flag,
    Item,
    OptionalText,
    Placed,
    Text,
    Texts,
    Whole,
    named,
)

__all__ = ["UNPLACED", "Address", "Colour", "Count", "Flag", "Item", "OptionalText", "Place", "Placed", "Text", "Texts",
           "Whole", "did_you_mean", "named", "nearest", "read_file"]  # fmt: skip
