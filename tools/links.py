"""The links of a built book: which of those within it lead nowhere, and where those to outside lead.

`links.py` prints every outside address of `_build/html` with the pages that name it. `tools/reach.py` asks them.
Needs nothing but Python. A book is given as its files by name, so that a folder and an archive are read alike.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

BOOK = Path(__file__).resolve().parent.parent / "_build" / "html"
ADDRESSES = {"href", "src", "poster", "action", "formaction", "data", "cite", "xlink:href", "data-script"}  # fmt: skip
"""Attributes that hold one address."""
NAMES = {"id", "name", "data-go"}
"""Attributes that an anchor may name."""
ALLOWED = {"http", "https", "mailto", "doi"}
WITHIN = ("data:", "blob:")
"""What carries its content along."""
_CSS = re.compile(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\"'\s]*))\s*\)")
_REFRESH = re.compile(r"url=['\"]?([^'\"]+)", re.I)
_PROSE = re.compile(r"\]\(<?([^)>\s]+)")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_WHOLE = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=|]|%[0-9A-Fa-f]{2}|[^\x00-\x7f])+")


class Page(HTMLParser):
    """The addresses and the anchors of a page, or of any piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.anchors: set[str] = set()
        self._style = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element leads to and by what it can be found."""
        given = {name: value for name, value in attrs if value is not None}
        self._style = tag == "style"
        self.anchors.update(given[name] for name in NAMES & given.keys())
        self.addresses += [given[name] for name in sorted(ADDRESSES & given.keys()) if given[name]]
        self.addresses += [part.split()[0] for part in given.get("srcset", "").split(",") if part.strip()]
        self.addresses += in_css(given.get("style", ""))
        if given.get("http-equiv", "").lower() == "refresh":
            self.addresses += _REFRESH.findall(given.get("content", ""))

    def handle_data(self, data: str) -> None:
        """Note what a style sheet within the page asks for."""
        if self._style:
            self.addresses += in_css(data)

    def handle_endtag(self, tag: str) -> None:
        """Note that a style sheet ends."""
        self._style = False


def in_css(text: str) -> list[str]:
    """Return what a style sheet asks for.

    >>> in_css("a {background: url('a.png')} b {mask: url(#m)}")
    ['a.png', '#m']
    """
    return ["".join(found) for found in _CSS.findall(text)]


def files(book: Path) -> dict[str, bytes]:
    """Return every file of a book by its name, with `/` between folders."""
    return {path.relative_to(book).as_posix(): path.read_bytes() for path in sorted(book.rglob("*")) if path.is_file()}


def read(book: Mapping[str, bytes]) -> dict[str, Page]:
    """Return what every file of a book leads to, by its name; of other kinds of files nothing is known but the name."""
    return {name: parsed(name, content) for name, content in book.items()}


def parsed(name: str, content: bytes) -> Page:
    """Return the addresses and anchors of one file, by the kind that its name tells."""
    page = Page("")
    if name.endswith((".html", ".svg")):
        page.feed(content.decode())
    elif name.endswith(".css"):
        page.addresses = in_css(content.decode())
    elif name.endswith(".ipynb"):
        for cell in json.loads(content)["cells"]:
            for output in cell.get("outputs", ()):
                page.feed(_text(output.get("data", {}).get("text/html", "")))
            if cell["cell_type"] == "markdown":
                page.addresses += _PROSE.findall(_text(cell["source"]))
                page.feed(_text(cell["source"]))
    return page


def _text(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)


def is_outside(address: str) -> bool:
    """Tell whether an address leads out of the book, and carries nothing along.

    >>> is_outside("https://example.org/"), is_outside("data:image/png,"), is_outside("a.html#b")
    (True, False, False)
    """
    return bool(_SCHEME.match(address) or address.startswith("//")) and not address.startswith(WITHIN)


def dead(book: Mapping[str, Page]) -> list[str]:
    """Return each link within a book that leads to no file, or to no such place in a page, with the file it is in."""
    return sorted(f"{name} → {address}" for name, address in set(within(book)) if not leads(name, address, book))


def within(book: Mapping[str, Page]) -> Iterator[tuple[str, str]]:
    """Yield every link within a book: the file that it is in, and the address."""
    for name, page in book.items():
        yield from ((name, each) for each in page.addresses if not is_outside(each) and not each.startswith(WITHIN))


def leads(name: str, address: str, book: Mapping[str, Page]) -> bool:
    """Tell whether an address in the file `name` leads to a file and, in a page, to a place that is there."""
    parts = urlsplit(address)
    target = normpath(join(dirname(name), unquote(parts.path))) if parts.path else name
    anchor = unquote(parts.fragment)
    return target in book and (not anchor or not target.endswith(".html") or anchor in book[target].anchors)


def outside(book: Mapping[str, Page]) -> dict[str, list[str]]:
    """Return every outside address of a book's pages and notebooks with the files that name it, both sorted."""
    named = defaultdict(set)
    for name, page in book.items():
        for address in filter(is_outside, page.addresses):
            named[address].add(name)
    return {address: sorted(named[address]) for address in sorted(named)}


def fault(address: str) -> str:
    """Say what is wrong with an outside address as it is written; empty if nothing is.

    >>> fault("https://example.org/a%20b"), fault("javascript:run()")
    ('', 'javascript: is none of doi, http, https, mailto')
    """
    found = _SCHEME.match(address)
    scheme = found[1].lower() if found else ""
    if scheme not in ALLOWED:
        return f"{scheme}: is none of {', '.join(sorted(ALLOWED))}" if scheme else "it names no scheme"
    if not _WHOLE.fullmatch(address):
        return "a character in it has to be written as %XX"
    if scheme in ("http", "https"):
        host = urlsplit(address).hostname or ""
        return "" if re.fullmatch(r"[\w-]+(\.[\w-]+)+", host) else f"{host or 'nothing'} is no host"
    rest = address[len(scheme) + 1 :]
    sound = re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+" if scheme == "mailto" else r"10\.\d{4,9}/\S+", rest)
    return "" if sound else f"{rest} is none of {scheme}:"


if __name__ == "__main__":
    if not BOOK.is_dir():
        sys.exit("There is no book yet: run `make book` first.")
    for address, pages in outside(read(files(BOOK))).items():
        sys.stdout.write(f"{address}\t{', '.join(pages)}\n")
