"""Each page with cells as an executed notebook beside it: prose without roles, outputs that show anywhere.

It is made from the finished page, so that numbers, links and captions are those that a reader of the page sees. Outputs
are HTML without scripts, drawings pictures within it: JupyterLab shows that of a notebook from elsewhere before anyone
has said to trust it, and so do VS Code, Colab and nbviewer.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import jupytext
import nbformat
from bs4 import BeautifulSoup, Tag
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from sphinx.application import Sphinx

from companion import __version__
from companion.book import private
from companion.book.take import output, prose

WHEEL = f"companion-{__version__}-py3-none-any.whl"
"""What `make wheel` makes: the package with this project's data."""
UNUSED = (".headerlink", "script", "style", "button", ".js-only")
"""Parts of a page that are for its reader alone."""
LANGUAGE = {"name": "python", "pygments_lexer": "ipython3", "file_extension": ".py", "mimetype": "text/x-python"}
KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}


def notebook(source: Path, body: str, title: str, page: str, address: str) -> NotebookNode:
    """Return a page as an executed notebook.

    ``source`` is the text notebook, ``body`` the page's content as HTML, ``page`` its name and ``address`` where the
    book is published, or the empty string: links then lead to the pages in the notebook's own folder.
    """
    body, drawings = output.apart(body)
    base = urljoin(f"{address.rstrip('/')}/", f"{page}.html") if address else f"{page.rpartition('/')[2]}.html"
    soup = _cleaned(body, base, address)
    code = iter([cell.source for cell in jupytext.read(source).cells if cell.cell_type == "code"])
    cells = [new_markdown_cell(_how(title, page, base, address))]
    for part in _parts(soup):
        if isinstance(part, Tag):
            shown = [new_output("display_data", data) for data in output.outputs(part, drawings)]
            cells.append(new_code_cell(next(code), outputs=shown))
        elif part:
            cells.append(new_markdown_cell(part))
    if left := list(code):
        message = f"{source.name}: {len(left)} cells do not stand on its page"
        raise ValueError(message)
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"  # by position, not at random: the same book must give the same bytes
    for count, cell in enumerate((cell for cell in cells if cell.cell_type == "code"), start=1):
        cell.execution_count = count
    return new_notebook(cells=cells, metadata={"kernelspec": KERNEL, "language_info": LANGUAGE, "title": title})


def _cleaned(body: str, base: str, address: str) -> BeautifulSoup:
    """Return a page's content without what serves the page alone, its links as they are outside it."""
    soup = BeautifulSoup(body, "html.parser")
    for part in soup.select(", ".join(UNUSED)):
        part.decompose()
    for fold in soup.select("details.code"):
        if not fold.select_one(".cell_output"):
            fold.decompose()
            continue
        for summary in fold.find_all("summary", recursive=False):
            summary.decompose()
        fold.unwrap()  # the reader of a notebook sees what a page folds
    for link in soup.select("[href]"):
        href = str(link["href"])
        link["href"] = f"{base}{href}" if href.startswith("#") else urljoin(base, href) if address else href
    return soup


def _how(title: str, page: str, base: str, address: str) -> str:
    """Return the first cell: what this is, and how to run it."""
    name = page.rpartition("/")[2]
    if address:  # below its version, where it stays when the next one is published
        wheel = named = f"{address.rstrip('/')}/v{__version__}/downloads/{WHEEL}"
        make, about = "", ""
    else:
        wheel, named, make = WHEEL, WHEEL, "    make wheel\n"
        about = (
            f"`make wheel` runs in the companion's repository and sets that up first, for minutes; `dist/{WHEEL}`,"
            " which it makes, and this notebook, in one folder, are all that another machine needs. "
        )
    return (
        f"*{title}: a page of a research companion, as a notebook with its results. To read, [the page]({base}) is"
        f" better. To run it, Python 3.11 or newer is enough:*\n\n"
        f'{make}    pip install "{wheel}" jupyterlab\n    companion lab {name}.ipynb\n\n'
        f'*{about}On Colab: `%pip install "{named}"` in a cell above this one, then run all.*'
    )


def _parts(node: Tag) -> Iterator[Tag | str]:
    """Yield the page's cells as elements, and what stands between them as Markdown, a heading beginning a new one."""
    waiting: list[Any] = []
    for child in _flat(node):
        cell = _is_cell(child)
        if waiting and (cell or getattr(child, "name", "") == "h2"):
            yield prose.markdown(waiting)
            waiting = []
        if cell:
            yield child
        else:
            waiting.append(child)
    yield prose.markdown(waiting)


def _is_cell(node: Any) -> bool:
    return isinstance(node, Tag) and "cell" in (node.get("class") or ())


def _flat(node: Tag) -> Iterator[Any]:
    """Yield what a page consists of, without the elements that only group cells."""
    for child in node.children:
        if isinstance(child, Tag) and not _is_cell(child) and child.find(class_="cell"):
            yield from _flat(child)
        else:
            yield child


def add(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Write the notebook of a page that has cells, and tell the page's foot of it.

    A private book has none: it holds the paper's sentences.
    """
    source = Path(app.srcdir) / f"{page}.md"
    if doctree is None or private.is_private() or 'class="cell ' not in context.get("body", ""):
        return
    made = notebook(source, context["body"], app.env.titles[page].astext(), page, str(app.config.html_baseurl or ""))
    file = Path(app.outdir) / f"{page}.ipynb"
    file.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(made, file)
    context["executed"] = file.name


def setup(app: Sphinx) -> None:
    """Register the event, after those that change a page's content."""
    app.connect("html-page-context", add, priority=900)
