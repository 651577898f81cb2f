"""Chart of the critical questions: how many are put to the steps of each section, and what the text says to them."""

from __future__ import annotations

import altair as alt
import pandas as pd

from companion.display import Drawn, theme
from companion.dossier.dossier import Dossier
from companion.dossier.relations import Answer
from companion.figures import charts
from companion.figures.naming import spoken

WORDS = {Answer.AGAINST: "speaks against the step", Answer.FOR: "speaks for the step",
         None: "says nothing"}  # fmt: skip
"""What is said of a question, the most pressing first."""
COLOURS = ("#B3261E", "#1F6FB2", theme.NEUTRAL)
SHAPES = ("cross", "square", "circle")
ACROSS = "Across sections"


def questions(dossier: Dossier) -> Drawn:
    """Draw each question as one mark in the row of the section whose step it is put to; a mark leads to its question.

    The data have ``section``, ``says`` (what the text says to it) and ``question``.
    """
    titles = {section.key: section.title.split(" and ")[0] for section in dossier.paper.sections}
    order = list(WORDS.values())
    data = pd.DataFrame(
        [
            {
                "section": titles.get(item.section or "", ACROSS),
                "says": WORDS[item.answer],
                "question": spoken(dossier, item.question),
                "link": f"#{item.id.lower()}",
            }
            for item in dossier.questions
        ],
        columns=["section", "says", "question", "link"],
    )  # fmt: skip
    rows = [title for title in (*titles.values(), ACROSS) if title in set(data["section"])]
    data = data.sort_values(by=["section", "says"], key=lambda column: column.map((rows + order).index), kind="stable")
    data = data.reset_index(drop=True)
    data["place"] = data.groupby("section").cumcount() + 0.5
    parts = [
        f"{title}: {', '.join(f'{n} {words}' for words, n in part['says'].value_counts(sort=False).items())}"
        for title, part in data.groupby("section", sort=False)
    ]
    return Drawn(_chart(data, rows), data.drop(columns="place"), "Questions by section. " + "; ".join(parts) + ".")


def _chart(data: pd.DataFrame, rows: list[str]) -> alt.Chart:
    order, length = list(WORDS.values()), int(data["place"].max() + 0.5 if len(data) else 0)
    legend = alt.Legend(title=None, orient="top", columns=1, symbolSize=100)
    return (
        alt.Chart(data)
        .mark_point(size=100, strokeWidth=2.2, opacity=1)
        .encode(
            x=alt.X("place:Q", axis=None, scale=alt.Scale(domain=[0, length], nice=False)),
            y=alt.Y("section:N", sort=rows, title=None, scale=alt.Scale(domain=rows)),
            stroke=alt.Color("says:N", scale=alt.Scale(domain=order, range=list(COLOURS)), legend=legend),
            shape=alt.Shape("says:N", scale=alt.Scale(domain=order, range=list(SHAPES)), legend=legend),
            href=alt.Href("link:N"),
            tooltip=charts.told({"question": "Question", "says": "This text"}),
        )
        .properties(width=max(length, 1) * 20, height=alt.Step(26))
    )
