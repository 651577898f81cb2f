"""What holds statements together: inferences, conflicts, tensions, critical questions (``data/arguments``).

The terms are the field's: premise, warrant, backing (Toulmin 1958), rebut and undercut (Pollock 1987), scheme and
critical question (Walton, Reed & Macagno 2008), assumption and exception (Gordon, Prakken & Walton 2007).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator
from pydantic.json_schema import SkipJsonSchema

from companion.dossier.statements import Confidence
from companion.records import UNPLACED, Flag, Item, OptionalText, Placed, Text, Texts, named
from companion.records.types import inner

REAL = "real"
"""The reading of a tension that remains; the codebook's words say which other readings there are."""

Marker = Annotated[str | None, AfterValidator(lambda word: None if word in (None, "", "none") else word.strip())]
InSection = Annotated[SkipJsonSchema[str | None], inner("section")]


class Structure(StrEnum):
    """Whether premises carry a conclusion only together (linked) or each on its own (convergent)."""

    LINKED = "linked"
    CONVERGENT = "convergent"


class Function(StrEnum):
    """Whether a step gives a ground for believing its conclusion, or tells why something taken as given is so.

    If an explanation is doubted, what it explains does not fall: only arguments carry.
    """

    ARGUMENT = "argument"
    EXPLANATION = "explanation"


class Answer(StrEnum):
    """Whether what the text says to a critical question speaks for the step or against it."""

    FOR = "for"
    AGAINST = "against"


class ConflictKind(StrEnum):
    """Against a conclusion, against a premise, against the step between them."""

    REBUT = "rebut"
    UNDERMINE = "undermine"
    UNDERCUT = "undercut"


class Origin(StrEnum):
    """Whose work an inference or a conflict is."""

    AUTHOR = "author"
    COMPANION = "companion"
    TENSION = "tension"


class QuestionType(StrEnum):
    """Assumption: must be met once asked. Exception: defeats only when shown."""

    ASSUMPTION = "assumption"
    EXCEPTION = "exception"


class QuestionStatus(StrEnum):
    """Whether the text answers a critical question."""

    ANSWERED = "answered"
    OPEN = "open"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Inference(Item):
    """A step from premises to a conclusion."""

    id: Text
    premises: Texts
    conclusion: Text
    scheme: Text
    """Key of a scheme in ``schemes.yml``."""
    structure: Structure
    warrant: Text
    """What lets one go from the premises to the conclusion."""
    origin: Origin
    confidence: Confidence
    """How sure the companion is that the text makes this step."""
    function: Function = Function.ARGUMENT
    marker: Marker = None
    """The word in the text that shows the step, or ``none``."""
    backing: OptionalText = None
    place: Placed = UNPLACED
    section: InSection = None
    """Key of the section whose file holds it; None for a step across sections."""


@dataclass(frozen=True, slots=True)
class Conflict(Item):
    """An attack: on a statement (rebut, undermine) or on an inference (undercut)."""

    id: Text
    source: Annotated[Text, named("from")]
    target: Annotated[Text, named("to")]
    kind: ConflictKind
    origin: Origin
    rationale: Text
    symmetric: Flag = False
    """Whether it runs both ways."""
    confidence: Confidence = Confidence.HIGH
    """How sure the companion is that the two cannot both be held."""
    place: Placed = UNPLACED
    section: InSection = None

    @property
    def both_ways(self) -> bool:
        """Whether the target attacks back: a step cannot."""
        return self.symmetric and self.kind is not ConflictKind.UNDERCUT


@dataclass(frozen=True, slots=True)
class MemberConflict(Item):
    """A conflict that a tension gives rise to between its members."""

    source: Annotated[Text, named("from")]
    target: Annotated[Text, named("to")]
    kind: ConflictKind
    symmetric: Flag = False
    rationale: OptionalText = None
    """Why these two, where the tension's own rationale does not say it."""
    confidence: Confidence | None = None
    """The tension's own where it is not given."""
    place: Placed = UNPLACED


@dataclass(frozen=True, slots=True)
class Tension(Item):
    """Statements that pull in two directions, and what becomes of it on a second reading."""

    id: Text
    title: Text
    """A few words for headings and lists."""
    members: Texts
    reading: Text
    """What it turns out to be: a value of the codebook's words ``reading``."""
    kind: Text
    """In what way its members pull apart: a value of the codebook's words ``tension``."""
    rationale: Text
    charitable_reading: Text
    confidence: Confidence
    conflicts: tuple[MemberConflict, ...] = ()
    why_none: OptionalText = None
    """Why a real tension gives rise to no conflict, where it does not."""
    place: Placed = UNPLACED
    section: InSection = None

    @property
    def generates(self) -> tuple[str, ...]:
        """Identifiers of the conflicts it gives rise to: ``T-3/1``, ``T-3/2`` ..."""
        return tuple(f"{self.id}/{number}" for number in range(1, len(self.conflicts) + 1))

    def generated(self) -> tuple[Conflict, ...]:
        """Return the conflicts it gives rise to, as conflicts of their own."""
        return tuple(
            Conflict(
                id, conflict.source, conflict.target, conflict.kind, Origin.TENSION,
                conflict.rationale or self.rationale, conflict.symmetric, conflict.confidence or self.confidence,
                conflict.place, self.section,
            )
            for id, conflict in zip(self.generates, self.conflicts, strict=True)
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CriticalQuestion(Item):
    """A question that a scheme lets a reader put to an inference."""

    id: Text
    inference: Text
    scheme: Text
    asks: Text
    """Key of the scheme's own question, e.g. ``strength``."""
    question: Text
    """The question put to this inference, in plain words."""
    type: QuestionType
    status: QuestionStatus
    if_adverse: ConflictKind
    """What kind of attack an adverse answer would be."""
    target: Text
    """What that attack would hit: the inference or a statement."""
    answered_by: Texts = ()
    answer: Answer | None = None
    """Where it is answered: for the step or against it."""
    place: Placed = UNPLACED
    section: InSection = None
