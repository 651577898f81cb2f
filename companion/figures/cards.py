"""Cards: one statement each, as rows that can be read through. Who speaks and what is said come first. One fold holds
the companion's note, reasons, codes and source; where there is room, the note stands beside its statement. Where a
whole section is shown, lenses narrow it, and what the companion supplies is folded at its end.

Three voices are kept apart by words, by the rule at the row's side and by type: what the paper says, what it reports
another to hold, and what the companion adds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from companion import evidence
from companion.analyses.argument import Argument, State
from companion.analyses.argument.standing import Standing
from companion.display.display import Anchor, Display, Payload
from companion.display.standalone import STYLE
from companion.dossier.dossier import Dossier
from companion.dossier.relations import Function, Origin
from companion.dossier.statements import FINDING, Explicitness, Statement, Voice
from companion.errors import CompanionError, Problem
from companion.html import tag
from companion.records.hints import not_found
from companion.templates import Flow, flow_html, rendered

TEMPLATES = Path(__file__).parent / "templates"
LENSES_FROM = 6
"""Statements of a section from which on lenses help."""
FIGURES = {
    "with": "sit with it",
    "partly with": "sit partly with it",
    "uneasily with": "sit uneasily with it",
    "no figure found": "none found",
    "not testable": "could not test it",
    "said again": "told where it is first said",
}
"""What public figures do to a statement, by its verdict or state."""
SHORT = 20
"""Characters of a holder's name that a lens has room for."""


class Cards(Display):
    """The cards of sentences (``RES-4``), statements (``RES-4a``) or whole sections (``RES``), in the order given.

    Raises:
        CompanionError: an identifier is unknown; the error names every one.
    """

    kind = "cards"

    def __init__(self, dossier: Dossier, *ids: str) -> None:
        self.dossier = dossier
        self.statements = tuple(_chosen(dossier, ids))
        self.argument = Argument(dossier)

    def payload(self) -> Payload:
        """Return what the book renders."""
        anchors = {s.anchor: Anchor(s.id, "statement", s.proposition, self._page(s)) for s in self.statements}
        for statement in self.statements:
            if sentence := statement.sentence:
                anchors[sentence.lower()] = Anchor(sentence, "sentence", page=self._page(statement))
        return Payload(flow=self._flow(), anchors=anchors)

    def html(self) -> str:
        """Return the cards as plain HTML."""
        return tag("style", STYLE) + tag("div", flow_html(self._flow()), class_="cards")

    def _page(self, statement: Statement) -> str:
        return self.dossier.paper.section(statement.section).page

    def _flow(self) -> Flow:
        shown = [card(self.dossier, item, self.argument.standing(item.id)) for item in self.statements]
        whole = len({item.section for item in self.statements}) == 1 and len(shown) >= LENSES_FROM
        holder = most_reported(self.statements) if whole else None
        for each in shown:
            if holder and each["statement"].attributed_to == holder:
                each["lenses"].append("holder")
        folded = [each for each in shown if whole and each["supplied"]]
        groups = groupby((each for each in shown if not (whole and each["supplied"])), key=_sentence)
        return rendered(
            TEMPLATES,
            "cards.html",
            groups=[(sentence, list(group)) for sentence, group in groups],
            supplied=folded,
            lenses=_lenses(self.dossier, shown, holder) if whole else (),
            name=self.statements[0].section.lower(),
        )


def _sentence(shown: Mapping[str, Any]) -> str | None:
    sentence: str | None = shown["statement"].sentence
    return sentence


def card(dossier: Dossier, statement: Statement, standing: Standing) -> dict[str, Any]:
    """Return what the template of a card shows."""
    book, section = dossier.codebook, dossier.paper.section(statement.section)
    # The way back matters where a statement does not stand; where it does, its own line says enough.
    path = standing.because[:1] if standing.state == State.STANDS else standing.because
    finding, supplied = statement.role == FINDING, statement.explicitness == Explicitness.IMPLICIT
    related = relations(dossier, standing) if standing.connected else None
    return {
        "statement": statement,
        "finding": finding,
        "lenses": lenses_of(dossier, statement, standing),
        "tags": [
            value
            for key, values in statement.codes.items()
            if key == dossier.codebook.variables[0].key
            for value in (dossier.codebook.variable(key).value(each) for each in values)
        ],
        "inside": [*(_linked(related) if related else []), "codes", *([] if supplied else ["source"])],
        "standing": standing,
        "supplied": supplied,
        "unopposed": unopposed(statement, standing),
        "relations": related
        and {words: list(map(dossier.statement, dict.fromkeys(ids))) for words, ids in related.items()},
        "role": label(dossier, "role", statement.role),
        "claim_type": label(dossier, "claim_type", statement.claim_type),
        "codes": [
            (variable, [variable.value(value) for value in values])
            for variable, values in ((book.variable(key), values) for key, values in statement.codes.items())
        ],
        "path": path if standing.connected else (),
        "passages": [p for p in dossier.passages if statement.sentence in p.sentences],
        "beside": evidence.judged().get(statement.id),
        "figures": FIGURES,
        "recorded": evidence.recorded().get(statement.sentence or "", ()),
        "url": dossier.paper.url,
        "section": section,
        "number": str(statement.sentence).rpartition("-")[2],
    }


def unopposed(statement: Statement, standing: Standing) -> bool:
    """Return whether a finding has nothing against it, or against its reason, on record."""
    return statement.role == FINDING and "objected to" not in standing.words


def _linked(related: Mapping[str, Iterable[str]]) -> list[str]:
    """Say what the fold has of a statement's place in the argument: reasons only where the text gives some."""
    return ["reasons"] if {"rests on", "explained by"} & set(related) else ["links"]


def lenses_of(dossier: Dossier, statement: Statement, standing: Standing) -> list[str]:
    """Return the lenses through which a statement is seen, by their keys."""
    gives = any(step.origin is Origin.AUTHOR and step.function is Function.ARGUMENT for step in standing.supports)
    seen = {
        "findings": statement.role == FINDING,
        # A premise that the companion supplies to a step of the text's own is none of the reasons that it gives.
        "reasons": gives and statement.explicitness is not Explicitness.IMPLICIT,
        "reported": statement.voice == Voice.REPORTED,
        "objections": bool(standing.attacked_by or standing.attacks),
        "coded": dossier.codebook.variables[0].key in statement.codes,
    }
    return [key for key, yes in seen.items() if yes]


def most_reported(statements: Iterable[Statement]) -> str | None:
    """Return whose views are reported most, if the name is short enough for a lens."""
    holders = Counter(statement.attributed_to for statement in statements if statement.attributed_to)
    holder = max(holders, key=holders.__getitem__, default=None)
    return holder if holder and len(holder) <= SHORT else None


def _lenses(dossier: Dossier, shown: list[dict[str, Any]], holder: str | None) -> list[dict[str, Any]]:
    """Return the lenses of a section that show something, each with how many statements it leaves; all come first."""
    words = {
        "findings": "Findings",
        "reasons": "Reasons given",
        "reported": "Reported",
        "holder": f"… of {holder}",
        "objections": "Objections",
        "coded": f"With a {dossier.codebook.variables[0].label.lower()}",
    }
    counts = {key: sum(key in card["lenses"] for card in shown) for key in words}
    if counts["holder"] == counts["reported"]:
        # Nobody else is reported: one lens is enough.
        words["reported"] = f"Reported of {holder}" if holder else words["reported"]
        del counts["holder"]
    rows = [{"key": "all", "label": "All", "count": len(shown)}]
    return rows + [{"key": key, "label": words[key], "count": count} for key, count in counts.items() if count]


def relations(dossier: Dossier, standing: Standing) -> Mapping[str, Iterable[str]]:
    """Return in what ways a statement is related to others, in words, and to which."""
    own = [step for step in standing.supports if step.origin is not Origin.COMPANION]
    given = [reason.inference for reason in (*standing.rests_on, *standing.explained_by)]
    stated = [step for step in given if step.origin is not Origin.COMPANION]
    supplied = [step for step in (*given, *standing.supports) if step.origin is Origin.COMPANION]
    objects = [id for id in standing.attacks if id not in standing.held_against]
    groups = {
        "rests on": [id for step in stated if step.function is Function.ARGUMENT for id in step.premises],
        "explained by": [id for step in stated if step.function is Function.EXPLANATION for id in step.premises],
        "supports": [step.conclusion for step in own if step.function is Function.ARGUMENT],
        "explains": [step.conclusion for step in own if step.function is Function.EXPLANATION],
        "attacked by": [o.source for o in standing.attacked_by if o.conflict.origin is Origin.AUTHOR],
        "objects to": [id for id in objects if id in dossier.by_id],
        "objects to the step to": [step.conclusion for step in dossier.inferences if step.id in objects],
        # What the companion holds against a statement is no objection of the paper's.
        "the companion holds against it": [
            o.source for o in standing.attacked_by if o.conflict.origin is not Origin.AUTHOR
        ],
        "the companion holds it against": [id for id in standing.held_against if id in dossier.by_id],
        "the companion holds it against the step to": [
            step.conclusion for step in dossier.inferences if step.id in standing.held_against
        ],
        # A step that the companion supplies is no part of what the paper says.
        "the companion would join it to": [
            id for step in supplied for id in (*step.premises, step.conclusion) if id != standing.statement
        ],
    }
    return {words: ids for words, ids in groups.items() if ids}


def label(dossier: Dossier, attribute: str, value: str) -> str:
    """Return a value of an attribute as it stands inside a sentence."""
    known = {variable.key: variable for variable in dossier.codebook.attributes}
    return (known[attribute].value(value).label if attribute in known else value).lower()


def _chosen(dossier: Dossier, ids: tuple[str, ...]) -> list[Statement]:
    chosen, problems = [], []
    for id in ids:
        named = [item for item in dossier.statements if id in (item.id, item.sentence, item.section)]
        chosen += named
        if not named:
            problems.append(_unknown(dossier, id))
    if problems:
        raise CompanionError(problems)
    return chosen


def _unknown(dossier: Dossier, id: str) -> Problem:
    names = {name for item in dossier.statements for name in (item.id, item.sentence, item.section) if name}
    return replace(not_found("statement, sentence or section", id, names).problems[0], code="unknown-statement")
