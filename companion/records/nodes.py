"""YAML and JSON files as plain values, each with the line it stands in.

``yaml.safe_load`` forgets where a value stood. Here a file is composed into nodes, and the nodes are kept by their
path (``("statements", 3, "voice")``), so that every message can name its line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from companion.errors import Problem
from companion.textfile import UNSEEN, read_text, unseen

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader of libyaml, ten times as fast and with the same line marks; PyYAML's own where it was built without."""

OURS = "@"
"""What the names of fields begin with that the program gives a record, and no file may."""
PLACE = f"{OURS}place"
"""Name under which each record of a file is given its place."""
NOTHING = "tag:yaml.org,2002:null"
KINDS = {"str": "text", "bool": "true or false", "null": "nothing"}
"""Tag of a YAML scalar → what messages call it, where not by the tag itself."""

MOST = 200_000
"""Values in one file: aliases of aliases can stand for thousands of millions."""

Path_ = tuple[str | int, ...]
"""Names and positions that lead from a file's top to a value in it."""


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


@dataclass(frozen=True, slots=True)
class Other:
    """A scalar that is none of text, number and truth value: a date, for instance."""

    text: str


class TooMany(Exception):
    """A file stands for more values than any has."""


class Composed:
    """One file's values, and the node behind each of them."""

    def __init__(self, top: yaml.Node, file: str, problems: list[Problem]) -> None:
        self.file, self.problems = file, problems
        self.nodes: dict[Path_, yaml.Node] = {}
        self.names: dict[Path_, int] = {}
        """Path of a field → the line its name stands in; its value may begin in the next."""
        self.values = self._value(top, ())

    def line(self, path: Path_) -> int:
        """Return the line of a value, or of the nearest thing around it that has one."""
        while path not in self.nodes:
            path = path[:-1]
        return self.nodes[path].start_mark.line + 1

    def kind(self, path: Path_) -> str:
        """Name what stands at a path, for messages."""
        node = self.nodes.get(path)
        if node is None:
            return "an alias to what it stands in"
        if isinstance(node, yaml.MappingNode):
            return "fields"
        if isinstance(node, yaml.SequenceNode):
            return "a list"
        tag = node.tag.rpartition(":")[2]
        return KINDS.get(tag, tag)

    def written(self, path: Path_) -> str | None:
        """Return a scalar as the file has it, or None for anything else."""
        node = self.nodes.get(path)
        return node.value if isinstance(node, yaml.ScalarNode) else None

    def _value(self, node: yaml.Node, path: Path_) -> Any:
        if any(self.nodes[path[:end]] is node for end in range(len(path))):
            return Other("*")  # an alias to something around it
        self.nodes[path] = node
        if len(self.nodes) > MOST:
            raise TooMany
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, (*path, number)) for number, item in enumerate(node.value)]
        tag = node.tag.rpartition(":")[2]
        if tag in ("int", "bool", "float"):
            return _number(node.value)
        if tag == "str" and isinstance(node, yaml.ScalarNode):
            return self._seen(node, path)
        return None if tag == "null" else Other(node.value)

    def _seen(self, node: yaml.ScalarNode, path: Path_) -> str:
        """Return a text, having told of a character that nobody sees: a file may spell one out ("\\u202e")."""
        # JSON spells a character beyond the first 65,536 as two halves, which YAML leaves apart.
        whole = node.value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if found := UNSEEN.search(node.value if "\ufffd" in whole else whole):
            line, field = (
                node.start_mark.line + 1,
                next((step for step in reversed(path) if isinstance(step, str)), None),
            )
            self.problems.append(unseen(self.file, found[0], line, self.name(path[:-1]), field))
            whole = UNSEEN.sub("", whole)
        node.value = whole
        return str(whole)

    def _mapping(self, node: yaml.MappingNode, path: Path_) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in node.value:
            name = self._seen(key, path) if isinstance(key, yaml.ScalarNode) else str(key.value)[:80]
            if name.startswith(OURS):
                name = f'"{name}"'  # as YAML wants it written: no record has such a field
            inner = (*path, name)
            if inner in self.names:
                line = key.start_mark.line + 1
                problem = ("field given twice", "Keep one of the two.", line, self.name(path), name)
                self.problems.append(Problem("duplicate-field", self.file, *problem))
            self.names[inner] = key.start_mark.line + 1
            made = self._value(value, inner)
            # An empty field is an absent one.
            if made is not None:
                values[name] = made
            else:
                values.pop(name, None)
        if not path or isinstance(path[-1], int):  # a file, or an item of a list: what records are made from
            lines = {str(key.value): value.start_mark.line + 1 for key, value in node.value}
            values[PLACE] = Place(self.file, node.start_mark.line + 1, lines)
        return values

    def name(self, path: Path_) -> str | None:
        """Return what messages call the record at a path: its id or key, or that of what it stands in.

        Where nothing around has one it is the first field of the innermost item: the sentence that is judged, say.
        """
        items = [
            node
            for end in range(len(path), 0, -1)
            if isinstance(path[end - 1], int) and isinstance(node := self.nodes.get(path[:end]), yaml.MappingNode)
        ]
        fields = [(key.value, value) for node in items for key, value in node.value]
        named = [(name, value) for name, value in fields if name in ("id", "key")]
        for name, value in (*named, *fields[:1]):
            if isinstance(value, yaml.ScalarNode) and value.value:
                return value.value if value.tag.endswith(":str") else f"{name} {value.value}"
        return None


def _number(written: str) -> Any:
    """Return a number or truth value in YAML's own spelling: 012, 0x1f."""
    try:
        return yaml.safe_load(written)
    except ValueError:  # 0b, or more digits than Python takes
        return Other(written)


def compose(path: Path, name: str, problems: list[Problem]) -> Composed | None:
    """Compose one file; None, with a problem noted, if that cannot be done.

    ``name`` is the file's name in messages: its path relative to the project's root.
    """
    text = read_text(path, problems, "Restore it: book/data.md describes it.", name)
    return None if text is None else compose_text(text, name, problems)


def compose_text(
    text: str, name: str, problems: list[Problem], empty: str = "Fill it: book/data.md describes it."
) -> Composed | None:
    """Compose the text of a file; None, with a problem noted, if that cannot be done. ``empty`` is what to do then."""
    try:
        node = _composed(text)
        if node is not None:
            return Composed(node, name, problems)
        problems.append(Problem("empty-file", name, "file is empty", empty))
    except RecursionError:
        problems.append(
            Problem("yaml-syntax", name, "values are nested too deeply", "Close each bracket; keep to lists.")
        )
    except TooMany:
        message = f"aliases (*name) make more than {MOST:,} values of it"
        problems.append(Problem("yaml-syntax", name, message, "Write the values out."))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        remedy = "Check indentation here and in the line above; put text that holds : # ? , or brackets in quotes."
        problems.append(Problem("yaml-syntax", name, str(error.problem or error), remedy, line))
    except yaml.YAMLError as error:
        problems.append(Problem("yaml-syntax", name, str(error).splitlines()[0], "Remove the unusual character."))
    return None


def _composed(text: str) -> yaml.Node | None:
    """Return the top node of a YAML text, None for an empty one; YAMLError for one that is none."""
    try:
        return yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError:
        # PyYAML's own loader says what it expected and what it found; and the message is the same on every machine.
        return yaml.compose(text, Loader=yaml.SafeLoader)
