"""Look for persons in what is left of a sentence: words that look like a name, and are nobody's we know."""

from __future__ import annotations

import re
from collections.abc import Sequence

from proceedings.model import Section, Shape
from proceedings.scrub.known import fold
from proceedings.scrub.lexicon import words
from proceedings.scrub.reading import Reading, reports
from proceedings.scrub.rewrite import Edit
from proceedings.structure.names import NAME, Kind, is_given, kind_of, may_be_given, opens_title, plain
from proceedings.structure.officewords import is_office
from proceedings.structure.tokens import Token

INITIALLED = re.compile(r"[^\W\d_]\.[^\W\d_][^\W\d_]{2,}")
ROMAN = re.compile(r"[IVX]+")
CONTRACTED = re.compile(r"'(?:ve|ll|re|d|m|t)$")
BODY = (Kind.HEAD, Kind.THING, Kind.PLACE, Kind.ACRONYM, Kind.OFFICE)


def suspect(r: Reading, edits: Sequence[Edit], allowed: frozenset[str]) -> tuple[int, int] | None:
    """Find the first run of tokens that no edit takes and that looks like a person's name."""
    tokens = r.tokens
    free = [
        not any(e.span.overlaps(t.span) for e in edits) and not any(fact.contains(t.span) for fact in r.protected)
        for t in tokens
    ]
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if not free[i] or not token.text[0].isupper() or CONTRACTED.search(token.lower):
            i += 1
            continue
        if tokens[i - 1].text == "!" and i and tokens[i - 1].span.end == token.span.start:
            return i, i + 1
        if opens_title(plain(token)) and i + 1 < len(tokens) and free[i + 1] and tokens[i + 1].text[0].isupper():
            return i, i + 2
        if is_called(tokens, i) or (i > 1 and i == len(tokens) - 1 and token.text.endswith(".") and opens_title(plain(token))):
            return i, i + 1
        if kind_of(token.text) not in NAME and not may_be_given(tokens, i) and not is_first_name(tokens, i):
            i += 1
            continue
        end = i + 1
        while end < len(tokens) and free[end] and kind_of(tokens[end].text) in NAME | {Kind.PARTICLE}:
            end += 1
        while kind_of(tokens[end - 1].text) is Kind.PARTICLE:
            end -= 1
        if is_personal(tokens, i, end, allowed) and (is_told(tokens, i, end) or not is_title(r, i)):
            return i, end
        i = end
    return None


def is_personal(tokens: tuple[Token, ...], i: int, end: int, allowed: frozenset[str]) -> bool:
    """Tell whether the run of tokens i to end may name a person."""
    if plain(tokens[i]) in words("no_person") or all(fold(t.text).strip(".") in allowed for t in tokens[i:end]):
        return False
    kinds = [kind_of(t.text) for t in tokens[i:end]]
    given = Kind.GIVEN in kinds or kinds[0] not in NAME
    behind = tokens[i - 1] if i else None
    ahead = tokens[end] if end < len(tokens) and tokens[end].text[0].isupper() else None
    if is_presented(tokens, i, end, given=given):
        return True
    if end - i > 2 and end + 1 < len(tokens) and tokens[end].text == "," and tokens[end + 1].lower in ("of", "from"):
        return True
    if is_whose(tokens, i, end) or (end - i > 1 and comes_from(tokens, i)):
        return True
    if ahead is not None and ROMAN.fullmatch(ahead.text) and end - i > 1:
        return True
    if ahead is not None and kind_of(ahead.text) in BODY and not (given and kind_of(ahead.text) is Kind.THING):
        return False
    if end - i == 1:
        return kinds[0] is not Kind.INITIAL and speaks(tokens, i)
    if given or Kind.INITIAL in kinds or behind is None:
        return True
    return behind.lower not in words("before_places") and not (behind.text[0].isupper() and kind_of(behind.text) in BODY[:3])


def is_called(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether words give the token at i as a name: "her name is X", "X was his name", "(X, diver)", or it is "D.Nyam"."""
    if INITIALLED.match(tokens[i].text):
        return True
    if kind_of(tokens[i].text) not in NAME:
        return False
    if i and tokens[i - 1].text == "(" and i + 2 < len(tokens) and tokens[i + 1].text == ",":
        return tokens[i + 2].text[0].islower() and tokens[i + 2].text.isalpha()
    before, after = [t.lower for t in tokens[max(0, i - 2) : i]], [t.lower for t in tokens[i + 1 : i + 4]]
    return before in (["name", "is"], ["name", "was"]) or (after[:1] in (["is"], ["was"]) and after[2:] == ["name"])


def is_whose(tokens: tuple[Token, ...], i: int, end: int) -> bool:
    """Tell whether a run and one more word that is no body's are followed by ", who" or ", whose"."""
    if end + 2 >= len(tokens) or not tokens[end].text[0].isupper() or kind_of(tokens[end].text) is Kind.HEAD:
        return False
    before = tokens[i - 1] if i else None
    if before is not None and (before.text[0].isupper() or before.lower in words("before_places") | words("linking")):
        return False
    return tokens[end + 1].text == "," and tokens[end + 2].lower in ("who", "whose")


def comes_from(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether a run of capitals at i stands after the place whence somebody comes: "the hydrologist from X"."""
    return i > 1 and kind_of(tokens[i - 1].text) is Kind.PLACE and tokens[i - 2].lower == "from"


def is_first_name(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether a word of English is somebody's given name here: "Bill Tranter"."""
    return is_given(plain(tokens[i])) and i + 1 < len(tokens) and kind_of(tokens[i + 1].text) in NAME


def is_told(tokens: tuple[Token, ...], i: int, end: int) -> bool:
    """Tell whether a run has a given name or an initial in it, or speaks."""
    kinds = {kind_of(t.text) for t in tokens[i:end]}
    return bool(kinds & {Kind.GIVEN, Kind.INITIAL}) or may_be_given(tokens, i) or is_first_name(tokens, i) or speaks(tokens, i)


def is_title(r: Reading, i: int) -> bool:
    """Tell whether the token at i stands in a heading, or in quoted words most of which have capitals."""
    if r.sentence.shape is Shape.HEADING or r.sentence.section is Section.HEADLINE:
        return True
    span = next((q for q in r.quoted if q.start <= r.tokens[i].span.start < q.end), None)
    if span is None:
        return False
    long = [t for t in r.tokens if span.contains(t.span) and len(t.text) > 3]
    return sum(t.text[0].isupper() for t in long) >= 0.7 * len(long)


def is_presented(tokens: tuple[Token, ...], i: int, end: int, *, given: bool) -> bool:
    """Tell whether a run, with one more capital, is followed as persons are: "Ana Mountain replied", "X Y, whose"."""
    if i and (tokens[i - 1].lower in words("before_places") or tokens[i - 1].text[0].isupper()):
        return False
    if end < len(tokens) and tokens[end].text[0].isupper():
        if kind_of(tokens[end].text) in BODY and not given:
            return False
        end += 1
    if end - i < 2 or end + 1 >= len(tokens):
        return False
    if tokens[end].text == ",":
        after = tokens[end + 1 : end + 4]
        return after[0].lower in ("who", "whose") or any(is_office(t) for t in after)
    return reports(tokens[end])


def speaks(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether a verb of speech stands beside the one word at i: "Quispe said", "added Quispe"."""
    if i and (tokens[i - 1].lower in words("before_places") or tokens[i - 1].text[0].isupper()):
        return False
    beside = [tokens[k] for k in (i + 1, i - 1) if 0 <= k < len(tokens)]
    return any(reports(t) for t in beside)


__all__ = ["suspect"]
