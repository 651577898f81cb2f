"""The network cut off, and every attempt to use it put on record."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

RECORDER = """\
import os
import socket
import sys

HERE = {"", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::", socket.gethostname()}


def note(event, given):
    if event not in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        return
    asked = given[1] if event in ("socket.connect", "socket.sendto") else given[0]
    host = asked[0] if isinstance(asked, tuple) else asked if event.startswith("socket.get") else ""
    host = host.decode() if isinstance(host, bytes) else host or ""
    if host not in HERE:
        with open(os.environ["ASKED"], "a") as record:
            record.write(f"{event} {host} by {' '.join(sys.argv[:3])}\\n")


sys.addaudithook(note)
"""
"""Read by every Python at its start."""


def recording(folder: Path, project: Path, more: str = "") -> dict[str, str]:
    """Return the variables by which every Python that works in ``project`` records what it asks of other hosts.

    ``more`` is further Python that each of them reads at its start. The record is the file that ``ASKED`` names.
    """
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(RECORDER + more, encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join([str(project), str(folder)]), "ASKED": str(folder / "asked.txt")}


def asked(variables: dict[str, str]) -> list[str]:
    """Return what was asked of other hosts."""
    record = Path(variables["ASKED"])
    return record.read_text(encoding="utf-8").splitlines() if record.exists() else []


def cut_off() -> list[str]:
    """Return what begins a command that has no network, not even this machine's own; nothing where that cannot be."""
    for command in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        if shutil.which("unshare") and subprocess.run([*command, "true"], capture_output=True).returncode == 0:
            return command
    return []
