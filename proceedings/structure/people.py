"""Find the people of an article, every mention of them, and how each is titled: the second step of `structure`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from proceedings.structure.segment import Segment
from proceedings.text import Span


class MentionKind(StrEnum):
    """How words point at a person."""

    FULL = "full"  # the fullest form, at its introduction
    NAME = "name"  # a name or a part of one, with or without an honorific
    OFFICE = "office"  # "the minister", "the Norwegian envoy"
    PRONOUN = "pronoun"  # he, she (his, her are no mentions)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that point at one person: `span` covers honorific and name (not the appositive); `extent` covers the appositive and brackets too."""

    span: Span
    extent: Span
    segment: int
    person: int
    kind: MentionKind


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
    """The persons in order of first mention, and all mentions (pronouns excepted: `attribute` resolves those) in source order."""

    persons: tuple[Person, ...]
    mentions: tuple[Mention, ...]


def find_people(segments: tuple[Segment, ...]) -> People:
    """Find persons and mentions in the segments of an article."""
    return People((), ())
