"""What a reader sees or takes away, of two invented papers, is what a person has read and kept (``golden/``)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from golden import chart, frame, golden, markup, plain, several
from places import BEES, SOUND

from companion import evidence
from companion.analyses import agreement as agreeing
from companion.analyses import alignment, codes, coding_rules, tensions, theory, traceability, views, whatif
from companion.analyses.argument import Argument, Choices, robustness
from companion.analyses.summary import summary
from companion.dossier import export, load
from companion.dossier.answers import Answer, Tie
from companion.dossier.citable import Citable
from companion.dossier.wording import Passage
from companion.figures import (
    Cards,
    Debates,
    Map,
    Questions,
    Tensions,
    WhatIf,
    agreement,
    argument_tables,
    bibliography,
    coding,
)
from companion.references import frames
from companion.references import load as references
from companion.templates import flow_html

DOSSIERS = {"bees": load(BEES), "tides": load(SOUND)}
WORDS = {"name": "fig-x", "title": "A title", "caption": "A caption."}


@pytest.fixture(autouse=True)
def at_home(monkeypatch):
    """Stand in a project without figures from outside: what the tables of this one say is not to be seen here."""
    monkeypatch.chdir(BEES)
    assert evidence.judged() == {}


@pytest.fixture(params=DOSSIERS, scope="module")
def paper(request):
    return request.param


@pytest.fixture(scope="module")
def dossier(paper):
    return DOSSIERS[paper]


def test_cards(paper, dossier):
    for section in dossier.paper.sections:
        golden(f"{paper}-cards-{section.key.lower()}.html", markup(Cards(dossier, section.key).html()))


def test_open_points(paper, dossier):
    shown = [
        ("questions", Questions(dossier)),
        ("tensions", Tensions(dossier)),
        ("at home", Tensions(dossier, home="a")),
    ]
    golden(f"{paper}-points.html", several((name, markup(made.html())) for name, made in shown))


def test_maps_as_lists(paper, dossier):
    keys = [section.key for section in dossier.paper.sections] + [views.SPINE]
    golden(f"{paper}-maps.html", several((key, markup(flow_html(Map(dossier, key, **WORDS).listed()))) for key in keys))


def test_the_panel(paper, dossier):
    panel = WhatIf(dossier, **WORDS)
    golden(f"{paper}-panel.json", panel.table() + "\n" + "\n".join(" ".join(p) for f in panel.texts for p in f) + "\n")
    golden(f"{paper}-panel-each.html", markup(panel._each()))


TABLES = "promises unannounced parts bearing tenets premises reasons carried ranges paths objections".split()


def test_tables_of_the_argument(paper, dossier):
    made = [(name, frame(getattr(argument_tables, name)(dossier))) for name in TABLES]
    golden(f"{paper}-tables.txt", several(made))


def test_tables_of_one_section_and_of_sides():
    dossier = DOSSIERS["bees"]
    made = [
        ("reasons of S3", frame(argument_tables.reasons(dossier, "S3"))),
        ("reasons of S1", frame(argument_tables.reasons(dossier, "S1"))),
        ("sides", frame(argument_tables.sides(dossier, {"for": ["S2-2a", "S3-i1"], "against": ["S3-4a"]}))),
        ("stances", frame(argument_tables.stances(DOSSIERS["tides"]))),
        ("paths", frame(argument_tables.paths(dossier, ["S3-3b", "S2-3a"]))),
    ]
    golden("bees-tables-more.txt", several(made))


def test_tables_of_what_few_papers_have():
    """Dangers with their answers, sentences that one may write, and texts that are close."""
    dangers = [
        Answer(name=f"Danger {tie}", value="x", statements=("S2-4a",), said_by="the paper", answer=tie, tie="A tie.",
               nearest_note="A note.", tied_to=("S3-3b",) * (tie == Tie.NAMED), nearest=("S3-2a",) * (tie == Tie.NONE))
        for tie in Tie
    ]  # fmt: skip
    made = replace(
        DOSSIERS["bees"],
        answers=tuple(dangers),
        citable=(
            Citable(finding="S3-1a", write="One may write this.", prevents="Not that."),
            Citable(finding="S2-1a", write="And this.", prevents="Nor that."),
        ),
        passages=(
            Passage(
                sentences=("S2-2", "S2-3"), source="The club's handbook", address="https://example.org/h", date="1999",
                locator="page 3", alike="Both count.", differs="Other squares.", means="It may be a source.",
                confidence="low",
            ),
        ),
    )  # fmt: skip
    tables = [(name, frame(getattr(argument_tables, name)(made))) for name in ("answers", "citable", "passages")]
    golden("bees-tables-rare.txt", several([*tables, ("card", markup(Cards(made, "S2-2").html()))]))


def test_figures_of_the_coding(paper, dossier):
    made = [
        (f"{function.__name__} {variable.key}", chart(function(dossier, variable.key)))
        for variable in dossier.codebook.variables
        for function in (coding.units, coding.through_the_text, coding.rule_ranges)
    ]
    made += [(f"units of {s.key}", coding.units(dossier, dossier.codebook.variables[0].key, s.key).description)
             for s in dossier.paper.sections]  # fmt: skip
    golden(f"{paper}-coding.txt", several(made))


def test_figures_of_the_references():
    read, mended = references(BEES, by_hand=False), references(BEES)
    fields = ["author", "year", "pages", "url"]
    made = [
        ("years", bibliography.years(mended)), ("states", bibliography.states(mended, fields)),
        ("defects", bibliography.defects(mended)), ("completeness", bibliography.completeness(read, mended)),
    ]  # fmt: skip
    golden("bees-references.txt", several((name, chart(drawn)) for name, drawn in made))
    golden("bees-reference-frames.txt", several([
        ("as read", frame(frames.as_read(mended))), ("findings", frame(frames.findings(mended))),
        ("numbers", plain(frames.numbers(mended))), ("spans", frame(frames.spans(read[0]))),
        ("gains", frame(frames.gains(mended))),
    ]))  # fmt: skip


def test_debates():
    golden("tides-debates.html", markup(Debates(DOSSIERS["tides"]).html()))


def test_agreement():
    dossier = DOSSIERS["tides"]
    made = [("coders", agreement.coders(dossier)), ("agreement", agreement.agreement(dossier)),
            ("parted", agreement.parted(dossier)), ("analysis", agreeing.agreement(dossier)),
            ("parted, analysis", agreeing.parted(dossier))]  # fmt: skip
    golden("tides-agreement.txt", several((name, frame(rows)) for name, rows in made))


def test_exports(paper, dossier):
    for name, text in export.render(dossier).items():
        golden(f"{paper}-export-{name}", text.replace("\r\n", "\n"))


def test_numbers_for_the_prose(paper, dossier):
    golden(f"{paper}-summary.json", plain(summary(dossier)))


def test_analyses_that_are_tables(paper, dossier):
    variables = [variable.key for variable in dossier.codebook.variables]
    made = [
        ("tensions", tensions.tensions(dossier)),
        ("promises", traceability.promises(dossier)),
        ("verdicts", traceability.verdicts(dossier)), ("unannounced", traceability.unannounced(dossier)),
        ("alignment", alignment.alignment(dossier)), ("measured", alignment.measured(dossier, "question")),
        ("theory", theory.sentences(dossier)), ("positions", theory.positions(dossier)),
        ("telling", theory.telling(dossier)), ("counts", coding_rules.counts(dossier)),
        ("sensitivity", coding_rules.sensitivity(dossier)),
        *((f"profile {v} by {by}", codes.profile(dossier, v, by)) for v in variables for by in ("voice", "section")),
        *((f"crossed with {v}", codes.crossed(dossier, variables[0], v)) for v in variables[1:]),
        *((f"beside {v}", codes.beside(dossier, variables[0], v)) for v in variables),
    ]  # fmt: skip
    golden(f"{paper}-analyses.txt", several((name, frame(rows)) for name, rows in made))


def test_the_argument(paper, dossier):
    lines = []
    chosen = [None, Choices(drop=frozenset([dossier.statements[1].id])), Choices(explanations=True, supplied=True)]
    for number, choices in enumerate(chosen):
        argument = Argument(dossier, choices)
        for statement in dossier.statements:
            standing = argument.standing(statement.id)
            lines += [
                f"{number} {statement.id}: {argument.outcome(statement.id)}, {argument.state(statement.id)}",
                f"  words: {standing.words}",
                f"  because: {' '.join(argument.explanation(statement.id))}",
                f"  cuts: {argument.cut_sets(statement.id, 2)}"
                f" grounds {argument.cut_sets(statement.id, 2, grounds_only=True)}",
                f"  stated {[r.inference.id for r in argument.reasons(statement.id).stated]}"
                f" supplied {[r.inference.id for r in argument.reasons(statement.id).supplied]}"
                f" objections {[o.source for o in argument.reasons(statement.id).objections]}",
            ]
    result = robustness.robustness(dossier)
    lines += [
        f"{variant.name}: {plain({k: str(v) for k, v in variant.outcomes.items()}).split()}"
        for variant in result.variants
    ]
    golden(f"{paper}-argument.txt", "\n".join(lines) + "\n")


def test_views(paper, dossier):
    keys = [section.key for section in dossier.paper.sections] + [views.SPINE]
    made = []
    for key in keys:
        for most in (3, views.MOST):
            view = views.view(dossier, key, most=most)
            made.append((f"{key}, {most}", plain({
                "statements": view.statements, "inferences": [s.id for s in view.inferences],
                "conflicts": [c.id for c in view.conflicts], "apart": view.apart, "left out": view.left_out,
                "joined": sorted(view.joined),
            })))  # fmt: skip
    golden(f"{paper}-views.txt", several(made))


def test_settings_of_the_switches(paper, dossier):
    made = whatif.settings(dossier)
    rows = [{"outcomes": list(map(str, row)), "paths": [list(p) for p in paths]}
            for row, paths in zip(made.outcomes, made.paths, strict=True)]  # fmt: skip
    golden(f"{paper}-settings.json", plain({"start": made.start, "findings": made.findings, "settings": rows}))
