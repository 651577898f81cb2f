"""One stylesheet for the whole book: the theme's files and ours, without what no page uses.

The theme brings 400 KiB of CSS, most of it for icons and components that do not occur here. A rule stays if all classes
and ids of one of its selectors occur in some page or script. Sphinx's own page for search is a page like any other.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import tinycss2
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from companion.book.domain import domain_of
from companion.book.theme.seams import REMEDY
from companion.dossier.dossier import Dossier
from companion.kept import kept

NAME = "book-all.css"
STATIC = Path(__file__).parent / "static"
OWN = (
    STATIC / "fonts.css",
    STATIC / "book.css",
    STATIC / "tables.css",
    STATIC / "wide.css",
    STATIC / "cards.css",
    Path(__file__).parent.parent.parent / "figures" / "static" / "maps.css",
    Path(__file__).parent.parent.parent / "figures" / "static" / "evidence.css",
    Path(__file__).parent.parent / "citing" / "static" / "cite.css",
    Path(__file__).parent.parent / "own" / "static" / "own.css",
    STATIC / "print.css",
)
"""Our own sheets, in their order: what stands later wins, and print has the last word."""

_LINKED = re.compile(r'<link\b[^>]*\bhref="[^"]*?_static/([^"?]+\.css)[^"]*"')
_IMPORTED = re.compile(r'@import\s+(?:url\()?"?([^":)]+\.css)')
_WORD = re.compile(r"-?[A-Za-z_][\w-]*")
_CLASS_OR_ID = re.compile(r"[.#](-?[A-Za-z_][\w-]*)")
_FUNCTION = re.compile(r":[a-z-]+\([^()]*\)")
_ATTRIBUTE = re.compile(r"\[[^\]]*\]")
_PICTURE = re.compile(r"[\w-]+:\s*url\(([\w./-]+)\);?\s*")
_USED = re.compile(r'\b(?:class|id)="([^"]*)"')


class Stylesheets:
    """Notes which files the builder and its theme would have had every page link, in their order."""

    def __init__(self) -> None:
        self.names: dict[str, None] = {}
        """Below ``_static``."""

    def note(self, links: str) -> str:
        """Take the links that a page would have had, and return what stands in their place: nothing."""
        self.names |= dict.fromkeys(_LINKED.findall(links))
        return ""

    def add_context(self, app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
        """Let the layout note a page's links."""
        context["note_stylesheets"] = self.note

    def write(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the one stylesheet once all pages are there, and remove the files it replaces.

        Raises ExtensionError if one of them is missing, or if there is none: the pages would be bare.
        """
        if exception or app.builder.format != "html":
            return
        static = Path(app.outdir) / "_static"
        if not self.names:
            raise ExtensionError(f"the theme links no stylesheet. {REMEDY}")
        used = words(Path(app.outdir))
        parts = [purge(text, used) for name in self.names for text in with_imports(static, name)]
        css = "\n".join(
            [*parts, voices(domain_of(app.env).project.dossier), *(file.read_text(encoding="utf-8") for file in OWN)]
        )
        for file in static.rglob("*.css"):
            file.unlink()
        (static / NAME).write_text(without_script(without_missing(css, static)), encoding="utf-8")


def with_imports(static: Path, name: str) -> Iterator[str]:
    """Yield the stylesheets that one imports, and then itself."""
    file = static / name
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise ExtensionError(f"the theme asks for {name}, and does not bring it. {REMEDY}") from error
    for imported in _IMPORTED.findall(text):
        yield from with_imports(static, os.path.relpath(file.parent / imported, static))
    yield text


def without_missing(css: str, static: Path) -> str:
    """Leave out pictures that are not there: Sphinx's sheet asks for some of a page that this book replaces."""
    return _PICTURE.sub(lambda found: found[0] if (static / found[1]).is_file() else "", css)


def voices(dossier: Dossier) -> str:
    """Return the colours of the voices, which the codebook gives, as properties the cards use."""
    values = dossier.codebook.variable("voice").values
    return "html{" + "".join(f"--voice-{value.key}:{value.colour};" for value in values if value.colour) + "}"


def words(folder: Path) -> set[str]:
    """Return every class and id of the pages, and every word of the scripts, which may set classes."""
    found: set[str] = set()
    for page in folder.rglob("*.html"):
        for value in _USED.findall(page.read_text(encoding="utf-8")):
            found.update(value.split())
    for script in [*(folder / "_static").rglob("*.js")]:
        # The Vega bundle draws SVG only; its words would keep every rule alive.
        if script.name not in ("vega.js", "bootstrap.js", "fontawesome.js"):
            found.update(_WORD.findall(script.read_text(encoding="utf-8")))
    return found


def purge(css: str, used: set[str]) -> str:
    """Return a stylesheet without comments, imports, fonts, source maps and rules that nothing on the pages matches."""
    # Parsed once, as long as neither the stylesheet nor this module changes: the theme's takes most of a second.
    digest = hashlib.sha256(Path(__file__).read_bytes() + css.encode()).hexdigest()
    rules = json.loads(kept(f"css-{digest[:16]}.json", lambda: json.dumps(_rules(_parsed(css)))))
    return "".join(_kept(rules, used))


def _parsed(css: str) -> list[Any]:
    return tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)


def _rules(parsed: Iterable[Any]) -> list[tuple[Any, ...]]:
    """Return rules as (selectors, body), groups as (head, rules) and what is kept whole as (text)."""
    rules: list[tuple[Any, ...]] = []
    for rule in parsed:
        if rule.type == "qualified-rule":
            selectors = [selector.strip() for selector in _split(tinycss2.serialize(rule.prelude))]
            rules.append((selectors, tinycss2.serialize(rule.content).strip()))
        elif rule.type == "at-rule" and rule.at_keyword in ("media", "supports", "container"):
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            rules.append((f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}", _rules(inner)))
        elif rule.type == "at-rule" and rule.at_keyword in ("keyframes", "page"):
            rules.append((rule.serialize(),))
    return rules


def _kept(rules: Iterable[Sequence[Any]], used: set[str]) -> Iterator[str]:
    for rule in rules:
        match rule:
            case [list(selectors), str(body)]:
                left = [s for s in selectors if "fa-" not in s and _matches(s, used)]
                if left and body:
                    yield f"{','.join(left)}{{{body}}}\n"
            case [str(head), list(inner)]:
                if block := "".join(_kept(inner, used)):
                    yield f"{head}{{{block}}}\n"
            case [str(text)]:
                yield f"{text}\n"


def _matches(selector: str, used: set[str]) -> bool:
    bare = _ATTRIBUTE.sub("", selector)
    while (simpler := _FUNCTION.sub("", bare)) != bare:
        # What stands in :not(), :is() or :has() may or may not be there: it decides nothing.
        bare = simpler
    return all(name in used for name in _CLASS_OR_ID.findall(bare))


def _split(prelude: str) -> list[str]:
    """Split a selector list at its top-level commas.

    >>> _split("a, b:is(.c, .d)")
    ['a', ' b:is(.c, .d)']
    """
    parts, depth, start = [], 0, 0
    for i, character in enumerate(prelude):
        depth += (character in "([") - (character in ")]")
        if character == "," and depth == 0:
            parts.append(prelude[start:i])
            start = i + 1
    return [*parts, prelude[start:]]


def without_script(css: str) -> str:
    """Let the theme follow the system where no script sets it.

    The pages carry ``data-theme="auto"`` until a script changes it, and the theme has colours for ``light`` and
    ``dark`` alone. Rules for light are taken for ``auto`` as well; those for dark are repeated under a media query.
    """
    light = re.compile(r'html\[data-theme="?light"?\]')
    dark = re.compile(r'html\[data-theme="?dark"?\]')
    css = light.sub('html:is([data-theme="light"],[data-theme="auto"])', css)
    again = []
    for rule in _parsed(css):
        if rule.type == "qualified-rule" and dark.search(tinycss2.serialize(rule.prelude)):
            kept = [s for s in _split(tinycss2.serialize(rule.prelude)) if dark.search(s)]
            selector = ",".join(dark.sub('html[data-theme="auto"]', s) for s in kept)
            again.append(f"{selector}{{{tinycss2.serialize(rule.content)}}}")
    return f"{css}\n@media (prefers-color-scheme: dark){{{''.join(again)}}}\n"


def setup(app: Sphinx) -> None:
    """Write the stylesheet after every other extension has put its files in place."""
    stylesheets = Stylesheets()
    app.connect("html-page-context", stylesheets.add_context)
    app.connect("build-finished", stylesheets.write, priority=900)
