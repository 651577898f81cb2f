"""The dossier: ``data/`` read into frozen records, checked, and laid out as tables.

A data file has a module of its name here (``paper``, ``codebook``, ``arguments`` with ``statements`` and ``relations``,
``schemes``, ``rivals``, ``whatif``, ``design``) and one in ``rules``; ``dossier`` is all of them together.
"""

from companion.dossier import tables
from companion.dossier.dossier import Dossier
from companion.dossier.load import load, read
from companion.dossier.tables import counts

__all__ = ["Dossier", "counts", "load", "read", "tables"]
