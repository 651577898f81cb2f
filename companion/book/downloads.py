"""The files a reader can take away, written into the built book, and the directive ``{downloads}`` that lists them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from companion.book.citations import details
from companion.book.domain import domain_of
from companion.book.nodes import markup
from companion.dossier import export
from companion.files import CODINGS, EVIDENCE
from companion.html import escape
from companion.project import Project
from companion.references import formats

FOLDER = "downloads"
PACKAGE = "datapackage.json"


def downloads(project: Project) -> dict[str, str]:
    """Return every download: path below ``downloads/`` → text."""
    return {
        **export.render(project.dossier),
        **_below(project.root / EVIDENCE),
        **_below(project.root / CODINGS),
        **formats.downloads(project.bibliography),
        **_sources(project.root),
        **{path: text for entry in project.bibliography for path, text in details.files(entry).items()},
    }


def _sources(root: Path) -> dict[str, str]:
    """Return the book's own sources and the record of where they were seen, so far as there are such files."""
    files = (root / "book" / name for name in ("sources.bib", "sources-read.csv"))
    return {file.name: file.read_text(encoding="utf-8") for file in files if file.exists()}


def _below(folder: Path) -> dict[str, str]:
    """Return the files of a folder, which may be absent: its name and theirs → text."""
    files = sorted(folder.iterdir()) if folder.exists() else []
    return {f"{folder.name}/{file.name}": file.read_text(encoding="utf-8") for file in files}


class DownloadsDirective(SphinxDirective):
    """List every table with its columns and its address, as the data packages describe them."""

    def run(self) -> list[nodes.Node]:
        """Return one section for each data package."""
        self.files = downloads(domain_of(self.env).project)
        return [self.package(path) for path in sorted(self.files) if Path(path).name == PACKAGE]

    def package(self, path: str) -> nodes.section:
        """Return the section of the data package at `path`."""
        described = json.loads(self.files[path])
        part = section(described["name"], described["title"])
        about = nodes.Text(described["description"] + " Described for programs: ")
        part += nodes.paragraph("", "", about, self.link(path), nodes.Text("."))
        for resource in described["resources"]:
            part += self.table(path.removesuffix(PACKAGE), resource)
        return part

    def table(self, folder: str, resource: dict[str, Any]) -> nodes.section:
        """Return the part on one table: its address, its number of rows, and its columns folded."""
        path = folder + resource["path"]
        rows = len(list(csv.reader(io.StringIO(self.files[path])))) - 1
        part = section(resource["name"], resource["title"])
        part += nodes.paragraph("", "", self.link(path), nodes.Text(f" ({rows} rows)"))
        part += columns(resource["schema"]["fields"])
        return part

    def link(self, path: str) -> nodes.reference:
        """Return a link to one download, relative to the page that shows it."""
        up = "../" * self.env.docname.count("/")
        return nodes.reference("", "", nodes.literal("", path), internal=True, refuri=f"{up}{FOLDER}/{path}")


def section(name: str, title: str) -> nodes.section:
    """Return an empty section with the anchor ``#data-name``."""
    return nodes.section("", nodes.title("", title), ids=[f"data-{name}"], names=[])


def columns(fields: list[dict[str, Any]]) -> markup:
    """Return the names and meanings of a table's columns, folded."""
    listed = "".join(
        f"<dt><code>{escape(field['name'])}</code></dt><dd>{escape(field.get('description', ''))}</dd>"
        for field in fields
    )
    html = f"<details><summary>{len(fields)} columns</summary><dl>{listed}</dl></details>"
    return markup("", html, format="html")


def write(app: Sphinx, exception: Exception | None) -> None:
    """Put the downloads beside the pages of a finished HTML book."""
    if exception is not None or app.builder.format != "html":
        return
    for path, text in downloads(domain_of(app.env).project).items():
        file = Path(app.outdir) / FOLDER / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")


def setup(app: Sphinx) -> None:
    """Register the directive and the writing of the files."""
    app.add_directive("downloads", DownloadsDirective)
    app.connect("build-finished", write)
