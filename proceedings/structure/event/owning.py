"""Read whose the event is: "the Association's annual conference", "annual convention of the Association", "its Summit"."""

from __future__ import annotations

from collections.abc import Iterator

from proceedings.model import Part
from proceedings.structure.event.bodies import has_body_word, is_headed, read_body, read_list
from proceedings.structure.event.hosting import Body, ending_at
from proceedings.structure.event.occasions import Occasion
from proceedings.structure.event.propernames import cut_owner, name_tail
from proceedings.structure.patterns import lazy
from proceedings.structure.phrases import is_capital, is_ordinal, is_word, token_at, words_of
from proceedings.structure.tokens import Token
from proceedings.text import Span


def possessed(occasion: Occasion) -> Iterator[Body]:
    """Read "the Association's annual conference", "annual convention of the Association", and "its Summit" of a subject."""
    tokens = occasion.tokens
    for noun in occasion.nouns if occasion.tells or occasion.is_lead or occasion.is_header else ():
        at = token_at(tokens, noun.start)
        back = at - 1
        while (
            back > 0
            and at - back < 7
            and is_word_of_name(tokens, back)
            and tokens[back].lower not in ("'s", "its", "of", "the")
        ):
            back -= 1
        if back < 0:
            continue
        counted = back + 1 < len(tokens) and (
            is_ordinal(tokens[back + 1]) or tokens[back + 1].lower in words_of("events", "qualifier")
        )
        generic = back > 1 and tokens[back - 2].lower == "the" and tokens[back - 1].lower in words_of("bodies", "short")
        if (tokens[back].lower == "'s" or tokens[back].text in "'’") and (tokens[at].text.islower() or counted or generic):
            yield from (Body(span, Part.HOST, 9.0 + occasion.weight) for span in ending_at(occasion, back))
        elif tokens[back].lower == "its" and back > 0:
            yield from subject_of_its(occasion)
        after = over_name(tokens, at, token_at(tokens, noun.end))
        named = (
            at - back > 1 or after > token_at(tokens, noun.end) or (is_capital(tokens[at]) and tokens[back].text in "'’")
        )  # "Hoteliers' Summit of the A"
        if after + 1 < len(tokens) and tokens[after].lower == "of" and named:
            found = read_list(tokens, after + 1)[0] if tokens[after + 1].lower in ("the", "our") else []
            found = [over_edition(occasion, span) for span in found]
            if after + 2 < len(tokens) and follows_a_sitting(occasion, found):
                found = []
            owners = [span for span in found if is_owner(occasion.tokens_in(span))]
            yield from (Body(span, Part.HOST, 8.0 + occasion.weight) for span in owners)
            end = name_tail(tokens, after)
            cut = cut_owner(tokens, after, end)  # "Meeting of Ministers of the Coastal Council"
            found = read_list(tokens, cut + 1)[0] if cut < end and not owners else []
            yield from (Body(span, Part.HOST, 14.0 + occasion.weight) for span in found if is_owner(occasion.tokens_in(span)))


def over_name(tokens: tuple[Token, ...], head: int, after: int) -> int:
    """Go on over what follows the word for an event in its name: "Asamblea | Anual", "Taller | de Derechos 2025"."""
    at = after
    while (
        is_capital(tokens[head])
        and at < len(tokens)
        and (
            is_capital(tokens[at])
            or is_ordinal(tokens[at])
            or (tokens[at].lower in FOREIGN and at + 1 < len(tokens) and is_capital(tokens[at + 1]))
        )
    ):
        at += 1
    return at if at < len(tokens) and tokens[at].lower == "of" else after


FOREIGN = frozenset({"de", "del", "da", "do", "des", "du", "der", "y", "e"})


def is_word_of_name(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether a token may stand inside an event's name: a word, or the apostrophe of "34th Nurses’ Study Day"."""
    apostrophe = tokens[i].text in ("’", "'") and i > 1 and is_capital(tokens[i + 1]) and follows_edition(tokens, i - 1)
    return is_word(tokens[i]) or apostrophe


def follows_edition(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether up to two words in capitals before token i follow a number of an edition: "3rd Nurse Leaders’ Summit"."""
    return any(is_ordinal(tokens[n]) for n in range(max(0, i - 2), i) if all(map(is_capital, tokens[n + 1 : i])))


def over_edition(occasion: Occasion, span: Span) -> Span:
    """Cut "Fifteenth Synod of the" from before the body that owns an event of many sessions."""
    name = occasion.tokens_in(span)
    counted = name[0].lower in words_of("events", "qualifier") or is_ordinal(name[0])
    heads = [i for i, t in enumerate(name) if t.lower == "of" and name[i - 1].lower in words_of("events", "event")]
    if not counted or not heads:
        return span
    start = heads[0] + 1 + (name[heads[0] + 1].lower == "the")
    return Span(name[start].span.start, span.end) if start < len(name) else span


def follows_a_sitting(occasion: Occasion, found: list[Span]) -> bool:
    """Tell of "hearing of the Senate | committee": the body named is not the one that sits."""
    if not found:
        return False
    after = occasion.text[found[-1].end - occasion.start :][:16].lower()
    return after.startswith((" committee", " subcommittee", " sub-committee", " panel", " group", " caucus"))


def is_owner(name: tuple[Token, ...]) -> bool:
    """Tell whether a body in "conference of the …" is its host; a committee or working group only sits."""
    sits = any(token.lower in ("committee", "group", "commission", "party") for token in name) or name[0].lower == "report"
    return is_headed(name) and not name[0].text.islower() and not sits


def subject_of_its(occasion: Occasion) -> Iterator[Body]:
    """Read the body that opens the sentence in which "its Summit" stands."""
    tokens = occasion.tokens
    first = token_at(tokens, occasion.body_start)
    if first + 1 < len(tokens) and tokens[first + 1].lower == "its":  # "At its Assembly in Brussels, the Community adopted …"
        behind = [i for i in range(first, len(tokens) - 1) if tokens[i].text == "," and tokens[i + 1].lower == "the"]
        first = behind[0] + 1 if behind else first
    body = read_body(tokens, first)
    if body is None:
        return
    stands_alone = TODAY.match(occasion.text, tokens[body[1] - 1].span.end - occasion.start) and not is_place(
        tokens[body[0] : body[1]]
    )
    if has_body_word(tokens[body[0] : body[1]]) or stands_alone:
        yield Body(Span(tokens[body[0]].span.start, tokens[body[1] - 1].span.end), Part.HOST, 8.0 + occasion.weight)


TODAY = lazy(
    r",\s(?:the|an?|which|one)\s|\s\([A-Z]"
    r"|\s(?:\w+ly\s)?(?:today|has|announced|announces|held|holds|hosted|hosts|concluded|concludes|convened|opened|will|and)\b"
)
"""What stands behind the name of a company that opens a release: "RegenFarm, the provider of …, today announced"."""


def is_place(name: tuple[Token, ...]) -> bool:
    return name[0].lower in words_of("places", "country") or name[0].lower in words_of("places", "no_city")
