"""Ask every outside address of the built book whether it still answers, and report: `reach.py FILE` writes Markdown.

A page may be gone for good: the report then names where it is cited and, where one is known, an archived copy. One
address of a host is asked at a time. Needs nothing but Python; `.github/workflows/links.yml` runs it every month.
"""

from __future__ import annotations

import json
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
import links

SECONDS = 30
"""To wait for an answer."""
HOSTS = 16
"""Hosts asked at a time."""
SNAPSHOT = "https://archive.org/wayback/available?url="
"""Answers which copy of an address the Internet Archive has."""
ARCHIVED = "https://web.archive.org/web/"
REFUSED = {401, 403, 405, 406, 418, 429, 451, 503, 999}
"""Answers of a host that is there and does not speak with programs, or not now."""
BROWSER = "Mozilla/5.0 (compatible; link check of a research companion)"
GONE, MOVED, SHY, FINE = "gone", "moved", "not answered to a program", "fine"


@dataclass(frozen=True)
class Answer:
    """What became of one address."""

    address: str
    kind: str
    """One of the four above."""
    words: str
    """What was answered, in a few words."""
    copy: str = ""
    """Address of an archived copy, where one is known."""


def ask(address: str, seconds: float = SECONDS) -> Answer:
    """Ask one address, going where it is sent on to."""
    request = urllib.request.Request(ascii_only(address), headers={"User-Agent": BROWSER, "Accept": "*/*"})
    try:
        with urllib.request.urlopen(request, timeout=seconds) as answer:
            there = answer.geturl()
    except urllib.error.HTTPError as error:
        return Answer(address, SHY if error.code in REFUSED else GONE, f"{error.code} {error.reason}".strip())
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        return Answer(address, GONE, "no answer in time" if "timed out" in str(reason) else f"no answer: {reason}")
    except Exception as error:  # an answer that is no HTTP
        return Answer(address, GONE, f"no sound answer: {type(error).__name__}")
    if same(address, there):
        return Answer(address, FINE, "")
    return Answer(address, MOVED, f"sent on to {there}")


def ascii_only(address: str) -> str:
    """Write what is no ASCII as %XX, without its fragment: `https://example.org/ü#a` -> `https://example.org/%C3%BC`."""
    return urllib.parse.quote(urllib.parse.urldefrag(address).url, safe="%/:=&?~#+!$,;'@()*[]|")


def same(address: str, there: str) -> bool:
    """Tell whether two addresses are one but for what hosts add: https, www and a slash at the end."""

    def bare(given: str) -> str:
        parts = urllib.parse.urlsplit(ascii_only(given))
        return f"{(parts.netloc).removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}".lower()

    return bare(address) == bare(there)


def snapshot(address: str, service: str = SNAPSHOT, seconds: float = SECONDS) -> str:
    """Return the archived copy that the Internet Archive knows of, or nothing."""
    try:
        with urllib.request.urlopen(service + urllib.parse.quote(address, safe=""), timeout=seconds) as answer:
            closest = json.load(answer).get("archived_snapshots", {}).get("closest", {})
    except (OSError, ValueError):
        return ""
    found = str(closest.get("url", ""))
    return found.replace("http://", "https://", 1) if closest.get("available") and "archive.org/" in found else ""


def known_copies(addresses: Iterable[str]) -> dict[str, str]:
    """Return the archived copies that the book itself names, by the address that they are copies of."""
    copies = (address for address in addresses if address.startswith(ARCHIVED))
    return {copy.removeprefix(ARCHIVED).partition("/")[2]: copy for copy in copies}


def check(
    addresses: Iterable[str],
    asked: Callable[[str], Answer] = ask,
    archived: Callable[[str], str] = snapshot,
) -> list[Answer]:
    """Ask every address of the web that is no archived copy; those of one host one after the other."""
    given, by_host = list(addresses), defaultdict(list)
    copies = known_copies(given)
    for address in given:
        if address.startswith(("http://", "https://")) and not address.startswith(ARCHIVED):
            by_host[urllib.parse.urlsplit(address).netloc].append(address)

    def host(own: list[str]) -> list[Answer]:
        answers = [asked(address) for address in own]
        return [with_copy(answer) if answer.kind == GONE else answer for answer in answers]

    def with_copy(answer: Answer) -> Answer:
        copy = copies.get(answer.address) or archived(answer.address)
        return Answer(answer.address, answer.kind, answer.words, copy)

    with ThreadPoolExecutor(HOSTS) as pool:
        return sorted((answer for own in pool.map(host, by_host.values()) for answer in own), key=lambda a: a.address)


def report(answers: Iterable[Answer], named: Mapping[str, list[str]]) -> str:
    """Return what was found as Markdown: what is gone first, with where it is named and what is left of it."""
    by_kind: dict[str, list[Any]] = {kind: [] for kind in (GONE, MOVED, SHY, FINE)}
    for answer in answers:
        by_kind[answer.kind].append(answer)
    counts = ", ".join(f"{len(found)} {kind}" for kind, found in by_kind.items())
    lines = ["# Outside addresses of the book", "", f"{counts}."]
    for kind in (GONE, MOVED, SHY):
        if by_kind[kind]:
            lines += ["", f"## {kind.capitalize()}", ""]
        for answer in by_kind[kind]:
            pages = ", ".join(f"`{name}`" for name in named[answer.address] if name.endswith(".html"))
            copy = f"; archived copy: <{answer.copy}>" if answer.copy else "; no archived copy is known"
            lines.append(f"- <{answer.address}> ({answer.words}), in {pages}{copy if kind == GONE else ''}")
    return "\n".join(lines) + "\n"


def main(target: Path) -> int:
    """Write the report on the built book; return 1 if an address is not well formed, which is ours to mend."""
    if not links.BOOK.is_dir():
        sys.exit("There is no book yet: run `make book` first.")
    named = links.outside(links.read(links.files(links.BOOK)))
    faults = [f"{address}: {links.fault(address)}" for address in named if links.fault(address)]
    target.write_text(report(check(named), named), encoding="utf-8")
    sys.stdout.write("".join(f"{line}\n" for line in [*faults, str(target)]))
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: reach.py FILE")
    sys.exit(main(Path(sys.argv[1])))
