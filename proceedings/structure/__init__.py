"""Structure a source: `Source` in, `Proceedings` out. Pure, and the same for the same text.

segment → people → attribute → divide → find_sessions → find_event → find_figures. The words that tell are data:
`lexicon/*.toml`.
"""

from __future__ import annotations

import re
import unicodedata

from proceedings.model import COLLECTIVE, Attribution, Event, Notice, Proceedings, Section, Sentence, Speaker, Words
from proceedings.parts import is_verb
from proceedings.structure.attribute import Attributed, attribute
from proceedings.structure.conference import LOOKED_FOR, Recognition, recognize
from proceedings.structure.event import find_event
from proceedings.structure.figures import find_figures
from proceedings.structure.people import MentionKind, People, find_people
from proceedings.structure.sections import divide
from proceedings.structure.segment import segment
from proceedings.structure.sessions import find_sessions
from proceedings.text import Source

SILENT = {Section.BOILERPLATE}
"""Sections in which nobody speaks."""


def structure(source: Source) -> Proceedings:
    """Split an article into sessions and say who speaks in each sentence.

    >>> from proceedings.read import read
    >>> found = structure(read("seeds/river-forum.txt"))
    >>> [found.words(speaker.name) for speaker in found.speakers][:1]
    ['Nguyễn Thị Minh Châu']
    """
    segments = segment(source)
    people = find_people(segments)
    attributed = attribute(source, segments, people)
    seen = recognize(segments, attributed)
    sections = divide(segments, people, attributed, seen.is_conference)
    decided = tuple(Attributed() if s in SILENT else a for a, s in zip(attributed, sections, strict=True))
    ids, speakers = name_speakers(source, people, decided)
    sentences = tuple(
        Sentence(
            span=part.span,
            paragraph=part.paragraph,
            shape=part.shape,
            section=section,
            attribution=Attribution(
                speakers=tuple(ids[i] for i in a.persons) + ((COLLECTIVE,) if a.collective else ()),
                certainty=a.certainty,
                rule=a.rule,
                cue=a.cue,
                mention=a.mention,
                mode=a.mode,
            ),
        )
        for part, section, a in zip(segments, sections, decided, strict=True)
    )
    event = find_event(source, segments, sections)
    return Proceedings(
        source=source,
        event=event if seen.is_conference or event.title else Event(),
        speakers=speakers,
        sessions=find_sessions(source, segments, sections),
        sentences=sentences,
        figures=find_figures(source, segments, sections),
        notices=(*(Notice("reading", note) for note in source.notes), *(() if seen.is_conference else (no_conference(seen),))),
    )


def no_conference(seen: Recognition) -> Notice:
    """Give a notice that an article does not look like the write-up of a conference, with what was looked for and found."""
    found = ", ".join(LOOKED_FOR[kind].partition(" (")[0] for kind in seen.found) or "none of these"
    return Notice(
        "no-conference",
        "No conference was found in the text. Looked for an event or meeting that was held, its people, opening, sessions, "
        f"closing and results; found: {found}.",
    )


def name_speakers(
    source: Source, people: People, attributed: tuple[Attributed, ...]
) -> tuple[dict[int, str], tuple[Speaker, ...]]:
    """Give an id to every person who speaks, in order of first mention, and the speakers themselves."""
    speaking = {i for a in attributed for i in a.persons}
    ids: dict[int, str] = {}
    speakers: list[Speaker] = []
    for i, person in enumerate(people.persons):
        if i not in speaking:
            continue
        base = slug(source.words(person.name)) or "speaker"
        taken = set(ids.values())
        n = 1
        while (id := base if n == 1 else f"{base}-{n}") in taken or id == COLLECTIVE:
            n += 1
        ids[i] = id
        speakers.append(
            Speaker(
                id=id,
                name=Words(person.name),
                honorific=Words(person.honorific) if person.honorific else None,
                role=Words(person.role) if person.role else None,
                affiliation=Words(person.affiliation) if person.affiliation else None,
                mentions=tuple(m.span for m in people.mentions if m.person == i and m.kind is not MentionKind.OFFICE),
            )
        )
    return ids, tuple(speakers)


def slug(name: str) -> str:
    """Make an id of a name: "Khalid Mahmood" gives "khalid-mahmood"; letters without a plain form stay."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return "-".join(re.findall(r"\w+", plain.lower()))


is_verb(__name__)
