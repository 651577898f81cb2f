"""The marks of an argument map in SVG: boxes, curves, arrowheads. Their colours are in ``maps.css`` alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from companion.dossier.relations import Conflict, Function, Inference, Origin
from companion.dossier.statements import Voice
from companion.figures.maps.boxes import HEAD, PAD, Box
from companion.figures.maps.outline import TOLD
from companion.html import escape, tag

RADIUS = 4.5
SMALL = 10.5
"""Size of codes, outcomes and the words on steps."""


def picture(name: str, width: float, height: float, title: str, description: str, body: str) -> str:
    """Return a whole drawing with its title, its description and the definitions it uses."""
    head = tag("title", escape(title), id=f"{name}-t") + tag("desc", escape(description), id=f"{name}-d")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(width)}" height="{number(height)}" '
        f'viewBox="0 0 {number(width)} {number(height)}" role="group" aria-labelledby="{name}-t" '
        f'aria-describedby="{name}-d" class="map-svg" fill="none" stroke="currentColor" stroke-width="1.3">'
        f"{head}{markers(name)}{body}</svg>"
    )


def box_svg(box: Box, name: str) -> str:
    """Return one box: frame, the mark of its voice, code, name, what becomes of it; the whole is a link to the card."""
    statement, left, right = box.statement, box.left, box.left + box.width
    place = {"x": number(left), "y": number(box.top), "width": number(box.width), "height": number(box.height), "rx": 5}
    frame = tag("rect", **place, class_="map-frame") + tag(
        "rect", **place, class_="map-hatch", fill=f"url(#{name}-hatch)", stroke="none"
    )
    y = box.top + HEAD
    texts = [_text(statement.id, left + PAD, y, "map-code", font_size=SMALL)]
    names = [
        tag("tspan", escape(line), x=number(left + PAD), y=number(y + box.size.line * (i + 1)))
        for i, line in enumerate(box.lines)
    ]
    texts.append(
        tag("text", " ".join(names), fill="currentColor", stroke="none", font_size=box.size.text, class_="map-name")
    )
    if box.told:
        at = (right - PAD, y) if box.beside else (left + PAD, y + box.size.line * len(box.lines) + HEAD)
        anchor = "end" if box.beside else None
        word = outcome_word(box)
        texts.append(_text(word, *at, "map-state", font_size=SMALL, text_anchor=anchor))
    texts.append(tag("path", d=_diamond(right - 9, box.top), class_="map-moved"))
    # A space between the lines keeps words apart where the text is read aloud or copied.
    whole = tag("title", escape(f"{statement.id} ({box.outcome}): {statement.proposition}"))
    inside = whole + frame + _voice(box) + " ".join(texts)
    return tag(
        "a", inside, href=f"#{statement.anchor}", class_=f"map-box {box.look}",
        data_id=statement.id, data_outcome=str(box.outcome),
    )  # fmt: skip


def outcome_word(box: Box) -> str:
    """Return what a box tells of its statement's outcome: of a finding always, of others what is to be told."""
    return str(box.outcome) if "finding" in box.look.split() or box.outcome in TOLD else ""


def _text(words: str, x: float, y: float, kind: str, **style: object) -> str:
    return tag(
        "text", escape(words), x=number(x), y=number(y), fill="currentColor", stroke="none", class_=kind, **style
    )


def _voice(box: Box) -> str:
    """Return the mark of a voice at the left edge, as on the cards: one rule, two for a reported view."""
    top, bottom = number(box.top + 5), number(box.bottom - 5)
    places = (3.5, 6.5) if box.statement.voice == Voice.REPORTED else (4,)
    if "supplied" in box.look.split():
        return ""
    rules = "".join(f"M{number(box.left + x)} {top}V{bottom}" for x in places)
    return tag("path", d=rules, class_="map-voice", stroke_width=1.5 if len(places) > 1 else 3)


def _diamond(x: float, y: float) -> str:
    return f"M{number(x)} {number(y - 6)}l6 6-6 6-6-6z"


def step_group(step: Inference, state: str, parts: Iterable[str]) -> str:
    """Return the lines of a step as one group that says what it joins."""
    kind = "map-step companion" if step.origin == Origin.COMPANION else "map-step"
    kind += " explains" if step.function == Function.EXPLANATION else ""
    title = tag("title", escape(f"{step.id}: {step.warrant}"))
    return tag(
        "g", title + "".join(parts), class_=kind,
        data_relation=step.id, data_state=state, data_from=" ".join(step.premises), data_to=step.conclusion,
    )  # fmt: skip


def attack_group(conflict: Conflict, target: str, state: str, parts: Iterable[str]) -> str:
    """Return the lines of an objection as one group; ``target`` is the statement at its end."""
    title = tag("title", escape(f"{conflict.id}: {conflict.rationale}"))
    return tag(
        "g", title + "".join(parts), class_="map-attack",
        data_relation=conflict.id, data_state=state, data_from=conflict.source, data_to=target,
    )  # fmt: skip


def line(step: Inference, name: str, way: str, *, arrow: bool = False) -> str:
    """Return one line of a step, with its arrowhead where it ends."""
    explains = step.function == Function.EXPLANATION
    head = f"url(#{name}-{'why' if explains else 'for'})" if arrow else None
    return tag("path", d=way, stroke_dasharray="1.5 4" if explains else None, marker_end=head)


def objecting(conflict: Conflict, name: str, way: str) -> str:
    """Return the line of an objection, with a bar where it ends."""
    bar = f"url(#{name}-against)"
    start = bar if conflict.both_ways else None
    return tag("path", d=way, stroke_dasharray="6 4", stroke_width="1.8", marker_end=bar, marker_start=start)


def joint(step: Inference, x: float, y: float) -> str:
    """Return the point where premises join: hollow where the companion supplies the step."""
    own = step.origin == Origin.COMPANION
    look = (
        {"class_": "map-joint map-hollow", "fill": "none"} if own else {"class_": "map-joint", "fill": "currentColor"}
    )
    return tag("circle", cx=number(x), cy=number(y), r=RADIUS, **look)


def curve(points: Sequence[tuple[float, float]]) -> str:
    """Return a path through points that leaves and enters each of them vertically."""
    (x, y), *rest = points
    parts = [f"M{number(x)} {number(y)}"]
    for to_x, to_y in rest:
        if abs(to_x - x) < 1:
            parts.append(f"L{number(to_x)} {number(to_y)}")
        else:
            middle = (y + to_y) / 2
            parts.append(f"C{number(x)} {number(middle)} {number(to_x)} {number(middle)} {number(to_x)} {number(to_y)}")
        x, y = to_x, to_y
    return "".join(parts)


def markers(name: str) -> str:
    """Return the arrowheads and the hatching: filled for a reason, open for an explanation, a bar against."""
    common = 'viewBox="0 0 10 10" orient="auto-start-reverse" markerUnits="userSpaceOnUse"'
    # ``context-stroke`` takes the line's own colour; where it is not known, the page's ink stays.
    support = f'<marker id="{name}-for" {common} refX="9" refY="5" markerWidth="10" markerHeight="10">'
    support += '<path class="map-tip" d="M0 0L10 5L0 10z" fill="currentColor" stroke="none"/></marker>'
    why = f'<marker id="{name}-why" {common} refX="9" refY="5" markerWidth="11" markerHeight="11">'
    why += '<path d="M1 1L9 5L1 9" fill="none" stroke="currentColor" stroke-width="1.5"/></marker>'
    attack = f'<marker id="{name}-against" {common} refX="5" refY="5" markerWidth="16" markerHeight="16">'
    attack += '<path class="map-bar" d="M5 0V10" stroke="currentColor" stroke-width="2.2"/></marker>'
    hatch = (
        f'<pattern id="{name}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    )
    hatch += '<path d="M0 0V6" stroke="currentColor" stroke-width="2"/></pattern>'
    return tag("defs", support + why + attack + hatch)


def number(value: float) -> str:
    """Write a coordinate with one decimal, so that a build on another machine gives the same bytes."""
    return f"{value:.1f}".removesuffix(".0").replace("-0.0", "0")
