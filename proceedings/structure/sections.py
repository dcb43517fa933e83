"""Decide to which section of the proceedings each sentence belongs: the fourth step of `structure`.

A linear chain of log-linear weights: every trait of a segment speaks for or against each section, every link between two
segments for or against each pair, and the best path through the whole article wins. `tests/bench/train_sections.py` makes the
weights (`lexicon/sections.weights.json`); `reasons` says which trait decided.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from functools import cache, lru_cache
from operator import add

from proceedings.model import Section
from proceedings.structure.attribute import Attributed
from proceedings.structure.lexicons import FOLDER
from proceedings.structure.people import People
from proceedings.structure.segment import Segment
from proceedings.structure.surroundings import describe
from proceedings.structure.traits import REPORT, TRIMMING, View
from proceedings.values import dataclass

SECTIONS = tuple(Section)
COUNT = len(SECTIONS)

OUTSIDE = (Section.HEADLINE, Section.CONTEXT, Section.BOILERPLATE)
"""The sections that a text has without a conference."""

BARRED = 10**6
"""What a section that is not allowed weighs, against it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each trait says of each section, each link of each pair, in hundredths.

    links: for each later section a row of the earlier ones.
    """

    traits: dict[str, list[int]]
    links: dict[str, list[list[int]]]
    start: list[int]
    end: list[int]


@cache
def weights() -> Weights:
    """Read the weights, once."""
    table = json.loads((FOLDER / "sections.weights.json").read_text(encoding="utf-8"))
    links = {link: [row[k::COUNT] for k in range(COUNT)] for link, row in table["links"].items()}
    return Weights(table["traits"], links, table["start"], table["end"])


def divide(
    segments: tuple[Segment, ...], people: People, attributed: tuple[Attributed, ...], is_conference: bool
) -> tuple[Section, ...]:
    """Give each segment its section; a text that is no conference has only headline, context and boilerplate."""
    return best_path(describe(segments, people, attributed), SECTIONS if is_conference else OUTSIDE)


def best_path(views: Sequence[View], allowed: Collection[Section] = SECTIONS) -> tuple[Section, ...]:
    """Find the sections that together have the most weight, among those allowed."""
    if not views:
        return ()
    table = weights()
    barred = [0 if section in allowed else -BARRED for section in SECTIONS]
    start = total([table.start, barred])
    scores = [s + t for s, t in zip(start, weigh(views[0], table), strict=True)]
    back: list[list[int]] = []
    for view in views[1:]:
        own = map(add, weigh(view, table), barred)
        chosen: list[int] = []
        following: list[int] = []
        for weight, pairs in zip(own, linked(tuple(view.links)), strict=True):
            reached = list(map(add, scores, pairs))
            top = max(reached)
            chosen.append(reached.index(top))
            following.append(top + weight)
        back.append(chosen)
        scores = following
    scores = [s + e for s, e in zip(scores, table.end, strict=True)]
    path = [scores.index(max(scores))]
    for chosen in reversed(back):
        path.append(chosen[path[-1]])
    return tuple(SECTIONS[k] for k in reversed(path))


def weigh(view: View, table: Weights) -> list[int]:
    """Add up what a segment's traits say of each section; some are certainly boilerplate, some certainly none."""
    if view.certainly == TRIMMING:
        return [0 if section is Section.BOILERPLATE else -BARRED for section in SECTIONS]
    own = total(filter(None, map(table.traits.get, view.traits))) or [0] * COUNT
    if view.certainly == REPORT:
        own[SECTIONS.index(Section.BOILERPLATE)] = -BARRED
    return own


@lru_cache(1_000)
def linked(links: tuple[str, ...]) -> list[list[int]]:
    """Add up what links say of each pair of sections; most segments hang together in one of few ways."""
    known = weights().links
    rows = [known["any"], *(known[link] for link in links if link in known)]
    return [total(list(columns)) for columns in zip(*rows, strict=True)]


def total(rows: Iterable[list[int]]) -> list[int]:
    """Add rows of numbers column by column."""
    return list(map(sum, zip(*rows, strict=True)))


def reasons(
    segments: Sequence[Segment], people: People, attributed: Sequence[Attributed], sections: Sequence[Section]
) -> tuple[str, ...]:
    """Name for each segment the trait that speaks most for its section as against the other sections."""
    table = weights()
    found: list[str] = []
    for view, section in zip(describe(segments, people, attributed), sections, strict=True):
        k = SECTIONS.index(section)
        known = [trait for trait in view.traits if trait in table.traits]
        found.append(max(known, key=lambda trait: COUNT * table.traits[trait][k] - sum(table.traits[trait]), default=""))
    return tuple(found)
