"""A statement's place in the argument: what it supports, what it rests on, what attacks it, and its state.

Definition. The relations are those of the dossier, read from one statement; the state is that of the grounded labelling
(``labelling``) with the path that decides it (``explanation``); argued for or only asserted is as in ``reasons``. A
statement that repeats another shows the relations of both.

Limits. Those of the three modules named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from companion.analyses.argument.labelling import State
from companion.analyses.argument.reasons import Objection, Reason, Reasons
from companion.dossier.dossier import Dossier
from companion.dossier.relations import Conflict, Inference, Origin


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one statement stands among the others."""

    statement: str
    supports: tuple[Inference, ...]
    """Steps that it is a premise of."""
    rests_on: tuple[Reason, ...]
    """Arguments for it, the text's own first."""
    explained_by: tuple[Reason, ...]
    """Explanations of it."""
    attacked_by: tuple[Objection, ...]
    """Conflicts directed at the statement itself."""
    attacks: tuple[str, ...]
    """Statements and steps it is directed against."""
    held_against: tuple[str, ...]
    """Those among them that the companion, and not the text, directs it against."""
    state: State
    words: str
    """``argued for`` or ``only asserted``, with ``objected to`` where something is."""
    because: tuple[str, ...]
    """The path that decides its state, one sentence a statement, its own first."""

    @property
    def connected(self) -> bool:
        """Whether the statement takes part in the argument at all."""
        return bool(self.supports or self.rests_on or self.explained_by or self.attacked_by or self.attacks)


def standing_of(
    about: Reasons,
    dossier: Dossier,
    same: frozenset[str],
    conflicts: Iterable[Conflict],
    because: tuple[str, ...],
) -> Standing:
    """Return where one statement stands, given its reasons, its repetitions, the conflicts that count and its path."""
    directed = [(conflict, target) for conflict in conflicts if (target := _target(conflict, same))]
    return Standing(
        statement=about.statement,
        supports=tuple(step for step in dossier.inferences if same & set(step.premises)),
        rests_on=(*about.stated, *about.supplied),
        explained_by=about.explained,
        attacked_by=tuple(objection for objection in about.objections if objection.on == "the statement"),
        attacks=tuple(target for _, target in directed),
        held_against=tuple(target for conflict, target in directed if conflict.origin is not Origin.AUTHOR),
        state=about.state,
        words=about.words,
        because=because,
    )


def _target(conflict: Conflict, same: frozenset[str]) -> str | None:
    """Return what a conflict is directed at, seen from one of its ends; None from anywhere else."""
    if conflict.source in same:
        return conflict.target
    return conflict.source if conflict.both_ways and conflict.target in same else None
