"""Gather the sentences of each session and give it its own title: the fifth step of `structure`."""

from __future__ import annotations

from proceedings.model import Section, Session
from proceedings.structure.segment import Segment
from proceedings.text import Source


def find_sessions(source: Source, segments: tuple[Segment, ...], sections: tuple[Section, ...]) -> tuple[Session, ...]:
    """Give the sessions in the order of the article; each welcome, working or concluding sentence is in exactly one."""
    return ()
