"""Find persons whom minutes call by their initials: "GR reported", "MK: not yet"."""

from __future__ import annotations

from proceedings.structure.cues import SPEAKING, cues
from proceedings.structure.patterns import lazy
from proceedings.structure.people import Mention, MentionKind, People
from proceedings.structure.segment import Segment
from proceedings.structure.tokens import Token
from proceedings.text import Source

GIVEN = lazy(r",? ?[(\[](?P<initials>[A-Z][A-Za-z]{0,2}[A-Z])\b")
"""Initials that stand in brackets behind a name."""

CAPITAL = lazy(r"\b[^\W\d_]")
LONGEST = 4


def initialled(source: Source, segments: tuple[Segment, ...], people: People) -> list[Mention]:
    """Give the mentions by initials, in source order: where they were given behind a name, or open the words of one person."""
    given: dict[str, int] = {}
    for mention in people.mentions:
        found = GIVEN.match(source.text, mention.span.end)
        if found and mention.kind is not MentionKind.OFFICE and _are_initials(found["initials"], source.words(mention.span)):
            given.setdefault(found["initials"], mention.person)
    derived: dict[str, set[int]] = {}
    for i, person in enumerate(people.persons):
        letters = "".join(CAPITAL.findall(source.words(person.name)))
        derived.setdefault(letters, set()).add(i)
    mentions: list[Mention] = []
    for number, part in enumerate(segments):
        for k in part.capitals:
            token = part.tokens[k]
            if not 1 < len(token.text) <= LONGEST or not (token.text[0].isupper() and token.text[-1].isupper()):
                continue
            holder = given.get(token.text)
            if holder is None and len(derived.get(token.text, ())) == 1 and _speaks(part.tokens, k):
                holder = next(iter(derived[token.text]))
            if holder is not None and not (k and part.tokens[k - 1].text in ("(", "[")):
                mentions.append(Mention(token.span, token.span, number, holder, MentionKind.NAME))
    return mentions


def _are_initials(initials: str, name: str) -> bool:
    """Whether the first and the last of the initials are those of words of the name, in their order."""
    letters = "".join(CAPITAL.findall(name))
    return initials[0] in letters and initials[-1] in letters[letters.index(initials[0]) + 1 :]


def _speaks(tokens: tuple[Token, ...], k: int) -> bool:
    """Whether a colon or a reporting verb follows the first word of a sentence."""
    if k or len(tokens) < 2:
        return False
    verb = cues().verbs[tokens[1].lower]
    return tokens[1].text == ":" or (verb is not None and bool(verb.classes & SPEAKING))


def merged(mentions: tuple[Mention, ...], more: list[Mention]) -> list[Mention]:
    """Put mentions together in source order; those that overlap a mention that is there already are left out."""
    if not more:
        return list(mentions)
    taken = {k for m in mentions for k in range(m.extent.start, m.extent.end)}
    return sorted([*mentions, *(m for m in more if m.span.start not in taken)], key=lambda m: m.span)
