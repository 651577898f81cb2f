"""Figures, tables and cards: objects a notebook cell ends with, shown alike in the book and in JupyterLab."""

from companion.figures import charts
from companion.figures.cards import Cards
from companion.figures.figure import Figure, Table

__all__ = ["Cards", "Figure", "Table", "charts"]
