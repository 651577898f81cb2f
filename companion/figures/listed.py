"""What the sources that a paper lists say on its main findings: one row a claim, or a word that there is none."""

from __future__ import annotations

import pandas as pd

from companion import evidence
from companion.display.display import Display, Payload
from companion.dossier.dossier import Dossier
from companion.html import tag
from companion.templates import Flow, Piece, flow_html

ORDER = ("supports", "qualifies", "contradicts")
WRITTEN = {"before": "before August 2021", "after": "after August 2021", "unknown": "not known"}


def _bearing(frame: pd.DataFrame, dossier: Dossier, finding: str) -> pd.DataFrame:
    """Return the rows that bear on a finding or on its sentence, supporting ones first."""
    sentence = dossier.statement(finding).sentence or ""
    ids = evidence.bearing(frame, "id")
    rows = frame[frame["id"].isin([*ids.get(finding, []), *ids.get(sentence, [])]) & frame["relation"].isin(ORDER)]
    return rows.sort_values("relation", key=lambda kinds: kinds.map(ORDER.index), kind="stable")


def by_finding(frame: pd.DataFrame, dossier: Dossier) -> pd.DataFrame:
    """Return what the sources say on each main finding, the finding named once."""
    shown = []
    for finding in dossier.paper.main_findings:
        for number, row in enumerate(_bearing(frame, dossier, finding).itertuples()):
            name = dossier.statement(finding).name or finding
            shown.append(
                {
                    "finding": f"{name} {{st}}`{finding}`" if number == 0 else "",
                    "source": f"{{cite:t}}`{row.key}`",
                    "stands": row.relation,
                    "says": row.claim,
                    "where": "" if pd.isna(row.locator) else row.locator,
                    "written": WRITTEN[row.written],
                    "confidence": row.confidence,
                }
            )
    return pd.DataFrame(shown)


class Nothing(Display):
    """Names the main findings on which no source that could be read says anything."""

    kind = "flow"

    def __init__(self, findings: list[str], unread: list[str]) -> None:
        self.findings, self.unread = findings, unread

    def payload(self) -> Payload:
        """Return what the book renders."""
        return Payload(flow=self._flow())

    def html(self) -> str:
        """Return the lines as plain HTML."""
        return tag("div", flow_html(self._flow()))

    def _flow(self) -> Flow:
        none = ", ".join(f"{{st}}`{id}`" for id in self.findings) or "none"
        text = f"Main findings on which nothing was read: {none}. Entries of which no page could be read: "
        cited = f"{{cite:t}}`{','.join(self.unread)}`."
        return [(Piece.HTML, "<p>"), (Piece.MARKDOWN, text + cited), (Piece.HTML, "</p>")]


def nothing(frame: pd.DataFrame, dossier: Dossier) -> Nothing:
    """Return the findings without a source that was read, and the sources that could not be read."""
    findings = [id for id in dossier.paper.main_findings if _bearing(frame, dossier, id).empty]
    return Nothing(findings, frame.loc[frame["read"] == "nothing", "key"].tolist())
