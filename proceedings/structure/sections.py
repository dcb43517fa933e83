"""Decide to which section of the proceedings each sentence belongs: the fourth step of `structure`."""

from __future__ import annotations

from proceedings.model import Section
from proceedings.structure.attribute import Attributed
from proceedings.structure.people import People
from proceedings.structure.segment import Segment
from proceedings.text import Source


def divide(
    source: Source, segments: tuple[Segment, ...], people: People, attributed: tuple[Attributed, ...]
) -> tuple[Section, ...]:
    """Give each segment its section."""
    return tuple(Section.HEADLINE if i == 0 else Section.CONTEXT for i in range(len(segments)))
