"""Compile regular expressions, each once for all runs: compiling them anew would take a tenth of a build.

What Python's compiler makes of a pattern is a row of numbers; these are kept on disk, and its engine takes (and checks) them as
if they had just been made. The door to the engine is not public: where it is another, patterns are compiled as ever.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from proceedings.cache import shelf

Compiled = tuple[bytes, int, int, dict[str, int]]
"""What the compiler makes of a pattern: code, flags, number of groups, numbers of the named ones."""

UNKNOWN = (ImportError, AttributeError, TypeError, ValueError, RuntimeError, OverflowError)
"""What happens where the door is another, or what was kept is of another engine."""


def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """Give what `re.compile` gives."""
    try:
        return restore(source, int(flags))
    except UNKNOWN:
        return re.compile(source, flags)


def restore(source: str, flags: int) -> re.Pattern[str]:
    """Give a pattern from what was kept of it."""
    return assemble(source, shelf("patterns").get((source, flags), lambda: translate(source, flags)))


@contextmanager
def keeping() -> Iterator[None]:
    """Within it, the patterns that other packages compile while they are imported are kept too.

    Only for imports: what is compiled while an article is read may hold its words, and these do not go on disk.
    """
    from re import _compiler  # type: ignore[attr-defined]

    python = _compiler.compile

    def compile_or_keep(source: Any, flags: int = 0) -> Any:
        try:
            return restore(source, flags) if isinstance(source, str) else python(source, flags)
        except UNKNOWN:
            return python(source, flags)

    _compiler.compile = compile_or_keep
    try:
        yield
    finally:
        _compiler.compile = python


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
