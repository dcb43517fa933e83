"""Read the phrases that name things, words in capitals and the small words between them, and match phrases of the lexicons."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from proceedings.structure.lexicons import lexicon
from proceedings.structure.patterns import lazy
from proceedings.structure.tokens import Token, tokenize
from proceedings.text import Span

ELIDED = lazy(r"^(?:[ld]?[’'])?[ʻʼ‘'’]*")
OKINAS = frozenset("ʻʼ‘'’")
ROMAN = lazy(r"(?=[IVXL]+$)X{0,4}L?X{0,3}(?:IX|IV|V?I{0,3})$")
ORDINAL = lazy(r"\d{1,3}(?:st|nd|rd|th|er|ère|ª|º|°)?$", re.IGNORECASE)
YEAR = lazy(r"(?:19|20)\d\d$")
QUOTED = lazy(
    r"“(?P<a>[^“”]{3,240})”|\"(?P<b>[^\"]{3,240})\"|«\s?(?P<c>[^«»]{3,240}?)\s?»|„(?P<d>[^„“”]{3,240})[“”]"
    r"|(?<![\w’'])‘(?P<e>[^‘]{3,240}?)’(?!\w)|(?<![\w’'])'(?P<f>[A-Z0-9][^']{3,200}?)'(?!\w)",
    needs="“|\"|«|„|‘|'",
)


@cache
def words_of(name: str, kind: str) -> frozenset[str]:
    """Give the words of one kind of a lexicon, "_" read as a space."""
    return frozenset(word.replace("_", " ") for word in lexicon(name)[kind].split())


Table = dict[str, tuple[tuple[tuple[str, ...], str], ...]]


@cache
def phrase_table(name: str, kinds: tuple[str, ...]) -> Table:
    """Give the phrases of kinds of a lexicon by their first word, longest first: words in small letters, and kind."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind in kinds:
        for phrase in words_of(name, kind):
            words = tuple(token.lower for token in tokenize(phrase)) if " " in phrase else (phrase,)
            table.setdefault(words[0], []).append((words, kind))
    return {first: tuple(sorted(rows, key=lambda row: (-len(row[0]), row))) for first, rows in table.items()}


def find_phrases(tokens: tuple[Token, ...], name: str, kinds: tuple[str, ...]) -> dict[str, list[Span]]:
    """Find the phrases of a lexicon in tokens, in any case: for each kind its places, in order and without overlap."""
    table = phrase_table(name, kinds)
    found: dict[str, list[Span]] = {}
    for i in [i for i, token in enumerate(tokens) if token.lower in table]:
        token = tokens[i]
        for words, kind in table[token.lower]:
            end = i + len(words)
            if end > len(tokens) or (len(words) > 1 and tokens[i + 1].lower != words[1]):
                continue
            if len(words) <= 2 or tuple(t.lower for t in tokens[i:end]) == words:
                places = found.setdefault(kind, [])
                if not places or places[-1].end <= token.span.start:
                    places.append(Span(token.span.start, tokens[end - 1].span.end))
    return found


def is_capital(token: Token) -> bool:
    """Tell whether a word opens with a capital letter, after an apostrophe, an okina or an elided article (l’Argan)."""
    first = token.text[0]
    if first in OKINAS or (first in "ld" and token.text[1:2] in ("’", "'")):
        first = ELIDED.sub("", token.text)[:1]
    return first.isupper() or first.istitle()


def is_word(token: Token) -> bool:
    return token.text[:1].isalnum() or token.text[:1] in "ʻʼ"


def is_ordinal(token: Token) -> bool:
    """Tell whether a token counts editions: 3rd, 37TH, XII, 2025."""
    return bool(ORDINAL.match(token.text) or YEAR.match(token.text) or (token.text.isupper() and ROMAN.match(token.text)))


def inner_words() -> frozenset[str]:
    return words_of("bodies", "inner")


def name_end(tokens: tuple[Token, ...], i: int, stops: frozenset[str] = frozenset()) -> int:
    """Give the index after the capitalised name that opens at token i; i itself if none does.

    Small words (of, for, the …) go on with the name when a capital follows them; `stops` are small words that end it.
    """
    end = i
    at = i
    while at < len(tokens):
        token = tokens[at]
        if at > i and (is_date_word(token) or (token.text.isupper() and token.lower in words_of("events", "shouted"))):
            break
        if at > i and opens_label(tokens, at):
            break
        if (is_capital(token) and token.lower not in stops) or (at > i and (token.text.isdigit() or token.lower == "'s")):
            at += 1
            end = at
        elif at > i and (joins_words(tokens, at) or small_words_lead_on(tokens, at, stops)):
            at += 1
        else:
            break
    return end


def is_date_word(token: Token) -> bool:
    word = token.lower.rstrip(".")
    if len(token.text) < 4:  # "Mon", "Sun", "May" are words of names too
        return False
    return word in words_of("dates", "month") or word in words_of("dates", "day")


LABEL_BY = frozenset({"organised", "organized", "hosted", "convened", "presented"})


def opens_label(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether a label of a list of facts stands here, "Dates:", "Organised by:": what stands before it ends there."""
    if tokens[at].lower in LABEL_BY:
        at += 1
    return (
        at + 1 < len(tokens)
        and tokens[at + 1].text == ":"
        and (tokens[at].lower == "by" or tokens[at].lower in words_of("events", "label"))
    )


def small_words_lead_on(tokens: tuple[Token, ...], at: int, stops: frozenset[str]) -> bool:
    """Tell whether at most three small words from here lead to a capital."""
    for token in tokens[at : at + 4]:
        if is_capital(token) and token.lower not in inner_words():
            return True
        if token.lower not in inner_words() or token.lower in stops:
            return False
    return False


def joins_words(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether token `at` is a mark inside a name, joined without a space to a word in capitals."""
    if tokens[at].text not in "-–/’'" or at + 1 >= len(tokens) or not is_capital(tokens[at + 1]):
        return False
    before = at > 0 and tokens[at - 1].span.end == tokens[at].span.start
    after = at + 1 < len(tokens) and tokens[at].span.end == tokens[at + 1].span.start
    return before or after


def token_at(tokens: tuple[Token, ...], offset: int) -> int:
    """Give the index of the first token that starts at or after an offset of the source."""
    return bisect_left(tokens, ((offset,),))  # tuples compare by what comes first in them: the span, its start
