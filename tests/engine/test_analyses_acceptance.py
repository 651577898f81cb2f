"""The labelling against brute force, an outside solver, and the cases its definition leaves to us."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_dossiers import conflict, dossier, inference, question, statement, switch
from py_arg.abstract_argumentation_classes.abstract_argumentation_framework import AbstractArgumentationFramework
from py_arg.abstract_argumentation_classes.argument import Argument
from py_arg.abstract_argumentation_classes.defeat import Defeat
from py_arg.algorithms.semantics.get_grounded_extension import get_grounded_extension

from companion.analyses.argument.graph import Choices, build
from companion.analyses.argument.labelling import State, label
from companion.dossier.relations import Function, Origin, Structure

STANDS, FALLS, OPEN = "stands", "falls", "open"


def by_brute_force(record, dropped=()):
    """The definition word for word, over the dossier's own records, round after round from all-open."""
    steps = []
    # Neither an explanation nor a step of the companion's own holds anything up.
    for step in (s for s in record.inferences if s.origin == Origin.AUTHOR and s.function == Function.ARGUMENT):
        each = [(p,) for p in step.premises] if step.structure == Structure.CONVERGENT else [step.premises]
        steps += [(step.id, premises, step.conclusion) for premises in each]
    hits = [(c.source, c.target) for c in record.conflicts]
    hits += [(c.target, c.source) for c in record.conflicts if c.symmetric and c.kind != "undercut"]
    now = {s.id: OPEN for s in record.statements}
    while True:
        against = {t: [now[s] for s, target in hits if target == t] for _, t in hits}
        made = []
        for name, premises, conclusion in steps:
            states, foes = [now[p] for p in premises], against.get(name, [])
            if FALLS in states or STANDS in foes:
                made.append((conclusion, FALLS))
            elif set(states) == {STANDS} and set(foes) <= {FALLS}:
                made.append((conclusion, STANDS))
            else:
                made.append((conclusion, OPEN))
        then = {}
        for id in now:
            reasons, foes = [state for c, state in made if c == id], against.get(id, [])
            if id in dropped or STANDS in foes or (reasons and set(reasons) == {FALLS}):
                then[id] = FALLS
            elif (not reasons or STANDS in reasons) and set(foes) <= {FALLS}:
                then[id] = STANDS
            else:
                then[id] = OPEN
        if then == now:
            return now
        now = then


def labelled(record, choices=None):
    labelling = label(build(record, choices))
    return {s.id: str(labelling[s.id]) for s in record.statements}


def at_random(seed):
    """A dossier of up to nine statements with any relations between them, circles and self-attacks included."""
    rng = random.Random(seed)
    names = "ABCDEFGHI"[: rng.randint(1, 9)]
    steps = [
        inference(
            f"I{i}",
            rng.sample(names, rng.randint(1, min(3, len(names)))),
            rng.choice(names),
            structure=rng.choice(list(Structure)),
            origin=rng.choice([Origin.AUTHOR, Origin.AUTHOR, Origin.AUTHOR, Origin.COMPANION]),
            function=rng.choice([Function.ARGUMENT, Function.ARGUMENT, Function.ARGUMENT, Function.EXPLANATION]),
        )
        for i in range(rng.randint(0, 7))
    ]
    conflicts = []
    for i in range(rng.randint(0, 7)):
        undercut = steps and rng.random() < 0.4
        target = rng.choice(steps).id if undercut else rng.choice(names)
        kind = "undercut" if undercut else "rebut"
        conflicts.append(conflict(f"C{i}", rng.choice(names), target, kind, symmetric=rng.random() < 0.3))
    return dossier(names, steps, conflicts)


@pytest.mark.parametrize("block", range(10))
def test_labelling_equals_brute_force_on_two_thousand_random_graphs(block):
    seen = set()
    for seed in range(block * 200, block * 200 + 200):
        record = at_random(seed)
        expected = by_brute_force(record)
        assert labelled(record) == expected, seed
        seen |= set(expected.values())
    assert seen == {STANDS, FALLS, OPEN}


@given(st.integers(0, 10**9), st.sets(st.sampled_from("ABCDEFGHI")))
@settings(max_examples=300, deadline=None)
def test_dropping_statements_equals_brute_force(seed, dropped):
    record = at_random(seed)
    dropped = dropped & record.by_id.keys()
    assert labelled(record, Choices(drop=frozenset(dropped))) == by_brute_force(record, dropped)


@given(st.integers(0, 10**9))
@settings(max_examples=300, deadline=None)
def test_order_of_the_records_does_not_move_a_state(seed):
    record = at_random(seed)
    turned = dossier(record.statements[::-1], record.inferences[::-1], record.conflicts[::-1])
    assert labelled(record) == labelled(turned)


@given(st.integers(1, 12), st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30))
@settings(max_examples=300, deadline=None)
def test_attacks_alone_agree_with_the_outside_solver(size, pairs):
    names = [f"S{i}" for i in range(size)]
    pairs = sorted((a, b) for a, b in pairs if a < size and b < size)
    record = dossier(names, (), [conflict(f"C{i}", names[a], names[b]) for i, (a, b) in enumerate(pairs)])
    arguments = {name: Argument(name) for name in names}
    defeats = [Defeat(arguments[names[a]], arguments[names[b]]) for a, b in pairs]
    accepted = {
        a.name for a in get_grounded_extension(AbstractArgumentationFramework("", [*arguments.values()], defeats))
    }
    beaten = {names[b] for a, b in pairs if names[a] in accepted}
    expected = {n: STANDS if n in accepted else FALLS if n in beaten else OPEN for n in names}
    assert labelled(record) == expected


def test_an_assertion_stands_unless_attacked():
    assert labelled(dossier("AB", (), [conflict("C", "A", "B")])) == {"A": STANDS, "B": FALLS}


def test_the_attacker_of_an_attacker_reinstates():
    record = dossier("ABC", (), [conflict("C1", "A", "B"), conflict("C2", "B", "C")])
    assert labelled(record) == {"A": STANDS, "B": FALLS, "C": STANDS}


def test_a_statement_falls_only_when_all_its_reasons_fall():
    steps = [inference("I1", "A", "D"), inference("I2", "B", "D")]
    record = dossier("ABCD", steps, [conflict("C1", "C", "A")])
    assert labelled(record)["D"] == STANDS
    record = dossier("ABCD", steps, [conflict("C1", "C", "A"), conflict("C2", "C", "B")])
    assert labelled(record)["D"] == FALLS


def test_a_convergent_inference_lives_on_one_premise_and_a_linked_one_does_not():
    attack = [conflict("C", "X", "A")]
    linked = dossier("ABDX", [inference("I", "AB", "D")], attack)
    convergent = dossier("ABDX", [inference("I", "AB", "D", structure=Structure.CONVERGENT)], attack)
    assert (labelled(linked)["D"], labelled(convergent)["D"]) == (FALLS, STANDS)
    assert labelled(convergent, Choices(together=True))["D"] == FALLS


def test_linked_premises_read_each_by_itself_live_on_one():
    made = dossier("ABDX", [inference("I", "AB", "D")], [conflict("C", "X", "A")])
    assert labelled(made, Choices(alone=True))["D"] == STANDS


def test_an_explanation_and_a_step_of_the_companion_hold_up_nothing_until_it_is_chosen():
    steps = [
        inference("I", "A", "D", function=Function.EXPLANATION),
        inference("J", "A", "E", origin=Origin.COMPANION, marker=None),
        inference("K", "A", "F", origin=Origin.COMPANION, marker=None),
    ]
    made = dossier("ADEFX", steps, [conflict("C", "X", "A")])
    assert [labelled(made)[id] for id in "DEF"] == [STANDS, STANDS, STANDS]
    assert [labelled(made, Choices(explanations=True))[id] for id in "DEF"] == [FALLS, STANDS, STANDS]
    assert [labelled(made, Choices(supplied=True))[id] for id in "DEF"] == [STANDS, FALLS, FALLS]
    assert [labelled(made, Choices(steps=frozenset("K")))[id] for id in "DEF"] == [STANDS, STANDS, FALLS]


def test_a_circle_of_support_stays_open_until_something_outside_decides_it():
    circle = [inference("I1", "A", "B"), inference("I2", "B", "A")]
    assert labelled(dossier("AB", circle)) == {"A": OPEN, "B": OPEN}
    grounded = [*circle, inference("I3", "C", "A")]
    assert labelled(dossier("ABC", grounded)) == {"A": STANDS, "B": STANDS, "C": STANDS}


def test_mutual_attack_stays_open_and_spreads_to_what_rests_on_it():
    record = dossier("ABC", [inference("I", "A", "C")], [conflict("C1", "A", "B", symmetric=True)])
    assert labelled(record) == {"A": OPEN, "B": OPEN, "C": OPEN}


def test_an_odd_circle_of_attacks_stays_open():
    record = dossier("ABC", (), [conflict("C1", "A", "B"), conflict("C2", "B", "C"), conflict("C3", "C", "A")])
    assert set(labelled(record).values()) == {OPEN}


def test_an_undercut_of_an_undercut_gives_the_step_back():
    steps = [inference("I1", "A", "B"), inference("I2", "E", "U")]
    undercut = conflict("C1", "U", "I1", "undercut")
    assert labelled(dossier("ABEUV", steps, [undercut]))["B"] == FALLS
    on_its_reason = [undercut, conflict("C2", "V", "I2", "undercut")]
    assert labelled(dossier("ABEUV", steps, on_its_reason))["B"] == STANDS
    on_the_undercutter = [undercut, conflict("C2", "V", "U")]
    assert labelled(dossier("ABEUV", steps, on_the_undercutter))["B"] == STANDS


def test_a_symmetric_undercut_works_one_way():
    steps = [inference("I1", "A", "B")]
    record = dossier("ABU", steps, [conflict("C", "U", "I1", "undercut", symmetric=True)])
    assert labelled(record) == {"A": STANDS, "B": FALLS, "U": STANDS}


def test_a_deleted_premise_falls_and_objects_to_nothing():
    steps = [inference("I1", "A", "B")]
    record = dossier("ABC", steps, [conflict("C1", "A", "C")])
    assert labelled(record)["C"] == FALLS
    assert labelled(record, Choices(drop=frozenset("A"))) == {"A": FALLS, "B": FALLS, "C": STANDS}


def test_a_premise_missing_from_the_dossier_falls_with_what_needs_it():
    record = dossier("B", [inference("I1", ["gone"], "B")], [conflict("C1", "lost", "B"), conflict("C2", "B", "lost")])
    labelling = label(build(record))
    assert labelling["B"] == labelling["gone"] == State.FALLS


def test_an_empty_dossier_and_an_empty_section_have_nothing_to_decide():
    assert labelled(dossier()) == {}
    only_abstract = dossier([statement("ABS-1a")])
    assert "RES" in {section.key for section in only_abstract.paper.sections}
    assert labelled(only_abstract) == {"ABS-1a": STANDS}


def test_a_repetition_shares_reasons_and_objections_with_what_it_repeats():
    twice = [statement("ABS-1a"), statement("RES-1a", repeats="ABS-1a"), statement("RES-2a"), statement("RES-3a")]
    record = dossier(twice, [inference("I", ["RES-2a"], "RES-1a")], [conflict("C", "RES-3a", "RES-2a")])
    assert labelled(record)["ABS-1a"] == labelled(record)["RES-1a"] == FALLS


def test_a_step_from_a_statement_to_its_own_repetition_is_no_reason():
    twice = [statement("ABS-1a"), statement("RES-1a", repeats="ABS-1a")]
    record = dossier(twice, [inference("I", ["ABS-1a"], "RES-1a")])
    assert labelled(record) == {"ABS-1a": STANDS, "RES-1a": STANDS}
    assert build(record).node("RES-1a").supporters == ()


def test_repetitions_in_a_ring_end():
    ring = [statement("ABS-1a", repeats="RES-1a"), statement("RES-1a", repeats="ABS-1a")]
    assert labelled(dossier(ring)) == {"ABS-1a": STANDS, "RES-1a": STANDS}


def test_a_granted_question_attacks_and_a_question_not_granted_does_not():
    record = dossier("AB", [inference("I", "A", "B")], questions=(question("Q", "I", "I"),))
    assert labelled(record)["B"] == STANDS
    assert labelled(record, Choices(grant=frozenset({"Q"})))["B"] == FALLS


def test_switches_say_what_counts_from_the_start():
    conflicts = [conflict("C1", "A", "B"), conflict("C2", "A", "C"), conflict("C3", "A", "D")]
    switches = (switch("on", "objection", "C1", True), switch("off", "objection", "C2"))
    record = dossier("ABCD", (), conflicts, switches=switches)
    assert labelled(record) == {"A": STANDS, "B": FALLS, "C": STANDS, "D": FALLS}


def test_a_choice_about_nothing_in_the_dossier_is_refused():
    with pytest.raises(KeyError, match="RES-99z"):
        build(dossier("A"), Choices(drop=frozenset({"RES-99z"})))
