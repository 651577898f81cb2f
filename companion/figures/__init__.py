"""Figures, tables and cards: objects a notebook cell ends with, shown alike in the book and in JupyterLab."""

from companion.figures import argument_tables, coding_charts, evidence_charts, readings
from companion.figures.cards import Cards
from companion.figures.figure import Figure, Table
from companion.figures.grid import Grid
from companion.figures.maps import Map
from companion.figures.points import Questions, Tensions
from companion.figures.whatif import WhatIf

__all__ = [
    "Cards",
    "Figure",
    "Grid",
    "Map",
    "Questions",
    "Table",
    "Tensions",
    "WhatIf",
    "argument_tables",
    "coding_charts",
    "evidence_charts",
    "readings",
]
