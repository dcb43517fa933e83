"""Say what a figure measures: the phrase of the same sentence that a reader would print beside it."""

from __future__ import annotations

from proceedings.structure.phrases import is_capital, is_word, token_at, words_of
from proceedings.structure.segment import Segment
from proceedings.structure.tokens import Token
from proceedings.text import Span

LONGEST = 9
"""Words of the longest phrase printed beside a figure."""

ARTICLES = frozenset(
    {"the", "a", "an", "its", "their", "his", "her", "our", "this", "that", "these", "those", "each", "every", "all"}
)
OPENERS = frozenset({"in", "for", "on", "worth"})
DETERMINERS = frozenset({"a", "an", "the", "each", "another", "new", "its", "their"})
INSIDE = frozenset({"of", "for"})


def what_is_measured(segment: Segment, figure: Span, kind: str) -> Span | None:
    """Give what a figure measures, None when no phrase beside it says so.

    A term and a count measure the noun after them ("five-year | trade roadmap"). Of a sum or a share it is what follows "of"
    ("70 per cent of | the region's roads"), else the phrase that leads up to it ("citing | Pakistan’s export potential to
    Kazakhstan | at $1.7 billion"), else what follows "for", "in", "on", or the noun it stands before ("a £4m | fund"), else the
    noun that it is the size of ("a | grant | of 6.2 million euros").
    """
    tokens = segment.tokens
    after = token_at(tokens, figure.end)
    before = token_at(tokens, figure.start)
    if kind in ("term", "count"):
        return noun_phrase(tokens, after)
    opener = tokens[after].lower if after < len(tokens) else ""
    if opener == "of":
        return noun_phrase(tokens, after + 1, articles=True)
    led = leading_phrase(tokens, before, LINKING)
    if led is not None:
        return led
    if opener in OPENERS and kind != "measure":
        phrase = noun_phrase(tokens, after + 1, articles=True)
        return None if phrase is not None and is_when_or_where(segment, phrase) else phrase
    if before > 0 and tokens[before - 1].lower in DETERMINERS:
        return noun_phrase(tokens, after)
    return leading_phrase(tokens, before, frozenset({"of"}))


TIMES = frozenset(
    {"year", "years", "month", "months", "week", "weeks", "day", "days", "decade", "decades", "night", "half", "quarter"}
)


def is_when_or_where(segment: Segment, phrase: Span) -> bool:
    """Tell of a phrase behind "in", "on" that is a time or a place: "in 2024", "in Malawi", "in eight years", "on Thursday"."""
    words = segment.text[phrase.start - segment.span.start : phrase.end - segment.span.start].split()
    return all(word[0].isupper() for word in words) or words[-1].lower() in TIMES or words[0].lower() == "own"


def noun_phrase(tokens: tuple[Token, ...], i: int, articles: bool = False) -> Span | None:
    """Read the noun phrase that opens at token i, "premium subsidies", "fund for engine replacement"; None if none does."""
    while articles and i < len(tokens) and tokens[i].lower in ARTICLES and i + 1 < len(tokens):
        i += 1
    at = end = i
    while at < len(tokens) and at - i < LONGEST:
        token = tokens[at]
        if token.lower in INSIDE and at > i and at + 1 < len(tokens):
            at += 1
            if tokens[at].lower in ARTICLES:
                at += 1
            continue
        if token.lower == "'s" or (token.text in "’'-" and at > i):
            at += 1
            continue
        if not is_word(token) or ends_phrase(token, at > i):
            break
        at += 1
        end = at
    if end < len(tokens) and tokens[end].lower == "'s":
        return None
    if end == i or not tokens[end - 1].text[0].isalpha():
        return None
    return Span(tokens[i].span.start, tokens[end - 1].span.end)


def ends_phrase(token: Token, inside: bool) -> bool:
    """Tell whether a word ends a noun phrase: a function word, a number, a verb in the past behind a noun."""
    if token.lower in words_of("figures", "stop") or token.text[0].isdigit():
        return True
    return inside and token.text.islower() and token.lower.endswith("ed") and len(token.lower) > 4


LINKING = frozenset(
    {
        "at",
        "is",
        "was",
        "were",
        "are",
        "be",
        "worth",
        "reach",
        "reached",
        "reaches",
        "stands",
        "stood",
        "totals",
        "totalled",
        "totaled",
        "exceed",
        "exceeds",
        "exceeded",
        "cost",
        "costs",
        "costing",
        "amounts",
        "amounted",
        "averages",
        "averaged",
        "averaging",
        "rose",
        "risen",
        "grew",
        "grown",
        "fell",
        "fallen",
        "dropped",
        "climbed",
        "increased",
        "decreased",
        "declined",
        "valued",
        "estimated",
        "set",
        "covers",
        "covered",
    }
)
GENERIC = frozenset(
    {"amount", "sum", "total", "average", "maximum", "minimum", "value", "figure", "level", "rate", "end", "tune", "means"}
)
BEFORE_PHRASE = frozenset(
    {
        "since",
        "by",
        "from",
        "with",
        "under",
        "at",
        "during",
        "after",
        "before",
        "between",
        "against",
        "into",
        "over",
        "within",
        "until",
        "as",
        "per",
        "near",
    }
)


def leading_phrase(tokens: tuple[Token, ...], before: int, links: frozenset[str]) -> Span | None:
    """Read back from a figure over a link ("at", "stood at", "would rise to about") to the phrase that it measures.

    One of `links` must be in the link. A phrase that hangs on a preposition or an infinitive is not what is measured.
    """
    at = before - 1
    while at >= 0 and tokens[at].lower in words_of("figures", "link"):
        at -= 1
    if at < 0 or not is_word(tokens[at]) or not any(token.lower in links for token in tokens[at + 1 : before]):
        return None
    start = at
    while start > 0 and at - start < LONGEST and is_inside(tokens, start - 1):
        start -= 1
    if start == 0 and tokens[0].lower.endswith("ing") and is_capital(tokens[0]):
        start = 1  # "Establishing a fund of …"
    while start < at and (tokens[start].lower in ARTICLES or past(tokens[start]) or tokens[start].lower in ("and", "of", "'s")):
        start += 1
    phrase = tokens[start : at + 1]
    hangs = start > 0 and tokens[start - 1].lower in ARTICLES and start > 1 and tokens[start - 2].lower in BEFORE_PHRASE
    hangs = (
        hangs
        or (start > 0 and tokens[start - 1].lower in BEFORE_PHRASE)
        or phrase[0].lower in ("to", "in", "for", "on", "with")
    )
    if hangs or any(past(token) or reporting(token) for token in phrase) or is_bare(phrase):
        return None
    return Span(phrase[0].span.start, phrase[-1].span.end)


def is_bare(phrase: tuple[Token, ...]) -> bool:
    """Tell of a phrase that says nothing by itself: "amount", a pronoun, a number."""
    last = phrase[-1]
    alone = len(phrase) == 1 and (last.lower in GENERIC or last.lower.endswith("ly") or is_capital(last))
    return alone or last.lower in ("figure", "one") or last.lower in words_of("figures", "stop") or last.text[0].isdigit()


def is_inside(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether token i still belongs to the phrase that leads up to a figure."""
    token = tokens[i]
    if token.lower in ("of", "for", "to", "in", "the", "'s", "its", "and", "a") or token.text in "’'-":
        return i > 0 and is_word(tokens[i - 1]) and not reporting(tokens[i - 1])
    word = is_word(token) and token.text[0].isalpha()
    return word and token.lower not in words_of("figures", "stop") and not reporting(token)


REPORTING = frozenset(
    {
        "citing",
        "saying",
        "noting",
        "adding",
        "that",
        "said",
        "noted",
        "put",
        "puts",
        "putting",
        "recalled",
        "recalling",
        "estimating",
        "says",
    }
)


def reporting(token: Token) -> bool:
    return token.lower in REPORTING


def past(token: Token) -> bool:
    """Tell whether a small word looks like a verb in the past."""
    return token.text.islower() and len(token.text) > 4 and token.lower.endswith("ed")
