"""Let a part of the package be called by its own name: `from proceedings import read`, then `read("article.txt")`.

`proceedings.read` is a package of modules, and stays one; called, it does what its function `read` does.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class Part(ModuleType):
    """A package whose name is a verb, which one may do."""

    def __call__(self, *values: Any, **named: Any) -> Any:
        return getattr(self, self.__name__.rpartition(".")[2])(*values, **named)


def is_verb(name: str) -> None:
    """Let the package of this name be called as its function of the same name."""
    sys.modules[name].__class__ = Part
