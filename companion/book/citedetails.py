"""What stands under an entry of the bibliography: kind and language, links, copies, printed form, repairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from companion.figures.display import escape, tag
from companion.references import exchange, ledger, write
from companion.references.audit import status
from companion.references.entry import TYPE_NAMES, Entry, Repair

STATUS = {"clean": "nothing to repair", "repaired": "repaired", "doubtful": "a doubt remains"}


def facets(entry: Entry) -> dict[str, str]:
    """Return what the filters sort by: type, language, status."""
    return {
        "type": TYPE_NAMES[entry.get("type")],
        "language": entry.get("language") or "English",
        "status": STATUS[status(entry)],
    }


def filters(entries: Iterable[Entry]) -> str:
    """Return the filters as a form; without a script it is not shown, and the whole list is."""
    rows = [facets(entry) for entry in entries]
    parts = []
    for name in ("type", "language", "status"):
        counts = {value: sum(row[name] == value for row in rows) for value in sorted({row[name] for row in rows})}
        options = tag("option", f"any ({len(rows)})", value="")
        options += "".join(tag("option", f"{escape(value)} ({count})", value=value) for value, count in counts.items())
        parts.append(tag("label", f"{name.capitalize()} " + tag("select", options, name=name)))
    parts.append(tag("output", f"{len(rows)} references shown", name="shown", aria_live="polite"))
    return tag("form", "".join(parts), class_="ref-filters js-only", aria_label="Show only some references")


def details(entry: Entry, known: Mapping[str, Entry]) -> str:
    """Return everything under the formatted reference, as HTML; every value is escaped."""
    return "".join((_facts(entry), _related(entry, known), _buttons(entry), _fold(entry), _coins(entry)))


def _facts(entry: Entry) -> str:
    values = facets(entry)
    language = values["language"]
    said = f"in {language}; the title is printed in English translation" if entry.get("language") else ""
    parts = [escape(values["type"]), escape(said), *_links(entry), _status(entry)]
    return tag("p", " · ".join(part for part in parts if part), class_="ref-facts")


def _status(entry: Entry) -> str:
    value = status(entry)
    return tag("span", escape(STATUS[value]), class_=f"ref-status ref-{value}")


def _links(entry: Entry) -> Iterable[str]:
    if entry.get("doi"):
        yield tag("a", "DOI", href=f"https://doi.org/{quote(entry.get('doi'), safe='/():;.')}")
    url = entry.get("url")
    if url.startswith(("http://", "https://")):
        yield tag("a", "address", href=url)
        yield tag("a", "archived copies", href=f"https://web.archive.org/web/*/{url}")
    else:
        yield tag("a", "search an archive", href=f"https://scholar.archive.org/search?q={quote(entry.get('title'))}")


def _related(entry: Entry, known: Mapping[str, Entry]) -> str:
    links = [tag("a", escape(f"reference {known[key].n}"), href=f"#ref-{key}") for key in entry.related if key in known]
    if not links:
        return ""
    reason = next((link.reason for link in ledger.links() if entry.n in link.numbers), "")
    return tag("p", f"See also {', '.join(links)}. {escape(reason)}", class_="ref-related")


def _buttons(entry: Entry) -> str:
    buttons = (("Copy reference", f"ref-text-{entry.key}"), ("Copy BibTeX", f"ref-bib-{entry.key}"))
    made = (
        tag(
            "button", label, type="button", class_="copy ref-copy", data_copy=target, aria_label=f"{label}: {entry.key}"
        )
        for label, target in buttons
    )
    return tag("p", " ".join(made), class_="ref-buttons js-only")


def _fold(entry: Entry) -> str:
    rows = "".join(_row(row) for row in entry.repairs)
    number = len(entry.repairs)
    told = "no repair" if not number else "1 row of the ledger" if number == 1 else f"{number} rows of the ledger"
    body = tag("p", "As printed, with what was changed marked:", class_="ref-label")
    body += tag("p", marked(entry), class_="ref-printed")
    body += tag("ul", rows, class_="ref-repairs") if rows else ""
    bib = write.bibtex([entry], ledger.proper_names())
    body += tag("p", "BibTeX:", class_="ref-label") + tag("pre", escape(bib), id=f"ref-bib-{entry.key}", tabindex="0")
    return tag("details", tag("summary", f"As printed, {told}, BibTeX") + body)


def marked(entry: Entry) -> str:
    """Return the printed line with the places that a rule changed marked.

    Overlapping changes share one mark; everything is escaped, so that printed markup stays text.
    """
    raw = entry.parsed.raw
    html, last = [], 0
    for start, end in _merged(row.span for row in entry.repairs if row.span):
        html += [escape(raw[last:start]), tag("mark", escape(raw[start:end]))]
        last = end
    return "".join([*html, escape(raw[last:])])


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _row(row: Repair) -> str:
    if row.after is None:
        change = _quoted(row.before)
    else:
        change = f"{_quoted(row.before)} → {_quoted(row.after) if row.after else 'left out'}"
    ground = {"printed": "the printed line", "internal": "another line of the list"}.get(row.evidence, "")
    if row.source:
        ground = tag("a", "a source", href=row.source)
    who = "rule" if row.origin == "rule" else "by hand"
    field = "" if row.field in NO_FIELD else f" ({escape(row.field.replace('_', ' '))})"
    told = tag("span", f"{who}; from {ground}; {escape(row.status)}", class_="ref-ground")
    return tag("li", f"<b>{escape(row.kind)}</b>{field}: {change}. {escape(row.reason)} {told}")


NO_FIELD = frozenset({"punctuation", "residue", "boilerplate"})
"""Places of a change that say nothing to a reader."""


def _quoted(text: str) -> str:
    if not text:
        return "nothing"
    return tag("q", escape(text)) if text.strip() else "a space" if len(text) == 1 else f"{len(text)} spaces"


def _coins(entry: Entry) -> str:
    return tag("span", "", class_="Z3988", title=exchange.coins(entry))
