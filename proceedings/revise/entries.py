"""What a human decided, entry by entry: the values of which a sidecar and a house file are made."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path

from proceedings.model import Section
from proceedings.values import dataclass, field

SECTIONS = {
    "headline": Section.HEADLINE,
    "background": Section.CONTEXT,
    "opening": Section.WELCOME,
    "working": Section.WORKING,
    "concluding": Section.CONCLUDING,
    "outcome": Section.OUTCOME,
}
"""What a section is called before users."""

FACTS = ("title", "date", "venue", "city", "organizers", "with", "participants")
"""Facts of the event that can be corrected; organizers and with may have several values."""

NOBODY = "nobody"
"""Says in place of a speaker's name that a sentence is the reporter's own."""

PARTICIPANTS = "participants"
"""Says in place of a speaker's name that a group speaks, or somebody without a name."""


class Fit(StrEnum):
    """How a correction fits the source."""

    EXACT = "exact"
    CARRIED = "carried"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who decided, when, and why. when: in UTC or as written by hand, None where it was not said."""

    by: str = ""
    when: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words that an entry is tied to: the sentence itself, and what stands before and after it in the source."""

    quote: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What was decided of one sentence; None leaves a thing as it was understood.

    speakers: names, `COLLECTIVE` for a group, () for nobody; session: the title of the session that it belongs to;
    text: what stands in its place; drop: it is set aside; key: it is a key message; was: the keys of anchors that this entry
    stands in for, made of an earlier text of the same sentence.
    """

    anchor: Anchor
    speakers: tuple[str, ...] | None = None
    section: Section | None = None
    session: str | None = None
    text: str | None = None
    drop: bool | None = None
    key: bool | None = None
    was: tuple[str, ...] = ()
    stamp: Stamp = Stamp()

    @property
    def decides(self) -> frozenset[str]:
        """The things that it decides, in the words of `model.DECISIONS`."""
        said = {
            "speaker": self.speakers,
            "section": self.section if self.section is not None else self.session,
            "text": self.text,
            "drop": self.drop,
            "key": self.key,
        }
        return frozenset(name for name, value in said.items() if value is not None)


@dataclass(frozen=True, slots=True)
class Person:
    """How a person is named and titled; None leaves it as the source has it.

    also: other names of the same person; same_as: the name of the person that this one is; order: the rank in the house's
    protocol, from 1.
    """

    name: str
    honorific: str | None = None
    role: str | None = None
    affiliation: str | None = None
    also: tuple[str, ...] = ()
    same_as: str | None = None
    order: int | None = None
    stamp: Stamp = Stamp()


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the event as a human has it; no values: it is not stated."""

    field: str
    values: tuple[str, ...]
    stamp: Stamp = Stamp()


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved an edition, when, and of what: the digest, and the short digest of each part of it."""

    by: str
    when: datetime
    digest: str
    parts: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class House:
    """The people that a house meets again and again, from its `people.toml`."""

    path: Path | None = None
    persons: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Sidecar:
    """All that was decided of one article. text: the file as it was read or is to be written; the rest is read from it.

    path: where it lies, None for an article that is no file; found: the digest of the file that was read, "" for none.
    """

    path: Path | None = None
    text: str = ""
    found: str = ""
    facts: tuple[Fact, ...] = ()
    persons: tuple[Person, ...] = ()
    corrections: tuple[Correction, ...] = field(default=())
    approval: Approval | None = None


Entry = Correction | Person | Fact | Approval
