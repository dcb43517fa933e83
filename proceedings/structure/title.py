"""Find the event's own title: in quotation marks, or its proper name ("Second Andean Forum on Border Trade")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from proceedings.structure.occasions import Occasion
from proceedings.structure.phrases import (
    QUOTED,
    is_capital,
    is_ordinal,
    is_word,
    phrase_pattern,
    small_words_lead_on,
    token_at,
    words_of,
)
from proceedings.structure.tokens import Token
from proceedings.text import Source, Span


@dataclass(frozen=True, slots=True)
class Name:
    """Words that may be the title, how surely, and the rule that took them."""

    span: Span
    weight: float
    rule: str


def find_title(source: Source, occasions: list[Occasion], organizers: list[Span], city: str | None) -> Span | None:
    """Choose the title: a quotation that names the event, else its proper name, else its theme, else what it was about."""
    names: list[Name] = []
    for occasion in occasions:
        for read in (quoted, called, proper, apposed, about):
            names.extend(read(occasion))
    names.extend(recorded(occasions))
    names = [n for n in names if not any(o.contains(n.span) for o in organizers)]
    if not names:
        return None
    best = max(names, key=lambda n: (n.weight + 2.0 * repeats(source, n, names), -n.span.start))
    return cut_place(source, best, city)


def repeats(source: Source, name: Name, names: list[Name]) -> int:
    words = source.words(name.span).lower()
    return min(2, sum(1 for other in names if other is not name and source.words(other.span).lower() == words))


def cut_place(source: Source, name: Name, city: str | None) -> Span:
    """Cut "in CITY" from the end of a proper name."""
    words = source.words(name.span)
    if city and name.rule == "proper name" and (m := re.search(r"\s(?:in|at)\s" + re.escape(city) + r".*$", words, re.I)):
        return Span(name.span.start, name.span.start + m.start())
    return name.span


def trimmed(source_text: str, start: int, end: int, offset: int) -> Span:
    """Trim marks that a quotation takes in: a comma, a full stop, white space."""
    inside = source_text[start:end]
    lead = len(inside) - len(inside.lstrip())
    return Span(offset + start + lead, offset + start + len(inside.rstrip().rstrip(",;.")))


GATHERED = re.compile(r"\b(?:for|at|on)\s+(?:the\s+)?(?:theme\s+)?$", re.I)
SAYS = re.compile(r"\b(?:said|says|told|added|noted|asked|that|replied|described|called it)[,:]?\s*$", re.I)


def quoted(occasion: Occasion) -> Iterator[Name]:
    """Read quotations that stand by a word for an event: titled “…”, conference “…”, seminar on “…”, theme “…”."""
    text = occasion.text
    for match in QUOTED.finditer(text):
        group = match.lastgroup or "a"
        span = trimmed(text, match.start(group), match.end(group), occasion.start)
        words = text[span.start - occasion.start : span.end - occasion.start]
        if len(words.split()) < 2 or SAYS.search(text[: match.start()]):
            continue
        weight, rule = weigh_quotation(occasion, match.start(), words)
        if weight:
            yield Name(span, weight + occasion.weight - 0.2 * min(occasion.index, 40), rule)


def weigh_quotation(occasion: Occasion, at: int, words: str) -> tuple[float, str]:
    """Weigh a quotation that opens at `at` as the title."""
    before = occasion.text[max(0, at - 130) : at]
    events = [m for m in phrase_pattern("events", "event").finditer(before) if m.group().lower() not in ("works",)]
    parts = list(phrase_pattern("events", "part").finditer(before))
    themes = list(phrase_pattern("events", "themed").finditer(before))
    after = occasion.text[at + len(words) : at + len(words) + 60]
    if themes and re.search(r"[.;]", before[themes[-1].end() :]) is None:
        return (46.0, "theme") if events or occasion.nouns else (30.0, "theme")
    if events:
        noun = events[-1]
        gap = before[noun.end() :]
        is_part = any(p.start() == noun.start() for p in parts) or any(p.start() > noun.end() for p in parts)
        weak = noun.group().lower() in words_of("events", "weak")
        if re.fullmatch(
            r"(?:\s+\([^)]*\))?\s*(?:,|:|–|-)?\s*(?:on|of|about|regarding|concerning)?\s*(?:the\s+(?:topic|subject|issue)\s+(?:of\s+)?)?",
            gap,
        ):
            return (96.0 - 34.0 * is_part - 12.0 * weak, "quoted")
        if re.search(r"[.;!?]\s", gap) is None and phrase_pattern("events", "titled").search(gap):
            return (100.0 - 34.0 * is_part - 8.0 * weak, "titled")
    tail = phrase_pattern("events", "event").search(words)
    if tail and tail.group()[0].isupper() and GATHERED.search(before) and occasion.weight >= 0:
        return 84.0, "quoted name"
    if re.match(
        r"[”\"’»]?\s+(?:conference|seminar|forum|symposium|workshop|summit|congress|roundtable|round table|webinar|dialogue)\b",
        after,
    ):
        return 88.0, "quoted name"
    if occasion.tells and GATHERED.search(before) and words[0].isupper() and occasion.weight >= 0:
        return 60.0, "quoted name"
    return 0.0, ""


def title_run(tokens: tuple[Token, ...], i: int) -> int:
    """Give the index after a run in title case from token i on; a colon or dash inside it goes on, other marks end it."""
    at = end = i
    while at < len(tokens):
        token = tokens[at]
        if is_capital(token) or (at > i and token.text.isdigit()) or token.lower == "'s":
            at += 1
            end = at
        elif at > i and token.text in ":–—-&,’'" and at + 1 < len(tokens) and is_capital(tokens[at + 1]) and token.text != ",":
            at += 1
        elif at > i and is_small(token) and leads_on(tokens, at):
            at += 1
        elif at > i and token.text in "?!":
            return at + 1
        else:
            break
    return end


def is_small(token: Token) -> bool:
    return token.lower in words_of("bodies", "inner") or token.lower in (
        "in",
        "from",
        "a",
        "an",
        "or",
        "at",
        "as",
        "by",
        "beyond",
        "without",
    )


def leads_on(tokens: tuple[Token, ...], at: int) -> bool:
    for token in tokens[at : at + 4]:
        if is_capital(token):
            return True
        if not is_small(token):
            return False
    return False


def called(occasion: Occasion) -> Iterator[Name]:
    """Read a title without quotation marks after "titled", "called": "a conference called Keeping the Damp Out"."""
    for match in phrase_pattern("events", "titled").finditer(occasion.text):
        i = token_at(occasion.tokens, occasion.start + match.end())
        if not occasion.nouns or i >= len(occasion.tokens) or not is_capital(occasion.tokens[i]):
            continue
        before = occasion.text[max(0, match.start() - 40) : match.start()]
        noun = list(phrase_pattern("events", "event").finditer(before))
        if not noun or re.search(r"[.;,]\s", before[noun[-1].end() :]):
            continue
        end = title_run(occasion.tokens, i)
        if end - i >= 2:
            yield Name(Span(occasion.tokens[i].span.start, occasion.tokens[end - 1].span.end), 88.0 + occasion.weight, "called")


def apposed(occasion: Occasion) -> Iterator[Name]:
    """Read a title beside the word for the event: "The event, Whose High Street?, was", "conference Rethinking the Classroom"."""
    tokens = occasion.tokens
    for noun in occasion.nouns:
        i = token_at(tokens, noun.end)
        if i >= len(tokens) or tokens[i - 1].text[0].isupper():
            continue
        comma = tokens[i].text == ","
        start = i + 1 if comma else i
        if (
            start >= len(tokens)
            or not is_capital(tokens[start])
            or tokens[start].lower in NOT_A_TITLE
            or not is_word(tokens[start])
        ):
            continue
        end = title_run(tokens, start)
        if comma:
            end = over_commas(tokens, start, end)
            if end >= len(tokens) or tokens[end].text not in (",", "?", "!") and tokens[end - 1].text not in ("?", "!"):
                continue
        if end - start >= 3 and tokens[start].lower not in words_of("dates", "day"):
            yield Name(Span(tokens[start].span.start, tokens[end - 1].span.end), 64.0 + occasion.weight, "apposed")


def over_commas(tokens: tuple[Token, ...], start: int, end: int) -> int:
    """Take one comma into a title: "Small Libraries, Long Roads, in Longreach"."""
    if end + 1 < len(tokens) and tokens[end].text == "," and is_capital(tokens[end + 1]):
        further = title_run(tokens, end + 1)
        if further < len(tokens) and tokens[further].text == "," and further - start >= 4:
            return further
    return end


NOT_A_TITLE = frozenset({"the", "he", "she", "it", "they", "in", "on", "at", "we", "i", "his", "her"})


def proper(occasion: Occasion) -> Iterator[Name]:
    """Read the proper names of events: words in capitals round a word for an event, with what follows "on", "of", "for"."""
    tokens = occasion.tokens
    for noun in occasion.nouns:
        at = token_at(tokens, noun.start)
        head_end = token_at(tokens, noun.end)
        if at >= len(tokens) or occasion.is_quoted(noun):
            continue
        start = name_start(tokens, at)
        end = name_tail(tokens, head_end)
        capital = is_capital(tokens[at])
        counted = any(is_ordinal(t) or t.lower in words_of("events", "qualifier") for t in tokens[start:at])
        if not capital and not (counted and end > head_end):
            continue
        if end - start < 2 or (start == at and end == head_end):
            continue
        weight = weigh_name(occasion, start, at, head_end, end, counted, capital)
        if weight > 0:
            yield Name(Span(tokens[start].span.start, tokens[end - 1].span.end), weight, "proper name")


def name_start(tokens: tuple[Token, ...], at: int) -> int:
    """Go back from the word for the event over capitals, ordinals and ranks to where its name starts."""
    start = at
    while start > 0:
        token = tokens[start - 1]
        if (
            is_capital(token)
            and token.lower not in ("the", "a", "an", "this", "its", "our", "in", "at", "on", "of", "for")
            or is_ordinal(token)
        ):
            start -= 1
        elif token.lower in words_of("events", "qualifier") or token.lower == "'s" or token.text in ("’", "'"):
            start -= 1
        elif token.text in "&-–/" and start > 1 and (is_capital(tokens[start - 2])):
            start -= 1
        elif (
            token.lower in ("and", "of", "for")
            and start > 1
            and is_capital(tokens[start - 2])
            and is_capital(tokens[start])
            and token.lower == "and"
        ):
            start -= 1
        else:
            break
    while start < at and (
        tokens[start].lower
        in ("'s", "and", "&", "one-day", "two-day", "three-day", "four-day", "five-day", "day-long", "half-day", "week-long")
        or not is_word(tokens[start])
        or tokens[start].text[0] in "’'"
    ):
        start += 1
    return start


def name_tail(tokens: tuple[Token, ...], at: int) -> int:
    """Go on from the word for the event over a year and "on …", "of …", "for …" as long as capitals follow."""
    end = at
    if at < len(tokens) and is_ordinal(tokens[at]) and tokens[at].text.isdigit():
        end = at = at + 1
    stops = frozenset({"in", "at"})
    while at < len(tokens):
        token = tokens[at]
        if at > end or end > at:
            pass
        if is_capital(token) and at > end - 1 and end != at and False:
            break
        if is_capital(token):
            if token.lower in words_of("dates", "day") or token.lower in words_of("dates", "month"):
                break
            at += 1
            end = at
        elif token.lower in ("'s",) or (token.text in "-–’'" and at + 1 < len(tokens) and is_capital(tokens[at + 1])):
            at += 1
            end = at
        elif token.lower in words_of("bodies", "inner") and token.lower not in stops and small_words_lead_on(tokens, at, stops):
            at += 1
        elif token.lower == "in" and at + 2 < len(tokens) and tokens[at + 1].lower == "charge" and tokens[at + 2].lower == "of":
            at += 3
        elif token.text == "," and list_goes_on(tokens, at):
            at += 1
        else:
            break
    return end


def list_goes_on(tokens: tuple[Token, ...], comma: int) -> bool:
    """Tell whether ", X and Y" goes on with a list inside a name: "on Debt, Mining and Care for Creation"."""
    at = comma + 1
    while at < len(tokens) and at - comma < 5 and is_capital(tokens[at]):
        at += 1
    return at > comma + 1 and at + 1 < len(tokens) and tokens[at].lower in ("and", ",") and is_capital(tokens[at + 1])


TOLD = re.compile(
    r"(?:\btold|\bat|\bof|\bfor|\bin|\battended|\bopened|\bopening|\binaugurated|\bhosted|\bheld|\bdrew)\s+(?:the\s+|its\s+|a\s+|an\s+)?(?:\w+-day\s+|annual\s+)?$",
    re.I,
)
PAST = re.compile(r"\b(?:last|previous|next|former|past|coming|earlier|at a|another)\s+(?:the\s+)?$", re.I)


def weigh_name(occasion: Occasion, start: int, at: int, head_end: int, end: int, counted: bool, capital: bool) -> float:
    """Weigh a proper name as the title."""
    tokens = occasion.tokens
    word = tokens[at].lower
    before = occasion.text[: tokens[start].span.start - occasion.start]
    after = occasion.text[tokens[end - 1].span.end - occasion.start :]
    weight = 66.0 if capital else 46.0
    weight += 5.0 * counted + 4.0 * (end > head_end) + 4.0 * occasion.tells + occasion.weight
    weight += 4.0 * (TOLD.search(before) is not None)
    weight -= 16.0 * (word in words_of("events", "weak") and not counted) + 6.0 * (word in words_of("events", "weak"))
    weight -= 30.0 * (PAST.search(before) is not None) + 20.0 * (
        re.match(r"\s\([^)]*(?:19|20)\d\d", after) is not None and not counted
    )
    weight -= 0.4 * min(occasion.index, 40) + 8.0 * occasion.text.isupper()
    if occasion.is_header and not occasion.text.isupper():
        weight -= 3.0
    return weight


def about(occasion: Occasion) -> Iterator[Name]:
    """Read what an event without a name was about: "held a roundtable discussion on Arctic shipping"."""
    match = ABOUT.search(occasion.text)
    if not match or not occasion.tells or occasion.weight < 0:
        return
    noun = phrase_pattern("events", "event").search(match["event"])
    if noun is None or noun.group().lower() in ("meeting", "event"):
        return
    start, end = match.span("name")
    yield Name(Span(occasion.start + start, occasion.start + end), 20.0 + occasion.weight, "about")


ABOUT = re.compile(
    r"\b(?:held|hosted|organi[sz]ed|convened|conducted|ended|concluded|completed)\s+(?:a|an)\s+"
    r"(?P<name>(?P<event>[a-z][\w\- ]{4,40}?)\s+on\s+(?P<topic>[^.,;“\"]{6,90}?))(?=\s+(?:at|on|in|from)\s+(?:the\s|[A-Z0-9])|[.,;])"
)


def recorded(occasions: list[Occasion]) -> Iterator[Name]:
    """Read a headline as the title when the line under it says that this is the record of the event."""
    for first, second in zip(occasions, occasions[1:], strict=False):
        if first.is_header and second.is_header and second.index == first.index + 1:
            if phrase_pattern("events", "record").fullmatch(second.text.strip(" .:")):
                yield Name(first.segment.span, 75.0, "record")
