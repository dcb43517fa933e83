"""Compile regular expressions, each once for all runs: compiling them anew would take a tenth of a build.

What Python's compiler makes of a pattern is a row of numbers; these are kept on disk, and its engine takes (and checks) them as
if they had just been made. The door to the engine is not public: where it is another, patterns are compiled as ever.
"""

from __future__ import annotations

import re
from array import array
from typing import Any

from proceedings.cache import shelf

Compiled = tuple[bytes, int, int, dict[str, int]]
"""What the compiler makes of a pattern: code, flags, number of groups, numbers of the named ones."""


def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """Give what `re.compile` gives."""
    try:
        kept = shelf("patterns").get((source, int(flags)), lambda: translate(source, int(flags)))
        return assemble(source, kept)
    except (ImportError, AttributeError, TypeError, ValueError, RuntimeError, OverflowError):
        return re.compile(source, flags)


def translate(source: str, flags: int) -> Compiled:
    """Have a pattern compiled into the engine's numbers."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed: Any = _parser.parse(source, flags)
    code = array("I", _compiler._code(parsed, flags))
    return code.tobytes(), flags | parsed.state.flags, parsed.state.groups, dict(parsed.state.groupdict)


def assemble(source: str, kept: Compiled) -> re.Pattern[str]:
    """Hand the numbers to the engine."""
    import _sre  # type: ignore[import-not-found]

    code, flags, groups, names = kept
    by_number: list[str | None] = [None] * groups
    for name, number in names.items():
        by_number[number] = name
    pattern: re.Pattern[str] = _sre.compile(source, flags, array("I", code).tolist(), groups - 1, names, tuple(by_number))
    return pattern
