"""Read the names of events that no word for an event heads, by their use, and what a nameless event was about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proceedings.structure.event.bodies import is_body_word
from proceedings.structure.event.calendar import is_calendar
from proceedings.structure.event.occasions import Occasion
from proceedings.structure.event.quotations import Name, distance
from proceedings.structure.event.titleruns import spanning, title_run
from proceedings.structure.patterns import lazy
from proceedings.structure.phrases import is_capital, token_at, words_of
from proceedings.structure.tokens import Token
from proceedings.text import Span

WHO_HEARD = "delegates|participants|attendees|visitors|speakers|audience|listeners|members|experts|executives|farmers|officials"
ATTENDED = lazy(
    rf"\b(?P<heard>(?:{WHO_HEARD})\s(?:[\w-]+\s){{0,3}}?"
    r"(?:heard|told|learn(?:ed|t)|agreed|warned|said|gathered|met)\s(?:\w+\s){0,2}?(?:at|for)\s(?:the\s)?)(?=[A-Z0-9])"
    r"|\b(?:at|attend|attended|attending|for|to|during)\s(?:the\s)?(?=[A-Z])"
)
HOSTED = lazy(
    r"(?:\s\([^)]*\))?,?\s(?:(?:which|that)\s(?:was|were)\s)?(?:co-?)?"
    r"(?:organi[sz]ed|hosted|convened|staged|put on|run|held)\s(?:[\w-]+\s){0,4}?by\b"
)


def attended(occasion: Occasion) -> Iterator[Name]:
    """Read a name without a word for an event: "delegates heard at Reefer World", "attend Paper, Pixel, organised by …"."""
    tokens = occasion.tokens
    if not (occasion.is_lead or occasion.tells) or occasion.is_header:
        return
    for match in ATTENDED.finditer(occasion.text):
        i = token_at(tokens, occasion.start + match.end())
        end = title_run(tokens, i)
        end = over_commas(tokens, i, end) if not match["heard"] else end
        if end - i < 2 or is_calendar(tokens[i]) or tokens[i].lower in words_of("places", "leading"):
            continue
        place = any(t.lower in words_of("places", "venue") or is_body_word(t) for t in tokens[i:end])
        after = tokens[end - 1].span.end - occasion.start
        if not place and (match["heard"] or HOSTED.match(occasion.text, after)):
            yield Name(spanning(tokens, i, end), 48.0 + occasion.weight - distance(occasion), "attended")


CODED = lazy(
    r"(?<![\w#])#?(?P<name>[A-Z][A-Za-z]{2,14}\s?[’']?(?:20[0-4]\d|[12]\d))\b"
    r"(?=\s(?:at|in|on|was|took|brought|opened|closed)\b)"
)


def coded(occasion: Occasion) -> Iterator[Name]:
    """Read a name of one word and its year where nothing better stands: "you came to DevTalks24 at the …"."""
    match = CODED.search(occasion.text) if occasion.is_lead and not occasion.is_header else None
    before = occasion.text[: match.start()] if match else ""
    if match and re.search(r"\b(?:at|to|for|attended|of|during|us)\s(?:the\s)?$|^(?:The\s)?$", before):
        start = occasion.start + match.start("name")
        yield Name(Span(start, start + len(match["name"])), 36.0 - distance(occasion), "coded")


def over_commas(tokens: tuple[Token, ...], start: int, end: int) -> int:
    """Take up to three commas between words in capitals into a title."""
    for _ in range(3):
        if end + 1 >= len(tokens) or tokens[end].text != "," or not is_capital(tokens[end + 1]):
            break
        end = title_run(tokens, end + 1)
    return end


HELD_A = r"\b(?:held|hosted|organi[sz]ed|convened|conducted|ended|concluded|completed|for|at|opened)\s+(?:an?|its|their)\s+"
ABOUT_WHAT = r"(?P<name>(?P<event>[a-z][\w\- ]{4,40}?)\s+on\s+(?P<topic>(?:the\s)?[A-Za-z][^.,;“\"]{6,90}?))"
ABOUT = lazy(
    rf"{HELD_A}{ABOUT_WHAT}(?=\s+(?:at|on|in|from)\s+(?:the\s|[A-Z0-9])|\s+(?:held|hosted|organi[sz]ed)\b|[.,;])"
    rf"|^An?\s+{ABOUT_WHAT.replace('P<', 'P<a_')}(?=\s+(?:has|was|were|took|opened|ended|concluded|began|kicked|got)\b)"
)


def about(occasion: Occasion) -> Iterator[Name]:
    """Read what an event without a name was about: "held a roundtable discussion on Arctic shipping"."""
    match = ABOUT.search(occasion.text)
    if match is None or not occasion.tells or occasion.weight < 0:
        return
    part = "" if match["name"] else "a_"
    start, end = (occasion.start + at for at in match.span(part + "event"))
    nouns = [noun for noun in occasion.nouns if start <= noun.start and noun.end <= end]
    topic = token_at(occasion.tokens, occasion.start + match.start(part + "topic"))
    if topic >= len(occasion.tokens) or is_calendar(occasion.tokens[topic]):
        return
    if nouns and occasion.text[nouns[0].start - occasion.start : nouns[0].end - occasion.start] not in ("meeting", "event"):
        yield Name(Span(*(occasion.start + at for at in match.span(part + "name"))), 20.0, "about")
