"""Where this project's files are, for tests that look at them."""

from __future__ import annotations

from pathlib import Path

from companion import files

ROOT = Path(__file__).resolve().parent.parent
PRINTED, EVIDENCE, BIBLIOGRAPHY, SOURCES = (
    ROOT / name for name in (files.PRINTED, files.EVIDENCE, files.BIBLIOGRAPHY, files.SOURCES)
)
