"""Describe words that may be the event's title by their traits: what they are, where they stand, what stands round them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from proceedings.structure.event.bodies import is_headed
from proceedings.structure.event.calendar import is_calendar
from proceedings.structure.event.occasions import Occasion
from proceedings.structure.event.ranking import Candidate, step
from proceedings.structure.patterns import lazy
from proceedings.structure.phrases import is_capital, is_ordinal, is_word, token_at, words_of
from proceedings.structure.tokens import Token
from proceedings.text import Source, Span
from proceedings.values import dataclass

TOLD = lazy(
    r"\b(?:told|at|of|for|in|attended|opened|opening|inaugurated|hosted|held|drew|during|concluded|concludes)\s+"
    r"(?:the\s+|its\s+|a\s+|an\s+)?(?:[\w-]+-day\s+|annual\s+)?$",
    re.I,
)
PAST = lazy(
    r"\b(?:last|previous|next|former|past|coming|earlier|at a|another|since the|occasion of|to mark|marking|commemorating"
    r"|marked|marks|mark|observed|observe|celebrated|celebrates|ahead of|celebrating|commemorate|celebrate"
    r"|dedicated to)\s+(?:the\s+)?$",
    re.I,
)
YEAR = lazy(r"\b(?:19|20)\d\d\b", needs="19|20")
REACH = 80
"""Characters before a title in which what brings it in is looked for."""

INDEXES = (0, 1, 2, 3, 4, 6, 9, 14)
LENGTHS = (1, 2, 3, 4, 6, 9, 14)
MOST = 4
"""Times that words may stand in the article to make a difference."""

LINKS = frozenset({"at", "of", "for", "to", "in", "during", "on", "and", "by", "with"})
"""Small words that may stand before a title."""

CROSSED = ("before:", "stop:", "times:", "section:", "run:", "opens:", "words:")
"""Traits that count another way with each way of finding the words."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the traits of every title ask for: the text, its headlines in small letters, the organisers' places, the city."""

    source: Source
    headlines: tuple[str, ...]
    organizers: Sequence[Span]
    city: str | None


def describe(around: Surroundings, occasion: Occasion, span: Span, found: list[str]) -> Candidate:
    """Give words as a candidate, with the traits by which they were `found` and those of themselves and of their place."""
    words = around.source.words(span)
    own = [
        *of_place(occasion),
        *of_words(around, occasion, span, words),
        *of_neighbours(around, occasion, span),
    ]
    return Candidate(span, " ".join(words.lower().split()), [*found, *own, *crossed(found, own, occasion)])


def of_place(occasion: Occasion) -> list[str]:
    """Say where the sentence stands and what it is."""
    traits = ["header" if occasion.is_header else "text", "index:" + step(occasion.index, INDEXES)]
    traits.append("section:" + occasion.section)
    flags = (("headline", occasion.is_headline), ("lead", occasion.is_lead), ("tells", occasion.tells))
    traits += [name for name, is_so in flags if is_so]
    if occasion.is_header and in_title_case(occasion):
        traits.append("title case header")
    if occasion.text.isupper():
        traits.append("shouted")
    return traits


def in_title_case(occasion: Occasion) -> bool:
    """Tell whether a headline gives every word a capital, so that capitals make no name."""
    words = [t for t in occasion.tokens if is_word(t) and len(t.text) > 3]
    return len(words) > 4 and sum(map(is_capital, words)) > 0.8 * len(words)


def of_words(around: Surroundings, occasion: Occasion, span: Span, words: str) -> list[str]:
    """Say what the words are: how many, how often they stand in the article, what they hold."""
    tokens = occasion.tokens_in(span)
    traits = ["words:" + step(sum(map(is_word, tokens)), LENGTHS), f"times:{min(around.source.text.count(words), MOST)}"]
    if not occasion.is_headline and any(words.lower() in headline for headline in around.headlines):
        traits.append("also headline")
    if any(organizer.contains(span) for organizer in around.organizers):
        traits.append("in organiser")
    elif any(span.contains(organizer) for organizer in around.organizers):
        traits.append("holds organiser")
    if around.city and words.endswith((f" in {around.city}", f" at {around.city}")):
        traits.append("ends in city")
    elif around.city and around.city in words:
        traits.append("has city")
    if YEAR.search(words):
        traits.append("year")
    within = {t.lower for t in tokens[1:]}
    if not within.isdisjoint(words_of("events", "headline")) or not within.isdisjoint(words_of("events", "ends_topic")):
        traits.append("verb inside")
    if any(map(is_calendar, tokens)):
        traits.append("calendar inside")
    events = [t for t in tokens if t.lower in words_of("events", "event")]
    traits.append(f"event words:{min(len(events), 2)}")
    if events and all(t.lower in words_of("events", "weak") for t in events):
        traits.append("weak")
    first = tokens[0] if tokens else None
    if first is not None:
        traits.append("opens:" + opening(first))
    return traits


def opening(first: Token) -> str:
    """Say how a title opens."""
    if is_ordinal(first):
        return "ordinal"
    if first.lower in words_of("events", "qualifier"):
        return "qualifier"
    return "capital" if is_capital(first) else "small"


def of_neighbours(around: Surroundings, occasion: Occasion, span: Span) -> list[str]:
    """Say what stands before and behind the words."""
    tokens = occasion.tokens
    end = token_at(tokens, span.end)
    before = occasion.text[: span.start - occasion.start][-REACH:]
    traits = ["before:" + word_before(tokens, token_at(tokens, span.start)), "stop:" + word_behind(tokens, end, around.city)]
    if occasion.is_quoted(span):
        traits.append("quoted")
    if PAST.search(before):
        traits.append("past")
    if TOLD.search(before):
        traits.append("told")
    if end < len(tokens) and tokens[end].text == "(":
        traits.append("bracket behind")
        short = tokens[end + 1].text if end + 1 < len(tokens) else ""
        if abbreviates(short, occasion.tokens_in(span)):
            traits.append("own initials behind")
    inside = occasion.tokens_in(span)
    joint = next((i for i in range(len(inside) - 2, 0, -1) if inside[i].lower in ("of", "by")), 0)
    if joint and is_headed(inside[joint + 1 :]):
        traits.append("ends in body")
    opened = next((i for i, t in enumerate(inside) if t.text == "("), 0)
    if 0 < opened < len(inside) - 1:
        own = abbreviates(inside[opened + 1].text, inside[:opened])
        traits.append("holds own initials" if own else "holds bracket")
    return traits


def abbreviates(short: str, name: tuple[Token, ...]) -> bool:
    """Tell whether a short form is made of the initials of a name, in order: "TIFA" of "Trade in Fish Awards"."""
    letters = [c.lower() for c in short if c.isalpha()]
    initials = [t.lower[0] for t in name if is_word(t)]
    if len(letters) < 2 or not initials or sum(c.isupper() for c in short) < 2:
        return False
    at = hits = 0
    for letter in letters:
        if letter in initials[at:]:
            at = initials.index(letter, at) + 1
            hits += 1
    return hits >= 2 and hits >= 0.6 * len(letters) and letters[0] in initials[:2]


def word_before(tokens: tuple[Token, ...], i: int) -> str:
    """Say what kind of word stands before token i; before an article also the one before that."""
    if i == 0:
        return "start"
    token = tokens[i - 1]
    word = token.lower
    if word in words_of("events", "article"):
        further = tokens[i - 2] if i > 1 else None
        if further is None:
            return f"{word} after start"
        if not is_word(further):
            return f"{word} after mark"
        return f"{word} after {further.lower if further.lower in words_of('events', 'brings_name') else 'word'}"
    if not is_word(token):
        return token.text[0]
    if word in LINKS:
        return word
    return "Capital" if is_capital(token) else "verb" if word in words_of("events", "happen") else "small"


def word_behind(tokens: tuple[Token, ...], end: int, city: str | None) -> str:
    """Say what kind of word stands behind a title: "in | Kayseri", the city, is not "in | Higher Education"."""
    if end >= len(tokens):
        return "end"
    token = tokens[end]
    word = token.lower
    if not is_word(token) and word != "'s":
        return token.text[0]
    if is_calendar(token):
        return "calendar"
    if word in words_of("events", "joint") and not is_capital(token):
        at = end + 1
        while at < len(tokens) and tokens[at].lower in ("the", "a", "an"):
            at += 1
        if at >= len(tokens) or not is_capital(tokens[at]):
            return f"{word} small"
        if is_calendar(tokens[at]):
            return f"{word} calendar"
        if city and tokens[at].lower == city.split()[0].lower():
            return f"{word} city"
        if tokens[at].lower in words_of("places", "country"):
            return f"{word} country"
        return f"{word} the Capital" if at > end + 1 else f"{word} Capital"
    if word in words_of("events", "happen") or word in words_of("events", "shouted"):
        return "verb"
    return "Capital" if is_capital(token) else "small"


def crossed(found: list[str], own: list[str], occasion: Occasion) -> list[str]:
    """Cross each way of finding with the traits that count another way with it."""
    told, lead = " told" * occasion.tells, "lead" if occasion.is_lead else "text"
    place = "headline" if occasion.is_headline else "header" if occasion.is_header else lead + told
    ways = [trait for trait in found if trait.startswith(("by ", "reader:"))]
    beside = [trait for trait in (*found, *own) if trait.startswith(CROSSED)]
    traits = [f"{way}|{trait}" for way in ways for trait in beside]
    traits += [f"{way}@{place}" for way in ways]
    traits += [f"{trait}@{place}" for trait in (*found, *own) if trait.startswith(("opens:", "head:"))]
    return traits
