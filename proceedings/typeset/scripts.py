"""Know the scripts of a text: direction levels for right-to-left words, and the language to announce for words in
another script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from proceedings.cache import parse_toml
from proceedings.patterns import compiled
from proceedings.typeset.layouts import layouts_folder

RIGHT_TO_LEFT = compiled("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
CONTROLS = compiled("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")
"""Marks that steer direction: shown as nothing and not obeyed, so that a text cannot print other than it reads."""


def levels_of(text: str) -> Sequence[int] | None:
    """Give each character's embedding level (UAX #9) in a left-to-right paragraph, or None when all runs left to right."""
    if not RIGHT_TO_LEFT.search(text):
        return None
    from bidi import algorithm

    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = 0, "L"
    algorithm.get_embedding_levels(CONTROLS.sub("\u00a0", text), storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    return [char["level"] for char in storage["chars"]]


def visual_order(levels: Sequence[int]) -> list[int]:
    """Give the indices of a line's parts from left to right (UAX #9, rule L2)."""
    order = list(range(len(levels)))
    odd = [level for level in levels if level % 2]
    for level in range(max(levels, default=0), min(odd, default=1) - 1, -1):
        start = 0
        while start < len(order):
            if levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return order


@cache
def script_tables() -> dict[str, Any]:
    """Read the tables of scripts that ship with the layouts."""
    return parse_toml((layouts_folder() / "common" / "scripts.toml").read_bytes())


@cache
def font_hints() -> tuple[tuple[str, str, str], ...]:
    """Give for scripts that we carry no font for: first and last character, and which font to get."""
    return tuple((chr(h["first"]), chr(h["last"]), h["font"]) for h in script_tables()["font"])


@cache
def languages() -> tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    """Read the table of scripts: a pattern of runs in any of them, and for each language the letters that tell."""
    table = script_tables()
    letters = "".join(script["letters"] for script in table["script"])
    runs = compiled(rf"[{letters}](?:[{letters}\W\d]*[{letters}])?")
    telling = [(lang["tag"], compiled(f"[{lang['telling']}]")) for script in table["script"] for lang in script["language"]]
    return runs, tuple(telling)


def foreign_runs(text: str) -> Iterator[tuple[int, int, str]]:
    """Find the runs of words in another script than Latin, each with its language: (start, end, tag)."""
    if text.isascii():
        return
    runs, telling = languages()
    for run in runs.finditer(text):
        tag = next(tag for tag, letters in telling if letters.search(run.group()))
        yield run.start(), run.end(), tag
