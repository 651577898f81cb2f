"""The chapters of the sections: words explained where they are first used, and no sentence that leads to nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from places import ROOT

CHAPTERS = sorted((ROOT / "notebooks").glob("0[1-6]_*.md"))
PARTS = ("actors and places", "terms", "theories beside the paper's", "names in the public figures")
"""Parts of the glossary whose words a reader meets in a chapter and may not know."""
LINKED = re.compile(r"\{(?:st|doc|numref|fact|ref|cite:\w)\}`[^`]*`|^#.*$|\]\([^)]*\)", re.M)


def prose(path: Path) -> str:
    """A chapter without its cells, headings and links, but with its links to the glossary."""
    text = path.read_text(encoding="utf-8").split("---", 2)[2]
    return re.sub(r"\s+", " ", LINKED.sub("", re.sub(r"```\{code-cell\}.*?```", "", text, flags=re.S)))


def terms() -> list[str]:
    """The words of those parts of the glossary."""
    parts = (ROOT / "book" / "glossary.md").read_text(encoding="utf-8").split("\n## ")
    chosen = [part for part in parts if part.partition("\n")[0].endswith(PARTS)]
    assert len(chosen) == len(PARTS)
    lists = "\n".join(re.findall(r"```\{glossary\}\n(.*?)```", "\n".join(chosen), flags=re.S))
    return re.findall(r"^(\S.*)$", lists, flags=re.M)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_word_of_the_glossary_is_linked_where_it_is_first_used(path: Path) -> None:
    text, unlinked = prose(path), []
    for term in terms():
        use = re.search(rf"(?<![\w-]){re.escape(term)}s?(?![\w-])", text, re.I if term.islower() else 0)
        if use and not re.search(r"\{term\}`([^`]*<)?$", text[: use.start()]):
            unlinked.append(text[max(0, use.start() - 40) : use.end()])
    assert not unlinked


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_what_a_sentence_announces_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.findall(r"^(.*[^:]:)\n+(?:```\{code-cell\}[^\n]*\n:tags: \[[^\n]*hide-output|#|\Z)", text, flags=re.M)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_reader_can_decide_otherwise_and_work_on(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    after = [text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0] for heading in
             ("Try it here", "Exercises", "Read next")]  # fmt: skip
    assert "Choice(" in after[0]
    assert after[1].count(":::{exercise}") == after[1].count(":::{solution}") == 2
    assert re.findall(r"^- (.*)$", after[2], flags=re.M)
    assert all(re.match(r"\{cite:t\}`\w+`[:,] [\w{]", line) for line in re.findall(r"^- (.*)$", after[2], flags=re.M))


@pytest.mark.book
@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_what_a_notebook_folds_can_be_opened(path: Path, book, visit) -> None:
    page = visit(book / "notebooks" / f"{path.stem}.html").page
    folds = page.locator("details.more")
    assert folds.count() >= 2
    for fold in folds.all():
        assert fold.locator("summary").first.is_visible()
        assert not fold.locator("ul, table").first.is_visible()
        fold.locator("summary").first.click()
        assert fold.locator("ul, table").first.is_visible()
