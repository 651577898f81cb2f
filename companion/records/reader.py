"""One file → one record, with every slip told: file, line, record, field, value, nearest name, remedy.

Pydantic finds all slips of a file at once. Each is put into this project's words, and replaced by an empty value (a
misspelt name by the nearest), so that the rest of the file can still be checked against the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from companion.addresses import SCHEMES
from companion.errors import Problem
from companion.records.hints import closest, did_you_mean
from companion.records.nodes import PLACE, Composed, Path_, Place, compose

Record = TypeVar("Record")

WANTED = {
    "string": "text",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "fields",
}
"""Type in the JSON Schema → what messages call it."""
BLANK = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}
"""Type in the JSON Schema → what makes the empty value that stands for one that cannot be used."""
LISTED = {"string": "text", "integer": "whole numbers"}
"""Type of a list's items → what messages call them."""
UNKNOWN = "unexpected_keyword_argument"
"""Type of Pydantic's error for a field that a record does not have."""
ROUNDS = 8
"""More than records are deep: a mended value may itself lack something."""


def read_file(path: Path, name: str, kind: type[Record], problems: list[Problem]) -> Record | None:
    """Return the record that a file holds, mended where it has slips; None if it cannot be read at all.

    ``name`` is what messages call the file; every problem is added to ``problems``.
    """
    file = compose(path, name, problems)
    return None if file is None else validated(file, kind)


def validated(file: Composed, kind: type[Record]) -> Record:
    """Return a composed file as a record, having told of every slip."""
    adapter: TypeAdapter[Record] = _adapter(cast(Any, kind))
    try:
        return adapter.validate_python(file.values)
    except ValidationError as error:
        slips = error.errors(include_url=False)
    schema: dict[str, Any] = schema_of(cast(Any, kind))
    file.problems += [_told(file, slip, schema) for slip in slips]
    values = file.values if isinstance(file.values, dict) else {PLACE: Place(file.file, 1)}
    for _ in range(ROUNDS):
        # Backwards, because an item taken out of a list moves those behind it.
        for slip in reversed(slips):
            if slip["loc"]:
                _mend(values, slip, schema)
        try:
            return adapter.validate_python(values, context={"mending": True})
        except ValidationError as error:
            # What a mended value lacks in turn is no news.
            slips = error.errors(include_url=False)
    raise AssertionError(f"{file.file} cannot be mended: {slips}")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


@cache
def schema_of(kind: Any) -> dict[str, Any]:
    """Return the JSON Schema of a kind of record."""
    return _adapter(kind).json_schema()


def _at(schema: dict[str, Any], path: Path_) -> dict[str, Any]:
    """Return the part of a schema that speaks of the value at a path."""
    node = schema
    for step in (*path, None):
        if "anyOf" in node:  # a value that may be absent
            node = next(kind for kind in node["anyOf"] if kind.get("type") != "null")
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rpartition("/")[2]]
        if step is None:
            return node
        node = node["items"] if isinstance(step, int) else node.get("properties", {}).get(step) or _any_name(node)
    return node


def _any_name(node: dict[str, Any]) -> dict[str, Any]:
    more = node.get("additionalProperties")
    return more if isinstance(more, dict) else {}


def _mend(values: Any, slip: Mapping[str, Any], schema: dict[str, Any]) -> None:
    """Put something that can be used where a slip is, or nothing."""
    *way, last = path = slip["loc"]
    holder = values
    for step in way:
        holder = holder[step]
    wanted = _at(schema, path)
    if isinstance(last, int) or "type" not in wanted or slip["type"] == UNKNOWN:
        del holder[last]
    elif "enum" in wanted:
        holder[last] = closest(str(holder.get(last)), wanted["enum"]) or wanted["enum"][0]
    else:
        holder[last] = BLANK[wanted["type"]]()


def _told(file: Composed, slip: Mapping[str, Any], schema: dict[str, Any]) -> Problem:
    """Return a slip in this project's words."""
    path: Path_ = slip["loc"]
    field = next((step for step in reversed(path) if isinstance(step, str)), None)
    wanted = _at(schema, path)
    value, line = file.written(path), file.line(path)
    match slip["type"]:
        case "missing" | "empty":
            code, value = "missing-field", None
            message = "field is empty" if path in file.names else "field is missing"
            remedy = f"Add `{field}: ...`."
        case "unexpected_keyword_argument":
            code, message, value, line = "unknown-field", "unknown field", None, file.names[path]
            known = sorted(_at(schema, path[:-1])["properties"])
            remedy = f"Remove it or mend its name. {did_you_mean(str(field), known)}"
        case "address":
            code, message = "bad-address", f"the address {slip['ctx']['fault']}"
            remedy = f"Give an address that begins with one of: {', '.join(SCHEMES)}."
        case "colour":
            code, message, remedy = "bad-colour", "is no colour", 'Give six hexadecimal digits in quotes: "#D1580A".'
        case "count":
            code, message, remedy = "out-of-range", "is no number that things are counted with", "Count again."
        case "enum" | "literal_error":
            code, message, remedy = "unknown-value", "unknown value", did_you_mean(str(value), wanted["enum"])
        case _:
            code = "wrong-type"
            message, remedy = _wrong_type(file, path, wanted)
    return Problem(code, file.file, message, remedy, line, file.name(path[:-1]), field, value)


def _wrong_type(file: Composed, path: Path_, wanted: dict[str, Any]) -> tuple[str, str]:
    kind, found, written = wanted.get("type", "string"), file.kind(path), file.written(path)
    if path and isinstance(path[-1], int) and kind in LISTED:
        remedy = "Put it in quotes." if written is not None and kind == "string" else "Give a plain list: [a, b]."
        return f"expected {LISTED[kind]} in the list, found {found}", remedy
    if kind == "array":
        flat = "$ref" not in wanted["items"]
        remedy = "Write it as [a, b]." if flat else "Start each item with `- `."
    elif kind == "object":
        remedy = "Write {name: value}." if path and isinstance(path[-1], str) else "Write `field: value` lines here."
    else:
        quote = f' Put it in quotes: {path[-1]}: "{written}".' if kind == "string" and written is not None else ""
        remedy = f"Give {WANTED[kind]}.{quote}"
    return f"expected {WANTED[kind]}, found {found}", remedy
