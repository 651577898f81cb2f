"""The directive ``{codebook}``: every variable and value of the codebook, and the sentences each value was given to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from companion.book.domain import domain_of, reference
from companion.dossier import tables
from companion.dossier.codebook import Codebook, CodeValue, Variable
from companion.files import CODEBOOK


class CodebookDirective(SphinxDirective):
    """Write the codebook out as sections, each with an anchor: ``#codebook-plant``, ``#codebook-plant-clover``."""

    option_spec: ClassVar = {"part": lambda text: directives.choice(text, ("variables", "attributes", "hard-cases"))}

    def run(self) -> list[nodes.Node]:
        """Return the sections of one part: ``variables``, ``attributes`` or ``hard-cases``."""
        project = domain_of(self.env).project
        self.env.note_dependency(str(project.root / CODEBOOK))
        dossier = project.dossier
        if self.options.get("part") == "hard-cases":
            return [hard_cases(dossier.codebook)]
        if self.options.get("part") == "attributes":
            return [self.variable(variable, {}) for variable in dossier.codebook.attributes]
        counts = tables.count(tables.codes(dossier), by=["variable", "value"])
        given = {(row.variable, row.value): list(row.ids) for row in counts.itertuples()}
        return [self.variable(variable, given) for variable in dossier.codebook.variables]

    def variable(self, variable: Variable, given: Mapping[tuple[str, str], list[str]]) -> nodes.section:
        """Return the section of one variable; `given` maps variable and value to the sentences coded so."""
        section = self.section(f"codebook-{variable.key}", variable.label)
        section += nodes.paragraph("", "", nodes.emphasis("", variable.question))
        section += nodes.paragraph("", variable.definition)
        for value in variable.values:
            part = self.section(f"codebook-{variable.key}-{value.key}", value.label)
            part += described(value)
            if variable.key in {name for name, _ in given}:
                part += self.sentences(given.get((variable.key, value.key), []))
            section += part
        return section

    def section(self, anchor: str, title: str) -> nodes.section:
        """Return an empty section that figures and cards can lead to by its anchor."""
        domain_of(self.env).note(anchor, "code", title, "in the codebook", self.env.docname)
        return nodes.section("", nodes.title("", title), ids=[anchor], names=[])

    def sentences(self, locators: Iterable[str]) -> nodes.paragraph:
        """Return a line that leads to the sentences a value was given to."""
        locators = list(locators)
        if not locators:
            return nodes.paragraph("", "No sentence of this text has it.", classes=["codebook-used"])
        line = nodes.paragraph("", f"Given to {len(locators)} of the text's sentences: ", classes=["codebook-used"])
        for position, locator in enumerate(locators):
            line += nodes.Text(", " if position else "")
            line += self.link(locator)
        return line

    def link(self, locator: str) -> addnodes.pending_xref:
        """Return a link to the cards of a sentence, resolved once every page is read."""
        return reference(locator, self.env.docname)


def described(value: CodeValue) -> list[nodes.Node]:
    """Return definition, rules and example of a value."""
    rules = {"Use it when": value.use_when, "Not when": value.not_when, "For example": value.example}
    listed = nodes.bullet_list("")
    for name, text in rules.items():
        listed += nodes.list_item("", nodes.paragraph("", "", nodes.strong("", name + ": "), nodes.Text(text)))
    brief = nodes.strong("", value.brief + " ")
    return [nodes.paragraph("", "", brief, nodes.Text(value.definition)), listed]


def hard_cases(codebook: Codebook) -> nodes.definition_list:
    """Return the rulings on hard cases as a list of case, rule and example."""
    listed = nodes.definition_list("")
    for ruling in codebook.hard_cases:
        example = nodes.paragraph("", "", nodes.emphasis("", "For example: "), nodes.Text(ruling.example))
        listed += nodes.definition_list_item(
            "",
            nodes.term("", ruling.case),
            nodes.definition("", nodes.paragraph("", ruling.rule), example),
        )
    return listed


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("codebook", CodebookDirective)
