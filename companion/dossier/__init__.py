"""The dossier: ``data/`` read into frozen records, checked, and laid out as tables."""

from companion.dossier.load import load, read

__all__ = ["load", "read"]
