"""What ``python -m companion bibliography`` and ``parse`` do."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import bibtexparser

from companion.errors import CompanionError, Problem
from companion.paths import BIBLIOGRAPHY
from companion.references import exchange, ledger, write
from companion.references.parse import parse_lines


def bibliography(argv: Sequence[str] = (), target: Path = BIBLIOGRAPHY) -> int:
    """Write ``references.bib``; return 0 when it is up to date, 1 when it is not and may not be written.

    Raises CompanionError when the ledger does not match or a hand edit would be lost.
    """
    parser = argparse.ArgumentParser(prog="python -m companion bibliography", description="Write references.bib.")
    parser.add_argument("--check", action="store_true", help="only say whether references.bib is up to date")
    parser.add_argument("--discard-edits", action="store_true", help="overwrite a file that was edited by hand")
    parser.add_argument("--downloads", type=Path, metavar="DIR", help="also write the four formats into this folder")
    options = parser.parse_args(argv)
    text = rendered()
    old = target.read_text("utf-8") if target.exists() else ""
    if options.downloads:
        write_downloads(options.downloads)
    if old == text:
        _say(f"{target.name}: up to date, {_count(text)}")
        return 0
    if options.check:
        _refuse_stale(old, text, target)
    if old and not write.is_untouched(old) and not options.discard_edits:
        _refuse_edit(old, text, target)
    target.write_text(text, "utf-8", newline="\n")
    _say(f"{target.name}: written, {_count(text)}")
    return 0


def rendered() -> str:
    """Return the text that ``references.bib`` should have."""
    return write.sealed(write.bibtex(ledger.load(), ledger.proper_names()))


def write_downloads(folder: Path) -> list[Path]:
    """Write the bibliography in its four formats; return the files."""
    entries = ledger.load()
    texts = {
        "references.ris": exchange.ris(entries),
        "references.csl.json": exchange.csl_json(entries),
        "references.bib": write.bibtex(entries, ledger.proper_names()),
        "references.biblatex.bib": write.biblatex(entries, ledger.proper_names()),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8", newline="\n")
    return [folder / name for name in texts]


def parse_file(path: Path) -> int:
    """Print the parse stage alone as JSON for a file with one printed reference a line; any text is accepted.

    Raises CompanionError when there is no such file.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError as error:
        remedy = "Give the path of a text file with one reference a line."
        raise CompanionError([Problem("no-file", str(path), f"cannot be read: {error.strerror}", remedy)]) from error
    rows = [parsed.as_json() for parsed in parse_lines(text)]
    _say(json.dumps(rows, ensure_ascii=False, indent=2))
    return 0


def _say(text: str) -> None:
    # Bytes, because a terminal's own encoding may lack letters that a reference has.
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", errors="replace") + b"\n") if hasattr(
        sys.stdout, "buffer"
    ) else sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _count(text: str) -> str:
    return f"{text.count(chr(10) + '@')} references"


def _refuse_stale(old: str, text: str, target: Path) -> None:
    remedy = "Run `python -m companion bibliography`."
    problems = [Problem("stale-bibliography", target.name, message, remedy) for message in differences(old, text)]
    raise CompanionError(problems or [Problem("stale-bibliography", target.name, "is not up to date", remedy)])


def _refuse_edit(old: str, text: str, target: Path) -> None:
    remedy = "Carry it over into data/references/repairs.yml, or run again with --discard-edits."
    changes = list(differences(old, text)) or ["a comment or the layout was edited"]
    raise CompanionError([Problem("hand-edit", target.name, f"would be lost: {change}", remedy) for change in changes])


def differences(old: str, new: str) -> Iterable[str]:
    """Say, entry by entry and field by field, what ``old`` has that ``new`` has not."""
    before, after = _fields(old), _fields(new)
    for key in sorted(before):
        if key not in after:
            yield f"entry {key}"
            continue
        for name, value in before[key].items():
            if after[key].get(name) != value:
                yield f"{key}, {name}: {value!r} (would be {after[key].get(name)!r})"
    yield from (f"the absence of entry {key}" for key in sorted(set(after) - set(before)))
    library = bibtexparser.parse_string(old)
    yield from (
        f"an entry that cannot be read, near line {(block.start_line or 0) + 1}" for block in library.failed_blocks
    )


def _fields(text: str) -> dict[str, dict[str, str]]:
    entries = bibtexparser.parse_string(text).entries
    return {
        entry.key: {"type": entry.entry_type, **{item.key: item.value for item in entry.fields}} for entry in entries
    }
