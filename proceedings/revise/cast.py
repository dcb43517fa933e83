"""Say who the speakers are: speakers as understood and what people said of them in, speakers as they are to be named out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from proceedings.model import COLLECTIVE, Proceedings, Speaker, Words
from proceedings.revise.entries import House, Person
from proceedings.structure import slug
from proceedings.structure.people import People, find_people
from proceedings.structure.segment import segment
from proceedings.text import Source, Span
from proceedings.values import dataclass, field, replace


def key(name: str) -> str:
    """Reduce a name to what makes it the same: its words, in small letters."""
    return " ".join(re.findall(r"\w+", name.casefold()))


def own_words(source: Source, text: str) -> Words:
    """Give words as the source's own where it has them, whole; else as what a human wrote."""
    found = re.search(rf"(?<!\w){re.escape(text)}(?!\w)", source.text) if text else None
    return Words(Span(*found.span())) if found else Words(corrected=text)


@dataclass
class Cast:
    """The speakers of an article while they are being settled.

    speakers: by id; ids: the id that each id has become, where two people are one.
    """

    proceedings: Proceedings
    persons: tuple[Person, ...]
    house: House
    speakers: dict[str, Speaker] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, proceedings: Proceedings, persons: Iterable[Person], house: House) -> Cast:
        """Settle the speakers that were understood: merge those who are one, name and title all."""
        cast = cls(proceedings, tuple(persons), house, {s.id: s for s in proceedings.speakers})
        for speaker in proceedings.speakers:
            cast.rename(speaker)
        for id, speaker in cast.speakers.items():
            cast.speakers[id] = cast.titled(speaker)
        return cast

    @property
    def source(self) -> Source:
        return self.proceedings.source

    @cached_property
    def canonical(self) -> dict[str, str]:
        """The name that each other name stands for; the sidecar's before the house's."""
        found: dict[str, str] = {}
        for person in (*self.house.persons, *self.persons):
            found |= {key(other): person.name for other in person.also}
            if person.same_as:
                found[key(person.name)] = person.same_as
        return found

    def full(self, name: str) -> str:
        """Give the name under which somebody goes."""
        seen = set[str]()
        while (known := self.canonical.get(key(name))) is not None and key(name) not in seen and key(known) != key(name):
            seen.add(key(name))
            name = known
        return name

    def names(self, speaker: Speaker) -> set[str]:
        """Give the keys of a speaker's name, without and with the honorific."""
        name, honorific = self.proceedings.words(speaker.name), self.proceedings.words(speaker.honorific)
        return {key(name), key(f"{honorific} {name}")}

    def known(self, name: str) -> str | None:
        """Find the id of the speaker who goes by a name."""
        return next((id for id, speaker in self.speakers.items() if key(name) in self.names(speaker)), None)

    def rename(self, speaker: Speaker) -> None:
        """Give a speaker the name under which the person goes, or join the speaker to the one who has it already."""
        name = self.proceedings.words(speaker.name)
        full = self.full(name)
        if full == name and (whole := f"{self.proceedings.words(speaker.honorific)} {name}") and key(whole) in self.canonical:
            full = self.full(whole)
        if key(full) == key(name):
            return
        other = self.known(full)
        if other is None:
            self.speakers[speaker.id] = replace(self.speakers[speaker.id], name=own_words(self.source, full))
        elif other != speaker.id:
            self.join(speaker.id, other)

    def join(self, gone: str, stays: str) -> None:
        """Make one speaker of two; what the one lacks, the other lends."""
        other, speaker = self.speakers.pop(gone), self.speakers[stays]
        self.speakers[stays] = replace(
            speaker,
            honorific=speaker.honorific or other.honorific,
            role=speaker.role or other.role,
            affiliation=speaker.affiliation or other.affiliation,
            mentions=tuple(sorted({*speaker.mentions, *other.mentions})),
        )
        self.ids = {old: stays if new == gone else new for old, new in self.ids.items()} | {gone: stays}

    def titled(self, speaker: Speaker) -> Speaker:
        """Give a speaker the titles that the house has, and above them those of the sidecar."""
        for person in (*self.house.persons, *self.persons):
            if key(person.name) not in self.names(speaker) or person.same_as:
                continue
            speaker = replace(
                speaker,
                honorific=self.title(speaker.honorific, person.honorific),
                role=self.title(speaker.role, person.role),
                affiliation=self.title(speaker.affiliation, person.affiliation),
            )
        return speaker

    def title(self, now: Words | None, said: str | None) -> Words | None:
        """Give a title as a human said it ("": there is none), else as it is."""
        if said is None or said == self.proceedings.words(now):
            return now
        return own_words(self.source, said) if said else None

    def id_of(self, name: str) -> str:
        """Give the id of whoever a human named: a speaker, or somebody who is made one."""
        if name == COLLECTIVE:
            return COLLECTIVE
        full = self.full(name)
        found = self.known(full)
        if found is None:
            made = self.titled(self.newcomer(full))
            self.speakers[made.id] = made
            found = made.id
        return found

    @cached_property
    def people(self) -> People:
        return find_people(segment(self.source))

    def newcomer(self, name: str) -> Speaker:
        """Make a speaker of a name: with the source's own words for the person where it has them, without any where not."""
        base = slug(name) or "speaker"
        id, n = base, 1
        while id in self.speakers or id in self.ids or id == COLLECTIVE:
            n += 1
            id = f"{base}-{n}"
        words = self.source.words
        for number, person in enumerate(self.people.persons):
            honorific = words(person.honorific) if person.honorific else ""
            if key(name) in (key(words(person.name)), key(f"{honorific} {words(person.name)}")):
                return Speaker(
                    id,
                    Words(person.name),
                    Words(person.honorific) if person.honorific else None,
                    Words(person.role) if person.role else None,
                    Words(person.affiliation) if person.affiliation else None,
                    tuple(m.span for m in self.people.mentions if m.person == number and m.kind != "office"),
                )
        mentions = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", self.source.text)
        return Speaker(id, own_words(self.source, name), mentions=tuple(Span(*m.span()) for m in mentions))

    def in_order(self, speaking: set[str]) -> tuple[Speaker, ...]:
        """Give those who speak: by the house's protocol, then as they were found; newcomers where they are first named."""
        ranks = {key(person.name): person.order for person in self.house.persons if person.order is not None}
        old = {speaker.id: n for n, speaker in enumerate(self.proceedings.speakers)}

        def place(speaker: Speaker) -> tuple[int, int, int]:
            rank = min((ranks[name] for name in self.names(speaker) if name in ranks), default=None)
            first = min(speaker.mentions, default=Span(len(self.source.text), 0)).start
            if speaker.id not in old:
                before = [
                    old[s.id] for s in self.speakers.values() if s.id in old and s.mentions and min(s.mentions).start <= first
                ]
                return (rank is None, rank or 0, max(before, default=-1) * 2 + 1)
            return (rank is None, rank or 0, old[speaker.id] * 2)

        return tuple(sorted((s for s in self.speakers.values() if s.id in speaking), key=place))
