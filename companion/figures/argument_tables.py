"""What carries the findings, how far that depends on the companion's choices, and what rival theories argue.

Every function returns a frame of inline Markdown for ``Table(frame, markdown=frame.columns, ...)``.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from companion.analyses import carrying, tensions, theory
from companion.analyses.acceptance import State, build, label
from companion.analyses.deciding import in_words, listed
from companion.dossier.model import Dossier
from companion.figures.readings import NOTHING, links


def carried(record: Dossier, max_size: int = 3) -> pd.DataFrame:
    """Return each main finding with what it cannot do without, and with what would have to go together (analysis 7)."""
    graph = build(record)
    labelling = label(graph)
    rows = []
    for finding in record.paper.main_findings:
        singles = [id for (id,) in carrying.cut_sets(record, finding, 1)]
        grounds = [cut for cut in carrying.cut_sets(record, finding, max_size, grounds_only=True) if len(cut) > 1]
        rows.append(
            {
                "finding": _finding(record, finding),
                "state": f"**{labelling[finding]}**, {_how(labelling[finding], bool(graph.node(finding).supporters))}",
                "cannot do without": links(singles),
                "nor without, together": "; ".join(links(cut) for cut in grounds) or NOTHING,
            }
        )
    return pd.DataFrame(rows)


def _how(state: State, reasoned: bool) -> str:
    if state == State.STANDS:
        return "by its reasons" if reasoned else "as an assertion"
    return "since an objection stands" if state == State.FALLS else "since an objection is open"


def ranges(record: Dossier) -> pd.DataFrame:
    """Return the state of each main finding under each way of reading; ``asserted``: it stands without a reason."""
    rows = []
    for variant in carrying.robustness(record).variants:
        states = {
            finding: "asserted" if state == State.STANDS and not variant.reasoned[finding] else str(state)
            for finding, state in variant.states.items()
        }
        rows.append({"way of reading": variant.name.capitalize(), **states})
    return pd.DataFrame(rows)


def paths(record: Dossier, ids: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the path that decides each statement, by default each main finding, in sentences."""
    graph = build(record)
    labelling = label(graph)
    rows = []
    for id in record.paper.main_findings if ids is None else ids:
        text = " ".join(in_words(graph, labelling, id))
        rows.append({"finding": links([id]), "state": f"**{labelling[id]}**", "because": text})
    return pd.DataFrame(rows, columns=["finding", "state", "because"])


def costs(record: Dossier) -> pd.DataFrame:
    """Return the tensions that give rise to objections, and what their objections move (analysis 6)."""
    found = tensions.tensions(record, "real")
    found = found[found["conflicts"].str.len() > 0]
    return pd.DataFrame(
        {
            "tension": [f"**{title}** ({id})" for id, title in zip(found["id"], found["title"], strict=True)],
            "between": found["ids"].map(links),
            "without it these would change": found["moves"].map(links),
        }
    )


def rival_reasons(record: Dossier) -> pd.DataFrame:
    """Return what each theory leads one to expect of each finding, and from which of its premises (analysis 5)."""
    texts = {premise.id: premise.text for rival in record.rivals for premise in rival.premises}
    rows = theory.rivals(record)
    return pd.DataFrame(
        {
            "finding": rows["finding"].map(lambda id: links([id])),
            "theory": rows["name"],
            "it": rows["words"].map("**{}**".format),
            "because": rows["because"],
            "premises": rows["premises"].map(lambda ids: listed(texts[id].rstrip(".") for id in ids) or NOTHING),
        }
    )


def _finding(record: Dossier, id: str) -> str:
    return f"{links([id])} {record.statement(id).proposition}"
