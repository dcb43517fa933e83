"""Keep on disk, from one run to the next, what is dear to make and always comes out the same.

Nothing depends on it. A file that is damaged, of another version, missing, or in a folder that cannot be written counts as
empty; everything is then made anew. Files are written whole under another name first, so that many processes may share them.
"""

from __future__ import annotations

import atexit
import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from proceedings import __version__
from proceedings.places import cache_folder

LIMIT = 4000
"""A file that holds so many values is begun anew: those of patterns and templates that have changed would never leave."""

DIGEST = 16

Made = TypeVar("Made")


class Shelf:
    """The values of one file by their keys: what `marshal` can write, numbers, text, bytes, code, tuples, lists, tables."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.values: dict[Any, Any] = load(path) if path is not None else {}
        self.is_new = False

    def get(self, key: Any, make: Callable[[], Made]) -> Made:
        """Give the value of a key, made now if it is not there."""
        found: Made | None = self.values.get(key)
        if found is None:
            found = self.values[key] = make()
            self.is_new = True
        return found

    def save(self) -> None:
        """Write the file, if there is something new; where that fails, it is not there, and no harm done."""
        if self.path is None or not self.is_new:
            return
        self.is_new = False
        with suppress(ValueError):  # a date of a TOML file, say, is not for marshal
            self.write(self.path, marshal.dumps({**load(self.path), **self.values} if len(self.values) < LIMIT else {}))

    def write(self, path: Path, content: bytes) -> None:
        """Write the file whole, or not at all."""
        temporary = path.with_suffix(f".{os.getpid()}.tmp")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            temporary.write_bytes(blake2b(content, digest_size=DIGEST).digest() + content)
            temporary.replace(path)
        except OSError:
            with suppress(OSError):
                temporary.unlink()


def parse_toml(content: bytes) -> dict[str, Any]:
    """Parse TOML, each content once for all runs. Raises ValueError when it is none (tomllib's error is one)."""

    def parse() -> dict[str, Any]:
        import tomllib

        return tomllib.loads(content.decode())

    return shelf("tables").get(blake2b(content, digest_size=DIGEST).digest(), parse)


def load(path: Path) -> dict[Any, Any]:
    """Read a file of values; one that is missing or damaged holds none."""
    with suppress(OSError, ValueError, EOFError, TypeError):
        written = path.read_bytes()
        if written[:DIGEST] == blake2b(written[DIGEST:], digest_size=DIGEST).digest():
            values = marshal.loads(written[DIGEST:])
            return values if isinstance(values, dict) else {}
    return {}


@cache
def shelf(name: str) -> Shelf:
    """Give the shelf of a name, for this version of the package and of Python; what is new on it is written at the end."""
    place = cache_folder()
    version = f"{__version__}-{sys.implementation.cache_tag}-{sys.hexversion:x}"
    opened = Shelf(place / f"{name}-{version}.kept" if place is not None else None)
    atexit.register(opened.save)
    return opened
