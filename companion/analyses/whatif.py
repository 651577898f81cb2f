"""Every answer of the what-if panel, worked out beforehand (analysis 9).

Definition. A switch drops a premise, grants an objection, grants the adverse answer to a critical question, or lets a
step count that the companion supplies. With n
switches there are 2^n settings; setting number m has switch k on if bit k of m is set. Each is labelled by
``labelling`` itself, so the panel shows what Python would.

Limits. The panel shows the findings; states of other statements are on the cards, for the setting at the start. At most
eight switches: 256 settings are a small table, and more switches than that are no longer looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from companion.analyses.argument import Argument, Choices, Outcome
from companion.analyses.argument.graph import chosen_from_start
from companion.dossier.dossier import Dossier
from companion.dossier.whatif import MOST_SWITCHES, Switch
from companion.records.hints import not_found


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of the switches with what they decide."""

    switches: tuple[Switch, ...]
    findings: tuple[str, ...]
    start: int
    """Number of the setting in which the book itself stands."""
    outcomes: tuple[tuple[Outcome, ...], ...]
    """Setting number → what becomes of each finding."""
    paths: tuple[tuple[tuple[str, ...], ...], ...]
    """Setting number → for each finding the path that decides it, in sentences."""

    def number(self, on: Iterable[str]) -> int:
        """Return the number of the setting with exactly these switches on."""
        chosen = set(on)
        return sum(1 << bit for bit, switch in enumerate(self.switches) if switch.id in chosen)


def choices(dossier: Dossier, on: Iterable[str]) -> Choices:
    """Return the choices that a setting stands for; KeyError for a switch that is not in the dossier."""
    chosen = set(on)
    known = {switch.id for switch in dossier.switches}
    if unknown := sorted(chosen - known):
        raise not_found("switch", unknown[0], known)
    set_so = tuple(replace(switch, default=switch.id in chosen) for switch in dossier.switches)
    return chosen_from_start(replace(dossier, switches=set_so))


def arguments(dossier: Dossier) -> Iterator[Argument]:
    """Yield the argument under every setting, by number.

    Raises:
        ValueError: there are more switches than a panel can have.
    """
    switches = dossier.switches
    if len(switches) > MOST_SWITCHES:
        raise ValueError(f"{len(switches)} switches; at most {MOST_SWITCHES} can be shown")
    for number in range(1 << len(switches)):
        yield Argument(dossier, choices(dossier, (s.id for bit, s in enumerate(switches) if number >> bit & 1)))


def settings(dossier: Dossier, findings: Iterable[str] | None = None) -> Settings:
    """Return every setting's result for the findings (by default the paper's main ones).

    Raises:
        ValueError: there are more switches than a panel can have.
    """
    findings = tuple(dossier.paper.main_findings if findings is None else findings)
    outcomes, paths = [], []
    for argument in arguments(dossier):
        outcomes.append(tuple(argument.outcome(finding) for finding in findings))
        paths.append(tuple(argument.explanation(finding) for finding in findings))
    start = sum(1 << bit for bit, switch in enumerate(dossier.switches) if switch.default)
    return Settings(dossier.switches, findings, start, tuple(outcomes), tuple(paths))
