"""Where the files are that tests look at: this project's, and what was made for the tests."""

from __future__ import annotations

from pathlib import Path

from companion import files

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
BAD_DATA, BAD_EVIDENCE = TESTS / "bad_data", TESTS / "bad_evidence"
SOUND = BAD_DATA / "sound"
"""A small invented dossier without a fault."""
PRINTED, EVIDENCE, BIBLIOGRAPHY, SOURCES = (
    ROOT / name for name in (files.PRINTED, files.EVIDENCE, files.BIBLIOGRAPHY, files.SOURCES)
)
BEES = TESTS / "engine" / "bees"
"""An invented paper of another field, whole: dossier, references and chapters of a book."""
