"""What a page costs its reader, beside a stock ``jupyter-book build`` of the same notebooks.

    python benchmarks/page_weight.py                  KiB and requests, until the first figure is seen and is live
    python benchmarks/page_weight.py --lighthouse     … and Lighthouse's scores (npm's ``lighthouse``, on the PATH or
                                                      in tests/node_modules)

The stock book has the same notebooks under Jupyter Book's defaults: its usual extensions and scripts, and charts as
Altair shows them by itself. What its pages ask of other hosts is not fetched, because a measurement must not depend on
a network: Vega, Vega-Lite and Vega-Embed are counted once, by their size in the bundle that vl-convert ships, and
MathJax and fonts not at all. So the stock numbers are too small, never too large. Both books are served compressed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import stock
import vl_convert
from playwright.sync_api import Browser, Page, Route, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
import browser as found  # noqa: E402

PAGES = ("notebooks/05_results.html", "notebooks/08_threats.html", "notebooks/10_evidence.html")
TABLE = ROOT / "benchmarks" / "page_weight.md"
SCORES = ("performance", "accessibility", "best-practices", "seo")


@dataclass
class Cost:
    """What was transferred up to a moment."""

    kib: float
    requests: int

    def __str__(self) -> str:
        return f"{self.kib:,.0f} ({self.requests})"


class Compressing(SimpleHTTPRequestHandler):
    """Serves a folder as a host would: text compressed, nothing logged."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Send a file, compressed where that is usual."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body, kind = path.read_bytes(), self.guess_type(str(path))
        self.send_response(200)
        if kind.startswith(("text/", "application/", "image/svg")):
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine and yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressing, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def stock_book(folder: Path) -> Path:
    """Build the same notebooks with Jupyter Book's defaults and plain Altair output; return the folder of its pages."""
    stock.project(ROOT, folder, (page.removesuffix(".html") for page in PAGES))
    done = subprocess.run(["jupyter-book", "build", str(folder)], capture_output=True, text=True, check=False)
    pages = folder / "_build" / "html"
    if not all((pages / page).exists() for page in PAGES):
        sys.exit(done.stdout[-2000:] + done.stderr[-2000:])
    return pages


class Meter:
    """Counts what a page transfers, from local files and, for other hosts, from stand-ins."""

    def __init__(self, page: Page) -> None:
        self.bytes, self.count = 0, 0
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._finished)
        page.context.route("**/*", self._answer)
        self._bundle = gzip.compress(vl_convert.javascript_bundle().encode(), 6)
        self._sent = False

    def _finished(self, event: dict) -> None:
        self.bytes += int(event["encodedDataLength"])
        self.count += 1

    def _answer(self, route: Route) -> None:
        address = route.request.url
        if address.startswith("http://127.0.0.1"):
            route.continue_()
            return
        if "vega" in address and not self._sent:
            # Three files of the network stand in one here; they are counted once.
            self._sent = True
            self.bytes += len(self._bundle)
        self.count += 1
        route.abort()

    def cost(self) -> Cost:
        """Return what was transferred so far."""
        return Cost(self.bytes / 1024, self.count)


def measure(chrome: Browser, address: str, ours: bool) -> tuple[Cost, Cost]:
    """Return the cost until the page's figures are seen, and until the first is live.

    A stock page shows no figure before its scripts have come, so that both moments are one.
    """
    context = chrome.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
    page = context.new_page()
    meter = Meter(page)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    seen = meter.cost()
    if ours and page.locator("figure[data-script]").count():
        page.locator("figure[data-script] .cf-view").first.hover()
        page.wait_for_selector("figure[data-state=live]")
        page.wait_for_load_state("networkidle")
    live = meter.cost()
    context.close()
    return seen, live


def lighthouse(address: str, desktop: bool) -> dict[str, int]:
    """Return Lighthouse's scores of one page, 0 to 100."""
    program = shutil.which("lighthouse") or str(ROOT / "tests" / "node_modules" / ".bin" / "lighthouse")
    flags = " ".join(["--headless", *found.arguments()])
    command = [program, address, "--quiet", "--output=json", f"--chrome-flags={flags}",
               f"--only-categories={','.join(SCORES)}", *(["--preset=desktop"] if desktop else [])]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": found.executable()}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    categories = json.loads(done.stdout)["categories"]
    return {name: round(100 * (categories[name]["score"] or 0)) for name in SCORES}


def rows(ours: Path, plain_book: Path, with_lighthouse: bool) -> Iterator[str]:
    """Yield the lines of the table."""
    yield "| page | stock: seen and live, KiB (requests) | ours: seen | ours: live | seen, of stock |"
    yield "| --- | --- | --- | --- | --- |"
    with sync_playwright() as playwright, served(ours) as here, served(plain_book) as there:
        chrome = playwright.chromium.launch(executable_path=found.executable(), args=found.arguments())
        for page in PAGES:
            plain, _ = measure(chrome, f"{there}/{page}", ours=False)
            seen, live = measure(chrome, f"{here}/{page}", ours=True)
            yield f"| {page} | {plain} | {seen} | {live} | {seen.kib / plain.kib:.2f} |"
        chrome.close()
        if not with_lighthouse:
            return
        yield ""
        yield f"| page | book | device | {' | '.join(SCORES)} |"
        yield "| --- " * (3 + len(SCORES)) + "|"
        for page in PAGES:
            for name, address in (("ours", here), ("stock", there)):
                for device in ("mobile", "desktop"):
                    scores = lighthouse(f"{address}/{page}", device == "desktop")
                    yield f"| {page} | {name} | {device} | {' | '.join(str(scores[key]) for key in SCORES)} |"


def main() -> None:
    """Build the stock book, measure both, print the table and keep it."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--book", type=Path, default=ROOT / "_build" / "html", help="the built book")
    options.add_argument("--stock", type=Path, help="a stock book built before")
    options.add_argument("--lighthouse", action="store_true", help="ask Lighthouse too")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        plain_book = given.stock or stock_book(Path(folder))
        lines = []
        for line in rows(given.book, plain_book, given.lighthouse):
            print(line, flush=True)
            lines.append(line)
    TABLE.write_text("\n".join(["# Page weight", "", *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
