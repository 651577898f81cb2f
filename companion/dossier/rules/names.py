"""Rules about names: each is given once, and what names another record names one that exists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from companion.dossier.dossier import Dossier
from companion.dossier.rules.common import a, kinds, problem, records, references
from companion.errors import Problem
from companion.records import Place, did_you_mean, nearest


class Keys(NamedTuple):
    """Citation keys that exist; None where the file does not (a problem told elsewhere)."""

    paper: frozenset[str] | None
    """Keys of the paper's own bibliography."""
    companion: frozenset[str] | None
    """Keys of the companion's own sources."""


def duplicate_ids(dossier: Dossier) -> Iterator[Problem]:
    """No identifier is used twice, whatever the kinds of the two records."""
    first: dict[str, Place] = {}
    for _, id, place in records(dossier):
        if id in first:
            there = f"{first[id].file}:{first[id].line}"
            yield problem("duplicate-id", place, id, "id", f"identifier already used at {there}", "Rename one.", id)
        elif id:
            first[id] = place


def duplicate_keys(dossier: Dossier) -> Iterator[Problem]:
    """No section, variable, value or theory has a key twice."""
    book = dossier.codebook
    variables = (*book.variables, *book.attributes)
    groups: list[tuple[str, Place, Sequence[Any]]] = [
        ("sections", dossier.paper.place, dossier.paper.sections),
        ("variables", book.place, variables),
        *((f"values of {variable.key}", book.place, variable.values) for variable in variables),
        *(("theories", rival.place, dossier.rivals) for rival in dossier.rivals[:1]),
    ]
    for what, place, items in groups:
        for key, times in Counter(item.key for item in items).items():
            if key and times > 1:
                yield problem("duplicate-id", place, key, None, f"key used twice among the {what}", "Rename one.", key)


def dangling_references(dossier: Dossier) -> Iterator[Problem]:
    """Every reference names a record that exists."""
    known = kinds(dossier)
    for ref in references(dossier):
        if ref.target not in known:
            hint = nearest(ref.target, [id for id, kind in known.items() if kind in ref.kinds])
            remedy = f"{hint}Name an existing {' or '.join(ref.kinds)}, or add it."
            yield problem("dangling-reference", ref.place, ref.id, ref.field, "names no record", remedy, ref.target)


def wrong_kinds(dossier: Dossier) -> Iterator[Problem]:
    """Every reference names a record of the kind its field asks for."""
    known = kinds(dossier)
    for ref in references(dossier):
        kind = known.get(ref.target)
        if kind and kind not in ref.kinds:
            remedy = f"Name {a(ref.kinds[0])}{''.join(f' or {a(other)}' for other in ref.kinds[1:])} here."
            yield problem("wrong-kind", ref.place, ref.id, ref.field, f"names {a(kind)}", remedy, ref.target)


def unknown_references(dossier: Dossier, keys: Keys) -> Iterator[Problem]:
    """Every suggested reference is in the paper's bibliography; every source of a theory in one of the two."""
    uses = []
    if keys.paper is not None:
        field, known = "suggested_references", keys.paper
        uses += [(item.place, item.id, field, item.suggested_references, known) for item in dossier.statements]
    if keys.paper is not None and keys.companion is not None:
        known = keys.paper | keys.companion
        uses += [(rival.place, rival.key, "sources", rival.sources, known) for rival in dossier.rivals]
        uses += [(p.place, "", "key", (p.key,), keys.paper) for p in dossier.passages if p.key]
    for place, id, field, used, known in uses:
        for key in used:
            if key not in known:
                remedy = did_you_mean(key, sorted(known))
                yield problem("unknown-reference", place, id, field, "in no bibliography", remedy, key)


RULES = (duplicate_ids, duplicate_keys, dangling_references, wrong_kinds)
