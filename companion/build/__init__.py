"""From data and text to a book: the steps in order, warm kernels, what changed, and a build that follows the editor.

``book`` runs the steps; ``state`` tells whether there is anything to do; ``execution`` runs the notebooks in the
kernels of ``kernels``; ``pages`` calls Jupyter Book; ``place`` keeps the last good book; ``progress`` tells how far a
step is; ``watch`` builds again on every change and ``serve`` shows what came of it.
"""
