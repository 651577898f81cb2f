"""Show the book to the browsers of this machine and tell their pages what becomes of it.

Pages are sent as they stand in the folder, with one script added on the way (``static/watch.js``).
"""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path

from tornado import iostream, netutil, web

from companion.build import state

HOST = "127.0.0.1"
SCRIPT = Path(__file__).parent / "static" / "watch.js"
HERE = r"(?:localhost|127\.0\.0\.1)"
"""Names that a request may call this machine: another site must not read a private book through a name of its own."""


@dataclass(frozen=True)
class News:
    """What the pages are told."""

    state: str
    """``building``, ``ready`` or ``failed``."""
    text: str
    """Shown on the page; empty where there is nothing to show."""
    made: str
    """Name of the book that is served; a page made from another one loads again."""


class Board:
    """Holds the latest news and wakes everyone who waits for the next."""

    def __init__(self, html: Path) -> None:
        self.html = html
        self.news = News("building", "", self.made)
        self._changed = asyncio.Condition()

    @property
    def made(self) -> str:
        """Name of the book that stands in the folder now."""
        return state.name_of(self.html)

    async def post(self, state: str, text: str = "") -> None:
        """Tell all pages something."""
        async with self._changed:
            self.news = News(state, text, self.made)
            self._changed.notify_all()

    async def follow(self) -> AsyncIterator[News]:
        """Yield the latest news, and every later one that differs."""
        while True:
            seen = self.news
            yield seen
            async with self._changed:
                while self.news == seen:
                    await self._changed.wait()


class Events(web.RequestHandler):
    """Sends the news to a page for as long as it is open."""

    def initialize(self, board: Board) -> None:
        """Take the board to read from."""
        self.board = board

    async def get(self) -> None:
        """Write an event for every piece of news."""
        self.set_header("Content-Type", "text/event-stream")
        self.set_header("Cache-Control", "no-store")
        try:
            async for news in self.board.follow():
                self.write(f"data: {json.dumps(asdict(news))}\n\n")
                await self.flush()
        except (iostream.StreamClosedError, asyncio.CancelledError):
            return  # the page was left, or the watching ends


class Script(web.RequestHandler):
    """Sends the script."""

    def get(self) -> None:
        """Write it."""
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.write(SCRIPT.read_text(encoding="utf-8"))


class Page(web.RequestHandler):
    """Sends a page with the script added; where there is no book yet, a page that waits for it."""

    def initialize(self, board: Board) -> None:
        """Take the board that names the book."""
        self.board = board

    def get(self, path: str) -> None:
        """Send the page at a path, or at the folder that the path names."""
        html = self.board.html.resolve()
        file = (html / (f"{path}index.html" if path.endswith("/") or not path else path)).resolve()
        if not file.is_relative_to(html) or (html.is_dir() and not file.is_file()):
            raise web.HTTPError(404)
        text = file.read_text(encoding="utf-8") if file.is_file() else waiting()
        added = f'<script src="/_watch/watch.js" data-made="{escape(self.board.made)}"></script></body>'
        self.set_header("Cache-Control", "no-store")
        self.write(added.join(text.rsplit("</body>", 1)))


class File(web.StaticFileHandler):
    """Sends any other file of the book."""

    def set_extra_headers(self, path: str) -> None:
        """Have nothing kept: the next book has files of the same names."""
        self.set_header("Cache-Control", "no-store")


def waiting() -> str:
    """Return the page that stands where there is no book yet."""
    words = "There is no book yet. It appears here as soon as it is built."
    return f'<!doctype html><html lang="en"><title>No book yet</title><body><article>{words}</article></body></html>'


class PortTaken(Exception):
    """Another program listens where the book was to be shown."""


def sockets_at(port: int) -> list[socket.socket]:
    """Return the sockets to serve from; PortTaken if they cannot be had."""
    try:
        return netutil.bind_sockets(port, HOST)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise PortTaken(f"port {port} cannot be used ({reason}). Choose another: make watch PORT=8765") from error


def application(board: Board) -> web.Application:
    """Return what answers requests that call this machine by its own names, and no others."""
    answering = web.Application()
    given = {"board": board}
    handlers: list = [("/_watch/events", Events, given), ("/_watch/watch.js", Script)]
    handlers += [(r"/(|.*/|.*\.html)", Page, given), ("/(.*)", File, {"path": str(board.html)})]
    answering.add_handlers(HERE, handlers)
    return answering
