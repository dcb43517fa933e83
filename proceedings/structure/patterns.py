"""Regular expressions that are compiled when first used: an import costs nothing for those that an article never needs.

An expression may name what it `needs`: pieces of text, one of which every match holds. Where none of them stands in a text,
which is soon seen, the expression is not tried at all; most are not, in most sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from proceedings.patterns import compiled


class LazyPattern:
    """Stands for a compiled pattern, and becomes it at the first touch."""

    def __init__(self, source: str, flags: int, needs: str) -> None:
        self.source, self.flags_given, self.needs = source, flags, needs

    def __getattr__(self, name: str) -> Any:
        made = compiled(self.source, self.flags_given)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "pattern", "flags"):
            setattr(self, method, getattr(made, method))
        if self.needs:
            needs = tuple(self.needs.split("|"))
            self.search, self.match = only_with(needs, made.search, None), only_with(needs, made.match, None)
            self.finditer = only_with(needs, made.finditer, ())
        return getattr(self if name in vars(self) else made, name)


def only_with(needs: tuple[str, ...], method: Callable[..., Any], otherwise: Any) -> Callable[..., Any]:
    """Give a method of a pattern that is not tried on a text in which nothing of what it needs stands."""

    def tried(text: str, *where: int) -> Any:
        return method(text, *where) if any(map(text.lower().__contains__, needs)) else otherwise

    return tried


def lazy(source: str, flags: int = 0, needs: str = "") -> re.Pattern[str]:
    """Give a pattern like `re.compile`, compiled when it is first used; needs: in small letters, bars between."""
    return cast("re.Pattern[str]", LazyPattern(source, flags, needs))
