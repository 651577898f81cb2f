"""What the sources that a paper lists say on its main findings: one row a claim, or a word that there is none."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from companion.display.display import Display, Payload
from companion.display.standalone import STYLE
from companion.dossier.dossier import Dossier
from companion.dossier.statements import Statement
from companion.figures.cards import TEMPLATES
from companion.figures.naming import called, replaced
from companion.html import tag
from companion.templates import Flow, Piece, flow_html, rendered

ORDER = ("supports", "qualifies", "contradicts")


def _bearing(frame: pd.DataFrame, dossier: Dossier, finding: str) -> pd.DataFrame:
    """Return the rows that bear on a finding, supporting ones first.

    A row that names a sentence bears on all its statements, unless it names one of them as well.
    """
    sentence = dossier.statement(finding).sentence or ""

    def bears(cell: object) -> bool:
        named = cell.split() if isinstance(cell, str) else []
        told_apart = any(id != sentence and id[:-1] == sentence for id in named)
        return finding in named or (sentence in named and not told_apart)

    rows = frame[frame["bears_on"].map(bears) & frame["relation"].isin(ORDER)]
    return rows.sort_values("relation", key=lambda kinds: kinds.map(ORDER.index), kind="stable")


class Listed(Display):
    """What the sources say on each main finding, one finding a fold: how each stands to it, what it says, and where.

    ``turn`` is the time in words that sources written before are told apart by from those written after: "May 1840".
    ``first`` names statements besides the main findings, which then come first.
    """

    kind = "flow"

    def __init__(self, frame: pd.DataFrame, dossier: Dossier, *, turn: str, first: Sequence[str] = ()) -> None:
        self.dossier = dossier
        self.written = {"before": f"before {turn}", "after": f"after {turn}", "unknown": "not known"}
        self.findings = [
            (dossier.statement(id), _bearing(frame, dossier, id)) for id in (*first, *dossier.paper.main_findings)
        ]

    def payload(self) -> Payload:
        """Return what the book renders."""
        return Payload(flow=self._flow())

    def html(self) -> str:
        """Return the list as plain HTML."""
        return tag("style", STYLE) + flow_html(self._flow())

    def _flow(self) -> Flow:
        findings = []
        for statement, rows in self.findings:
            # No numbers: two sentences of one source are no two voices, and votes decide nothing here.
            kinds = [kind for kind in ORDER if (rows["relation"] == kind).any()]
            entries = [
                {
                    **row._asdict(),
                    "written": self.written[row.written],
                    "locator": "" if pd.isna(row.locator) else row.locator,
                    "note": "" if pd.isna(note := getattr(row, "note", None)) else replaced(self.dossier, str(note)),
                }
                for row in rows.itertuples(index=False)
            ]
            told = ", ".join(kinds) or "nothing that could be read"
            findings.append({"statement": statement, "told": told, "rows": entries})
        return rendered(TEMPLATES, "listed.html", findings=findings)


class Nothing(Display):
    """Names the main findings on which no source that could be read says anything."""

    kind = "flow"

    def __init__(self, findings: list[Statement], unread: list[str]) -> None:
        self.findings, self.unread = findings, unread

    def payload(self) -> Payload:
        """Return what the book renders."""
        return Payload(flow=self._flow())

    def html(self) -> str:
        """Return the lines as plain HTML."""
        return tag("div", flow_html(self._flow()))

    def _flow(self) -> Flow:
        named = ", ".join(called(found.name or found.id, found.id) for found in self.findings)
        text = f"Main findings on which nothing was read: {named}. " if named else ""
        text += "Entries of which no page could be read: "
        cited = f"{{cite:t}}`{','.join(self.unread)}`."
        return [(Piece.HTML, "<p>"), (Piece.MARKDOWN, text + cited), (Piece.HTML, "</p>")]


def nothing(frame: pd.DataFrame, dossier: Dossier) -> Nothing:
    """Return the findings without a source that was read, and the sources that could not be read."""
    findings = [dossier.statement(id) for id in dossier.paper.main_findings if _bearing(frame, dossier, id).empty]
    return Nothing(findings, frame.loc[frame["read"] == "nothing", "key"].tolist())
