"""Load the words that scrubbing knows by: `words.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Give a table of the lexicon."""
    found: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))[name]
    return found


@cache
def words(name: str) -> frozenset[str]:
    """Give a set of words."""
    return frozenset(str(table("words")[name]).split())
