"""Whether the weights that decide where a title ends could be better: each is halved and doubled in turn.

Run ``python benchmarks/calibrate.py``; with ``--write`` it renews ``benchmarks/calibrate.md``. The lines are the
printed list, the made-up references of the tests in their house styles, and the development sets; the half that is held
out stays out. A score counts lines in which every field is right.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

from reference_corpus import HOUSES, WORKS, printed_values  # noqa: E402
from reference_scores import FIELDS, GOLD, values  # noqa: E402
from reference_styles import samples  # noqa: E402

from companion.references import printed  # noqa: E402
from companion.references.parsing import boundary  # noqa: E402
from companion.references.parsing.draft import TAKEN  # noqa: E402
from companion.references.parsing.line import parse  # noqa: E402


def cases() -> list[tuple[str, dict[str, object]]]:
    """Return every line with what should be read in it."""
    found = [(line.text, gold) for line, gold in zip(printed.read(), GOLD, strict=True)]
    found += [
        (sample.line, sample.wanted)
        for half in ("seen", "genre", "unseen", "unseen2", "variants")
        for sample in samples(half)
    ]
    for house, write in HOUSES.items():
        for work in WORKS:
            wanted = printed_values(work, house)
            people = [{"family": family, "given": given} for family, given in wanted["authors"]]
            found.append((write(work), {**wanted, "authors": people}))
    return found


def whole(lines: list[tuple[str, dict[str, object]]]) -> int:
    """Return in how many lines every field is right."""
    right = 0
    for line, wanted in lines:
        found = parse(line).as_json()
        right += all(values(found, field) == values(wanted, field) for field in FIELDS)
    return right


def main() -> None:
    """Print the table, or write it."""
    lines = cases()
    start = whole(lines)
    rows = [f"{start} of {len(lines)} lines are read right.", "", "| weight | value | halved | doubled | left out |"]
    rows.append("| --- | ---: | ---: | ---: | ---: |")
    for name, value in list(boundary.WEIGHTS.items()):
        changes = []
        for factor in (0.5, 2.0, 0.0):
            boundary.WEIGHTS[name] = value * factor
            changes.append(f"{whole(lines) - start:+d}")
        boundary.WEIGHTS[name] = value
        rows.append(f"| {name.replace(TAKEN, 'what is claimed')} | {value} | {' | '.join(changes)} |")
    text = "# Weights of a title's end\n\n" + "\n".join(rows) + "\n"
    if "--write" in sys.argv:
        (HERE / "calibrate.md").write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
