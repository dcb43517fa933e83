"""Find the places in an article that tell of the event itself: dateline, headline, headers, and the sentences that say it was held."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from proceedings.model import Section, Shape
from proceedings.structure.phrases import QUOTED, phrase_pattern, words_of
from proceedings.structure.segment import Segment
from proceedings.structure.tokens import Token
from proceedings.text import Span

MOST = 60
"""Sentences looked at closely, so that a book takes no longer than a long report."""


@dataclass(frozen=True)
class Occasion:
    """A segment that may tell of the event.

    index: of the segment; nouns: where it names an event; dateline: the place and date that open a report, None without;
    is_headline, is_header: above the text, or a short line without a verb; is_lead: among the first sentences of the text;
    tells: says that an event was held, or what was said at it; is_other: tells of another event too, as of an edition to come;
    weight: how surely it is this event's sentence.
    """

    segment: Segment
    index: int
    section: Section
    nouns: tuple[Span, ...]
    dateline: Span | None
    is_headline: bool
    is_header: bool
    is_lead: bool
    tells: bool
    is_other: bool
    weight: float

    @property
    def text(self) -> str:
        return self.segment.text

    @property
    def start(self) -> int:
        return self.segment.span.start

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.segment.tokens

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        return tuple(Span(self.start + m.start(), self.start + m.end()) for m in QUOTED.finditer(self.text))

    def is_quoted(self, span: Span) -> bool:
        return any(quotation.contains(span) for quotation in self.quotations)


PLACE = r"(?:[A-ZÀ-ÞŠŽĆČŁŚŻİȘȚĀ][\w’'ʻ.\-]*|d[aei]l?a?|de|of|the|la|le|el|al)"
DATELINE = re.compile(
    rf"(?:[A-Z]{{2,5}}\s)?(?P<city>(?!The\b|By\b|On\b|In\b|From\b|For\b|At\b){PLACE}(?:\s{PLACE}){{0,3}}?)"
    rf"(?P<more>(?:,\s?{PLACE}(?:\s{PLACE}){{0,3}}?)?)"
    r"(?P<date>(?:,?\s(?:\d{1,2}(?:st|nd|rd|th)?\s?(?:[-–]\s?\d{1,2}\s)?(?:of\s)?[A-Z][a-z]+\.?|[A-Z][a-z]+\.?\s\d{1,2}(?:\s?[-–]\s?\d{1,2})?)(?:,?\s\d{4})?)?)"
    r"\s?(?P<agency>\([^)]{2,40}\)|/[^/\n]{2,30}/)?\s?(?P<mark>\.?\s?[-–—]{1,2}(?=\s|$)|/(?=\s[A-Z])|:\s|\.(?=\s|$)|\s\||$)"
)
BYLINE = re.compile(r"\W*(?:by|words|photos?|pictures?|text|reporters?|story|source|from our|our)\b", re.I)


def find_occasions(segments: tuple[Segment, ...], sections: tuple[Section, ...]) -> list[Occasion]:
    """Gather the segments that may tell of the event, in the order of the article."""
    found: list[Occasion] = []
    nouns_pattern = phrase_pattern("events", "event")
    prose = 0
    for i, (segment, section) in enumerate(zip(segments, sections, strict=True)):
        text = segment.text
        dateline = read_dateline(segment) if 0 < i and prose < 2 and segment.first or i == 0 and segment.shape is not Shape.HEADING else None
        nouns = tuple(Span(segment.span.start + m.start(), segment.span.start + m.end()) for m in nouns_pattern.finditer(text))
        is_header = prose < 2 and (segment.shape is Shape.HEADING or not ends_sentence(text))
        if not is_header:
            prose += 1
        is_lead = not is_header and prose <= 3
        if not (nouns or dateline or is_header or is_lead or HELD.search(text)):
            continue
        is_other = OTHER.search(text) is not None
        tells = not is_other and tells_of_event(text, nouns, segment.span.start, is_lead)
        if len(found) < MOST or (tells and i > len(segments) - 8):
            found.append(
                Occasion(
                    segment=segment,
                    index=i,
                    section=section,
                    nouns=nouns,
                    dateline=dateline,
                    is_headline=i == 0 and is_header,
                    is_header=is_header,
                    is_lead=is_lead,
                    tells=tells,
                    is_other=is_other,
                    weight=weigh(section, is_header),
                )
            )
    return found


HELD = re.compile(r"\b(?:organi[sz]ed|organi[sz]ers?|hosted|hosts?|convened|put together|took place|was held|were held)\b", re.I)
OTHER = re.compile(
    r"\b(?:will (?:be|take|host|meet|gather)|(?:next|previous|last|first|earlier|past) (?:edition|conference|meeting|forum|congress)s?"
    r"|next year|(?:is|are) (?:to|due to) (?:meet|be|take)|to be held|is scheduled|preceded by|followed by)\b",
    re.I,
)
"""Words of another event: an edition past or to come, a meeting before or after this one."""
AT_EVENT = re.compile(
    r"(?:\b(?:at|during|told|addressing|attend|attended|opening|inauguration|opened|for|from|subject|of|to)\s+"
    r"(?:(?:the|its|a|an|our|this)\s+)?[^.,;“”]{0,60}|^(?:The|This|Our)\s[^.,;“”]{0,60})$"
)


def tells_of_event(text: str, nouns: tuple[Span, ...], start: int, is_lead: bool) -> bool:
    """Tell whether a sentence says that an event was held, or what happened at it."""
    if not nouns:
        return HELD.search(text) is not None and re.match(r"\W*(?:it|they|this)\b", text, re.I) is not None
    if phrase_pattern("events", "happen", "hold").search(text):
        return True
    return any(text[noun.start - start].isupper() and AT_EVENT.search(text[: noun.start - start]) for noun in nouns) or (
        is_lead and any(AT_EVENT.search(text[: noun.start - start]) for noun in nouns)
    )


def ends_sentence(text: str) -> bool:
    return text.rstrip("”’\"')»").endswith((".", "!", "?", "…", ":", ";")) and len(text.split()) > 3


def weigh(section: Section, is_header: bool) -> float:
    if is_header:
        return -4.0
    return {Section.CONTEXT: 4.0, Section.WELCOME: 1.0, Section.OUTCOME: 0.0, Section.BOILERPLATE: -2.0}.get(section, -3.0)


def read_dateline(segment: Segment) -> Span | None:
    """Find the dateline that opens a report: a place, perhaps a date and an agency, and a dash, colon or full stop."""
    match = DATELINE.match(segment.text)
    if match is None or BYLINE.match(segment.text) or is_label(match["city"]):
        return None
    if not match["mark"].strip() and not match["date"]:
        return None
    if match["mark"].strip() in (":", ".") and not (
        match["date"] or match["agency"] or match["city"].isupper() or match["mark"] == ": "
    ):
        return None
    if phrase_pattern("events", "event").search(match["city"]):
        return None
    return Span(segment.span.start, segment.span.start + match.end())


def is_label(words: str) -> bool:
    """Tell whether words before a colon are a label and no place: "Present", "Minister", "Media release"."""
    return any(word.lower() in words_of("places", "no_city") or word.lower() in words_of("bodies", "person") for word in words.split())


def dateline_city(segment: Segment) -> Span | None:
    """Give the place of the dateline."""
    match = DATELINE.match(segment.text)
    return Span(segment.span.start + match.start("city"), segment.span.start + match.end("city")) if match else None
