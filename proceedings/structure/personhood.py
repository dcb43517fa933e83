"""Weigh the signs that a run of capitals names a person, not a place, a body or a thing."""

from __future__ import annotations

from functools import cache

from proceedings.model import Shape
from proceedings.structure.capacity import Capacity
from proceedings.structure.cues import speaks
from proceedings.structure.lexicons import lexicon
from proceedings.structure.names import NAME, Kind, entries, kind_of, may_be_given, plain, read_name
from proceedings.structure.officewords import Range, Tokens, is_office, stops
from proceedings.structure.segment import Segment
from proceedings.structure.tokens import Token


def heads_person(tokens: Tokens, role: Range | None) -> bool:
    """Tell whether the head of a role can only be a person: bodies and states are hosts, members, partners too."""
    if role is None:
        return False
    heads = [plain(tokens[at]) for at in range(*role) if is_office(tokens[at])]
    return bool(heads) and heads[0] not in entries("offices", "loose")


def weigh(
    part: Segment, i: int, end: int, before: Capacity, after: Capacity, surnames: frozenset[str], resumed: bool = False
) -> float:
    """Weigh the signs that the run of tokens i to end names a person; resumed: the next sentence opens with "He" or "She"."""
    tokens = part.tokens
    words = tokens[i:end]
    kinds = [kind_of(t.text) for t in words]
    if kinds[0] not in NAME and may_be_given(tokens, i):
        kinds[0] = Kind.GIVEN
    score = 0.0
    personal = any(role and heads_person(tokens, role) for role in (before.role, after.role))
    score += 3.0 if personal else 1.5 if after.role else 0.5 if before.role else 0.0
    score += 1.5 if before.affiliation and before.role is None and end < len(tokens) and is_verb(tokens[end]) else 0.0
    score += 1.5 if after.affiliation and belongs_and_acts(tokens, end, after.end) else 0.0
    score += 0.5 if len(words) > 1 else 0.0
    score += 2.0 if len(words) > 1 and is_aged(tokens, end) else 0.0
    score += 1.0 if before.role and encloses(tokens, i, end) else 0.0
    score += 2.0 if kinds[0] is Kind.GIVEN else 1.0 if Kind.GIVEN in kinds else 0.0
    score += 1.5 if Kind.INITIAL in kinds and len(words) > 1 else 0.0
    score += 1.0 if Kind.PARTICLE in kinds[:-1] else 0.0
    score += 1.0 if len(words) > 1 and has_family_ending(words[-1].lower) else 0.0
    score += 2.0 if len(words) > 1 and (words[-1].lower in surnames or words[0].lower in surnames) else 0.0
    score += (
        1.5
        if acts(tokens, before.role[0] if before.role else i, end)
        else beside(tokens, i, end, resumed)
        if all(k in PERSONAL for k in kinds)
        else 0.0
    )
    score -= 1.5 if any(k in (Kind.THING, Kind.PLACE, Kind.OFFICE) for k in kinds) else 0.0
    if i:
        previous = tokens[i - 1]
        if previous.lower == "the" and not before.role:
            score -= 3.0
        elif previous.lower in ("in", "at", "near", "through", "across"):
            score -= 2.0
        elif previous.lower.endswith("day"):
            pass
        elif previous.text[0].isupper() and kind_of(previous.text) not in (Kind.GRAMMAR, Kind.MARK, Kind.OFFICE):
            closes = before.role is not None and kind_of(previous.text) is Kind.HEAD
            score -= 0.0 if closes or Kind.GIVEN in kinds or acts(tokens, i, end) or after.role else 3.0
    if part.shape is Shape.HEADING and not is_aged(tokens, end):
        score -= 1.0
    if Kind.GIVEN not in kinds and is_thing(tokens, end):
        score -= 1.0
    if end < len(tokens) and tokens[end].lower in ("'s", "'", "’") and not before.role:
        score -= 0.5
    if part.text.isupper() or all(t.text.isupper() and len(t.text) > 2 for t in words):
        score -= 3.0
    return score


def is_aged(tokens: Tokens, end: int) -> bool:
    """Tell whether an age follows: "Ana Ruiz, 43, said", "Ana Ruiz (43)"."""
    if end + 2 >= len(tokens) or tokens[end].text not in ",(":
        return False
    age = tokens[end + 1].text
    return age.isdigit() and 5 < int(age) < 110 and len(age) < 4 and tokens[end + 2].text in ",)"


def encloses(tokens: Tokens, i: int, end: int) -> bool:
    """Tell whether commas set a run off from the role before it: "our local host, Ana Ruiz, opened the day"."""
    return i > 0 and end + 1 < len(tokens) and tokens[i - 1].text == "," == tokens[end].text and is_verb(tokens[end + 1])


def is_thing(tokens: Tokens, end: int) -> bool:
    """Tell whether the sentence goes on with "it" or "its", and without "he" or "she"."""
    if end < len(tokens) and tokens[end].lower in entries("offices", "saying"):
        return False
    clause = next((at for at in range(end, len(tokens)) if tokens[at].text in ",;"), len(tokens))
    whole = end >= len(tokens) or not is_verb(tokens[end])
    following = {token.lower for token in (tokens[end:] if whole else tokens[end:clause])}
    return not following.isdisjoint(("it", "its")) and following.isdisjoint(("he", "she", "his", "her", "him"))


def belongs_and_acts(tokens: Tokens, end: int, after: int) -> bool:
    """Tell whether a body follows a name and then what the person does: "Imong Sabang (Universiti Kinabatangan) reported"."""
    if after >= len(tokens) or after == end:
        return False
    if tokens[end].text == "(" and tokens[after].lower in (":", "and", "who", "also", ",", "did", "had", "would", "could"):
        return True
    linked = {tokens[end].lower, tokens[end + 1].lower} & {"of", "from", "representing"}
    at = after + 1 if linked and tokens[after].text == "," and after + 1 < len(tokens) else after
    return is_verb(tokens[at])


@cache
def family_endings() -> tuple[str, ...]:
    """Give the ends of words that tell family names."""
    return tuple(lexicon("given")["family_endings"].split())


def has_family_ending(word: str) -> bool:
    """Tell whether a word ends as family names do."""
    return len(word) > 5 and word.endswith(family_endings())


DOES = frozenset({"who", "whose", "whom", "himself", "herself", "speaking", "addressing", "representing", "responding"})


def acts(tokens: Tokens, i: int, end: int) -> bool:
    """Tell whether words of speech or action stand beside the run: "said X", "X argued", "X, who", "led by X"."""
    if end < len(tokens):
        follower = tokens[end]
        if follower.text == "," and end + 1 < len(tokens):
            follower = tokens[end + 1]
            if follower.lower in DOES:
                return True
        elif is_verb(follower) or follower.lower in ("who", "also") or opens_own(tokens, end):
            return True
    if i < 2:
        return bool(i) and is_verb(tokens[0])
    previous, earlier = tokens[i - 1].lower, tokens[i - 2].lower
    if previous == "to":
        return earlier == "according"
    if previous == "by":
        return is_verb(tokens[i - 2])
    return is_verb(tokens[i - 1])


def opens_own(tokens: Tokens, at: int) -> bool:
    """Tell whether "in his", "in her" stands at a token: "X in her vote of thanks expressed"."""
    return at + 1 < len(tokens) and tokens[at].lower in ("in", "during") and tokens[at + 1].lower in ("his", "her")


PERSONAL = NAME | {Kind.PARTICLE, Kind.MARK}
ADVERBS = frozenset({"then", "also", "too", "meanwhile", "however"})
SIDE = 14
"""Tokens that may be put in between a name and what its bearer does."""


def beside(tokens: Tokens, i: int, end: int, resumed: bool) -> float:
    """Weigh the lesser signs for a name of two words or more beside which nobody speaks or acts directly."""
    if end - i < 2 or end >= len(tokens):
        return 0.0
    if acts_beyond(tokens, i, end) or (i > 1 and tokens[i - 1].text == "," == tokens[end].text and tokens[i - 2].text == "I"):
        return 1.5
    if i and any(t.text[0].isalnum() and not t.text[0].isdigit() for t in tokens[:i]):
        return 1.5 if bears_name(tokens, i, end) else 0.0
    if tokens[end].text == ":":
        return 1.5 if len(tokens) > end + 3 and end - i <= 4 else 0.0
    if tokens[end].text[0].islower() or tokens[end].text == ",":
        return 1.5 if resumed else 1.0 if is_one(tokens, end) else 0.0
    return 0.0


def says(tokens: Tokens, i: int) -> bool:
    """Tell whether the word at i has a verb of speech right after it."""
    return i + 1 < len(tokens) and tokens[i + 1].text[0].islower() and tokens[i + 1].lower in entries("offices", "saying")


def is_one(tokens: Tokens, end: int) -> bool:
    """Tell whether the sentence goes on with "he" or "she", "his" or "her", and without "it" or "its"."""
    following = {token.lower for token in tokens[end:]}
    return following.isdisjoint(("it", "its")) and not following.isdisjoint(("he", "she", "his", "her"))


def acts_beyond(tokens: Tokens, i: int, end: int) -> bool:
    """Tell whether the run acts beyond what is put in about it: "X from Y told", "X, a Z from Y, said", "…, X, said".

    So it does with another ("X and Y told") and after an auxiliary ("X has told").
    """
    last = min(end + SIDE, len(tokens) - 1)
    if tokens[end].lower == "and":
        close = read_name(tokens, end + 1, PERSONAL, frozenset())
        return close > end + 2 and goes_on(tokens, close)
    if tokens[end].lower in ("has", "had", "have"):
        return end + 1 < last and (goes_on(tokens, end + 1) or (tokens[end + 1].lower == "been" and is_doing(tokens[end + 2])))
    if tokens[end].lower == "would":
        return end + 1 < last and tokens[end + 1].lower in ("like", "love", "rather", "prefer")
    if tokens[end].lower in ("from", "of"):
        at = next((at for at in range(end + 2, last) if tokens[at].text in ",.;:" or is_verb(tokens[at])), 0)
        at += tokens[at].text == ","
    elif tokens[end].text == ",":
        if i > 1 and tokens[i - 1].text == ",":
            said = tokens[min(end + 1, last)].lower in entries("offices", "saying")
            return said and not describes_thing(tokens, i - 2, i - 1)
        return aside(tokens, end) > 0
    else:
        return False
    if tokens[end].lower == "of":
        return at > 0 and speaks(tokens[at].lower)
    return at > 0 and goes_on(tokens, at)


def is_doing(token: Token) -> bool:
    """Tell whether a word is a participle in -ing."""
    return token.lower.endswith("ing") and token.text[0].islower()


def aside(tokens: Tokens, comma: int) -> int:
    """Give the comma that closes what is put in about a person after the one at `comma`, before what the person does; or 0."""
    last = min(comma + SIDE, len(tokens) - 1)
    close = next((at for at in range(comma + 2, last) if tokens[at].text in ",.;:—–"), 0)
    if (
        not close
        or tokens[close].text != ","
        or tokens[comma + 1].text[0].isupper()
        or describes_thing(tokens, comma + 1, close)
    ):
        return 0
    return close if goes_on(tokens, close + 1) or tokens[close + 1].lower == "who" else 0


def goes_on(tokens: Tokens, at: int) -> bool:
    """Tell whether a verb of what persons do stands at token `at`, after an adverb or without one."""
    at += at < len(tokens) and tokens[at].lower in ADVERBS
    return at < len(tokens) and is_verb(tokens[at]) and tokens[at].lower not in entries("nonames", "impersonal")


THINGS = frozenset({"which", "capital", "seat", "river", "island", "port"})


def describes_thing(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether words beside a name say that it is a place, a body or a work: ", a town in the hills,"."""
    for token in tokens[start:end]:
        word = token.lower
        if word in ("of", "for", "from", "in", "at", "on", "with", "who", "whose"):
            return False
        if word in THINGS or word in entries("nonames", "heads") or word in entries("nonames", "bearers"):
            return True
    return False


def bears_name(tokens: Tokens, i: int, end: int) -> bool:
    """Tell whether the run is said to be a person's name: "His name is X", "X was her name", "a herder called X"."""
    if i > 1 and tokens[i - 1].lower in ("is", "was") and tokens[i - 2].lower == "name":
        return i > 2 and tokens[i - 3].lower in ("his", "her", "my")
    if end + 2 < len(tokens) and tokens[end].lower in ("is", "was") and tokens[end + 2].lower == "name":
        return tokens[end + 1].lower in ("his", "her", "my")
    if not i or tokens[i - 1].lower not in ("called", "named"):
        return False
    nouns = tokens[max(i - 6, 0) : i - 1]
    return any((is_office(t) and t.text[0].islower()) or t.lower in ("man", "woman", "boy", "girl") for t in nouns)


def is_verb(token: Token) -> bool:
    """Tell whether a word in small letters is a finite verb of the kind that tells what persons do."""
    word = token.lower
    return (
        token.text[0].islower()
        and stops(token)
        and word not in entries("offices", "auxiliaries")
        and (word in entries("offices", "saying") or word not in entries("nonames", "grammar"))
    )


SAID = frozenset({"said", "says", "asked", "argued", "replied", "added", "warned", "explained"})


def acts_alone(tokens: Tokens, i: int) -> bool:
    """Tell whether the capitalised word at i stands alone and does what persons do: a verb of speech or the like follows."""
    if kind_of(tokens[i].text) not in (Kind.CAPITAL, Kind.GIVEN):
        return False
    if i > 1 and tokens[i - 1].text[0].isupper() and kind_of(tokens[i - 1].text) is not Kind.INITIAL:
        return False
    if i and i + 1 < len(tokens) and tokens[i - 1].lower in SAID and tokens[i + 1].text in ",.;":
        return True
    return i + 1 < len(tokens) and tokens[i + 1].text[0].islower() and stops(tokens[i + 1])


def is_brand(word: str) -> bool:
    """Tell whether capitals stand inside a word as in the names of firms, "TerraVolt", and not as in "McLeod", "DeVos"."""
    inner = next((at for at in range(2, len(word)) if word[at].isupper() and word[at - 1].islower()), 0)
    return bool(inner) and word[:inner].lower() not in entries("given", "prefixes") | {"fitz", "ni"}
