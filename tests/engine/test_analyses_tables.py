"""The analyses that come out as tables: threats, design, promises, theory, coding rules."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from made_dossiers import dossier, inference, statement

from companion.analyses import alignment, codes, coding_rules, theory, traceability
from companion.analyses.argument import Argument, robustness
from companion.analyses.summary import summary
from companion.display.table import csv
from companion.dossier import load
from companion.dossier.design import CodingRule, DesignPart, Promise, RuleKind, TheoryCheck, Unannounced
from companion.dossier.relations import Answer, Origin
from companion.dossier.rivals import Debate, Position, Rival, RivalPremise, Separation
from companion.dossier.rules import design
from companion.dossier.statements import Voice
from companion.figures import argument_tables, asked, naming
from companion.figures.questions import ACROSS, Questions


@pytest.fixture(scope="module")
def record():
    return load()


def coded(id, **fields):
    codes = {name: tuple(fields.pop(name)) for name in ("threat", "response") if name in fields}
    return statement(id, codes=codes, **fields)


def cell(table, threat, response):
    return table.set_index(["threat", "response"]).loc[(threat, response)]


# --- threats and responses ---


def test_codes_meet_in_one_sentence_and_along_a_stated_step():
    made = dossier(
        [
            coded("RES-1a", threat=["terrorism"]),
            coded("RES-1b", response=["venues"]),
            coded("RES-2a", threat=["narcotics"]),
            coded("RES-3a", response=["engagement"]),
        ],
        [inference("I", ["RES-2a"], "RES-3a")],
    )
    table = codes.crossed(made, "threat", "response")
    assert len(table) == 4
    assert tuple(cell(table, "terrorism", "venues")[["sentences", "same_sentence", "by_step"]]) == (1, 1, 0)
    assert tuple(cell(table, "narcotics", "engagement")[["sentences", "same_sentence", "by_step"]]) == (1, 0, 1)
    assert cell(table, "terrorism", "engagement")["ids"] == []


def test_a_step_of_the_companions_own_joins_no_threat_to_a_response():
    made = dossier(
        [coded("RES-1a", threat=["terrorism"]), coded("RES-2a", response=["venues"])],
        [inference("I", ["RES-1a"], "RES-2a", origin=Origin.COMPANION)],
    )
    table = codes.crossed(made, "threat", "response")
    assert table["sentences"].sum() == 0
    assert codes.unmet(table, "threat") == ["Terrorism", "Narcotics"]


def test_splitting_a_sentence_does_not_move_a_count():
    whole = dossier([coded("RES-1a", threat=["terrorism"], response=["venues"])])
    split = dossier([coded("RES-1a", threat=["terrorism"]), coded("RES-1b", threat=["terrorism"], response=["venues"])])
    for made in (whole, split):
        assert cell(codes.crossed(made, "threat", "response"), "terrorism", "venues")["sentences"] == 1
        assert codes.profile(made, "threat", by="section")["sentences"].tolist() == [1, 0]


def test_a_profile_keeps_values_that_nothing_carries():
    made = dossier([coded("RES-1a", threat=["terrorism"])])
    table = codes.profile(made, "threat", by="section")
    assert table[["value", "sentences"]].to_numpy().tolist() == [["terrorism", 1], ["narcotics", 0]]


def test_a_threat_to_nobody_named_is_not_said(record):
    table = codes.beside(record, "threat", "referent")
    every = codes.profile(record, "threat", by="variable").set_index("value")["ids"]
    for value, group in table.groupby("value"):
        unsaid = set(group.loc[group["referent"] == codes.UNSAID, "ids"].sum())
        said = set(group.loc[group["referent"] != codes.UNSAID, "ids"].sum())
        assert unsaid | said == set(every[value])
        assert not unsaid & said


def test_an_empty_dossier_gives_empty_cells_and_no_error():
    assert codes.crossed(dossier(), "threat", "response")["sentences"].sum() == 0
    assert codes.profile(dossier(), "threat", by="section").empty


# --- design, promises, theory ---


def a_part(stated_in, answered_in):
    words = dict.fromkeys(("says", "calls_for", "gets", "varies", "compared", "note"), "word")
    return DesignPart(id="D-1", part="Question", statement=stated_in, answered_in=answered_in, **words)


def test_alignment_tells_which_answers_are_argued_for():
    part = a_part("RES-1", answered_in=("RES-2", "RES-3"))
    ids = ["RES-1a", "RES-2a", "RES-3a"]
    made = dossier([statement(id) for id in ids], [inference("I", ["RES-1a"], "RES-2a")], design=(part,))
    row = alignment.alignment(made).iloc[0]
    assert (row["answered_in"], row["argued_for"]) == (["RES-2", "RES-3"], ["RES-2"])


def test_variables_are_measured_by_something_or_by_nothing(record):
    table = alignment.measured(record)
    assert len(table) == sum("variable" in part.part.lower() for part in record.design) > 0


def test_verdicts_count_every_promise_once_and_keep_unused_ones(record):
    table = traceability.verdicts(record)
    assert list(table["verdict"]) == list(record.codebook.allowed("verdict"))
    assert table["promises"].sum() == len(record.promises) == len(traceability.promises(record))
    assert len(traceability.unannounced(record)) == len(record.unannounced)


OWN = Rival("own", "Own theory", (), (RivalPremise("P", "p"),), of_the_paper=True)
RIVAL = Rival("x", "Rival", (), ())


def a_debate(finding, **stances):
    """A debate of a finding in which each theory named takes a stance."""
    positions = tuple(Position(theory, stance, ("P",), "because") for theory, stance in stances.items())
    return Debate(finding, "Is it so?", "As stated.", positions, Separation("a", "b", "c"))


def test_what_the_theory_carries_is_what_changes_without_it():
    check = TheoryCheck("THE-1", "blurred", "why")
    names = [statement(id) for id in ("THE-1a", "THE-i1", "RES-1a", "RES-2a", "RES-3a", "RES-i1")]
    steps = [inference("I", ["THE-1a"], "RES-1a"), inference("J", ["RES-2a", "RES-i1"], "RES-3a")]
    made = dossier(names, steps, theory_checks=(check,))
    assert theory.without_theory(made).to_dict("records") == [
        {"ids": ["RES-1a"], "before": "argued for", "after": "lost its reason"}
    ]
    assert theory.without_theory(replace(made, inferences=())).empty


def test_rivals_are_silent_where_nothing_is_said_and_tell_where_they_part():
    debates = (a_debate("F", own="expects", x="does_not_expect"), a_debate("G", own="expects"))
    made = dossier("FG", findings="FG", rivals=(OWN, RIVAL), debates=debates)
    table = theory.positions(made)
    assert len(table) == 4
    assert list(table.loc[table["finding"] == "G", "stance"]) == ["expects", "silent"]
    telling = theory.telling(made)
    assert telling["finding"].tolist() == ["F"]
    assert telling["does_not_expect"].tolist() == [["Rival"]]


def test_a_premise_that_no_sentence_states_stays_in_the_table_of_tenets():
    made = dossier("F", findings="F", rivals=(OWN,), debates=(a_debate("F", own="expects"),))
    assert theory.tenets(made)[["premise", "stated_in", "findings"]].to_numpy().tolist() == [["P", [], ["F"]]]


# --- what a coding rule decides ---

RULES = (
    CodingRule("repeats", "r", "a", "o", RuleKind.COUNT_REPEATS),
    CodingRule("reported", "r", "a", "o", RuleKind.LEAVE_OUT, "voice", "reported"),
    CodingRule("withdrawal", "r", "a", "o", RuleKind.ALTERNATIVE),
)


def test_each_rule_turned_round_moves_the_counts_it_should():
    made = dossier(
        [
            coded("ABS-1a", threat=["terrorism"]),
            coded("RES-1a", threat=["terrorism"], repeats="ABS-1a"),
            coded("RES-2a", threat=["narcotics"], voice=Voice.REPORTED, attributed_to="Somebody"),
            coded("RES-3a", response=["venues"], alternative_codes={"withdrawal": {"threat": ("narcotics",)}}),
        ],
        coding_rules=RULES,
    )
    table = coding_rules.sensitivity(made).set_index("value")
    assert table.loc["terrorism", ["as_coded", "repeats", "reported", "withdrawal"]].tolist() == [1, 2, 1, 1]
    assert table.loc["narcotics", ["as_coded", "reported", "withdrawal", "lowest", "highest"]].tolist() == [
        1,
        0,
        2,
        0,
        2,
    ]
    assert table.loc["venues", "moves"] == ["withdrawal"]
    of_one = coding_rules.sensitivity(made, "response")
    assert of_one["value"].tolist() == ["venues", "engagement"]
    assert of_one.columns[0] == "variable"
    both = coding_rules.counts(made, ["reported", "withdrawal"]).set_index("value")["sentences"]
    assert both["narcotics"] == 1


def test_an_unknown_rule_is_refused():
    with pytest.raises(KeyError):
        coding_rules.counts(dossier(), ["nonsense"])


# --- rules on the judgements ---


def codes_of(rule, made):
    return [(problem.code, problem.field, problem.value) for problem in rule(made)]


def test_judgements_about_nothing_in_the_dossier_are_reported():
    made = dossier(
        [statement("RES-1a")],
        promises=(Promise("P-1", "RES-9", "p", "partly", ("RES-1", "RES-1z"), "w"),),
        unannounced=(Unannounced("RES-8", "w"),),
        theory_checks=(TheoryCheck("RES-1", "blurred", "w", ("XX-1",), ("RES-7a",)),),
        design=(a_part("RES-6", answered_in=("RES-5",)),),
    )
    values = [value for _, _, value in codes_of(design.locators, made)]
    assert values == ["RES-9", "RES-1z", "RES-8", "RES-6", "RES-5", "RES-7a"]
    assert codes_of(design.theory_premises, made) == [("dangling-reference", "premises", "XX-1")]


def test_a_dropped_promise_with_a_place_and_a_kept_one_without_are_reported():
    dropped = Promise("P-1", "RES-1", "p", "dropped", ("RES-1",), "w")
    kept = Promise("P-2", "RES-1", "p", "taken_up", (), "w")
    made = dossier([statement("RES-1a")], promises=(dropped, kept))
    assert [code for code, _, _ in codes_of(design.verdicts, made)] == ["verdict-mismatch"] * 2


def test_what_is_judged_twice_is_reported_once():
    made = dossier(coding_rules=(RULES[0], RULES[0]))
    assert [problem.id for problem in design.judged_once(made)] == ["repeats"]


def test_rules_that_cannot_be_carried_out_are_reported():
    bad = CodingRule("odd", "r", "a", "o", RuleKind.LEAVE_OUT, "colour", "red")
    other = {"nonsense": {"threat": ("terrorism",)}, "withdrawal": {"threat": ("dragons",)}}
    made = dossier([coded("RES-1a", alternative_codes=other)], coding_rules=(*RULES, bad))
    found = [code for code, _, _ in codes_of(design.coding_rules, made)]
    assert found == ["incomplete-rule", "unknown-rule", "unknown-code"]


# --- numbers for the prose ---


def test_the_summary_counts_what_the_analyses_show_and_survives_an_empty_dossier(record):
    found = summary(record)
    outcomes = ("argued-for", "only-asserted", "objected-to", "lost-its-reason", "open")
    assert sum(found[f"findings-{outcome}"] for outcome in outcomes) == len(record.paper.main_findings)
    assert found["answers-filled"] + found["answers-empty"] == found["answers-cells"]
    assert found["findings-argued-least"] <= found["findings-argued-for"] <= found["findings-argued-most"]
    fidelities = record.codebook.allowed("fidelity")
    assert sum(found[f"theory-{f.replace('_', '-')}"] for f in fidelities) == len(record.theory_checks)
    assert summary(dossier())["findings-argued-for"] == 0


def named(words: str) -> str:
    """Return the identifier behind the first link by name."""
    return re.search(r"<([^>]+)>`", words)[1]


def test_the_tables_of_the_argument_chapter_have_a_row_for_what_they_are_about(record):
    findings, argument = record.paper.main_findings, Argument(record)
    assert len(argument_tables.reasons(record)) == len(argument_tables.paths(record)) == len(findings)
    argued = [id for id in findings if argument.reasons(id).stated]
    carried = argument_tables.carried(record)
    assert [named(words) for words in carried["finding"]] == argued, "a finding without a reason has none to lose"
    assert (carried["lost without"].str.len() > 0).all()
    assert not (carried["its reason in the text"] == "–").any()
    result = robustness.robustness(record)
    rows = argument_tables.ranges(record)
    assert len(rows) == len(result.moving()), "every choice that changes something has a row"
    for variant, row in zip(result.moving(), rows.itertuples(), strict=True):
        id = named(row.finding)
        assert (row._3, row._4) == (str(result.variants[0].outcomes[id]), f"**{variant.outcomes[id]}**")
    words = " ".join(rows["way of reading"])
    assert not re.search(r"(?<!<)\b(?:RES|CON)-\d", words), "a code stands for a name"
    assert len(argument_tables.stances(record)) == len(record.debates)
    assert list(argument_tables.stances(record).columns[1:]) == [rival.name for rival in record.rivals]
    objections = argument_tables.objections(record)
    assert list(objections["without it these would change"]) == [
        "{st}`Imposing policy announced <ABS-10b>` · {st}`Russia can impose policy <RES-8b>`",
        "–",
    ]


# --- names for codes ---


def test_a_name_stands_for_every_code(record):
    assert naming.link(record, "RES-8b") == "{st}`Russia can impose policy <RES-8b>`"
    assert naming.link(record, "INT-10") == "{st}`Fragment on Tajikistan <INT-10>`", "a sentence by its first statement"
    assert naming.link(record, "T-3").startswith("{st}`Limited scope")
    told = naming.replaced(record, "See CON-1b, and not XCON-1b or CON-1bb.")
    assert told == "See “{st}`Scope is limited <CON-1b>`”, and not XCON-1b or CON-1bb."
    assert naming.links(record, []) == "–"


def test_what_has_no_name_goes_by_its_code():
    made = dossier("AB", [inference("I", "A", "B")])
    assert naming.links(made, ["A", "B", "A"]) == "{st}`A` · {st}`B`"
    assert naming.replaced(dossier(), "A leads to B.") == "A leads to B."


def test_questions_are_found_by_what_the_text_says_and_stand_at_their_home(record):
    against = Questions(record, answers={Answer.AGAINST}, home="page").payload()
    assert set(against.anchors) == {q.id.lower() for q in record.questions if q.answer is Answer.AGAINST}
    across = Questions(record, ACROSS).html()
    assert across.count("<li>") == sum(question.section is None for question in record.questions)
    assert "<b>The text speaks against the step</b>" in across
    drawn = asked.questions(record)
    assert len(drawn.data) == len(record.questions)
    assert set(drawn.data["link"]) == {f"#{question.id.lower()}" for question in record.questions}


def test_a_data_file_has_names_with_their_codes(record):
    lines = csv(argument_tables.carried(record)).splitlines()
    assert lines[1].startswith('"Policy on a tightrope (CON-1a): ')
    assert "{st}" not in "".join(lines)
