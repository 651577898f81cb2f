"""The boxes of an argument map: what stands in one, how large it is, and how it looks before it has a place."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from companion.analyses.argument import Argument, Outcome
from companion.analyses.views import SPINE, View
from companion.dossier.statements import FINDING, Explicitness, Statement
from companion.figures.maps.outline import TOLD
from companion.figures.maps.states import relation_states
from companion.figures.maps.wrapping import wrapped

PAD = 10
LEAST = 44
"""The height that a finger needs."""
HEAD = 14
"""Height of the line with the code, and of the line with what becomes of the statement."""


@dataclass(frozen=True)
class Size:
    """The measures of a kind of box."""

    width: float
    text: float
    """Size of the name."""
    line: float


FOUND = Size(146, 13.5, 16)
GIVEN = Size(119, 12, 14.5)


@dataclass(frozen=True)
class Box:
    """A statement with its lines of text and the place of its box."""

    statement: Statement
    look: str
    """Classes: voice, part played, and whether it belongs to another section."""
    outcome: Outcome
    size: Size
    lines: tuple[str, ...]
    told: bool
    """Whether there is room for what becomes of it."""
    beside: bool = False
    """Whether that stands beside the code and not below the name."""
    x: float = 0
    """Centre."""
    top: float = 0
    floor: float = 0
    """Lower edge of the tallest box in its row."""

    @property
    def width(self) -> float:
        """Width of the frame."""
        return self.size.width

    @property
    def height(self) -> float:
        """Height of the frame."""
        below = HEAD if self.told and not self.beside else 0
        return max(HEAD + self.size.line * len(self.lines) + below + 9, LEAST)

    @property
    def left(self) -> float:
        """Left edge."""
        return self.x - self.width / 2

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.top + self.height

    def within(self, x: float) -> float:
        """Return the place nearest to ``x`` where an arrow may meet the box."""
        return min(max(x, self.left + 14), self.left + self.width - 14)

    def leaving(self, x: float) -> float:
        """Return the place on the lower edge from which an edge towards ``x`` starts."""
        return min(max(x, self.x - self.width / 5), self.x + self.width / 5)


class Boxes:
    """Makes the boxes of one view; ``varies`` names the statements of which a reader may make something else."""

    def __init__(self, argument: Argument, view: View, varies: Collection[str] = ()) -> None:
        self.argument, self.view, self.varies = argument, view, varies
        self.lines = relation_states(argument, (*view.inferences, *view.conflicts))
        """What each step and objection of the view is at the start."""
        self._reasons = {premise for step in view.inferences for premise in step.premises}
        self._objecting = {conflict.source for conflict in view.conflicts}

    def is_finding(self, id: str) -> bool:
        """Return whether a statement is one of those that the text finds."""
        dossier = self.argument.dossier
        return dossier.statement(id).role == FINDING or id in dossier.paper.main_findings

    def look(self, id: str) -> str:
        """Return the classes of a statement's box, or of a chip that stands for it."""
        statement = self.argument.dossier.statement(id)
        supplied = statement.explicitness == Explicitness.IMPLICIT
        found = self.is_finding(id)
        classes = ["supplied" if supplied else str(statement.voice), "finding" if found else "premise"]
        if id in self._objecting - self._reasons and not found:
            classes.append("against")
        if self.view.key not in (SPINE, statement.section):
            classes.append("elsewhere")
        return " ".join(classes)

    def box(self, id: str, width: float | None = None) -> Box:
        """Return the box of a statement, of its own width or of one given: then the outcome stands beside the code."""
        statement, outcome = self.argument.dossier.statement(id), self.argument.outcome(id)
        found = self.is_finding(id)
        kind = FOUND if found else GIVEN
        size = kind if width is None else Size(width, kind.text, kind.line)
        lines = tuple(
            wrapped(name_of(statement), size.width - 2 * PAD, most=5, size=size.text * (1.17 if found else 1))
        )
        told = found or outcome in TOLD or id in self.varies
        return Box(statement, self.look(id), outcome, size, lines, told, beside=size.width >= 200)


def name_of(statement: Statement) -> str:
    """Return the short name by which a map knows a statement."""
    return statement.name or statement.proposition
