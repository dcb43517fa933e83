"""Read what the whole article tells of its words, before the names are read in each line."""

from __future__ import annotations

from collections import Counter

from proceedings.structure.names import Kind, kind_of, opens_title, plain
from proceedings.structure.personhood import acts_alone, is_one, says
from proceedings.structure.segment import Segment
from proceedings.structure.tokens import Token
from proceedings.values import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """What the whole article tells of its words.

    low: those it writes in small letters; surnames: those that stand alone like surnames; single: those among them that open
    sentences again and again and speak, and of whom it goes on with "he" or "she"; resumed: the segments after which the next
    sentence opens with "He" or "She"; loud: family names stand in capitals.
    """

    low: frozenset[str]
    surnames: frozenset[str]
    single: frozenset[str]
    resumed: frozenset[int]
    loud: bool


def is_loud(given: Token, family: Token) -> bool:
    """Tell whether a given name stands before a word in capitals that is no abbreviation: "Maria TORRIN"."""
    word = family.text
    return len(word) > 4 and word.isupper() and kind_of(given.text) is Kind.GIVEN and not given.text.isupper()


def read_setting(segments: tuple[Segment, ...]) -> Setting:
    """Read what the words of the article tell."""
    low: set[str] = set()
    surnames: set[str] = set()
    opening: Counter[str] = Counter()
    persons: set[str] = set()
    loud = False
    resumed = frozenset(
        n for n, part in enumerate(segments[1:]) if not part.first and part.tokens and part.tokens[0].lower in ("he", "she")
    )
    for number, part in enumerate(segments):
        tokens = part.tokens
        if says(tokens, 0) and acts_alone(tokens, 0):
            opening[tokens[0].lower] += 1
            if number in resumed or is_one(tokens, 1):
                persons.add(tokens[0].lower)
        low |= part.small
        for i in part.capitals:
            if tokens[i].text[0].isupper() and ((i and opens_title(plain(tokens[i - 1]))) or acts_alone(tokens, i)):
                surnames.add(tokens[i].lower)
            loud = loud or (i > 0 and is_loud(tokens[i - 1], tokens[i]))
    single = frozenset(word for word in persons if opening[word] > 1 and word not in low)
    return Setting(frozenset(low), frozenset(surnames), single, resumed, loud)
