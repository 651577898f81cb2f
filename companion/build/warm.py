"""Imported by the process that kernels are forked from: everything a notebook of the book is going to import.

Importing must not start a thread, open a file or draw a chart: a fork would share it.
"""

import gc

import altair  # noqa: F401
import ipykernel.kernelapp  # noqa: F401
import pandas  # noqa: F401

import companion.figures
import companion.references.frames
import companion.references.writers.bibtex  # noqa: F401

# What is here stays: collections in the forks need not walk through it, and its memory stays shared.
gc.freeze()
