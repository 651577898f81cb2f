"""Whether the prose follows the codes: one code is changed, and what the book then says otherwise, or refuses to say.

`.venv/bin/python benchmarks/prose.py [COUNT [SEED]]` changes that many codes of statements at random, one at a time: a
value goes, comes, or gives way to another. Beside each stand the sentences whose numbers follow, and those that an
assertion of the chapter guards, which stops the build and names them. With `all` every value of every coded statement
goes once. A change after which every sentence of the paper carries what it carried, in the same voice, changes no
count. The exit code is 1 if another change moves nothing. Figures, tables and cards follow in any case and are not
drawn here.
"""

from __future__ import annotations

import os
import random
import re
import sys
import traceback
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import jupytext

import companion.dossier
from companion import display, figures
from companion.book.facts import facts
from companion.dossier import Dossier, load, tables
from companion.evidence import tables as tables_of_figures
from companion.project import Project

ROOT = Path(__file__).resolve().parent.parent
PROJECT = Project(ROOT)
PAGES = sorted((ROOT / "notebooks").glob("*.md")) + sorted((ROOT / "book").glob("*.md"))
SEES_CODES = re.compile(r"\.statements?\b|tables\.codes|coding|Argument\(")
"""What a page's cells hold if a code can change what they say; the others are not run."""
FACT = re.compile(r"\{fact\}`([^`]+)`")
SHOWN = ("Cards", "Choice", "Debates", "Figure", "Grid", "Listed", "Map", "Picture", "Questions", "Record", "Table",
         "Tensions", "Verdicts", "WhatIf")  # fmt: skip
QUOTED = "\N{HORIZONTAL ELLIPSIS}"
"""How a message ends that quotes the sentence it guards."""
NO_COUNT = "changes no count: another statement of the sentence, in the same voice, carries the value"
Change = tuple[str, str, tuple[str, ...]]
"""Statement, variable, and the values it has from now on."""


class Shown:
    """Stands for whatever a cell would draw."""

    def __init__(self, *given: object, **named: object) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        return lambda *given, **named: []


def keep_figures() -> None:
    """Read each table of public figures once: no change of a code touches them."""
    read = cache(tables_of_figures.read)
    tables_of_figures.catalogue = cache(tables_of_figures.catalogue)
    tables_of_figures.read = lambda name, root=None: (read(name, ROOT)[0].copy(), read(name, ROOT)[1])


def changed(dossier: Dossier, change: Change) -> Dossier:
    """Return the dossier with one code changed."""
    id, variable, values = change
    codes = {**dossier.statement(id).codes, variable: values}
    codes = {name: held for name, held in codes.items() if held}
    made = tuple(replace(item, codes=codes) if item.id == id else item for item in dossier.statements)
    return replace(dossier, statements=made)


def gone(dossier: Dossier) -> Iterator[Change]:
    """Yield the change that takes each value away."""
    for statement in dossier.statements:
        for variable, values in statement.codes.items():
            for value in values:
                yield statement.id, variable, tuple(other for other in values if other != value)


def at_random(dossier: Dossier, count: int, seed: int) -> list[Change]:
    """Return changes of statements that are coded, of every kind alike."""
    dice, made = random.Random(seed), []
    coded = [statement for statement in dossier.statements if statement.codes]
    while len(made) < count:
        statement, variable = dice.choice(coded), dice.choice(dossier.codebook.variables)
        held = statement.codes.get(variable.key, ())
        others = [value.key for value in variable.values if value.key not in held]
        went, came = dice.choice([held[:1], (), held[:1]]), dice.choice([(), (dice.choice(others),)])
        values = tuple(value for value in held if value not in went) + came
        if values != held:
            made.append((statement.id, variable.key, values))
    return made


def stopped(dossier: Dossier) -> list[str]:
    """Run the cells of every page without drawing; return what the assertions say that do not hold, or their lines."""
    companion.dossier.load = lambda root=None: dossier
    told = []
    for page in PAGES:
        names: dict[str, Any] = {}
        if not SEES_CODES.search(page.read_text(encoding="utf-8")):
            continue
        os.chdir(page.parent)
        for number, cell in enumerate(jupytext.read(page).cells):
            if cell.cell_type == "code":
                try:
                    exec(compile(cell.source, f"{page.stem}, cell {number}", "exec"), names)
                except AssertionError as error:
                    line = traceback.extract_tb(error.__traceback__)[-1].lineno or 1
                    code = f"`{cell.source.splitlines()[line - 1].strip()[:110]}`"
                    told.append(f"{page.stem}: {error if str(error).endswith(QUOTED) else code}")
                except Exception as error:
                    told.append(f"{page.stem}: {type(error).__name__}: {str(error)[:80]}")
    return told


def sentences() -> dict[str, list[str]]:
    """Return fact → the sentences that print it."""
    found: dict[str, list[str]] = {}
    for page in PAGES:
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for sentence in re.split(r"(?<=[.:?!])\s+|\n\s*\n", " ".join(text.split("\n"))):
            for name in FACT.findall(sentence):
                found.setdefault(name, []).append(f"{page.stem}: {sentence.strip()}")
    return found


def numbers(dossier: Dossier) -> dict[str, str]:
    """Return every fact of the dossier."""
    PROJECT.__dict__["dossier"] = dossier
    return dict(facts(PROJECT))


def carried(dossier: Dossier) -> set[tuple[str, ...]]:
    """Return what every count is made of: sentence, variable, value and voice."""
    rows = tables.codes(dossier)
    return set(rows[["sentence", "counted_as", "variable", "value", "voice"]].itertuples(index=False, name=None))


def tried(dossier: Dossier, change: Change) -> tuple[Change, dict[str, str], list[str]]:
    """Return the numbers of the prose under a change, and the assertions that do not hold."""
    made = changed(dossier, change)
    return change, numbers(made), stopped(made)


def main(arguments: list[str]) -> int:
    """Print the table; return 1 if a change moves nothing."""
    for name in SHOWN:
        for module in (figures, display):
            if hasattr(module, name):
                setattr(module, name, Shown)
    keep_figures()
    dossier, printed = load(ROOT), sentences()
    before, before_all, held = numbers(dossier), carried(dossier), set(stopped(dossier))
    count, seed = (int(word) for word in [*arguments, "10", "1"][:2]) if "all" not in arguments else (0, 0)
    changes = list(gone(dossier)) if "all" in arguments else at_random(dossier, count, seed)
    print(
        f"{len(held)} assertions fail as it is\n\n| change | sentences that follow | assertions that stop the build |"
    )
    print("| --- | --- | --- |")
    silent = 0
    with get_context("fork").Pool() as pool:
        for change, after, stops in pool.imap(partial(tried, dossier), changes):
            follow = [text for name in printed if before.get(name) != after.get(name) for text in printed[name]]
            stops = [text for text in stops if text not in held]
            if not (follow or stops) and carried(changed(dossier, change)) == before_all:
                follow = [NO_COUNT]
            silent += not (follow or stops)
            id, variable, values = change
            was = ", ".join(dossier.statement(id).codes.get(variable, ())) or "none"
            cells = (f"{id}, {variable}: {was} → {', '.join(values) or 'none'}", "<br>".join(dict.fromkeys(follow)),
                     "<br>".join(stops))  # fmt: skip
            print(f"| {' | '.join(cell.replace('|', '∣') for cell in cells)} |", flush=True)
    print(f"\n{len(changes)} changes, {silent} that move nothing")
    return min(silent, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
