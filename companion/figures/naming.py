"""Names for codes: a link to a card whose words are the statement's short name; the code stands in the preview.

Everything is inline Markdown, for ``Table(frame, markdown=...)`` and the ``md`` filter of a template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from companion.dossier.dossier import Dossier

NOTHING = "–"


def name(dossier: Dossier, id: str) -> str:
    """Return what a reader calls a statement, a sentence or a tension; the identifier where it has no name.

    A sentence that says several things goes by the first of them, with dots for the rest.
    """
    found = dossier.located(id)
    if found:
        first = found[0].name or id
        return f"{first} …" if len(found) > 1 else first
    return next((tension.title for tension in dossier.tensions if tension.id == id), id)


def link(dossier: Dossier, id: str) -> str:
    """Return a link by name to the card of a statement or sentence, or to a tension."""
    return called(name(dossier, id), id)


def called(words: str, id: str) -> str:
    """Return a link in these words to the card of a statement or sentence.

    >>> called("A `tightrope`", "CON-1a")
    "{st}`A 'tightrope' <CON-1a>`"
    """
    plain = words.replace("`", "'").replace("<", "‹")  # these would end the words
    return f"{{st}}`{plain} <{id}>`" if words != id else f"{{st}}`{id}`"


def links(dossier: Dossier, ids: Iterable[str], joint: str = " · ", nothing: str = NOTHING) -> str:
    """Return links by name, each once, or what stands for none."""
    return joint.join(link(dossier, id) for id in dict.fromkeys(ids)) or nothing


def titled(dossier: Dossier, id: str) -> str:
    """Return a link by name and what the statement says, for the row of a table that is about it."""
    statement = dossier.statement(id)
    return f"{link(dossier, id)}{':' if statement.name else ''} {statement.proposition}"


def replaced(dossier: Dossier, text: str, quoted: bool = True) -> str:
    """Return a text with a link by name for every statement or sentence named in it, in quotation marks or bare."""
    marks = ("“", "”") if quoted else ("", "")
    return _each(dossier, text, lambda id: link(dossier, id).join(marks))


def spoken(dossier: Dossier, text: str) -> str:
    """Return a text with the name of every statement or sentence named in it: where nothing can be linked."""
    return _each(dossier, text, lambda id: f"“{name(dossier, id)}”")


def _each(dossier: Dossier, text: str, words: Callable[[str], str]) -> str:
    known = {*dossier.by_id, *(item.sentence for item in dossier.statements if item.sentence)}
    if not known:
        return text
    ids = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    return re.sub(rf"(?<![\w-])({ids})(?![\w-])", lambda found: words(found[1]), text)
