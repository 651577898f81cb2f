"""What an argument map shows under every setting of the switches, worked out beforehand.

A letter for each statement, step and objection of a view, a row for each setting; most settings share their row with
others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from companion.analyses.argument import Argument, Outcome
from companion.analyses.argument.labelling import State
from companion.analyses.views import View
from companion.dossier.relations import Conflict, Inference
from companion.figures.maps.outline import TOLD

LETTERS = {
    Outcome.ARGUED: "a",
    Outcome.SUPPLIED: "s",
    Outcome.ASSERTED: "b",
    Outcome.OBJECTED: "o",
    Outcome.LOST: "l",
    Outcome.OPEN: "n",
    Outcome.REMOVED: "r",
}
HOLDS, FALLS, WAITS, IDLE = "holds", "falls", "open", "idle"
"""What a line can be: it carries or objects; it is given up; it is undecided; it does not count."""


@dataclass(frozen=True)
class States:
    """All states of one view."""

    statements: tuple[str, ...]
    relations: tuple[str, ...]
    rows: tuple[tuple[tuple[Outcome, ...], tuple[str, ...]], ...]
    """Setting number → what becomes of each statement, and what each relation is."""

    def varies(self) -> frozenset[str]:
        """Return the statements of which some setting makes something that a map tells."""
        return frozenset(
            id
            for place, id in enumerate(self.statements)
            if any(outcomes[place] in TOLD or outcomes[place] is Outcome.REMOVED for outcomes, _ in self.rows)
        )

    def table(self) -> dict[str, object]:
        """Return the states as plain values: distinct rows as text, and for each setting the number of its row."""
        words = {HOLDS: "h", FALLS: "f", WAITS: "w", IDLE: "i"}
        told = ["".join([*map(LETTERS.__getitem__, o), " ", *map(words.__getitem__, r)]) for o, r in self.rows]
        distinct = list(dict.fromkeys(told))
        return {
            "statements": self.statements,
            "relations": self.relations,
            "rows": distinct,
            "settings": [distinct.index(row) for row in told],
        }


def states(arguments: Iterable[Argument], view: View) -> States:
    """Return what each argument makes of a view."""
    relations: list[Inference | Conflict] = [*view.inferences, *view.conflicts]
    rows = []
    for argument in arguments:
        outcomes = tuple(argument.outcome(id) for id in view.statements)
        rows.append((outcomes, tuple(relation_states(argument, relations).values())))
    return States(view.statements, tuple(relation.id for relation in relations), tuple(rows))


def relation_states(argument: Argument, relations: Iterable[Inference | Conflict]) -> dict[str, str]:
    """Return what each step and objection is: an objection holds with its source, a step with its premises."""
    counting = {conflict.id for conflict in argument.conflicts}
    told = {State.STANDS: HOLDS, State.FALLS: FALLS, State.OPEN: WAITS}
    found = {}
    for relation in relations:
        if isinstance(relation, Conflict):
            counts, decides = relation.id in counting, relation.source
        else:
            counts, decides = argument.choices.carries(relation), relation.id
        found[relation.id] = told[argument.state(decides)] if counts else IDLE
    return found
