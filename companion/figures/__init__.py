"""Figures, tables and cards by subject: what the cells of the notebooks end with."""

from companion.display import Choice, Figure, Grid, Table
from companion.figures import agreement, argument_tables, bibliography, coding, evidence
from companion.figures.cards import Cards
from companion.figures.debate import Debates
from companion.figures.maps.map import Map
from companion.figures.questions import Questions, Tensions
from companion.figures.whatif import WhatIf

__all__ = [
    "Cards",
    "Choice",
    "Debates",
    "Figure",
    "Grid",
    "Map",
    "Questions",
    "Table",
    "Tensions",
    "WhatIf",
    "agreement",
    "argument_tables",
    "bibliography",
    "coding",
    "evidence",
]
