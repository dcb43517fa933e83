"""Find the event's own title: in quotation marks, or its proper name ("Second Andean Forum on Border Trade")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from proceedings.structure.event.bodies import is_body_word
from proceedings.structure.event.calendar import is_calendar
from proceedings.structure.event.naming import gather
from proceedings.structure.event.occasions import Occasion
from proceedings.structure.event.propernames import cut_owner, name_start, name_tail
from proceedings.structure.event.quotations import Name, distance, quoted
from proceedings.structure.event.ranking import Candidate, choose, weights
from proceedings.structure.event.titleruns import spanning, title_run
from proceedings.structure.event.titletraits import PAST, REACH, TOLD, Surroundings, describe, in_title_case
from proceedings.structure.event.usednames import about, attended, coded
from proceedings.structure.patterns import lazy
from proceedings.structure.phrases import is_capital, is_ordinal, is_word, token_at, words_of
from proceedings.structure.tokens import Token
from proceedings.text import Source, Span


def find_title(source: Source, occasions: list[Occasion], organizers: list[Span], city: str | None) -> Span | None:
    """Choose the title among all words that may be it."""
    best = choose(title_candidates(source, occasions, organizers, city), weights("title"))
    return best.span if best is not None else None


def title_candidates(source: Source, occasions: list[Occasion], organizers: list[Span], city: str | None) -> list[Candidate]:
    """Give the words that may be the title: what the readers below find, and whatever is built like a title."""
    around = Surroundings(source, tuple(o.text.lower() for o in occasions if o.is_headline), organizers, city)
    found: dict[Span, tuple[Occasion, list[str]]] = {}

    def take(occasion: Occasion, span: Span, traits: list[str]) -> None:
        if occasion.owns(span):
            found.setdefault(span, (occasion, []))[1].extend(traits)

    read: list[tuple[float, Span, Occasion]] = []
    for occasion in occasions:
        for span, traits in gather(occasion):
            take(occasion, span, traits)
        for reader in READERS:
            for name in reader(occasion):
                read.append((name.weight, cut_place(source, name, city), occasion))
                take(occasion, read[-1][1], read_by(name))
    for occasion, name in recorded(occasions):
        read.append((name.weight, name.span, occasion))
        take(occasion, name.span, read_by(name))
    own = [(w, s, o) for w, s, o in read if o.owns(s) and not any(body.contains(s) for body in organizers)]
    if own:
        _, span, occasion = max(own, key=lambda entry: (entry[0], -entry[1].start))
        take(occasion, span, ["surest"])
    return [describe(around, occasion, span, list(dict.fromkeys(traits))) for span, (occasion, traits) in found.items()]


def read_by(name: Name) -> list[str]:
    """Say which rule read a name, and how surely."""
    return [f"reader:{name.rule}", f"weight:{name.weight // WEIGHT_STEP:.0f}"]


WEIGHT_STEP = 10


def cut_place(source: Source, name: Name, city: str | None) -> Span:
    """Cut "in CITY" from the end of a proper name."""
    words = source.words(name.span)
    for link in (" in ", " at ") if city and name.rule in ("proper name", "attended", "defined") else ():
        at = words.lower().rfind(f"{link}{city}".lower())
        if at > 0:
            return Span(name.span.start, name.span.start + at)
    at = words.rfind(" at ")
    if at > 0 and name.rule in UNQUOTED and not words_of("places", "venue").isdisjoint(words[at:].lower().split()):
        return Span(name.span.start, name.span.start + at)
    bracket = TRAILING.search(words)
    return Span(name.span.start, name.span.start + bracket.start()) if bracket else name.span


UNQUOTED = frozenset({"proper name", "attended", "defined", "called", "apposed"})
TRAILING = lazy(r"\s*[(\[][^()\[\]]*\d[^()\[\]]*[)\]]$")
"""Place and date in brackets behind a title."""


THEMED = lazy(
    r"\b(?:on|under)\s+the\s+(?:theme|topic|motto)(?:\s+of)?\s*[:,]?\s+|\bthemed\s+|\btheme\s*:\s*",
    re.I,
    "theme|topic|motto",
)


def themed(occasion: Occasion) -> Iterator[Name]:
    """Read a theme without quotation marks: "under the theme Water for Every Season"."""
    for match in THEMED.finditer(occasion.text):
        i = token_at(occasion.tokens, occasion.start + match.end())
        end = title_run(occasion.tokens, i)
        if end - i >= 3 and (occasion.nouns or occasion.is_lead):
            yield Name(spanning(occasion.tokens, i, end), 44.0 + occasion.weight - distance(occasion), "theme")


def called(occasion: Occasion) -> Iterator[Name]:
    """Read a title without quotation marks after "titled", "called": "a conference called Keeping the Damp Out"."""
    tokens = occasion.tokens
    for phrase in occasion.spans("titled"):
        i = token_at(tokens, phrase.end)
        if i >= len(tokens) or not is_capital(tokens[i]):
            continue
        nouns = [noun for noun in occasion.spans("event") if phrase.start - 40 <= noun.start and noun.end <= phrase.start]
        gap = occasion.text[nouns[-1].end - occasion.start : phrase.start - occasion.start] if nouns else ""
        end = title_run(tokens, i)
        if nouns and not re.search(r"[.;,]\s", gap) and end - i >= 2:
            yield Name(spanning(tokens, i, end), 88.0 + occasion.weight - distance(occasion), "called")


DEFINED = lazy(
    r",\s(?:an?\s(?:[\w-]+\s){0,4}?|the\s(?:annual|biennial|first|second|third|fourth|fifth|[\w-]+-day)\s(?:[\w-]+\s){0,3}?)"
    r"(?:conference|symposium|seminar|forum|summit|workshop|congress|gathering|event|colloquium|dialogue|webinar|roundtable"
    r"|convention|meeting)\b"
    r"|,\sthe\s(?:[\w’'-]+\s){1,9}?(?:annual|biennial|quarterly|monthly|yearly|regular|flagship)\s(?:[\w-]+\s){0,3}?(?:conference|symposium|seminar|forum"
    r"|summit|workshop|congress|gathering|event|meeting|convention)\b"
)


def defined(occasion: Occasion) -> Iterator[Name]:
    """Read a title that is then explained: "at Libraries After Search, a two-day symposium"."""
    tokens = occasion.tokens
    for match in DEFINED.finditer(occasion.text):
        stop = token_at(tokens, occasion.start + match.start())
        for i in range(max(0, stop - 14), stop):
            opens = i == 0 or tokens[i - 1].lower in ("at", "of", "the", "for", "during", "to", "attend", "called")
            if opens and is_capital(tokens[i]) and tokens[i].lower != "the" and title_run(tokens, i) == stop and stop - i >= 2:
                yield Name(spanning(tokens, i, stop), 74.0 + occasion.weight - distance(occasion), "defined")
                break


NOT_A_TITLE = frozenset({"the", "he", "she", "it", "they", "in", "on", "at", "we", "i", "his", "her", "by", "as", "and"})


def apposed(occasion: Occasion) -> Iterator[Name]:
    """Read a title beside the word for the event: "The event, Whose High Street?, was", "conference Rethinking School"."""
    tokens = occasion.tokens
    for noun in occasion.nouns:
        i = token_at(tokens, noun.end)
        if i >= len(tokens) or not tokens[i - 1].text.islower():
            continue
        comma = tokens[i].text == ","
        if comma and not PRESENTED.search(occasion.text[: noun.start - occasion.start]):
            continue
        start = i + 1 if comma else i
        if start >= len(tokens) or not can_open_title(tokens[start]):
            continue
        end = title_run(tokens, start)
        if comma:
            end = over_comma(tokens, start, end)
            closed = tokens[end - 1].text in "?!" or (end < len(tokens) and tokens[end].text in ",.")
            if not closed or not (occasion.is_lead or occasion.weight > 3):
                continue
        if end - start >= 2 + (not comma):
            yield Name(spanning(tokens, start, end), 64.0 + occasion.weight - 2.0 * distance(occasion), "apposed")


PRESENTED = lazy(r"(?:^|[.:–—-]\s)The\s(?:[\w-]+\s)?$|\b(?:its|their|our|an?|annual|biennial|flagship)\s(?:[\w-]+\s){0,4}$")
"""What stands before a word for an event whose title follows after a comma: "its annual conference, …", "The event, …"."""


def can_open_title(token: Token) -> bool:
    no = token.lower in NOT_A_TITLE or token.lower in words_of("bodies", "person") or is_calendar(token)
    return is_capital(token) and is_word(token) and not no


def over_comma(tokens: tuple[Token, ...], start: int, end: int) -> int:
    """Take one comma into a title: "Small Libraries, Long Roads, in Longreach"."""
    if end + 1 < len(tokens) and tokens[end].text == "," and is_capital(tokens[end + 1]):
        further = title_run(tokens, end + 1)
        if further < len(tokens) and tokens[further].text == "," and further - start >= 4:
            return further
    return end


def proper(occasion: Occasion) -> Iterator[Name]:
    """Read the proper names of events: words in capitals round a word for an event, with what follows "on", "of", "for"."""
    tokens = occasion.tokens
    for noun in occasion.nouns:
        head, after = token_at(tokens, noun.start), token_at(tokens, noun.end)
        if head >= len(tokens) or occasion.is_quoted(noun) or heads_building(tokens, after):
            continue
        if after < len(tokens) and tokens[after].lower in ("report", "summary", "highlights", "proceedings", "minutes"):
            continue
        start, end = name_start(tokens, head), name_tail(tokens, after)
        capital = is_capital(tokens[head])
        while capital and start < head and tokens[start].text.islower() and not is_ordinal(tokens[start]):
            start += 1  # "the inaugural Atlantic Peat Forum"
        end = with_subtitle(occasion, cut_owner(tokens, after, end))
        recurs = any(is_ordinal(t) or t.lower in words_of("events", "recurring") for t in tokens[start:head])
        counted = recurs or any(t.lower in words_of("events", "qualifier") for t in tokens[start:head])
        counted = counted or any(is_ordinal(t) for t in tokens[after:end])
        if end - start < 2 or not (capital or (recurs and (end > after or occasion.is_header))):
            continue
        weight = weigh_name(occasion, start, end, counted, tokens[head], end > after)
        if weight > PLAIN_NAME:
            yield Name(spanning(tokens, start, end), weight, "proper name")


def with_subtitle(occasion: Occasion, end: int) -> int:
    """Take what follows a colon in a sentence into a name: "Foro del Triángulo: Litio y Comunidades, called by …"."""
    tokens = occasion.tokens
    if occasion.is_header or end + 2 >= len(tokens) or tokens[end].text != ":" or not is_capital(tokens[end + 1]):
        return end
    further = title_run(tokens, end + 1)
    closes = further < len(tokens) and (tokens[further].text in ",.)" or tokens[further].text.islower())
    return further if further - end > 2 and closes and not is_said(tokens, further) else end


def is_said(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether a verb follows, so that the words before it are a sentence and no title."""
    word = tokens[at].lower
    return word in words_of("events", "shouted") and word not in ("in", "on", "at", "by", "from", "held", "hosted", "organised")


PLAIN_NAME = 40.0
"""A proper name that weighs less is another event's ("on the occasion of World Water Day")."""


def heads_building(tokens: tuple[Token, ...], after: int) -> bool:
    """Tell whether the word for an event is part of a building's or body's name: "Congress Palace", "Training Centre"."""
    following = tokens[after : after + 1]
    return any(is_capital(t) and (t.lower in words_of("places", "venue") or is_body_word(t)) for t in following)


def weigh_name(occasion: Occasion, start: int, end: int, counted: bool, head: Token, topic: bool) -> float:
    """Weigh a proper name as the title."""
    tokens = occasion.tokens
    before = occasion.text[: tokens[start].span.start - occasion.start][-REACH:]
    behind = occasion.text[tokens[end - 1].span.end - occasion.start :]
    weak = head.lower in words_of("events", "weak")
    plain_header = occasion.is_header and not counted and in_title_case(occasion)
    weight = (66.0 if is_capital(head) else 46.0) + occasion.weight - distance(occasion)
    weight += 5.0 * counted + 4.0 * topic + 4.0 * occasion.tells + 4.0 * (TOLD.search(before) is not None)
    weight -= 20.0 * plain_header
    weight -= 26.0 * (weak and not counted) + 6.0 * weak
    weight -= 42.0 * (PAST.search(before) is not None)
    weight -= 20.0 * (re.match(r"\s\([^)]*(?:19|20)\d\d", behind) is not None and not occasion.tells)
    return weight - 8.0 * occasion.text.isupper() - 3.0 * (occasion.is_header and not occasion.text.isupper())


REPORT_ON = lazy(
    r"(?:workshop|conference|seminar|symposium|meeting|event|forum|webinar)\s+(?:report|summary|highlights)\s*[:–—-]\s+", re.I
)


def reported(occasion: Occasion) -> Iterator[Name]:
    """Read the title in a headline like "Workshop report: Resilient Health Systems"."""
    match = REPORT_ON.match(occasion.text) if occasion.is_header and occasion.index < 3 else None
    if match:
        yield Name(Span(occasion.start + match.end(), occasion.segment.span.end), 75.0, "record")


def recorded(occasions: list[Occasion]) -> Iterator[tuple[Occasion, Name]]:
    """Read a headline as the title when the line under it says that this is the record of the event."""
    for first, second in pairwise(occasions):
        if first.is_header and second.is_header and second.index == first.index + 1:
            records = words_of("events", "record")
            if second.text.strip(" .:").lower() in records and first.text.strip(" .:").lower() not in records:
                yield first, Name(first.segment.span, 75.0, "record")


READERS = (quoted, reported, themed, called, defined, apposed, attended, coded, proper, about)
