"""Find who organised the event: gather what the sentences say, and settle on hosts and partners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from proceedings.model import Part
from proceedings.patterns import compiled
from proceedings.structure.event.bodies import has_body_word, is_body_word, is_headed, read_body
from proceedings.structure.event.hosting import (
    Body,
    active,
    addressed,
    ending_at,
    invited_to,
    inviting,
    listed,
    passive,
    stands_by_a_part,
    teamed,
)
from proceedings.structure.event.occasions import LABELLED, Occasion
from proceedings.structure.event.owning import possessed
from proceedings.structure.event.shortnames import full_name, whole_name
from proceedings.structure.patterns import lazy
from proceedings.structure.phrases import token_at, words_of
from proceedings.structure.tokens import Token
from proceedings.text import Source, Span


def find_organizers(source: Source, occasions: list[Occasion]) -> list[Body]:
    """Find the organisers, hosts first, then partners; bodies that only support, fund or attend are none."""
    own = own_body(occasions)
    readers = (
        passive,
        of_quoted,
        active,
        inviting,
        invited_to,
        addressed,
        teamed,
        partners,
        as_partner,
        by_wish,
        named_organizers,
        possessed,
        members,
        heading,
    )
    near = [
        o
        for o in occasions
        if o.tells
        or o.is_header
        or o.is_lead
        or not SAYS_WHO.isdisjoint(o.phrases)
        or LABELLED.match(o.text)
        or TELLS_WHO.search(o.text)
    ]
    towns = {source.words(o.dateline.city).lower() for o in occasions if o.dateline}  # "KIGALI HOSTS EXCHANGE"
    found = [body for occasion in near for read in readers for body in read(occasion) if occasion.owns(body.span)]
    found = [body for body in found if source.words(body.span).lower() not in towns]
    return settle(source, found + own) or settle(source, opening(occasions))


SAYS_WHO = frozenset({"hold", "holds", "partner", "wish", "auspices"})
"""Kinds of phrases of the lexicon `events` in sentences that may say who held the event."""


TELLS_WHO = lazy(r"\borgani[sz]ers\b|\bwhose (?:organi[sz]ation|association|group)\b", re.I, "rgani|group|association")


def opening(occasions: list[Occasion]) -> list[Body]:
    """Find the body that opens one of the first sentences, where the article says in no other way who held the event."""
    for occasion in occasions:
        tokens = occasion.tokens
        body = read_body(tokens, token_at(tokens, occasion.body_start)) if occasion.is_lead and occasion.nouns else None
        if body is None or body[1] - body[0] < 2 or tokens[body[0]].text.islower():
            continue
        goes_on = body[1] < len(tokens) and tokens[body[1]].lower in ("'s", "of", "in")
        if is_headed(tokens[body[0] : body[1]]) and not goes_on:
            span = Span(tokens[body[0]].span.start, tokens[body[1] - 1].span.end)
            if not is_no_body(occasion.text[span.start - occasion.start : span.end - occasion.start]):
                return [Body(span, Part.HOST, 1.0)]
    return []


OURS = lazy(r"\b[Oo]ur\s+(?:[\w-]+\s+){0,3}$")


RECORD = lazy(r"\W*(?:minutes|report|summary|proceedings|digest|record|highlights|notes)\b", re.I)
PAPER = lazy(r"\b(?:newsletter|bulletin|magazine|journal|gazette|news)\s+of\s+", re.I)


ABOUT_US = lazy(r"(?:About|ABOUT)\s[^:.\n]{2,60}:\s+(?:The\s+)?|Notes? to editors?:\s+", re.I)
WHAT_IT_IS = lazy(r"\s+(?:is|are)\s+(?:a|an|the)\b", re.I)


def own_body(occasions: list[Occasion]) -> list[Body]:
    """Find who "we" are where a society tells of "our conference": "Newsletter of the A", "The A is a registered charity"."""
    ours = any(OURS.search(o.text[: noun.start - o.start]) for o in occasions for noun in o.nouns)
    for occasion in occasions if ours else ():
        paper = PAPER.search(occasion.text) if occasion.is_header else None
        about = paper or ABOUT_US.match(occasion.text)
        at = token_at(occasion.tokens, occasion.start + about.end()) if about else 0
        body = read_body(occasion.tokens, at)
        if body is None or not is_headed(occasion.tokens[body[0] : body[1]]):
            continue
        end = occasion.tokens[body[1] - 1].span.end
        if paper or WHAT_IT_IS.match(occasion.text, end - occasion.start):
            return [Body(Span(occasion.tokens[body[0]].span.start, end), Part.HOST, 6.0)]
    return []


QUOTED_BY = lazy(r"[”\"’»]\s+by\s+(?=(?:the\s)?[A-ZÀ-Þ])", needs="by")


def of_quoted(occasion: Occasion) -> Iterator[Body]:
    """Read "“Title of the Event” by A, in collaboration with B, was held"."""
    match = QUOTED_BY.search(occasion.text) if occasion.tells and occasion.nouns else None
    if match:
        found, _ = listed(occasion, occasion.start + match.end())
        heads = [span for span in found if has_body_word(occasion.tokens_in(span))]
        yield from (Body(span, Part.HOST, 26.0 + occasion.weight) for span in heads)


MEMBERS = lazy(
    r"\b(?:members|delegates|branches|affiliates|shareholders|alumni|fellows|chapters)\s+of\s+(?=(?:the\s)?[A-Z])(?P<rest>[^.;]{5,120}?)"
    r"\b(?:met|gathered|came together|convened)\b",
    re.I,
    needs="members|delegates|branches|affiliates|shareholders|alumni|fellows|chapters",
)


def members(occasion: Occasion) -> Iterator[Body]:
    """Read "Members of the A met in B for their annual conference"."""
    match = MEMBERS.search(occasion.text)
    if match and occasion.is_lead and re.search(r"\b(?:its|their)\b", occasion.text[match.end() :]):
        found, _ = listed(occasion, occasion.start + match.start("rest"))
        yield from (Body(span, Part.HOST, 8.0 + occasion.weight) for span in found[:1])


def partners(occasion: Occasion) -> Iterator[Body]:
    """Read "in collaboration with B" in a sentence that tells of the event."""
    surely = occasion.tells or occasion.is_header
    for phrase in occasion.spans("partner") if surely or occasion.weight > 0 else ():
        loose = not surely or occasion.text[phrase.start - occasion.start :].lower().startswith(("along", "together"))
        in_name = occasion.text[phrase.start - occasion.start].isupper() and phrase.start > occasion.body_start + 2
        if in_name and not occasion.is_header:  # "a workshop called Living with Noise"
            continue
        held = any(verb.end <= phrase.start for verb in occasion.spans("hold"))
        if loose and not held and not NOMINAL.match(occasion.text):
            continue
        if not stands_by_a_part(occasion, phrase.start):
            yield from (Body(span, Part.WITH, 14.0 + max(0.0, occasion.weight)) for span in listed(occasion, phrase.end)[0])


def by_wish(occasion: Occasion) -> Iterator[Body]:
    """Read "at the invitation of A", "under the auspices of A"; auspices count only where no host is named."""
    for kind, weight in (("wish", 26.0), ("auspices", 4.0)):
        for phrase in occasion.spans(kind) if occasion.tells or occasion.is_lead else ():
            if not stands_by_a_part(occasion, phrase.start):
                yield from (Body(span, Part.HOST, weight + occasion.weight) for span in listed(occasion, phrase.end)[0])


AS_PARTNER = lazy(
    r"\bwith\s+(?=(?:the\s)?[A-Z])(?P<body>[^.;]{3,90}?)\s+as\s+(?:the\s+|a\s+|its\s+)?(?:main\s+|local\s+)?"
    r"(?:co-?)?(?:organi[sz]er|host|partner|convenor)s?\b",
    needs="organi|host|partner|convenor",
)


def as_partner(occasion: Occasion) -> Iterator[Body]:
    """Read "with Nordbank as co-organiser"."""
    for match in AS_PARTNER.finditer(occasion.text):
        found, _ = listed(occasion, occasion.start + match.start("body"))
        yield from (Body(span, Part.WITH, 20.0 + occasion.weight) for span in found)


NOMINAL = lazy(
    r"\b(?:co-?)?(?:organi[sz]ers?|hosts?|convenors?|conveners?)\b(?:\s+of\s+[^.,;]{3,80}?)?\s+(?:was|were|is|are|included?)\s+"
    r"|\b(?:implementing|organi[sz]ing|hosting) organi[sz]ations?\s?:\s+|\b(?:organi[sz]ers?|hosts?) of the \w+\s?:\s+"
    r"|\b(?:hosts?|host institutions?|organi[sz]ers?|organi[sz]ing (?:institutions?|bod(?:y|ies))"
    r"|(?:organi[sz]ed|hosted|convened) by)\s?:\s+"
    r"|\bthe\s+(?:(?:co-)?organi[sz]ers|hosts|conven[eo]rs|organi[sz]ing bodies),\s+",
    re.I,
    needs="organi|host|conven",
)


APPOSED = lazy(
    r",\s+(?:the\s+|which\s+was\s+(?:the\s+)?)?(?:co-)?(?:organi[sz]er|host|convenor|convener)s?(?:\s+of\b|,)",
    re.I,
    "organi|host|conven",
)


def named_organizers(occasion: Occasion) -> Iterator[Body]:
    """Read "The organisers were A and B", "Host: A", "A, the organiser of the meeting"."""
    for match in NOMINAL.finditer(occasion.text):
        found, _ = listed(occasion, occasion.start + match.end())
        yield from (Body(span, Part.HOST, 30.0 + occasion.weight) for span in found)
    for match in APPOSED.finditer(occasion.text):
        at = token_at(occasion.tokens, occasion.start + match.start())
        yield from (Body(span, Part.HOST, 24.0 + occasion.weight) for span in ending_at(occasion, at))


def heading(occasion: Occasion) -> Iterator[Body]:
    """Read a header line that is the name of a body and nothing else, as minutes have it."""
    if (
        not (occasion.is_header or occasion.index == 0)
        or occasion.index > 4
        or PAPER.match(occasion.text)
        or RECORD.match(occasion.text)
    ):
        return
    tokens = occasion.tokens
    body = read_body(tokens, 0)
    end = next(
        (i for i, t in enumerate(tokens) if i > 1 and t.text in ("Minutes", "MINUTES", "Report", "Newsletter")), len(tokens)
    )
    if body is None or occasion.tokens[0].lower in ("by", "from"):
        return
    if any(noun.end <= tokens[end - 1].span.end for noun in occasion.nouns):  # "Premier Opens Second Water Forum"
        return
    if body[1] >= end and end > 2 and heads_line(tokens[body[0] : end]):
        yield Body(Span(tokens[body[0]].span.start, tokens[end - 1].span.end), Part.HOST, 6.0)


def heads_line(name: tuple[Token, ...]) -> bool:
    """Tell whether a line is a body's name: one with a word for a body at its head, or first where all is in capitals."""
    return is_headed(name) or (is_body_word(name[0]) and all(t.text.isupper() or not t.text.isalpha() for t in name))


SURE, PLAIN = 24.0, 13.0
"""Where a sentence says plainly who held the event, weaker hints count no more."""


def settle(source: Source, found: list[Body]) -> list[Body]:
    """Settle on the organisers: full names for short ones, each once, only the surest sentences', hosts first."""
    named: list[Body] = []
    for body in sorted(found, key=lambda b: (-b.weight, b.span.start)):
        full = full_name(source, body.span)
        if full is None or is_no_body(source.words(full), sure=body.weight >= 30.0):
            continue
        if not any(same_body(source.words(full), source.words(other.span)) for other in named):
            named.append(Body(whole_name(source, full), body.part, body.weight))
    if not named:
        return []
    hosts = [b for b in named if b.part is Part.HOST]
    best = max((b.weight for b in hosts), default=0.0)
    hosts = [b for b in hosts if b.weight >= (PLAIN if best >= SURE else best - 3.0)]
    kept = hosts + [b for b in named if b.part is Part.WITH and b.weight >= PLAIN]
    if not hosts:
        return [Body(b.span, Part.HOST, b.weight) for b in kept]
    return sorted(hosts, key=lambda b: (-round(b.weight / 8), b.span.start)) + sorted(
        (b for b in kept if b.part is Part.WITH), key=lambda b: b.span.start
    )


def is_no_body(name: str, sure: bool = False) -> bool:
    """Tell whether a name is an event's or a building's: its head, the word before "of" and "on", says so.

    Where the sentence is `sure`, a building's name is its keeper's: "hosted by the Pan Theatre".
    """
    if len(name) < 2:  # "I" of a summary by the chair
        return True
    if sure_bodies().search(name):
        return False
    head = re.split(r"\s(?:of|on|for|de)\s|\s\(", name, maxsplit=1)[0].split()[-1].lower()
    last = re.sub(r"\s\(.*", "", name).split()[-1].lower()
    words = words_of("bodies", "no_body") & (words_of("events", "event") if sure else words_of("bodies", "no_body"))
    return head in words or (last in words and head not in words_of("bodies", "body"))


@cache
def sure_bodies() -> re.Pattern[str]:
    """Compile what makes a standing body of a conference: "Catholic Bishops' Conference", "Conference of European Rabbis"."""
    return compiled(
        r"\b(?:Bishops|Episcopal|Rectors|Leadership|Baptist|Methodist)['’]?\s(?:\w+\s)?Conference\b|\bConference\sof\s(?:\w+\s)?(?:Bishops|Churches|Rabbis|Religious|Rectors)\b"
    )


def same_body(a: str, b: str) -> bool:
    """Tell whether two names are one body's: all words of the shorter are in the longer."""
    if any(len(m) > 2 and m.isupper() and initials(n).startswith(m) for m, n in ((a, b), (b, a))):
        return True
    x, y = ({w for w in re.findall(r"\w+", s.lower()) if w not in ("the", "of", "and", "for")} for s in (a, b))
    return x <= y or y <= x


def initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())
