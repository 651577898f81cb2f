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
from companion.figures.naming import name
from companion.files import CODEBOOK
from companion.html import escape


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
        coded = tables.codes(dossier).dropna(subset=["counted_as"])
        coded = coded.drop_duplicates(["variable", "value", "counted_as"])
        given = {pair: list(rows["id"]) for pair, rows in coded.groupby(["variable", "value"], observed=True)}
        return [self.variable(variable, given) for variable in dossier.codebook.variables]

    def variable(self, variable: Variable, given: Mapping[tuple[str, str], list[str]]) -> nodes.section:
        """Return the section of one variable; `given` maps variable and value to the sentences coded so."""
        section = self.section(f"codebook-{variable.key}", variable.label)
        section += nodes.paragraph("", "", nodes.emphasis("", variable.question))
        section += nodes.paragraph("", variable.definition)
        for value in variable.values:
            part = self.section(f"codebook-{variable.key}-{value.key}", value.label)
            part += described(value)
            counted = variable.key in {key for key, _ in given}
            part += self.more(value, given.get((variable.key, value.key), []) if counted else None)
            section += part
        return section

    def section(self, anchor: str, title: str) -> nodes.section:
        """Return an empty section that figures and cards can lead to by its anchor."""
        domain_of(self.env).note(anchor, "code", title, "in the codebook", self.env.docname)
        return nodes.section("", nodes.title("", title), ids=[anchor], names=[])

    def more(self, value: CodeValue, locators: list[str] | None) -> list[nodes.Node]:
        """Return the fold of a value: its rules, and the sentences it was given to, if any could be (None)."""
        if locators is None:
            return folded("Rules and an example", ruled(value))
        many = f"{len(locators)} of the text's sentences" if locators else "no sentence of this text"
        return folded(f"Given to {many}: rules and an example", self.sentences(locators), ruled(value))

    def sentences(self, locators: Iterable[str]) -> nodes.paragraph:
        """Return a line that leads to the sentences a value was given to."""
        line = nodes.paragraph("", "", classes=["codebook-used"])
        for position, locator in enumerate(locators):
            line += nodes.Text(" · " if position else "")
            line += self.link(locator)
        return line

    def link(self, locator: str) -> addnodes.pending_xref:
        """Return a link, by name, to the card of a sentence, resolved once every page is read."""
        words = name(domain_of(self.env).project.dossier, locator)
        return reference(locator, self.env.docname, [nodes.inline(words, words, classes=["said"])])


def described(value: CodeValue) -> nodes.paragraph:
    """Return what a value is, in a few words and in full."""
    return nodes.paragraph("", "", nodes.strong("", value.brief + " "), nodes.Text(value.definition))


def ruled(value: CodeValue) -> nodes.bullet_list:
    """Return when to use a value, when not, and an example."""
    rules = {"Use it when": value.use_when, "Not when": value.not_when, "For example": value.example}
    listed = nodes.bullet_list("")
    for head, text in rules.items():
        listed += nodes.list_item("", nodes.paragraph("", "", nodes.strong("", head + ": "), nodes.Text(text)))
    return listed


def folded(summary: str, *content: nodes.Node) -> list[nodes.Node]:
    """Return content behind a line that opens it."""
    head = f'<details class="codebook-more"><summary>{escape(summary)}</summary>'
    return [nodes.raw("", head, format="html"), *content, nodes.raw("", "</details>", format="html")]


def hard_cases(codebook: Codebook) -> nodes.container:
    """Return the rulings on hard cases: the case, and behind it the rule with an example."""
    listed = nodes.container("", classes=["hard-cases"])
    for ruling in codebook.hard_cases:
        example = nodes.paragraph("", "", nodes.emphasis("", "For example: "), nodes.Text(ruling.example))
        listed += folded(ruling.case, nodes.paragraph("", ruling.rule), example)
    return listed


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("codebook", CodebookDirective)
