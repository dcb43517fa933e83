"""Find the figures an article cites, numbers with a unit, and what each measures: the last step of `structure`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from itertools import takewhile

from proceedings.model import Figure, Section
from proceedings.patterns import compiled
from proceedings.structure.event.dates import datings
from proceedings.structure.measured import what_is_measured
from proceedings.structure.patterns import lazy
from proceedings.structure.phrases import words_of
from proceedings.structure.segment import Segment
from proceedings.text import Source, Span


class Kind(StrEnum):
    """What sort of figure: a sum of money, a share, a term, a measure with its unit, anything else counted."""

    MONEY = "money"
    SHARE = "share"
    MEASURE = "measure"
    TERM = "term"
    COUNT = "count"


USED = frozenset({Section.CONTEXT, Section.WELCOME, Section.WORKING, Section.CONCLUDING, Section.OUTCOME})
LONGEST = 4000
"""Characters of the longest segment looked at: what is longer is no sentence."""
DIGIT = lazy(r"\d")
IN_WORDS = lazy(
    r"-(?:year|month|decade)\b|\bper ?cent\b|\b(?:hundred|thousand|million|billion)\b",
    re.I,
    needs="-year|-month|-decade|percent|per cent|hundred|thousand|million|billion",
)


def find_figures(source: Source, segments: tuple[Segment, ...], sections: tuple[Section, ...]) -> tuple[Figure, ...]:
    """Find the figures in source order; what a figure measures is None where the sentence does not say it in one phrase.

    Dates, years, ordinals, ages, times of day, numbers of sessions, articles, rooms and telephones are no figures.
    """
    found: list[Figure] = []
    seen: set[tuple[str, str]] = set()
    for i, (segment, section) in enumerate(zip(segments, sections, strict=True)):
        if section not in USED or len(segment.text) > LONGEST:
            continue
        if not (DIGIT.search(segment.text) or IN_WORDS.search(segment.text)):
            continue
        for span, kind in numbers(segment):
            what = what_is_measured(segment, span, kind.value)
            if what is None and kind in (Kind.COUNT, Kind.TERM):
                continue
            key = (source.words(span).lower(), source.words(what).lower() if what else str(span.start))
            if key not in seen:
                seen.add(key)
                found.append(Figure(span, what, i))
    return tuple(found)


def kind_of(words: str) -> Kind:
    """Tell what sort of figure these words are."""
    return next((kind for kind in Kind if shape(kind).fullmatch(words)), Kind.COUNT)


def any_of(kind: str) -> str:
    words = sorted(words_of("figures", kind), key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s") for w in words)


DIGITS = r"(?:\d{1,3}(?:[,\u00a0\u202f]\d{2,3})+(?:\.\d+)?|\d{1,3}(?:\s\d{3})+\b|\d+(?:[.,]\d+)?)"
SIGN = r"(?:[A-Z]{1,3})?[$€£¥₹₦₱₩₺₽₴₫฿₵¢₸₾₼₮₪]"


@cache
def shape(kind: Kind) -> re.Pattern[str]:
    """Compile the shape of one kind of figure."""
    written = rf"(?:{any_of('number')})(?:[\s-](?:{any_of('number')}))?"
    scale = rf"(?:\s?(?:{any_of('scale')})\b)"
    ranged = rf"(?:{DIGITS}{scale}?\s?(?:-|–|to|and|or)\s?)?{DIGITS}"
    if kind is Kind.MONEY:
        body = (
            rf"{SIGN}\s?{DIGITS}{scale}?(?:\s?(?:-|–|to|and)\s?(?:{SIGN}\s?)?{DIGITS}{scale}?)?"
            rf"|(?:{any_of('before')})\s?{ranged}{scale}?"
            rf"|(?-i:{any_of('letters')}){DIGITS}(?:{scale}|(?<=,\d\d\d))"
            rf"|(?:{ranged}|{written}){scale}?\s(?:US\s|U\.S\.\s)?(?:{any_of('money')})\b"
            rf"|{ranged}{scale}?\s(?-i:{any_of('behind')})\b"
        )
        close = r"(?![\w/])"
    elif kind is Kind.SHARE:
        body, close = rf"(?:{ranged}|{written})(?:\s?%|\s(?:{any_of('share')})\b)", r"(?!\w)"
    elif kind is Kind.MEASURE:
        body, close = rf"{ranged}{scale}?\s?(?:{any_of('measure')})\b", r"(?![\w/])"
    elif kind is Kind.TERM:
        body, close = rf"(?:{DIGITS}|{written})-(?:{any_of('term')})\b(?!-old)", r"(?![\w-])"
    else:
        body = rf"{DIGITS}{scale}?|(?:{written})\s(?:hundred|thousand|million|billion|lakh|crore)"
        close = r"(?![\w/:%-]|[.,]\d)"
    return compiled(rf"(?<![\w.,/:#-])(?:{body}){close}", re.IGNORECASE)


PREFIXED = lazy(r"[$€£¥₹₦₱₩₺₽₴₫฿₵¢₸₾₼₮₪A-Z](?:(?<![A-Z])|(?<!\w.)[A-Za-z¢₵]{0,4}\.?)\s?\d")


def kinds_in(segment: Segment) -> list[Kind]:
    """Tell which kinds of figures may stand in a segment, so that only their shapes are tried."""
    words = segment.words
    digits = any(map(str.isdigit, segment.text))
    signs = {
        Kind.MONEY: (digits and PREFIXED.search(segment.text) is not None)
        or not words.isdisjoint(words_of("figures", "money"))
        or not words_of("figures", "behind").isdisjoint([token.text for token in segment.tokens]),
        Kind.SHARE: "%" in segment.text or not words.isdisjoint(("per", "percent", "percentage", "pct", "pc", "basis")),
        Kind.MEASURE: digits and not words.isdisjoint(measure_words()),
        Kind.TERM: any(word.endswith(("-year", "-month", "-decade")) for word in words),
        Kind.COUNT: digits or not words.isdisjoint(("hundred", "thousand", "million", "billion")),
    }
    return [kind for kind, may_stand in signs.items() if may_stand]


@cache
def measure_words() -> frozenset[str]:
    return frozenset(word for phrase in words_of("figures", "measure") for word in phrase.split())


def numbers(segment: Segment) -> Iterator[tuple[Span, Kind]]:
    """Give the figures of a segment in order, each once, in its fullest shape."""
    taken = [d.span for d in takewhile(lambda d: d.kind != "relative", datings(segment))]
    found: list[tuple[Span, Kind]] = []
    for kind in kinds_in(segment):
        for match in shape(kind).finditer(segment.text):
            span = Span(segment.span.start + match.start(), segment.span.start + match.end())
            if any(span.overlaps(other) for other in taken):
                continue
            if kind is Kind.COUNT and not counts(segment.text, match):
                continue
            taken.append(span)
            found.append((span, kind))
    yield from sorted(found)


def counts(text: str, match: re.Match[str]) -> bool:
    """Tell whether a bare number counts something worth citing: a hundred, or ten where they are promised or planned.

    Years, the numbers of parts and times count nothing.
    """
    words = match.group()
    if re.fullmatch(r"(?:1[5-9]|20)\d\d", words) or (words.isdigit() and (len(words) < 2 or words.startswith("0"))):
        return False
    if words.isdigit() and len(words) < 3 and words_of("figures", "undertaken").isdisjoint(re.findall(r"\w+", text.lower())):
        return False
    before = re.search(r"([\w.]+)\W*$", text[max(0, match.start() - 16) : match.start()])
    if before and before[1].lower() in words_of("figures", "named"):
        return False
    if match.start() == 0 or text[match.start() - 1] in "(+" or re.search(r"\bbetween\s$", text[: match.start()]):
        return match.start() == 0 and not re.match(r"[.)]", text[match.end() :]) and plain_noun(text[match.end() :])
    return plain_noun(text[match.end() :])


def plain_noun(after: str) -> bool:
    """Tell whether a noun in small letters follows: what is counted."""
    following = re.match(r"\s([a-zà-ÿ][\w’'-]+)", after)
    return following is not None and following[1].lower() not in words_of("figures", "uncounted")
