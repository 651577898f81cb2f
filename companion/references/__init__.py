"""The bibliography: printed lines → parsed fields → repaired entries → written files, each change on record."""

from companion.references.ledger import load

__all__ = ["load"]
