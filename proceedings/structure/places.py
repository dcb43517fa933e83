"""Find where the event was: its venue and its city."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from proceedings.structure.dates import datings
from proceedings.structure.occasions import Occasion
from proceedings.structure.phrases import is_capital, is_word, name_end, phrase_pattern, token_at, words_of
from proceedings.structure.propernames import name_tail
from proceedings.structure.tokens import Token
from proceedings.text import Source, Span


@dataclass(frozen=True, slots=True)
class Place:
    """A venue, or a city, or both where they stand together, and how surely they are the event's."""

    venue: Span | None
    city: Span | None
    weight: float


STOPS = frozenset({"in", "on", "to", "with", "and", "for", "against", "at", "&"})
ENOUGH = 40.0
"""A venue that weighs less is none."""


def find_places(source: Source, occasions: list[Occasion], organizers: list[Span]) -> tuple[Span | None, Span | None]:
    """Find venue and city; each None where the article does not say.

    The city that stands beside the venue is the city; else the one of the surest sentence, the dateline, the headline; else the
    one in the venue's name ("Dargaville Town Hall").
    """
    readers = (at_venue, hosting, in_city, listed, labelled)
    places = [p for occasion in occasions for read in readers for p in read(occasion, organizers) if owned(occasion, p)]
    at = surest([p for p in places if p.venue is not None])
    if at is not None and at.city is not None:
        return at.venue, readable(source, at.city)
    best = surest([p for p in places if p.city is not None and p.venue is None and p.weight > 0])
    venue = at.venue if at else None
    city = best.city if best else city_in_name(source, venue)
    return venue, readable(source, city) if city else None


def owned(occasion: Occasion, place: Place) -> bool:
    return all(occasion.owns(span) for span in (place.venue, place.city) if span is not None)


def surest(places: list[Place]) -> Place | None:
    return max(places, key=lambda p: (p.weight, -(p.venue or p.city or Span(0, 0)).start), default=None)


def readable(source: Source, city: Span) -> Span:
    """Give the city in capitals and small letters where the article also writes it so."""
    words = source.words(city)
    if words.isupper() and len(words) > 2:
        match = re.search(rf"(?<!\w){re.escape(words.title())}(?!\w)", source.text)
        if match:
            return Span(match.start(), match.end())
    return city


def city_in_name(source: Source, venue: Span | None) -> Span | None:
    """Give the city in the name of a town hall or city hall."""
    match = (
        re.match(r"(.+?)\s(?:Town|City|Municipal)\s(?:Hall|Council|Library|Theatre)", source.words(venue)) if venue else None
    )
    return Span(venue.start, venue.start + match.end(1)) if venue and match else None


def is_venue_word(token: Token) -> bool:
    return token.lower in words_of("places", "venue")


def is_headed(tokens: tuple[Token, ...]) -> bool:
    """Tell whether a name has a word for a venue at its head: its last word, one before "of" or a number, or a first word like Hotel."""
    for i, token in enumerate(tokens):
        ends = i + 1 == len(tokens) or tokens[i + 1].text == "," or tokens[i + 1].text[0].isdigit()
        leads = i == 0 and token.lower in words_of("places", "leading")
        if is_venue_word(token) and (leads or ends or tokens[i + 1].lower in ("of", "de", "for", "du", "del", "no", "no.")):
            return True
    return False


AT = re.compile(
    r"(?P<lead>\b(?i:at|inside|into|within|outside|in|aboard|packed|filled)|\bon(?=\sthe\s(?:campus|premises|grounds)\s)|\bto(?=\sits\s|\s(?:the\s)?(?:[A-Z][\w’'ʻ]+\s){1,3}[A-Za-z]+))"
    r"\s+(?:(?:the|its|a|an|their|our|historic|iconic|famous|newly|new)\s+){0,2}",
)


def at_venue(occasion: Occasion, organizers: list[Span]) -> Iterator[Place]:
    """Read "at the Seyrani Center in Kayseri", "in the Town Hall, Stornoway", "at Busoga Civic Hall"."""
    tokens = occasion.tokens
    for match in AT.finditer(occasion.text):
        i = token_at(tokens, occasion.start + match.end())
        read = read_venue(tokens, i)
        if read is None:
            continue
        end, capital = read
        span = Span(tokens[i].span.start, tokens[end - 1].span.end)
        if occasion.is_quoted(span) or names_event(occasion, span) or is_affiliation(occasion, match.start()):
            continue
        organizer = any(o.overlaps(span) for o in organizers)
        weight = weigh_venue(occasion, match["lead"].lower(), tokens[i:end], capital, organizer)
        if weight >= ENOUGH:
            yield Place(span, city_after(tokens, end), weight)


def read_venue(tokens: tuple[Token, ...], i: int) -> tuple[int, bool] | None:
    """Read the name of a venue from token i on: the index after it, and whether it is a name in capitals."""
    if i < len(tokens) and tokens[i].text in ("'", "‘", "ʻ"):
        i += 1
    if i >= len(tokens):
        return None
    if is_capital(tokens[i]):
        return with_wing(tokens, i, whole_name(tokens, i)), True
    for at in range(i, min(i + 5, len(tokens))):
        if not is_word(tokens[at]) or tokens[at].lower in ("of", "the", "and", "to", "that"):
            return None
        if is_venue_word(tokens[at]) and (at > i or (at + 1 < len(tokens) and tokens[at + 1].lower == "of")):
            owned = at + 2 < len(tokens) and tokens[at + 1].lower == "of"
            return (owner_end(tokens, at + 2) if owned else at + 1), False
    return None


def whole_name(tokens: tuple[Token, ...], i: int) -> int:
    """Give the index after a venue's name: with "and" when its word comes after it, and a small word for a venue."""
    end = name_end(tokens, i, STOPS)
    if (
        end + 1 < len(tokens)
        and tokens[end].lower in ("and", "&")
        and is_capital(tokens[end + 1])
        and not is_headed(tokens[i:end])
    ):
        further = name_end(tokens, end + 1, STOPS)
        right = tokens[end + 1 : further]
        if any(is_venue_word(t) or t.lower in words_of("events", "event") for t in right):
            end = further
    if end + 1 < len(tokens) and tokens[end].lower == "of" and is_headed(tokens[i:end]):
        return owner_end(tokens, end + 1)
    if end + 1 < len(tokens) and tokens[end].text in "'’" and is_capital(tokens[end + 1]):
        end = name_end(tokens, end + 1, STOPS)
    if end < len(tokens) and tokens[end].text.islower() and is_venue_word(tokens[end]):
        return end + 1
    if not is_headed(tokens[i:end]):
        for at in range(end, min(end + 3, len(tokens))):
            if not tokens[at].text.islower() or tokens[at].lower in STOPS or not is_word(tokens[at]):
                break
            if is_venue_word(tokens[at]):
                return at + 1
    return end


def with_wing(tokens: tuple[Token, ...], start: int, end: int) -> int:
    """Take the larger building after a comma into the venue: "Dongbaek Hall, Haeundae Convention Center"."""
    if end + 1 < len(tokens) and tokens[end].text == "," and tokens[start:end]:
        further = name_end(tokens, end + 1, STOPS)
        if is_headed(tokens[end + 1 : further]):
            return further
    return end


def owner_end(tokens: tuple[Token, ...], at: int) -> int:
    """Give the index after the owner of a room: "of the | university’s scientific library", "of the | main building"."""
    if tokens[at].lower == "the" and at + 1 < len(tokens):
        at += 1
    end = name_end(tokens, at, STOPS)
    if end > at:
        return end
    for i in range(at, min(at + 5, len(tokens))):
        if is_venue_word(tokens[i]) and (i + 1 >= len(tokens) or tokens[i + 1].lower != "'s"):
            return i + 1
        if not is_word(tokens[i]) and tokens[i].lower != "'s":
            break
    return at


def names_event(occasion: Occasion, span: Span) -> bool:
    """Tell whether words name an event and no venue: "at the Northern Women's Forum"."""
    nouns = [n for n in occasion.nouns if span.contains(n)]
    words = occasion.text[span.start - occasion.start : span.end - occasion.start]
    venues = list(phrase_pattern("places", "venue").finditer(words))
    return bool(nouns) and not (venues and span.start + venues[-1].start() >= nouns[-1].start)


AFFILIATION = re.compile(
    r"\b(?:director|professor|lecturer|researcher|head|fellow|student|dean|chair|expert|analyst|scientist|economist|reader|teacher|"
    r"curator|specialist|manager|officer|adviser|advisor|engineer|rector|studied|works?|worked|based|taught|born|secretary|"
    r"coordinator|director-general|partner|candidate|doctor|physician|librarian|counsel|minister|ambassador|spokes\w+)\b"
    r"(?:(?!\b(?:told|held|delegates|participants)\b)[^.;]){0,40}$",
    re.I,
)


def is_affiliation(occasion: Occasion, at: int) -> bool:
    """Tell whether "at the X" says where a person works."""
    return AFFILIATION.search(occasion.text[max(0, at - 60) : at]) is not None


LEADS = {
    "at": 30.0,
    "in": 14.0,
    "inside": 26.0,
    "into": 24.0,
    "packed": 26.0,
    "filled": 26.0,
    "aboard": 26.0,
    "to": 14.0,
    "on": 26.0,
}
NAMELESS = frozenset({"at", "packed", "into", "inside", "filled"})
"""What stands before a venue without a word for a venue: "at Dharubaaruge"."""


def weigh_venue(occasion: Occasion, lead: str, name: tuple[Token, ...], capital: bool, organizer: bool) -> float:
    """Weigh a place as the event's venue."""
    headed = is_headed(name)
    if not headed and (lead not in NAMELESS or not capital):
        return 0.0
    last = next((t for t in reversed(name) if is_venue_word(t)), None)
    institution = last is not None and last.lower in words_of("places", "institution")
    weight = LEADS.get(lead, 10.0) + 20.0 * headed + 8.0 * capital - 22.0 * organizer - 8.0 * institution
    if occasion.is_header:
        return weight - 14.0 if headed and occasion.is_headline else weight * headed
    if occasion.tells:
        weight += 14.0
    elif occasion.is_lead or (occasion.nouns and occasion.index < 8):
        weight += 4.0
    else:
        return 0.0
    return weight + occasion.weight - 0.6 * min(occasion.index, 30)


HOSTING = re.compile(r"\b(?:hosted|welcomed|was the venue|served as the venue|was the setting|received|became)\b")


def hosting(occasion: Occasion, organizers: list[Span]) -> Iterator[Place]:
    """Read a venue that is the subject: "the Assembly Hall of the library in Astana hosted the conference"."""
    match = HOSTING.search(occasion.text) if occasion.nouns else None
    if match is None:
        return
    tokens = occasion.tokens
    stop = token_at(tokens, occasion.start + match.start())
    for i in range(stop):
        if i and tokens[i - 1].lower not in ("the", ","):
            continue
        read = read_venue(tokens, i)
        if read is None or read[0] > stop or not is_headed(tokens[i : read[0]]):
            continue
        city = city_after(tokens, read[0])
        if (token_at(tokens, city.end) if city else read[0]) == stop:
            yield Place(Span(tokens[i].span.start, tokens[read[0] - 1].span.end), city, 60.0 + occasion.weight)
            return


def city_after(tokens: tuple[Token, ...], end: int) -> Span | None:
    """Give the city right after a venue: ", Colombo", "in Kayseri", "near Papeete"."""
    at = end + 1 if end < len(tokens) and tokens[end].text == "," else end
    if at < len(tokens) and tokens[at].lower in ("in", "near"):
        at += 1
    return read_city(tokens, at) if at > end else None


KINDS_OF_TOWN = frozenset({"soum", "aimag", "district", "county", "village", "town", "city", "municipality", "township"})


def read_city(tokens: tuple[Token, ...], i: int) -> Span | None:
    """Read the name of a city from token i on; a country or region, a building, a month is none."""
    at = i
    if at < len(tokens) and tokens[at].text == "#":
        at += 1
    if at + 2 < len(tokens) and tokens[at].lower == "the":
        near = [n for n in range(at + 1, min(at + 4, len(tokens) - 1)) if tokens[n].lower in KINDS_OF_TOWN | {"capital"}]
        if not near:
            return None
        at = near[0] + 1
        at += tokens[at].lower in ("of", ",")
    end = name_end(tokens, at, STOPS)
    owned = [n for n in range(at, min(at + 4, len(tokens) - 2)) if tokens[n].lower == "'s" and tokens[n + 1].lower == "capital"]
    if owned:  # "in Kenya's capital, Nairobi"
        return read_city(tokens, owned[0] + 2 + (tokens[owned[0] + 2].text == ","))
    if end == at or end - at > 4 or not is_city(tokens[at:end]):
        return None
    if end < len(tokens) and tokens[end].text in KINDS_OF_TOWN:
        end += 1
    return Span(tokens[at].span.start, tokens[end - 1].span.end)


def is_city(name: tuple[Token, ...]) -> bool:
    """Tell whether a name in capitals can be a city's."""
    first, last = name[0].lower, name[-1]
    if first in words_of("places", "no_city") or first in words_of("bodies", "person") or not name[0].text[0].isalpha():
        return False
    if any(t.lower in words_of("events", "event") for t in name):
        return False
    if len(name) == 1:
        return first not in words_of("places", "country")
    return not is_venue_word(last) and " ".join(t.lower for t in name) not in words_of("places", "country")


IN = re.compile(r"\b(?:in|near|IN|NEAR)\s+(?=(?:the\s+(?:\w+\s+){0,2}(?:city|town|capital|village)\s)?#?[A-ZÀ-ÞŠŽĆČŁŚŻİȘȚĀʻʼ])")
AFTER_CITY = re.compile(
    r"\s*(?:,\s[A-Z][\w ]+)?,?\s*(?:on|from|between|last|this|yesterday|today|by|with|under|to|as|for|at|where|which|late|earlier|and"
    r"|[.,;(–—-]|$|\d)",
    re.I,
)
DATELINE_CITY = 40.0


def in_city(occasion: Occasion, organizers: list[Span]) -> Iterator[Place]:
    """Read the city of a sentence that tells of the event, of the headline, of the dateline."""
    if occasion.dateline is not None:
        city = occasion.dateline.city
        if is_city(tokens_of(occasion, city)):
            yield Place(None, city, DATELINE_CITY)
    gathers = occasion.is_lead and phrase_pattern("events", "happen").search(occasion.text)
    if not (occasion.tells or occasion.is_header or gathers):
        return
    for match in IN.finditer(occasion.text):
        city = read_city(occasion.tokens, token_at(occasion.tokens, occasion.start + match.end()))
        if city is None or occasion.is_quoted(city) or any(o.contains(city) for o in organizers):
            continue
        if not is_affiliation(occasion, match.start()):
            yield Place(None, city, weigh_city(occasion, match.start(), city))


def tokens_of(occasion: Occasion, span: Span) -> tuple[Token, ...]:
    return occasion.tokens[token_at(occasion.tokens, span.start) : token_at(occasion.tokens, span.end)]


def weigh_city(occasion: Occasion, at: int, city: Span) -> float:
    """Weigh "in X" as the city of the event: near to the words that it was held, or to its name."""
    before = occasion.text[max(0, at - 100) : at]
    near = [len(before) - m.end() for m in phrase_pattern("events", "happen", "hold").finditer(before)]
    names = [event_end(occasion, noun) - occasion.start for noun in occasion.nouns]
    near.extend(at - end for end in names if -1 <= at - end < 100)
    gap = max(0, min(near, default=100))
    if occasion.is_header:
        return 34.0 - 0.05 * gap if gap < 100 else 0.0
    weight = 30.0 + occasion.weight + 12.0 * occasion.tells - 0.1 * gap - 0.6 * min(occasion.index, 30) + 6.0 * (gap < 4)
    follows_well = gap < 4 or AFTER_CITY.match(occasion.text, city.end - occasion.start) is not None
    return weight if follows_well else weight - 10.0


def event_end(occasion: Occasion, noun: Span) -> int:
    """Give the offset after the event's name that a noun heads."""
    after = token_at(occasion.tokens, noun.end)
    end = name_tail(occasion.tokens, after) if occasion.text[noun.start - occasion.start].isupper() else after
    return occasion.tokens[end - 1].span.end if end else noun.end


VENUE_LABEL = re.compile(r"(?:^|[\n|;])\s*(?:venue|place|location|where)\s*:\s*", re.I)


def labelled(occasion: Occasion, organizers: list[Span]) -> Iterator[Place]:
    """Read "Venue: Town Hall, Stornoway"."""
    for match in VENUE_LABEL.finditer(occasion.text):
        i = token_at(occasion.tokens, occasion.start + match.end())
        read = read_venue(occasion.tokens, i)
        if read is None:
            continue
        span = Span(occasion.tokens[i].span.start, occasion.tokens[read[0] - 1].span.end)
        if is_headed(occasion.tokens[i : read[0]]):
            yield Place(span, city_after(occasion.tokens, read[0]), 90.0)
        elif (city := read_city(occasion.tokens, i)) is not None:
            yield Place(None, city, 90.0)


PIECES = re.compile(r"[^,|·•\n]+")


def listed(occasion: Occasion, organizers: list[Span]) -> Iterator[Place]:
    """Read a header line of venue, city and date: "ST. JOSEPH'S HALL, GRAND FOND, SATURDAY 30 NOVEMBER", "Galați, 12–13 June"."""
    if not occasion.is_header or occasion.is_headline and "|" not in occasion.text:
        return
    dates = [d.span.start - occasion.start for d in datings(occasion.text)]
    dated = [d.span.start for d in datings(occasion.text)]
    if not dates or len(occasion.tokens) > 24:
        return
    pieces = [m for m in PIECES.finditer(occasion.text[: dated[0]]) if m.group().strip(" –—-:")]
    venue: Span | None = None
    for n, piece in enumerate(pieces):
        words = piece.group()
        start = occasion.start + piece.start() + len(words) - len(words.lstrip())
        span = Span(start, start + len(words.strip(" –—-:")))
        name = tokens_of(occasion, span)
        while name and name[-1].lower in ("on", "from"):
            name = name[:-1]
        if not name or not all(is_capital(t) or not t.text[0].isalpha() or t.lower in ("of", "de", "la", "the") for t in name):
            continue
        span = Span(name[0].span.start, name[-1].span.end)
        if is_headed(name) and n == 0:
            venue = span
        elif len(name) <= 4 and is_city(name) and (n > 0 or len(pieces) == 1):
            yield Place(venue, span, 46.0)
            return
    if venue is not None:
        yield Place(venue, None, 46.0)
