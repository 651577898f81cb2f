"""Which statements and relations an argument map shows: one section's, or the spine of the whole.

Definition. A *section's* view holds its main line, the steps to its statements, the conflicts that touch them, and the
statements at the other ends. The *spine* starts from the main findings and adds, one step back at a time, the reasons
for what is already there and the objections to it: the text's own steps first, then arguments that the companion
supplies; explanations that it supplies carry nothing and are left out. A view holds at most 25 statements; a step comes
in with all its premises or not at all, and what is left out is named.

Limits. A view is a choice of what to look at. The labelling always uses the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from companion.analyses.argument import Argument
from companion.dossier.dossier import Dossier
from companion.dossier.relations import Conflict, ConflictKind, Function, Inference, Origin

MOST = 25
SPINE = "spine"


@dataclass(frozen=True, slots=True)
class View:
    """What one map shows."""

    key: str
    """Key of the section, or ``spine``."""
    statements: tuple[str, ...]
    """In the paper's order."""
    inferences: tuple[Inference, ...]
    conflicts: tuple[Conflict, ...]
    apart: tuple[str, ...] = ()
    """Statements of the section that stand outside its argument and its main line."""
    left_out: tuple[str, ...] = ()
    """Steps to a statement shown that are not."""

    @property
    def joined(self) -> frozenset[str]:
        """Statements that some relation shown joins to another."""
        ends = {end for step in self.inferences for end in (*step.premises, step.conclusion)}
        targets = {conflict.target for conflict in self.conflicts}
        return frozenset(ends | {c.source for c in self.conflicts} | (targets & set(self.statements)))


def view(dossier: Dossier, key: str, most: int = MOST) -> View:
    """Return the view of a section or of the spine.

    Raises:
        KeyError: there is no such section.
    """
    if key == SPINE:
        return _spine(dossier, most)
    conflicts = Argument(dossier).conflicts
    own = [s.id for s in dossier.statements if s.section == dossier.paper.section(key).key]
    steps = [step for step in dossier.inferences if step.conclusion in own]
    near = {*own, *(step.id for step in steps)}
    conflicts = tuple(c for c in conflicts if {c.source, c.target} & near)
    touched = {id for step in steps for id in (*step.premises, step.conclusion)}
    touched |= {id for conflict in conflicts for id in (conflict.source, conflict.target)}
    main = [id for id in dossier.frame(key).main_line if id in own]
    start = dict.fromkeys([*main, *(id for id in own if id in touched)])
    shown = _Growing(steps, conflicts, most).grown(dossier, key, start)
    return replace(shown, apart=tuple(id for id in own if id not in shown.statements))


def _spine(dossier: Dossier, most: int) -> View:
    """Return what holds the main findings, with every objection that counts under some setting of the switches."""
    thrown = {switch.target for switch in dossier.switches}
    counting = {conflict.id for conflict in Argument(dossier).conflicts}
    conflicts = [conflict for conflict in dossier.conflicts if conflict.id in counting | thrown]
    steps = _canonical(dossier)
    own = [step for step in steps if step.origin is not Origin.COMPANION or step.id in thrown]
    supplied = [step for step in steps if step not in own]
    growing = _Growing(own, conflicts, most)
    growing.grow(dossier.paper.main_findings)
    growing.inferences = [step for step in supplied if step.function is Function.ARGUMENT]
    growing.grow(())
    shown = growing.view(dossier, SPINE)
    explained = (s.id for s in supplied if s.function is Function.EXPLANATION and s.conclusion in shown.statements)
    return replace(shown, left_out=(*shown.left_out, *explained))


def _canonical(dossier: Dossier) -> list[Inference]:
    """Return steps with repeated statements under the name that the main findings give them."""
    names = {s.repeats: s.id for s in dossier.statements if s.repeats and s.id in dossier.paper.main_findings}
    renamed = []
    for step in dossier.inferences:
        premises = tuple(names.get(id, id) for id in step.premises)
        renamed.append(replace(step, premises=premises, conclusion=names.get(step.conclusion, step.conclusion)))
    return renamed


class _Growing:
    """A view while it grows from some statements: nearest relations first, whole relations only."""

    def __init__(self, inferences: Sequence[Inference], conflicts: Sequence[Conflict], most: int) -> None:
        self.inferences, self.conflicts, self.most = inferences, conflicts, most
        self.shown: dict[str, None] = {}  # dictionaries keep the order in which things come in
        self.steps: dict[str, Inference] = {}
        self.attacks: dict[str, Conflict] = {}
        self.left_out: dict[str, None] = {}
        self.waiting: list[str] = []
        """Statements whose relations have not been looked at."""

    def grown(self, dossier: Dossier, key: str, start: Iterable[str]) -> View:
        """Return the view that grows from some statements."""
        self.grow(start)
        return self.view(dossier, key)

    def grow(self, start: Iterable[str]) -> None:
        """Add statements, and the relations of all that are there."""
        self._admit(list(start)[: self.most])
        self.waiting = list(self.shown)
        for id in self.waiting:  # grows while it is read
            for step in self.inferences:
                if step.conclusion == id:
                    self._add_step(step)
            for conflict in self.conflicts:
                if conflict.id not in self.attacks and self._touches(conflict, id):
                    self._add_attack(conflict)

    def view(self, dossier: Dossier, key: str) -> View:
        """Return what has grown, the statements in the paper's order."""
        order = {statement.id: number for number, statement in enumerate(dossier.statements)}
        statements = tuple(sorted(self.shown, key=order.__getitem__))
        relations = (tuple(self.steps.values()), tuple(self.attacks.values()))
        return View(key, statements, *relations, left_out=tuple(self.left_out))

    def _admit(self, ids: Iterable[str]) -> bool:
        """Take statements in, all of them or none; return whether there was room."""
        new = [id for id in dict.fromkeys(ids) if id not in self.shown]
        if len(self.shown) + len(new) > self.most:
            return False
        self.shown.update(dict.fromkeys(new))
        self.waiting.extend(new)
        return True

    def _add_step(self, step: Inference) -> None:
        if self._admit(step.premises):
            self.steps[step.id] = step
        else:
            self.left_out[step.id] = None

    def _touches(self, conflict: Conflict, id: str) -> bool:
        if conflict.kind is ConflictKind.UNDERCUT:
            return conflict.target in self.steps  # what is directed at a step is shown where the step is
        return id in (conflict.source, conflict.target)

    def _add_attack(self, conflict: Conflict) -> None:
        target = self.steps[conflict.target].conclusion if conflict.target in self.steps else conflict.target
        if self._admit((conflict.source, target)):
            self.attacks[conflict.id] = conflict
