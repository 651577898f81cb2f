"""Figures, tables and cards by subject: what the cells of the notebooks end with."""

from companion.display import Choice, Figure, Grid, Table
from companion.figures import agreement, argument_tables, asked, bibliography, coding, evidence, evidence_maps
from companion.figures.cards import Cards
from companion.figures.debate import Debates
from companion.figures.listed import Listed
from companion.figures.maps.map import Map
from companion.figures.picture import Picture
from companion.figures.questions import Questions, Tensions
from companion.figures.record import Period, Record
from companion.figures.verdicts import Verdicts
from companion.figures.whatif import WhatIf

__all__ = [
    "Cards",
    "Choice",
    "Debates",
    "Figure",
    "Grid",
    "Listed",
    "Map",
    "Period",
    "Picture",
    "Questions",
    "Record",
    "Table",
    "Tensions",
    "Verdicts",
    "WhatIf",
    "agreement",
    "argument_tables",
    "asked",
    "bibliography",
    "coding",
    "evidence",
    "evidence_maps",
]
