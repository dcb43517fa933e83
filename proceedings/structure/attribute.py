"""Decide whose speech or view each sentence reports: the third step of `structure`."""

from __future__ import annotations

from dataclasses import dataclass

from proceedings.model import Certainty, Mode
from proceedings.structure.people import People
from proceedings.structure.segment import Segment
from proceedings.text import Source, Span


@dataclass(frozen=True, slots=True)
class Attributed:
    """What was decided of one segment: indices into `People.persons`, or a group, or nobody; and why."""

    persons: tuple[int, ...] = ()
    collective: bool = False
    certainty: Certainty | None = None
    rule: str = ""
    cue: Span | None = None
    mention: Span | None = None
    mode: Mode = Mode.NONE


def attribute(source: Source, segments: tuple[Segment, ...], people: People) -> tuple[Attributed, ...]:
    """Decide for every segment, in order, whose speech or view it reports."""
    return tuple(Attributed() for _ in segments)
