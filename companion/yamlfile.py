"""YAML files read node by node, so that every problem can name its line.

``yaml.safe_load`` forgets where a value stood. Here a file is composed into nodes and each mapping becomes a
:class:`Record`, whose typed getters return a usable value and note a :class:`~companion.errors.Problem` where there is
none. A getter never raises: the reader goes on, and all problems of a run are told at once.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import yaml

from companion.errors import Problem
from companion.textfile import read_text

Choice = TypeVar("Choice", bound=StrEnum)

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader of libyaml, ten times as fast and with the same line marks; PyYAML's own where it was built without."""

TEXT, FLAG, WHOLE = "tag:yaml.org,2002:str", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:int"
NOTHING = "tag:yaml.org,2002:null"


def did_you_mean(value: str, allowed: Iterable[str]) -> str:
    """Say what the allowed values are, nearest first.

    >>> did_you_mean("auhtor", ["author", "reported"])
    "Did you mean 'author'? Allowed: author, reported."
    """
    names = list(dict.fromkeys(str(name) for name in allowed))
    return f"{nearest(value, names)}Allowed: {', '.join(names) if names else 'none'}."


def nearest(value: str, names: Iterable[str]) -> str:
    """Ask whether the nearest of the names was meant; empty if none is near."""
    near = difflib.get_close_matches(value, list(names), n=1)
    return f"Did you mean {near[0]!r}? " if near else ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands, for messages."""

    file: str
    """Path relative to the project's root."""
    line: int
    """Counted from 1."""
    fields: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    """Field of the record → its line."""

    def line_of(self, field: str) -> int:
        """Return the line of a field, or the record's own."""
        return self.fields.get(field, self.line)


class Record:
    """One mapping of a YAML file: typed access to its fields, with a note of every problem.

    A missing or unusable value is replaced by an empty one (``""``, ``()``, the first choice), so that the rest of the
    dossier can still be checked; the problem stands in the list given at construction.
    """

    def __init__(self, node: yaml.Node, file: str, problems: list[Problem], name: str | None = None) -> None:
        self.file = file
        self.line = node.start_mark.line + 1
        self.problems = problems
        self.name = name
        """Identifier used in messages: the record's ``id`` or ``key``, or what :meth:`identify` reads."""
        self._node = node
        self._asked: set[str] = set()
        self._fields: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        """Field → the line its name stands in; its value may begin in the next."""
        if isinstance(node, yaml.MappingNode):
            self._index(node)
        else:
            self.complain("wrong-type", f"expected fields, found {_kind(node)}", "Write `field: value` lines here.")

    def _index(self, node: yaml.MappingNode) -> None:
        for key, value in node.value:
            field = str(key.value)
            if field in {"id", "key"} and isinstance(value, yaml.ScalarNode):
                self.name = value.value
            if field in self._fields:
                line = key.start_mark.line + 1
                self.complain("duplicate-field", "field given twice", "Keep one of the two.", field=field, line=line)
            self._fields[field] = value
            self._lines[field] = key.start_mark.line + 1

    @property
    def place(self) -> Place:
        """Where the record and each of its fields stand."""
        return Place(self.file, self.line, {name: node.start_mark.line + 1 for name, node in self._fields.items()})

    def has(self, field: str) -> bool:
        """Tell whether the field is there and not empty."""
        node = self._fields.get(field)
        return node is not None and node.tag != NOTHING

    def identify(self, field: str = "id") -> str:
        """Return the record's identifier and use it in every later message."""
        self.name = self.text(field) or self.name
        return self.name or ""

    def complain(
        self,
        code: str,
        message: str,
        remedy: str,
        *,
        field: str | None = None,
        value: object = None,
        line: int | None = None,
    ) -> None:
        """Note a problem at the field's line, or at the record's."""
        if line is None:
            node = self._fields.get(field) if field else None
            line = node.start_mark.line + 1 if node is not None else self.line
        self.problems.append(Problem(code, self.file, message, remedy, line, self.name, field, value))

    def _node_of(self, field: str, required: bool) -> yaml.Node | None:
        self._asked.add(field)
        if self.has(field):
            return self._fields[field]
        if required:
            there = "is empty" if field in self._fields else "is missing"
            self.complain("missing-field", f"field {there}", f"Add `{field}: ...`.", field=field)
        return None

    def _scalar(self, field: str, tag: str, wanted: str, required: bool) -> str | None:
        node = self._node_of(field, required)
        if node is None:
            return None
        if isinstance(node, yaml.ScalarNode) and node.tag == tag:
            return node.value
        value = node.value if isinstance(node, yaml.ScalarNode) else None
        quote = f' Put it in quotes: {field}: "{value}".' if tag == TEXT and value is not None else ""
        self.complain(
            "wrong-type", f"expected {wanted}, found {_kind(node)}", f"Give {wanted}.{quote}", field=field, value=value
        )
        return None

    def text(self, field: str, *, required: bool = True) -> str:
        """Return a text with its outer white space removed, or ``""``."""
        value = (self._scalar(field, TEXT, "text", required) or "").strip()
        if not value and required and self.has(field) and self._fields[field].tag == TEXT:
            self.complain("missing-field", "field is empty", f"Add `{field}: ...`.", field=field)
        return value

    def text_or_none(self, field: str) -> str | None:
        """Return an optional text, or None."""
        return self.text(field, required=False) or None

    def flag(self, field: str, *, default: bool | None = None) -> bool:
        """Return a truth value; the default stands for a missing one, and without a default the field is required."""
        value = self._scalar(field, FLAG, "true or false", default is None)
        return bool(default) if value is None else value.lower() in {"true", "yes", "on"}

    def whole(self, field: str) -> int:
        """Return a whole number, or 0."""
        value = self._scalar(field, WHOLE, "a whole number", True)
        return int(yaml.safe_load(value)) if value else 0  # YAML's own spelling of numbers: 012, 0x1f

    def choice(self, field: str, choices: type[Choice], *, default: Choice | None = None) -> Choice:
        """Return one of the members of an enumeration; for an unknown one the nearest, so that a slip is told once."""
        allowed = list(choices)
        value = self.text(field, required=default is None)
        if value in allowed:
            return choices(value)
        if value:
            self.complain("unknown-value", "unknown value", did_you_mean(value, allowed), field=field, value=value)
        near = difflib.get_close_matches(value, [str(name) for name in allowed], n=1)
        return choices(near[0]) if near else default if default is not None else allowed[0]

    def one_of(self, field: str, allowed: Sequence[str]) -> str:
        """Return one of the allowed texts, or ``""``."""
        value = self.text(field)
        if value and value not in allowed:
            self.complain("unknown-value", "unknown value", did_you_mean(value, allowed), field=field, value=value)
            return ""
        return value

    def texts(self, field: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(item.strip() for item in self._scalars(field, TEXT, "text", required))

    def wholes(self, field: str, *, required: bool = False) -> tuple[int, ...]:
        """Return a list of whole numbers."""
        return tuple(int(yaml.safe_load(item)) for item in self._scalars(field, WHOLE, "whole numbers", required))

    def _scalars(self, field: str, tag: str, wanted: str, required: bool) -> list[str]:
        node = self._node_of(field, required)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.complain("wrong-type", f"expected a list, found {_kind(node)}", "Write it as [a, b].", field=field)
            return []
        found = []
        for item in node.value:
            if isinstance(item, yaml.ScalarNode) and item.tag == tag:
                found.append(item.value)
            else:
                line = item.start_mark.line + 1
                self.complain(
                    "wrong-type",
                    f"expected {wanted} in the list, found {_kind(item)}",
                    "Put it in quotes."
                    if isinstance(item, yaml.ScalarNode) and tag == TEXT
                    else "Give a plain list: [a, b].",
                    field=field,
                    value=item.value if isinstance(item, yaml.ScalarNode) else None,
                    line=line,
                )
        return found

    def record(self, field: str) -> Record | None:
        """Return a field that holds fields of its own, or None."""
        node = self._node_of(field, False)
        if isinstance(node, yaml.MappingNode):
            return Record(node, self.file, self.problems, self.name)
        if node is not None:
            self.complain("wrong-type", f"expected fields, found {_kind(node)}", "Write {name: value}.", field=field)
        return None

    def records(self, field: str, *, required: bool = False) -> list[Record]:
        """Return a list of records; absent means none unless required."""
        node = self._node_of(field, required)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.complain(
                "wrong-type", f"expected a list, found {_kind(node)}", "Start each item with `- `.", field=field
            )
            return []
        return [Record(item, self.file, self.problems, self.name) for item in node.value]

    def names(self) -> list[str]:
        """Return the fields that are there, in the file's order."""
        return list(self._fields)

    def rest(self) -> Mapping[str, object]:
        """Return every field not asked for so far, as plain Python values."""
        loader = yaml.SafeLoader("")
        others = {name: node for name, node in self._fields.items() if name not in self._asked}
        self._asked.update(others)
        return {name: loader.construct_object(node, deep=True) for name, node in others.items()}

    def done(self) -> None:
        """Complain of every field that nothing asked for."""
        for name in self._fields:
            if name not in self._asked:
                remedy = f"Remove it or mend its name. {did_you_mean(name, sorted(self._asked))}"
                self.complain("unknown-field", "unknown field", remedy, field=name, line=self._lines[name])


def _kind(node: yaml.Node) -> str:
    """Name what a node is, for messages."""
    if isinstance(node, yaml.MappingNode):
        return "fields"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    names = {TEXT: "text", FLAG: "true or false", NOTHING: "nothing"}
    return names.get(node.tag, node.tag.rsplit(":", 1)[-1])


def open_file(path: Path, name: str, problems: list[Problem]) -> Record | None:
    """Compose one YAML file into its top record; None, with a problem noted, if that cannot be done.

    ``name`` is the file's name in messages: its path relative to the project's root.
    """
    text = read_text(path, problems, "Restore it: book/data.md describes it.", name)
    if text is None:
        return None
    try:
        node = _composed(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        remedy = "Check indentation here and in the line above; put text that holds : # ? , or brackets in quotes."
        problems.append(Problem("yaml-syntax", name, str(error.problem or error), remedy, line))
    except yaml.YAMLError as error:
        problems.append(Problem("yaml-syntax", name, str(error).splitlines()[0], "Remove the unusual character."))
    else:
        if node is not None:
            return Record(node, name, problems)
        problems.append(Problem("empty-file", name, "file is empty", "Fill it: book/data.md describes it."))
    return None


def _composed(text: str) -> yaml.Node | None:
    """Return the top node of a YAML text, None for an empty one; YAMLError for one that is none."""
    try:
        return yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError:
        # PyYAML's own loader says what it expected and what it found; and the message is the same on every machine.
        return yaml.compose(text, Loader=yaml.SafeLoader)
