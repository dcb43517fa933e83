"""Find the sentences of an article that tell of the event itself: dateline, headline, headers, those that say it was held."""

from __future__ import annotations

import re
from functools import cached_property

from proceedings.model import Section, Shape
from proceedings.structure.event.dateline import Dateline, read_dateline
from proceedings.structure.patterns import lazy
from proceedings.structure.phrases import QUOTED, find_phrases, is_ordinal, token_at, words_of
from proceedings.structure.segment import Segment
from proceedings.structure.tokens import Token
from proceedings.text import Span
from proceedings.values import dataclass

KINDS = ("event", "part", "hold", "holds", "happen", "partner", "wish", "auspices", "titled", "themed")
"""The kinds of the lexicon `events` that are looked for in every sentence."""
LONGEST = 4000
"""Characters of the longest segment looked at: what is longer is no sentence."""
MOST = 60
"""Sentences looked at closely, so that a book takes no longer than a long report."""


@dataclass(frozen=True)
class Occasion:
    """A segment that may tell of the event.

    index: of the segment; phrases: where phrases of the lexicon stand, by kind; nouns: where it names an event; dateline: the
    place and date that open a report, None without; is_headline, is_header: above the text, or a short line without a verb;
    is_lead: among the first sentences of the text; tells: says that an event was held, or what was said at it; other: the
    part that tells of another event, as of an edition to come, or None; weight: how surely it is this event's.
    """

    segment: Segment
    index: int
    section: Section
    phrases: dict[str, list[Span]]
    nouns: tuple[Span, ...]
    dateline: Dateline | None
    is_headline: bool
    is_header: bool
    is_lead: bool
    tells: bool
    other: Span | None
    weight: float

    @property
    def text(self) -> str:
        return self.segment.text

    @property
    def start(self) -> int:
        return self.segment.span.start

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.segment.tokens

    @property
    def body_start(self) -> int:
        """The offset where the text begins behind the dateline."""
        return self.dateline.span.end if self.dateline else self.start

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        return self.tokens[token_at(self.tokens, span.start) : token_at(self.tokens, span.end)]

    def spans(self, *kinds: str) -> list[Span]:
        """Give where the phrases of kinds of the lexicon `events` stand, in order."""
        if len(kinds) == 1:
            return self.phrases.get(kinds[0], [])
        return sorted(span for kind in kinds for span in self.phrases.get(kind, ()))

    @cached_property
    def quoted(self) -> tuple[re.Match[str], ...]:
        return tuple(QUOTED.finditer(self.text))

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        return tuple(Span(self.start + m.start(), self.start + m.end()) for m in self.quoted)

    def owns(self, span: Span) -> bool:
        """Tell whether words stand outside the part of the sentence that tells of another event."""
        return self.other is None or not self.other.overlaps(span)

    def is_quoted(self, span: Span) -> bool:
        return any(quotation.contains(span) for quotation in self.quotations)


def find_occasions(segments: tuple[Segment, ...], sections: tuple[Section, ...]) -> list[Occasion]:
    """Gather the segments that may tell of the event, in the order of the article."""
    found: list[Occasion] = []
    prose = 0
    for i, (segment, section) in enumerate(zip(segments, sections, strict=True)):
        text = segment.text
        if len(text) > LONGEST:
            prose += 1
            continue
        may_open = segment.first and prose < 2 and (i > 0 or segment.shape is not Shape.HEADING)
        dateline = read_dateline(segment) if may_open else None
        phrases = find_phrases(segment.tokens, "events", KINDS)
        coined = [segment.tokens[n].span for n in segment.capitals if is_coined(segment.tokens, n)]
        nouns = event_nouns(segment, sorted([*phrases.get("event", []), *coined]))
        is_header = prose < 2 and (segment.shape is Shape.HEADING or not ends_sentence(text))
        if not is_header:
            prose += 1
        is_lead = not is_header and prose <= 3
        if not (nouns or dateline or is_header or is_lead or may_tell(text, phrases)):
            continue
        other = OTHER.search(text)
        own = text[: other.start()] if other else text
        own_nouns = tuple(noun for noun in nouns if noun.end <= segment.span.start + len(own))
        tells = tells_of_event(segment, phrases, own, own_nouns, is_lead)
        if len(found) < MOST or (tells and i > len(segments) - 8):
            found.append(
                Occasion(
                    segment=segment,
                    index=i,
                    section=section,
                    phrases=phrases,
                    nouns=nouns,
                    dateline=dateline,
                    is_headline=i == 0 and is_header,
                    is_header=is_header,
                    is_lead=is_lead,
                    tells=tells,
                    other=other_part(segment, other),
                    weight=weigh(section, is_header),
                )
            )
    return found


COINED = ("con", "conf", "fest", "camp", "days", "day", "summit", "forum", "expo", "meet", "week")
COMPOUND = (
    "kongress",
    "tagung",
    "konferenz",
    "versammlung",
    "treffen",
    "forum",
    "gipfel",
    "kongres",
    "konferens",
    "möte",
    "seminar",
)
DAYS = ("dag", "tag", "tage", "dagen")
ENDS = COINED + COMPOUND + DAYS
SHORTEST = 6
"""Ends of names that hold the word for an event: "CheeseCon", "Elbe-Forum", "Kreisversammlung", "Bakkersdag 2024"."""


def is_coined(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether a word in capitals is a name that holds a word for an event."""
    word, text = tokens[i].lower, tokens[i].text
    if not word.endswith(ENDS) or len(word) < SHORTEST or text.isupper() or word in words_of("events", "event"):
        return False
    if word.endswith(COMPOUND):
        return True
    for end in COINED:
        if word.endswith(end) and len(word) > len(end) + 2:
            return text[-len(end)].isupper() and (text[-len(end) - 1].islower() or text[-len(end) - 1] == "-")
    return word.endswith(DAYS) and i + 1 < len(tokens) and is_ordinal(tokens[i + 1])


NO_EVENT_BEFORE = lazy(r"\b(?:press|news|video|telephone)\s+$", re.I)


NO_EVENT_BEHIND = lazy(r"\s+(?:call|room|rooms|hall|halls|centre|center|table|venue|bag|fee|fees|proceedings)\b", re.I)


def event_nouns(segment: Segment, found: list[Span]) -> tuple[Span, ...]:
    """Give the words for an event in a segment; a press conference, a conference call, a conference room are none."""
    text, start = segment.text, segment.span.start
    return tuple(
        span
        for span in found
        if not NO_EVENT_BEFORE.search(text[: span.start - start][-12:]) and not NO_EVENT_BEHIND.match(text, span.end - start)
    )


LABELLED = lazy(r"^\s*(?:venue|place|location|where|dates?|when|hosts?|organi[sz]ers?)\s*:", re.I, needs=":")


CHARITY = lazy(
    r"\bis (?:a|an|the) (?:registered|non-profit|nonprofit|voluntary|charity|membership|professional|independent|national)\b",
    re.I,
    needs="is a |is an |is the ",
)


HELD = lazy(
    r"\b(?:organi[sz]ed|organi[sz]ers?|hosted|hosts?|convened|put together|put on by"
    r"|took place|was held|were held|happened)\b",
    re.I,
    needs="organi|host|convened|put together|put on by|took place|was held|were held|happened",
)


CLAUSE_END = lazy(r";|,\s(?:and|but|while|organi[sz]ers|said|according)\b")


def other_part(segment: Segment, other: re.Match[str] | None) -> Span | None:
    """Give the part of a segment that tells of another event: from its words to the end of the clause."""
    if other is None:
        return None
    end = CLAUSE_END.search(segment.text, other.end())
    return Span(segment.span.start + other.start(), segment.span.start + (end.start() if end else len(segment.text)))


def may_tell(text: str, phrases: dict[str, list[Span]]) -> bool:
    """Tell whether a sentence without a word for an event is worth a look; cheap signs first."""
    held = "hold" in phrases or "holds" in phrases or "happen" in phrases or "rganis" in text or "rganiz" in text
    if held and HELD.search(text):
        return True
    return (":" in text[:20] and LABELLED.match(text) is not None) or (" is " in text and CHARITY.search(text) is not None)


OTHER = lazy(
    r"\b(?:will (?:be (?:held|hosted|organi[sz]ed|convened|staged|the|in|at|on|published)"
    r"|take place|host|meet|gather|return|mark|culminate)"
    r"|(?:next|previous|last|earlier|past) (?:edition|conference|meeting|forum|congress)s?|next year"
    r"|(?:is|are) (?:due )?to (?:meet|be|take|start|begin|open|resume|enter)|to be held|is scheduled"
    r"|preceded by|followed by"
    r"|the (?-i:first|second|third|inaugural) (?:[\w-]+ ){1,4}(?:was|were) (?:held|hosted)[^.;]{0,60}?\bin (?:19|20)\d\d)\b",
    re.I,
    needs="will |next |previous |last |earlier |past |is to |are to |due to |to be held|is scheduled"
    "|preceded by|followed by|in 19|in 20",
)
"""Words of another event: an edition past or to come, a meeting before or after this one."""


OF_IT = lazy(
    r"\W*(?:it|they|this|everything|(?:the|all|both|its)\s(?:(?:[\w-]+-day|two|three|four|five)\s)?"
    r"(?:show|days|sessions|proceedings|occasion|evening))\b",
    re.I,
)
"""How a sentence opens that goes on about the event without a word for one."""
AT_EVENT = lazy(
    r"(?:\b(?:at|during|told|addressing|attend|attended|opening|inauguration|opened|for|from|subject|of|to)\s+"
    r"(?:(?:the|its|a|an|our|this)\s+)?[^.,;“”]{0,60}|^(?:The|This|Our)\s[^.,;“”]{0,60})$",
    re.I,
)


def tells_of_event(segment: Segment, phrases: dict[str, list[Span]], own: str, nouns: tuple[Span, ...], is_lead: bool) -> bool:
    """Tell whether a sentence, as far as it is about this event (`own`), says that it was held or what happened at it."""
    if not nouns:
        return HELD.search(own) is not None and OF_IT.match(own) is not None
    start = segment.span.start
    happened = (phrases[kind][0] for kind in ("happen", "hold") if kind in phrases)
    if any(span.end <= start + len(own) for span in happened):
        return True
    before = [own[: noun.start - start] for noun in nouns if is_lead or own[noun.start - start].isupper()]
    return any(AT_EVENT.search(words) for words in before)


def ends_sentence(text: str) -> bool:
    return text.rstrip("”’\"')»").endswith((".", "!", "?", "…", ":", ";")) and len(text.split()) > 3


def weigh(section: Section, is_header: bool) -> float:
    if is_header:
        return -4.0
    return {Section.CONTEXT: 4.0, Section.WELCOME: 1.0, Section.OUTCOME: 0.0, Section.BOILERPLATE: -2.0}.get(section, -3.0)
