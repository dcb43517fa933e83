"""Read the dateline that opens a report: place, perhaps a date and an agency, and a mark."""

from __future__ import annotations

import re
from functools import cache

from proceedings.patterns import compiled
from proceedings.structure.event.bodies import is_body_word
from proceedings.structure.event.calendar import DAY, MONTH, masked
from proceedings.structure.patterns import lazy
from proceedings.structure.phrases import words_of
from proceedings.structure.segment import Segment
from proceedings.text import Span
from proceedings.values import dataclass


@dataclass(frozen=True, slots=True)
class Dateline:
    """The dateline's span, its place and its date."""

    span: Span
    city: Span
    date: Span | None


MOST = 8
"""Tokens that a place may have."""
BYLINE = lazy(r"\W*(?:by|words|photos?|pictures?|text|reporters?|story|source|from our|our)\b", re.I)


@cache
def pattern() -> re.Pattern[str]:
    stop = r"(?:(?<=\b\w)|(?<=\b\w\w)|(?<=\b\w\w\w)|(?<=\b\w\w\w\w))\."  # of a short form: St., Minn.
    no_place = r"(?!(?i:the|a|an|by|on|in|from|for|at|it|this|as)\b)"
    word = rf"{no_place}[A-ZÀ-ÞŠŽĆČĐŁŚŻİȘȚĀ](?:[\w’'ʻ\-]*\w|)(?:{stop})?"
    small = r"(?:\s(?:de|del|da|do|dos|of|the|la|le|el|al|es|sur|am|upon|on|an|der|den|ès|di|y|e))*"
    place = rf"{word}(?:{small}\s{word}){{0,3}}"
    number = r"\d{1,2}(?:st|nd|rd|th)?(?:\s?(?:[-–&]|and|to)\s?\d{1,2}(?:st|nd|rd|th)?)?"
    date = rf"(?:{DAY}\.?,?\s)?(?:{number}\s(?:of\s)?{MONTH}\.?|{MONTH}\.?\s{number})(?:,?\s\d{{4}})?"
    return compiled(
        rf"[\[(]?(?:[A-Z]{{2,5}}\s(?=[A-Z][a-z])|[A-Z]{{2,3}},\s(?=[A-Z][a-z]))?(?P<city>(?:The\s(?=Hague))?{place})(?:,\s?(?:{place}|(?:[A-Z]\.){{2,3}})){{0,2}}(?:\s\([A-Z][\w./]{{0,8}}\)(?=,\s))?"
        rf"(?:,?\s[(]?(?P<date>{date})[)]?|,\s(?:{DAY}|\d\d?\.\d\d?\.(?:20)?\d\d)(?=\s[-–—]))?"
        r"\s?(?P<agency>\([^)\n]{2,40}\)|/[^/\n]{2,30}/|,\s[A-Z]{2,6}(?=\s[-–—]))?[\])]?\s?(?P<mark>\.?\s?[-–—]{1,3}(?=\s|$)|—(?=[\w“\"‘])|/(?=\s[A-Z])|(?<=[A-Z]\))(?=\s[A-Z“])|:(?=\s|$)|\.(?=\s|$)|\s\||$)"
    )


def read_dateline(segment: Segment) -> Dateline | None:
    """Find the dateline that opens a segment; a label ("Present:", "Media release:") is none."""
    match = pattern().match(masked(segment))
    if match is None or BYLINE.match(segment.text) or is_label(segment.text[match.start("city") : match.end("city")]):
        return None
    mark = match["mark"].strip() or ("agency" if match["agency"] and match["date"] else "")
    sure = match["date"] or match["agency"] or segment.text[match.start("city") : match.end("city")].isupper()
    sure = sure or (match.end() == len(segment.text) and names_country(match.group()))
    place = [token for token in segment.tokens[:MOST] if token.span.end <= segment.span.start + match.end("city")]
    if len(place) > 1 and is_body_word(place[-1]) and place[-1].lower not in words_of("places", "town"):
        return None  # "Kuvliq Public Radio · October 3"
    if (not mark and not match["date"]) or (mark == "." and not sure):
        return None
    start = segment.span.start
    date = Span(start + match.start("date"), start + match.end("date")) if match["date"] else None
    city = Span(start + match.start("city"), start + match.end("city"))
    return Dateline(Span(start, start + match.end()), city, date)


def names_country(words: str) -> bool:
    """Tell of "Lusaka, Zambia.": a place, a comma and a country."""
    _, comma, country = words.partition(",")
    return bool(comma) and country.strip(" .").lower() in words_of("places", "country")


def is_label(words: str) -> bool:
    """Tell whether words before a colon are a label and no place: "Present", "Minister", "Media release"."""
    kinds = words_of("places", "no_city") | words_of("bodies", "person")
    kinds |= words_of("events", "event")
    kinds |= words_of("events", "label")
    kinds -= {"may", "march", "the", "city"}
    return any(word.lower() in kinds or word.lower().removeprefix("co-") in kinds for word in words.split())
