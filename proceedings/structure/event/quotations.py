"""Read the quotations that name an event: titled “…”, conference “…”, on the theme “…”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proceedings.structure.event.occasions import Occasion
from proceedings.structure.patterns import lazy
from proceedings.structure.phrases import words_of
from proceedings.text import Span
from proceedings.values import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """Words that may be the title, how surely, and the rule that took them."""

    span: Span
    weight: float
    rule: str


def distance(occasion: Occasion) -> float:
    """Take off for every sentence that a name stands farther from the start."""
    return 0.4 * min(occasion.index, 50)


FOR = lazy(r"\b(?:for|at|of)\s+(?:the\s+)?$", re.I)


SAYS = lazy(r"\b(?:said|says|told|added|noted|asked|that|replied|described|called it|song|film|book)[,:]?\s*$", re.I)


JOINS = lazy(
    r"(?:\s+\([^)]*\))?\s*(?:,|:|–|-)?\s*(?:on|of|about|regarding|concerning)?\s*"
    r"(?:the\s+(?:topic|subject|issue|theme)\s+(?:of\s+)?)?"
)


SENTENCE_STOP = lazy(r"[.;!?]\s")


def quoted(occasion: Occasion) -> Iterator[Name]:
    """Read quotations that stand by a word for an event: titled “…”, conference “…”, seminar on “…”, theme “…”."""
    for match in occasion.quoted:
        group = match.lastgroup or "a"
        inside = match[group]
        start = occasion.start + match.start(group) + len(inside) - len(inside.lstrip())
        words = inside.strip().rstrip(",;.")
        if len(words.split()) < 2 or SAYS.search(occasion.text[: match.start()]):
            continue
        weight, rule = weigh_quotation(occasion, match.start(), match.end(), words)
        if weight:
            weight += occasion.weight - distance(occasion) - 60.0 * words[0].islower() * (rule != "titled")
            weight -= 20.0 * (occasion.weight < -2 and not occasion.is_header)
            yield Name(Span(start, start + len(words)), weight, rule)


def weigh_quotation(occasion: Occasion, start: int, end: int, words: str) -> tuple[float, str]:
    """Weigh a quotation as the title, by what stands before and behind it."""
    at = occasion.start + start
    before = occasion.text[max(0, start - REACH) : start]

    def behind(phrase: Span) -> str:
        return occasion.text[phrase.end - occasion.start : start]

    def near(*kinds: str) -> list[Span]:
        return [span for span in occasion.spans(*kinds) if at - REACH <= span.start and span.end <= at]

    events, parts, themes = near("event"), near("part"), near("themed")
    if themes and not SENTENCE_STOP.search(behind(themes[-1])):
        return (46.0 if events or occasion.nouns else 30.0), "theme"
    if events:
        noun, gap = events[-1], behind(events[-1])
        weak = occasion.text[noun.start - occasion.start : noun.end - occasion.start].lower() in words_of("events", "weak")
        penalty = 34.0 * any(part.start >= noun.start for part in parts) + 10.0 * weak
        if JOINS.fullmatch(gap):
            return 96.0 - penalty, "quoted"
        if not SENTENCE_STOP.search(gap) and any(noun.end <= span.start for span in near("titled")):
            return 100.0 - penalty, "titled"
    if occasion.nouns and any(behind(span).isspace() for span in near("titled")):
        named = [span.end for span in near("titled")][-1]
        return 90.0 - 50.0 * any(0 <= named - part.end < 14 for part in parts), "titled"
    if occasion.nouns and PASSES.search(occasion.text[:start][-40:]):
        return 84.0, "titled"
    inside = [span for span in occasion.spans("event") if at <= span.start < at + len(words)]
    if words[0].isupper() and WAS_HELD.match(occasion.text, end) and (inside or occasion.is_lead):
        return 90.0, "quoted name"
    if inside and occasion.text[inside[0].start - occasion.start].isupper() and FOR.search(before):
        return 84.0, "quoted name"
    if any(0 <= span.start - occasion.start - end <= 2 for span in occasion.spans("event")):
        return 88.0, "quoted name"
    told = EXPLAINED.match(occasion.text, end)
    if told and any(told.end() <= span.start - occasion.start <= told.end() + 50 for span in occasion.spans("event")):
        return 86.0, "quoted name"
    early = occasion.is_lead or occasion.is_header or occasion.weight > 3
    return (60.0, "quoted name") if occasion.tells and early and FOR.search(before) and words[0].isupper() else (0.0, "")


PASSES = lazy(
    r"\b(?:the|this)\s(?:evening|afternoon|morning|day|occasion|gathering|programme|series|talk|debate)\s(?:was|is)\s"
    r"(?:called|titled|entitled)\s$",
    re.I,
)
"""What says how an occasion was called, without a word for an event: "The evening was called “…”"."""
WAS_HELD = lazy(
    r"\s?(?:\([^)]*\))?,?\s(?:(?:was|were|is being|has been)\s(?:\w+ly\s|jointly\s)?(?:co-?)?"
    r"(?:held|organi[sz]ed|hosted|convened|staged|opened|inaugurated|conducted)|took place|kicked off"
    r"|(?:(?:co-?)?organi[sz]ed\s|hosted\s|held\s)?by\s(?:the\s)?[A-Z])"
)
"""What stands behind a quotation that names an event: "was held", "took place", "by the A"."""
EXPLAINED = lazy(r"(?:,|\s[–—-])?\s+(?:the|a|an)\s+(?=(?:[\w-]+\s){0,5}\w)")


REACH = 130
"""Characters before a quotation in which the words for an event are looked for."""
