"""Find who organised the event: read the names of bodies, and the words that say a body held it or worked with the host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from proceedings.model import Part
from proceedings.structure.occasions import Occasion
from proceedings.structure.phrases import inner_words, is_capital, is_word, name_end, phrase_pattern, token_at, words_of
from proceedings.structure.tokens import Token
from proceedings.text import Source, Span

MOST_BODIES = 8


@dataclass(frozen=True, slots=True)
class Body:
    """The name of a body, its part in the event, and how surely it is an organiser."""

    span: Span
    part: Part
    weight: float


ARTICLES = frozenset({"the", "its", "a", "an", "our", "their", "both", "his", "her"})
NOT_THE_BODY = frozenset({"in", "at", "on", "with", "against"})


def is_body_word(token: Token) -> bool:
    return token.lower in words_of("bodies", "body") or token.lower.rstrip("'’") in words_of("bodies", "body")


def read_body(tokens: tuple[Token, ...], i: int) -> tuple[int, int] | None:
    """Read the name of one body from token i on: indices of its first and after its last token; None if no name stands there."""
    while i < len(tokens) and tokens[i].lower in ARTICLES:
        i += 1
    if i < len(tokens) and not is_capital(tokens[i]):
        return read_small_body(tokens, i)
    if i >= len(tokens) or tokens[i].lower in words_of("bodies", "person"):
        return None
    stops = frozenset({"and", "&", "on", "with", "y", "e", "et", "und", "to"}) | NOT_THE_BODY
    end = at = i
    while at < len(tokens):
        end = name_end(tokens, at, stops)
        if end == at:
            break
        end = with_kind(tokens, end)
        at = after_joint(tokens, i, end)
        if at is None or at == end:
            break
    if end == i:
        return None
    return i, with_acronym(tokens, end)


def with_kind(tokens: tuple[Token, ...], end: int) -> int:
    """Take a small word for the body's kind into its name: "Hangar Africa magazine", "Messe Weserstadt company"."""
    if (
        end < len(tokens)
        and tokens[end].text.islower()
        and is_body_word(tokens[end])
        and tokens[end].lower not in ("state", "order")
    ):
        return end + 1
    return end


def with_acronym(tokens: tuple[Token, ...], end: int) -> int:
    """Take the acronym in brackets into the name, and a legal form after a comma."""
    if end + 2 < len(tokens) and tokens[end].text == "(":
        for at in range(end + 1, min(end + 6, len(tokens))):
            if tokens[at].text == ")":
                inside = tokens[end + 1 : at]
                if sum(is_capital(t) for t in inside) >= max(1, len(inside) // 2):
                    end = at + 1
                break
    if end + 1 < len(tokens) and tokens[end].text == "," and tokens[end + 1].lower.rstrip(".") in ("inc", "ltd", "llc"):
        return end + 2
    return end


def after_joint(tokens: tuple[Token, ...], start: int, end: int) -> int | None:
    """Tell where the same name goes on behind a small word: "Culture | and Sport", "Affairs | on Trade"; None when it ends.

    "and" goes on with a name whose last word is no body while nothing after it opens a new one: "Ministry of Youth and Sport",
    but "Academy of Sciences and the Union", "Seed Savers and Jumla Collective", "University of X and Institute of Y".
    """
    if end >= len(tokens):
        return None
    word = tokens[end].lower
    if word in ("on", "to", "with") and end + 1 < len(tokens) and any(is_body_word(t) for t in tokens[start:end]):
        following = tokens[end + 1]
        if is_capital(following) and word != "with" and not is_calendar(following) and not is_body_word(following):
            return end + 1
        return None
    if word == "under" and end + 2 < len(tokens) and tokens[end + 1].lower == "the" and is_body_word(tokens[end + 2]):
        return end + 2 if is_capital(tokens[end + 2]) else None
    if word == "," and end + 1 < len(tokens) and goes_on_after_comma(tokens, start, end):
        return end + 1
    if word not in ("and", "&", "y", "e", "et", "und") or end + 1 >= len(tokens):
        return None
    following = end + 1
    if not is_capital(tokens[following]):
        return None
    if tokens[end - 1].text == ")" or is_body_word(tokens[end - 1]):
        return None if not joins_two_kinds(tokens, end) else following
    rest = name_end(tokens, following, frozenset({"and", "&"}) | NOT_THE_BODY)
    names_own_body = is_body_word(tokens[following]) or (
        any(is_body_word(t) for t in tokens[following:rest]) and any(is_body_word(t) for t in tokens[start:end])
    )
    if (
        not names_own_body
        and not any(is_body_word(t) for t in tokens[start:end])
        and not any(is_body_word(t) for t in tokens[following:rest])
    ):
        return None
    return None if names_own_body else following


def joins_two_kinds(tokens: tuple[Token, ...], end: int) -> bool:
    """Tell of "Foundation | and Trust Company", "Trade and Chamber …" – two kinds of body in one name, none with an article."""
    return False


def goes_on_after_comma(tokens: tuple[Token, ...], start: int, comma: int) -> bool:
    """Tell of lists inside a name: "Ministry of Housing, Land and Water"; the part after the comma has "and" and no body."""
    if any(is_body_word(t) for t in tokens[start + 1 : comma]) or not is_body_word(tokens[start]):
        return False
    end = name_end(tokens, comma + 1, frozenset({"and", "&"}) | NOT_THE_BODY)
    return (
        end > comma + 1
        and end + 1 < len(tokens)
        and tokens[end].lower in ("and", "&", ",")
        and is_capital(tokens[end + 1])
        and not any(is_body_word(t) for t in tokens[comma + 1 : end + 2])
    )


def is_calendar(token: Token) -> bool:
    return token.lower in words_of("dates", "day") or token.lower in words_of("dates", "month")


def read_small_body(tokens: tuple[Token, ...], i: int) -> tuple[int, int] | None:
    """Read a body in small letters: "foreign ministry", "alliance", "town council": a word for a body within three words."""
    for at in range(i, min(i + 4, len(tokens))):
        if not is_word(tokens[at]) or tokens[at].lower in inner_words():
            return None
        if tokens[at].lower in words_of("bodies", "body"):
            if at + 1 < len(tokens) and tokens[at + 1].lower == "of" and at + 2 < len(tokens) and is_capital(tokens[at + 2]):
                return i, name_end(tokens, at + 2, NOT_THE_BODY | {"and"})
            return i, at + 1
    return None


def read_list(tokens: tuple[Token, ...], i: int) -> tuple[list[Span], int]:
    """Read "the A, the B and C" from token i on: the bodies and the index after them."""
    found: list[Span] = []
    at = i
    while len(found) < MOST_BODIES:
        at = skip_description(tokens, at)
        body = read_body(tokens, at)
        if body is None:
            break
        start, end = body
        found.append(Span(tokens[start].span.start, tokens[end - 1].span.end))
        at = end
        following = list_link(tokens, end)
        if following is None:
            break
        at = following
    return found, at


def skip_description(tokens: tuple[Token, ...], i: int) -> int:
    """Skip what stands before a body's name: "a non-governmental organisation, the …"."""
    if i < len(tokens) and tokens[i].lower in ("a", "an"):
        for at in range(i + 1, min(i + 9, len(tokens) - 1)):
            if tokens[at].text == "," and (tokens[at + 1].lower == "the" or is_capital(tokens[at + 1])):
                return at + 1
            if is_capital(tokens[at]):
                break
    return i


def list_link(tokens: tuple[Token, ...], at: int) -> int | None:
    """Give the index after "," or "and" when another body follows in the list."""
    linked = False
    while (
        at < len(tokens)
        and tokens[at].text in (",", ";")
        or (at < len(tokens) and tokens[at].lower in ("and", "&", "as", "well"))
    ):
        linked = True
        at += 1
    if not linked or at >= len(tokens):
        return None
    body = read_body(tokens, at)
    if body is None:
        return None
    has_word = any(is_body_word(t) for t in tokens[body[0] : body[1]])
    comma_only = tokens[at - 1].text == ","
    has_article = tokens[at].lower in ARTICLES
    if comma_only and not (has_word and (has_article or is_capital(tokens[at]))):
        return None
    return at


@cache
def held_by() -> re.Pattern[str]:
    held = phrase_pattern("events", "hold").pattern
    return re.compile(rf"{held}(?P<between>[^.;:“”\"]{{0,60}}?)\bby\s+", re.I)


@cache
def nominal() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:co-?)?(?:organi[sz]ers?|hosts?|convenors?|conveners?)\b(?:\s+of\s+[^.,;]{3,80}?)?\s+(?:was|were|is|are|included?|being)\s+"
        r"|\b(?:hosts?|organi[sz]ers?|organi[sz]ed by|hosted by|convened by)\s?:\s+",
        re.I,
    )


APPOSED = re.compile(r",\s+(?:the\s+)?(?:co-)?(?:organi[sz]er|host|convenor|convener)s?\s+of\b", re.I)


def find_organizers(source: Source, occasions: list[Occasion]) -> list[Body]:
    """Find the organisers, hosts first, then partners; bodies that only support, fund or attend are none."""
    gathered: list[Body] = []
    for occasion in occasions:
        for read in (passive, active, partners, by_wish, named_organizers, possessed):
            gathered.extend(read(occasion))
    bodies = settle(source, gathered, occasions)
    hosts = [b for b in bodies if b.part is Part.HOST]
    return hosts + [b for b in bodies if b.part is Part.WITH] if hosts else bodies


def tokens_from(occasion: Occasion, offset: int) -> int:
    return token_at(occasion.tokens, occasion.start + offset)


def passive(occasion: Occasion) -> Iterator[Body]:
    """Read "… organised by A and B", "put together by A with B"."""
    if not occasion.nouns and not re.match(r"\W*it\b", occasion.text, re.I):
        return
    for match in held_by().finditer(occasion.text):
        if re.search(r"\b(?:which|who|and|session|exhibition)\b", match["between"]) or stands_by_a_part(
            occasion, match.start()
        ):
            continue
        found, at = read_list(occasion.tokens, tokens_from(occasion, match.end()))
        yield from (Body(span, Part.HOST, 30.0 + occasion.weight) for span in found)
        if found and at < len(occasion.tokens) and occasion.tokens[at].lower == "with":
            more, _ = read_list(occasion.tokens, at + 1)
            if more and not re.match(
                r"with\s+(?:the\s+)?(?:support|financial|help|funding|assistance)",
                occasion.text[occasion.tokens[at].span.start - occasion.start :],
            ):
                yield from (Body(span, Part.WITH, 28.0 + occasion.weight) for span in more)


def stands_by_a_part(occasion: Occasion, at: int) -> bool:
    """Tell whether the nearest noun before a cue is a part of the event or a thing beside it, not the event."""
    before = occasion.text[max(0, at - 90) : at]
    parts = list(phrase_pattern("events", "part").finditer(before))
    nouns = list(phrase_pattern("events", "event").finditer(before))
    if not parts:
        return False
    return not nouns or parts[-1].start() > nouns[-1].start()


@cache
def holds() -> re.Pattern[str]:
    return phrase_pattern("events", "holds")


AUXILIARY = re.compile(r"\b(?:was|were|been|being|be|is|are)\s+(?:\w+ly\s+)?$", re.I)
ADVERBS = frozenset(
    "has have had jointly successfully recently together also today yesterday officially formally again proudly will".split()
)


def active(occasion: Occasion) -> Iterator[Body]:
    """Read "A, in collaboration with B, held a seminar", "A and B co-hosted the Forum"."""
    text = occasion.text
    for match in holds().finditer(text):
        if AUXILIARY.search(text[: match.start()]):
            continue
        after = text[match.end() : match.end() + 160]
        noun = phrase_pattern("events", "event").search(after)
        if noun is None or re.match(r"\s+(?:by|at|in the)\b", after):
            continue
        subject = read_subject(occasion, occasion.start + match.start())
        if subject:
            verb_weight = 24.0 if match.group().lower() in STRONG_HOLDS else 12.0
            yield from (Body(span, part, verb_weight + occasion.weight - 6.0 * occasion.is_headline) for span, part in subject)
            return


STRONG_HOLDS = frozenset(
    "organised organized hosted held convened co-hosted organises organizes hosts holds convenes conducted co-organised".split()
)


def read_subject(occasion: Occasion, verb: int) -> list[tuple[Span, Part]]:
    """Read the bodies that are the subject of a verb that stands at an offset: a list that leads right up to it."""
    tokens = occasion.tokens
    stop = token_at(tokens, verb)
    first = token_at(tokens, occasion.dateline.end) if occasion.dateline else 0
    for i in range(first, stop):
        if i > first and not (
            tokens[i].lower == "the" or (is_capital(tokens[i]) and tokens[i - 1].lower not in ("the", "of", "and"))
        ):
            continue
        if i > first and is_capital(tokens[i - 1]) and is_capital(tokens[i]):
            continue
        found, at = read_list(tokens, i)
        if not found or at > stop:
            continue
        bodies = [(span, Part.HOST) for span in found]
        more, at = read_partners(occasion, at)
        bodies.extend((span, Part.WITH) for span in more)
        while at < stop and (tokens[at].lower in ADVERBS or tokens[at].text == ","):
            at += 1
        if at == stop and any(named_as_body(occasion, span) for span, _ in bodies):
            return bodies
    return []


def named_as_body(occasion: Occasion, span: Span) -> bool:
    tokens = occasion.tokens
    inside = tokens[token_at(tokens, span.start) : token_at(tokens, span.end)]
    return any(is_body_word(t) for t in inside) or inside[-1].text == ")" or (len(inside) == 1 and inside[0].text.isupper())


def read_partners(occasion: Occasion, at: int) -> tuple[list[Span], int]:
    """Read ", in collaboration with B and C," at token `at`: the bodies and the index after them."""
    tokens = occasion.tokens
    here = at + 1 if at < len(tokens) and tokens[at].text == "," else at
    if here >= len(tokens):
        return [], at
    match = phrase_pattern("events", "partner").match(occasion.text, tokens[here].span.start - occasion.start)
    if match is None:
        return [], at
    found, end = read_list(tokens, tokens_from(occasion, match.end()))
    return (found, end) if found else ([], at)


def partners(occasion: Occasion) -> Iterator[Body]:
    """Read "in collaboration with B" in a sentence that tells of the event."""
    if not (occasion.tells or occasion.is_header) and not re.match(r"\W*it\b", occasion.text, re.I):
        return
    for match in phrase_pattern("events", "partner").finditer(occasion.text):
        if stands_by_a_part(occasion, match.start()):
            continue
        found, _ = read_list(occasion.tokens, tokens_from(occasion, match.end()))
        yield from (Body(span, Part.WITH, 14.0 + occasion.weight) for span in found)


def by_wish(occasion: Occasion) -> Iterator[Body]:
    """Read "at the invitation of A", "under the auspices of A"; auspices count only where no host is named."""
    if not occasion.tells:
        return
    for kind, weight in (("wish", 26.0), ("auspices", 4.0)):
        for match in phrase_pattern("events", kind).finditer(occasion.text):
            found, _ = read_list(occasion.tokens, tokens_from(occasion, match.end()))
            yield from (Body(span, Part.HOST, weight + occasion.weight) for span in found)


def named_organizers(occasion: Occasion) -> Iterator[Body]:
    """Read "The organisers were A and B", "Host: A", "A, the organiser of the meeting"."""
    for match in nominal().finditer(occasion.text):
        found, _ = read_list(occasion.tokens, tokens_from(occasion, match.end()))
        yield from (Body(span, Part.HOST, 30.0 + occasion.weight) for span in found)
    for match in APPOSED.finditer(occasion.text):
        at = token_at(occasion.tokens, occasion.start + match.start())
        for i in range(max(0, at - 12), at):
            body = read_body(occasion.tokens, i)
            if (
                body
                and body[1] == at
                and (i == 0 or occasion.tokens[i - 1].lower == "the" or occasion.tokens[i].lower == "the")
            ):
                yield Body(Span(occasion.tokens[body[0]].span.start, occasion.tokens[at - 1].span.end), Part.HOST, 24.0)
                break


def possessed(occasion: Occasion) -> Iterator[Body]:
    """Read "the Association's annual conference", "its … Summit" after a body, "annual convention of the Association"."""
    tokens = occasion.tokens
    for noun in occasion.nouns:
        at = token_at(tokens, noun.start)
        back = at - 1
        while back > 0 and at - back < 7 and (is_word(tokens[back]) and tokens[back].lower not in ("'s", "its", "of", "the")):
            back -= 1
        if back >= 1 and tokens[back].text[0] in "'’":
            yield from owner(occasion, back)
        elif back >= 1 and tokens[back].lower == "its":
            yield from owner(occasion, back)
        after = token_at(tokens, noun.end)
        if after + 1 < len(tokens) and tokens[after].lower == "of" and at - back > 1:
            body = read_body(tokens, after + 1)
            if body and any(is_body_word(t) for t in tokens[body[0] : body[1]]) and is_capital(tokens[body[0]]):
                yield Body(Span(tokens[body[0]].span.start, tokens[body[1] - 1].span.end), Part.HOST, 10.0 + occasion.weight)


def owner(occasion: Occasion, mark: int) -> Iterator[Body]:
    """Read the body that owns the event: the name that ends at the possessive, or for "its" the subject of the sentence."""
    tokens = occasion.tokens
    if tokens[mark].lower == "its":
        first = token_at(tokens, occasion.dateline.end) if occasion.dateline else 0
        body = read_body(tokens, first)
        if body and any(is_body_word(t) for t in tokens[body[0] : body[1]]):
            yield Body(Span(tokens[body[0]].span.start, tokens[body[1] - 1].span.end), Part.HOST, 8.0 + occasion.weight)
        return
    for i in range(max(0, mark - 10), mark):
        if i > 0 and tokens[i - 1].lower not in ("the", "for", "at", "of", "during", "to") and tokens[i].lower != "the":
            continue
        body = read_body(tokens, i)
        if body and body[1] >= mark and any(is_body_word(t) for t in tokens[body[0] : mark]):
            yield Body(Span(tokens[body[0]].span.start, tokens[mark - 1].span.end), Part.HOST, 9.0 + occasion.weight)
            return


def settle(source: Source, gathered: list[Body], occasions: list[Occasion]) -> list[Body]:
    """Settle on the organisers: full names for short ones, each once, the surest sentences' only."""
    if not gathered:
        return []
    named: list[Body] = []
    for body in sorted(gathered, key=lambda b: (-b.weight, b.span.start)):
        full = full_name(source, body.span, occasions)
        if full is None or any(same_body(source.words(full), source.words(other.span)) for other in named):
            continue
        named.append(Body(full, body.part, body.weight))
    if not named:
        return []
    best = named[0].weight
    floor = max(5.0, best - 22.0) if best >= 24.0 else best - 8.0
    return sorted(
        (b for b in named if b.weight >= floor), key=lambda b: (b.part is Part.WITH, -round(b.weight / 8), b.span.start)
    )


def same_body(a: str, b: str) -> bool:
    """Tell whether two names are one body's: the same words, or an acronym that the other carries in brackets."""
    x, y = ([w for w in re.findall(r"\w+", s.lower()) if w not in ("the", "of", "and", "for")] for s in (a, b))
    if not x or not y:
        return True
    short, long = sorted((x, y), key=len)
    return set(short) <= set(long)


def full_name(source: Source, span: Span, occasions: list[Occasion]) -> Span | None:
    """Give the full name that a short one stands for ("the Foundation", "PFIS"); the name itself if it is full; None if unknown."""
    words = source.words(span)
    if re.fullmatch(r"[A-Z][A-Za-z&\-]{1,9}", words) and words.upper() == words:
        bracket = re.search(r"\(\s?" + re.escape(words) + r"\s?\)", source.text)
        if bracket:
            return name_before(source, bracket.start(), bracket.end()) or span
        return span
    if words.lower() in words_of("bodies", "short"):
        return longer_name(source, words.lower(), span)
    if words.islower() and len(words.split()) < 2:
        return None
    return span


def name_before(source: Source, at: int, end: int) -> Span | None:
    """Give the name that runs up to a bracket, bracket included."""
    from proceedings.structure.tokens import tokenize

    start = max(source.text.rfind("\n", 0, at) + 1, at - 160)
    tokens = tokenize(source.text[start:at], start)
    for i in range(len(tokens)):
        if i and tokens[i - 1].lower != "the" and not (tokens[i - 1].text in ",.:–—-(" or tokens[i - 1].text.islower()):
            continue
        body = read_body(tokens, i)
        if body and body[1] == len(tokens):
            return Span(tokens[body[0]].span.start, end)
    return None


def longer_name(source: Source, word: str, span: Span) -> Span | None:
    """Give the first longer name of a body of this kind in the article."""
    capital = word.capitalize()
    ends = re.compile(
        r"(?:[A-ZÀ-Þ][\w’'ʼʻ\-]*\.?\s(?:(?:of|for|and|&|the|de)\s)*){1,7}"
        + capital
        + r"\b(?:\s(?:of|for|on)(?:\sthe)?(?:\s(?:and\s)?[A-ZÀ-Þ][\w’'\-]*)+)?(?:\s\([A-Z]\w+\))?"
        r"|\b" + capital + r"\s(?:of|for|on)(?:\sthe)?(?:\s(?:and\s|of\s)?[A-ZÀ-Þ][\w’'\-]*)+(?:\s\([A-Z]\w+\))?"
    )
    for match in ends.finditer(source.text):
        start = match.start()
        text = match.group()
        while text.split(" ", 1)[0].lower() in ("the", "a", "an", "of", "for", "and", "by"):
            start += len(text.split(" ", 1)[0]) + 1
            text = text.split(" ", 1)[1]
        if len(text.split()) > 1 and not Span(start, match.end()).overlaps(span):
            return Span(start, match.end())
    return None
