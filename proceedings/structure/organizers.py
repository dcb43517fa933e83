"""Find who organised the event: the words that say a body held it, or worked with the host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from proceedings.model import Part
from proceedings.structure.bodies import has_body_word, is_body_word, is_headed, read_body, read_list
from proceedings.structure.occasions import Occasion
from proceedings.structure.phrases import QUOTED, is_capital, is_ordinal, is_word, name_end, phrase_pattern, token_at, words_of
from proceedings.structure.shortnames import full_name
from proceedings.structure.tokens import Token
from proceedings.text import Source, Span


@dataclass(frozen=True, slots=True)
class Body:
    """The name of a body, its part in the event, and how surely it is an organiser."""

    span: Span
    part: Part
    weight: float


def find_organizers(source: Source, occasions: list[Occasion]) -> list[Body]:
    """Find the organisers, hosts first, then partners; bodies that only support, fund or attend are none."""
    own = own_body(occasions)
    readers = (passive, active, inviting, teamed, partners, as_partner, by_wish, named_organizers, possessed, members, heading)
    found = [body for occasion in occasions for read in readers for body in read(occasion) if occasion.owns(body.span)]
    return settle(source, found + own)


OURS = re.compile(r"\b[Oo]ur\s+(?:[\w-]+\s+){0,3}?(?=\w)")
PAPER = re.compile(r"\b(?:newsletter|bulletin|magazine|journal|gazette|news)\s+of\s+", re.I)
WHAT_IT_IS = re.compile(r"\s+(?:is|are)\s+(?:a|an|the)\b", re.I)


def own_body(occasions: list[Occasion]) -> list[Body]:
    """Find who "we" are where a society tells of "our conference": "Newsletter of the A", "The A is a registered charity"."""
    ours = any(
        noun.start - occasion.start in (m.end() for m in OURS.finditer(occasion.text))
        for occasion in occasions
        for noun in occasion.nouns
    )
    for occasion in occasions if ours else ():
        paper = PAPER.search(occasion.text) if occasion.is_header else None
        at = token_at(occasion.tokens, occasion.start + paper.end()) if paper else 0
        body = read_body(occasion.tokens, at)
        if body is None or not is_headed(occasion.tokens[body[0] : body[1]]):
            continue
        end = occasion.tokens[body[1] - 1].span.end
        if paper or WHAT_IT_IS.match(occasion.text, end - occasion.start):
            return [Body(Span(occasion.tokens[body[0]].span.start, end), Part.HOST, 6.0)]
    return []


def listed(occasion: Occasion, offset: int) -> tuple[list[Span], int]:
    """Read the list of bodies that starts at an offset of the segment's text."""
    return read_list(occasion.tokens, token_at(occasion.tokens, occasion.start + offset))


BY = re.compile(r"(?:(?!\b(?:and|which|who|that|to|for)\b)[^.;:“”\"()]){0,60}?\bby\s+", re.I)
WITH_HELP = re.compile(
    r"with\s+(?:the\s+)?(?:support|financial|help|funding|assistance|participation|aim|theme|title|presence)", re.I
)


def passive(occasion: Occasion) -> Iterator[Body]:
    """Read "… organised by A and B", "put together by A with B"."""
    for match in phrase_pattern("events", "hold").finditer(occasion.text):
        by = BY.match(occasion.text, match.end())
        if by is None or stands_by_a_part(occasion, match.start()):
            continue
        found, at = listed(occasion, by.end())
        yield from (Body(span, Part.HOST, 30.0 + occasion.weight) for span in found)
        here = occasion.tokens[at].span.start - occasion.start if at < len(occasion.tokens) else len(occasion.text)
        if found and re.match(r"with\b", occasion.text[here:]) and not WITH_HELP.match(occasion.text, here):
            more, _ = read_list(occasion.tokens, at + 1)
            yield from (Body(span, Part.WITH, 28.0 + occasion.weight) for span in more)


def stands_by_a_part(occasion: Occasion, at: int) -> bool:
    """Tell whether the nearest noun before a cue is a part of the event or a thing beside it, not the event."""
    before = QUOTED.sub(lambda m: " " * len(m.group()), occasion.text[:at])[-90:]
    parts = [m.start() for m in phrase_pattern("events", "part").finditer(before)]
    nouns = [m.start() for m in phrase_pattern("events", "event").finditer(before)]
    return bool(parts) and (not nouns or parts[-1] > nouns[-1])


AUXILIARY = re.compile(r"\b(?:was|were|been|being|be|is|are)\s+(?:\w+ly\s+)?$", re.I)
ADVERBS = frozenset(
    {"has", "have", "had", "jointly", "successfully", "recently", "together", "also", "today", "yesterday", "officially"}
    | {
        "formally",
        "again",
        "proudly",
        "will",
        "ly",
        "on",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    }
)
STRONG = frozenset(
    {"organised", "organized", "organises", "organizes", "hosted", "hosts", "held", "holds", "conducted", "conducts"}
)
STRONG |= frozenset({"convened", "convenes", "co-hosted", "co-hosts", "co-organised", "co-organized", "given", "staged"})
OBJECT_REACH = 150


def active(occasion: Occasion) -> Iterator[Body]:
    """Read "A, in collaboration with B, held a seminar", "A and B co-hosted the Forum"."""
    text = occasion.text
    for match in phrase_pattern("events", "holds").finditer(text):
        strong = match.group().lower() in STRONG
        if not strong and not (occasion.is_lead or occasion.weight > 3):
            continue
        after = text[match.end() : match.end() + (OBJECT_REACH if strong else OBJECT_REACH // 2)]
        if AUXILIARY.search(text[: match.start()]) or re.match(r"\s+(?:by|at|in the|that)\b", after):
            continue
        noun = phrase_pattern("events", "event").search(after)
        gathers = match.group().lower() in ("convened", "convenes") and (occasion.is_lead or occasion.weight > 0)
        if noun is None and not gathers:
            continue
        subject = read_subject(occasion, occasion.start + match.start())
        if subject:
            weight = (24.0 if strong else 12.0) + occasion.weight - 6.0 * occasion.is_headline
            yield from (Body(span, part, weight) for span, part in subject)
            return


INVITED = re.compile(r"\b(?:invited|invites|welcomed|welcomes)\b(?=[^.;]{3,90}?\bto\s+(?:its|the|their)\b)", re.I)


def inviting(occasion: Occasion) -> Iterator[Body]:
    """Read "A invited the industry to the Forum", "A welcomed fifty colleagues to its campus"; a company that opens the text too."""
    match = INVITED.search(occasion.text) if occasion.nouns and occasion.is_lead else None
    if match is None:
        return
    subject = read_subject(occasion, occasion.start + match.start())
    if not subject and occasion.dateline is not None:
        tokens = occasion.tokens
        first, stop = token_at(tokens, occasion.body_start), token_at(tokens, occasion.start + match.start())
        body = read_body(tokens, first)
        if body and body[1] == stop and stop - body[0] > 1:
            subject = [(Span(tokens[body[0]].span.start, tokens[stop - 1].span.end), Part.HOST)]
    yield from (Body(span, part, 14.0 + occasion.weight) for span, part in subject)


TEAMED = re.compile(
    r"\b(?:(?:has|have|had)\s+)?(?:teamed up|joined (?:hands|forces)|partnered|collaborated|linked up|linked arms)\s+with\s+",
    re.I,
)


def teamed(occasion: Occasion) -> Iterator[Body]:
    """Read "A joined hands with B to hold a workshop"."""
    match = TEAMED.search(occasion.text)
    if match is None or not any(noun.start > occasion.start + match.end() for noun in occasion.nouns):
        return
    subject = read_subject(occasion, occasion.start + match.start())
    if subject:
        found, _ = listed(occasion, match.end())
        yield from (Body(span, part, 20.0 + occasion.weight) for span, part in subject)
        yield from (Body(span, Part.WITH, 18.0 + occasion.weight) for span in found)


MEMBERS = re.compile(
    r"\b(?:members|delegates|branches|affiliates)\s+of\s+(?=(?:the\s)?[A-Z])(?P<rest>[^.;]{5,120}?)\b(?:met|gathered|came together|convened)\b",
    re.I,
)


def members(occasion: Occasion) -> Iterator[Body]:
    """Read "Members of the A met in B for their annual conference"."""
    match = MEMBERS.search(occasion.text)
    if match and occasion.is_lead and re.search(r"\b(?:its|their)\b", occasion.text[match.end() :]):
        found, _ = listed(occasion, match.start("rest"))
        yield from (Body(span, Part.HOST, 8.0 + occasion.weight) for span in found[:1])


def read_subject(occasion: Occasion, verb: int) -> list[tuple[Span, Part]]:
    """Read the bodies that are the subject of a verb that stands at an offset: a list that leads right up to it."""
    tokens = occasion.tokens
    stop = token_at(tokens, verb)
    first = token_at(tokens, occasion.body_start)
    if any(t.lower == "it" for t in tokens[max(first, stop - 3) : stop]):
        body = read_body(tokens, first)
        opens = body and not tokens[body[0]].text.islower() and body[1] - body[0] > 1
        return [(Span(tokens[body[0]].span.start, tokens[body[1] - 1].span.end), Part.HOST)] if body and opens else []
    if stop > 1 and tokens[stop - 1].lower in ("which", "that", "who"):
        return [(span, Part.HOST) for span in ending_at(occasion, stop - 1 - (tokens[stop - 2].text == ","))]
    for i in range(first, stop):
        if not opens_name(tokens, i, first):
            continue
        found, at = read_list(tokens, i)
        if not found or at > stop:
            continue
        bodies = [(span, Part.HOST) for span in found]
        more, at = read_partners(occasion, at)
        bodies.extend((span, Part.WITH) for span in more)
        if at < stop and tokens[at].lower == "in":  # "the Trade Office in Seoul"
            at = max(at, name_end(tokens, at + 1, frozenset({"and"})))
            bodies[-1] = (Span(bodies[-1][0].start, tokens[at - 1].span.end), bodies[-1][1])
        while at < stop and (tokens[at].lower in ADVERBS or tokens[at].text == "," or tokens[at].lower.endswith("ly")):
            at += 1
        if at < stop and tokens[stop - 1].text == "," and occasion.text[tokens[at - 1].span.end - occasion.start] == ",":
            at = stop  # "The Academy, founded in 1987, held …"
        if at == stop and (len(found) > 1 or any(is_named_body(occasion, span) for span, _ in bodies)):
            return bodies
    return []


def opens_name(tokens: tuple[Token, ...], i: int, first: int) -> bool:
    """Tell whether a name can open at token i: the first word, an article, or a capital after a mark."""
    if i == first:
        return True
    if tokens[i].lower == "the":
        return tokens[i - 1].lower not in BELONGS
    return is_capital(tokens[i]) and (not is_word(tokens[i - 1]) and tokens[i - 1].text not in "-–’'(")


BELONGS = frozenset({"of", "at", "for", "from", "by", "with", "in", "to", "on", "and"})


def is_named_body(occasion: Occasion, span: Span) -> bool:
    inside = occasion.tokens[token_at(occasion.tokens, span.start) : token_at(occasion.tokens, span.end)]
    return (
        is_headed(inside)
        or "&" in {t.text for t in inside}
        or inside[-1].text == ")"
        or (len(inside) == 1 and inside[0].text.isupper())
    )


def read_partners(occasion: Occasion, at: int) -> tuple[list[Span], int]:
    """Read ", in collaboration with B and C," at token `at`: the bodies and the index after them."""
    tokens = occasion.tokens
    here = at + 1 if at < len(tokens) and tokens[at].text == "," else at
    if here >= len(tokens):
        return [], at
    match = phrase_pattern("events", "partner").match(occasion.text, tokens[here].span.start - occasion.start)
    if match is None:
        return [], at
    found, end = listed(occasion, match.end())
    return (found, end) if found else ([], at)


def partners(occasion: Occasion) -> Iterator[Body]:
    """Read "in collaboration with B" in a sentence that tells of the event."""
    if not (occasion.tells or occasion.is_header):
        return
    for match in phrase_pattern("events", "partner").finditer(occasion.text):
        loose = match.group().lower().startswith(("along", "together"))
        if loose and not phrase_pattern("events", "hold").search(occasion.text[: match.start()]):
            continue
        if not stands_by_a_part(occasion, match.start()):
            found, _ = listed(occasion, match.end())
            yield from (Body(span, Part.WITH, 14.0 + occasion.weight) for span in found)


def by_wish(occasion: Occasion) -> Iterator[Body]:
    """Read "at the invitation of A", "under the auspices of A"; auspices count only where no host is named."""
    for kind, weight in (("wish", 26.0), ("auspices", 4.0)):
        for match in phrase_pattern("events", kind).finditer(occasion.text):
            if occasion.tells and not stands_by_a_part(occasion, match.start()):
                found, _ = listed(occasion, match.end())
                yield from (Body(span, Part.HOST, weight + occasion.weight) for span in found)


AS_PARTNER = re.compile(
    r"\bwith\s+(?=(?:the\s)?[A-Z])(?P<body>[^.;]{3,90}?)\s+as\s+(?:the\s+|a\s+|its\s+)?(?:main\s+|local\s+)?(?:co-?)?(?:organi[sz]er|host|partner|convenor)s?\b"
)


def as_partner(occasion: Occasion) -> Iterator[Body]:
    """Read "with Nordbank as co-organiser"."""
    for match in AS_PARTNER.finditer(occasion.text):
        found, _ = listed(occasion, match.start("body"))
        yield from (Body(span, Part.WITH, 20.0 + occasion.weight) for span in found)


NOMINAL = re.compile(
    r"\b(?:co-?)?(?:organi[sz]ers?|hosts?|convenors?|conveners?)\b(?:\s+of\s+[^.,;]{3,80}?)?\s+(?:was|were|is|are|included?)\s+"
    r"|\b(?:hosts?|host institutions?|organi[sz]ers?|organi[sz]ing (?:institutions?|bod(?:y|ies))|organi[sz]ed by|hosted by|convened by)\s?:\s+"
    r"|\bthe\s+(?:(?:co-)?organi[sz]ers|hosts|conven[eo]rs|organi[sz]ing bodies),\s+",
    re.I,
)
APPOSED = re.compile(r",\s+(?:the\s+|which\s+was\s+(?:the\s+)?)?(?:co-)?(?:organi[sz]er|host|convenor|convener)s?\s+of\b", re.I)


def named_organizers(occasion: Occasion) -> Iterator[Body]:
    """Read "The organisers were A and B", "Host: A", "A, the organiser of the meeting"."""
    for match in NOMINAL.finditer(occasion.text):
        found, _ = listed(occasion, match.end())
        yield from (Body(span, Part.HOST, 30.0 + occasion.weight) for span in found)
    for match in APPOSED.finditer(occasion.text):
        at = token_at(occasion.tokens, occasion.start + match.start())
        yield from (Body(span, Part.HOST, 24.0 + occasion.weight) for span in ending_at(occasion, at))


def ending_at(occasion: Occasion, stop: int) -> list[Span]:
    """Give the body whose name ends before token `stop`, if one does."""
    tokens = occasion.tokens
    for i in range(max(0, stop - 12), stop):
        if (
            i
            and tokens[i].lower != "the"
            and tokens[i - 1].lower not in ("the", "for", "at", "of", "during", "to", "by", "our", ",")
        ):
            continue
        body = read_body(tokens, i)
        if body and body[1] >= stop and has_body_word(tokens[body[0] : stop]):
            return [Span(tokens[body[0]].span.start, tokens[stop - 1].span.end)]
    return []


def possessed(occasion: Occasion) -> Iterator[Body]:
    """Read "the Association's annual conference", "annual convention of the Association", and "its Summit" of a subject."""
    tokens = occasion.tokens
    for noun in occasion.nouns:
        at = token_at(tokens, noun.start)
        back = at - 1
        while back > 0 and at - back < 7 and is_word(tokens[back]) and tokens[back].lower not in ("'s", "its", "of", "the"):
            back -= 1
        if back < 0:
            continue
        counted = back + 1 < len(tokens) and (
            is_ordinal(tokens[back + 1]) or tokens[back + 1].lower in words_of("events", "qualifier")
        )
        if (tokens[back].lower == "'s" or tokens[back].text in "'’") and (tokens[at].text.islower() or counted):
            yield from (Body(span, Part.HOST, 9.0 + occasion.weight) for span in ending_at(occasion, back))
        elif tokens[back].lower == "its" and back > 0:
            yield from subject_of_its(occasion)
        after = token_at(tokens, noun.end)
        if after + 1 < len(tokens) and tokens[after].lower == "of" and at - back > 1:
            body = read_body(tokens, after + 1)
            if body and is_capital(tokens[body[0]]) and is_headed(tokens[body[0] : body[1]]):
                span = Span(tokens[body[0]].span.start, tokens[body[1] - 1].span.end)
                yield Body(span, Part.HOST, 8.0 + occasion.weight)


def subject_of_its(occasion: Occasion) -> Iterator[Body]:
    """Read the body that opens the sentence in which "its Summit" stands."""
    tokens = occasion.tokens
    first = token_at(tokens, occasion.body_start)
    body = read_body(tokens, first)
    if body and has_body_word(tokens[body[0] : body[1]]):
        yield Body(Span(tokens[body[0]].span.start, tokens[body[1] - 1].span.end), Part.HOST, 8.0 + occasion.weight)


def heading(occasion: Occasion) -> Iterator[Body]:
    """Read a header line that is the name of a body and nothing else, as minutes have it."""
    if not occasion.is_header or occasion.index > 4:
        return
    tokens = occasion.tokens
    body = read_body(tokens, 0)
    if body and body[1] == len(tokens) and len(tokens) > 2 and any(is_body_word(t) for t in tokens[body[0] : body[1]]):
        yield Body(Span(tokens[body[0]].span.start, tokens[-1].span.end), Part.HOST, 6.0)


SURE, PLAIN = 24.0, 13.0
"""Where a sentence says plainly who held the event, weaker hints count no more."""


def settle(source: Source, found: list[Body]) -> list[Body]:
    """Settle on the organisers: full names for short ones, each once, only the surest sentences', hosts first."""
    named: list[Body] = []
    for body in sorted(found, key=lambda b: (-b.weight, b.span.start)):
        full = full_name(source, body.span)
        if full is None or is_no_body(source.words(full)):
            continue
        if not any(same_body(source.words(full), source.words(other.span)) for other in named):
            named.append(Body(full, body.part, body.weight))
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


def is_no_body(name: str) -> bool:
    """Tell whether a name is an event's or a building's: its head, the word before "of" and "on", says so."""
    head = re.split(r"\s(?:of|on|for|de)\s|\s\(", name, maxsplit=1)[0].split()[-1].lower()
    last = re.sub(r"\s\(.*", "", name).split()[-1].lower()
    words = words_of("bodies", "no_body")
    return head in words or (last in words and head not in words_of("bodies", "body"))


def same_body(a: str, b: str) -> bool:
    """Tell whether two names are one body's: all words of the shorter are in the longer."""
    if any(len(m) > 2 and m.isupper() and initials(n).startswith(m) for m, n in ((a, b), (b, a))):
        return True
    x, y = ({w for w in re.findall(r"\w+", s.lower()) if w not in ("the", "of", "and", "for")} for s in (a, b))
    return x <= y or y <= x


def initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())
