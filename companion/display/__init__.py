"""How a notebook's figures, tables and flows are shown: alike in the book, in JupyterLab and in a file of one's own."""

from companion.display.choice import Choice
from companion.display.figure import Drawn, Figure
from companion.display.grid import Grid
from companion.display.table import Table

__all__ = ["Choice", "Drawn", "Figure", "Grid", "Table"]
