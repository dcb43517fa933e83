"""Tell which articles have changed since one looked last: what an article's documents depend on, before and after."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from proceedings.read import is_article
from proceedings.revise.storage import ENDING, HOUSE

State = Mapping[str, tuple[tuple[int, int], ...]]
"""Of every article by its path: when each of the files that it depends on was written, and how large it is."""

MISSING = (0, 0)


def look(named: Iterable[str], shared: Iterable[Path] = ()) -> State:
    """Look at the articles that are named, or lie in the folders that are: each with its sidecar, its house file, and `shared`,
    on which all depend (layout, brand, settings).
    """
    common = tuple(stamp(path) for path in shared)
    found = {}
    for path in (path for name in named for path in articles(Path(name))):
        own = (path, Path(f"{path}{ENDING}"), path.parent / HOUSE)
        found[str(path)] = (*(stamp(file) for file in own), *common)
    return found


def changed(before: State, after: State) -> list[str]:
    """Name the articles that are there and are not as they were."""
    return [path for path, state in after.items() if before.get(path) != state]


def articles(named: Path) -> list[Path]:
    """List the articles of a folder; of a file, itself."""
    if not named.is_dir():
        return [named] if named.exists() else []
    return sorted(path for path in named.iterdir() if is_article(path.name))


def stamp(path: Path) -> tuple[int, int]:
    """Tell one state of a file from another."""
    with suppress(OSError):
        found = os.stat(path)  # noqa: PTH116 -- quicker, and this is asked often
        return found.st_mtime_ns, found.st_size
    return MISSING
