"""What a folder of evidence says of itself: its ``datapackage.json`` (Frictionless Data Package, version 1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import ConfigDict

from companion import files
from companion.errors import Problem
from companion.records import UNPLACED, Item, Placed, Text, Texts, named, read_file
from companion.textfile import read_text

PACKAGE = f"{files.EVIDENCE}/datapackage.json"


class Described(Item):
    """A part of a data package: the standard has more fields than are asked for here."""

    __slots__ = ()
    __pydantic_config__ = ConfigDict(extra="ignore", use_attribute_docstrings=True)


@dataclass(frozen=True, slots=True)
class Column(Described):
    """One column of a table of evidence."""

    name: Text
    type: Literal["string", "integer", "number", "boolean"]
    description: Text
    """What it holds, and its unit."""
    constraints: Mapping[str, Any] = field(default_factory=dict)
    """Table Schema constraints: ``required``, ``enum``, ``minimum``, ``maximum``, ``pattern``."""


@dataclass(frozen=True, slots=True)
class Schema(Described):
    """The columns of a table."""

    fields: tuple[Column, ...]
    primary_key: Annotated[Texts, named("primaryKey")]
    """Columns that together name a row."""


@dataclass(frozen=True, slots=True)
class Resource(Described):
    """One table of evidence."""

    path: Text
    """File name."""
    title: Text
    schema: Schema
    place: Placed = UNPLACED

    @property
    def name(self) -> str:
        """File name without ``.csv``."""
        return Path(self.path).stem

    @property
    def file(self) -> str:
        """What messages call its file: the path below the project's folder."""
        return f"{files.EVIDENCE}/{self.path}"


@dataclass(frozen=True, slots=True)
class Package(Described):
    """Everything the file holds."""

    resources: tuple[Resource, ...]
    place: Placed = UNPLACED


def read(root: Path, problems: list[Problem]) -> Package:
    """Return the data package of a project; faults are added to ``problems``."""
    remedy = "Describe the folder's tables in it (Frictionless Data Package)."
    text = read_text(root / PACKAGE, problems, remedy, PACKAGE)
    if text is None:
        return Package(())
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        problems.append(Problem("not-json", PACKAGE, f"is not JSON: {error.msg}", "Mend the line.", error.lineno))
        return Package(())
    except (RecursionError, ValueError) as error:  # brackets without end, numbers without end
        message = "values are nested too deeply" if isinstance(error, RecursionError) else f"is not JSON: {error}"
        problems.append(Problem("not-json", PACKAGE, message, "Restore it, or write it anew."))
        return Package(())
    # JSON is YAML too, and so every slip is told with its line.
    return read_file(root / PACKAGE, PACKAGE, Package, problems) or Package(())
