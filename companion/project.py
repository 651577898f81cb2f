"""A project: one paper's folder, and what is in it, each part read once."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from companion import evidence, files, references, schemas
from companion.dossier import Dossier, load, read
from companion.errors import Problem
from companion.references import Bibliography


class Project:
    """The paper, the arguments, the references and the evidence below one folder.

    ``root`` is by default the folder that the working directory lies in (``files.find_root``). Parts are read when
    they are first asked for; each raises CompanionError with every problem if it is not sound.
    """

    def __init__(self, root: Path | None = None) -> None:
        self.root = files.find_root() if root is None else Path(root).resolve()

    @cached_property
    def dossier(self) -> Dossier:
        """What ``data/`` says of the paper."""
        return load(self.root)

    @cached_property
    def bibliography(self) -> Bibliography:
        """The paper's references, repaired."""
        return references.load(self.root)

    def check(self) -> list[Problem]:
        """Return everything that is wrong with any part, errors and warnings; none hides another."""
        _, problems = read(self.root)
        return [
            *problems,
            *evidence.check(self.root),
            *references.check(self.root),
            *schemas.check(self.root),
        ]
