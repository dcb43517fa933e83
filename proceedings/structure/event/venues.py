"""Find the venue of the event: "at the Seyrani Center", "in the Town Hall"."""

from __future__ import annotations

from collections.abc import Iterator

from proceedings.structure.event.bodies import NO_ADJECTIVE
from proceedings.structure.event.cities import STOPS, Place, city_after, is_affiliation, is_venue_word
from proceedings.structure.event.occasions import Occasion
from proceedings.structure.patterns import lazy
from proceedings.structure.phrases import is_capital, is_word, name_end, token_at, words_of
from proceedings.structure.tokens import Token
from proceedings.text import Span

ENOUGH = 40.0
"""A venue that weighs less is none."""


def is_headed(tokens: tuple[Token, ...]) -> bool:
    """Tell whether a name has a word for a venue at its head: its last word, one before "of", a first "Hotel"."""
    for i, token in enumerate(tokens):
        ends = i + 1 == len(tokens) or tokens[i + 1].text == "," or is_number(tokens[i + 1])
        leads = i == 0 and token.lower in words_of("places", "leading")
        if is_venue_word(token) and (leads or ends or tokens[i + 1].lower in ("of", "de", "for", "du", "del", "no", "no.")):
            return True
    return False


def is_number(token: Token) -> bool:
    """Tell of what numbers rooms: "Hall 3", "Hall B"."""
    return token.text[0].isdigit() or (len(token.text) == 1 and token.text.isupper()) or token.text in NUMBERS


NUMBERS = ("One", "Two", "Three", "Four", "Five", "Six")


AT = lazy(
    r"(?P<lead>\b(?i:at|inside|into|within|outside|in|aboard|packed|filled|full(?=\s[A-Z]))|\bon(?=\sthe\s(?:campus|premises|grounds)\s)|\bto(?=\sits\s|\s(?:the\s)?(?:[A-Z][\w’'ʻ-]+\s){1,3}[A-Za-z]+))"
    r"\s+(?:(?:(?i:the|its|an?)|their|our|historic|iconic|famous|newly|new)\s+){0,2}",
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
        end = whole_name(tokens, i)
        return (with_wing(tokens, i, end), True) if end > i else None
    if "-seat" in tokens[i].lower and i + 1 < len(tokens) and is_capital(tokens[i + 1]):  # "the 500-seat | ICT Auditorium"
        end = whole_name(tokens, i + 1)
        return (end, True) if is_headed(tokens[i + 1 : end]) else None
    if not tokens[i].text[0].isalpha() or tokens[i].lower in NO_ROOM:
        return None
    for at in range(i, min(i + 5, len(tokens))):
        if tokens[at].lower == "'s" and at + 1 < len(tokens) and is_capital(tokens[at + 1]):  # "the museum's Knights' Hall"
            return whole_name(tokens, at + 1), False
        if tokens[at].lower == "'s":
            continue
        if not is_word(tokens[at]) or tokens[at].lower in NO_ADJECTIVE or tokens[at].lower in ("of", "the", "but"):
            return None
        if (
            is_venue_word(tokens[at])
            and (tokens[at].lower not in SOMEBODYS or [t.lower for t in tokens[at + 1 : at + 2]] == ["of"])
            and (at > i or (at + 1 < len(tokens) and tokens[at + 1].lower == "of"))
        ):
            if at + 1 < len(tokens) and tokens[at + 1].text.islower() and is_venue_word(tokens[at + 1]):
                continue  # "the high school | auditorium"
            owned = at + 2 < len(tokens) and tokens[at + 1].lower == "of"
            end = owner_end(tokens, at + 2) if owned else at + 1
            return (end, False) if tokens[end - 1].lower != "of" else None  # "at a quarter of their capacity"
    return None


NO_ROOM = frozenset({"same", "other", "next", "whole", "right", "wrong", "adjoining"})
"""Words before a room that say which of several it is and do not name it: "in the same room"."""
SOMEBODYS = frozenset({"headquarters", "premises", "venue", "offices"})
"""Small words for a place that name none: "at its premises"."""


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
    venues = [t.span for t in occasion.tokens_in(span) if is_venue_word(t)]
    leads = occasion.tokens_in(span)[0].lower in words_of("places", "leading")  # "Palais des Congrès"
    return bool(nouns) and not leads and not (venues and venues[-1].end >= nouns[-1].end)


LEADS = {
    "at": 30.0,
    "in": 14.0,
    "inside": 26.0,
    "into": 24.0,
    "packed": 26.0,
    "filled": 26.0,
    "full": 26.0,
    "aboard": 26.0,
    "to": 14.0,
    "on": 26.0,
}


NAMELESS = frozenset({"at", "packed", "into", "inside", "filled"})
"""What stands before a venue without a word for a venue: "at Dharubaaruge"."""


def weigh_venue(occasion: Occasion, lead: str, name: tuple[Token, ...], capital: bool, organizer: bool) -> float:
    """Weigh a place as the event's venue."""
    headed = is_headed(name)
    if not headed and len(name) == 1 and name[0].text.isupper() and len(name[0].text) < 5:  # "at US$", "at COP30"
        return 0.0
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


HOSTING = lazy(
    r"\b(?:hosted|welcomed|witnessed|played host|accommodated|was the venue|served as the venue|was the setting|received"
    r"|became)\b",
    needs="hosted|welcomed|witnessed|played host|accommodated|the venue|the setting|received|became",
)


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
        span = Span(tokens[i].span.start, tokens[read[0] - 1].span.end)
        if any(o.overlaps(span) for o in organizers):
            continue
        city = city_after(tokens, read[0])
        end = token_at(tokens, city.end) if city else read[0]
        if end + (city is not None and tokens[end].text == ",") == stop:  # "the Casa do Mar, in Torrin, received …"
            yield Place(span, city, 60.0 + occasion.weight)
            return
