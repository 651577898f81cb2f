"""A project for another paper: the frame of its companion, which passes the check and builds, with all the work to do.

The text's first line is its title, every short line that stands alone a heading. Sections are called S1, S2 and so on;
what stands below a last heading such as *References* becomes the printed list. No sentence of the text is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from companion import files
from companion.dossier.papertext import collapse, digest, split_sentences
from companion.errors import CompanionError, Problem
from companion.references import formats, load
from companion.references.reading import references
from companion.textfile import read_text

SKELETON = Path(__file__).parent / "skeleton"
LISTS = {"references", "bibliography", "literature", "works cited", "sources", "notes"}
"""Headings below which the printed list stands."""


class Part(NamedTuple):
    """One section of the text."""

    key: str
    heading: str
    text: str

    @property
    def name(self) -> str:
        """What its chapter's file is called."""
        return re.sub(r"\W+", "_", self.heading.lower()).strip("_") or self.key.lower()


def new(folder: Path, text: Path) -> list[Path]:
    """Write the project into a folder that is empty or not there; return the files.

    Raises:
        CompanionError: the folder holds something, or the text has no heading.
    """
    if folder.exists() and any(folder.iterdir()):
        remedy = "Name a folder that is not there yet."
        raise CompanionError([Problem("folder-in-use", str(folder), "holds something already", remedy)])
    title, parts, end, printed = _read(text)
    written = {**dict(_data(title, parts, end)), **dict(_book(title, parts)), **_references(printed)}
    for name, content in written.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8", newline="\n")
    (folder / files.BIBLIOGRAPHY).write_text(formats.sealed(load(folder)), encoding="utf-8", newline="\n")
    return [folder / name for name in (*written, files.BIBLIOGRAPHY)]


def _read(path: Path) -> tuple[str, list[Part], str, str]:
    """Return title, sections, the heading that ends the last of them (or none), and the text below it."""
    problems: list[Problem] = []
    text = read_text(path, problems, "Give a text file in UTF-8.", str(path))
    lines = [collapse(line) for line in (text or "").splitlines()]
    first = next((number for number, line in enumerate(lines) if line), 0)
    places = [number for number in range(first + 1, len(lines)) if _is_heading(lines, number)]
    if not places and not problems:
        remedy = "Put each section's heading on a line of its own, with an empty line before and after it."
        problems.append(Problem("copy-heading", str(path), "has no heading", remedy))
    if problems:
        raise CompanionError(problems)
    bounds = [*places, len(lines)]
    found = [(lines[start], lines[start + 1 : end]) for start, end in pairwise(bounds)]
    end, printed = found.pop() if len(found) > 1 and found[-1][0].lower() in LISTS else ("", [])
    parts = [Part(f"S{n}", heading, collapse(" ".join(body))) for n, (heading, body) in enumerate(found, start=1)]
    return lines[first], [part for part in parts if part.text], end, "\n".join(printed)


def _is_heading(lines: list[str], number: int) -> bool:
    alone = not lines[number - 1] and (number + 1 == len(lines) or not lines[number + 1])
    return bool(lines[number]) and alone and len(lines[number].split()) <= 8 and lines[number][-1] not in ".?!;,"


def _data(title: str, parts: list[Part], end: str) -> Iterator[tuple[str, str]]:
    """Yield the files of the dossier: every sentence has its statement, none of them is restated yet."""
    sections = [
        {"key": part.key, "title": part.heading, "heading": part.heading, "sentences": len(split_sentences(part.text)),
         "page": f"notebooks/{n:02}_{part.name}", "file": f"{part.name}.yml", "sha256": digest(part.text)}
        for n, part in enumerate(parts, start=1)
    ]  # fmt: skip
    paper: dict[str, Any] = {"title": title, "url": "https://example.org/", "sections": sections}
    paper |= {"main_findings": [f"{parts[-1].key}-1a"]} | ({"end_heading": end} if end else {})
    yield files.PAPER, _yaml("What is known of the paper, and no more; `url` is its own page.", paper)
    yield files.CODEBOOK, (SKELETON / "codebook.yml").read_text("utf-8")
    for part, section in zip(parts, sections, strict=True):
        content = _section(part, finding=part is parts[-1])
        yield f"{files.ARGUMENTS}/{section['file']}", _yaml("Restate each sentence in own words.", content)


def _section(part: Part, finding: bool) -> dict[str, Any]:
    main: dict[str, Any] = {"name": "To be named", "annotation": "To be annotated."}
    main |= {"role": "finding", "settled": ["finding-without-inference"]} if finding else {}
    statements = [
        {"id": f"{part.key}-{number}a", "proposition": f"Sentence {number} is not restated yet.", "voice": "author",
         "explicitness": "explicit", "role": "claim", "claim_type": "unsorted", "qualifier": "unstated",
         # The first stands on the main line, and so is related to its section.
         **(main if number == 1 else {"settled": ["orphan-statement"]})}
        for number in range(1, len(split_sentences(part.text)) + 1)
    ]  # fmt: skip
    frame = {"question": "Which question does this section answer?", "answer": "Not said yet."}
    return {"codebook": "1.0", "section": part.key, **frame, "main_line": [f"{part.key}-1a"], "statements": statements}


def _book(title: str, parts: list[Part]) -> Iterator[tuple[str, str]]:
    """Yield the configuration and the pages: a chapter for each section, and one of references."""
    pages = [f"notebooks/{n:02}_{part.name}" for n, part in enumerate(parts, start=1)]
    last = f"notebooks/{len(parts) + 1:02}_references"
    chapter = (SKELETON / "notebooks" / "section.md").read_text("utf-8")
    for part, page in zip(parts, pages, strict=True):
        yield (
            f"{page}.md",
            chapter.replace("TITLE", part.heading).replace("KEY", part.key).replace("NAME", part.key.lower()),
        )
    yield f"{last}.md", (SKELETON / "notebooks" / "references.md").read_text("utf-8")
    for name in ("_config.yml", "book/intro.md", "book/codebook.md", "book/data.md"):
        yield name, (SKELETON / name).read_text("utf-8").replace("TITLE", title.replace('"', "'"))
    listed = "".join(f"- file: {page}\n" for page in (*pages, last, "book/codebook", "book/data"))
    yield "_toc.yml", f"format: jb-book\nroot: book/intro\nchapters:\n{listed}"
    yield "requirements.txt", "companion\n"


def _references(printed: str) -> dict[str, str]:
    lines = [line.text for line in references(printed)]
    lines = lines or ["Nobody, N. (2000). To be replaced by the first reference. Nowhere."]
    keys = {"keys": [f"reference{number}" for number in range(1, len(lines) + 1)]}
    return {
        files.PRINTED: "".join(f"{line}\n" for line in lines),
        files.KEYS: _yaml("Citation keys in printed order; write better ones now, since a key stays.", keys),
        files.REPAIRS: "# What is mended by hand, each with its ground.\nrepairs: []\nlinks: []\n",
    }


def _yaml(comment: str, value: dict[str, Any]) -> str:
    return f"# {comment}\n{yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=120)}"
