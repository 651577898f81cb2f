"""Paths, cut sets, ranges, reasons, places, tensions and the what-if table, on small dossiers and on the real one."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from made_dossiers import HERE, conflict, dossier, inference, question, statement, switch
from test_analyses_acceptance import at_random, by_brute_force

from companion.analyses import whatif
from companion.analyses.argument import Argument, Choices, Outcome, State, explanation, robustness
from companion.analyses.argument.reasons import Support
from companion.analyses.tensions import moves, tensions
from companion.dossier import load
from companion.dossier.relations import ConflictKind, Function, MemberConflict, Origin, Structure, Tension
from companion.dossier.statements import Confidence


@pytest.fixture(scope="module")
def record():
    return load()


def words(made, id, choices=None):
    return " ".join(Argument(made, choices).explanation(id))


# --- the path that decides ---


def test_an_assertion_says_that_it_is_one():
    assert words(dossier("A"), "A") == (
        "A is only asserted: the text gives no reason for it, and nothing objects to it."
    )


def test_a_carried_statement_names_its_premises_back_to_the_grounds():
    text = words(dossier("ABC", [inference("I1", "A", "B"), inference("I2", "B", "C")]), "C")
    assert text.startswith("C is argued for, by B. B is argued for, by A. A is only asserted")


def test_a_fallen_statement_names_the_undercutter_of_its_step():
    made = dossier("ABU", [inference("I", "A", "B")], [conflict("C", "U", "I", "undercut")])
    assert words(made, "B").startswith("B has lost its reason: U speaks against the step from A and holds.")


def test_an_open_statement_names_its_rival():
    made = dossier("AB", (), [conflict("C", "A", "B", symmetric=True)])
    assert "A stays open: whether B defeats it is itself open." in words(made, "A")


def test_an_open_statement_with_two_rivals_names_both():
    both = [conflict("C1", "A", "B", symmetric=True), conflict("C2", "A", "D", symmetric=True)]
    assert "A stays open: whether B or D defeats it is itself open." in words(dossier("ABD", (), both), "A")


def test_a_granted_objection_and_a_premise_taken_away_are_named():
    made = dossier("AB", [inference("I", "A", "B")], questions=(question("Q-1", "I", "I"),))
    assert "the objection Q-1 is granted against the step from A" in words(made, "B", Choices(grant=frozenset({"Q-1"})))
    assert words(made, "B", Choices(drop=frozenset("A"))) == (
        "B has lost its reason: A is taken away. A is taken away."
    )


def test_a_repeated_finding_is_called_by_the_name_asked_for():
    made = dossier([statement("ABS-1a"), statement("RES-1a", repeats="ABS-1a")], findings=["RES-1a"])
    assert words(made, "RES-1a").startswith("RES-1a is only asserted")


@pytest.mark.parametrize("seed", range(300))
def test_no_path_explains_a_node_by_what_was_decided_after_it(seed):
    made = at_random(seed)
    argument = Argument(made)
    graph, labelling = argument.graph, argument.labelling
    for id in graph.nodes:
        decision = explanation.decide(graph, labelling, id)
        assert decision.state == labelling[id]
        if decision.state != State.OPEN:
            assert all(labelling.order[other] < labelling.order[id] for other in (*decision.by, *decision.despite))
        assert explanation.in_words(graph, labelling, id) or graph.nodes[id].kind != "statement"


# --- what carries ---


def test_a_single_premise_is_a_cut_set_and_two_reasons_must_go_together():
    one = dossier("AB", [inference("I", "A", "B")])
    two = dossier("ABD", [inference("I1", "A", "D"), inference("I2", "B", "D")])
    assert Argument(one).cut_sets("B") == (("A",),)
    assert Argument(two).cut_sets("D") == (("A", "B"),)


def test_the_defender_of_a_finding_is_part_of_what_carries_it():
    made = dossier("ABF", (), [conflict("C1", "A", "F"), conflict("C2", "B", "A")])
    assert Argument(made).cut_sets("F") == (("B",),)


def test_a_finding_that_falls_or_is_only_asserted_has_no_cut_sets():
    made = dossier("AF", (), [conflict("C1", "A", "F")])
    assert Argument(made).cut_sets("F") == Argument(made).cut_sets("A") == ()


def test_grounds_only_leaves_out_what_rests_on_something_further():
    made = dossier("ABC", [inference("I1", "A", "B"), inference("I2", "B", "C")])
    assert Argument(made).cut_sets("C") == (("B",), ("A",))
    assert Argument(made).cut_sets("C", grounds_only=True) == (("A",),)


@pytest.mark.parametrize("seed", range(120))
def test_cut_sets_are_all_the_minimal_ones(seed):
    made = at_random(seed)
    target = made.statements[0].id
    others = [s.id for s in made.statements[1:]]
    cuts = []
    if by_brute_force(made)[target] == "stands":
        for size in (1, 2, 3):
            for group in combinations(others, size):
                smaller = any(set(cut) < set(group) for cut in cuts)
                if not smaller and by_brute_force(made, group)[target] != "stands":
                    cuts.append(group)
    found = Argument(made).cut_sets(target)
    assert {frozenset(cut) for cut in found} == {frozenset(cut) for cut in cuts}


def test_leaving_low_confidence_steps_out_is_shown_as_a_range():
    steps = [inference("I1", "A", "F", confidence=Confidence.LOW), inference("I2", "B", "G")]
    result = robustness.robustness(dossier("ABFG", steps, findings=["F", "G"]))
    assert result.outcomes("F") == (Outcome.ARGUED, Outcome.LOST)
    assert result.outcomes("G") == (Outcome.ARGUED,)
    assert result.counts(Outcome.ARGUED) == (1, 2)
    without = next(v for v in result.variants if v.name == "without steps of low confidence")
    assert without.about == ("I1",)
    assert without.outcomes == {"F": Outcome.LOST, "G": Outcome.ARGUED}
    assert without in result.moving()


def test_the_range_goes_both_ways():
    """What the companion supplies is granted, what it objects is taken away, and a doubtful voice is taken from it."""
    step = inference("I", "A", "F", origin=Origin.COMPANION, marker=None)
    doubted = statement("RES-2a", voice_in_doubt="Perhaps the officials say so.")
    made = dossier(["A", "F", "G", doubted], [step, inference("J", ["RES-2a"], "G")], findings="FG")
    names = {variant.name: variant.outcomes for variant in robustness.robustness(made).variants}
    assert names["as read"] == {"F": Outcome.ASSERTED, "G": Outcome.ARGUED}
    assert names["with every step that the companion supplies"]["F"] == Outcome.SUPPLIED
    assert names["with the companion's step from A to F"]["F"] == Outcome.SUPPLIED
    assert names["if RES-2a is only reported"]["G"] == Outcome.LOST


def test_the_same_choice_has_the_same_word_whichever_way_a_reason_goes():
    made = dossier("AB", [inference("I", "A", "B")])
    assert Argument(made).outcome("B") == Outcome.ARGUED
    assert Argument(made, drop="A").outcome("B") == Argument(made, without=["I"]).outcome("B") == Outcome.LOST


# --- reasons and places ---


def test_a_step_the_companion_supplies_is_no_argument_of_the_paper():
    made = dossier("AB", [inference("I", "A", "B", origin=Origin.COMPANION, marker=None)], findings="B")
    about = Argument(made).reasons("B")
    assert (about.support, len(about.stated), len(about.supplied)) == (Support.ASSERTED, 0, 1)


def test_a_reason_made_of_implicit_premises_alone_is_no_stated_reason():
    made = dossier([statement("RES-i1"), statement("RES-1a")], [inference("I", ["RES-i1"], "RES-1a")])
    assert Argument(made).reasons("RES-1a").support == Support.ASSERTED


def test_an_explanation_is_told_as_one_and_is_no_reason():
    made = dossier("AB", [inference("I", "A", "B", function=Function.EXPLANATION)])
    about = Argument(made).reasons("B")
    assert (about.support, len(about.stated), len(about.explained)) == (Support.ASSERTED, 0, 1)
    assert about.words == "only asserted, explained"
    assert Argument(made).outcome("B") == Outcome.ASSERTED


def test_objections_are_sorted_by_what_they_are_directed_at():
    steps = [inference("I", "A", "B")]
    conflicts = [conflict("C1", "X", "B"), conflict("C2", "X", "A", "undermine"), conflict("C3", "X", "I", "undercut")]
    about = Argument(dossier("ABX", steps, conflicts)).reasons("B")
    assert [o.on for o in about.objections] == ["the statement", "a premise", "a step"]
    assert about.words == "argued for, objected to"
    about = Argument(dossier("ABX", steps, conflicts[1:])).reasons("B")
    assert about.words == "argued for, its reason objected to"


def test_what_meets_a_repetition_of_a_premise_meets_the_premise():
    repeated = [statement("ABS-1a"), statement("RES-1a", repeats="ABS-1a"), statement("RES-2a"), statement("RES-3a")]
    made = dossier(repeated, [inference("I", ["ABS-1a"], "RES-2a")], [conflict("C", "RES-3a", "RES-1a", "undermine")])
    assert [(o.on, o.target) for o in Argument(made).reasons("RES-2a").objections] == [("a premise", "RES-1a")]


def test_an_objection_switched_off_is_not_shown_as_one():
    made = dossier("AB", (), [conflict("C", "A", "B")], switches=(switch("S", "objection", "C"),))
    assert Argument(made).reasons("B").words == "only asserted"


def test_a_place_tells_what_a_statement_supports_rests_on_and_meets():
    steps = [inference("I1", "A", "B"), inference("I2", "B", "D", structure=Structure.CONVERGENT)]
    made = dossier("ABDXY", steps, [conflict("C1", "X", "B"), conflict("C2", "B", "Y", symmetric=True)])
    place = Argument(made).standing("B")
    assert [step.id for step in place.supports] == ["I2"]
    assert [reason.inference.id for reason in place.rests_on] == ["I1"]
    assert [o.source for o in place.attacked_by] == ["X", "Y"]
    assert place.attacks == ("Y",)
    assert (place.state, place.words) == (State.FALLS, "argued for, objected to")
    assert not Argument(dossier("A")).standing("A").connected


def test_every_statement_of_the_paper_has_a_place(record):
    argument = Argument(record)
    assert all(argument.standing(id).because[0].startswith(f"{id} ") for id in record.by_id)


def test_every_main_finding_has_its_reasons_told(record):
    argument = Argument(record)
    assert [argument.reasons(id).statement for id in argument.findings] == list(record.paper.main_findings)


# --- tensions ---


def test_what_a_tension_costs_is_what_changes_without_its_conflicts():
    about = {"rationale": "r", "charitable_reading": "c", "confidence": Confidence.HIGH, "place": HERE}
    kinds = {"kind": "contradiction", "title": "t"}
    clash = MemberConflict("A", "B", ConflictKind.REBUT, symmetric=True)
    real = Tension("T-1", members=("A", "B"), reading="real", conflicts=(clash,), **kinds, **about)
    read = Tension("T-2", members=("A", "D"), reading="apparent", **kinds, **about)
    made = dossier("ABD", (), real.generated(), tensions=(read, real))
    assert moves(made, ("T-1/1",)) == ["A", "B"]
    table = tensions(made)
    assert list(table["id"]) == ["T-1", "T-2"]
    assert list(table["moves"]) == [["A", "B"], []]
    assert list(tensions(made, "apparent")["id"]) == ["T-2"]


# --- what if ---


def test_every_setting_of_the_panel_equals_python_on_the_real_dossier(record):
    table = whatif.settings(record)
    assert len(table.outcomes) == len(table.paths) == 2 ** len(record.switches)
    for number, outcomes in enumerate(table.outcomes):
        on = [s for bit, s in enumerate(record.switches) if number >> bit & 1]
        off = [s for s in record.switches if s not in on]
        direct = Choices(
            drop=frozenset(s.target for s in on if s.kind == "premise"),
            without=frozenset(s.target for s in off if s.kind == "objection"),
            grant=frozenset(s.target for s in on if s.kind == "exception"),
            steps=frozenset(s.target for s in on if s.kind == "step"),
        )
        argument = Argument(record, direct)
        assert outcomes == tuple(argument.outcome(finding) for finding in table.findings)
        assert table.number(s.id for s in on) == number


def test_the_panel_starts_where_the_book_stands(record):
    table = whatif.settings(record)
    argument = Argument(record)
    assert table.outcomes[table.start] == tuple(argument.outcome(finding) for finding in table.findings)


def test_each_switch_moves_a_finding_in_some_setting(record):
    table = whatif.settings(record)
    for bit, item in enumerate(record.switches):
        pairs = ((n, n ^ 1 << bit) for n in range(len(table.outcomes)))
        told = list(zip(table.outcomes, table.paths, strict=True))
        assert any(told[a] != told[b] for a, b in pairs), item.id


def test_more_than_eight_switches_and_unknown_switches_are_refused():
    many = tuple(switch(f"S{i}", "premise", "A") for i in range(9))
    with pytest.raises(ValueError, match="at most 8"):
        whatif.settings(dossier("A", switches=many))
    with pytest.raises(KeyError, match="S77"):
        whatif.choices(dossier("A"), ["S77"])


def test_no_switches_and_no_findings_make_one_empty_setting():
    assert whatif.settings(dossier("A")).outcomes == ((),)
    assert whatif.settings(replace(dossier("A"), switches=()), "A").outcomes == ((Outcome.ASSERTED,),)
