"""Maps from a table of outlines: states with what is said of each, ways as arrows, provinces by a number.

Outlines are in longitude and latitude; they are drawn in Mercator's projection, worked out here, so that the same
numbers place outlines, arrows and words.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from companion.display import Drawn
from companion.display.theme import FALLBACK, INK, NEUTRAL, Layered, tips

FLAT: dict[str, Any] = {"type": "identity", "reflectY": True}


def flat(longitude: float, latitude: float) -> tuple[float, float]:
    """Return the place of a point on the map, in degrees of the equator.

    >>> flat(60, 45)
    (60, 50.499)
    """
    return longitude, round(math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))), 3)


def rings(cell: str) -> list[list[tuple[float, float]]]:
    """Read the outlines of a cell, and put them on the map.

    >>> rings("1 45 2 45; 3 45 4 45")
    [[(1.0, 50.499), (2.0, 50.499)], [(3.0, 50.499), (4.0, 50.499)]]
    """
    numbers = [[float(number) for number in ring.split()] for ring in cell.split(";")]
    return [[flat(*point) for point in zip(ring[::2], ring[1::2], strict=True)] for ring in numbers]


def features(shapes: pd.DataFrame, told: Mapping[str, Mapping[str, Any]], *, closed: bool = True) -> alt.InlineData:
    """Return outlines as GeoJSON, with what is told of each by its name; ``closed`` ones are areas, others ways."""
    made = []
    for shape in shapes.itertuples():
        parts = rings(shape.rings)
        areas = [[[*ring, ring[0]]] for ring in parts]
        geometry = (
            {"type": "MultiPolygon", "coordinates": areas}
            if closed
            else {"type": "LineString", "coordinates": parts[0]}
        )
        made.append({"type": "Feature", "geometry": geometry, "name": shape.name, **told.get(shape.name, {})})
    return alt.InlineData(values=made)


def region(
    shapes: pd.DataFrame,
    states: pd.DataFrame,
    ways: pd.DataFrame,
    *,
    kinds: Sequence[str],
    centre: str,
    size: tuple[int, int] = (540, 531),
) -> Drawn:
    """Draw states by ``kind``, each with its name, and ways as arrows; pointed at, a state tells its ``told``.

    ``shapes`` has ``set`` (``countries`` and ``routes``), ``name``, ``rings`` and the place of the label. ``states``
    has ``name``, ``kind`` (of ``kinds``) and ``told``; a country without a row is drawn without a name. ``ways`` has
    ``name``, ``share`` (the arrow's width) and ``told``. ``centre`` is the state that the map is about.
    """
    lands, paths = shapes[shapes["set"] == "countries"], shapes[shapes["set"] == "routes"]
    told = {row.name: {"kind": row.kind, "told": row.told} for row in states.itertuples(index=False)}
    area = alt.Chart(features(lands, told)).mark_geoshape(stroke=INK, strokeOpacity=0.45, strokeWidth=0.7)
    hues = alt.Scale(domain=list(kinds), range=[FALLBACK[3], FALLBACK[0], FALLBACK[5], NEUTRAL][: len(kinds)])
    legend = alt.Legend(title=None, columns=1, orient="top", symbolType="square", symbolOpacity=0.5)
    fill = alt.Color("kind:N", scale=hues, legend=legend)
    known = alt.condition("isValid(datum.kind)", alt.value(0.4), alt.value(0.04))
    layers = [area.encode(color=fill, fillOpacity=known, tooltip=tips("name:N", "kind:N", "told:N"))]
    layers += _ways(paths, ways)
    layers += _names(lands[lands["label_lon"].notna()], told, centre)
    chart = alt.layer(*layers).project(**FLAT).properties(width=size[0], height=size[1])
    return Drawn(chart, states, describe_region(states, ways, kinds))


def neighbours(
    near: Sequence[str], seats: pd.DataFrame, others: Sequence[str], centre: str, kinds: Sequence[str]
) -> pd.DataFrame:
    """Return the states of a map: ``name``, ``kind`` and ``told``, the sets in which each has a seat.

    ``seats`` has ``set`` and ``state``. ``kinds`` names the centre, a neighbour with a seat, one without, and the rest.
    """
    told = seats.groupby("state")["set"].agg(lambda sets: ", ".join(sets))
    rows = [(centre, kinds[0], "")]
    rows += [(name, kinds[1] if name in told.index else kinds[2], told.get(name, "")) for name in near]
    rows += [(name, kinds[3], told.get(name, "")) for name in others]
    return pd.DataFrame(rows, columns=["name", "kind", "told"])


def _ways(paths: pd.DataFrame, ways: pd.DataFrame) -> list[Layered | alt.Chart]:
    layers: list[Layered | alt.Chart] = []
    for way in ways.itertuples(index=False):
        path = paths[paths["name"] == way.name]
        (*_, before, end) = rings(path["rings"].iloc[0])[0]
        line = alt.Chart(features(path, {way.name: {"told": way.told}}, closed=False))
        width = max(1.5, float(way.share) / 5)
        layers.append(line.mark_geoshape(filled=False, stroke=FALLBACK[1], strokeWidth=width, strokeOpacity=0.8))
        angle = math.degrees(math.atan2(end[0] - before[0], end[1] - before[1])) % 360
        tip = alt.Chart(pd.DataFrame({"x": [end[0]], "y": [end[1]], "told": [way.told]}))
        head = tip.mark_point(shape="triangle-up", filled=True, size=50 + 30 * width, angle=angle, color=FALLBACK[1])
        layers.append(head.encode(longitude="x:Q", latitude="y:Q", opacity=alt.value(1), tooltip=tips("told:N")))
        # Beside the head of the arrow, and never on its shaft.
        level = abs(end[0] - before[0]) > abs(end[1] - before[1])
        down = -14 if level else 12 if end[1] > before[1] else -10
        words = tip.mark_text(
            align="left", dx=4 if level else 12, dy=down, fontSize=12, fontWeight=600, color=FALLBACK[1]
        )
        layers.append(words.encode(longitude="x:Q", latitude="y:Q", text=alt.value(f"{way.share:g}%")))
    return layers


def _names(lands: pd.DataFrame, told: Mapping[str, Mapping[str, Any]], centre: str) -> list[alt.Chart]:
    rows = []
    for land in lands.itertuples():
        if land.name in told:
            x, y = flat(land.label_lon, land.label_lat)
            rows.append({"x": x, "y": y, "name": land.name, "main": land.name == centre})
    base = alt.Chart(pd.DataFrame(rows)).encode(longitude="x:Q", latitude="y:Q")
    weight = alt.condition("datum.main", alt.value(14), alt.value(12))
    return [base.mark_text(fontWeight=600, color=INK).encode(text="name:N", size=weight)]


def describe_region(states: pd.DataFrame, ways: pd.DataFrame, kinds: Sequence[str]) -> str:
    """Put a map of states and ways into words."""
    parts = []
    for kind in kinds:
        names = [f"{row.name} ({row.told})" if row.told else row.name
                 for row in states[states["kind"] == kind].itertuples(index=False)]  # fmt: skip
        parts.append(f"{kind}: {', '.join(names)}.")
    said = "; ".join(f"{way.told}, {way.share:g} per cent" for way in ways.itertuples(index=False))
    return f"A map of states. {' '.join(parts)} Arrows: {said}."


def provinces(
    shapes: pd.DataFrame,
    values: pd.DataFrame,
    *,
    name: str,
    value: str,
    steps: Sequence[float],
    unit: str,
    labels: Mapping[str, tuple[float, float]],
) -> Drawn:
    """Draw provinces, the darker the higher their number, by ``steps``; those in ``labels`` bear name and number.

    A label begins at its longitude and latitude, beside the map, with a line to its province: on a phone a province is
    narrower than its name. Zero has a class of its own, and a province without a row is left blank.
    """
    classes = ["none seen", *_classes(steps)]
    told = {row[name]: {"step": classes[_class(row[value], steps)], "figure": int(row[value])}
            for row in values.to_dict("records")}  # fmt: skip
    lands = shapes[shapes["set"] == "provinces"]
    dark = [0.03, *(round(0.22 + 0.68 * step / (len(steps) - 1), 2) for step in range(len(steps)))]
    # Colours that let the page through suit its light and its dark theme alike.
    hues = alt.Scale(domain=classes, range=[f"rgba(213, 94, 0, {alpha})" for alpha in dark])
    legend = alt.Legend(title=unit, orient="top", columns=2, symbolType="square", symbolStrokeColor=INK)
    area = alt.Chart(features(lands, told)).mark_geoshape(stroke=INK, strokeOpacity=0.5, strokeWidth=0.7)
    area = area.encode(fill=alt.Fill("step:N", scale=hues, legend=legend), tooltip=tips("name:N", "figure:Q"))
    figures = values.set_index(name)[value]
    rows = [{**_middle(lands[lands["name"] == place]), "words": f"{place} {int(figures[place]):,}",
             **dict(zip(("at_x", "at_y"), flat(*at), strict=True))} for place, at in labels.items()]  # fmt: skip
    base = alt.Chart(pd.DataFrame(rows))
    lead = base.mark_rule(color=INK, strokeWidth=1).encode(
        longitude="x:Q", latitude="y:Q", longitude2="at_x:Q", latitude2="at_y:Q"
    )
    words = [
        base.transform_filter(where).mark_text(align="left", dy=dy, fontSize=12, fontWeight=600, color=INK)
        .encode(longitude="at_x:Q", latitude="at_y:Q", text="words:N")
        for where, dy in (("datum.at_y > datum.y", -7), ("datum.at_y <= datum.y", 8))  # clear of its line
    ]  # fmt: skip
    chart = alt.layer(area, lead, *words).project(**FLAT).properties(width=600, height=440)
    return Drawn(chart, values, _describe_provinces(values, name, value, unit))


def _class(number: float, steps: Sequence[float]) -> int:
    """Return the class of a number: none for zero, then one for each step reached.

    >>> [_class(number, [0, 1000, 5000]) for number in (0, 7, 1000, 9000)]
    [0, 1, 2, 3]
    """
    return 0 if number == 0 else 1 + sum(float(number) >= edge for edge in steps[1:])


def _classes(steps: Sequence[float]) -> list[str]:
    """Return words for the classes between steps.

    >>> _classes([0, 1000, 5000])
    ['below 1,000', '1,000 to 5,000', '5,000 and more']
    """
    inner = [f"{low:,} to {high:,}" for low, high in pairwise(steps[1:])]
    return [f"below {steps[1]:,}", *inner, f"{steps[-1]:,} and more"]


def _middle(shape: pd.DataFrame) -> dict[str, float]:
    largest = max(rings(shape["rings"].iloc[0]), key=len)
    return {"x": sum(x for x, _ in largest) / len(largest), "y": sum(y for _, y in largest) / len(largest)}


def _describe_provinces(values: pd.DataFrame, name: str, value: str, unit: str) -> str:
    ordered = values.sort_values(value, ascending=False)
    top = ", ".join(f"{row[name]} {int(row[value]):,}" for row in ordered.head(6).to_dict("records"))
    none = int((values[value] == 0).sum())
    total = int(values[value].sum())
    return f"A map of {len(values)} provinces by {unit}, {total:,} in all. Most: {top}. {none} have none."
