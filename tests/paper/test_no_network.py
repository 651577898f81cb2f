"""Nothing is asked of another host: to build (`test_same_bytes.py`), to read (`test_book_pages.py`), in a lab."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import lab_server
import offline
import projects
import pytest
from places import ROOT

pytestmark = pytest.mark.book

LISTS = ("api/kernelspecs", "lab/api/extensions", "lab/api/update", "lab/api/news")
"""What the page of JupyterLab asks its server for, which by default would ask others."""


def test_what_is_asked_of_another_host_is_put_on_record(tmp_path: Path) -> None:
    """The judge finds what it has to find."""
    given = offline.recording(tmp_path / "record", tmp_path)
    ask = "import urllib.request as u\ntry: u.urlopen('http://192.0.2.1:9/', timeout=0.2)\nexcept OSError: pass"
    subprocess.run([sys.executable, "-c", ask], env=projects.environment(tmp_path, **given), check=True)
    assert any("192.0.2.1" in line for line in offline.asked(given))


def test_jupyterlab_starts_and_shows_a_chapter_without_another_host(book: Path, tmp_path: Path) -> None:
    given = offline.recording(tmp_path / "record", tmp_path / "project")
    with lab_server.running(book, tmp_path, **given) as lab:
        for path in ("lab", "api/contents/notebooks/05_results.md", *LISTS):
            with urlopen(f"{lab.address}{path}?token={lab_server.TOKEN}", timeout=60) as answer:
                assert answer.status == 200
    assert offline.asked(given) == []


def test_the_served_book_needs_no_other_host(book: Path, tmp_path: Path) -> None:
    given = offline.recording(tmp_path / "record", tmp_path)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "--directory", str(book), str(port)]
    with subprocess.Popen(command, env=projects.environment(ROOT, **given), stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(100):
                try:
                    with urlopen(f"http://127.0.0.1:{port}/index.html", timeout=5) as answer:
                        assert b"</html>" in answer.read()
                    break
                except OSError:
                    time.sleep(0.1)
            else:
                pytest.fail("the book is not served")
        finally:
            server.terminate()
    assert offline.asked(given) == []
