"""A statement's place in the argument: what it supports, what it rests on, what attacks it, and its state.

Definition. The relations are those of the dossier, read from one statement; the state is that of the grounded labelling
(``acceptance``) with the path that decides it (``deciding``); argued for or only asserted is as in ``reasons``. A
statement that repeats another shows the relations of both.

Limits. Those of the three modules named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from companion.analyses.acceptance import State, build, label
from companion.analyses.deciding import in_words
from companion.analyses.reasons import Objection, Reason, counted_conflicts, reasons, sameness
from companion.dossier.model import Conflict, ConflictKind, Dossier, Inference


@dataclass(frozen=True, slots=True)
class StatementPlace:
    """Where one statement stands among the others."""

    statement: str
    supports: tuple[Inference, ...]
    """Steps that it is a premise of."""
    rests_on: tuple[Reason, ...]
    """Steps to it, the text's own first."""
    attacked_by: tuple[Objection, ...]
    """Conflicts directed at the statement itself."""
    attacks: tuple[str, ...]
    """Statements and steps it is directed against."""
    state: State
    standing: str
    """``argued for`` or ``only asserted``, with ``objected to`` where something is."""
    because: tuple[str, ...]
    """The path that decides its state, one sentence a statement, its own first."""

    @property
    def connected(self) -> bool:
        """Whether the statement takes part in the argument at all."""
        return bool(self.supports or self.rests_on or self.attacked_by or self.attacks)


def places(record: Dossier) -> Mapping[str, StatementPlace]:
    """Return the place of every statement, by identifier."""
    graph = build(record)
    labelling = label(graph)
    same = sameness(record, graph)
    conflicts = counted_conflicts(record)
    found = {}
    for about in reasons(record, record.by_id):
        id = about.statement
        found[id] = StatementPlace(
            statement=id,
            supports=tuple(step for step in record.inferences if same[id] & set(step.premises)),
            rests_on=(*about.stated, *about.supplied),
            attacked_by=tuple(o for o in about.objections if o.on == "the statement"),
            attacks=tuple(target for c in conflicts if (target := _target(c, same[id]))),
            state=about.state,
            standing=about.words,
            because=in_words(graph, labelling, id),
        )
    return found


def _target(conflict: Conflict, same: set[str]) -> str | None:
    """Return what a conflict is directed at, seen from one of its ends; None from anywhere else."""
    if conflict.source in same:
        return conflict.target
    both_ways = conflict.symmetric and conflict.kind != ConflictKind.UNDERCUT
    return conflict.source if both_ways and conflict.target in same else None
