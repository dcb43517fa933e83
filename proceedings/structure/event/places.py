"""Find where the event was: its venue and its city."""

from __future__ import annotations

from collections.abc import Iterator

from proceedings.structure.event.cities import (
    Place,
    city_after,
    city_in_name,
    city_of_seat,
    in_city,
    is_city,
    is_venue_word,
    of_reporter,
    read_city,
    readable,
)
from proceedings.structure.event.dates import datings
from proceedings.structure.event.occasions import LABELLED, Occasion
from proceedings.structure.event.venues import at_venue, hosting, is_headed, names_event, read_venue
from proceedings.structure.patterns import lazy
from proceedings.structure.phrases import is_capital, token_at, words_of
from proceedings.text import Source, Span


def find_places(source: Source, occasions: list[Occasion], organizers: list[Span]) -> tuple[Span | None, Span | None]:
    """Find venue and city; each None where the article does not say.

    The city that stands beside the venue is the city; else the one of the surest sentence, the dateline, the headline; else the
    one in the venue's name ("Dargaville Town Hall").
    """
    readers = (at_venue, hosting, in_city, of_reporter, listed, bracketed, labelled)
    near = [o for o in occasions if o.tells or o.is_header or o.is_lead or o.dateline or o.index < 8 or LABELLED.match(o.text)]
    places = [p for occasion in near for read in readers for p in read(occasion, organizers) if owned(occasion, p)]
    at = surest([p for p in places if p.venue is not None])
    best = surest([p for p in places if p.city is not None and p.venue is None and p.weight > 0])
    if at is not None and at.city is not None:
        dated = best.city if best is not None and best.city is not None else at.city
        within = source.text[at.city.end :].startswith(", " + source.words(dated))  # "Clayton Hotel, Silver Springs, Cork"
        return at.venue, readable(source, dated if within else at.city)
    venue = at.venue if at else None
    if at and venue and best and best.city and at.weight < NAMED_VENUE and source.words(venue) == source.words(best.city):
        venue = None  # "at Duqm", the city
    if best is None and at is not None and at.weight < NAMED_VENUE and venue and " " not in source.words(venue):
        return None, readable(source, venue)  # "its conference at Tarkwa"
    city = best.city if best else city_in_name(source, venue) or city_of_seat(source, venue, organizers)
    return venue, readable(source, city) if city else None


NAMED_VENUE = 58.0
"""A venue without a word for a venue in its name weighs less: it may be the city ("at Tarkwa")."""


def owned(occasion: Occasion, place: Place) -> bool:
    return all(occasion.owns(span) for span in (place.venue, place.city) if span is not None)


def surest(places: list[Place]) -> Place | None:
    return max(places, key=lambda p: (p.weight, -(p.venue or p.city or Span(0, 0)).start), default=None)


VENUE_LABEL = lazy(
    r"(?:(?:^|[\n|;.•*-])\s*(?i:venue|place|location|where)|(?<=\s)(?:Venue|Place|Location|Where))\s*:\s*", needs=":"
)


def labelled(occasion: Occasion, organizers: list[Span]) -> Iterator[Place]:
    """Read "Venue: Town Hall, Stornoway"."""
    for match in VENUE_LABEL.finditer(occasion.text):
        i = token_at(occasion.tokens, occasion.start + match.end())
        read, city = read_venue(occasion.tokens, i), read_city(occasion.tokens, i)
        if city is not None and (room := room_in(occasion, city)) is not None:
            yield Place(room, city, 90.0)
        elif read is not None and is_headed(occasion.tokens[i : read[0]]):
            span = Span(occasion.tokens[i].span.start, occasion.tokens[read[0] - 1].span.end)
            yield Place(span, city_after(occasion.tokens, read[0]), 90.0)
        elif read is not None and city is not None:
            yield Place(None, city, 90.0)


def room_in(occasion: Occasion, city: Span) -> Span | None:
    """Give the venue that a label names after its city: "Place: Rosenau, Congress Hall B"."""
    if not occasion.text.startswith(", ", city.end - occasion.start) or any(map(is_venue_word, occasion.tokens_in(city))):
        return None
    at = token_at(occasion.tokens, city.end) + 1
    read = read_venue(occasion.tokens, at)
    if read is None or not is_headed(occasion.tokens[at : read[0]]):
        return None
    return Span(occasion.tokens[at].span.start, occasion.tokens[read[0] - 1].span.end)


def opens_text(occasion: Occasion) -> bool:
    """Tell whether a header line is a dateline: its place is the city, and no venue."""
    return occasion.dateline is not None and not any(map(is_venue_word, occasion.tokens_in(occasion.dateline.span)))


ENDS_IN_DATE = lazy(r",\s[A-ZÀ-Þ][\w’' -]+,\s[^,]*\d[^,]*(?:,\s\d{4})?$", needs=",")
"""A headline that ends as a notice does: "Exchange on Cash Assistance, Torrin, October 7–10"."""
PIECES = lazy(r"[^,|·•\n]+")
LONGEST_HEADER = 24


BRACKET = lazy(r"\((?P<facts>[^()]{8,90})\)", needs="(")


def bracketed(occasion: Occasion, organizers: list[Span]) -> Iterator[Place]:
    """Read a bracket of venue, city and date: "(House of Labour, Izmit, 3–4 June 2025)"."""
    if not (occasion.is_lead or occasion.tells or (occasion.is_header and occasion.nouns)):
        return
    dates = [dating.span for dating in datings(occasion.segment)] if "(" in occasion.text else []
    for bracket in BRACKET.finditer(occasion.text):
        start, end = (occasion.start + at for at in bracket.span("facts"))
        within = [date for date in dates if start <= date.start and date.end <= end]
        if within:
            before = list(pieces_of(occasion, start, within[0].start, 50.0))
            yield from before or pieces_of(occasion, within[-1].end, end, 50.0)


def pieces_of(occasion: Occasion, start: int, end: int, weight: float) -> Iterator[Place]:
    """Read venue and city from pieces between commas."""
    venue: Span | None = None
    for piece in PIECES.finditer(occasion.text, start - occasion.start, end - occasion.start):
        name = occasion.tokens_in(Span(occasion.start + piece.start(), occasion.start + piece.end()))
        if not name or not is_capital(name[0]):
            continue
        span = Span(name[0].span.start, name[-1].span.end)
        if is_headed(name) or (len(name) > 2 and all(map(is_capital, name)) and any(map(is_venue_word, name))):
            venue = Span(venue.start, span.end) if venue else span
        elif len(name) <= 4 and is_city(name):
            yield Place(venue, span, weight)
            return
    if venue is not None:
        yield Place(venue, None, weight)


def listed(occasion: Occasion, organizers: list[Span]) -> Iterator[Place]:
    """Read a header line of venue, city and date: "ST. JOHN'S HALL, GRAND FOND, SATURDAY 30 NOVEMBER", "Galați, 12–13 June"."""
    headline = occasion.is_headline and "|" not in occasion.text and not (occasion.nouns and ENDS_IN_DATE.search(occasion.text))
    if not occasion.is_header or headline or len(occasion.tokens) > LONGEST_HEADER:
        return
    dates = list(datings(occasion.segment)) if not opens_text(occasion) else []
    if not dates:
        return
    date = Span(dates[0].span.start - occasion.start, dates[0].span.end - occasion.start)
    pieces = [m for m in PIECES.finditer(occasion.text, 0, date.start) if m.group().strip(" –—-:")]
    pieces = pieces or [m for m in PIECES.finditer(occasion.text, date.end) if m.group().strip(" –—-:")]
    venue: Span | None = None
    town: Span | None = None
    for n, piece in enumerate(pieces):
        words = piece.group()
        start = occasion.start + piece.start() + len(words) - len(words.lstrip())
        span = Span(start, start + len(words.strip(" –—-:")))
        name = occasion.tokens_in(span)
        while name and name[-1].lower in ("on", "from"):
            name = name[:-1]
        if not name or not all(is_capital(t) or not t.text[0].isalpha() or t.lower in ("of", "de", "la", "the") for t in name):
            continue
        span = Span(name[0].span.start, name[-1].span.end)
        if (is_headed(name) or name[0].lower in words_of("places", "leading")) and not names_event(occasion, span):
            venue = venue or span
            if town is not None:  # "Muscat, Pearl Ballroom, 17 January"
                yield Place(venue, town, 46.0)
                return
        elif n == 0 and len(pieces) > 1 and len(name) <= 3 and is_city(name):
            town = span
        elif len(name) <= 4 and is_city(name) and (n > 0 or len(pieces) == 1):
            yield Place(venue, span, 46.0)
            return
    if venue is not None:
        yield Place(venue, None, 46.0)
