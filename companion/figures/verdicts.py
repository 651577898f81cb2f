"""Judgements on statements, printed whole: verdict, reason, what would change it, what the figures cannot show."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from companion import evidence
from companion.display.display import Anchor, Display, Payload
from companion.display.standalone import STYLE
from companion.dossier.dossier import Dossier
from companion.figures.cards import TEMPLATES
from companion.html import tag
from companion.templates import Flow, flow_html, rendered

MARK = {"with": "sits with it", "partly with": "sits partly with it", "uneasily with": "sits uneasily with it"}
"""A verdict as the end of a sentence that begins with what was found."""


class Verdicts(Display):
    """The judgements on statements, in the order given, or on all; ``home`` makes this page the one that links lead to.

    ``claims`` is what ``evidence.claims`` returns.
    """

    kind = "flow"

    def __init__(
        self, dossier: Dossier, claims: pd.DataFrame, statements: Iterable[str] | None = None, *, home: bool = False
    ) -> None:
        rows = claims.set_index("statement", drop=False)
        chosen = list(rows.index if statements is None else statements)
        self.rows, self.home, self.dossier = rows.loc[chosen], home, dossier

    def payload(self) -> Payload:
        """Return what the book renders."""
        anchors = {evidence.anchor(row.claim): Anchor(evidence.anchor(row.claim))
                   for row in self.rows.itertuples()} if self.home else {}  # fmt: skip
        return Payload(flow=self._flow(), anchors=anchors)

    def html(self) -> str:
        """Return the judgements as plain HTML."""
        return tag("style", STYLE) + flow_html(self._flow())

    def _flow(self) -> Flow:
        return rendered(TEMPLATES, "verdicts.html", rows=[self._row(row) for row in self.rows.itertuples()])

    def _row(self, row: tuple) -> dict[str, object]:  # type: ignore[type-arg]
        statement = self.dossier.statement(row.statement)  # type: ignore[attr-defined]
        cells = row._asdict()  # type: ignore[attr-defined]
        filled = {name: None if pd.isna(value) else str(value) for name, value in cells.items()}
        checked = filled["state"] == evidence.CHECKED
        return {
            **filled,
            "anchor": evidence.anchor(str(filled["claim"])) if self.home else None,
            "name": statement.name or statement.id,
            "said": MARK[str(filled["sits"])] if checked else str(filled["state"]),
            "later": MARK[str(filled["afterwards"])] if filled["afterwards"] else None,
            "reason": "Because" if checked else "Why",
        }


def overview(claims: pd.DataFrame, sections: Iterable[tuple[str, str]]) -> pd.DataFrame:
    """Count judgements by section and verdict, for a cross table: ``section``, ``verdict``, ``sentences``, ``ids``."""
    order = [*MARK, *(state for state in claims["state"].unique() if state != evidence.CHECKED)]
    rows = []
    for key, title in sections:
        part = claims[claims["statement"].str.startswith(f"{key}-")]
        for verdict in order:
            ids = part.loc[part["verdict"] == verdict, "statement"].tolist()
            rows.append({"section": title, "verdict": verdict, "sentences": len(ids), "ids": ids})
    return pd.DataFrame(rows)
