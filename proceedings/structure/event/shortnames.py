"""Find the full name of a body that the article names in short: "PFIS", "the Foundation"."""

from __future__ import annotations

import re

from proceedings.structure.event.bodies import read_body
from proceedings.structure.patterns import lazy
from proceedings.structure.phrases import words_of
from proceedings.structure.tokens import tokenize
from proceedings.text import Source, Span

ACRONYM = lazy(r"[A-Z][A-Za-z&\-]{1,9}$")


REACH = 160


NAME = r"[A-ZÀ-Þ][\w’'ʼʻ\-]*"


def full_name(source: Source, span: Span) -> Span | None:
    """Give the full name that words stand for; the words themselves if they are full; None if they name nothing alone."""
    words = source.words(span)
    if words.endswith(("'s", "’s")):
        span = Span(span.start, span.end - 2)
        words = words[:-2]
    if ACRONYM.match(words) and words.upper() == words:
        bracket = re.search(r"\(\s?" + re.escape(words) + r"\s?\)", source.text)
        return (name_before(source, bracket) if bracket else None) or span
    if words.lower() in words_of("bodies", "short"):
        return longer_name(source, words.lower(), span)
    return None if words.islower() and len(words.split()) < 2 else span


def whole_name(source: Source, span: Span) -> Span:
    """Give the whole of a name that a headline or a later sentence cuts: "Reserve Bank" gives "Reserve Bank of Lesotho".

    A name in capitals, or of two or three words, may be cut; the whole stands in the article with "of" behind it or more
    words before it.
    """
    words = source.words(span)
    count = len(words.split())
    if "(" in words or " of " in words or count > 3:
        return span
    behind = re.compile(
        rf"\b{re.escape(words)}\s(?:of|for)\s(?:the\s)?(?-i:{NAME})(?:\s(?:(?:of|and|the|del|de)\s)*(?-i:{NAME})){{0,4}}", re.I
    )
    for match in behind.finditer(source.text):
        if source.text[match.start()].isupper() and not match.group().isupper():
            return Span(match.start(), match.end())
    if words.isupper() and count > 1:
        before = re.compile(rf"(?:(?-i:{NAME})\s(?:(?:and|of|&)\s)?){{1,5}}{re.escape(words)}\b", re.I)
        for match in before.finditer(source.text):
            if not match.group().isupper() and match.group()[0].isupper() and not match.group().lower().startswith("the "):
                return Span(match.start(), match.end())
    return span


def name_before(source: Source, bracket: re.Match[str]) -> Span | None:
    """Give the name that runs up to a bracket, bracket included."""
    start = max(source.text.rfind("\n", 0, bracket.start()) + 1, bracket.start() - REACH)
    tokens = tokenize(source.text[start : bracket.start()], start)
    for i in range(len(tokens)):
        if i and tokens[i - 1].lower != "the" and not (tokens[i - 1].text in ",.:–—-(" or tokens[i - 1].text.islower()):
            continue
        if is_capacity(tokens[i].text) and tokens[i].lower not in words_of("bodies", "short"):
            i += 1  # "President Coastal Chamber of Commerce (CCC)"
        body = read_body(tokens, i)
        if body and body[1] == len(tokens) and not tokens[body[0]].text.islower():
            return Span(tokens[body[0]].span.start, bracket.end())
    return None


BEFORE = frozenset(
    {
        "the",
        "a",
        "an",
        "of",
        "for",
        "and",
        "by",
        "since",
        "at",
        "in",
        "newsletter",
        "bulletin",
        "journal",
        "magazine",
        "members",
        "member",
    }
    | {"report", "minutes", "conference", "congress", "meeting", "communications", "media", "press"}
)
"""Words that stand before a body's name and are none of it."""


def longer_name(source: Source, word: str, span: Span) -> Span | None:
    """Give the first longer name of a body of this kind in the article: "Foundation" gives "Maple Library Foundation"."""
    kind = word.capitalize()
    of = rf"{kind}\s(?:of|for|on)(?:\sthe)?(?:\s(?:and\s|of\s)?{NAME})+"
    before = rf"(?:{NAME}\s(?:(?:of|for|and|&|the|de)\s)*){{1,7}}{kind}\b(?:\s(?:of|for|on)(?:\sthe)?(?:\s(?:and\s)?{NAME})+)?"
    for match in re.finditer(rf"\b(?:{before}|{of})(?:\s\([A-Z]\w+\))?", source.text):
        start, words = match.start(), match.group().split(" ")
        while words and (words[0].lower() in BEFORE or is_capacity(words[0])):
            start += len(words.pop(0)) + 1
        if len(words) > 1 and not Span(start, match.end()).overlaps(span):
            return Span(start, match.end())
    return None


def is_capacity(word: str) -> bool:
    return word.lower() in words_of("bodies", "person")
