"""Find the facts of the event: title, organisers, venue, city, date, participants: the sixth step of `structure`."""

from __future__ import annotations

from proceedings.model import Event, Organizer, Section, Words
from proceedings.structure.event.dates import find_date
from proceedings.structure.event.occasions import find_occasions
from proceedings.structure.event.organizers import find_organizers
from proceedings.structure.event.participants import find_participants
from proceedings.structure.event.places import find_places
from proceedings.structure.event.title import find_title
from proceedings.structure.segment import Segment
from proceedings.text import Source, Span


def find_event(source: Source, segments: tuple[Segment, ...], sections: tuple[Section, ...]) -> Event:
    """Find what the article states of the event; a fact that it does not state is None."""
    occasions = find_occasions(segments, sections)
    organizers = find_organizers(source, occasions)
    hosts = [body.span for body in organizers]
    venue, city = find_places(source, occasions, hosts)
    title = find_title(source, occasions, hosts, source.words(city) if city else None)
    if title is None and not organizers and not any(o.tells or o.dateline or (o.is_header and o.nouns) for o in occasions):
        return Event()
    return Event(
        title=stated(title),
        organizers=tuple(Organizer(Words(body.span), body.part) for body in organizers),
        venue=stated(venue),
        city=stated(city),
        date=stated(find_date(occasions)),
        participants=stated(find_participants(occasions, hosts)),
    )


def stated(span: Span | None) -> Words | None:
    return Words(span) if span is not None else None
