"""Write the locks anew from their sources: `lock.py`, or `lock.py --upgrade` to take the newest versions as well.

`lock.py --try` changes nothing: it asks for every Python and system whether all that the locks name can be had for it.

Pins that still fit stay, so that a second run changes nothing. What changed is printed, a package a line. All locks
are made before the first is replaced. No index address and no machine's path gets into one: it works wherever it is
read.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ["pyproject.toml", "tests/package.json"]
LOCKS = ["requirements.txt", "tests/requirements.txt", "tests/package-lock.json"]
COMPILE = "pip compile --quiet --universal --python-version 3.11 --generate-hashes".split()
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
SYSTEMS = {
    "Linux": "x86_64-manylinux_2_28",
    "Linux on ARM": "aarch64-manylinux_2_28",
    "macOS": "aarch64-apple-darwin",
    "Windows": "x86_64-pc-windows-msvc",
}
"""System → the name that uv has for it."""
# Nothing is built and nothing looked for: what the lock names has to be there, with its hash, ready to install.
TRY = "pip install --dry-run --quiet --require-hashes --no-deps --only-binary :all: --target none".split()
PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^]]*\])?==(\S+)( ;[^\\\n]*)?", re.MULTILINE)
NODE_PIN = re.compile(r'"node_modules/([^"]+)": \{\s*"version": "([^"]+)"')


def main(upgrade: bool) -> int:
    """Write every lock whose content changes; return an exit code."""
    tools = {name: tool(name) for name in ("uv", "npm")}
    if missing := [name for name, path in tools.items() if path is None]:
        say(f"make lock needs {' and '.join(missing)}. uv comes with `make test`, npm with Node.js.")
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "tests").mkdir()
        for file in [*SOURCES, *LOCKS]:
            shutil.copy(ROOT / file, folder / file)
        for command, place in commands(tools, upgrade):
            if code := subprocess.run(command, cwd=folder / place, check=False).returncode:
                say(f"No lock was written: `{' '.join([Path(command[0]).name, *command[1:]])}` ended with {code}.")
                return 1
        for file in LOCKS:
            before, after = ((top / file).read_text(encoding="utf-8") for top in (ROOT, folder))
            for line in told(file, before, after):
                say(line)
            if before != after:
                shutil.copy(folder / file, ROOT / file)
    return 0


def tried() -> int:
    """Say for each Python and system whether the locks can be installed there; return an exit code."""
    uv, failed = tool("uv"), False
    if uv is None:
        say("This needs uv, which comes with `make test`.")
        return 1
    locks = [word for lock in LOCKS[:2] for word in ("-r", lock)]
    for python in PYTHONS:
        for system, platform in SYSTEMS.items():
            command = [uv, *TRY, "--python-version", python, "--python-platform", platform, *locks]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            failed |= done.returncode != 0
            why = f": {' '.join(done.stderr.split())[:300]}" if done.returncode else ""
            say(f"Python {python}, {system}: {'cannot be installed' if why else 'all there'}{why}")
    return int(failed)


def tool(name: str) -> str | None:
    """Return the path of a program, the one in .venv before others: its version is pinned."""
    return shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)


def commands(tools: dict[str, str], upgrade: bool) -> list[tuple[list[str], str]]:
    """Return what to run, each with the folder to run it in."""
    # Both ways of asking give the same lock for the same versions, so the head of a lock names one of them.
    uv = [tools["uv"], *COMPILE, "--custom-compile-command", "make lock", *(["--upgrade"] if upgrade else [])]
    npm = [tools["npm"], "update" if upgrade else "install", "--package-lock-only", "--omit-lockfile-registry-resolved"]
    quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
    book, tests = LOCKS[:2]
    return [
        ([*uv, "--group", "build", "--extra", "book", "pyproject.toml", "--output-file", book], "."),
        ([*uv, "--group", "test", "--constraints", book, "--output-file", tests], "."),
        ([*npm, *quiet], "tests"),
    ]


def told(file: str, before: str, after: str) -> list[str]:
    """Return what to say of a lock: a line for each package that changed, or one line that none did."""
    old, new = pins(before), pins(after)
    names = [name for name in sorted({*old, *new}) if old.get(name) != new.get(name)]
    if not names:
        return [f"{file}: {'no version changed' if before != after else 'nothing changed'}"]
    return [f"{file}: {name} {change(old.get(name), new.get(name))}" for name in names]


def change(old: str | None, new: str | None) -> str:
    """Say what became of one package.

    >>> change("1.0", "1.1"), change(None, "1.1"), change("1.0", None)
    ('1.0 -> 1.1', '1.1 is new', '1.0 is gone')
    """
    if old and new:
        return f"{old} -> {new}"
    return f"{new} is new" if new else f"{old} is gone"


def pins(lock: str) -> dict[str, str]:
    """Return the versions that a lock names, several of them joined where they depend on the system.

    >>> pins("a[x]==1.0 \\\\\\n    --hash=sha256:0\\nb==2 ; sys_platform == 'win32'\\n")
    {'a': '1.0', 'b': '2'}
    """
    found: dict[str, list[str]] = {}
    for match in [*PIN.finditer(lock), *NODE_PIN.finditer(lock)]:
        found.setdefault(match[1], []).append(match[2])
    return {name: " and ".join(sorted(versions)) for name, versions in found.items()}


def say(text: str) -> None:
    """Print one line."""
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["--upgrade"], ["--try"]):
        sys.exit("usage: lock.py [--upgrade | --try]")
    sys.exit(tried() if "--try" in sys.argv else main(upgrade="--upgrade" in sys.argv))
