"""The dossier as frozen records: what a paper says, who says it, and how its argument runs.

The terms are the field's: statement, premise, warrant, rebuttal, undercut (Toulmin 1958, Pollock 1987),
scheme and critical question (Walton, Reed & Macagno 2008), assumption and exception (Gordon, Prakken & Walton 2007),
codebook entry (MacQueen et al. 1998).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from companion.yamlfile import Place


class Voice(StrEnum):
    """Who is speaking in a statement."""

    AUTHOR = "author"
    REPORTED = "reported"


class Explicitness(StrEnum):
    """Whether the text says it or the argument only needs it."""

    EXPLICIT = "explicit"
    IMPLICIT = "implicit"


class Role(StrEnum):
    """What a statement does in its text."""

    BACKGROUND = "background"
    THEORY = "theory"
    AIM = "aim"
    HYPOTHESIS = "hypothesis"
    METHOD = "method"
    PREMISE = "premise"
    FINDING = "finding"
    RECOMMENDATION = "recommendation"
    FRAGMENT = "fragment"


class ClaimType(StrEnum):
    """What kind of claim a statement makes."""

    EMPIRICAL = "empirical"
    CAUSAL = "causal"
    THEORETICAL = "theoretical"
    NORMATIVE = "normative"
    PREDICTIVE = "predictive"
    DEFINITIONAL = "definitional"


class Confidence(StrEnum):
    """How sure the companion is of its own reading."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Structure(StrEnum):
    """Whether premises carry a conclusion only together (linked) or each on its own (convergent)."""

    LINKED = "linked"
    CONVERGENT = "convergent"


class ConflictKind(StrEnum):
    """Pollock's defeaters: against a conclusion, against a premise, against the step between them."""

    REBUT = "rebut"
    UNDERMINE = "undermine"
    UNDERCUT = "undercut"


class Origin(StrEnum):
    """Whose work an inference or a conflict is."""

    AUTHOR = "author"
    COMPANION = "companion"
    TENSION = "tension"


class Reading(StrEnum):
    """What a tension turns out to be on a second reading."""

    REAL = "real"
    APPARENT = "apparent"
    TRANSLATION = "translation"


class TensionKind(StrEnum):
    """In what way the members of a tension pull apart."""

    CONTRADICTION = "contradiction"
    SCOPE_SHIFT = "scope_shift"
    TIME_SLIP = "time_slip"
    EQUIVOCATION = "equivocation"
    OVERREACH = "overreach"
    NON_ANSWER = "non_answer"
    DROPPED_THREAD = "dropped_thread"


class QuestionType(StrEnum):
    """Assumption: must be met once asked. Exception: defeats only when shown."""

    ASSUMPTION = "assumption"
    EXCEPTION = "exception"


class QuestionStatus(StrEnum):
    """Whether the text answers a critical question."""

    ANSWERED = "answered"
    OPEN = "open"
    NOT_APPLICABLE = "not_applicable"


class Stance(StrEnum):
    """What a rival theory leads one to expect of a finding."""

    EXPECTS = "expects"
    DOES_NOT_EXPECT = "does_not_expect"
    SILENT = "silent"


class Verdict(StrEnum):
    """What became of a promise that the paper's opening makes."""

    TAKEN_UP = "taken_up"
    REPEATED_ONLY = "repeated_only"
    PARTLY = "partly"
    DROPPED = "dropped"
    AT_ODDS = "at_odds"


class Fidelity(StrEnum):
    """How a sentence of the theory section stands to the theory it names."""

    FAITHFUL = "faithful"
    BLURRED = "blurred"
    DEPARTS = "departs"
    NOT_THEORY = "not_theory"


class RuleKind(StrEnum):
    """How a coding rule may be decided the other way."""

    COUNT_REPEATS = "count_repeats"
    LEAVE_OUT = "leave_out"
    ALTERNATIVE = "alternative"


UNPLACED = Place("data", 1)
"""Place of a record made in code and not read from a file."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the paper."""

    key: str
    """Prefix of its locators, e.g. ``RES``."""
    title: str
    heading: str
    """The heading exactly as the reader's copy prints it."""
    sentences: int
    """Number of source sentences, by the splitting rule in ``papertext``."""
    sha256: str
    """Digest of the section's text with white space collapsed."""
    page: str
    """Sphinx document of its chapter, e.g. ``notebooks/05_results``."""
    file: str
    """File of its arguments below ``data/arguments``."""


@dataclass(frozen=True)
class Paper:
    """What is known of the paper itself, and no more."""

    title: str
    url: str
    sections: tuple[Section, ...]
    main_findings: tuple[str, ...]
    """Statements treated as the paper's main findings, in the order shown."""
    facts: Mapping[str, object]
    """Everything else ``paper.yml`` knows (journal, licence, what is not given), as read."""
    end_heading: str = ""
    """The line of the reader's copy that ends the last section."""
    proper_names: tuple[str, ...] = ()
    """Names that may stand in a row in a restatement, since a list of names has no other words."""
    place: Place = UNPLACED

    def section(self, key: str) -> Section:
        """Return the section with that key; KeyError if there is none."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class SectionText:
    """The companion's own frame of a section: its question, its answer, its main line."""

    key: str
    question: str
    answer: str
    main_line: tuple[str, ...]
    """Statement identifiers, in the order in which the section's argument runs."""
    place: Place


@dataclass(frozen=True, slots=True)
class Statement:
    """One proposition of the paper in the companion's own words."""

    id: str
    """Locator (``RES-4a``), or ``RES-i1`` for a premise the companion supplies."""
    section: str
    sentence: str | None
    """Locator of the source sentence (``RES-4``); None for an implicit premise."""
    proposition: str
    voice: Voice
    explicitness: Explicitness
    role: Role
    claim_type: ClaimType
    qualifier: str
    """The hedge or strengthener as the sentence has it, or ``unstated``."""
    place: Place
    attributed_to: str | None = None
    annotation: str | None = None
    """What a careful reader should notice: the companion's voice."""
    repeats: str | None = None
    """The earlier statement that this one repeats."""
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Variable of the codebook → values."""
    alternative_codes: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Key of a coding rule (kind ``alternative``) → the codes to count if that rule is decided the other way."""
    note: str | None = None
    """Reading and translation notes."""
    settled: tuple[str, ...] = ()
    """Warnings that were looked into and are as it should be, by their codes."""
    suggested_references: tuple[str, ...] = ()
    """Keys of ``references.bib`` that the companion suggests; never the paper's citations."""

    @property
    def anchor(self) -> str:
        """Permanent anchor on the page, e.g. ``res-4a``."""
        return self.id.lower()


@dataclass(frozen=True, slots=True)
class Inference:
    """A step from premises to a conclusion."""

    id: str
    premises: tuple[str, ...]
    conclusion: str
    scheme: str
    structure: Structure
    warrant: str
    origin: Origin
    marker: str | None
    """The word in the text that shows the step, or None."""
    confidence: Confidence
    place: Place
    backing: str | None = None
    section: str | None = None
    """Key of the section whose file holds it; None for a step across sections."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """An attack: on a statement (rebut, undermine) or on an inference (undercut)."""

    id: str
    source: str
    target: str
    kind: ConflictKind
    symmetric: bool
    origin: Origin
    rationale: str
    place: Place
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Tension:
    """Statements that pull in two directions, and what becomes of it on a second reading."""

    id: str
    title: str
    """A few words for headings and lists."""
    members: tuple[str, ...]
    reading: Reading
    kind: TensionKind
    rationale: str
    charitable_reading: str
    confidence: Confidence
    place: Place
    section: str | None = None
    generates: tuple[str, ...] = ()
    """Identifiers of the conflicts (origin ``tension``) that a real tension gives rise to."""
    why_none: str | None = None
    """Why a real tension gives rise to no conflict, where it does not."""


@dataclass(frozen=True, slots=True)
class CriticalQuestion:
    """A question that a scheme lets a reader put to an inference."""

    id: str
    inference: str
    scheme: str
    asks: str
    """Key of the scheme's own question, e.g. ``strength``."""
    question: str
    """The question put to this inference, in plain words."""
    type: QuestionType
    status: QuestionStatus
    if_adverse: ConflictKind
    """What kind of attack an adverse answer would be."""
    target: str
    """What that attack would hit: the inference or a statement."""
    place: Place
    answered_by: tuple[str, ...] = ()
    section: str | None = None


@dataclass(frozen=True, slots=True)
class CodeValue:
    """One value of a codebook variable (MacQueen et al. 1998: name, brief and full definition, use, example)."""

    key: str
    label: str
    brief: str
    definition: str
    use_when: str
    not_when: str
    example: str
    colour: str | None = None
    """Hex colour used for this value in every figure, or None."""
    settled: tuple[str, ...] = ()
    """As for a statement."""
    place: Place = UNPLACED


@dataclass(frozen=True, slots=True)
class Variable:
    """A codebook variable."""

    key: str
    label: str
    question: str
    """The question a coder answers."""
    definition: str
    values: tuple[CodeValue, ...]

    def value(self, key: str) -> CodeValue:
        """Return the value with that key; KeyError if there is none."""
        for value in self.values:
            if value.key == key:
                return value
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Codebook:
    """The coding rules, with the version that every coding carries."""

    version: str
    variables: tuple[Variable, ...]
    """Variables that statements are coded with (``codes:``)."""
    attributes: tuple[Variable, ...]
    """Single-valued fields of a statement (voice, role, ...), documented the same way."""
    hard_cases: tuple[Mapping[str, str], ...]
    """Rulings: ``case``, ``rule``, ``example``."""
    place: Place = UNPLACED

    def variable(self, key: str) -> Variable:
        """Return the variable or attribute with that key; KeyError if there is none."""
        for variable in (*self.variables, *self.attributes):
            if variable.key == key:
                return variable
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class SchemeQuestion:
    """A critical question as the literature's scheme has it."""

    key: str
    question: str
    type: QuestionType


@dataclass(frozen=True, slots=True)
class Scheme:
    """An argumentation scheme and its critical questions."""

    key: str
    name: str
    form: str
    """Premises and conclusion in general terms."""
    source: str
    """Where the scheme is described."""
    questions: tuple[SchemeQuestion, ...]


@dataclass(frozen=True, slots=True)
class RivalPremise:
    """A premise of a theory, in the companion's words."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a theory leads one to expect of one finding."""

    finding: str
    stance: Stance
    premises: tuple[str, ...]
    """Identifiers of the premises it follows from."""
    because: str
    place: Place = UNPLACED


@dataclass(frozen=True, slots=True)
class Rival:
    """A theory with premises of its own, held against the same findings."""

    key: str
    name: str
    sources: tuple[str, ...]
    """Citation keys, in the paper's bibliography or the companion's."""
    premises: tuple[RivalPremise, ...]
    expectations: tuple[Expectation, ...]
    of_the_paper: bool
    """True for the theory that the paper itself names."""
    place: Place


@dataclass(frozen=True, slots=True)
class Switch:
    """One thing a reader of the what-if panel may decide otherwise."""

    id: str
    label: str
    kind: str
    """``premise`` (drop a statement), ``objection`` (grant a conflict) or ``exception`` (grant a critical question)."""
    target: str
    """Identifier of the statement, conflict or critical question."""
    default: bool
    explanation: str
    place: Place


@dataclass(frozen=True, slots=True)
class Promise:
    """Something the opening says the paper will do or show, and what becomes of it."""

    id: str
    source: str
    """Locator of the sentence or statement that makes it (``from:`` in the file)."""
    promise: str
    verdict: Verdict
    where: tuple[str, ...]
    """Locators of the sentences or statements that take it up; empty if dropped."""
    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class Unannounced:
    """A conclusion that the opening did not announce."""

    statement: str
    """Locator of the sentence or statement."""
    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class DesignPart:
    """One part of the research design: what kind of answer it calls for and which it gets."""

    id: str
    part: str
    """What it is, e.g. ``question`` or ``dependent variable``."""
    statement: str
    """Locator of the sentence or statement that states it."""
    says: str
    """The part itself in a few own words."""
    calls_for: str
    gets: str
    varies: str
    """What varies in it, or that nothing does."""
    compared: str
    """What it is compared with, or that nothing is."""
    answered_in: tuple[str, ...]
    """Locators of what answers or measures it; empty if nothing in the text does."""
    note: str
    place: Place


@dataclass(frozen=True, slots=True)
class TheoryCheck:
    """A sentence of the theory section held against the theory it names."""

    sentence: str
    """Locator of the sentence."""
    fidelity: Fidelity
    premises: tuple[str, ...]
    """Premises of the paper's theory (``rivals.yml``) that it states or touches."""
    used_by: tuple[str, ...]
    """Locators of later sentences or statements that use it."""
    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class CodingRule:
    """A choice made in coding or counting that could be made the other way."""

    key: str
    label: str
    as_coded: str
    """The choice made."""
    otherwise: str
    """The other choice."""
    kind: RuleKind
    place: Place
    field: str | None = None
    """For ``leave_out``: column of the table of codes, e.g. ``voice``."""
    value: str | None = None
    """For ``leave_out``: rows with this value in ``field`` are left out."""


@dataclass(frozen=True)
class Dossier:
    """Everything ``data/`` says of the paper."""

    paper: Paper
    codebook: Codebook
    schemes: tuple[Scheme, ...]
    sections: tuple[SectionText, ...]
    statements: tuple[Statement, ...]
    """In the paper's order; implicit premises after the explicit ones of their section."""
    inferences: tuple[Inference, ...]
    conflicts: tuple[Conflict, ...]
    tensions: tuple[Tension, ...]
    questions: tuple[CriticalQuestion, ...]
    rivals: tuple[Rival, ...]
    switches: tuple[Switch, ...]
    promises: tuple[Promise, ...] = ()
    unannounced: tuple[Unannounced, ...] = ()
    design: tuple[DesignPart, ...] = ()
    theory_checks: tuple[TheoryCheck, ...] = ()
    coding_rules: tuple[CodingRule, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Statement]:
        """Statements by identifier."""
        return {statement.id: statement for statement in self.statements}

    def statement(self, id: str) -> Statement:
        """Return the statement with that identifier; KeyError if there is none."""
        return self.by_id[id]

    def section_text(self, key: str) -> SectionText:
        """Return the companion's frame of a section; KeyError if there is none."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)
