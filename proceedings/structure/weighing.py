"""Add up evidence: a log-linear model, whose weights (`lexicon/attribution.json`) `tests/bench/train_attribution.py` finds."""

from __future__ import annotations

import json
import math
from functools import cache
from itertools import repeat

from proceedings.structure.choices import Choice
from proceedings.structure.lexicons import FOLDER
from proceedings.values import dataclass


@dataclass(frozen=True)
class Weights:
    """What each piece of evidence counts: `single` by the whole trait, `shared` by label and trait."""

    single: dict[str, float]
    shared: dict[str, dict[str, float]]


def weights_of(table: dict[str, float]) -> Weights:
    """Order a table of weights for weighing."""
    shared: dict[str, dict[str, float]] = {}
    for trait, weight in table.items():
        label, _, rest = trait.partition("|")
        shared.setdefault(label, {})[rest] = weight
    return Weights(table, shared)


@cache
def weights() -> Weights:
    """Load the weights, once; the file has them by label and trait, in hundredths."""
    path = FOLDER / "attribution.json"
    shared: dict[str, dict[str, int]] = json.loads(path.read_bytes()) if path.exists() else {}
    return Weights(
        {f"{label}|{trait}": weight / 100 for label, traits in shared.items() for trait, weight in traits.items()},
        {label: {trait: weight / 100 for trait, weight in traits.items()} for label, traits in shared.items()},
    )


def weigh(choices: list[Choice], table: Weights) -> tuple[Choice, float]:
    """Give the best of the choices and its share of the whole weight, 0 to 1."""
    scores = [round(score(c, table), 6) for c in choices]  # alike whatever the order of adding up, so that ties are ties
    top = max(scores)
    total = sum(math.exp(s - top) for s in scores)
    return choices[scores.index(top)], 1.0 / total


def score(choice: Choice, table: Weights) -> float:
    """Add up what the evidence for a choice counts."""
    nothing = repeat(0.0)
    total = sum(map(table.single.get, choice.traits, nothing))
    for label, traits in choice.shared.items():
        known = table.shared.get(label)
        if known:
            total += sum(map(known.get, traits, nothing))
    return total
