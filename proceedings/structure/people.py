"""Find the people of an article, every mention of them, and how each is titled: the second step of `structure`."""

from __future__ import annotations

from enum import StrEnum

from proceedings.structure.bodies import Place
from proceedings.structure.gender import gender_of
from proceedings.structure.namings import find_namings
from proceedings.structure.offices import lend_offices
from proceedings.structure.persons import Draft, Sighting, gather, resolve_bodies
from proceedings.structure.segment import Segment
from proceedings.structure.setting import read_setting
from proceedings.structure.tokens import Token
from proceedings.text import Span
from proceedings.values import dataclass


class MentionKind(StrEnum):
    """How words point at a person."""

    FULL = "full"  # the fullest form, at its introduction
    NAME = "name"  # a name or a part of one, with or without an honorific
    OFFICE = "office"  # "the minister", "the Norwegian envoy"
    PRONOUN = "pronoun"  # he, she (his, her are no mentions)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that point at one person.

    span: honorific and name, not the appositive; extent: the same with role, appositive and brackets; rivals: other persons
    whom the words fit as well ("Bello" where two of that name were brought in).
    """

    span: Span
    extent: Span
    segment: int
    person: int
    kind: MentionKind
    rivals: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in the article, speaker or not. gender: "m", "f" or None, only as evidence for pronouns, never printed."""

    name: Span
    honorific: Span | None = None
    role: Span | None = None
    affiliation: Span | None = None
    gender: str | None = None


@dataclass(frozen=True, slots=True)
class People:
    """The persons in order of first mention, and all mentions in source order; `attribute` resolves pronouns."""

    persons: tuple[Person, ...]
    mentions: tuple[Mention, ...]


def find_people(segments: tuple[Segment, ...]) -> People:
    """Find persons and mentions in the segments of an article."""
    setting = read_setting(segments)
    namings = find_namings(segments, setting)
    drafts = gather(segments, namings)
    lend_offices(segments, drafts, namings)
    resolve_bodies(segments, drafts)
    drafts.sort(key=lambda draft: draft.first)
    numbers = {id(draft): number for number, draft in enumerate(drafts)}
    mentions: list[Mention] = []
    for number, draft in enumerate(drafts):
        for sighting in draft.sightings:
            rivals = tuple(numbers[id(rival)] for rival in sighting.rivals)
            mentions.append(mention(segments, sighting, number, rivals))
    persons = tuple(person(segments, draft) for draft in drafts)
    return People(persons, tuple(sorted(mentions, key=lambda m: m.span)))


def mention(segments: tuple[Segment, ...], sighting: Sighting, number: int, rivals: tuple[int, ...]) -> Mention:
    """Make the mention of a sighting."""
    tokens = segments[sighting.segment].tokens
    kind = MentionKind.OFFICE if sighting.office else MentionKind.FULL if sighting.full else MentionKind.NAME
    return Mention(span_of(tokens, sighting.words), span_of(tokens, sighting.extent), sighting.segment, number, kind, rivals)


def person(segments: tuple[Segment, ...], draft: Draft) -> Person:
    """Make the person of a draft."""

    def span(place: Place | None) -> Span | None:
        return span_of(segments[place[0]].tokens, place[1]) if place else None

    name = span_of(segments[draft.name[0]].tokens, draft.name[1])
    role = segments[draft.role[0]].tokens[draft.role[1][0] : draft.role[1][1]] if draft.role else ()
    gender = draft.gender or gender_of(draft.words, role)
    return Person(name, span(draft.titles), span(draft.role), span(draft.affiliation), gender)


def span_of(tokens: tuple[Token, ...], words: tuple[int, int]) -> Span:
    """Give the span of a range of tokens."""
    return Span(tokens[words[0]].span.start, tokens[words[1] - 1].span.end)
