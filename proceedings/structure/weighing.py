"""Add up evidence: a log-linear model, whose weights (`lexicon/attribution.json`) `tests/bench/train_attribution.py` finds."""

from __future__ import annotations

import json
import math
from functools import cache

from proceedings.structure.choices import Choice
from proceedings.structure.lexicons import FOLDER


@cache
def weights() -> dict[str, float]:
    """Load what each piece of evidence counts, once."""
    path = FOLDER / "attribution.json"
    if not path.exists():
        return {}
    table: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return table


def weigh(choices: list[Choice], table: dict[str, float]) -> tuple[Choice, float]:
    """Give the best of the choices and its share of the whole weight, 0 to 1."""
    scores = [sum(table.get(t, 0.0) for t in c.traits) for c in choices]
    top = max(scores)
    total = sum(math.exp(s - top) for s in scores)
    return choices[scores.index(top)], 1.0 / total
