"""Know the words of the calendar: months of the world's calendars, days of the week."""

from __future__ import annotations

from proceedings.structure.phrases import is_capital, words_of
from proceedings.structure.tokens import Token

MONTH, DAY = "\x01+", "\x02+"
"""What stands for a month and a day of the week in a masked text, as regular expressions."""


def is_calendar(token: Token) -> bool:
    """Tell whether a word is a month or a day of the week."""
    word = token.lower.rstrip(".")
    return word in words_of("dates", "month") or word in words_of("dates", "day")


def masked(tokens: tuple[Token, ...], text: str, offset: int) -> str:
    """Give a text with its months and days of the week blotted out, letter for letter, so that a short pattern finds dates.

    A month or day is written with a capital; a full stop that belongs to it stays.
    """
    pieces: list[str] = []
    at = 0
    for token in tokens:
        if not is_capital(token):
            continue
        word = token.lower.rstrip(".")
        mark = "\x01" if word in words_of("dates", "month") else "\x02" if word in words_of("dates", "day") else ""
        if mark:
            start = token.span.start - offset
            pieces += [text[at:start], mark * len(word)]
            at = start + len(word)
    return "".join([*pieces, text[at:]])
