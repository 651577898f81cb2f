"""Judgements on statements: the verdict and its reason in sight, what would change it and its limits one touch away.

In a chapter a judgement stands under what was judged. On the page that has them all, each is one row under its state,
and a lens leaves one state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import altair as alt
import pandas as pd

from companion import evidence
from companion.display import Drawn
from companion.display.display import Anchor, Display, Payload
from companion.display.standalone import STYLE
from companion.display.theme import FALLBACK, INK, NEUTRAL, Layered, tips
from companion.dossier.dossier import Dossier
from companion.dossier.statements import Statement
from companion.evidence.bearing import RECORD
from companion.figures.cards import TEMPLATES
from companion.figures.naming import called
from companion.html import tag
from companion.templates import Flow, flow_html, rendered

MARK = {"with": "sits with it", "partly with": "sits partly with it", "uneasily with": "sits uneasily with it"}
"""A verdict as the end of a sentence that begins with what was found."""
STATES = {
    "uneasily with": "Figures sit uneasily with it",
    "partly with": "Figures sit partly with it",
    "with": "Figures sit with it",
    "no figure found": "No figure found",
    "not testable": "Not testable by any figure",
    "said again": "Said again",
}
"""Every verdict or state, in the order in which they are told, as the head of a list."""
ROW = 15
"""Marks that one line of the overview holds; so many fit on a phone."""


class Verdicts(Display):
    """The judgements on statements, in the order given, or on all; ``home`` makes this page the one that links lead to.

    ``places`` says, in inline Markdown, where a table of evidence is shown; for the dated record the entries themselves
    are named.

    ``claims`` is what ``evidence.claims`` returns. At home the rows are grouped by state and folded.
    """

    kind = "flow"

    def __init__(
        self,
        dossier: Dossier,
        claims: pd.DataFrame,
        statements: Iterable[str] | None = None,
        *,
        home: bool = False,
        places: Mapping[str, str] | None = None,
    ) -> None:
        rows = claims.set_index("statement", drop=False)
        chosen = list(rows.index if statements is None else statements)
        self.rows, self.home, self.dossier, self.places = rows.loc[chosen], home, dossier, places or {}

    def payload(self) -> Payload:
        """Return what the book renders."""
        anchors = {evidence.anchor(row.claim): Anchor(evidence.anchor(row.claim))
                   for row in self.rows.itertuples()} if self.home else {}  # fmt: skip
        return Payload(flow=self._flow(), anchors=anchors)

    def html(self) -> str:
        """Return the judgements as plain HTML."""
        return tag("style", STYLE) + flow_html(self._flow())

    def _flow(self) -> Flow:
        rows = [self._row(row) for row in self.rows.itertuples()]
        if not self.home:
            return rendered(TEMPLATES, "verdicts.html", rows=rows)
        parts = [(state, head, [row for row in rows if row["verdict"] == state]) for state, head in STATES.items()]
        return rendered(
            TEMPLATES, "verdicts_home.html", groups=[part for part in parts if part[2]], total=len(rows)
        )  # fmt: skip

    def _row(self, row: tuple) -> dict[str, object]:  # type: ignore[type-arg]
        statement = self.dossier.statement(row.statement)  # type: ignore[attr-defined]
        cells = row._asdict()  # type: ignore[attr-defined]
        filled = {name: None if pd.isna(value) else str(value) for name, value in cells.items()}
        checked = filled["state"] == evidence.CHECKED
        return {
            **filled,
            "anchor": evidence.anchor(str(filled["claim"])),
            "name": called(statement.name or statement.id, statement.id),
            "says": statement.proposition,
            "said": MARK[str(filled["sits"])] if checked else str(filled["state"]),
            "reason": "Because" if checked else "Why",
            "beside": self._beside(statement, str(filled.get("evidence") or "").split()),
        }

    def _beside(self, statement: Statement, tables: list[str]) -> str:
        """Return where the figures and entries that a judgement rests on are to be seen."""
        entries = evidence.recorded().get(statement.sentence or "", ()) if RECORD in tables else ()
        shown = [self.places[table] for table in tables if table in self.places and (table != RECORD or not entries)]
        named = ", ".join(f"{{st}}`{entry}`" for entry in entries)
        return "; ".join([*shown, *([f"entries of the record: {named}"] if named else [])])


def overview(claims: pd.DataFrame, sections: Iterable[tuple[str, str]]) -> Drawn:
    """Draw every statement as one mark in the row of its state; a mark leads to the judgement.

    The data have ``state``, ``section``, ``claim`` (in words) and ``statement``.
    """
    titles = dict(sections)
    rows = claims.assign(
        state=claims["verdict"],
        section=claims["statement"].str.partition("-")[0].map(titles),
        link="#" + claims["claim"].map(evidence.anchor),
    ).rename(columns={"about": "says"})
    rows["number"] = rows.groupby("state").cumcount()
    tops: dict[str, float] = {}
    top = 0.0
    for state in STATES:
        tops[state], top = top, top + (int((rows["state"] == state).sum()) + ROW - 1) // ROW + 1.3
    rows["across"] = rows["number"] % ROW
    rows["down"] = rows["state"].map(tops) + rows["number"] // ROW
    chart = _overview(rows, tops, top)
    shown = rows[["state", "section", "says", "statement"]].rename(columns={"statement": "ids"})
    shown["ids"] = shown["ids"].map(lambda id: [id])
    counts = ", ".join(f"{state} {int((rows['state'] == state).sum())}" for state in STATES)
    return Drawn(chart, shown, f"{len(rows)} statements by state: {counts}.")


def _overview(rows: pd.DataFrame, tops: dict[str, float], height: float) -> Layered:
    columns = ["across", "down", "state", "says", "section", "statement", "link"]
    checked = list(MARK)
    hues = {"uneasily with": FALLBACK[1], "partly with": FALLBACK[4], "with": FALLBACK[0]}
    colour = alt.Color(
        "state:N", legend=None,
        scale=alt.Scale(domain=list(STATES), range=[hues.get(state, NEUTRAL) for state in STATES]),
    )  # fmt: skip
    up = alt.Scale(domain=[-0.8, height - 0.9], reverse=True, nice=False, zero=False)
    x = alt.X("across:Q", axis=None, scale=alt.Scale(domain=[-0.6, ROW - 0.4], nice=False, zero=False))
    marks = alt.Chart(rows[columns]).mark_point(shape="square", size=200, strokeWidth=2, opacity=1)
    marks = marks.encode(
        x=x, y=alt.Y("down:Q", axis=None, scale=up), stroke=colour, href="link:N",
        fill=alt.condition(alt.FieldOneOfPredicate(field="state", oneOf=checked), colour, alt.value("transparent")),
        tooltip=tips("says", "state", "section"),
    )  # fmt: skip
    heads = pd.DataFrame({"down": tops.values(), "words": [
        f"{STATES[state]}: {int((rows['state'] == state).sum())}" for state in tops]})  # fmt: skip
    words = alt.Chart(heads).mark_text(align="left", dy=-17, fontSize=12.5, fontWeight=600, color=INK)
    words = words.encode(x=alt.value(0), y=alt.Y("down:Q", axis=None, scale=up), text="words:N")
    return alt.layer(marks, words).properties(width=320, height=int(height * 22))
