"""Read the proper names of events: from the word for the event back to the start of the name and on to its end."""

from __future__ import annotations

from proceedings.structure.event.bodies import is_body_word
from proceedings.structure.event.calendar import is_calendar
from proceedings.structure.phrases import is_capital, is_ordinal, is_word, words_of
from proceedings.structure.tokens import Token

NO_START = frozenset({"the", "a", "an", "this", "its", "our", "their", "in", "at", "on", "of", "for", "and", "&", "'s"})


LENGTHS = frozenset(
    {"one-day", "two-day", "three-day", "four-day", "five-day", "six-day", "day-long", "daylong", "half-day", "week-long"}
)


TOPIC = frozenset({"of", "on", "for", "to", "with", "against", "under", "about", "from", "between", "among", "&"})


JOINED = frozenset(
    {"and", "the", "de", "del", "della", "du", "des", "la", "le", "les", "da", "do", "das", "dos", "von", "für", "y", "e"}
)
"""Small words inside a name: those that open its topic, and those that only go on with it."""


def name_start(tokens: tuple[Token, ...], head: int) -> int:
    """Go back from the word for the event, over capitals, ordinals and ranks, to where its name starts."""
    start = head
    while start > 0:
        token = tokens[start - 1]
        capital = is_capital(token) and token.lower not in NO_START
        before = start - 3 if start > 2 and tokens[start - 2].text in "’'" else start - 2  # "Parents’ and Teachers’ Indaba"
        inside = before >= 0 and is_capital(tokens[before]) and is_capital(tokens[start])
        rank = token.lower in words_of("events", "qualifier") or token.lower == "'s" or token.text in "’'"
        owned = token.lower == "'s" and (is_ordinal(tokens[start]) or tokens[start].lower in words_of("events", "qualifier"))
        number = token.text.isdigit() and start > 1 and is_capital(tokens[start - 2]) and is_capital(tokens[start])
        if owned or not (
            number or capital or is_ordinal(token) or rank or (inside and (token.text in "&-–/" or token.lower == "and"))
        ):
            break
        start -= 1
    start = over_small_word(tokens, start)
    while start < head and (tokens[start].lower in NO_START or tokens[start].lower in LENGTHS or not is_word(tokens[start])):
        start += 1
    return start


BEFORE_NAME = frozenset({"the", "its", "our", "their", "first", "second", "third", "inaugural", "annual", "this"})
INSIDE = frozenset({"in", "for", "of", "on", "to", "with"})


def over_small_word(tokens: tuple[Token, ...], start: int) -> int:
    """Go back over a small word to the start of "the | Women in Officiating Summit"; what stands before must end there."""
    joint = start - 1
    if joint < 1 or tokens[joint].lower not in INSIDE or not is_capital(tokens[joint - 1]) or not is_capital(tokens[start]):
        return start
    at = joint
    while (
        at > 0
        and joint - at < 6
        and (is_capital(tokens[at - 1]) or tokens[at - 1].text in "-–")
        and tokens[at - 1].lower not in BEFORE_NAME
    ):
        at -= 1
    closed = at > 0 and (tokens[at - 1].lower in BEFORE_NAME or is_ordinal(tokens[at - 1]))
    bodies = any(is_body_word(t) or t.lower in words_of("bodies", "person") for t in tokens[at:joint])
    if not closed or at == joint or bodies or is_calendar(tokens[at]):
        return start
    return name_start_of_rank(tokens, at)


def name_start_of_rank(tokens: tuple[Token, ...], start: int) -> int:
    """Take an ordinal or a year before a name into it: "2nd Women in …"."""
    while start > 0 and is_ordinal(tokens[start - 1]):
        start -= 1
    return start


def name_tail(tokens: tuple[Token, ...], after: int) -> int:
    """Go on from behind the word for the event, over its year and topic, to where its name ends."""
    end = at = after
    while at < len(tokens):
        token = tokens[at]
        if is_capital(token) and token.lower in words_of("events", "headline"):
            break
        if at == after and token.lower in ("no", "no.", "number"):  # "Committee Meeting No. 6"
            number = at + 2 if [t.text for t in tokens[at + 1 : at + 2]] == ["."] else at + 1
            if number < len(tokens) and tokens[number].text.isdigit():
                end = at = number + 1
                continue
        year = at == after and is_ordinal(token) and token.text.isdigit()
        if (is_capital(token) and not is_calendar(token)) or token.lower == "'s" or year:
            end = at + 1
        elif not goes_on(tokens, at):
            break
        at += 1
    return end


def goes_on(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether the name goes on behind a small word, a comma in a list, or a mark inside a word."""
    token = tokens[at]
    if token.text in "-–’'/":
        return at + 1 < len(tokens) and is_capital(tokens[at + 1])
    if token.text == ",":
        return lists_on(tokens, at)
    if token.lower == "in" and at > 0 and tokens[at - 1].lower in TAUGHT and is_capital(tokens[at - 1]):
        return at + 1 < len(tokens) and is_capital(tokens[at + 1]) and not is_calendar(tokens[at + 1])
    if token.lower == "in":
        return [t.lower for t in tokens[at + 1 : at + 3]] == ["charge", "of"]
    if token.lower == "responsible" or (token.lower == "for" and tokens[at - 1].lower == "responsible"):
        return [t.lower for t in tokens[at : at + 2]] == ["responsible", "for"] or is_capital(
            tokens[min(at + 1, len(tokens) - 1)]
        )
    if token.lower in ("charge", "of") and [t.lower for t in tokens[at - 1 : at + 1]] in (["in", "charge"], ["charge", "of"]):
        return True
    if token.lower not in TOPIC and token.lower not in JOINED:
        return False
    for following in tokens[at + 1 : at + 4]:
        if is_capital(following):
            return not is_calendar(following)
        if following.lower not in TOPIC and following.lower not in JOINED:
            return False
    return False


TAUGHT = frozenset({"update", "course", "training", "masterclass", "programme", "program", "education", "refresher"})
"""Words for an event behind which "in" opens what is taught and no place."""


def lists_on(tokens: tuple[Token, ...], comma: int) -> bool:
    """Tell whether ", X and Y" goes on with a list inside a name: "on Debt, Mining and Care for Creation"."""
    at = comma + 1
    while at < len(tokens) and at - comma < 5 and is_capital(tokens[at]):
        at += 1
    return at > comma + 1 and at + 1 < len(tokens) and tokens[at].lower in ("and", ",", "&") and is_capital(tokens[at + 1])


def cut_owner(tokens: tuple[Token, ...], after: int, end: int) -> int:
    """Cut "of the BODY" from a name that has its topic already: "Meeting of Ministers | of the Coastal Council"."""
    joints = [i for i in range(after, end - 1) if tokens[i].lower in ("of", "for", "on")]
    for i in joints[1:]:
        if tokens[i].lower == "of" and tokens[i + 1].lower == "the" and any(is_body_word(t) for t in tokens[i + 2 : end]):
            return i
    return end
