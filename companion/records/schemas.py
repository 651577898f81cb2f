"""JSON Schemas of records, for editors that complete and underline; written from the records themselves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from companion.records.reader import schema_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_text(kind: type, choices: Mapping[tuple[str, str], Mapping[str, Any]] | None = None) -> str:
    """Return the JSON Schema of a kind of record as a file's text.

    ``choices`` narrows fields that a project closes: names of record and field → what to add to the field's schema.
    """
    schema = _plain(schema_of(kind))
    for (record, field), narrowed in (choices or {}).items():
        known = schema.get("$defs", {}).get(record, {}).get("properties", {})
        if field in known:
            known[field] = known[field] | narrowed
    return json.dumps({"$schema": DIALECT, **schema}, ensure_ascii=False, indent=1) + "\n"


def _plain(node: Any) -> Any:
    """Leave out Pydantic's titles, which only say a field's name again, and put descriptions on one line."""
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {name: _plain(value) for name, value in node.items() if name != "title" or not isinstance(value, str)}
    if isinstance(kept.get("description"), str):
        kept["description"] = " ".join(kept["description"].split()).replace("``", "`")
    return kept
