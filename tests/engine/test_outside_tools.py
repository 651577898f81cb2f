"""A tool from outside that is missing, half installed or too old is told as that, and never as a fault of the book."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import browser
import outside
import pytest
from places import ROOT

HALF = "echo 'error while loading shared libraries: libx.so' >&2; exit 127"
ANSWERS = "exit 0"


@pytest.fixture
def tools(tmp_path, monkeypatch):
    """Put fake programs on an otherwise empty PATH, by name: what each does, in shell."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("CHROME_PATH", raising=False)
    monkeypatch.setattr(browser, "PLACES", [])
    monkeypatch.setattr(browser, "from_playwright", lambda: None)
    browser.executable.cache_clear()

    def put(**does: str) -> Path:
        for name, script in does.items():
            file = tmp_path / name.replace("_", "-")
            file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
            file.chmod(0o755)
        return tmp_path

    yield put
    browser.executable.cache_clear()


def told(ask, *words: str) -> str:
    with pytest.raises(pytest.skip.Exception) as skipped:
        ask(*words)
    return str(skipped.value)


@pytest.mark.parametrize("name", ["pandoc", "biber", "node", "java"])
def test_a_missing_program_is_told_by_its_name(name, tools):
    assert told(outside.program, name) == f"the program {name} is not installed"


def test_a_program_that_does_not_run_is_told_with_what_it_says(tools):
    tools(biber=HALF, pandoc="exit 3", node=ANSWERS)
    assert told(outside.program, "biber").endswith("does not run (error while loading shared libraries: libx.so)")
    assert told(outside.program, "pandoc").endswith("does not run (it ends with 3)")
    assert Path(outside.program("node")).name == "node"


def test_bibtex_without_its_styles_is_told(tools):
    tools(kpsewhich=ANSWERS, bibtex=ANSWERS)
    assert told(outside.tex_file, "plain.bst") == "TeX's plain.bst is not installed, which the program bibtex needs"
    tools(kpsewhich="echo /usr/share/texmf/plain.bst")
    outside.tex_file("plain.bst")


def test_on_the_machine_that_decides_it_is_a_failure(tools, monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="the program biber is not installed, and with CI=true"):
        outside.program("biber")


def test_an_old_or_broken_browser_is_passed_over(tools):
    folder = tools(chromium_headless_shell="echo Chromium 79.0.3945.79", google_chrome=HALF)
    with pytest.raises(browser.NoBrowser) as none:
        browser.executable()
    assert f"{folder}/chromium-headless-shell is of version 79, and 120 or newer is needed." in str(none.value)
    assert f"{folder}/google-chrome does not start (error while loading shared libraries: libx.so)." in str(none.value)
    tools(chromium="echo Chromium 131.0.6778.69")
    assert browser.executable() == str(folder / "chromium")


def test_a_browser_that_is_named_and_will_not_do_is_told(tools, monkeypatch):
    folder = tools(mine="echo Chromium 79.0.3945.79")
    monkeypatch.setenv("CHROME_PATH", str(folder / "mine"))
    with pytest.raises(browser.NoBrowser, match=r"CHROME_PATH names .*/mine, which is of version 79"):
        browser.executable()
    browser.executable.cache_clear()
    monkeypatch.setenv("CHROME_PATH", "/nowhere/chrome")
    with pytest.raises(browser.NoBrowser, match=r"which does not start \(No such file"):
        browser.executable()


def of_ours(script: str) -> str:
    """What a script of the project's own says where the browser that it is given is none."""
    nothing = {**os.environ, "CHROME_PATH": "/nowhere/chrome"}
    command = [sys.executable, ROOT / "tools" / script]
    done = subprocess.run(command, env=nothing, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    return done.stderr.strip()


NONE = (
    "No browser: CHROME_PATH names /nowhere/chrome, which does not start (No such file or directory)."
    " Name another, or none."
)


def test_the_picture_that_needs_a_browser_says_so_in_a_line():
    assert of_ours("share.py") == NONE


def test_the_pdf_that_needs_a_browser_says_so_in_a_line(book):
    assert of_ours("pdf.py") == NONE
