"""Maps and the panel: nothing overlaps, everything is linked, the list says what the drawing says, builds agree."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_dossiers import conflict, dossier, inference, statement, switch

from companion.analyses.argument import Argument, Outcome
from companion.analyses.views import MOST, SPINE, view
from companion.analyses.whatif import arguments
from companion.analyses.whatif import settings as all_settings
from companion.dossier import load
from companion.dossier.relations import Function, Origin, Structure
from companion.errors import CompanionError
from companion.figures.maps.drawing import ROOM, WORD, Drawing
from companion.figures.maps.layers import components, lay_out
from companion.figures.maps.map import Map
from companion.figures.maps.slim import WIDTH, Slim
from companion.figures.maps.states import HOLDS, IDLE, LETTERS, states
from companion.figures.maps.wrapping import text_width, wrapped
from companion.figures.whatif import WhatIf
from companion.templates import flow_html

SVG = "{http://www.w3.org/2000/svg}"
WORDS = {"name": "fig-x", "title": "A map", "caption": "What it shows."}


@pytest.fixture(scope="module")
def record():
    return load()


def keys(record):
    return [section.key for section in record.paper.sections] + [SPINE]


# --- which statements a view shows ---


def test_no_view_of_the_paper_holds_more_than_25_statements_and_all_are_whole(record):
    for key in keys(record):
        shown = view(record, key)
        assert len(shown.statements) <= MOST
        for step in shown.inferences:
            assert {*step.premises, step.conclusion} <= set(shown.statements)
        steps = {step.id: step.conclusion for step in shown.inferences}
        for clash in shown.conflicts:
            assert {clash.source, steps.get(clash.target, clash.target)} <= set(shown.statements)


def test_a_view_that_is_too_large_leaves_whole_steps_out_and_says_so():
    steps = [inference(f"I{i}", [f"RES-{i}a", f"RES-{i}b"], "RES-99a") for i in range(1, 9)]
    names = [p for step in steps for p in step.premises] + ["RES-99a"]
    made = dossier(map(statement, names), steps, findings=["RES-99a"])
    shown = view(made, SPINE, most=6)
    assert len(shown.statements) == 5
    assert len(shown.inferences) == 2
    assert shown.left_out == tuple(f"I{i}" for i in range(3, 9))


def test_a_repeated_premise_goes_by_the_name_that_the_findings_give_it():
    twice = [statement("ABS-1a"), statement("RES-1a", repeats="ABS-1a"), statement("RES-2a")]
    made = dossier(twice, [inference("I", ["ABS-1a"], "RES-2a")], findings=["RES-1a", "RES-2a"])
    (step,) = view(made, SPINE).inferences
    assert (step.premises, step.conclusion) == (("RES-1a",), "RES-2a")


def test_every_statement_of_a_section_is_shown_or_named_as_apart(record):
    for section in record.paper.sections:
        shown = view(record, section.key)
        own = {s.id for s in record.statements if s.section == section.key}
        assert own == {*shown.apart, *(id for id in shown.statements if id in own)}


def test_an_empty_section_has_an_empty_map():
    made = dossier([statement("ABS-1a")])
    drawn = Map(made, "RES", **WORDS)
    assert drawn.view.statements == ()
    assert "<svg" in drawn.html()


# --- layout ---


@given(st.integers(1, 16), st.sets(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=30))
@settings(max_examples=150, deadline=None)
def test_boxes_never_overlap_and_edges_run_down_where_no_circle_prevents_it(size, pairs):
    ids = [f"N{i}" for i in range(size)]
    edges = sorted((f"N{a}", f"N{b}") for a, b in pairs if a < size and b < size and a != b)
    layout = lay_out(dict.fromkeys(ids, 100), edges, room=450)
    for row in layout.rows:
        for a, b in pairwise(row):
            left, right = layout.items[a], layout.items[b]
            assert left.x + left.width / 2 <= right.x - right.width / 2 + 1e-6
    for (source, target), passages in layout.routes.items():
        rows = [layout.items[id].row for id in (source, *passages, target)]
        assert rows == list(range(rows[0], rows[-1] + 1))
        assert len(rows) > 1
    again = lay_out(dict.fromkeys(ids, 100), edges, room=450)
    assert again == layout


def test_components_hold_together_what_edges_join():
    assert components("ABCD", [("C", "A")]) == [["A", "C"], ["B"], ["D"]]


def test_text_is_wrapped_and_a_very_long_one_ends_in_an_ellipsis():
    lines = wrapped("word " * 200, 120, most=4)
    assert len(lines) == 4
    assert lines[-1].endswith("…")
    assert all(text_width(line) <= 120 for line in lines)
    assert wrapped("*stressed* words", 300) == ["stressed words"]


# --- drawing ---


def drawings(record):
    argument = Argument(record)
    return [Drawing(argument, view(record, key), f"m-{key.lower()}") for key in keys(record)]


def slims(record):
    argument = Argument(record)
    return [Slim(argument, view(record, key), f"n-{key.lower()}") for key in keys(record)]


def overlap(boxes):
    """Return the first two boxes of which one lies on the other, or None."""
    for a, b in combinations(boxes, 2):
        beside = abs(a.x - b.x) >= (a.width + b.width) / 2 - 0.01
        if not (beside or a.bottom <= b.top or b.bottom <= a.top):
            return a.statement.id, b.statement.id
    return None


def test_no_two_boxes_of_a_map_overlap_and_maps_fit_the_page(record):
    for drawing in drawings(record):
        assert drawing.width <= ROOM + 1
        assert drawing.height <= 900, drawing.view.key
        assert overlap(drawing.boxes.values()) is None


def test_no_two_boxes_of_a_phones_map_overlap_and_none_is_wider_than_the_phone(record):
    for slim in slims(record):
        assert overlap(slim.boxes) is None
        for box in slim.boxes:
            assert box.left >= 0
            assert box.left + box.width <= WIDTH + 0.01
            assert box.height >= 44, "as high as a finger needs"


def test_every_joined_statement_is_one_box_of_each_drawing_and_every_other_is_named_below(record):
    for key, drawing, slim in zip(keys(record), drawings(record), slims(record), strict=True):
        joined = view(record, key).joined
        assert set(drawing.boxes) == joined
        assert sorted(box.statement.id for box in slim.boxes) == sorted(joined)
        html = Map(record, key, **WORDS).html()
        chips = re.findall(r'class="map-chip[^"]*" href="[^"]*" data-id="([^"]*)"', html)
        assert sorted(chips) == sorted(set(view(record, key).statements) - joined)


def test_the_text_of_a_box_stays_within_it(record):
    for boxes in [*(d.boxes.values() for d in drawings(record)), *(s.boxes for s in slims(record))]:
        for box in boxes:
            assert not any(line.endswith("…") for line in box.lines), box.statement.id
            assert all(text_width(line, box.size.text) <= box.width - 16 for line in box.lines), box.statement.id


def test_the_word_on_a_step_is_never_cut(record):
    for key, drawing in zip(keys(record), drawings(record), strict=True):
        root = ET.fromstring(drawing.svg("Title", "Description"))
        told = {text.get("data-relation"): "".join(text.itertext()) for text in root.iter(f"{SVG}text")}
        for step in view(record, key).inferences:
            if step.marker:
                assert told[step.id] == step.marker
                assert max(text_width(word, 10.5) for word in step.marker.split()) <= WORD


def test_every_box_is_a_link_with_its_statement_as_title(record):
    for drawing in drawings(record):
        root = ET.fromstring(drawing.svg("Title", "Description"))
        links = root.findall(f".//{SVG}a")
        assert {a.get("href") for a in links} == {f"#{id.lower()}" for id in drawing.view.joined}
        assert all(a.find(f"{SVG}title").text for a in links)
        assert root.find(f"{SVG}title").text == "Title"
        assert root.find(f"{SVG}desc").text == "Description"
        assert root.get("role") == "group"


def test_support_and_attack_differ_by_dash_and_arrowhead(record):
    for drawing in drawings(record):
        root = ET.fromstring(drawing.svg("Title", "Description"))
        for group in root.findall(f".//{SVG}g"):
            paths = group.findall(f"{SVG}path")
            if group.get("class") == "map-attack":
                assert all(p.get("stroke-dasharray") and p.get("marker-end").endswith("-against)") for p in paths)
            elif group.get("class", "").startswith("map-step"):
                step = record.inference(group.find(f"{SVG}title").text.partition(":")[0])
                explains = step.function == Function.EXPLANATION
                assert all(bool(p.get("stroke-dasharray")) is explains for p in paths)
                assert any(str(p.get("marker-end")).endswith("-why)" if explains else "-for)") for p in paths)


def test_linked_premises_meet_in_one_point_and_convergent_ones_do_not():
    for structure, points in ((Structure.LINKED, 1), (Structure.CONVERGENT, 2)):
        made = dossier("ABD", [inference("I", "AB", "D", structure=structure)], findings="D")
        root = ET.fromstring(Drawing(Argument(made), view(made, SPINE), "m").svg("t", "d"))
        assert len(root.findall(f".//{SVG}circle")) == points


def test_no_colour_is_fixed_so_that_the_dark_page_works(record):
    for drawing in drawings(record):
        assert not re.search(r'(?:fill|stroke)="(?!none|currentColor|url)', drawing.svg("t", "d"))


@pytest.mark.parametrize(
    "conflicts",
    [
        [conflict("C1", "A", "B", symmetric=True)],
        [conflict("C1", "A", "B"), conflict("C2", "B", "A")],
        [conflict("C1", "B", "I", "undercut")],
        [conflict("C1", "A", "A")],
    ],
)
def test_circles_and_self_attacks_are_drawn(conflicts):
    made = dossier("AB", [inference("I", "A", "B"), inference("J", "B", "A")], conflicts, findings="AB")
    ET.fromstring(Drawing(Argument(made), view(made, SPINE), "m").svg("t", "d"))
    assert flow_html(Map(made, SPINE, **WORDS).listed())


# --- the list beneath ---


def test_the_list_names_every_statement_and_every_relation_of_the_drawing(record):
    for key in keys(record):
        drawn = Map(record, key, **WORDS)
        text = flow_html(drawn.listed())
        ET.fromstring(f"<div>{text}</div>")
        assert all(f'href="#{id.lower()}"' in text for id in drawn.view.statements)
        assert text.count("map-because") == len(drawn.view.inferences)
        assert text.count("map-but") >= len(drawn.view.conflicts)


def test_a_map_without_words_or_of_no_section_is_refused_with_every_reason(record):
    with pytest.raises(CompanionError) as error:
        Map(record, "XYZ")
    assert [p.field or p.value for p in error.value.problems] == ["name", "title", "caption", "XYZ"]


def test_a_map_is_a_bundle_the_book_and_jupyter_can_both_read(record, monkeypatch):
    monkeypatch.delenv("COMPANION_BUILDING", raising=False)
    bundle = Map(record, "CON", **WORDS)._repr_mimebundle_()
    assert bundle["application/vnd.companion.map+json"]["number"] == "figure"
    assert "<svg" in bundle["text/html"]
    assert json.dumps(bundle) == json.dumps(Map(record, "CON", **WORDS)._repr_mimebundle_())


def test_a_walk_has_every_sentence_and_a_box_or_a_chip_for_every_statement(record):
    walk = [("First.", ["INT-1a", "THE-3a"]), ("Then.", ["CON-4a", "RES-8b"])]
    html = Map(record, SPINE, **WORDS, walk=walk).html()
    assert html.index("First.") < html.index("Then.")
    assert 'data-shows="CON-4a RES-8b"' in html
    assert all(f'data-id="{id}"' in html for _, ids in walk for id in ids)
    assert html.count("Nothing joins these to a finding, so the map has none of them") == 1


def test_a_walk_past_a_statement_that_is_not_there_is_refused(record):
    with pytest.raises(CompanionError, match="RES-99a"):
        Map(record, SPINE, **WORDS, walk=[("A step.", ["RES-99a"])])


def test_outside_the_book_a_box_is_found_by_scripts_and_leads_nowhere(record):
    html = Map(record, "CON", **WORDS).html()
    drawing = html[html.index("<svg xmlns") : html.index("</svg>")]
    assert re.search(r'<g [^>]*class="map-box', drawing)
    assert 'data-id="CON-4a"' in drawing
    assert "href" not in drawing


# --- the panel ---


def test_the_panels_map_has_every_setting_of_every_statement_and_line(record):
    panel = WhatIf(record, name="fig-w", title="t", caption="c")
    table = json.loads(panel.table())
    told, words = table["map"], table["words"]
    kinds = {"h": "stands", "f": "falls", "w": "open"}
    for number, argument in enumerate(arguments(record)):
        outcomes, lines = told["rows"][told["settings"][number]].split(" ")
        assert [words[o] for o in outcomes] == [str(argument.outcome(id)) for id in told["statements"]]
        counting = {conflict.id for conflict in argument.conflicts}
        for id, letter in zip(told["relations"], lines, strict=True):
            if letter == "i":
                continue
            step = next((step for step in record.inferences if step.id == id), None)
            source = next((c.source for c in record.conflicts if c.id == id), id)
            assert step or id in counting
            assert kinds[letter] == argument.state(source)


def test_a_step_of_the_companions_counts_only_where_it_is_granted_and_an_objection_where_it_is_counted():
    own = inference("I", "A", "B", origin=Origin.COMPANION)
    made = dossier(
        "ABC", [own], [conflict("C1", "C", "B")], findings="B",
        switches=(switch("S-1", "step", "I", default=False), switch("S-2", "objection", "C1", default=False)),
    )  # fmt: skip
    shown = states(arguments(made), view(made, SPINE))
    assert shown.relations == ("I", "C1")
    assert [lines for _, lines in shown.rows] == [(IDLE, IDLE), (HOLDS, IDLE), (IDLE, HOLDS), (HOLDS, HOLDS)]


def test_the_panel_carries_every_setting_of_the_analysis(record):
    panel = WhatIf(record, name="fig-w", title="t", caption="c")
    table, expected = json.loads(panel.table()), all_settings(record)
    assert table["start"] == expected.start
    assert table["words"] == {letter: str(outcome) for outcome, letter in LETTERS.items()}
    assert len(set(LETTERS.values())) == len(LETTERS) == len(Outcome)
    told = [[table["words"][letter] for letter in row] for row in table["outcomes"]]
    assert told == [list(map(str, row)) for row in expected.outcomes]
    for number, row in enumerate(table["paths"]):
        assert [panel.texts[i][path] for i, path in enumerate(row)] == list(expected.paths[number])


def test_without_a_script_the_panel_shows_the_start_and_each_switch_by_itself(record):
    text = WhatIf(record, name="fig-w", title="t", caption="c").html()
    assert text.count('type="checkbox"') == len(record.switches)
    assert text.count("wi-state") >= len(record.paper.main_findings)
    assert text.count('scope="row"') == len(record.switches) + 1
    # One path of each finding is in sight of a reader without script, the others are hidden.
    shown = re.findall(r'<p data-path="\d+">', text)
    assert len(shown) == len(record.paper.main_findings)


def test_paths_link_to_the_cards_and_to_nothing_that_only_looks_like_one():
    made = dossier([statement("RES-1a")], findings=["RES-1a"], switches=(switch("S-1", "premise", "RES-1a"),))
    panel = WhatIf(made, name="fig-w", title="t", caption="c")
    assert panel._linked("RES-1a, Q-RES-1 and RES-1ab") == (
        '<a class="st" href="#res-1a">RES-1a</a>, Q-RES-1 and RES-1ab'
    )
    with pytest.raises(CompanionError):
        WhatIf(made)
