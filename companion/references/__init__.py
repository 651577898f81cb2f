"""The bibliography: printed lines → parsed fields → repaired entries → written files, each change on record."""

from companion.references.bibliography import Bibliography, check, load

__all__ = ["Bibliography", "check", "load"]
