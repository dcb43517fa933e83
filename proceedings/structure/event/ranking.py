"""Choose among candidates for a fact of the event: a log-linear model over traits, whose weights training finds.

Every candidate has traits, short strings that say where and how its words stand; what their weights add up to says how
likely it is the fact, and "nothing" is a candidate of its own. The same words in several places add up.
`tests/bench/train_event.py` makes the weights (`lexicon/event.weights.json`).
"""

from __future__ import annotations

import json
import math
from functools import cache

from proceedings.structure.lexicons import FOLDER
from proceedings.text import Span
from proceedings.values import dataclass

NOTHING = "nothing"
"""The trait of the candidate that stands for "the article does not say"."""

HUNDREDTHS = 100.0


@dataclass(slots=True)
class Candidate:
    """Words that may be the fact: where they stand, what they are (folded, for comparing), and what speaks for and against."""

    span: Span
    words: str
    traits: list[str]


@cache
def weights(fact: str) -> dict[str, int]:
    """Give what each trait weighs for a fact, in hundredths."""
    table: dict[str, dict[str, int]] = json.loads((FOLDER / "event.weights.json").read_bytes())
    return table[fact]


def score(traits: list[str], table: dict[str, int]) -> float:
    """Add up what the weights say of traits."""
    return sum([table[trait] for trait in traits if trait in table]) / HUNDREDTHS


def choose(candidates: list[Candidate], table: dict[str, int]) -> Candidate | None:
    """Give the candidate whose words have the most weight in all their places together, or None if nothing has more."""
    shares: dict[str, float] = {}
    best: dict[str, tuple[float, Candidate]] = {}
    for candidate in candidates:
        weight = score(candidate.traits, table)
        shares[candidate.words] = shares.get(candidate.words, 0.0) + math.exp(weight)
        if candidate.words not in best or best[candidate.words][0] < weight:
            best[candidate.words] = (weight, candidate)
    words = max(shares, key=lambda key: shares[key], default=None)
    if words is None or shares[words] <= math.exp(score([NOTHING], table)):
        return None
    return best[words][1]


def step(number: int, bounds: tuple[int, ...]) -> str:
    """Give the first bound that a number does not pass, as a trait's ending, or "more"."""
    return next((str(bound) for bound in bounds if number <= bound), "more")
