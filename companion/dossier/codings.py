"""``data/codings/``: codings of the whole text by several coders, and how each disagreement was settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from companion import files
from companion.errors import Problem
from companion.records import UNPLACED, Flag, Item, Placed, Text, Texts, read_file
from companion.textfile import is_there, read_rows, read_text

CODINGS = f"{files.CODINGS}/codings.yml"
SENTENCE, SURE, NOTE = "sentence", "sure", "note"
"""Columns of a coder's table that are no variables; the last two may be missing."""


@dataclass(frozen=True, slots=True)
class Coder(Item):
    """Who coded the text, and from what."""

    key: Text
    """Name of the table without ``.csv``."""
    name: Text
    made_by: Text
    """Who or what made the coding, and when."""
    saw: Text
    """What the coder had before it, and what not."""
    split: Flag = False
    """Whether a sentence could be split, and so have two values where others had to choose one."""
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Settlement(Item):
    """One disagreement, and what the sentence is coded with since."""

    sentence: Text
    variable: Text
    settled: tuple[Text, ...]
    """The values of all statements of the sentence; empty if none is right."""
    why: Text
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class CodingsFile(Item):
    """Everything the file holds."""

    coders: tuple[Coder, ...] = ()
    settled: tuple[Settlement, ...] = ()
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class CodedSentence:
    """One row of a coder's table."""

    sentence: str
    values: Mapping[str, frozenset[str]]
    """Variable → the values given, none where the cell is empty."""
    line: int


@dataclass(frozen=True, slots=True)
class Coding:
    """One coder's table."""

    coder: Coder
    variables: Texts
    rows: tuple[CodedSentence, ...]
    whole: bool = True
    """False where a row, or all of it, could not be read: what the table lacks then says nothing."""

    @property
    def file(self) -> str:
        """What messages call the table."""
        return f"{files.CODINGS}/{self.coder.key}.csv"

    def value(self, sentence: str, variable: str) -> frozenset[str]:
        """Return what a sentence is coded with; nothing if the coder has no such sentence."""
        found = (row.values[variable] for row in self.rows if row.sentence == sentence)
        return next(found, frozenset())


def disagreements(codings: Sequence[Coding]) -> tuple[tuple[str, str], ...]:
    """Return sentence and variable wherever the coders part, by variable.

    A coder who could split a sentence may give several values of a variable of which the others had to choose one:
    such a coder agrees with one who gives any of them.
    """
    if not codings:
        return ()
    first = codings[0]
    return tuple(
        (row.sentence, variable)
        for variable in first.variables
        for row in first.rows
        if len({value for _, value in side_by_side(codings, row.sentence, variable)}) > 1
    )


def side_by_side(codings: Sequence[Coding], sentence: str, variable: str) -> list[tuple[Coder, frozenset[str]]]:
    """Return what each coder gives a sentence; of a split sentence's several values, the one that another gives.

    Only a variable of which the others give one value is read so: of codes, each may give any number.
    """
    given = [(coding, coding.value(sentence, variable)) for coding in codings]
    single = all(len(row.values[variable]) == 1 for coding in codings if not coding.coder.split for row in coding.rows)
    others = [value for coding, value in given if not coding.coder.split]
    chosen = []
    for coding, value in given:
        one_of = [other for other in others if other <= value]
        chosen.append((coding.coder, one_of[0] if single and coding.coder.split and one_of else value))
    return chosen


def read(
    root: Path, variables: Sequence[str], problems: list[Problem]
) -> tuple[tuple[Coding, ...], tuple[Settlement, ...]]:
    """Return the codings of a project and the settlements; ``variables`` are the columns that a table must have.

    Without variables there is no codebook, which has been told, and no table can be held against it.
    """
    if not variables or not is_there(root / CODINGS):
        return (), ()
    held = read_file(root / CODINGS, CODINGS, CodingsFile, problems) or CodingsFile()
    return tuple(_table(root, coder, variables, problems) for coder in held.coders if coder.key), held.settled


def _table(root: Path, coder: Coder, variables: Sequence[str], problems: list[Problem]) -> Coding:
    coding = Coding(coder, tuple(variables), (), whole=False)
    text = read_text(root / coding.file, problems, f"{CODINGS} names this coder: put the table there.", coding.file)
    table = None if text is None else read_rows(text, problems, coding.file)
    if table is None:
        return coding
    header = table[0][1] if table else []
    if not {SENTENCE, *variables} <= set(header) <= {SENTENCE, *variables, SURE, NOTE}:
        remedy = f"The first line must be: {','.join((SENTENCE, *variables))}, and may end with {SURE},{NOTE}."
        problems.append(Problem("wrong-header", coding.file, "columns differ", remedy, 1, value=header))
        return coding
    rows, whole = [], True
    for line, cells in table[1:]:
        if len(cells) != len(header):
            remedy = "Give each column one cell; put a cell that holds a comma in quotes."
            problems.append(Problem("cell-count", coding.file, "cells do not fit the columns", remedy, line))
            whole = False
            continue
        row = dict(zip(header, cells, strict=True))
        values = {name: frozenset(filter(None, map(str.strip, row[name].split(";")))) for name in variables}
        rows.append(CodedSentence(row[SENTENCE], values, line))
    return Coding(coder, tuple(variables), tuple(rows), whole)
