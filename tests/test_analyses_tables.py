"""The analyses that come out as tables: threats, design, promises, theory, coding rules."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_dossiers import HERE, dossier, inference, statement

from companion.analyses import alignment, coding_rules, theory, codes, traceability
from companion.analyses.argument.labelling import State
from companion.analyses.summary import summary
from companion.dossier import load
from companion.dossier.design import CodingRule, DesignPart, Promise, RuleKind, TheoryCheck, Unannounced
from companion.dossier.relations import Origin
from companion.dossier.rivals import Expectation, Rival, RivalPremise
from companion.dossier.statements import Voice
from companion.dossier.rules import design
from companion.figures import argument_tables


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
    table = codes.crossed(made)
    assert len(table) == 4
    assert tuple(cell(table, "terrorism", "venues")[["sentences", "same_sentence", "by_step"]]) == (1, 1, 0)
    assert tuple(cell(table, "narcotics", "engagement")[["sentences", "same_sentence", "by_step"]]) == (1, 0, 1)
    assert cell(table, "terrorism", "engagement")["ids"] == []


def test_a_step_of_the_companions_own_joins_no_threat_to_a_response():
    made = dossier(
        [coded("RES-1a", threat=["terrorism"]), coded("RES-2a", response=["venues"])],
        [inference("I", ["RES-1a"], "RES-2a", origin=Origin.COMPANION)],
    )
    table = codes.crossed(made)
    assert table["sentences"].sum() == 0
    assert codes.unmet(table, "threat") == ["Terrorism", "Narcotics"]


def test_splitting_a_sentence_does_not_move_a_count():
    whole = dossier([coded("RES-1a", threat=["terrorism"], response=["venues"])])
    split = dossier([coded("RES-1a", threat=["terrorism"]), coded("RES-1b", threat=["terrorism"], response=["venues"])])
    for made in (whole, split):
        assert cell(codes.crossed(made), "terrorism", "venues")["sentences"] == 1
        assert codes.profile(made)["sentences"].tolist() == [1, 0]


def test_a_profile_keeps_values_that_nothing_carries():
    made = dossier([coded("RES-1a", threat=["terrorism"])])
    table = codes.profile(made, by="section")
    assert table[["value", "sentences"]].to_numpy().tolist() == [["terrorism", 1], ["narcotics", 0]]


def test_a_threat_to_nobody_named_is_not_said(record):
    table = codes.whose(record)
    every = codes.profile(record, by="variable").set_index("value")["ids"]
    for value, group in table.groupby("value"):
        unsaid = set(group.loc[group["referent"] == codes.NOT_SAID, "ids"].sum())
        said = set(group.loc[group["referent"] != codes.NOT_SAID, "ids"].sum())
        assert unsaid | said == set(every[value])
        assert not unsaid & said


def test_an_empty_dossier_gives_empty_cells_and_no_error():
    assert codes.crossed(dossier())["sentences"].sum() == 0
    assert codes.profile(dossier()).empty


# --- design, promises, theory ---


def test_alignment_tells_which_answers_are_argued_for():
    part = DesignPart("D-1", "Question", "RES-1", "s", "c", "g", "v", "n", ("RES-2", "RES-3"), "note", HERE)
    ids = ["RES-1a", "RES-2a", "RES-3a"]
    made = dossier([statement(id) for id in ids], [inference("I", ["RES-1a"], "RES-2a")], design=(part,))
    row = alignment.alignment(made).iloc[0]
    assert (row["answered_in"], row["argued_for"]) == (["RES-2", "RES-3"], ["RES-2"])


def test_variables_are_measured_by_something_or_by_nothing(record):
    table = alignment.measured(record)
    assert len(table) == sum("variable" in part.part.lower() for part in record.design) > 0


def test_verdicts_count_every_promise_once_and_keep_unused_ones(record):
    table = traceability.verdicts(record)
    assert len(table) == len(Verdict)
    assert table["promises"].sum() == len(record.promises) == len(traceability.promises(record))
    assert len(traceability.unannounced(record)) == len(record.unannounced)


def a_theory(*stances):
    expectations = tuple(Expectation("F", stance, ("P",), "because", HERE) for stance in stances[:1])
    return Rival("own", "Own theory", (), (RivalPremise("P", "p"),), expectations, True, HERE)


def test_what_the_theory_carries_is_what_changes_without_it():
    check = TheoryCheck("THE-1", "blurred", (), (), "why", HERE)
    names = [statement("THE-1a"), statement("THE-i1"), statement("RES-1a")]
    steps = [inference("I", ["THE-1a"], "RES-1a")]
    made = dossier(names, steps, theory_checks=(check,))
    assert theory.without_theory(made).to_dict("records") == [{"ids": ["RES-1a"], "before": "stands", "after": "falls"}]
    assert theory.without_theory(replace(made, inferences=())).empty


def test_rivals_are_silent_where_nothing_is_said_and_tell_where_they_part():
    rival = Rival("x", "Rival", (), (), (Expectation("F", "does_not_expect", (), "b", HERE),), False, HERE)
    made = dossier("FG", findings="FG", rivals=(a_theory("expects"), rival))
    table = theory.rivals(made)
    assert len(table) == 4
    assert set(table.loc[table["finding"] == "G", "stance"]) == {"silent"}
    telling = theory.telling(made)
    assert telling["finding"].tolist() == ["F"]
    assert telling["does_not_expect"].tolist() == [["Rival"]]


def test_a_premise_that_no_sentence_states_stays_in_the_table_of_tenets():
    made = dossier("F", findings="F", rivals=(a_theory("expects"),))
    assert theory.tenets(made)[["premise", "stated_in", "findings"]].to_numpy().tolist() == [["P", [], ["F"]]]


# --- what a coding rule decides ---

RULES = (
    CodingRule("repeats", "r", "a", "o", RuleKind.COUNT_REPEATS, HERE),
    CodingRule("reported", "r", "a", "o", RuleKind.LEAVE_OUT, HERE, "voice", "reported"),
    CodingRule("withdrawal", "r", "a", "o", RuleKind.ALTERNATIVE, HERE),
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
    table = coding_rules.rule_choices(made).set_index("value")
    assert table.loc["terrorism", ["as_coded", "repeats", "reported", "withdrawal"]].tolist() == [1, 2, 1, 1]
    assert table.loc["narcotics", ["as_coded", "reported", "withdrawal", "lowest", "highest"]].tolist() == [
        1,
        0,
        2,
        0,
        2,
    ]
    assert table.loc["venues", "moves"] == ["withdrawal"]
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
        promises=(Promise("P-1", "RES-9", "p", "partly", ("RES-1", "RES-1z"), "w", HERE),),
        unannounced=(Unannounced("RES-8", "w", HERE),),
        theory_checks=(TheoryCheck("RES-1", "blurred", ("XX-1",), ("RES-7a",), "w", HERE),),
        design=(DesignPart("D-1", "Aim", "RES-6", "s", "c", "g", "v", "n", ("RES-5",), "note", HERE),),
    )
    values = [value for _, _, value in codes_of(design.locators, made)]
    assert values == ["RES-9", "RES-1z", "RES-8", "RES-6", "RES-5", "RES-7a"]
    assert codes_of(design.theory_premises, made) == [("dangling-reference", "premises", "XX-1")]


def test_a_dropped_promise_with_a_place_and_a_kept_one_without_are_reported():
    dropped = Promise("P-1", "RES-1", "p", "dropped", ("RES-1",), "w", HERE)
    kept = Promise("P-2", "RES-1", "p", "taken_up", (), "w", HERE)
    made = dossier([statement("RES-1a")], promises=(dropped, kept))
    assert [code for code, _, _ in codes_of(design.verdicts, made)] == ["verdict-mismatch"] * 2


def test_what_is_judged_twice_is_reported_once():
    made = dossier(coding_rules=(RULES[0], RULES[0]))
    assert [problem.id for problem in design.judged_once(made)] == ["repeats"]


def test_rules_that_cannot_be_carried_out_are_reported():
    bad = CodingRule("odd", "r", "a", "o", RuleKind.LEAVE_OUT, HERE, "colour", "red")
    other = {"nonsense": {"threat": ("terrorism",)}, "withdrawal": {"threat": ("dragons",)}}
    made = dossier([coded("RES-1a", alternative_codes=other)], coding_rules=(*RULES, bad))
    found = [code for code, _, _ in codes_of(design.coding_rules, made)]
    assert found == ["incomplete-rule", "unknown-rule", "unknown-code"]


# --- numbers for the prose ---


def test_the_summary_counts_what_the_analyses_show_and_survives_an_empty_dossier(record):
    found = summary(record)
    assert sum(found[f"findings-{state}"] for state in State) == len(record.paper.main_findings)
    assert found["cells-filled"] + found["cells-empty"] == found["cells"]
    assert found["findings-stands-least"] <= found["findings-stands"] <= found["findings-stands-most"]
    assert sum(found[f"theory-{f.replace('_', '-')}"] for f in Fidelity) == len(record.theory_checks)
    assert summary(dossier())["findings-stands"] == 0


def test_the_tables_of_the_argument_chapter_have_a_row_for_every_finding(record):
    findings = record.paper.main_findings
    assert len(argument_tables.carried(record)) == len(argument_tables.paths(record)) == len(findings)
    ranges = argument_tables.ranges(record)
    assert list(ranges.columns[1:]) == list(findings)
    assert set(ranges.iloc[:, 1:].to_numpy().ravel()) <= {"stands", "falls", "open", "asserted"}
    assert len(argument_tables.rival_reasons(record)) == len(record.rivals) * len(findings)
    assert list(argument_tables.costs(record).columns[:2]) == ["tension", "between"]
