"""Find the facts of the event: title, organisers, venue, city, date, participants: the sixth step of `structure`."""

from __future__ import annotations

from proceedings.model import Event, Organizer, Section, Words
from proceedings.structure.event.dates import find_date
from proceedings.structure.event.occasions import Occasion, find_occasions
from proceedings.structure.event.organizers import find_organizers
from proceedings.structure.event.participants import find_participants
from proceedings.structure.event.places import find_places
from proceedings.structure.event.title import find_title
from proceedings.structure.phrases import token_at, words_of
from proceedings.structure.segment import Segment
from proceedings.text import Source, Span


def find_event(source: Source, segments: tuple[Segment, ...], sections: tuple[Section, ...]) -> Event:
    """Find what the article states of the event; a fact that it does not state is None."""
    occasions = find_occasions(segments, sections)
    organizers = find_organizers(source, occasions)
    hosts = [body.span for body in organizers]
    venue, city = find_places(source, occasions, hosts)
    title = find_title(source, occasions, hosts, source.words(city) if city else None)
    if title is None and not any(names_event(occasion) for occasion in occasions):
        return Event()
    return Event(
        title=stated(title),
        organizers=tuple(Organizer(Words(body.span), body.part) for body in organizers),
        venue=stated(venue),
        city=stated(city),
        date=stated(find_date(occasions)),
        participants=stated(find_participants(occasions, hosts)),
    )


def names_event(occasion: Occasion) -> bool:
    """Tell whether a sentence tells of an event by its kind: "conference", "annual assembly"; not "day", "programme"."""
    if not (occasion.tells or occasion.is_header or occasion.is_lead):
        return False
    for noun in occasion.nouns:
        at = token_at(occasion.tokens, noun.start)
        counted = at > 0 and occasion.tokens[at - 1].lower in words_of("events", "qualifier")
        if counted or occasion.text[noun.start - occasion.start : noun.end - occasion.start].lower() not in words_of(
            "events", "vague"
        ):
            return True
    return False


def stated(span: Span | None) -> Words | None:
    return Words(span) if span is not None else None
