"""Load the words that tell: `lexicon/*.toml`, one file a kind of word."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "lexicon"


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Give the tables of `lexicon/NAME.toml`, read once."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
