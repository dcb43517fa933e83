"""Give a person the office by which the article speaks of somebody near the name: "The mayor came. … said Ana Ruiz."."""

from __future__ import annotations

from functools import cache

from proceedings.structure.affiliations import body_of
from proceedings.structure.capacity import extend, head_of
from proceedings.structure.leading import role_start
from proceedings.structure.lexicons import lexicon
from proceedings.structure.names import Kind, entries, kind_of, plain
from proceedings.structure.namings import Naming
from proceedings.structure.officewords import ARTICLES, LINKS, Range, Tokens, is_office, is_plural, stops
from proceedings.structure.personhood import acts
from proceedings.structure.persons import Draft, Sighting
from proceedings.structure.segment import Segment
from proceedings.values import dataclass

NEAR = 3
"""Sentences before a name in which the office that announces its bearer may stand."""


@dataclass(frozen=True, slots=True)
class Office:
    """A noun phrase that points at one person by office; start counts the article, role does not."""

    segment: int
    start: int
    role: Range
    head: str
    definite: bool


def lend_offices(segments: tuple[Segment, ...], drafts: list[Draft], namings: list[Naming]) -> None:
    """Give persons without a role the office that stands for them close by, when it can be nobody else's."""
    held = {word for draft in drafts if draft.role for word in role_words(segments, draft)}
    busy: dict[int, list[Range]] = {}
    named_in: dict[int, set[int]] = {}
    for naming in namings:
        left = naming.before.role[0] if naming.before.role else naming.start
        busy.setdefault(naming.segment, []).append((left, naming.after.end))
    for index, draft in enumerate(drafts):
        for sighting in draft.sightings:
            named_in.setdefault(sighting.segment, set()).add(index)
    for index, draft in enumerate(drafts):
        if draft.role is not None:
            continue
        office = announced(segments, draft, index, busy, named_in) or recalled(segments, draft, index, busy, named_in)
        if office is None or office.head in held:
            continue
        draft.role = (office.segment, office.role)
        held |= alike(office.head)
        body = body_of(segments[office.segment].tokens, office.role)
        if body is not None and draft.affiliation is None:
            draft.affiliation = (office.segment, body)
        if (office.segment, office.start) < draft.first:
            whole = (office.start, office.role[1])
            draft.see(Sighting(office.segment, whole, whole, office=True))


def role_words(segments: tuple[Segment, ...], draft: Draft) -> set[str]:
    """Give the offices among the words of a person's role, with what else they may be called."""
    if draft.role is None:
        return set()
    number, (start, end) = draft.role
    return {other for t in segments[number].tokens[start:end] if is_office(t) for other in alike(plain(t))}


@cache
def alike(word: str) -> frozenset[str]:
    """Give the words by which an office may be called, itself among them."""
    return frozenset({word}) | frozenset(w for line in same_lines() if word in line for w in line)


@cache
def same_lines() -> list[list[str]]:
    """Give the sets of words that may mean the same office."""
    return [line.split() for line in lexicon("offices")["same"].strip().splitlines()]


def announced(
    segments: tuple[Segment, ...], draft: Draft, index: int, busy: dict[int, list[Range]], named_in: dict[int, set[int]]
) -> Office | None:
    """Find the office that announces a person who is then named as the source of what was said."""
    number, _ = draft.first
    tokens = segments[number].tokens
    if not acts(tokens, *draft.sightings[0].words):
        return None
    for back in range(1, NEAR):
        here = number - back
        if here < 0 or named_in.get(here, set()) - {index} or named_in.get(number, set()) - {index}:
            return None
        if segments[here].paragraph < segments[number].paragraph - 1:
            return None
        found = offices_in(here, segments[here].tokens, busy.get(here, []))
        if found:
            if (
                back
                and draft.sightings[0].words[0] <= 1
                and any(t.lower in entries("offices", "saying") for t in segments[here].tokens)
            ):
                return None
            return found[-1] if len({o.head for o in found}) == 1 else None
    return None


def recalled(
    segments: tuple[Segment, ...], draft: Draft, index: int, busy: dict[int, list[Range]], named_in: dict[int, set[int]]
) -> Office | None:
    """Find the office by which the sentences after a person's first naming go on to call the person."""
    number, _ = draft.first
    if named_in.get(number, set()) - {index}:
        return None
    for here in (number + 1, number + 2):
        if here >= len(segments) or named_in.get(here, set()) - {index}:
            return None
        if segments[here].paragraph != segments[number].paragraph and here > number + 1:
            return None
        found = [o for o in offices_in(here, segments[here].tokens, busy.get(here, [])) if o.definite and o.start == 0]
        if found:
            return found[0]
    return None


def offices_in(number: int, tokens: Tokens, busy: list[Range]) -> list[Office]:
    """Find the noun phrases of office in a sentence that belong to no name."""
    found: list[Office] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if (
            not is_office(token)
            or is_plural(token)
            or plain(token) in entries("offices", "parts")
            or any(a <= at < b for a, b in busy)
        ):
            at += 1
            continue
        at = head_of(tokens, at) or at
        start = role_start(tokens, at, 0)
        end = extend(tokens, at + 1)
        office = phrase(number, tokens, start, at, end)
        if office is not None:
            found.append(office)
        at = max(end, at + 1)
    return found


def phrase(number: int, tokens: Tokens, start: int, head: int, end: int) -> Office | None:
    """Make an office of a noun phrase when it has an article or a possessor and something is said of it."""
    article = tokens[start - 1].lower if start else ""
    owned = any(t.lower in ("'s", "'") for t in tokens[start:head])
    if head + 1 < end and tokens[head + 1].text[0].islower() and tokens[head + 1].lower not in LINKS:
        return None
    if article not in ("the", "a", "an", "its", "our") and not (owned and start == 0):
        return None
    if end < len(tokens) and tokens[end].text[0].isupper() and kind_of(tokens[end].text) is not Kind.GRAMMAR:
        return None
    follower = tokens[end] if end < len(tokens) else None
    begins = start == 1 and article in ("the", "our") and follower is not None
    if begins and tokens[end].text[0].islower() and tokens[end].lower not in LINKS:  # "The general manager of X sustains …"
        return Office(number, 0, (start, end), plain(tokens[head]), True)
    if follower is not None and not (stops(follower) or follower.text in ",.;:" or follower.lower in ("who", "also", "then")):
        return None
    before = start - 1 if article in ARTICLES else start
    return Office(number, before, (start, end), plain(tokens[head]), article in ("the", "its", "our") or owned)
