"""An argument map as it stands on a page: drawn for each width, what is not joined, the legend, the walk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from companion.analyses.argument import Argument
from companion.analyses.views import SPINE, View
from companion.dossier.relations import Function, Origin
from companion.dossier.statements import Explicitness, Voice
from companion.figures.maps.boxes import Boxes, name_of
from companion.figures.maps.drawing import Drawing
from companion.figures.maps.outline import TOLD
from companion.figures.maps.slim import Slim
from companion.html import tag
from companion.templates import markup

FOLDER = Path(__file__).parent.parent
TEMPLATES = FOLDER / "templates"
CSS = FOLDER / "static" / "maps.css"
SCRIPT = FOLDER / "static" / "maps.js"

BROAD = 800
"""The room of a section's map where the page has its margin free; maps.css asks for as much."""
LOWER = 0.9
"""How low a broad drawing is, of the height of the other, if it is worth having."""

Walk = Sequence[tuple[str, Sequence[str]]]
"""Sentences, each with the identifiers of the statements that it is about."""


def map_markup(argument: Argument, view: View, name: str, title: str, varies: Collection[str] = ()) -> str:
    """Return the drawings, and below them the statements that nothing joins to another.

    ``varies`` names the statements of which a reader may make something else.
    """
    words = description(view)
    wide = Drawing(argument, view, f"{name}-w", varies)
    broad = Drawing(argument, view, f"{name}-b", varies, room=BROAD)
    slim = Slim(argument, view, f"{name}-s", varies)
    drawings: dict[str, Drawing | Slim] = {"map-wide": wide, "map-slim": slim}
    classes = "map-view"
    if view.key != SPINE and broad.height < LOWER * wide.height:
        drawings = {"map-broad": broad, **drawings}
        classes += " marginnote"  # The theme then hides the page's contents, where the drawing reaches to.
    drawn = "".join(tag("div", drawing.svg(title, words), class_=key) for key, drawing in drawings.items())
    parts = [tag("div", drawn, class_=classes)] if view.joined else []
    alone = [id for id in view.statements if id not in view.joined]
    label = "Joined to nothing here:"
    if alone:
        parts.append(markup(TEMPLATES, "map_apart.html", label=label, chips=chips(argument, view, alone)))
    return "".join(parts)


def description(view: View) -> str:
    """Return what the drawing shows, in words."""
    steps, conflicts = len(view.inferences), len(view.conflicts)
    return (
        f"{_count(len(view.joined), 'statement')} in boxes; {_count(steps, 'step')} from reasons down to "
        f"what they are reasons for; {_count(conflicts, 'objection')}. The list after the drawing says the same."
    )


def chips(argument: Argument, view: View, ids: Iterable[str]) -> list[dict[str, str]]:
    """Return what stands for statements in a line of words."""
    boxes, made = Boxes(argument, view), []
    for id in ids:
        statement, outcome = argument.dossier.statement(id), argument.outcome(id)
        word = str(outcome) if boxes.is_finding(id) or outcome in TOLD else ""
        look = {"id": id, "name": name_of(statement), "look": boxes.look(id).replace("elsewhere", "").strip()}
        made.append({**look, "outcome": str(outcome), "word": word})
    return made


def walk_markup(argument: Argument, view: View, walk: Walk) -> str:
    """Return the walk: its sentences as a list, each with those of its statements that the drawing does not have."""
    shown = {id for id in view.statements if id in view.joined}
    stages = [
        {
            "sentence": sentence,
            "shows": " ".join(ids),
            "chips": chips(argument, view, [id for id in ids if id not in shown]),
            "drawn": bool(shown & set(ids)),
        }
        for sentence, ids in walk
    ]
    return markup(TEMPLATES, "map_walk.html", stages=stages) if stages else ""


def legend(argument: Argument, view: View) -> str:
    """Return what the lines and boxes mean, naming only what the map has."""
    statements = [argument.dossier.statement(id) for id in view.joined]
    return markup(
        TEMPLATES,
        "map_legend.html",
        supplied=any(statement.explicitness == Explicitness.IMPLICIT for statement in statements),
        reported=any(statement.voice == Voice.REPORTED for statement in statements),
        attacks=bool(view.conflicts),
        attacks_own=all(conflict.origin != Origin.AUTHOR for conflict in view.conflicts),
        own_steps=any(step.origin == Origin.COMPANION for step in view.inferences),
        explanations=any(step.function == Function.EXPLANATION for step in view.inferences),
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
