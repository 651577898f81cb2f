"""Prose is held to the data: a sentence with a number or an "only" prints a fact, or is guarded, or was looked at.

A sentence is guarded where an assertion in a cell of its page quotes how it begins, followed by an ellipsis: the build
that stops then names the sentence. ``prose_reviewed.yml`` lists the others by page and reason. A fact stands as ``#``.
Dates are no counts.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jupytext
import pytest
import yaml
from places import ROOT

PAGES = [*sorted((ROOT / "notebooks").glob("*.md")), *sorted((ROOT / "book").glob("*.md"))]
REVIEWED = Path(__file__).with_name("prose_reviewed.yml")
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
WORDS = """one two three four five six seven eight nine ten eleven twelve fourteen fifteen twenty thirty third half
    hundreds? thousands? dozens? twice only never most mostly always none no\\sother every all alone nowhere everywhere
    \\d[\\d,.]*"""
COUNTS = re.compile(rf"(?<![\w-])(?:{'|'.join(WORDS.split())})(?![\w-])", re.I)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
NO_COUNT = re.compile(
    rf"\b(?:1[5-9]|20)\d\d\b|\b\d{{1,2}} (?:{MONTHS})\b|\b(?:at|after|above|of) all\b|\b(?:no|another) one\b"
    r"|\bone (?:may|can|would|takes|has to|must|another|should|knows|asks|wants)\b|\bin two directions\b", re.I
)  # fmt: skip
BLOCK = re.compile(r"\A\s*(?:[-|>]|\*|#+|\d+\.|:)\s+|\A\|")
END = re.compile(r".+?(?:[.?!][)*\"”]*(?=\s)|\Z)", re.S)
ROLES = [
    (r"\{fact\}`[^`]*`", "#"),
    (r"\{[\w:]+\}`([^`<]*?)\s*(?:<[^`]*>)?`", r"\1"),
    (r"\[([^\]]*)\]\([^)]*\)|<[^>]*>|`([^`]*)`|\*", r"\1\2"),
]


def hidden(match: re.Match[str]) -> str:
    """The empty lines that keep the numbering where something is left out."""
    return "\n" * match[0].count("\n")


def plain(sentence: str) -> str:
    """A sentence as a reader sees it."""
    for role, shown in ROLES:
        sentence = re.sub(role, shown, sentence)
    return " ".join(sentence.split())


@cache
def sentences(page: Path) -> list[tuple[int, str]]:
    """Line and plain text of each sentence outside code and directives' own lines."""
    text = re.sub(
        r"\A---\n.*?\n---\n|^(`{3,}).*?^\1\s*$|^:::[^\n]*$", hidden, page.read_text("utf-8"), flags=re.S | re.M
    )
    found: list[tuple[int, str]] = []
    for line, block in blocks(text):
        for sentence in END.finditer(BLOCK.sub("", block)):
            first = line + block.count("\n", 0, block.index(sentence[0].strip()))
            found.append((first, plain(sentence[0])))
    return [(line, sentence) for line, sentence in found if sentence]


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs, entries of lists and rows of tables, with the line on which each begins."""
    held: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if held and (not line.strip() or BLOCK.match(line)):
            yield number - len(held), "\n".join(held)
            held = []
        if line.strip():
            held.append(line)


def counted(sentence: str) -> bool:
    """Whether a sentence has a word that a change of the data could make untrue."""
    return bool(COUNTS.search(NO_COUNT.sub("", sentence)))


@cache
def guards(page: Path) -> list[str]:
    """How the sentences begin that the messages of a page's assertions quote."""
    cells = [cell.source for cell in jupytext.read(page).cells if cell.cell_type == "code"]
    found: list[str] = []
    for node in (node for cell in cells for node in ast.walk(ast.parse(cell))):
        if isinstance(node, ast.Assert) and isinstance(node.msg, ast.Constant):
            found += [start.strip() for start in str(node.msg.value).split(ELLIPSIS)[:-1]]
    return found


@cache
def reviewed() -> dict[str, dict[str, list[str]]]:
    """Page → reason → how the sentences begin."""
    return yaml.safe_load(REVIEWED.read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_sentence_with_a_number_is_a_fact_or_guarded_or_was_looked_at(page: Path) -> None:
    known = tuple(guards(page) + [start for starts in reviewed().get(page.stem, {}).values() for start in starts])
    new = [f"{page.relative_to(ROOT)}:{line}: {sentence}" for line, sentence in sentences(page)
           if counted(sentence) and not sentence.startswith(known)]  # fmt: skip
    assert not new, (
        "Print the number as a {fact}, or let an assertion of the page quote how the sentence begins and an ellipsis:\n"
        + "\n".join(new)
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_is_quoted_or_listed_begins_a_sentence_and_one_alone(page: Path) -> None:
    listed = [start for starts in reviewed().get(page.stem, {}).values() for start in starts]
    for start in guards(page) + listed:
        meant = {sentence for _, sentence in sentences(page) if sentence.startswith(start)}
        assert len(meant) == 1, f"{page.relative_to(ROOT)}: {start!r} begins {len(meant)} sentences"
    assert all(counted(sentence) for _, sentence in sentences(page) if sentence.startswith(tuple(listed) or "\0"))
    assert len(listed) == len(set(listed))
    assert not set(listed) & set(guards(page))


def test_every_page_listed_is_there_and_every_reason_says_something() -> None:
    assert set(reviewed()) <= {page.stem for page in PAGES}
    assert all(len(reason.split()) > 1 and starts for page in reviewed().values() for reason, starts in page.items())


def test_a_new_number_is_noticed() -> None:
    assert counted("Of ten sentences none is spared.")
    assert counted("Most of them stand alone.")
    assert not counted("On 14 April 2021 they left.")
    assert plain("Of {fact}`x` {term}`threats <threat>`, *two*.") == "Of # threats, two."
