"""What the reasons and objections of a text amount to: a graph, its labelling, and what can be read off them.

``argument`` holds all of it for one dossier; ``graph`` and ``labelling`` say how a state comes about, ``explanation``,
``reasons``, ``standing`` and ``cuts`` what follows, ``robustness`` how far it depends on the companion's choices.
"""

from companion.analyses.argument.argument import Argument
from companion.analyses.argument.explanation import Outcome
from companion.analyses.argument.graph import Choices
from companion.analyses.argument.labelling import State

__all__ = ["Argument", "Choices", "Outcome", "State"]
