"""Engine of a research companion: one paper's dossier in, tables, analyses, figures and a book out.

Layers import one way: ``dossier`` and ``references`` → ``analyses`` → ``figures`` → ``book`` → ``cli``.
Nothing in this package names the paper, its actors or a reference: those stand in ``data/``.
"""

__version__ = "1.3.0"
