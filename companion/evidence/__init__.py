"""Figures from outside: tables that their own data package describes, read, checked, and set against a date."""

from companion.evidence.periods import ACROSS, AFTER, BEFORE, placed, runs, standing
from companion.evidence.tables import catalogue, check, columns, load, origins, read

__all__ = ["ACROSS", "AFTER", "BEFORE", "catalogue", "check", "columns", "load", "origins", "placed", "read", "runs",
           "standing"]  # fmt: skip
