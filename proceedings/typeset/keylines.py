"""Find the line of a key in TOML text: what a complaint about a theme or a brand says beside the file. Text in, line out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

Key = tuple[str, ...]
"""A key with the tables around it, outermost first."""


def place_of(files: Sequence[Path], candidates: Iterable[Key]) -> str:
    """Give "file:line" of the first of the keys that one of the files has, of the innermost table around it where none has it.

    Without any, the first file alone.
    """
    known: list[tuple[Path, dict[Key, int]]] = []
    for file in files:
        with suppress(OSError, UnicodeDecodeError):
            text = file.read_text(encoding="utf-8")
            known.append((file, {found: line for line, found in reversed(list(keys(text)))}))
    wanted = list(candidates)
    for cut in range(max(map(len, wanted), default=0)):
        for key in wanted:
            for file, lines in known:
                outer = key[: len(key) - cut]
                if outer and outer in lines:
                    return f"{file}:{lines[outer]}"
    return str(files[0])


def keys(text: str) -> Iterator[tuple[int, Key]]:
    """Give the line of every table's head, with the tables that it names, and of every key that opens a line."""
    table: Key = ()
    for number, line in enumerate(text.splitlines(), 1):
        head = re.match(r"\s*\[([^\[\]]+)\]", line)
        pair = re.match(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""", line)
        if head:
            table = split(head[1])
            yield from ((number, table[:n]) for n in range(1, len(table) + 1))
        elif pair:
            yield number, (*table, *split(pair[1]))


def split(dotted: str) -> Key:
    """Split a dotted key as TOML does: 'style."points li"' is two."""
    import tomllib

    try:
        inner: object = tomllib.loads(f"{dotted} = 0")
    except tomllib.TOMLDecodeError:
        return ()
    found: list[str] = []
    while isinstance(inner, dict):
        (name, inner), *_ = inner.items()
        found.append(name)
    return tuple(found)
