"""Lines broken at random: none may raise an error, lose a character or take longer than its length warrants.

Run ``python benchmarks/fuzz.py [NUMBER]`` (100,000 lines by default); with ``--write`` it renews
``benchmarks/fuzz.md``. The seed is fixed, so a run can be repeated.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

from reference_damage import broken  # noqa: E402
from reference_styles import samples  # noqa: E402

from companion.references import printed  # noqa: E402
from companion.references.parsing.line import parse  # noqa: E402

SLOW = 0.00005
"""Seconds a character that no line of 2,000 characters or more may take."""


def run(number: int) -> str:
    """Return what was found in that many lines."""
    random = Random(1)
    lines = [line.text for line in printed.read()] + [
        s.line for half in ("seen", "held", "genre", "unseen", "unseen2", "variants") for s in samples(half)
    ]
    errors: list[str] = []
    lost = slow = 0
    slowest = 0.0
    for _ in range(number):
        line = broken(random.choice(lines), random)
        started = time.process_time()
        try:
            found = parse(line)
        except Exception as error:
            errors.append(f"{type(error).__name__}: {line!r}")
            continue
        spent = time.process_time() - started
        slowest = max(slowest, spent)
        slow += len(line) >= 2000 and spent / len(line) > SLOW
        lost += "".join(span.text for span in found.spans) != line
    told = f"{number} lines: {len(errors)} errors, {lost} that lose a character, {slow} too slow; "
    told += f"the slowest took {slowest:.3f} s."
    return "\n".join(["# Broken lines", "", told, *errors[:20]]) + "\n"


def main() -> None:
    """Print what was found, or write it."""
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    text = run(numbers[0] if numbers else 100_000)
    if "--write" in sys.argv:
        (HERE / "fuzz.md").write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
