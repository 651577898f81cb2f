"""A question with its answers worked out beforehand: the reader chooses one, and what follows from it is shown.

It is made of radio buttons and needs no script.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from companion.display.display import Display, Payload
from companion.display.required import require
from companion.display.table import frame_html
from companion.html import escape, scrolling, tag
from companion.templates import Flow, Piece, flow_html


class Choice(Display):
    """A question and, for each answer, what becomes of the result: a frame, or a sentence as inline Markdown.

    The first answer is the one as read, and is chosen at the start.

    Raises:
        CompanionError: the name, the question or every answer is missing; the error names what is.
    """

    kind = "flow"

    def __init__(self, outcomes: Mapping[str, pd.DataFrame | str], *, name: str = "", question: str = "") -> None:
        self.outcomes, self.name, self.question = outcomes, name, question
        require("the choice", name=name, question=question, outcomes=outcomes or None)

    def payload(self) -> Payload:
        """Return what the book renders."""
        return Payload(flow=self._flow())

    def html(self) -> str:
        """Return question, answers and outcomes as one element."""
        return flow_html(self._flow())

    def _flow(self) -> Flow:
        flow: Flow = [(Piece.HTML, f'<fieldset class="choice" id="{escape(self.name)}"><legend>')]
        flow += [(Piece.MARKDOWN, self.question), (Piece.HTML, "</legend>")]
        for number, (answer, outcome) in enumerate(self.outcomes.items()):
            place = f"{self.name}-{number}"
            control = tag("input", type="radio", name=self.name, id=place, checked=number == 0)
            control = control.removesuffix("</input>")
            flow += [(Piece.HTML, f'<div class="choice-answer"><span>{control} <label for="{place}">')]
            flow += [(Piece.MARKDOWN, answer), (Piece.HTML, '</label></span><div class="choice-outcome">')]
            if isinstance(outcome, str):
                flow.append((Piece.MARKDOWN, outcome))
            else:
                flow.append((Piece.HTML, scrolling(frame_html(outcome), f"What follows: {answer}")))
            flow.append((Piece.HTML, "</div></div>"))
        return [*flow, (Piece.HTML, "</fieldset>")]
