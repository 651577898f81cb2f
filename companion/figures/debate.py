"""The debate of rival theories: findings, what each theory's best advocate says, what would tell them apart.

In the texts ``[@key]`` is a citation, and the identifier of a statement or of a row of the evidence becomes a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from companion.display.display import Display, Payload
from companion.display.standalone import STYLE
from companion.dossier.dossier import Dossier
from companion.dossier.rivals import Debate
from companion.figures.cards import TEMPLATES
from companion.figures.naming import link, replaced
from companion.html import tag
from companion.templates import Flow, flow_html, rendered

_CITED = re.compile(r"\[((?:@[\w-]+(?:; )?)+)\]")
_ADDRESS = re.compile(r"https?://[^\s,;)]+")


class Debates(Display):
    """The debates of ``data/rivals.yml``, or those about some findings.

    ``rows`` are identifiers of evidence that have anchors in the book, so that a mention of one becomes a link.
    """

    kind = "flow"

    def __init__(self, dossier: Dossier, findings: Iterable[str] | None = None, rows: Iterable[str] = ()) -> None:
        chosen = None if findings is None else set(findings)
        self.dossier = dossier
        self.debates = [debate for debate in dossier.debates if chosen is None or debate.finding in chosen]
        ids = sorted(set(rows), key=len, reverse=True)
        self._rows = re.compile(rf"(?<![\w/-])({'|'.join(map(re.escape, ids))})(?![\w-])") if ids else None

    def payload(self) -> Payload:
        """Return what the book renders."""
        return Payload(flow=self._flow())

    def html(self) -> str:
        """Return the debates as plain HTML."""
        return tag("style", STYLE) + flow_html(self._flow())

    def mentioned(self) -> list[str]:
        """Return the statements and rows that the debates name, in alphabetical order."""
        flow = "".join(text for _, text in self._flow())
        return sorted(set(re.findall(r"\{st\}`[^`<]*?<?([^`<>]+)>?`", flow)))

    def _flow(self) -> Flow:
        return rendered(TEMPLATES, "debate.html", debates=[self._debate(debate) for debate in self.debates])

    def _debate(self, debate: Debate) -> dict[str, Any]:
        theories = {rival.key: rival for rival in self.dossier.rivals}
        statement = self.dossier.statement(debate.finding)
        return {
            "question": debate.question,
            "finding": f"The paper's sentence: {statement.proposition} ({link(self.dossier, statement.id)})",
            "reading": self.linked(debate.reading),
            "positions": [
                {
                    "name": theories[position.theory].name,
                    "of_the_paper": theories[position.theory].of_the_paper,
                    "stance": position.stance,
                    "words": self.dossier.codebook.word("stance", position.stance),
                    "says": self.linked(position.says),
                    "premises": (used := [p for p in theories[position.theory].premises if p.id in position.premises]),
                    "helpers": sum(p.helper for p in used),
                }
                for position in debate.positions
            ],
            "looks_for": self.linked(debate.separates.looks_for),
            "found": self.linked(debate.separates.found),
            "so": self.linked(debate.separates.so),
        }

    def linked(self, text: str) -> str:
        """Return a text as Markdown: citations, links to cards and to rows, addresses by their hosts."""
        text = _ADDRESS.sub(lambda found: f"[{found[0].split('/')[2].removeprefix('www.')}]({found[0]})", text)
        text = replaced(self.dossier, text, quoted=False)
        if self._rows:
            text = self._rows.sub(r"{st}`record <\1>`", text)
        return _CITED.sub(_citation, text)


def _citation(found: re.Match[str]) -> str:
    keys = re.findall(r"@([\w-]+)", found[1])
    return f"{{cite:p}}`{','.join(keys)}`"
