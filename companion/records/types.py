"""The types of a record's fields; Pydantic reads them, and so does the JSON Schema."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, Strict, ValidationInfo
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from companion import addresses
from companion.records.nodes import OURS, PLACE, Place

UNPLACED = Place("data", 1)
"""Place of a record made in code and not read from a file."""


class Item:
    """A record of a data file: a frozen dataclass whose docstrings are the descriptions in the JSON Schema."""

    __slots__ = ()
    __pydantic_config__ = ConfigDict(extra="forbid", use_attribute_docstrings=True)


def _filled(text: str, info: ValidationInfo) -> str:
    text = text.strip()
    if not text and not (info.context or {}).get("mending"):
        raise PydanticCustomError("empty", "field is empty")
    return text


Text = Annotated[str, AfterValidator(_filled)]
"""A text with its outer white space removed; never empty in a sound file."""
OptionalText = Annotated[str | None, AfterValidator(lambda text: (text or "").strip() or None)]
"""A text, or None where the field is absent or empty."""


def _address(text: str, info: ValidationInfo) -> str:
    fault = addresses.fault(text)
    if fault and not (info.context or {}).get("mending"):
        raise PydanticCustomError("address", "{fault}", {"fault": fault})
    return text


def _colour(text: str | None, info: ValidationInfo) -> str | None:
    if text and not re.fullmatch(r"#[0-9A-Fa-f]{6}", text) and not (info.context or {}).get("mending"):
        raise PydanticCustomError("colour", "is no colour")
    return text


Address = Annotated[Text, AfterValidator(_address)]
"""An address that a reader may follow."""
Colour = Annotated[OptionalText, AfterValidator(_colour)]
"""A colour as six hexadecimal digits, or None where the field is absent."""
Texts = tuple[Text, ...]
Whole = Annotated[int, Strict()]


def _few(number: int, info: ValidationInfo) -> int:
    if not 0 <= number <= MOST and not (info.context or {}).get("mending"):
        raise PydanticCustomError("count", "is too many")
    return min(max(number, 0), MOST)


MOST = 100_000
"""Things of one kind in a paper; more are a slip of the keyboard, and would be counted for hours."""
Count = Annotated[Whole, AfterValidator(_few)]
"""A number of things."""
Flag = Annotated[bool, Strict()]
Placed = Annotated[SkipJsonSchema[Place], Field(validation_alias=PLACE)]
"""Where a record stands: given by the reader, and no field of the file."""


def named(name: str) -> Any:
    """Say what a field is called in the file, where Python does not allow the name."""
    return Field(validation_alias=name)


def inner(name: str) -> Any:
    """Say that the program fills a field in, and that no file may have it."""
    return Field(validation_alias=f"{OURS}{name}")
