"""Read runs of words in title case."""

from __future__ import annotations

from proceedings.structure.phrases import is_capital
from proceedings.structure.tokens import Token
from proceedings.text import Span

SMALL = frozenset(
    {
        "of",
        "for",
        "on",
        "to",
        "the",
        "and",
        "&",
        "in",
        "from",
        "a",
        "an",
        "or",
        "at",
        "as",
        "by",
        "with",
        "without",
        "beyond",
        "into",
    }
    | {
        "under",
        "against",
        "is",
        "are",
        "de",
        "del",
        "la",
        "le",
        "du",
        "des",
        "von",
        "und",
        "der",
        "y",
        "e",
        "et",
        "after",
        "before",
    }
)


def title_run(tokens: tuple[Token, ...], i: int) -> int:
    """Give the index after a run in title case from token i on; a colon or dash goes on, other marks end it."""
    at = end = i
    while at < len(tokens):
        token = tokens[at]
        if is_capital(token) or token.lower == "'s" or (at > i and token.text.isdigit()):
            end = at + 1
        elif at > i and token.text in "?!":
            return at + 1
        elif at == i or not (
            (token.text in ":–—-’'" and at + 1 < len(tokens) and is_capital(tokens[at + 1]))
            or (token.lower in SMALL and leads_on(tokens, at))
        ):
            break
        at += 1
    return end


def leads_on(tokens: tuple[Token, ...], at: int) -> bool:
    for token in tokens[at : at + 4]:
        if is_capital(token):
            return True
        if token.lower not in SMALL:
            return False
    return False


def spanning(tokens: tuple[Token, ...], start: int, end: int) -> Span:
    return Span(tokens[start].span.start, tokens[end - 1].span.end)
