"""One argument: a dossier under a reader's choices, labelled once, and everything that is read off it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from companion.analyses.argument import cuts, explanation
from companion.analyses.argument.explanation import Outcome
from companion.analyses.argument.graph import Choices, Graph, build, chosen_from_start
from companion.analyses.argument.labelling import Labelling, State, label
from companion.analyses.argument.reasons import Reasons, reasons_for
from companion.analyses.argument.standing import Standing, standing_of
from companion.dossier.dossier import Dossier
from companion.dossier.relations import Conflict


class Argument:
    """What a dossier's reasons and objections amount to, by default as the what-if panel starts.

    ``drop``, ``without``, ``grant`` and ``steps`` add to the choices: statements taken away, inferences and conflicts
    left out of account, critical questions whose adverse answer is granted, and inferences that the companion supplies
    and that count nevertheless. Nothing is worked out before it is asked for.

    Raises:
        KeyError: a choice is about something that the dossier does not have (when the graph is first needed).
    """

    def __init__(
        self,
        dossier: Dossier,
        choices: Choices | None = None,
        *,
        drop: Iterable[str] = (),
        without: Iterable[str] = (),
        grant: Iterable[str] = (),
        steps: Iterable[str] = (),
    ) -> None:
        start = chosen_from_start(dossier) if choices is None else choices
        self.dossier = dossier
        self.choices = replace(
            start,
            drop=start.drop | frozenset(drop),
            without=start.without | frozenset(without),
            grant=start.grant | frozenset(grant),
            steps=start.steps | frozenset(steps),
        )

    @cached_property
    def graph(self) -> Graph:
        """The nodes: statements, inferences, and objections that are granted."""
        return build(self.dossier, self.choices)

    @cached_property
    def labelling(self) -> Labelling:
        """The grounded labelling of the graph."""
        return label(self.graph)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts that count: all but those left out of account."""
        return tuple(conflict for conflict in self.dossier.conflicts if conflict.id not in self.choices.without)

    @cached_property
    def same(self) -> Mapping[str, frozenset[str]]:
        """Each statement → itself and all that repeat it or that it repeats."""
        groups: dict[str, set[str]] = {}
        for statement in self.dossier.statements:
            groups.setdefault(self.dossier.original(statement.id), set()).add(statement.id)
        return {id: frozenset(group) for group in groups.values() for id in group}

    @property
    def findings(self) -> tuple[str, ...]:
        """The paper's main findings, in the order shown."""
        return self.dossier.paper.main_findings

    def state(self, id: str) -> State:
        """Return whether a statement or inference stands, falls or stays open; KeyError if there is none."""
        return self.labelling[id]

    def outcome(self, id: str) -> Outcome:
        """Return what becomes of a statement in the one word that every part of the book uses; KeyError if none."""
        return explanation.outcome(self.graph, self.labelling, id)

    def reasons(self, id: str) -> Reasons:
        """Return all that speaks for and against a statement; KeyError if there is none."""
        self.dossier.statement(id)  # which says what is nearest to a name that none has
        return reasons_for(id, self.dossier, self.labelling, self.same, self.conflicts)

    def standing(self, id: str) -> Standing:
        """Return where a statement stands among the others; KeyError if there is none."""
        return standing_of(self.reasons(id), self.dossier, self.same[id], self.conflicts, self.explanation(id))

    def explanation(self, id: str) -> tuple[str, ...]:
        """Return the path in words, one sentence a statement, its own first."""
        return explanation.in_words(self.graph, self.labelling, id)

    def cut_sets(self, id: str, max_size: int = 3, *, grounds_only: bool = False) -> tuple[tuple[str, ...], ...]:
        """Return the minimal sets of statements without which a statement no longer stands, smallest first."""
        return cuts.cut_sets(self.graph, id, max_size, grounds_only=grounds_only)

    def changed_from(self, other: Argument) -> list[str]:
        """Return the statements of which something else becomes than in another argument, in the paper's order."""
        return [item.id for item in self.dossier.statements if self.outcome(item.id) != other.outcome(item.id)]
