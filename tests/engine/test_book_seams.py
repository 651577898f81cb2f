"""Where the book leans on the theme and on Sphinx: what is not there any more stops the build with what to do."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import projects
import pytest
from packaging.requirements import Requirement
from places import ROOT
from sphinx.errors import ExtensionError

from companion.book.theme import seams, styles

WANTED = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"][
    "book"
]


def test_what_is_installed_was_tried() -> None:
    seams.check_versions(WANTED)


@pytest.mark.parametrize("package", seams.PACKAGES)
def test_each_package_is_held_to_its_minor_version(package: str) -> None:
    (specifier,) = (wish.specifier for wish in map(Requirement, WANTED) if wish.name == package)
    major, minor = map(int, version(package).split(".")[:2])
    assert not specifier.contains(f"{major}.{minor + 1}.0")
    assert not specifier.contains(f"{major}.{minor - 1}.9")


def test_another_version_is_told() -> None:
    with pytest.raises(ExtensionError, match=r"sphinx is \d.*tried with <7.*make book"):
        seams.check_versions(["sphinx<7"], ["sphinx"])


def test_a_package_that_is_gone_is_told() -> None:
    with pytest.raises(ExtensionError, match="no-such-theme is none"):
        seams.check_versions(["no-such-theme>=1"], ["no-such-theme"])


def add_template(project: Path) -> None:
    (project / "companion" / "book" / "theme" / "templates" / "no-such-part.html").write_text("<p>never shown</p>")


def add_block(project: Path) -> None:
    layout = project / "companion" / "book" / "theme" / "templates" / "layout.html"
    layout.write_text(layout.read_text(encoding="utf-8") + "{% block no_such_block %}{% endblock %}\n")


def ask_for_a_stylesheet(project: Path) -> None:
    module = project / "companion" / "book" / "theme" / "pages.py"
    line = '    app.add_js_file("book.js", priority=300)\n'
    text = module.read_text(encoding="utf-8")
    assert line in text
    module.write_text(text.replace(line, line + '    app.add_css_file("no-such.css")\n'), encoding="utf-8")


@pytest.mark.book
@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (add_template, "the theme has no template no-such-part.html"),
        (add_block, "layout.html of the theme has no block no_such_block"),
        (ask_for_a_stylesheet, "no-such.css"),
    ],
)
def test_what_the_theme_does_not_have_stops_the_build(
    damage: Callable[[Path], None], told: str, builder: projects.Builder, tmp_path: Path
) -> None:
    project = projects.shortened(projects.copied(tmp_path))
    (project / "book" / "intro.md").write_text("# A small book\n\nNothing but prose.\n", encoding="utf-8")
    damage(project)
    done = builder.run(project, "build")
    assert done.returncode == 1
    assert told in done.stderr
    assert "No new book: step 'pages'" in done.stderr


def test_stylesheets_are_those_that_the_pages_would_link() -> None:
    sheets = styles.Stylesheets()
    links = '<link href="../_static/styles/theme.css?digest=5" rel="stylesheet" />\n<link href="_static/a.css" />'
    assert sheets.note(links) == ""
    assert list(sheets.names) == ["styles/theme.css", "a.css"]


def test_a_stylesheet_comes_after_those_it_imports(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "basic.css").write_text("a{}")
    (tmp_path / "styles" / "theme.css").write_text('/* one */ @import "../basic.css";\nb{}')
    assert [text[-4:] for text in styles.with_imports(tmp_path, "styles/theme.css")] == ["a{}", "\nb{}"]
    with pytest.raises(ExtensionError, match=r"gone\.css.*make book"):
        list(styles.with_imports(tmp_path, "gone.css"))
