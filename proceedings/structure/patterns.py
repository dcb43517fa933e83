"""Regular expressions that are compiled when first used: an import costs nothing for those that an article never needs."""

from __future__ import annotations

import re
from typing import Any, cast

from proceedings.patterns import compiled


class LazyPattern:
    """Stands for a compiled pattern, and becomes it at the first touch."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        made = compiled(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "pattern", "flags"):
            setattr(self, method, getattr(made, method))
        return getattr(made, name)


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """Give a pattern like `re.compile`, compiled when it is first used."""
    return cast("re.Pattern[str]", LazyPattern(source, flags))
