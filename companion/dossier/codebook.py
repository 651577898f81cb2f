"""``data/codebook.yml``: the coding rules, the closed sets that other files choose from, and what is crossed with what.

An entry has the parts of MacQueen et al. (1998): name, brief and full definition, when to use, when not, an example.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from companion.records import UNPLACED, Colour, Item, Placed, Text, Texts

EXPLICITNESS = "explicitness"
"""The attribute that is no coder's to decide: whether a statement is in the text."""


@dataclass(frozen=True, slots=True)
class CodeValue(Item):
    """One value of a codebook variable."""

    key: Text
    label: Text
    brief: Text
    """Definition in a few words."""
    definition: Text
    use_when: Text
    not_when: Text
    example: Text
    """An example in the companion's words, never the paper's."""
    colour: Colour = None
    """Hex colour used for this value in every figure; grey where it has none."""
    settled: Texts = ()
    """Warnings that were looked into and are as it should be, by their codes."""
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Variable(Item):
    """A codebook variable."""

    key: Text
    label: Text
    question: Text
    """The question a coder answers."""
    definition: Text
    values: tuple[CodeValue, ...]
    place: Placed = UNPLACED

    def value(self, key: str) -> CodeValue:
        """Return the value with that key.

        Raises:
            KeyError: there is none.
        """
        for value in self.values:
            if value.key == key:
                return value
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class HardCase(Item):
    """A ruling on a case that could be coded in two ways."""

    case: Text
    rule: Text
    example: Text
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Crossing(Item):
    """Two variables that the prose counts against each other."""

    name: Text
    """Begins the names of the facts, e.g. ``answers-empty``."""
    rows: Text
    columns: Text
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Codebook(Item):
    """The coding rules, with the version that every coding carries."""

    version: Text
    variables: tuple[Variable, ...]
    """Variables that statements are coded with (``codes:``)."""
    attributes: tuple[Variable, ...]
    """Single-valued fields of a statement (voice, role, ...), documented the same way."""
    hard_cases: tuple[HardCase, ...] = ()
    words: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    """Closed sets that other files choose from (reading, verdict, ...): value → the words a reader meets it in."""
    crossings: tuple[Crossing, ...] = ()
    place: Placed = UNPLACED

    def variable(self, key: str) -> Variable:
        """Return the variable or attribute with that key.

        Raises:
            KeyError: there is none.
        """
        for variable in (*self.variables, *self.attributes):
            if variable.key == key:
                return variable
        raise KeyError(key)

    def labels(self, variable: str) -> dict[str, str]:
        """Return value → label of a variable or attribute, in the codebook's order; KeyError if there is none."""
        return {value.key: value.label for value in self.variable(variable).values}

    def word(self, closed_set: str, value: str) -> str:
        """Return the words for a value of a closed set; the value itself where the codebook has none."""
        return self.words.get(closed_set, {}).get(value, value.replace("_", " "))

    @property
    def coded(self) -> list[str]:
        """What a coder decides of each sentence: all variables, and all attributes but whether it is in the text."""
        return [item.key for item in (*self.variables, *self.attributes) if item.key != EXPLICITNESS]

    def allowed(self, closed_set: str) -> list[str]:
        """Return the values of a closed set, an attribute or a variable, in the codebook's order; else none."""
        if closed_set in self.words:
            return list(self.words[closed_set])
        known = (*self.attributes, *self.variables)
        return [value.key for item in known if item.key == closed_set for value in item.values]
