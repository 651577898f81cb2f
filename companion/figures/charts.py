"""Charts of coded statements: a frame and column names in, an Altair chart out."""

from __future__ import annotations
