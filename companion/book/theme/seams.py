"""What the book leans on in other packages, checked before a page is read.

It overrides templates, blocks and styles of the theme, and parts of how MyST-NB and the bibliography work. Another
version may have none of these, and says nothing: an override that nobody asks for is never seen. So the build stops.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from jinja2 import nodes
from packaging.requirements import Requirement
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.jinja2glue import BuiltinTemplateLoader

TEMPLATES = Path(__file__).parent / "templates"
PACKAGES = ("sphinx", "sphinx-book-theme", "pydata-sphinx-theme", "myst-nb", "sphinxcontrib-bibtex")
"""Packages whose insides the book relies on; `pyproject.toml` bounds them to what was tried."""
REMEDY = "`make book` installs the versions that were tried."


def check_versions(wanted: Iterable[str], packages: Iterable[str] = PACKAGES) -> None:
    """Raise ExtensionError if one of the packages is not of a wanted version.

    ``wanted`` are requirements as ``pyproject.toml`` writes them, and as an installed package is described.
    """
    requirements = {requirement.name: requirement for requirement in map(Requirement, wanted)}
    for package in packages:
        specifier = requirements[package].specifier
        try:
            found = version(package)
        except PackageNotFoundError:
            found = "none"
        if found == "none" or not specifier.contains(found, prereleases=True):
            raise ExtensionError(f"{package} is {found}; the book was tried with {specifier}. {REMEDY}")


def check_templates(app: Sphinx) -> None:
    """Raise ExtensionError if a template or a block that the book overrides is none of the theme's."""
    loader = app.builder.templates if app.builder.format == "html" else None
    if not isinstance(loader, BuiltinTemplateLoader):
        return
    # The folders of the theme and of those it inherits from; ours stand before them.
    folders = [Path(folder) for folder in loader.pathchain if Path(folder).resolve() != TEMPLATES.resolve()]
    for template in sorted(TEMPLATES.glob("*.html")):
        theirs = [file for folder in folders for file in folder.rglob(template.name)]
        if not theirs:
            raise ExtensionError(f"the theme has no template {template.name}, which the book overrides. {REMEDY}")
        known = {block for file in theirs for block in _blocks(loader, file)}
        if unknown := [block for block in _blocks(loader, template) if block not in known]:
            raise ExtensionError(f"{template.name} of the theme has no block {', '.join(unknown)}. {REMEDY}")


def _blocks(loader: BuiltinTemplateLoader, file: Path) -> Iterator[str]:
    tree = loader.environment.parse(file.read_text(encoding="utf-8"))
    for block in tree.find_all(nodes.Block):
        yield block.name


def setup(app: Sphinx) -> None:
    """Check versions now, and templates when the theme is known."""
    check_versions(requires("companion") or ())
    app.connect("builder-inited", check_templates)
