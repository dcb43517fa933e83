"""Know where a line should not be broken: number and unit, day and month, short quotations, a leaning preposition."""

from __future__ import annotations

import re
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

    hard: re.Pattern[str]
    soft: re.Pattern[str]
    leaning: frozenset[str]

    def costs(self, text: str) -> dict[int, float]:
        """Give the cost of a break at each space (by its index) that binds."""
        costs: dict[int, float] = {}
        for pattern, cost in ((self.soft, SOFT), (self.hard, HARD)):
            for match in pattern.finditer(text):
                at = text.find(" ", match.start(), match.end())
                while at >= 0:
                    costs[at] = cost
                    at = text.find(" ", at + 1, match.end())
        return costs


@cache
def load_bindings() -> Bindings:
    """Read the table of bindings that ships with the layouts."""
    path: Path = layouts_folder() / "common" / "bindings.toml"
    table = parse_toml(path.read_bytes())
    either = {k: "|".join(map(re.escape, v)) for k, v in table.items()}
    number = r"[$€£¥₹₦]?\d[\d.,–-]*"
    hard = "|".join(
        [
            rf"{number} (?:{either['units']})(?![\w])(?: cent\b)?",
            rf"(?<!\w)(?:{either['currencies']}) \d[\d.,]*(?: (?:million|billion|trillion))?",
            rf"\d{{1,2}}(?:st|nd|rd|th)? (?:{either['months']})\b",
            rf"(?<!\w)(?:{either['months']}) \d{{1,4}}\b",
            rf"(?<!\w)(?:{either['numbered']}) [\dIVX]+\b",
            rf"(?<!\w)(?:{either['honorifics']}) (?=[^\W\d_a-z])",
            r"(?<!\w)[^\W\d_]\. (?=[A-Z])",
        ]
    )
    soft = "|".join(
        [
            rf"“[^“”]{{1,{SHORT}}}”|‘[^‘’]{{1,{SHORT}}}’|\"[^\"]{{1,{SHORT}}}\"|«[^«»]{{1,{SHORT}}}»|\([^()]{{1,{SHORT}}}\)",
            rf"(?<!\w)(?:{either['prepositions']}) (?={number}|(?:{either['currencies']}) )",
        ]
    )
    return Bindings(compiled(hard), compiled(soft), frozenset(table["leaning"]))
