"""Every answer of the what-if panel, worked out beforehand (analysis 9).

Definition. A switch drops a premise, grants an objection or grants the adverse answer to a critical question. With n
switches there are 2^n settings; setting number m has switch k on if bit k of m is set. Each is labelled by
``acceptance`` itself, so the panel shows what Python would.

Limits. The panel shows the findings; states of other statements are on the cards, for the setting at the start. At most
eight switches: 256 settings are a small table, and more switches than that are no longer looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from companion.analyses.acceptance import Choices, Graph, Labelling, State, build, chosen_from_start, label
from companion.analyses.deciding import in_words
from companion.dossier.model import Dossier, Switch

MOST = 8


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of the switches with what they decide."""

    switches: tuple[Switch, ...]
    findings: tuple[str, ...]
    start: int
    """Number of the setting in which the book itself stands."""
    states: tuple[tuple[State, ...], ...]
    """Setting number → the state of each finding."""
    paths: tuple[tuple[tuple[str, ...], ...], ...]
    """Setting number → for each finding the path that decides it, in sentences."""

    def number(self, on: Iterable[str]) -> int:
        """Return the number of the setting with exactly these switches on."""
        chosen = set(on)
        return sum(1 << bit for bit, switch in enumerate(self.switches) if switch.id in chosen)


def choices(record: Dossier, on: Iterable[str]) -> Choices:
    """Return the choices that a setting stands for; KeyError for a switch that is not in the dossier."""
    chosen = set(on)
    if unknown := chosen - {switch.id for switch in record.switches}:
        raise KeyError(f"no such switch: {', '.join(sorted(unknown))}")
    set_so = tuple(replace(switch, default=switch.id in chosen) for switch in record.switches)
    return chosen_from_start(replace(record, switches=set_so))


def labelled(record: Dossier) -> Iterator[tuple[Graph, Labelling]]:
    """Yield the graph and its labelling for every setting, by number.

    Raises ValueError if there are more than eight switches.
    """
    switches = record.switches
    if len(switches) > MOST:
        raise ValueError(f"{len(switches)} switches; at most {MOST} can be shown")
    for number in range(1 << len(switches)):
        graph = build(record, choices(record, (s.id for bit, s in enumerate(switches) if number >> bit & 1)))
        yield graph, label(graph)


def settings(record: Dossier, findings: Iterable[str] | None = None) -> Settings:
    """Return every setting's result for the findings (by default the paper's main ones).

    Raises ValueError if there are more than eight switches.
    """
    findings = tuple(record.paper.main_findings if findings is None else findings)
    states, paths = [], []
    for graph, labelling in labelled(record):
        states.append(tuple(labelling[finding] for finding in findings))
        paths.append(tuple(in_words(graph, labelling, finding) for finding in findings))
    start = sum(1 << bit for bit, switch in enumerate(record.switches) if switch.default)
    return Settings(record.switches, findings, start, tuple(states), tuple(paths))
