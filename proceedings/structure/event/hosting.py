"""Read sentences that say who held the event: "organised by A", "A and B held a seminar"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proceedings.model import Part
from proceedings.structure.event.bodies import has_body_word, is_headed, over_seat, read_body, read_list
from proceedings.structure.event.calendar import is_calendar
from proceedings.structure.event.occasions import Occasion
from proceedings.structure.event.propernames import name_tail
from proceedings.structure.patterns import lazy
from proceedings.structure.phrases import is_capital, is_ordinal, is_word, name_end, token_at, words_of
from proceedings.structure.tokens import Token
from proceedings.text import Span
from proceedings.values import dataclass


@dataclass(frozen=True, slots=True)
class Body:
    """The name of a body, its part in the event, and how surely it is an organiser."""

    span: Span
    part: Part
    weight: float


def listed(occasion: Occasion, offset: int) -> tuple[list[Span], int]:
    """Read the list of bodies that starts at an offset of the source: the bodies, and the index of the token after them."""
    return read_list(occasion.tokens, token_at(occasion.tokens, offset))


BY = lazy(
    r"(?!\s+up\b)(?:(?!\b(?:and(?!\s\d)|which|who|that|was|were|is|are|to(?!\s\d)|for(?!\s\w+\sdays\b))\b)(?:[^.;:“”\"()]|\([^()]{2,24}\))){0,80}?"
    r"\bby\s+",
    re.I,
)
"""What may stand between a verb of holding and who held: "from 2 to 5 November", "in Olsztyn (Poland)", "for three days"."""


WITH_HELP = lazy(
    r"with\s+(?:the\s+)?(?:support|financial|help|funding|assistance|participation|aim|theme|title|presence)", re.I
)


def passive(occasion: Occasion) -> Iterator[Body]:
    """Read "… organised by A and B", "put together by A with B"."""
    for verb in occasion.spans("hold"):
        by = BY.match(occasion.text, verb.end - occasion.start)
        if by is None or stands_by_a_part(occasion, verb.start):
            continue
        found, at = listed(occasion, occasion.start + by.end())
        yield from (Body(span, Part.HOST, 30.0 + occasion.weight) for span in found)
        here = occasion.tokens[at].span.start - occasion.start if at < len(occasion.tokens) else len(occasion.text)
        if found and re.match(r"with\b", occasion.text[here:]) and not WITH_HELP.match(occasion.text, here):
            more, _ = read_list(occasion.tokens, at + 1)
            yield from (Body(span, Part.WITH, 28.0 + occasion.weight) for span in more)


def stands_by_a_part(occasion: Occasion, at: int) -> bool:
    """Tell whether the nearest noun before an offset is a part of the event or a thing beside it, not the event."""

    def last(spans: list[Span]) -> int:
        near = [span.start for span in spans if at - NEAR < span.start < at and not occasion.is_quoted(span)]
        return max(near, default=-1)

    if DAYS.search(occasion.text[max(0, at - occasion.start - NEAR) : at - occasion.start]):
        return False
    return last(occasion.spans("part")) > last(occasion.spans("event"))


DAYS = lazy(
    r"\b(?:(?:two|three|four|five|\d)-day|annual|day-long|week-long)\s(?:show|exhibition|exhibit|lecture|contest)\b[^.;]*$"
    r"|\bheld\s(?:from|on|between)\s[^.;]{2,40},\sthe\s(?:show|exhibition|lecture)\b[^.;]*$",
    re.I,
)
"""A show of several days, or one that is held on a day, is the event itself."""


NEAR = 90
"""Characters in which a noun is looked for."""


AUXILIARY = lazy(r"\b(?:was|were|been|being|be|is|are)\s+(?:\w+ly\s+)?$", re.I)


OBJECT_REACH = 150
NO_OBJECT = lazy(r"\s+(?:by|at|in the|that)\b")


def active(occasion: Occasion) -> Iterator[Body]:
    """Read "A, in collaboration with B, held a seminar", "A and B co-hosted the Forum"."""
    for verb in occasion.spans("holds"):
        start, end = verb.start - occasion.start, verb.end - occasion.start
        word = occasion.text[start:end].lower()
        strong = word in words_of("events", "strong")
        if not strong and not (occasion.is_lead or occasion.weight > 3):
            continue
        is_passive = AUXILIARY.search(occasion.text[max(0, start - 24) : start]) and not word.endswith("ing")
        relative = any(
            t.lower == "which" for t in occasion.tokens_in(Span(max(occasion.start, verb.start - OBJECT_REACH), verb.start))
        )
        if is_passive or (NO_OBJECT.match(occasion.text, end) and not relative):
            continue
        reach = OBJECT_REACH if strong else OBJECT_REACH // 2
        has_object = relative or any(verb.end <= noun.start < verb.end + reach for noun in occasion.spans("event"))
        gathers = word in ("convened", "convenes") and (occasion.is_lead or occasion.weight > 0)
        if not has_object and not gathers:
            continue
        subject = read_subject(occasion, verb.start, plain=strong and occasion.is_lead)
        if subject:
            weight = (24.0 if strong else 12.0) + occasion.weight - 6.0 * occasion.is_headline
            yield from (Body(span, part, weight) for span, part in subject)
            yield from (Body(span, Part.WITH, weight) for span in (beside(occasion, verb) if strong else ()))
            return


def beside(occasion: Occasion, verb: Span) -> list[Span]:
    """Read the partners behind the event's name: "co-hosted the Seminar on Seas with the Institute of Law"."""
    tokens = occasion.tokens
    nouns = [noun for noun in occasion.nouns if verb.end <= noun.start < verb.end + OBJECT_REACH]
    after = token_at(tokens, nouns[0].end) if nouns else len(tokens)
    for at in range(after, min(name_tail(tokens, after) + 2, len(tokens)) if nouns else after):
        if tokens[at].lower == "with":
            found, _ = read_list(tokens, at + 1)
            return [span for span in found if has_body_word(occasion.tokens_in(span))]
    return []


INVITED = lazy(
    r"\b(?:invited|invites|welcomed|welcomes)\b(?=[^.;]{1,90}?\bto\s+(?:its|the|their|an?)\b)", re.I, "invite|welcome"
)


def inviting(occasion: Occasion) -> Iterator[Body]:
    """Read "A invited the industry to the Forum", "A welcomed fifty colleagues to its campus"."""
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


INVITED_TO = lazy(
    r"\bto which\s+(?=(?:the\s)?[A-ZÀ-Þ])(?P<who>[^.;]{3,110}?)\s(?:had\s|has\s|have\s)?invited\b", needs="to which"
)


def invited_to(occasion: Occasion) -> Iterator[Body]:
    """Read "the Forum, to which A and B had invited"."""
    for match in INVITED_TO.finditer(occasion.text) if occasion.nouns else ():
        found, _ = listed(occasion, occasion.start + match.start("who"))
        yield from (Body(span, Part.HOST, 24.0 + occasion.weight) for span in found)


ADDRESSED = lazy(
    r"\b(?:told|addressed|addressing)\s(?:(?:the\s)?(?:members|delegates|fellows|branches|guests)\sof\s)?(?=(?:the\s)?[A-Z])"
    r"(?P<who>(?:the\s)?[A-Z][^.;,“”\"]{5,80}?),?\s(?:at|during|in)\s(?:its|their|the\s[\w-]+[’']s)\s",
    re.I,
    needs="told|address",
)


def addressed(occasion: Occasion) -> Iterator[Body]:
    """Read "he told the Chamber of Commerce at its breakfast", "addressing members of the Chamber at the chamber’s hall"."""
    match = ADDRESSED.search(occasion.text) if occasion.is_lead or occasion.tells else None
    if match:
        found, _ = listed(occasion, occasion.start + match.start("who"))
        ends = found and found[0].end >= occasion.start + match.end("who")
        if ends and len(found) == 1 and is_headed(occasion.tokens_in(found[0])):
            yield Body(found[0], Part.HOST, 8.0 + occasion.weight)


TEAMED = lazy(
    r"\b(?:(?:has|have|had)\s+)?(?:teamed up|joined (?:hands|forces)|partnered|collaborated|linked up|linked arms)\s+with\s+",
    re.I,
    needs="teamed up|joined hands|joined forces|partnered|collaborated|linked up|linked arms",
)


def teamed(occasion: Occasion) -> Iterator[Body]:
    """Read "A joined hands with B to hold a workshop"."""
    match = TEAMED.search(occasion.text)
    if match is None or not any(noun.start > occasion.start + match.end() for noun in occasion.nouns):
        return
    subject = read_subject(occasion, occasion.start + match.start())
    if subject:
        found, _ = listed(occasion, occasion.start + match.end())
        yield from (Body(span, part, 20.0 + occasion.weight) for span, part in subject)
        yield from (Body(span, Part.WITH, 18.0 + occasion.weight) for span in found)


def read_subject(occasion: Occasion, verb: int, plain: bool = False) -> list[tuple[Span, Part]]:
    """Read the bodies that are the subject of a verb that stands at an offset: a list that leads right up to it.

    With `plain`, a name of three words that opens the sentence will do without a word for a body.
    """
    tokens = occasion.tokens
    stop = token_at(tokens, verb)
    first = token_at(tokens, occasion.body_start)
    if any(t.lower == "it" for t in tokens[max(first, stop - 3) : stop]):
        body = read_body(tokens, first)
        opens = body and not tokens[body[0]].text.islower() and body[1] - body[0] > 1
        return [(Span(tokens[body[0]].span.start, tokens[body[1] - 1].span.end), Part.HOST)] if body and opens else []
    which = next((i for i in range(stop - 1, first, -1) if tokens[i].lower == "which" and tokens[i - 1].text == ","), None)
    if which is not None and which < stop - 1:  # "the Convention, which the A and the B held"
        found, at = read_list(tokens, which + 1)
        return [(span, Part.HOST) for span in found] if at == stop else []
    if stop > 1 and tokens[stop - 1].lower in ("which", "that", "who"):
        return [(span, Part.HOST) for span in ending_at(occasion, stop - 1 - (tokens[stop - 2].text == ","))]
    for i in range(first, stop):
        if not opens_name(tokens, i, first):
            continue
        found, at = read_list(tokens, i)
        if not found or at > stop:
            continue
        bodies = [(span, Part.HOST) for span in found]
        more, at = read_partners(occasion, over_seat(tokens, at))
        bodies.extend((span, Part.WITH) for span in more)
        if at < stop and tokens[at].lower == "in":  # "the Trade Office in Seoul"
            at = max(at, name_end(tokens, at + 1, frozenset({"and"})))
            bodies[-1] = (Span(bodies[-1][0].start, tokens[at - 1].span.end), bodies[-1][1])
        named = any(is_named_body(occasion, span) for span, _ in bodies)
        verb_start = stop
        while verb_start > at and tokens[verb_start - 1].lower in words_of("events", "between"):
            verb_start -= 1
        if named and at < verb_start - 1 and tokens[at].text == "," and tokens[verb_start - 1].text == ",":
            at = stop  # "The Academy, founded in 1987, held …"
        at = over_adverbs(tokens, at, stop)
        if at == stop and (named or len(found) > 1 or (plain and i == first and at - i > 2)):
            return bodies
    return []


def over_adverbs(tokens: tuple[Token, ...], at: int, stop: int) -> int:
    """Give the index after what may stand between a body and its verb: "jointly", "on the 22nd January, 2026"."""
    while at < stop:
        token = tokens[at]
        date = is_calendar(token) or is_ordinal(token) or token.text.isdigit()
        if token.lower in ("the", "of") and at + 1 < stop:
            date = is_ordinal(tokens[at + 1]) or is_calendar(tokens[at + 1])
        if (
            not date
            and token.text != ","
            and token.lower not in words_of("events", "between")
            and not token.lower.endswith("ly")
        ):
            break
        at += 1
    return at


def opens_name(tokens: tuple[Token, ...], i: int, first: int) -> bool:
    """Tell whether a name can open at token i: the first word, an article, or a capital after a mark."""
    if i == first:
        return True
    if tokens[i].lower in ("our", "its"):  # "On World Reef Day, our foundation Blue Line held …"
        return tokens[i - 1].text == "," and any(map(is_capital, tokens[i + 1 : i + 4]))
    if tokens[i].lower == "the":
        return tokens[i - 1].lower not in BELONGS
    return is_capital(tokens[i]) and (
        not is_word(tokens[i - 1]) and tokens[i - 1].text not in "-–’'(" and tokens[i - 1].lower != "'s"
    )


BELONGS = frozenset({"of", "at", "for", "from", "by", "with", "in", "to", "on", "and"})


def is_named_body(occasion: Occasion, span: Span) -> bool:
    inside = occasion.tokens[token_at(occasion.tokens, span.start) : token_at(occasion.tokens, span.end)]
    return (
        is_headed(inside)
        or (len(inside) > 2 and has_body_word(inside) and is_capital(inside[-1]))
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
    phrase = next((span for span in occasion.spans("partner") if span.start == tokens[here].span.start), None)
    if phrase is None:
        return [], at
    found, end = read_list(tokens, token_at(tokens, phrase.end))
    return (found, end) if found else ([], at)


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
