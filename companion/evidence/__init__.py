"""Figures from outside: tables that their own data package describes, read, checked, and set against a date."""

from companion.evidence.bearing import CHECKED, REPEATED, anchor, bearing, claims, judged, recorded
from companion.evidence.derived import numbers, shown, told
from companion.evidence.periods import ACROSS, AFTER, BEFORE, placed, runs, standing
from companion.evidence.tables import catalogue, check, columns, credit, load, names, origins, read

__all__ = [
    "ACROSS",
    "AFTER",
    "BEFORE",
    "CHECKED",
    "REPEATED",
    "anchor",
    "bearing",
    "catalogue",
    "check",
    "claims",
    "columns",
    "credit",
    "judged",
    "load",
    "names",
    "numbers",
    "origins",
    "placed",
    "read",
    "recorded",
    "runs",
    "shown",
    "standing",
    "told",
]
