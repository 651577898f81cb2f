"""Keep the shown book up to date: every saved file is built, and the open page loads again.

The build is the ordinary one, run as a command of its own, so that what is seen is what ``make book`` makes, and
changed Python is taken up.
"""

from __future__ import annotations

import asyncio
import re
import sys
from contextlib import suppress
from pathlib import Path

from tornado.httpserver import HTTPServer
from watchfiles import awatch

from companion import digests
from companion.build import serve, state
from companion.build.progress import Progress

LAST = "This page comes back by itself when that is mended and saved."
_COLOURS = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


async def watch(root: Path, port: int, private: bool, progress: Progress) -> None:
    """Build, serve, and build again on every change, until cancelled.

    Raises PortTaken before anything is built.
    """
    listening = serve.sockets_at(port)
    board = serve.Board(state.place_of(root, private))
    HTTPServer(serve.application(board)).add_sockets(listening)
    progress.say(
        f"the book is at http://{serve.HOST}:{listening[0].getsockname()[1]}/ and follows the files (Ctrl-C ends it)"
    )
    saved = asyncio.Event()
    followers = [asyncio.create_task(follow(saved, *part)) for part in inputs(root)]
    try:
        while True:
            saved.clear()  # before the build: what is saved while it runs is for the next one
            await build(root, board, progress)
            await saved.wait()
    finally:
        for follower in followers:
            follower.cancel()


def inputs(root: Path) -> list[tuple[bool, list[Path]]]:
    """Return what to follow: the project's folder itself, and the folders pages are made of with all in them."""
    names = (path for path in root.iterdir() if path.is_dir() and path.name not in digests.APART)
    return [(False, [root]), (True, sorted(path for path in names if path.name[0] != "."))]


async def follow(saved: asyncio.Event, deep: bool, folders: list[Path]) -> None:
    """Set the event at every change below some folders, or in them."""
    async for _ in awatch(*folders, recursive=deep, debounce=400):
        saved.set()


async def build(root: Path, board: serve.Board, progress: Progress) -> None:
    """Run one build and tell terminal and pages what becomes of it."""
    await board.post("building", "building …")
    command = [sys.executable, "-m", "companion", "--root", str(root), "build"]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=root, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    complaints = asyncio.create_task(process.stderr.read())
    try:
        line = ""
        async for said in process.stdout:
            line = said.decode(errors="replace").strip()
            progress.at(line)
            await board.post("building", line)
        code = await process.wait()
        text = _COLOURS.sub("", (await complaints).decode(errors="replace")).replace(f"{root}/", "").strip()
    except asyncio.CancelledError:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()
        raise
    progress.say(line if code == 0 else text)
    await board.post(*(("ready", "") if code == 0 else ("failed", f"{text}\n{LAST}")))
