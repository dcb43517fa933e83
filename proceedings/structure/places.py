"""Find where the event was: its venue and its city."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from proceedings.structure.occasions import Occasion, dateline_city
from proceedings.structure.phrases import is_capital, is_word, name_end, phrase_pattern, token_at, words_of
from proceedings.structure.tokens import Token
from proceedings.text import Source, Span


@dataclass(frozen=True, slots=True)
class Place:
    """A venue with the city that stands beside it, and how surely it is the event's."""

    venue: Span | None
    city: Span | None
    weight: float


IN_PLACE = re.compile(
    r"(?:\b(?:at|inside|into|within|outside)\s+|\bin\s+|\bpacked\s+(?:into\s+)?|\bhosted\s+by\s+|\bto\s+(?=its\s|[A-Z][\w’' ]+\b(?:hall|centre|center|campus|station)\b)|,\s)"
    r"(?:(?:the|its|a|an|their|our)\s+)?",
    re.I,
)


def is_venue_word(token: Token) -> bool:
    return token.lower in words_of("places", "venue")


def find_places(source: Source, occasions: list[Occasion], organizers: list[Span]) -> tuple[Span | None, Span | None]:
    """Find venue and city; each None where the article does not say."""
    places = [place for occasion in occasions for read in (at_venue, hosting, in_city) for place in read(occasion, organizers)]
    venue = max((p for p in places if p.venue), key=lambda p: (p.weight, -(p.venue or Span(0, 0)).start), default=None)
    beside = venue.city if venue else None
    if beside is None:
        cities = [p for p in places if p.city]
        best = max(cities, key=lambda p: (p.weight, -(p.city or Span(0, 0)).start), default=None)
        beside = best.city if best else None
    return (venue.venue if venue else None), readable(source, beside) if beside else None


def readable(source: Source, city: Span) -> Span:
    """Give the city in capitals and small letters where the article also writes it so."""
    words = source.words(city)
    if words.isupper() and len(words) > 2:
        match = re.search(rf"(?<!\w){re.escape(words.title())}(?!\w)", source.text)
        if match:
            return Span(match.start(), match.end())
    return city


def at_venue(occasion: Occasion, organizers: list[Span]) -> Iterator[Place]:
    """Read "at the Seyrani Center in Kayseri", "in the Town Hall, Stornoway", "at Busoga Civic Hall"."""
    if not (occasion.tells or occasion.is_header or occasion.nouns or occasion.is_lead):
        return
    tokens = occasion.tokens
    for match in IN_PLACE.finditer(occasion.text):
        i = token_at(tokens, occasion.start + match.end())
        read = read_venue(tokens, i)
        if read is None:
            continue
        end, has_word, capital = read
        span = Span(tokens[i].span.start, tokens[end - 1].span.end)
        if occasion.is_quoted(span) or names_event(occasion, span) or is_affiliation(occasion, match.start()):
            continue
        lead = match.group().split()[0].lower() if match.group().strip() else ""
        weight = weigh_venue(occasion, lead, has_word, capital, any(o.overlaps(span) for o in organizers))
        if weight > 0:
            yield Place(span, city_after(tokens, end), weight)


def read_venue(tokens: tuple[Token, ...], i: int) -> tuple[int, bool, bool] | None:
    """Read the name of a venue from token i on: the index after it, whether it has a word for a venue, whether it is capitalised."""
    if i >= len(tokens):
        return None
    end = name_end(tokens, i, frozenset({"in", "on", "to", "with", "and", "for", "against"}))
    if end > i:
        if end < len(tokens) and tokens[end].text.islower() and is_venue_word(tokens[end]):
            end += 1
        if end + 1 < len(tokens) and tokens[end].text == "'" or (end < len(tokens) and tokens[end].text == "’"):
            further = name_end(tokens, end + 1, frozenset({"in", "on", "and"}))
            end = further if further > end + 1 else end
        if end < len(tokens) and tokens[end].text == "," and end + 1 < len(tokens):
            further = name_end(tokens, end + 1, frozenset({"in", "on", "and"}))
            if any(is_venue_word(t) for t in tokens[end + 1 : further]):
                end = further
        return end, any(is_venue_word(t) for t in tokens[i:end]), True
    for at in range(i, min(i + 5, len(tokens))):
        if not is_word(tokens[at]) or tokens[at].lower in ("of", "the", "and"):
            return None
        if is_venue_word(tokens[at]):
            end = at + 1
            if (
                end + 1 < len(tokens)
                and tokens[end].lower == "of"
                and (is_capital(tokens[end + 1]) or tokens[end + 1].lower == "the")
            ):
                end = venue_owner(tokens, end + 1)
            return end, True, False
    return None


def venue_owner(tokens: tuple[Token, ...], at: int) -> int:
    """Give the index after "of the university's scientific library", "of the main building"."""
    if tokens[at].lower == "the":
        at += 1
    further = name_end(tokens, at, frozenset({"in", "on", "and"}))
    if further > at:
        return further
    for end in range(at, min(at + 5, len(tokens))):
        if is_venue_word(tokens[end]) and (end + 1 >= len(tokens) or tokens[end + 1].lower != "'s"):
            return end + 1
        if not is_word(tokens[end]) and tokens[end].lower != "'s":
            break
    return at


def names_event(occasion: Occasion, span: Span) -> bool:
    """Tell whether words name an event and no venue: "at the Northern Women's Forum"."""
    last = [n for n in occasion.nouns if span.contains(n)]
    words = occasion.text[span.start - occasion.start : span.end - occasion.start]
    venue = list(phrase_pattern("places", "venue").finditer(words))
    return bool(last) and not (venue and span.start + venue[-1].start() >= last[-1].start)


AFFILIATION = re.compile(
    r"\b(?:director|professor|lecturer|researcher|head|fellow|student|dean|chair|expert|analyst|scientist|economist|reader|teacher|"
    r"curator|specialist|manager|officer|adviser|advisor|engineer|rector|studied|works?|worked|based|taught|born|general|secretary|"
    r"coordinator|director-general|partner|candidate|doctor|physician|librarian|counsel|minister|ambassador|spokes\w+)\b[^.;]{0,40}$",
    re.I,
)


def is_affiliation(occasion: Occasion, at: int) -> bool:
    """Tell whether "at the X" says where a person works."""
    return AFFILIATION.search(occasion.text[max(0, at - 60) : at]) is not None


@cache
def happen() -> re.Pattern[str]:
    return phrase_pattern("events", "happen")


def weigh_venue(occasion: Occasion, lead: str, has_word: bool, capital: bool, organizer: bool) -> float:
    """Weigh a place as the event's venue."""
    weight = {"at": 30.0, "in": 14.0, "inside": 26.0, "into": 24.0, "packed": 26.0, "to": 10.0, ",": 4.0}.get(lead, 10.0)
    weight += 20.0 * has_word + 8.0 * capital - 22.0 * organizer
    if lead == "," and not (has_word and occasion.is_header):
        return 0.0
    if not has_word and lead not in ("at", "packed", "into", "inside"):
        return 0.0
    if occasion.is_header:
        return weight + 2.0 if has_word else 0.0
    if occasion.tells:
        weight += 14.0
    elif (occasion.nouns or happen().search(occasion.text)) and (occasion.is_lead or occasion.index < 8):
        weight += 4.0
    else:
        return 0.0
    weight += occasion.weight - 0.6 * min(occasion.index, 30)
    return weight if weight >= 40.0 else 0.0


HOSTING = re.compile(r"\b(?:hosted|welcomed|was the venue|served as the venue|was the setting|received)\b")


def hosting(occasion: Occasion, organizers: list[Span]) -> Iterator[Place]:
    """Read a venue that is the subject: "the Assembly Hall of the library in Astana hosted the conference"."""
    if not occasion.nouns:
        return
    match = HOSTING.search(occasion.text)
    if match is None:
        return
    tokens = occasion.tokens
    stop = token_at(tokens, occasion.start + match.start())
    for i in range(stop):
        if i and tokens[i - 1].lower not in ("the", ",") and i != 0:
            continue
        read = read_venue(tokens, i)
        if read and read[1] and read[0] <= stop:
            city = city_after(tokens, read[0])
            reach = token_at(tokens, city.end) if city else read[0]
            if reach == stop:
                yield Place(Span(tokens[i].span.start, tokens[read[0] - 1].span.end), city, 60.0 + occasion.weight)
                return


def city_after(tokens: tuple[Token, ...], end: int) -> Span | None:
    """Give the city right after a venue: ", Colombo", "in Kayseri", "near Papeete"."""
    at = end
    if at < len(tokens) and tokens[at].text == ",":
        at += 1
    if at < len(tokens) and tokens[at].lower in ("in", "near", "of"):
        if tokens[at].lower == "of" and at == end:
            return None
        at += 1
    if at == end:
        return None
    return read_city(tokens, at)


def read_city(tokens: tuple[Token, ...], i: int) -> Span | None:
    """Read the name of a city from token i on; a country or region is none."""
    at = i
    if at < len(tokens) and tokens[at].lower == "the" or (at < len(tokens) and tokens[at].text == "#"):
        at += 1
        if at < len(tokens) and tokens[at - 1].lower == "the":
            if not (tokens[at].lower in ("city", "town", "capital", "village") and at + 1 < len(tokens)):
                return None
            at += 1
            if tokens[at].lower in ("of", ",") and at + 1 < len(tokens):
                at += 1
    end = name_end(tokens, at, frozenset("in on to with and for against at".split()))
    if end == at or end - at > 4:
        return None
    words = [t.lower for t in tokens[at:end]]
    if words[0] in words_of("places", "no_city") or words[0] in words_of("bodies", "person"):
        return None
    if (
        words[0] in words_of("places", "country")
        and end - at == 1
        or any(is_venue_word(t) and end - at > 1 and t is tokens[end - 1] for t in tokens[at:end])
    ):
        return None
    if (
        end < len(tokens)
        and tokens[end].text.islower()
        and tokens[end].lower in ("soum", "aimag", "district", "county", "village", "town")
    ):
        end += 1
    return Span(tokens[at].span.start, tokens[end - 1].span.end)


IN_CITY = re.compile(r"\b(?:in|near|en|at)\s+(?=(?:the\s+(?:city|town|capital|village)\s)?#?[A-ZÀ-ÞŠŽĆČŁŚŻİȘȚĀʻʼ])")
AFTER_CITY = re.compile(
    r"\s*(?:,\s[A-Z][\w ]+)?,?\s*(?:on|from|between|last|this|yesterday|today|by|with|under|to|as|for|at|where|which|late|earlier|and|[.,;(–—-]|$|\d)",
    re.I,
)


def in_city(occasion: Occasion, organizers: list[Span]) -> Iterator[Place]:
    """Read the city of a sentence that tells of the event, of the headline, of the dateline."""
    if occasion.dateline is not None:
        city = dateline_city(occasion.segment)
        if city and occasion.text[: city.end - occasion.start].split()[-1].lower() not in words_of("places", "country"):
            yield Place(None, city, 40.0)
    if not (occasion.tells or occasion.is_header or (occasion.is_lead and happen().search(occasion.text))):
        return
    for match in IN_CITY.finditer(occasion.text):
        start = token_at(occasion.tokens, occasion.start + match.end())
        city = read_city(occasion.tokens, start)
        if city is None or match.group().lower().startswith("at") or occasion.is_quoted(city):
            continue
        if any(o.contains(city) for o in organizers) or is_affiliation(occasion, match.start()):
            continue
        yield Place(None, city, weigh_city(occasion, match.start(), city))


def weigh_city(occasion: Occasion, at: int, city: Span) -> float:
    """Weigh "in X" as the city of the event: near to the words that it was held, or to its name."""
    before = occasion.text[max(0, at - 100) : at]
    near = list(happen().finditer(before))
    nouns = [n for n in occasion.nouns if n.end <= occasion.start + at]
    gap = min(
        [len(before) - near[-1].end()] if near else [100],
        [occasion.start + at - nouns[-1].end] if nouns else [100],
    )[0]
    weight = 30.0 + occasion.weight + 12.0 * occasion.tells - 0.1 * gap - 0.6 * min(occasion.index, 30)
    weight += 6.0 * (gap < 4)
    weight -= 10.0 * (AFTER_CITY.match(occasion.text, city.end - occasion.start) is None)
    if occasion.is_header:
        weight = 34.0 - 0.05 * gap
    return weight
