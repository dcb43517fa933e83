"""Find the date of the event: explicit, of the dateline, or relative ("on Wednesday", "yesterday")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from proceedings.patterns import compiled
from proceedings.structure.event.calendar import DAY, MONTH, masked
from proceedings.structure.event.occasions import Occasion
from proceedings.structure.patterns import lazy
from proceedings.structure.phrases import words_of
from proceedings.structure.segment import Segment
from proceedings.text import Span
from proceedings.values import dataclass


@dataclass(frozen=True, slots=True)
class Dating:
    """Words that tell a date.

    kind: "full" has day and month, "month" only a month, "relative" counts from the day of writing.
    """

    span: Span
    kind: str


CALENDAR = lazy(rf"[{MONTH[0]}{DAY[0]}]")
"""A month or a day of the week in a masked text."""
DIGITS = lazy(r"\d[./-]\d")


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str] | None, re.Pattern[str]], ...]:
    """Compile the shapes of dates, the fullest first: their kind, what all of them hold, the pattern."""
    parts = "|".join(sorted(words_of("dates", "part")))
    spans = "|".join(sorted(words_of("dates", "span")))
    month = rf"{MONTH}\.?"
    number = r"[0-3]?\d(?:st|nd|rd|th)?\b(?!\s?%)"
    week = rf"(?:{DAY}\.?,?\s+(?:the\s+)?)?"
    year = r"(?:,?\s+(?:(?:19|20)\d\d|1[34]\d\d)(?:\s?(?:E\.\s?C\.|A\.?H\.?|B\.?S\.?|H\.?))?(?!\d))?"
    link = r"(?:\s?[-–—/&]\s?|\s*,?\s+(?:and|to|till|until|through|thru|&|[-–—])\s+(?:the\s+)?|,\s)"
    of = r"(?:\s+(?:of\s+)?|[-–])"
    full = [
        rf"{week}{number}(?:{of}{month}{year})?(?:{link}{week}{number}(?:{of}{month}{year})?){{0,4}}{of}{month}{year}",
        rf"{week}{number}{of}{month}{year}",
        rf"{week}{month}\s+(?:the\s+)?{number}(?:{link}{week}(?:{month}\s+)?{number}){{0,4}}{year}",
    ]
    digits = [
        r"\b[0-3]?\d[./][01]?\d[./](?:20)?\d\d(?:\s?(?:[-–]|to|and)\s?[0-3]?\d[./][01]?\d[./](?:20)?\d\d)?",
        r"\b20\d\d-[01]\d-[0-3]\d\b(?:\s?(?:[-–/]|to|and)\s?20\d\d-[01]\d-[0-3]\d\b)?",
    ]
    link_day = r"(?:,?\s+(?:and|to|through)\s+|\s?[-–]\s?)"
    counted = r"(?:,?\s+(?:the\s+)?[0-3]?\d(?:st|nd|rd|th)\b(?=[.,;)]|\s+(?:in|at|on|of|with|and|by|from|to)\b|$))?"
    named = rf"(?:(?:last|this|past)\s+)?{DAY}{counted}(?:{link_day}{DAY}{counted})?(?:\s+(?:{parts})\b)?"
    other = (
        rf"(?:last|this|over the|earlier this|earlier|later this)\s+(?:{spans})\b|yesterday(?:\s+(?:{parts}))?|today|tonight"
    )
    edge = r"(?<![\w.,])"
    return (
        ("full", CALENDAR, compiled("|".join(rf"{edge}(?:{p})" for p in full), re.I)),
        ("full", DIGITS, compiled("|".join(rf"{edge}(?:{p})" for p in digits))),
        ("month", CALENDAR, compiled(rf"(?<=\bin\s)(?:(?:early|mid|late)[\s-])?{MONTH}(?:\s+(?:19|20)\d\d\b)?", re.I)),
        ("relative", CALENDAR, compiled(rf"(?<!\w){named}", re.I)),
        ("relative", None, lazy(rf"\b(?:{other})", re.I, needs="last|this|over the|earlier|later|yesterday|today|tonight")),
    )


def datings(segment: Segment) -> Iterator[Dating]:
    """Give the dates in a segment; a relative date inside a fuller one is not given again."""
    text, offset = segment.text, segment.span.start
    blotted = masked(segment)
    taken: list[Span] = []
    for kind, mark, pattern in patterns():
        for match in pattern.finditer(blotted) if mark is None or mark.search(blotted) else ():
            span = Span(offset + match.start(), offset + len(text[: match.end()].rstrip(" ,.")))
            if is_hall(text, match.end()) or (kind == "relative" and is_name(text, match.start(), match.end())):
                continue
            if not any(span.overlaps(other) for other in taken):
                taken.append(span)
                yield Dating(span, kind)


def is_name(text: str, start: int, end: int) -> bool:
    """Tell of a weekday that is a person's name, "Comrade Sunday Uchegbu", or a short form, "Sun", that is a word."""
    after = re.match(r"\s[A-ZÀ-Þ][a-zà-ÿ]", text[end : end + 3]) is not None
    before = re.search(r"[A-ZÀ-Þ][\w.’'-]*\s$", text[:start]) is not None
    words = text[start:end]
    short = words[0].isupper() and re.search(r"day|evening|night|morning|afternoon|week|month", words, re.I) is None
    return (words[0].isupper() and after and before) or short


def is_hall(text: str, end: int) -> bool:
    """Tell of a date in a building's name: "the June 12 Hall", "1 May Square"."""
    following = re.match(r"\s([A-Z]\w+)", text[end : end + 24])
    return following is not None and following[1].lower() in words_of("places", "venue")


def find_date(occasions: list[Occasion]) -> Span | None:
    """Choose the date of the event.

    A day and month in a sentence that tells of the event, then the dateline's date, then a relative date; "yesterday" beats
    the dateline, which is then the day after. Dates of foundations, deadlines, editions past and to come do not count.
    """
    best: tuple[float, Span] | None = None
    given: list[tuple[Occasion, Span]] = []
    is_record = any(o.is_header and RECORD.search(o.text) for o in occasions)
    for occasion in occasions:
        if not (
            occasion.tells or occasion.is_lead or occasion.is_header or occasion.dateline or LABEL_LINE.match(occasion.text)
        ):
            continue
        for dating in datings(occasion.segment):
            if not is_record and stands_alone(occasion, dating.span):
                continue
            weight = weigh(occasion, dating)
            if weight > FULL_ENOUGH and dating.kind == "full":
                given.append((occasion, dating.span))
            if weight > 0 and (best is None or weight > best[0]):
                best = (weight, dating.span)
    return fullest(best[1], occasions, given) if best else None


FULL_ENOUGH = 45.0
RECORD = lazy(r"\b(?:minutes|report|summary|proceedings|digest|record|highlights|notes)\b", re.I)
LETTERS_BESIDE = 3


def stands_alone(occasion: Occasion, date: Span) -> bool:
    """Tell whether a date is all that a header line holds: when the report was written, except in minutes and the like."""
    before, behind = occasion.text[: date.start - occasion.start], occasion.text[date.end - occasion.start :]
    return occasion.is_header and sum(map(str.isalnum, before + behind)) <= LETTERS_BESIDE


def fullest(date: Span, occasions: list[Occasion], given: list[tuple[Occasion, Span]]) -> Span:
    """Give the date that has all the words of the one chosen and more: "21–22 May 2014" for "22 May"."""

    def words(occasion: Occasion, span: Span) -> set[str]:
        return set(re.findall(r"\w+", occasion.text[span.start - occasion.start : span.end - occasion.start].lower()))

    chosen = next(words(o, date) for o in occasions if o.segment.span.contains(date))
    for occasion, span in given:
        if chosen < words(occasion, span) and len(words(occasion, span)) <= len(chosen) + 3:
            return span
    return date


def weigh(occasion: Occasion, dating: Dating) -> float:
    """Weigh a date as the event's."""
    before = occasion.text[: dating.span.start - occasion.start]
    words = occasion.text[dating.span.start - occasion.start : dating.span.end - occasion.start]
    if occasion.is_quoted(dating.span) or not occasion.owns(dating.span):
        return 0.0
    in_dateline = dating.span.start < occasion.body_start
    if in_dateline:
        return 60.0 if dating.kind == "full" else 0.0
    if is_elsewhere(before, dating.kind) and not re.search(r"\((?:\w+\s)?$", before):
        return 0.0
    base = {"full": 70.0, "month": 28.0, "relative": 30.0}[dating.kind]
    if dating.kind == "month" and not words[-1].isdigit():
        if not HELD_IN.search(before):
            return 0.0
        base = 20.0
    if occasion.is_header and STAMP.search(occasion.text):
        return 26.0
    if LABEL.search(before):
        return 95.0
    if occasion.is_header:
        return base + 5.0 if dating.kind != "relative" else base
    if dating.kind == "relative" and occasion.tells and BEFORE_WRITING.match(words):
        base = 65.0
    if occasion.tells:
        base += 20.0
    elif not occasion.is_lead or dating.kind == "month":
        return 0.0
    elif dating.kind == "full":
        base = 50.0
    late = 15.0 if dating.kind == "relative" and occasion.index > 8 else 0.0
    return base + occasion.weight - min(occasion.index, 20) * 0.5 - late


NAMED_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
BEFORE_WRITING = lazy(
    rf"yesterday|last (?:evening|night)|(?:last|this) week|{NAMED_DAY}\s(?:and|to|through)\s{NAMED_DAY}", re.I
)
"""Words that cannot mean the day of writing, which the dateline gives: "yesterday", "last week", "Sunday and Monday"."""
HELD_IN = lazy(r"\b(?:held|took place|met|hosted|convened|gathered)\b[^.;]{0,30}\bin\s$", re.I)
LABEL_LINE = lazy(r"\W*(?:dates?|when)\s*:", re.I)
LABEL = lazy(
    r"(?:(?:^|[\n|;.•*-])\s*(?i:dates?|when)|(?<!Issue)(?<!Release)(?<!Publication)\s(?:Dates?|When))\s*:\s*$", needs=":"
)
STAMP = lazy(
    r"\b(?:hits?|views?|writer|posted|published|updated|uploaded|reads?|views|comments?|issue date|release date)\b"
    r"|\b\d\d?[:.]\d\d(?:\s?[ap]\.?m\b|\b)(?![./])",
    re.I,
)
"""What stands in the line that says when an article was put up."""


ELSEWHERE_REACH = 28


def is_elsewhere(before: str, kind: str) -> bool:
    """Tell whether the words just before a date make it the date of something else.

    A day of the week is too near for a founding: "was launched on Sunday" tells of the event.
    """
    near = BY_AGENT.sub("", re.split(r"[,;:()]", before[-ELSEWHERE_REACH:])[-1])
    if near.endswith(" up to "):
        return True
    words = words_of("dates", "elsewhere")
    if kind == "relative":
        words -= words_of("dates", "beginning")
    return not words.isdisjoint(re.findall(r"\w+", near.lower()))


BY_AGENT = lazy(r"\b(?:organi[sz]ed|hosted|held|convened|staged|conducted)?\s?by\s(?:the\s)?(?=[A-ZÀ-Þ]\w+\s)", needs="by")
"""Who did it, and no limit of time: "organised by the Chamber on Tuesday"."""
