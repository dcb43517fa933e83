"""Find the figures an article cites, numbers with a unit, and what each measures: the last step of `structure`."""

from __future__ import annotations

import re
from enum import StrEnum

from proceedings.model import Figure, Section
from proceedings.structure.segment import Segment
from proceedings.text import Source


class Kind(StrEnum):
    """What sort of figure: a sum of money, a share, a term, anything else counted or measured."""

    MONEY = "money"
    SHARE = "share"
    TERM = "term"
    COUNT = "count"


def kind_of(words: str) -> Kind:
    """Tell what sort of figure these words are."""
    if re.search(r"[$€£¥₹₦₱₩₺₽₴₫฿]|\b[A-Z]{3}\b", words):
        return Kind.MONEY
    if re.search(r"%|\bper ?cent", words):
        return Kind.SHARE
    return Kind.TERM if re.search(r"-(?:year|month|week|day)$", words) else Kind.COUNT


def find_figures(source: Source, segments: tuple[Segment, ...], sections: tuple[Section, ...]) -> tuple[Figure, ...]:
    """Find the figures in source order."""
    return ()
