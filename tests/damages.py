"""What a person can do to a file by mistake: a table of damages, a few words each.

A case is a file, a damage and what the message has to say. `test_bad_input.py` runs them all.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

Damage = Callable[[Path], object]


@dataclass(frozen=True)
class Case:
    """One mistake."""

    file: str
    what: str
    damage: Damage
    told: str = ""
    """Words that the message must have; that it names the file is asked of every one."""

    @property
    def id(self) -> str:
        """Name of the case in the tests' report."""
        return f"{self.file} {self.what}"


# --- kinds of damage -------------------------------------------------------------------------------------------------


def holding(content: str | bytes) -> Damage:
    """Replace all that a file holds."""
    return lambda file: file.write_bytes(content.encode() if isinstance(content, str) else content)


def ending(content: str | bytes) -> Damage:
    """Add something at a file's end."""
    return lambda file: file.write_bytes(
        file.read_bytes() + (content.encode() if isinstance(content, str) else content)
    )


def beginning(content: str) -> Damage:
    """Add something at a file's beginning."""
    return lambda file: file.write_text(content + file.read_text("utf-8"), "utf-8")


def swapping(old: str, new: str) -> Damage:
    """Replace the first place that a pattern matches; a pattern that matches nowhere is a fault of the table."""

    def damage(file: Path) -> None:
        text = file.read_text("utf-8")
        changed, times = re.subn(old, lambda _: new, text, count=1, flags=re.M)
        assert times, f"{file.name} has no {old!r}"
        file.write_text(changed, "utf-8")

    return damage


def valued(new: str) -> Damage:
    """Replace the first plain value of a YAML file."""

    def damage(file: Path) -> None:
        text = file.read_text("utf-8")
        found = list(re.finditer(r"^\s*-? ?[a-z_]+: (?![>|&\[{])(\S.*)$", text, re.M))
        value = found[0]
        file.write_text(text[: value.start(1)] + new + text[value.end(1) :], "utf-8")

    return damage


def pipe(file: Path) -> None:
    """Put a pipe in a file's place, which nobody writes to."""
    file.unlink()
    os.mkfifo(file)


def folder(file: Path) -> None:
    """Put a folder in a file's place."""
    file.unlink()
    file.mkdir()


def link(file: Path) -> None:
    """Put a link in a file's place that leads nowhere."""
    file.unlink()
    file.symlink_to("/nowhere/at/all")


def ring(file: Path) -> None:
    """Put a link in a file's place that leads to itself."""
    file.unlink()
    file.symlink_to(file)


def recoded(encoding: str) -> Damage:
    """Save a file in another encoding."""
    return lambda file: file.write_bytes((file.read_text("utf-8") + "é").encode(encoding, errors="replace"))


def eastern(file: Path) -> None:
    """Write the digits of a table's rows as Persian has them."""
    header, _, rows = file.read_text("utf-8").partition("\n")
    file.write_text(header + "\n" + rows.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")), "utf-8")


def twice(file: Path) -> None:
    """Repeat a table's last row, or all of a text."""
    lines = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([*lines, lines[-1]]) + "\n", "utf-8")


def doubled(file: Path) -> None:
    """Write everything twice."""
    file.write_text(file.read_text("utf-8") * 2, "utf-8")


# Nine names, each nine times the one before it: 387 million values from a few lines.
LAUGHS = "aa: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
FILES: dict[str, tuple[Damage, str]] = {
    "missing": (Path.unlink, "missing"),
    "empty": (holding(""), ""),
    "a folder": (folder, "folder"),
    "a pipe": (pipe, "no ordinary file"),
    "a link to nowhere": (link, "missing"),
    "a link to itself": (ring, ""),
    "in Latin-1": (recoded("latin-1"), "UTF-8"),
    "in UTF-16": (recoded("utf-16"), "UTF-8"),
    "with a NUL": (ending(b"\n# a\x00b\n"), "U+0000"),
    "with text turned round": (ending("\n# a\u202eb\n"), "U+202E"),
    "with a zero-width space": (ending("\n# a\u200bb\n"), "U+200B"),
}
"""What can happen to any text file."""
YAML: dict[str, tuple[Damage, str]] = {
    "a list": (holding("- 1\n- 2\n"), ""),
    "a word": (holding("hello\n"), ""),
    "brackets without end": (holding("a: " + "[" * 5000 + "\n"), ""),
    "nested for ever": (holding("".join(" " * i + "a:\n" for i in range(2000))), "nested too deeply"),
    "an alias to itself": (ending("\nzz: &z [*z]\n"), "zz"),
    "aliases that multiply": (ending("\n" + LAUGHS), "aliases"),
    "a tag that runs code": (ending("\nzz: !!python/object/apply:os.system ['true']\n"), "zz"),
    "a quotation left open": (ending('\nzz: "open\n'), ""),
    "a tab": (ending("\n\tzz: 1\n"), ""),
    "two documents": (ending("\n---\na: 1\n"), ""),
    "a field that none has": (ending("\nzzz: 1\n"), "zzz"),
    "an alias to nothing": (ending("\nzz: *nowhere\n"), "nowhere"),
    "a list for a value": (valued("[a, [b]]"), ""),
    "fields for a value": (valued("{a: b}"), ""),
    "a number without end": (valued("9" * 5000), ""),
    "a character spelled out that nobody sees": (valued('"a\\u202eb"'), "U+202E"),
    "half a character": (valued('"\\ud800"'), ""),
}
"""What can happen to any YAML file."""
ODD_YAML: dict[str, tuple[Damage, str]] = {
    "a date that is none": (valued("2021-13-40"), ""),
    "bytes": (valued("!!binary abc="), ""),
    "not a number": (valued(".nan"), ""),
    "true": (valued("true"), ""),
    "nothing": (valued("null"), ""),
    "a merge of a number": (ending("\n<<: 1\n"), ""),
    "a set": (ending("\nzz: !!set {a, b}\n"), "zz"),
    "a number": (holding("12\n"), ""),
}
CSV: dict[str, tuple[Damage, str]] = {
    "without rows": (lambda file: file.write_text(file.read_text("utf-8").splitlines()[0] + "\n", "utf-8"), "no row"),
    "with a quotation left open": (ending('"open\n'), ""),
    "with a long row": (ending("a," * 200 + "\n"), "cells"),
    "with a short row": (ending("a\n"), "cells"),
    "with a cell without end": (ending("x" * 200_000 + "\n"), "field larger"),
    "with semicolons": (lambda file: file.write_text(file.read_text("utf-8").replace(",", ";"), "utf-8"), "columns"),
    "with its header twice": (
        lambda f: f.write_text(f.read_text("utf-8").splitlines()[0] + "\n" + f.read_text("utf-8"), "utf-8"),
        "",
    ),
    "with a row twice": (twice, ""),
    "with Persian digits": (eastern, "number"),
    "with a number without end": (swapping(r"(?<=,)\d+(?=,)", "9" * 30), ""),
    "with a script for an address": (swapping(r"https://", "javascript:alert(1)//"), "javascript"),
    "with a page inside an address": (swapping(r"https://", "data:text/html;x"), "data:"),
    "with an address that names no host": (swapping(r"https://[^/,;\s]+", "https://nowhere"), "host"),
}
BIB: dict[str, tuple[Damage, str]] = {
    "a brace left open": (ending("@book{x, title={a"), ""),
    "every entry twice": (doubled, "twice"),
    "a kind that none has": (ending("@zzz{k1, title={a}}\n"), "zzz"),
    "an entry without title": (ending("@book{k2, year={2000}}\n"), "title"),
    "a script for an address": (ending("@book{k3, title={a}, url={javascript:alert(1)}}\n"), "javascript"),
    "a brace too many": (ending("@book{k4, title={a}}}, author={b}}\n"), ""),
    "a month that none has": (ending("@book{k5, title={a}, month=foo}\n"), "foo"),
    "a year that is none": (ending("@book{k6, title={a}, year={99999999999}}\n"), "year"),
    "a string left open": (ending("@string{a = 1\n"), ""),
    "a field twice": (ending("@book{k7, title={a}, title={b}}\n"), "title"),
    "no entry": (holding("only words\n"), "no entry"),
}  # fmt: skip
JSON: dict[str, tuple[Damage, str]] = {
    "a list": (holding("[1]"), ""),
    "brackets without end": (holding("[" * 100_000), ""),
    "no resources": (holding('{"resources": null}'), "resources"),
    "numbers for resources": (holding('{"resources": [1]}'), "resources"),
    "a resource without fields": (holding('{"resources": [{}]}'), "path"),
    "a path that is a list": (holding('{"resources": [{"name": 1, "path": []}]}'), "path"),
    "a number without end": (holding('{"resources": ' + "9" * 5000 + "}"), ""),
    "a comma too many": (swapping(r"\}\s*\]\s*\}\s*$", "},]}"), "JSON"),
}

# --- files and what can happen to each -------------------------------------------------------------------------------

WHOLE = ("data/paper.yml", "data/codebook.yml", "data/arguments/results.yml", "data/references/repairs.yml",
         "data/references/keys.yml")  # fmt: skip
"""YAML files to which everything happens; to the others, what depends on their shape."""
OTHERS = ("data/answers.yml", "data/arguments/across.yml", "data/citable.yml", "data/codings/codings.yml",
          "data/design.yml", "data/rivals.yml", "data/schemes.yml", "data/whatif.yml", "data/wording.yml")  # fmt: skip
OPTIONAL = ("missing",)
"""What is no fault of a file that a project can do without."""


def of(file: str, damages: dict[str, tuple[Damage, str]], without: tuple[str, ...] = ()) -> Iterator[Case]:
    """Return a file's cases."""
    return (Case(file, what, *damage) for what, damage in damages.items() if what not in without)


def of_data() -> Iterator[Case]:
    """Return what can happen to the files below ``data/`` and to the bibliographies."""
    for file in WHOLE:
        yield from of(file, FILES)
        # The keys are a list, and have hardly a plain value.
        shape = [what for what, (damage, _) in YAML.items() if damage.__qualname__.startswith("valued")]
        yield from of(file, YAML, tuple(shape) if file.endswith("keys.yml") else ())
    for file in OTHERS:
        yield from of(file, {what: FILES[what] for what in ("empty", "a pipe", "in Latin-1", "a link to nowhere")})
        yield from of(file, {what: YAML[what] for what in ("a list", "a field that none has", "a number without end")})
    yield from of("data/arguments/abstract.yml", ODD_YAML)
    for file in ("data/evidence/borders.csv", "data/evidence/record.csv"):
        yield from of(file, FILES)
    yield from of("data/evidence/conflict_deaths.csv", CSV)
    yield from of("data/codings/second.csv", FILES)
    yield from of("data/codings/second.csv", {what: CSV[what] for what in (
        "with a quotation left open", "with a long row", "with a short row", "with a cell without end",
        "with semicolons", "with its header twice", "with a row twice")})  # fmt: skip
    yield from of("data/evidence/datapackage.json", FILES)
    yield from of("data/evidence/datapackage.json", JSON)
    for file in ("references.bib", "book/sources.bib"):
        yield from of(file, FILES, OPTIONAL if file == "book/sources.bib" else ())
        yield from of(file, BIB)
    yield from of("data/references/printed.txt", FILES)
    for file, damages in SLIPS.items():
        yield from of(file, damages)


SLIPS: dict[str, dict[str, tuple[Damage, str]]] = {
    "data/paper.yml": {
        "a script for an address": (swapping(r"^url: .*$", "url: javascript:alert(1)"), "javascript"),
        "an address with a space": (swapping(r"^url: .*$", "url: https://a.org/b c"), "' '"),
        "a thousand million sentences": (swapping(r"sentences: \d+", "sentences: 1000000000"), ""),
    },
    "data/codebook.yml": {
        "a colour that is a style": (swapping(r'colour: "#\w+"', 'colour: "red;}"'), "colour"),
        "a colour that is markup": (swapping(r'colour: "#\w+"', 'colour: "<b>"'), "colour"),
        "a colour by its name": (swapping(r'colour: "#\w+"', "colour: red"), "colour"),
    },
    "data/references/repairs.yml": {
        "a script for a source": (swapping(r"source: https://", "source: javascript:"), ""),
        "a script for an address": (swapping(r'after: "https://', 'after: "javascript:'), "javascript"),
        "a page for a source": (swapping(r"source: https://\S+", "source: data:text/html,x"), ""),
        "a bare host": (swapping(r"source: https://\S+", "source: https://a.org/"), "bare host"),
        "no such reference": (swapping(r"number: \d+", "number: 999"), "999"),
        "no such field": (swapping(r"field: \w+", "field: colour"), "colour"),
        "a tie without reason": (swapping(r"^(    )reason: .*$(?=\n    source)", ""), ""),
    },
    "data/references/keys.yml": {
        "a key twice": (swapping(r"- allison2021", "- allison2004"), "allison2004"),
    },
    "book/sources.bib": {
        "a key of the paper's list": (ending("@book{allison2004, title={a}}\n"), "allison2004"),
    },
    "data/arguments/results.yml": {
        "an answer that is none": (swapping(r"^(    )answer: \w+$", "    answer: maybe"), "maybe"),
        "an unknown statement": (swapping(r"premises: \[[^\]]*\]", "premises: [RES-99z]"), "RES-99z"),
    },
    "data/evidence/record.csv": {
        "a confidence that is none": (swapping(r",high,", ",certain,"), "certain"),
        "a date that is none": (swapping(r"\d{4}-\d{2}-\d{2}", "2021-13-40"), ""),
    },
}
"""What a schema cannot say of one file's fields."""
TOC: dict[str, tuple[Damage, str]] = {
    "a page that is not there": (swapping(r"notebooks/05_results", "notebooks/05_nowhere"), "05_nowhere"),
    "a page twice": (swapping(r"notebooks/05_results", "notebooks/06_conclusions"), "06_conclusions"),
    "without its first page": (swapping(r"^root: .*$", ""), "root"),
    "with a first page that is not there": (swapping(r"^root: .*$", "root: book/nowhere"), "nowhere"),
    "a format that none has": (swapping(r"^format: .*$", "format: jb-zine"), "jb-zine"),
    "a field that none has": (swapping(r"chapters:", "chaptres:"), ""),
    "a list": (holding("- file: book/intro\n"), ""),
    "a word": (holding("hello\n"), ""),
    "a number for a page": (swapping(r"- file: notebooks/05_results", "- file: 5"), ""),
    "chapters that are no list": (holding("format: jb-book\nroot: book/intro\nchapters: book/using\n"), ""),
    "a quotation left open": (ending('zz: "open\n'), ""),
    "a tab": (ending("\n\tzz: 1\n"), ""),
    "a page outside": (swapping(r"notebooks/05_results", "../outside"), "outside"),
    "aliases that multiply": (ending("\n" + LAUGHS), ""),
}
CONFIG: dict[str, tuple[Damage, str]] = {
    "a title that is a list": (swapping(r"^title: .*$", "title: [a]"), "title"),
    "a setting that none has": (ending("\nlaunch_botons: {}\n"), "launch_botons"),
    "words for settings": (swapping(r"^html:$", "html: yes\nhtml2:"), "html"),
    "a word for true": (swapping(r"use_issues_button: false", "use_issues_button: maybe"), ""),
    "extensions without the book's own": (swapping(r", companion\.book\]", "]"), "companion.book"),
    "extensions that are a word": (swapping(r"extensions: \[myst_nb[^\]]*\]", "extensions: myst_nb"), "companion.book"),
    "a list": (holding("- 1\n"), ""),
    "a word": (holding("hello\n"), ""),
    "a quotation left open": (ending('zz: "open\n'), ""),
    "two documents": (ending("\n---\na: 1\n"), ""),
    "a setting twice": (ending("\ntitle: again\n"), "title"),
    "brackets without end": (holding("a: " + "[" * 5000 + "\n"), ""),
}
PAGE: dict[str, tuple[Damage, str]] = {
    "a cell left open": (ending("\n```{code-cell} python\n1 + 1\n"), "nothing closes"),
    "a box left open": (ending("\n:::{note}\nWords.\n"), "nothing closes"),
    "a cell left open inside a box": (ending("\n::::{note}\n```{code-block} python\n1 + 1\n::::\n"), "nothing closes"),
    "a heading called like a card": (ending("\n## RES-4a\n\nWords.\n"), "card"),
    "a heading twice": (ending("\n## Read next\n\n## Read next\n"), "same heading"),
    "a rule that makes a heading": (ending("\nA line of words\n---\n"), "makes it a heading"),
    "without its beginning": (swapping(r"^jupytext:$", "jupitext:"), "never runs"),
    "a beginning that is no YAML": (swapping(r"^jupytext:$", "jupytext: ]"), ""),
    "without a title": (swapping(r"^# .*$", ""), "title"),
}


def of_pages() -> Iterator[Case]:
    """Return what can happen to contents, settings and pages."""
    for file, damages in (("_toc.yml", TOC), ("_config.yml", CONFIG)):
        yield from of(file, FILES)
        yield from of(file, damages)
    # A page that is missing is told of the contents, which have a case for it.
    yield from of("notebooks/05_results.md", FILES, ("missing", "with a zero-width space", "in Latin-1"))
    yield from of("notebooks/05_results.md", PAGE)
    yield Case("book/using.md", "a cell where none runs", ending("\n```{code-cell} python\n1\n```\n"), "never runs")
