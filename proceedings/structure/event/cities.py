"""Find the city of the event: beside its name, in the dateline, in the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proceedings.structure.event.bodies import is_body_word
from proceedings.structure.event.occasions import Occasion
from proceedings.structure.event.propernames import name_tail
from proceedings.structure.patterns import lazy
from proceedings.structure.phrases import name_end, token_at, words_of
from proceedings.structure.tokens import Token, tokenize
from proceedings.text import Source, Span
from proceedings.values import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A venue, or a city, or both where they stand together, and how surely they are the event's."""

    venue: Span | None
    city: Span | None
    weight: float


STOPS = frozenset({"in", "on", "to", "with", "and", "for", "against", "at", "&"})


def readable(source: Source, city: Span) -> Span:
    """Give the city in capitals and small letters where the article also writes it so."""
    words = source.words(city)
    if words.isupper() and len(words) > 2:
        at = source.text.find(words.title())
        if (
            at >= 0
            and not source.text[at - 1 : at].isalnum()
            and not source.text[at + len(words) : at + len(words) + 1].isalnum()
        ):
            return Span(at, at + len(words))
    return city


CITY_IN_NAME = lazy(r"(?P<city>[^’']+?)(?:['’]s\s[A-Z]|\s(?:Town|City|Municipal)\s(?:Hall|Council|Library|Theatre))")


OF_CITY = lazy(
    r"(?:Convention|Conference|Congress|Exhibition|Trade Fair|Events?|Cultural|Civic)\s(?:Cent(?:er|re)|Hall|Palace)"
    r"\sof\s[A-ZÀ-Þ][^,]+$"
    r"|\b(?:University|Municipality|City Hall|Town Hall)\sof\s[A-ZÀ-Þ][^,\s]+$"
)
"""A venue whose name ends in its city: "Convention Center of Cartagena"."""


SEAT = lazy(
    r"\bof\s(?P<city>[A-ZÀ-Þ][\w’'-]+(?:\s(?:(?:de|da|do|dos|del|la|los|of)\s)*[A-ZÀ-Þ][\w’'-]+){0,3})(?:\s\([A-Z]+\))?$"
)
"""The place at the end of a body's or a building's name: "Chamber of Commerce of Liepkalne"."""


def city_of_seat(source: Source, venue: Span | None, organizers: list[Span]) -> Span | None:
    """Give the city that ends the name of a venue or organiser, where the article elsewhere says that something is in it."""
    for name in [*([venue] if venue else []), *organizers]:
        seat = SEAT.search(source.words(name))
        if seat is None or seat["city"].lower() in words_of("places", "country"):
            continue
        span = Span(name.start + seat.start("city"), name.start + seat.end("city"))
        named = re.search(rf"\b[Ii]n\s+{re.escape(seat['city'])}\b", source.text) or (
            name == venue and HALL_OF.match(source.words(name))
        )
        if is_city(tokenize(seat["city"], span.start)) and named:
            return span
    return None


HALL_OF = lazy(r"[A-ZÀ-Þ]\S+(?:\s[A-ZÀ-Þ]\S+)+\sof\s[A-ZÀ-Þ]")
"""A hall with a name of its own before its town's: "Salón Prado Viejo of Torrín"."""


def city_in_name(source: Source, venue: Span | None) -> Span | None:
    """Give the city in a venue's name: "Dargaville Town Hall", "Plovdiv's Trade Fair Centre"."""
    after = re.match(r",\s([A-Z]\w+)", source.text[venue.end : venue.end + 40]) if venue else None
    seat = re.search(r"\bof\s([A-Z]\w+)$", source.words(venue)) if venue else None
    if venue and after and seat and after[1].lower() in words_of("places", "country"):  # "the Botanical Garden of Padua, Italy"
        return Span(venue.start + seat.start(1), venue.end)
    seat = OF_CITY.search(source.words(venue)) if venue else None
    if venue and seat:
        return Span(venue.start + seat.group().index(" of ") + seat.start() + 4, venue.end)
    match = CITY_IN_NAME.match(source.words(venue)) if venue else None
    named = match is not None and match["city"][0].isupper() and len(match["city"].split()) < 3
    return Span(venue.start, venue.start + match.end("city")) if venue and match and named else None


SUFFIXES = (
    "room",
    "hall",
    "house",
    "arium",
    "torium",
    "drome",
    "kerk",
    "kirche",
    "halle",
    "saal",
    "haus",
    "huis",
    "werft",
    "stadion",
)


def is_venue_word(token: Token) -> bool:
    return token.lower in words_of("places", "venue") or (len(token.text) > 7 and token.lower.endswith(SUFFIXES))


AFFILIATION = lazy(
    r"\b(?:director|professor|lecturer|researcher|head|fellow|student|dean|chair|analyst|expert(?!\s(?:meeting|group|seminar|workshop|panel|dialogue|forum|round|consult))|scientist|economist|reader|teacher|"
    r"curator|specialist|manager|officer|adviser|advisor|engineer|rector|studied|works|worked|based|taught|born|secretary|"
    r"coordinator|director-general|partner|candidate|doctor|physician|librarian|counsel|minister|ambassador|spokes\w+"
    r"|\w+(?:ologist|iatrician|etrician|iatrist|graphist|therapist)|surgeon|nurse|midwife|consultant|registrar|editor|founder|postdoc|scholar"
    r"|archivist|architect|executive|chief|ceo|pastor|vicar|imam|priest|conservator|principal|headmaster|headmistress|matron|treasurer)\b"
    r"(?:(?!\b(?:told|held|delegates|participants)\b)[^.;]){0,40}$",
    re.I,
)


def is_affiliation(occasion: Occasion, at: int) -> bool:
    """Tell whether "at the X" says where a person works."""
    works = AFFILIATION.search(occasion.text, max(0, at - 60), at)
    if works is None:
        return False
    after = occasion.start + works.start()
    before = [noun for noun in occasion.nouns if noun.start < occasion.start + at]  # "its partner conference, …, at the X"
    return not any(after < noun.start or event_end(occasion, noun) >= occasion.start + at - 2 for noun in before)


def city_after(tokens: tuple[Token, ...], end: int) -> Span | None:
    """Give the city right after a venue: ", Colombo", "in Kayseri", "near Papeete"."""
    at = end + 1 if end < len(tokens) and tokens[end].text == "," else end
    for _ in range(2):  # "…, UTK, Ipoh", "…, Ground Floor, Kochi", "…, Faculty of Law, Suva"
        piece = name_end(tokens, at, STOPS) if at > end else at
        if (
            tokens[end - 1].text.isupper()
            or piece == at
            or piece + 1 >= len(tokens)
            or tokens[piece].text != ","
            or not is_no_place(tokens[at:piece])
        ):
            break
        at = piece + 1
    if at < len(tokens) and tokens[at].lower in ("in", "near", "outside"):
        at += 1
    if at + 2 < len(tokens) and tokens[at].text == "(" and tokens[at + 2].text == ")":  # "the Assembly Hall (Torrin)"
        at += 1
    return read_city(tokens, at) if at > end else None


STREETS = frozenset(
    {"street", "road", "avenue", "boulevard", "lane", "drive", "floor", "level", "block", "wing", "square", "way"}
)


def is_no_place(name: tuple[Token, ...]) -> bool:
    """Tell whether what stands between a venue and its city is an acronym, a street, a body or a larger building."""
    if name[-1].lower in KINDS_OF_TOWN:
        return False
    acronym = len(name) == 1 and name[0].text.isupper() and 1 < len(name[0].text) < 6
    return acronym or name[-1].lower in STREETS or any(is_body_word(t) or is_venue_word(t) for t in name)


KINDS_OF_TOWN = frozenset({"soum", "aimag", "district", "county", "village", "town", "city", "municipality", "township"})


def read_city(tokens: tuple[Token, ...], i: int) -> Span | None:
    """Read the name of a city from token i on; a country or region, a building, a month is none."""
    at = i
    if at < len(tokens) and tokens[at].text == "#":
        at += 1
    if at + 1 < len(tokens) and tokens[at].text == "The" and name_end(tokens, at + 1, STOPS) == at + 2:  # "The Hague"
        return Span(tokens[at].span.start, tokens[at + 1].span.end)
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
    if name[-1].lower in STREETS:
        return False
    if name[0].text == "The" and len(name) == 2:  # "The Hague"
        return True
    if all(set(t.text) <= set("IVX") for t in name) or any(t.text[0].isdigit() or t.text == "/" for t in name):
        return False
    if len(name) > 2 and any(is_venue_word(t) for t in name[1:-1]):  # "Grand Hotel Aurora", "Meeting Room Two"
        return False
    if len(name) == 1 and name[0].text.isupper() and not VOWEL.search(name[0].text):  # an agency: "(TNS)"
        return False
    if is_venue_word(name[0]) and len(name) > 1 and name[1].lower == "of":  # "House of Labour"
        return False
    shouted = name[0].text in ("MAY", "MARCH") and len(name) > 1
    if (
        (first in words_of("places", "no_city") and not shouted)
        or first in words_of("bodies", "person")
        or not name[0].text[0].isalpha()
    ):
        return False
    if any(t.lower in words_of("events", "event") for t in name):
        return False
    if any(t.lower in words_of("bodies", "short") for t in name[1:]):
        return False
    if len(name) == 1:
        return first not in words_of("places", "country")
    return not is_venue_word(last) and " ".join(t.lower for t in name) not in words_of("places", "country")


VOWEL = lazy(r"[AEIOUYÀ-Þ]")
TOWN_OF = lazy(r"\b(?:city|town|village|municipality)\s+of\s+(?=[A-ZÀ-ÞŠŽĆČŁŚŻİȘȚĀʻʼ])", needs="city|town|village|municipality")
IN = lazy(r"\b(?:in|near|In|IN|NEAR)\s+(?=(?:the\s+(?:\w+\s+){0,2}(?:city|town|capital|village)\s)?#?[A-ZÀ-ÞŠŽĆČŁŚŻİȘȚĀʻʼ])")


AFTER_CITY = lazy(
    r"\s*(?:,\s[A-Z][\w ]+)?,?\s*(?:on|from|between|last|this|yesterday|today|by|with|under|to|as|for|at|where|which|late"
    r"|earlier|and|[.,;(–—-]|$|\d)",
    re.I,
)


CAPITALISED = r"[A-ZÀ-ÞŠŽĆČŁŚŻİȘȚĀ][\w’'ʻ-]*"
HOST_CITY = lazy(
    rf"(?:^|,\s)(?P<city>{CAPITALISED}(?:\s{CAPITALISED}){{0,2}})(?:\s(?:hosted|hosts|will host|has hosted|welcomed)\b"
    rf"|['’][sS]\s(?=(?:inaugural|annual|first|second|third|\d+\w\w)\s{CAPITALISED}))"
)
"""A city that hosts: "Yerevan hosted the forum", "Melbourne's inaugural Night Workers Summit"."""
BRACKET = lazy(r"\((?=[A-ZÀ-Þ][^(),\d]{1,30},\s[^()]*(?:\b(?:19|20)\d\d|\d\s[A-Z]\w+|[A-Z]\w+\s[\d–-]+)\))", needs="(")
"""What opens "(Tbilisi, 3–4 May 2025)"."""
DATELINE_CITY = 40.0


def in_city(occasion: Occasion, organizers: list[Span]) -> Iterator[Place]:
    """Read the city of a sentence that tells of the event, of the headline, of the dateline."""
    if occasion.dateline is not None:
        place = occasion.dateline.city
        if is_city(occasion.tokens_in(place)):
            yield Place(None, place, DATELINE_CITY - 2.0 * occasion.is_header)
    bracket = BRACKET.search(occasion.text) if occasion.is_header or occasion.is_lead else None
    if bracket and (held := read_city(occasion.tokens, token_at(occasion.tokens, occasion.start + bracket.end()))):
        yield Place(None, held, 44.0)
    host = HOST_CITY.search(occasion.text) if occasion.nouns else None
    if host and (town := read_city(occasion.tokens, token_at(occasion.tokens, occasion.start + host.start("city")))):
        shouted = occasion.tokens_in(town)[0].text.isupper() and not occasion.text.isupper()  # "UNESCO Jakarta"
        alone = not shouted and town.end == occasion.start + host.end("city") and not any(o.overlaps(town) for o in organizers)
        if alone and not any(is_body_word(token) for token in occasion.tokens_in(town)):
            yield Place(None, town, 30.0 if occasion.is_header else 42.0)
    gathers = occasion.is_lead and occasion.spans("happen")
    if not (occasion.tells or occasion.is_header or gathers):
        return
    for match in (*IN.finditer(occasion.text), *TOWN_OF.finditer(occasion.text)):
        city = read_city(occasion.tokens, token_at(occasion.tokens, occasion.start + match.end()))
        if city is None or occasion.is_quoted(city) or any(o.contains(city) for o in organizers):
            continue
        here = occasion.start + match.start()
        shouted = occasion.text.isupper()
        if not shouted and any(noun.start <= here < event_end(occasion, noun) for noun in occasion.nouns):
            continue
        if not is_affiliation(occasion, match.start()):
            beside = 16.0 * any(0 <= here - o.end < 3 for o in organizers)  # "the Chapter of Nursing in Haematology"
            yield Place(None, city, weigh_city(occasion, match.start(), city) - beside)


BYLINE_CITY = lazy(
    r"(?i:(?:\w+\s){0,2}(?:correspondent|reporter|bureau|desk))\s(?P<shouted>[A-ZÀ-Þ]{3,}(?:\s[A-ZÀ-Þ]{3,})?)$"
    r"|(?:By|BY|From|FROM|Report by|Words by|Story by|Written by)\s[^,|\n]{3,60}(?:,|\sin)\s"
    rf"(?P<city>{CAPITALISED}(?:\s{CAPITALISED}){{0,2}})\s*(?:$|[|\n])"
)
TO_CITY = lazy(
    r"\b(?:came|come|comes|travell?ed|flew|headed|flocked|journeyed|returned|went|trekked|converged|descended|moved|arrived|assembled"
    r"|met|converge|gather|gathered)\s+(?:here\s+)?(?:to|on|upon|in)\s+(?=[A-ZÀ-Þ])|\bhere in\s+(?=[A-ZÀ-Þ])"
)
SAID_IN = lazy(
    r"\b(?:said|says|told|announced|stated|spoke|speaking|revealed|disclosed|declared|warned|greeted|welcomed|discussed)\b[^.;“”\"]{0,60}?"
    r"\s(?:here\s)?in\s(?=[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+){0,2}(?:,?\s(?:on|yesterday|today|last|this|by|at)\b|[.,]))",
    needs="said|says|told|announced|stated|spoke|speaking|revealed|disclosed|declared|warned|greeted|welcomed|discussed",
)
ALONE = lazy(
    r"(?:(?:PORT|SAN|SANTA|SÃO|ST|NEW|CAPE|EL|LA|LOS|FORT|ADDIS|DAR|KUALA)\s)?[A-ZÀ-Þ]{4,}(?:\s(?:CITY|TOWN|BAY|HARBOUR|SPRINGS))?\.?"
)
"""A header line that is a town in capitals and nothing else, as papers have it under the reporter's name."""
ITS_SEAT = lazy(
    rf"\b(?:its|their|our|[’']s)\s(?P<city>{CAPITALISED})\s(?:premises|headquarters|offices?|campus|branch|studios?|base|home|hub)\b"
)


def of_reporter(occasion: Occasion, organizers: list[Span]) -> Iterator[Place]:
    """Read cities that count only where nothing better stands: the reporter's, the host's seat, "came to Leoben"."""
    tokens = occasion.tokens
    found: list[tuple[int, float]] = []
    if occasion.is_header:
        byline = BYLINE_CITY.match(occasion.text)
        found += [(byline.start("city" if byline["city"] else "shouted"), 16.0)] if byline else []
        alone = not occasion.is_headline and occasion.index < 5 and ALONE.fullmatch(occasion.text)
        found += [(0, 30.0)] if alone else []
    elif occasion.is_lead or occasion.tells:
        found += [(m.end(), 26.0) for m in TO_CITY.finditer(occasion.text) if occasion.is_lead]
        found += [(m.end(), 23.0) for m in SAID_IN.finditer(occasion.text) if occasion.is_lead]
        found += [(m.start("city"), 24.0) for m in ITS_SEAT.finditer(occasion.text) if occasion.tells]
        seats = (o.end - occasion.start for o in organizers if occasion.start <= o.start < occasion.segment.span.end)
        found += [(at + 2, 22.0) for at in seats if occasion.text[at : at + 2] == ", "]
    for at, weight in found:
        city = read_city(tokens, token_at(tokens, occasion.start + at))
        if city is None or any(o.contains(city) for o in organizers) or occasion.is_quoted(city):
            continue
        if city.start == occasion.start + at and not any(is_body_word(t) or is_venue_word(t) for t in occasion.tokens_in(city)):
            yield Place(None, city, weight)


def weigh_city(occasion: Occasion, at: int, city: Span) -> float:
    """Weigh "in X" as the city of the event: near to the words that it was held, or to its name."""
    here = occasion.start + at
    near = [here - span.end for span in occasion.spans("happen", "hold") if 0 <= here - span.end < 100]
    names = [event_end(occasion, noun) - occasion.start for noun in occasion.nouns]
    near.extend(at - end for end in names if -1 <= at - end < 100)
    if at == occasion.body_start - occasion.start and occasion.text[city.end - occasion.start :].startswith(","):
        near.append(20)  # "In Tunis, the League held …"
    gap = max(0, min(near, default=100))
    if occasion.is_header:
        return 34.0 - 0.05 * gap if gap < 100 else 0.0
    weight = 30.0 + occasion.weight + 12.0 * occasion.tells - 0.1 * gap - 0.6 * min(occasion.index, 30) + 6.0 * (gap < 4)
    follows_well = gap < 4 or AFTER_CITY.match(occasion.text, city.end - occasion.start) is not None
    if re.match(r"\sin\s[A-ZÀ-Þ]", occasion.text[city.end - occasion.start :]):  # "Seminar on Fraud in Conveyancing in Mzuzu"
        return weight - 14.0
    return weight if follows_well else weight - 10.0


def event_end(occasion: Occasion, noun: Span) -> int:
    """Give the offset after the event's name that a noun heads."""
    after = token_at(occasion.tokens, noun.end)
    end = name_tail(occasion.tokens, after) if occasion.text[noun.start - occasion.start].isupper() else after
    return occasion.tokens[end - 1].span.end if end else noun.end
