"""Find the figures an article cites, numbers with a unit, and what each measures: the last step of `structure`."""

from __future__ import annotations

from proceedings.model import Figure, Section
from proceedings.structure.segment import Segment
from proceedings.text import Source


def find_figures(source: Source, segments: tuple[Segment, ...], sections: tuple[Section, ...]) -> tuple[Figure, ...]:
    """Find the figures in source order."""
    return ()
