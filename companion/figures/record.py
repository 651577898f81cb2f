"""A dated record: a strip that shows when, and the entries one below the other, to be opened and filtered.

Entries stand open to every reader: the filter is a small script beside them, and what it does to the address of the
page (``#record-x-1``: the entries that bear on sentence X-1) an index does without one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import altair as alt
import pandas as pd
from markupsafe import Markup

from companion import evidence
from companion.display import Drawn, scripts
from companion.display.display import Anchor, Display, Payload
from companion.display.required import require
from companion.display.standalone import STYLE
from companion.display.theme import FALLBACK, INK, Layered, tips
from companion.figures.cards import TEMPLATES
from companion.figures.evidence_words import show_date
from companion.html import tag
from companion.templates import Flow, flow_html, rendered

SCRIPT = Path(__file__).parent / "static" / "filter.js"
STYLES = Path(__file__).parent / "static" / "evidence.css"
NAME = re.compile(r"\bR\d{3}\b")
"""The name of a row, where a text has it."""
Side = Literal["left", "right", "above"]
PLACES: dict[Side, tuple[Literal["left", "right"], int, int]] = {
    "left": ("right", -9, 0), "right": ("left", 9, 0), "above": ("right", 12, -12),
}  # fmt: skip
"""Where words stand beside their mark: alignment, and pixels to the right and down."""
FILED = (
    "row", "date", "side", "actor", "kind", "what", "stated_reason", "confidence", "bears_on", "period",
    "primary", "seen_at", "licence", "note",
)  # fmt: skip
"""Columns of the figure's file."""
HEIGHT = 12
"""Distance of two marks that would cover one another, in pixels."""


@dataclass(frozen=True)
class Period:
    """A stretch of the record: the rows whose ``period`` is its key."""

    key: str
    title: str
    since: tuple[str, str] | None = None
    """A date at which it begins, and words for it: a line in the strip."""
    until: tuple[str, str] | None = None
    """A date at which it ends, and words for it."""
    open: bool = False
    """Whether its entries are in sight at first."""
    dates: tuple[str, str] = ("", "")
    """The first and the last date of a part, where a period is told in parts; open where empty."""

    def of(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of the period, or of this part of it; a row belongs where its date begins."""
        first, last = self.dates
        inside = rows["period"] == self.key
        if first:
            inside &= rows["date"] >= first
        if last:
            inside &= rows["date"] <= last
        return rows[inside]


def dated(cells: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """Put a link with its date in the place of each name of a row (``R042`` becomes a link "Mar 2021").

    Where a cell names two rows of one month, the day tells them apart.
    """
    when = rows.set_index("row")["date"].to_dict()

    def linked(cell: str) -> str:
        months = [when[name][:7] for name in NAME.findall(cell)]

        def link(found: re.Match[str]) -> str:
            date = when[found[0]]
            return f"{{st}}`{show_date(date if months.count(date[:7]) > 1 else date[:7])} <{found[0]}>`"

        return NAME.sub(link, cell)

    return cells.map(linked)


def anchor_of(sentence: str) -> str:
    """Return where the record's index has a sentence.

    >>> anchor_of("RES-4")
    'record-res-4'
    """
    return f"record-{sentence.lower()}"


class Record(Display):
    """The entries of a dated record, by period; ``rows`` is the table as ``evidence.load`` gives it.

    A row has ``row``, ``period``, ``date``, ``side``, ``actor``, ``partner``, ``kind``, ``what``, ``stated_reason``,
    ``quote``, ``bears_on`` and where it comes from. ``names`` gives a few words for each sentence.
    """

    kind = "flow"

    def __init__(
        self, rows: pd.DataFrame, periods: Sequence[Period], *, name: str = "", names: Mapping[str, str] | None = None
    ) -> None:
        require("the record", name=name, data=rows)
        self.rows, self.periods, self.name, self.names = in_order(rows), periods, name, names or {}
        self.bearing = evidence.bearing(self.rows, "row")

    def payload(self) -> Payload:
        """Return what the book renders; every entry, and every sentence of the index, is an anchor."""
        entries = {row.lower(): Anchor(row) for row in self.rows["row"]}
        index = {anchor_of(id): Anchor(anchor_of(id)) for id in self.bearing}
        return Payload(flow=self._flow(scripts.beside([SCRIPT])), anchors=entries | index)

    def html(self) -> str:
        """Return the record as plain HTML."""
        return tag("style", STYLE + STYLES.read_text(encoding="utf-8")) + flow_html(
            self._flow(scripts.within([SCRIPT]))
        )

    def _flow(self, script: str) -> Flow:
        groups = [
            {"title": period.title, "open": period.open, "entries": [_entry(row) for row in part.itertuples()]}
            for period in self.periods
            if len(part := period.of(self.rows))
        ]
        index = sorted(self.bearing.items(), key=lambda item: _sortable(item[0]))
        return rendered(
            TEMPLATES,
            "record.html",
            name=self.name,
            groups=groups,
            total=len(self.rows),
            filters=self._filters([id for id, _ in index]),
            index=[
                {"id": id, "anchor": anchor_of(id), "name": self.names.get(id, ""), "rows": rows} for id, rows in index
            ],
            scripts=Markup(script),
        )

    def _filters(self, sentences: list[str]) -> list[dict[str, Any]]:
        """Return the choices: by side or actor, by kind, by sentence."""
        people = self.rows["actor"].str.split(r"[;,(]", regex=True).str[0].str.strip()
        often = [name for name, count in people.value_counts().items() if count >= 3]
        sides = list(dict.fromkeys(self.rows["side"]))
        return [
            {"key": "who", "label": "Who", "options": [(who, who) for who in dict.fromkeys([*sides, *often])]},
            {"key": "kind", "label": "Kind", "options": [(kind, kind) for kind in dict.fromkeys(self.rows["kind"])]},
            {"key": "on", "label": "Bears on", "options": [(id, f"{id} {self.names.get(id, '')}") for id in sentences]},
        ]


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Sort by date; a row known by its month or year alone stands at the end of it, so that no order is implied."""
    return rows.sort_values(["date_end", "date_start", "row"], kind="stable").reset_index(drop=True)


def _entry(row: Any) -> dict[str, Any]:
    people = [part.strip() for part in re.split(r"[;,(]", row.actor) if part.strip()]
    inexact = {"month": ", day not known", "year": ", day and month not known"}.get(row.date_precision, "")
    cells = {key: None if pd.isna(value) else str(value) for key, value in row._asdict().items()}
    pages = [{"address": page, "host": urlsplit(page).hostname or page} for page in row.seen_at.split(" ; ")]
    return {
        **cells,
        "anchor": row.row.lower(),
        "when": f"{show_date(row.date)}{inexact}",
        "who": "|".join([row.side, *people]),
        "on": [] if cells["bears_on"] is None else cells["bears_on"].split(),
        "pages": [page for page in pages if page["address"].startswith("http")],
    }


def _sortable(id: str) -> tuple[str, int]:
    section, _, number = id.partition("-")
    return section, int(re.sub(r"\D", "", number) or 0)


def strip(
    rows: pd.DataFrame,
    periods: Sequence[Period],
    kinds: Sequence[str],
    named: Mapping[str, tuple[str, Side]] | None = None,
) -> Drawn:
    """Draw one mark a row by kind and date, the periods one below the other, each with a time axis of its own.

    A mark leads to its entry. It is hollow where confidence is below high, and a diamond where the day is not known.
    ``named`` gives turning points words, and the side of their mark on which there is room.
    """
    placed, panels = in_order(rows), []
    for period in periods:
        part = placed[placed["period"] == period.key]
        if len(part):
            panel = _panel(strip_rows(part, kinds), list(kinds), period, named or {})
            panels.append(panel.properties(title=period.title))
    chart = alt.vconcat(*panels, spacing=18)
    said = describe(placed, periods, kinds)
    shown = placed[[column for column in FILED if column in placed]]
    return Drawn(chart, shown, said)


def strip_rows(part: pd.DataFrame, kinds: Sequence[str], wide: int = 470, gap: int = 11) -> pd.DataFrame:
    """Place the marks of one period: on its time axis, and lower where one would cover another of its kind."""
    exact = part[part["date_precision"] == "day"]["date_start"]
    first, last = exact.min(), exact.max()
    # Half-way through the month or year, and never outside the period.
    middle = (part["date_start"] + (part["date_end"] - part["date_start"]) / 2).clip(first, last)
    scale = wide / max((last - first).days, 1)
    rows: list[dict[str, Any]] = []
    ends: dict[str, list[float]] = {}
    for row, day in zip(part.itertuples(), middle, strict=True):
        x = (day - first).days * scale
        lanes = ends.setdefault(row.kind, [])
        level = next((n for n, end in enumerate(lanes) if x - end >= gap), len(lanes))
        lanes[level : level + 1] = [x]
        rows.append({"kind": row.kind, "day": day.strftime("%Y-%m-%d"), "level": level, "link": f"#{row.row.lower()}",
                     "when": show_date(row.date), "actor": row.actor, "what": row.what,
                     "trust": "high" if row.confidence == "high" else "lower",
                     "exact": row.date_precision == "day"})  # fmt: skip
    frame = pd.DataFrame(rows)
    depth = {kind: len(ends.get(kind, [])) for kind in kinds}
    tops, top = {}, 0
    for kind in kinds:
        if depth[kind]:
            tops[kind], top = top, top + depth[kind] + 1
    return frame.assign(top=frame["kind"].map(tops), place=frame["kind"].map(tops) + frame["level"], height=top)


def _panel(frame: pd.DataFrame, kinds: list[str], period: Period, named: Mapping[str, tuple[str, Side]]) -> Layered:
    total = int(frame["height"].max())
    hues = alt.Scale(domain=kinds, range=[FALLBACK[n % len(FALLBACK)] for n in range(len(kinds))])
    time = alt.X("day:T", title=None, scale=alt.Scale(type="utc", padding=10), axis=alt.Axis(tickCount=5, grid=True))
    at = alt.Y("place:Q", axis=None, scale=alt.Scale(domain=[-0.6, total - 0.6], reverse=True, nice=False))
    base = alt.Chart(frame).encode(y=at)
    fill = alt.condition("datum.trust == 'high'", alt.Color("kind:N", scale=hues, legend=None), alt.value(None))
    marks = base.mark_point(size=58, strokeWidth=1.6, opacity=1).encode(
        x=time,
        stroke=alt.Stroke("kind:N", scale=hues, legend=None),
        fill=fill,
        shape=alt.condition("datum.exact", alt.value("circle"), alt.value("diamond")),
        href="link:N",
        tooltip=tips("when", "actor", "what"),
    )
    first = frame.drop_duplicates("kind").assign(place=lambda rows: rows["top"])
    heads = alt.Chart(first).mark_text(align="right", dx=-16, fontSize=12, color=INK)
    heads = heads.encode(x=alt.value(0), y=at, text="kind:N")
    words = []
    for row, (label, side) in named.items():
        at_row = frame[frame["link"] == f"#{row.lower()}"].assign(label=label)
        align, dx, dy = PLACES[side]
        text = alt.Chart(at_row).mark_text(align=align, dx=dx, dy=dy)
        words += [text.encode(x=time, y=at, text="label:N")] if len(at_row) else []
    return alt.layer(heads, *_edges(period, time), marks, *words).properties(width=490, height=HEIGHT * total)


def _edges(period: Period, time: alt.X) -> list[alt.Chart]:
    """Return the broken lines at the dates between two periods, with their words where there are any."""
    layers = []
    for (date, label), before in ((period.since or ("", ""), False), (period.until or ("", ""), True)):
        if date:
            data = alt.Chart(pd.DataFrame({"day": [date], "label": [label]}))
            layers.append(data.mark_rule(strokeDash=[4, 3], strokeWidth=1.6, color=INK).encode(x=time))
            words = data.mark_text(align="right" if before else "left", dx=-5 if before else 5, fontSize=12)
            layers.append(words.encode(x=time, y=alt.value(-9), text="label:N"))
    return layers


def describe(rows: pd.DataFrame, periods: Sequence[Period], kinds: Sequence[str]) -> str:
    """Put the strip into words: how many entries in each period, and of which kinds."""
    parts = []
    for period in periods:
        part = rows[rows["period"] == period.key]
        counts = [f"{kind} {count}" for kind in kinds if (count := int((part["kind"] == kind).sum()))]
        parts.append(f"{period.title}: {len(part)} entries ({', '.join(counts)}).")
    return f"{len(rows)} dated entries, a selection and no census. {' '.join(parts)}"
