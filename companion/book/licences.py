"""What others have made and every book brings along: the directive ``{bundled}`` lists it, with whose it is.

The texts of the licences go into the book as one file, since most of them ask to be passed on with what they are for.
A list of the project's own, its data and sources, is for the project's pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import distribution, version
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from companion.display import live

TEXTS = "_static/licences.txt"
STATIC = Path(__file__).parent / "theme" / "static"
SHEET = "book-all.css"


@dataclass(frozen=True)
class Part:
    """Something that others have made and the book brings along."""

    name: str
    address: str
    holder: str
    licence: str
    files: tuple[str, ...]
    """Below ``_static``, or with ``/`` in front below the book; patterns as of ``Path.match``."""
    package: str = ""
    """Python package that brings it, and its licence where no file is named."""
    text: Path | None = None
    """The licence, where no package has it."""

    @property
    def version(self) -> str:
        """Version of what is bundled, where it is that of a package."""
        return version(self.package) if self.package else ""

    def licence_text(self) -> str:
        """Return the licence as it was given."""
        if self.text:
            return self.text.read_text(encoding="utf-8").strip()
        found = [
            file
            for file in distribution(self.package).files or ()
            if ".dist-info" in str(file) and re.match("licen[cs]e", file.name, re.I)
        ]
        return "\n\n".join(file.read_text(encoding="utf-8").strip() for file in sorted(found))


FONTS = STATIC / "fonts"
PARTS = (
    Part("Sphinx", "https://www.sphinx-doc.org/", "the Sphinx team", "BSD-2-Clause",
         ("doctools.js", "documentation_options.js", "sphinx_highlight.js", "/searchindex.js", SHEET), "sphinx"),
    Part("PyData Sphinx Theme", "https://pydata-sphinx-theme.readthedocs.io/", "pandas", "BSD-3-Clause",
         ("scripts/pydata-sphinx-theme.js", SHEET), "pydata-sphinx-theme"),
    Part("Sphinx Book Theme", "https://sphinx-book-theme.readthedocs.io/", "Chris Holdgraf", "BSD-3-Clause",
         ("scripts/sphinx-book-theme.js", SHEET), "sphinx-book-theme"),
    Part("Bootstrap", "https://getbootstrap.com/", "the Bootstrap authors", "MIT", (SHEET,),
         text=STATIC / "bootstrap-licence.txt"),
    Part("MyST-NB", "https://myst-nb.readthedocs.io/", "the Executable Book Project", "BSD-3-Clause", (SHEET,),
         "myst-nb"),
    Part("Pygments", "https://pygments.org/", "the respective authors", "BSD-2-Clause", (SHEET,), "pygments"),
    Part("Vega, Vega-Lite, Vega-Embed, D3 and what they use", "https://vega.github.io/",
         "University of Washington Interactive Data Lab, Mike Bostock and others",
         "BSD-3-Clause, ISC, MIT, 0BSD, Unlicense", ("vega.js",), text=live.LICENCES),
    Part("Source Serif and Source Sans, cut down and renamed", "https://adobe-fonts.github.io/source-serif/", "Adobe",
         "OFL-1.1", ("fonts/reading.woff2", "fonts/reading-italic.woff2", "fonts/labels.woff2", "fonts/russian.woff2",
                     "fonts/OFL-source.txt"), text=FONTS / "OFL-source.txt"),
    Part("Vazirmatn, cut down", "https://github.com/rastikerdar/vazirmatn", "the Vazirmatn project's authors",
         "OFL-1.1", ("fonts/persian.woff2", "fonts/OFL-vazirmatn.txt"), text=FONTS / "OFL-vazirmatn.txt"),
)  # fmt: skip
OWN = ("addresses.js", "book.js", "cite.js", "favicon.svg", "filter.js", "go.js", "licences.txt", "live.js", "maps.js",
       "own-check.js", "own.js", "preview.js", "previews.js", "references.js", "search.js", "share.png", "whatif.js",
       SHEET)  # fmt: skip
"""Files below ``_static`` that are the project's, or for the larger part."""


class BundledDirective(SphinxDirective):
    """List what others have made, with its licence and the files that it is in, and lead to the licences' texts."""

    def run(self) -> list[nodes.Node]:
        """Return the table and the line below it."""
        rows = [(named(part), part.licence, part.holder, code(part.files)) for part in PARTS]
        up = "../" * self.env.docname.count("/")
        texts = nodes.reference("", "One file", internal=True, refuri=f"{up}{TEXTS}")
        below = nodes.paragraph("", "", texts, nodes.Text(" holds the text of each licence."))
        return [table(("Part", "Licence", "Rights", "Files"), rows), below]


def named(part: Part) -> list[nodes.Node]:
    """Return a part's name, which leads to its page, and its version."""
    link = nodes.reference("", part.name, refuri=part.address, internal=False)
    return [link, nodes.Text(f" {part.version}" if part.version else "")]


def code(names: tuple[str, ...]) -> list[nodes.Node]:
    """Return names of files, parted by commas."""
    shown: list[nodes.Node] = []
    for name in names:
        shown += [nodes.Text(", ") if shown else nodes.Text(""), nodes.literal("", name.rpartition("/")[2])]
    return shown


def table(heads: tuple[str, ...], rows: Sequence[tuple[str | list[nodes.Node], ...]]) -> nodes.table:
    """Return a table of words and nodes."""
    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in heads), cols=len(heads))
    group += nodes.thead("", row(heads))
    group += nodes.tbody("", *(row(each) for each in rows))
    return nodes.table("", group)


def row(cells: tuple[str | list[nodes.Node], ...]) -> nodes.row:
    """Return a row of a table."""
    shown = ([nodes.Text(cell)] if isinstance(cell, str) else cell for cell in cells)
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *each)) for each in shown))


def texts() -> str:
    """Return the licences of all parts, one after the other."""
    line = "=" * 100
    return "".join(
        f"{line}\n{part.name} {part.version}".rstrip() + f"\n{part.address}\n{line}\n\n{part.licence_text()}\n\n"
        for part in PARTS
    )


def write(app: Sphinx, exception: Exception | None) -> None:
    """Put the licences' texts into a finished HTML book."""
    if exception is None and app.builder.format == "html":
        (Path(app.outdir) / TEXTS).write_text(texts(), encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> None:
    """Register the directive and the writing of the texts."""
    app.add_directive("bundled", BundledDirective)
    app.connect("build-finished", write)
