"""Know the words of the calendar: months of the world's calendars, days of the week."""

from __future__ import annotations

from functools import cache

from proceedings.structure.phrases import words_of
from proceedings.structure.segment import Segment
from proceedings.structure.tokens import Token

MONTH, DAY = "\x01+", "\x02+"
"""What stands for a month and a day of the week in a masked text, as regular expressions."""


def is_calendar(token: Token) -> bool:
    """Tell whether a word is a month or a day of the week."""
    word = token.lower.rstrip(".")
    return word in words_of("dates", "month") or word in words_of("dates", "day")


@cache
def calendar() -> frozenset[str]:
    """Give the words of the calendar, with and without a full stop."""
    words = words_of("dates", "month") | words_of("dates", "day")
    return words | {f"{word}." for word in words}


def masked(segment: Segment) -> str:
    """Give a text with its months and days of the week blotted out, letter for letter, so that a short pattern finds dates.

    A month or day is written with a capital; a full stop that belongs to it stays.
    """
    tokens, text, offset = segment.tokens, segment.text, segment.span.start
    if calendar().isdisjoint(segment.words):
        return text
    pieces: list[str] = []
    at = 0
    for i in segment.capitals:
        token = tokens[i]
        if token.lower not in calendar() or is_shouted_name(tokens, i):
            continue
        word = token.lower.rstrip(".")
        mark = "\x01" if word in words_of("dates", "month") else "\x02" if word in words_of("dates", "day") else ""
        if mark:
            start = token.span.start - offset
            pieces += [text[at:start], mark * len(word)]
            at = start + len(word)
    return "".join([*pieces, text[at:]])


def is_shouted_name(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell of "MAY PEN", "MARCH TOWN": a month in capitals with a word in capitals behind it and no number beside it."""
    if tokens[i].text not in ("MAY", "MARCH") or i + 1 >= len(tokens):
        return False
    numbered = i > 0 and tokens[i - 1].text[0].isdigit()
    following = tokens[i + 1].text
    return not numbered and len(following) > 2 and following.isalpha() and following.isupper()
