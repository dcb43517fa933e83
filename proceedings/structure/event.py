"""Find the facts of the event: title, organisers, venue, city, date, participants: the sixth step of `structure`."""

from __future__ import annotations

from proceedings.model import Event, Section
from proceedings.structure.segment import Segment
from proceedings.text import Source


def find_event(source: Source, segments: tuple[Segment, ...], sections: tuple[Section, ...]) -> Event:
    """Find what the article states of the event; a fact that it does not state is None."""
    return Event()
