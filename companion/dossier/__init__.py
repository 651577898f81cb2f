"""The dossier: ``data/`` read into frozen records, checked, and laid out as tables."""

from companion.dossier import tables
from companion.dossier.load import load, read
from companion.dossier.tables import counts

__all__ = ["counts", "load", "read", "tables"]
