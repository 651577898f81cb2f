"""How far codings agree, as the book shows it: a table of the variables and a table of the disagreements."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from companion.analyses import agreement as analysis
from companion.dossier.dossier import Dossier
from companion.figures.naming import links, replaced

UNCODED = "no code"


def coders(dossier: Dossier) -> pd.DataFrame:
    """Return who coded the text, and from what."""
    rows = [(coding.coder.name, coding.coder.made_by, coding.coder.saw) for coding in dossier.codings]
    return pd.DataFrame(rows, columns=["coding", "made by", "had before it"])


def agreement(dossier: Dossier) -> pd.DataFrame:
    """Return for each variable how many sentences all coders code alike, and Krippendorff's alpha."""
    found = analysis.agreement(dossier)
    return pd.DataFrame(
        {
            "what is coded": found["label"],
            "sentences that any coder codes": found["coded"],
            "coded alike by all": [f"{row.alike} of {row.sentences}" for row in found.itertuples()],
            "alpha, all codings": found["alpha"].map(_rounded),
            "alpha, the blind ones": found["alpha_blind"].map(_rounded),
        }
    )


def parted(dossier: Dossier) -> pd.DataFrame:
    """Return every disagreement, what each coder gave, and how it was settled."""
    found, book = analysis.parted(dossier), dossier.codebook
    labels = {item.key: item for item in (*book.variables, *book.attributes)}

    def said(variable: str, values: Iterable[str]) -> str:
        return ", ".join(labels[variable].value(value).label for value in values) or UNCODED

    rows = [
        {
            "sentence": f"{links(dossier, row['ids'])}, {labels[row['variable']].label.lower()}",
            "given": "; ".join(
                f"{coding.coder.name.lower()}: {said(row['variable'], row[coding.coder.key])}"
                for coding in dossier.codings
            ),
            "settled as": f"**{said(row['variable'], row['settled'])}**",
            "because": replaced(dossier, row["why"]),
        }
        for _, row in found.iterrows()
    ]
    return pd.DataFrame(rows, columns=["sentence", "given", "settled as", "because"])


def _rounded(alpha: float | None) -> str:
    return "–" if pd.isna(alpha) else f"{alpha:.2f}"
