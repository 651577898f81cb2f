"""The argument as Argdown, for programs that read it: statements, inferences and attacks.

Tensions, questions and repetitions have no form there; they stand in ``relations.csv`` alone.
"""

from __future__ import annotations

import json
import re

from companion.dossier.dossier import Dossier
from companion.dossier.relations import ConflictKind, Inference
from companion.dossier.statements import Explicitness, Statement

ARROWS = {ConflictKind.REBUT: "->", ConflictKind.UNDERMINE: "->", ConflictKind.UNDERCUT: "_>"}


def argdown(dossier: Dossier) -> str:
    r"""Return statements, inferences and attacks in Argdown.

    A statement is tagged with its voice (``#author``, ``#reported``, ``#companion``); each inference is an argument
    whose description is its warrant. Characters that mean something to Argdown are escaped with a backslash.
    """
    parts = [f"===\ntitle: {json.dumps(dossier.paper.title, ensure_ascii=False)}\n==="]
    for section in dossier.paper.sections:
        parts.append(f"# {escape(section.title)}")
        parts += [_statement(item) for item in dossier.statements if item.section == section.key]
        parts += [_inference(step, dossier) for step in dossier.inferences if step.section == section.key]
    parts.append("# Across sections")
    parts += [_inference(step, dossier) for step in dossier.inferences if step.section is None]
    parts.append("# Attacks")
    for attack in dossier.conflicts:
        arrow = "><" if attack.symmetric else ARROWS[attack.kind]
        target = f"<{attack.target}>" if attack.kind is ConflictKind.UNDERCUT else f"[{attack.target}]"
        parts.append(f"[{attack.source}]\n  {arrow} {target}")
    return "\n\n".join(parts) + "\n"


def _statement(item: Statement) -> str:
    return f"[{item.id}]: {escape(item.proposition)} #{voice(item)}"


def _inference(step: Inference, dossier: Dossier) -> str:
    scheme = dossier.scheme(step.scheme).name
    premises = "\n".join(f"({number}) [{id}]" for number, id in enumerate(step.premises, start=1))
    conclusion = f"({len(step.premises) + 1}) [{step.conclusion}]"
    return f"<{step.id}>: {escape(step.warrant)}\n\n{premises}\n--\n{escape(scheme)}\n--\n{conclusion}"


def escape(text: str) -> str:
    r"""Put a text on one line and a backslash before what Argdown would read as markup.

    >>> print(escape("see [a] and #b"))
    see \[a\] and \#b
    """
    text = re.sub(r"([\\#\[\]<>{}*_@])", r"\\\1", " ".join(text.split()))
    return re.sub(r"/(?=/)|-(?=-)", lambda match: f"\\{match[0]}", text)


def voice(statement: Statement) -> str:
    """Return whose words these are: a supplied premise is the companion's, whatever it is coded as."""
    return str(statement.voice) if statement.explicitness is Explicitness.EXPLICIT else "companion"
