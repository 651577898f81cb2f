"""Which statements and relations an argument map shows: one section's, or the spine of the whole.

Definition. A *section's* view holds its main line, the steps to its statements, the conflicts that touch them, and the
statements at the other ends. The *spine* starts from the main findings and adds, one step back at a time, the reasons
for what is already there and the objections to it. A view holds at most 25 statements; a step comes in with all its
premises or not at all, and what is left out is named.

Limits. A view is a choice of what to look at. The labelling always uses the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from companion.analyses.reasons import counted_conflicts
from companion.dossier.model import Conflict, Dossier, Inference

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
    """Steps to a statement shown that found no room."""


def view(record: Dossier, key: str, most: int = MOST) -> View:
    """Return the view of a section or of the spine; KeyError if there is no such section."""
    if key == SPINE:
        steps = _canonical(record, record.inferences)
        return _sorted(record, _grown(key, record.paper.main_findings, steps, counted_conflicts(record), most))
    own = [s.id for s in record.statements if s.section == record.paper.section(key).key]
    steps = [step for step in record.inferences if step.conclusion in own]
    near = {*own, *(step.id for step in steps)}
    conflicts = [c for c in counted_conflicts(record) if {c.source, c.target} & near]
    touched = {id for step in steps for id in (*step.premises, step.conclusion)}
    touched |= {id for c in conflicts for id in (c.source, c.target)}
    main = [id for id in record.section_text(key).main_line if id in own]
    start = dict.fromkeys([*main, *(id for id in own if id in touched)])
    grown = _grown(key, start, steps, conflicts, most)
    apart = tuple(id for id in own if id not in grown.statements)
    return _sorted(record, replace(grown, apart=apart))


def _canonical(record: Dossier, inferences: Iterable[Inference]) -> list[Inference]:
    """Return steps with repeated statements under the name that the main findings give them."""
    names = {s.repeats: s.id for s in record.statements if s.repeats and s.id in record.paper.main_findings}
    renamed = []
    for step in inferences:
        premises = tuple(names.get(id, id) for id in step.premises)
        renamed.append(replace(step, premises=premises, conclusion=names.get(step.conclusion, step.conclusion)))
    return renamed


def _grown(
    key: str, start: Iterable[str], inferences: Sequence[Inference], conflicts: Sequence[Conflict], most: int
) -> View:
    """Return a view grown from some statements, nearest relations first, whole relations only."""
    shown = dict.fromkeys(list(start)[:most])
    steps: dict[str, Inference] = {}
    attacks: dict[str, Conflict] = {}
    left_out: dict[str, None] = {}
    for id in (waiting := list(shown)):
        for step in (step for step in inferences if step.conclusion == id):
            new = [p for p in step.premises if p not in shown]
            if len(shown) + len(new) > most:
                left_out[step.id] = None
                continue
            steps[step.id] = step
            shown.update(dict.fromkeys(new))
            waiting.extend(new)
        for conflict in conflicts:
            if conflict.id in attacks or not (
                conflict.target == id or conflict.target in steps or conflict.source == id
            ):
                continue
            target = steps[conflict.target].conclusion if conflict.target in steps else conflict.target
            new = [end for end in dict.fromkeys((conflict.source, target)) if end not in shown]
            if len(shown) + len(new) <= most:
                attacks[conflict.id] = conflict
                shown.update(dict.fromkeys(new))
                waiting.extend(new)
    return View(key, tuple(shown), tuple(steps.values()), tuple(attacks.values()), left_out=tuple(left_out))


def _sorted(record: Dossier, made: View) -> View:
    order = {s.id: i for i, s in enumerate(record.statements)}
    return replace(made, statements=tuple(sorted(made.statements, key=order.__getitem__)))
