"""Know where a line should not be broken: number and unit, day and month, short quotations, a leaning preposition."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from proceedings.cache import parse_toml
from proceedings.patterns import compiled
from proceedings.typeset.layouts import layouts_folder
from proceedings.values import dataclass

HARD = 30.0
"""The cost of a break that splits a unit; costs are on the scale of `lines.cost_of_line` (a line three tenths short
costs about 1).
"""
SOFT = 0.8
"""The cost of a break that a reader would rather not see."""

SHORT = 26
"""A quotation or bracket of up to so many characters is kept whole."""


@dataclass(frozen=True, slots=True)
class Bindings:
    """Compiled patterns: `hard` and `soft` match text whose spaces bind; `leaning` words end no line of a title."""

    hard: tuple[re.Pattern[str], ...]
    soft: tuple[re.Pattern[str], ...]
    leaning: frozenset[str]

    def costs(self, text: str) -> dict[int, float]:
        """Give the cost of a break at each space (by its index) that binds."""
        costs: dict[int, float] = {}
        for patterns, cost in ((self.soft, SOFT), (self.hard, HARD)):
            bound = 0
            for start, end in sorted([match.span() for pattern in patterns for match in pattern.finditer(text)]):
                if start < bound or (start == bound and text[start] == "."):
                    # what is bound binds nothing more: of "14 May 2025" the year may stand on the next line, and the stop
                    # behind "Section V" ends a sentence
                    continue
                bound = end
                at = text.find(" ", start, end)
                while at >= 0:
                    costs[at] = cost
                    at = text.find(" ", at + 1, end)
        return costs


@cache
def load_bindings() -> Bindings:
    """Read the table of bindings that ships with the layouts.

    In each pattern every alternative begins with a character of its own, so that the engine skips all text before one.
    """
    path: Path = layouts_folder() / "common" / "bindings.toml"
    table = parse_toml(path.read_bytes())
    either = {k: "|".join(map(re.escape, v)) for k, v in table.items()}
    number, currency = r"\d[\d.,–-]*", rf"(?:{either['currencies']}) "
    numbers = rf"{number} (?:{either['units']})(?![\w])(?: cent\b)?|\d{{1,2}}(?:st|nd|rd|th)? (?:{either['months']})\b"
    words = "|".join(
        [
            *before(table["currencies"], r"\d[\d.,]*(?: (?:million|billion|trillion))?"),
            *before(table["months"], r"\d{1,4}\b"),
            *before(table["numbered"], r"[\dIVX]+\b"),
            *before(table["honorifics"], r"(?=[^\W\d_a-z])"),
        ]
    )
    initials = r"\.(?<=[^\W\d_]\.)(?<!\w\w\.) (?=[A-Z])"
    quoted = rf"“[^“”]{{1,{SHORT}}}”|‘[^‘’]{{1,{SHORT}}}’|\"[^\"]{{1,{SHORT}}}\"|«[^«»]{{1,{SHORT}}}»|\([^()]{{1,{SHORT}}}\)"
    leading = "|".join(before(table["prepositions"], rf"(?=[$€£¥₹₦]?{number}|{currency})"))
    hard = compiled(numbers), compiled(words), compiled(initials)
    return Bindings(hard, (compiled(quoted), compiled(leading)), frozenset(table["leaning"]))


def before(words: Iterable[str], following: str) -> list[str]:
    """Give patterns of whole words, a space and what follows it."""
    return [rf"{re.escape(word[0])}(?<!\w.){re.escape(word[1:])} {following}" for word in words]
