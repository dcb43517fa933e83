"""Add up evidence: a log-linear model, whose weights (`lexicon/attribution.json`) `tests/bench/train_attribution.py` finds."""

from __future__ import annotations

import json
import math
from functools import cache
from itertools import repeat

from proceedings.structure.choices import Choice
from proceedings.structure.lexicons import FOLDER

Weights = dict[str, dict[str, float]]
"""What each piece of evidence counts, by label and trait."""


def weights_of(table: dict[str, float]) -> Weights:
    """Order a table of weights for weighing."""
    found: Weights = {}
    for trait, weight in table.items():
        label, _, rest = trait.partition("|")
        found.setdefault(label, {})[rest] = weight
    return found


@cache
def weights() -> Weights:
    """Load the weights, once; the file has them by label and trait, in hundredths."""
    path = FOLDER / "attribution.json"
    table: dict[str, dict[str, int]] = json.loads(path.read_bytes()) if path.exists() else {}
    return {label: {trait: weight / 100 for trait, weight in traits.items()} for label, traits in table.items()}


def weigh(choices: list[Choice], table: Weights) -> tuple[Choice, float]:
    """Give the best of the choices and its share of the whole weight, 0 to 1."""
    scores = [round(score(c, table), 6) for c in choices]  # alike whatever the order of adding up, so that ties are ties
    top = max(scores)
    total = sum(math.exp(s - top) for s in scores)
    return choices[scores.index(top)], 1.0 / total


def score(choice: Choice, table: Weights) -> float:
    """Add up what the evidence for a choice counts."""
    nothing = repeat(0.0)
    total = 0.0
    for label, traits in (*choice.traits.items(), *choice.shared.items()):
        known = table.get(label)
        if known:
            total += sum(map(known.get, traits, nothing))
    return total
