"""Make .venv ready: `prepare.py book` for the book, `prepare.py test` for the tests as well.

Needs nothing but Python. Installs the hash-pinned locks through uv where it is found, else through pip, then this
package itself. A stamp is written last, so an interrupted run is noticed and started afresh.
"""

# Runs before anything is installed and under any Python 3, because its first duty is to say which Python is needed:
# no syntax newer than 3.6 here, and no import that is not in the standard library.

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
READY = {"book": VENV / ".book-ready", "test": VENV / ".test-ready"}
SECONDS = VENV / ".set-up-seconds"  # the build's closing line counts them
LOCKS = {"book": ["requirements.txt"], "test": ["requirements.txt", "tests/requirements.txt"]}
OLDEST = (3, 11)
NEWER = ["python3.14", "python3.13", "python3.12", "python3.11"]
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def main(purpose):
    """Bring .venv to the state the locks describe for `purpose`, which is a key of `LOCKS`."""
    started = time.monotonic()
    finished_before = READY["book"].exists() and works(PYTHON) and not moved()
    if finished_before and READY["test"].exists():
        purpose = "test"  # installing the book's lock alone would take the tests' packages away
    for stamp in READY.values():
        if stamp.exists():
            stamp.unlink()
    uv = usable_uv()
    if not finished_before:
        make_environment(suitable_python(), uv)
    install(LOCKS[purpose], uv)
    if purpose == "test":
        install_judges()
    seconds = time.monotonic() - started
    SECONDS.write_text(f"{seconds:.1f}\n")
    for name in ["book"] if purpose == "book" else ["book", "test"]:
        READY[name].write_text(str(ROOT))
    say(f"set-up finished in {seconds:.0f} s")


def suitable_python():
    """Return a Python that is new enough: the one running this, else a newer one found on the PATH."""
    candidates = [sys.executable] + [path for path in map(shutil.which, NEWER) if path]
    for candidate in candidates:
        if works(candidate):
            return candidate
    needed, found = (".".join(map(str, version)) for version in (OLDEST, sys.version_info[:3]))
    sys.exit(
        f"Python {needed} or newer is needed, and {sys.executable} is {found}."
        " Install a newer one, or name it: make book PYTHON=/path/to/python3"
    )


def works(python):
    """Tell whether `python` starts and is new enough."""
    probe = f"import sys; sys.exit(sys.version_info < {OLDEST!r})"
    try:
        return subprocess.run([str(python), "-c", probe], stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def moved():
    """Tell whether .venv was made in another folder: its programs and the package's place are those of that one."""
    made_in = READY["book"].read_text() if READY["book"].exists() else ""
    return bool(made_in) and made_in != str(ROOT)


def usable_uv():
    """Return the path of a uv that runs, or None. A version manager's stub is found on the PATH and does not run."""
    uv = shutil.which("uv")
    if uv and subprocess.run([uv, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0:
        return uv
    return None


def make_environment(python, uv):
    """Create .venv from nothing; what an interrupted run left behind is removed first."""
    if VENV.exists():
        say("removing a .venv that is unfinished, was moved, or has lost its Python")
        shutil.rmtree(str(VENV))
    say(f"making .venv with {python}")
    if uv:
        run([uv, "venv", "--quiet", "--python", python, str(VENV)])
    elif subprocess.run([python, "-m", "venv", str(VENV)]).returncode:
        shutil.rmtree(str(VENV), ignore_errors=True)
        sys.exit("This Python cannot make environments. On Debian and Ubuntu: apt install python3-venv")


def install(locks, uv):
    """Install `locks` and then the package, which builds with the setuptools just installed, not with a fetched one."""
    say(f"installing {' and '.join(locks)} with {'uv' if uv else 'pip (a minute or two; uv takes seconds)'}")
    if uv:
        target = ["--python", str(PYTHON)]
        run([uv, "pip", "sync", "--require-hashes", *target, *locks])
        run([uv, "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "-e", ".", *target])
    else:
        pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check"]
        # A lock names every package, so there is nothing to look for; and an older pip, when it looks for what another
        # package wants with an extra, takes the newest version for it and stops.
        run([*pip, "--no-deps", "--require-hashes", *(word for lock in locks for word in ("-r", lock))])
        run([*pip, "--quiet", "--no-deps", "--no-build-isolation", "-e", "."])


def install_judges():
    """Install the outside readers that only npm has; without npm the tests that ask them say so and skip."""
    npm = shutil.which("npm")
    if npm is None:
        say("npm is not found: tests that need Node's programs will be skipped")
        return
    # Without scripts: one package would fetch a Java of its own.
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(command, cwd=str(ROOT / "tests")).returncode:
        say("npm could not install them: tests that need Node's programs will be skipped")


def run(command):
    """Run one command from the project's root; leave with its exit code where it fails."""
    code = subprocess.run(command, cwd=str(ROOT)).returncode
    if code:
        sys.exit(f"set-up stopped: `{' '.join(command)}` ended with {code}")


def say(text):
    """Print one line of progress at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in LOCKS:
        sys.exit("usage: prepare.py book|test")
    try:
        main(sys.argv[1])
    except KeyboardInterrupt:
        say("set-up was stopped; the next make begins it anew")
        sys.exit(130)
    except OSError as error:
        sys.exit(f"set-up stopped: {error}. The next make begins it anew.")
